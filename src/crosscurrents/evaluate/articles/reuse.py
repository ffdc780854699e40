"""Text that documents share, and what follows for how many sources there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from crosscurrents.evaluate.articles.cast import Cast
from crosscurrents.evaluate.articles.comparison import Comparison, as_list, part
from crosscurrents.evaluate.articles.passages import Places, Span, closeness
from crosscurrents.evaluate.rows import Row

ANY_LENGTH = 10**9  # shared passages may be as long as they are


def score_text_reuse(c: Comparison, cast: Cast) -> None:
    """Note the figures of shared text: between documents, inside one, and in groups of sources."""
    across = [g for g in c.gold["text_reuse"] if len({part_["doc"] for part_ in g["parts"]}) > 1]
    within = [g for g in c.gold["text_reuse"] if g not in across and sum(len(p) for _, p in c.passages(g)) > 1]
    found, directed = 0, []
    for g in across:
        hits = _hits(c, g)
        found += bool(hits)
        earlier = re.match(r"(\d{3}) -> (\d{3})", g["direction"] or "")
        if hits and earlier:
            directed.append(any(c.names.get(x.get("direction"), "").startswith(earlier[1]) for x in hits))
    inner = sum(_found_within(c, g) for g in within)
    c.put("text_reuse", gold=len(across), exported=len(c.of["reuse"]), found=found, internal=len(within))
    c.put("text_reuse", recall=part(found, len(across)), direction=part(sum(directed), len(directed)))
    c.put("text_reuse", internal_recall=part(inner, len(within)))
    _score_sources(c, across)


def _touches_two(parts: Sequence[Places], spans: Sequence[Span]) -> bool:
    """Whether two different passages touch two of the parts."""
    return any(
        closeness(a, [s], ANY_LENGTH) and closeness(b, [t], ANY_LENGTH)
        for a, b in combinations(parts, 2)
        for s in spans
        for t in spans
        if s != t
    )


def _hits(c: Comparison, g: Row) -> list[Row]:
    """The exported shared passages that touch two parts of a gold one in different documents."""
    pairs = [pair for pair in combinations(c.passages(g), 2) if pair[0][0] != pair[1][0]]
    return [x for x in c.of["reuse"] if any(_touches_two(pair, c.spans(x)) for pair in pairs)]


def _found_within(c: Comparison, g: Row) -> bool:
    """Whether a passage that a document has twice was found, or dropped."""
    places: list[Places] = [(document, [place]) for document, every in c.passages(g) for place in every]
    dropped = [(c.names[r["id"]], d["start"], d["end"]) for r in c.of["document"] for d in r.get("dropped") or []]
    return any(_touches_two(places, c.spans(x)) for x in c.of["reuse"]) or any(
        closeness(place, dropped, ANY_LENGTH) for place in places
    )


def _linked(documents: Sequence[str], across: Sequence[Row]) -> dict[str, set[str]]:
    """The documents that share text with each, directly or through a third."""
    linked = {name: {name} for name in documents}
    for g in across:
        whole = set().union(*(linked[p["doc"]] for p in g["parts"]))
        linked.update(dict.fromkeys(sorted(whole), whole))
    return linked


def _source_groups(c: Comparison) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for record in c.of["document"]:
        if record.get("source_group"):
            groups[c.names[record["id"]]].add(record["source_group"])
    for record in c.of["source_group"]:
        for document in as_list(record.get("documents")):
            groups[c.names.get(document, document)].add(record["id"])
    return groups


def _score_sources(c: Comparison, across: Sequence[Row]) -> None:
    documents = [d["doc"] for d in c.gold["documents"]]
    linked, groups = _linked(documents, across), _source_groups(c)
    verdicts: dict[bool, list[bool]] = {True: [], False: []}
    for a, b in combinations(documents, 2):
        verdicts[b in linked[a]].append(bool(groups[a] & groups[b]))
    one, apart = verdicts[True], verdicts[False]
    kept = part(len(apart) - sum(apart), len(apart))
    c.put("text_reuse", one_source_pairs=len(one), one_source_recall=part(sum(one), len(one)), independent_kept=kept)
