"""Whether exported quotes stand where they say, and whether statements rest on passages that they may rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crosscurrents.evaluate.articles.comparison import Comparison
from crosscurrents.evaluate.articles.passages import LONGEST, Span, evidence_in, find_all
from crosscurrents.evaluate.rows import Row

STATEMENTS = ("event", "figure", "relation", "stance", "influence", "expectation", "contradiction", "unknown")
COUNTS = ("documents", "quotes", "violations", "not_in_text", "without_evidence", "too_long", "in_junk")


def score_exactness(c: Comparison) -> None:
    """Note the counts of quotes and of faulty ones."""
    junk = junk_spans(c)
    seen = Counter(dict.fromkeys(COUNTS, 0))
    read: set[str] = set()
    events = 0
    for record in c.records:
        found, rotten = _check_quotes(c, record, seen, read, junk)
        if record["record"] in STATEMENTS:
            seen.update(without_evidence=not found, in_junk=rotten)
        events += record["record"] == "event" and rotten
    seen["documents"] = len(read)
    c.put("exactness", **seen)
    c.put("events", in_junk=events)


def junk_spans(c: Comparison) -> list[Span]:
    """The passages that must not become statements."""
    return [
        (document["doc"], *place)
        for document in c.gold["documents"]
        for junk in document.get("junk", [])
        for place in find_all(c.texts[document["doc"]], junk["quote"])
    ]


def _check_quotes(
    c: Comparison, record: Row, seen: Counter[str], read: set[str], junk: Sequence[Span]
) -> tuple[bool, bool]:
    """Whether the record has evidence, and whether some of it lies in junk; the counts of its quotes are added."""
    found = rotten = False
    for evidence in evidence_in(record):
        found = True
        if c.document_of(evidence) is None:
            continue
        at = c.span(evidence)
        moved = at is None or at[1:] != (evidence["start"], evidence.get("end"))
        seen.update(quotes=1, violations=moved, not_in_text=at is None)
        if at:
            read.add(at[0])
            seen["too_long"] += record["record"] in STATEMENTS and at[2] - at[1] > LONGEST
            rotten = rotten or any(_mostly_in(at, passage) for passage in junk)
    return found, rotten


def _mostly_in(span: Span, passage: Span) -> bool:
    both = min(passage[2], span[2]) - max(passage[1], span[1])
    return span[0] == passage[0] and 2 * both > span[2] - span[1]
