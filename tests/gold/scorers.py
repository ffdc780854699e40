"""The gold sets: how each is predicted with the installed reader, what the silent or commonest answer is, its measures.

A scorer takes the rows and a prediction a row. `predict` is None where the verb that answers does not exist yet: its
predictions then come from a file (`score.py --predictions`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tests.gold import reading_scorers as reading
from tests.gold.documents import Row, case_of, meets, name_of, share

Measures = dict[str, float]


class GoldSet(NamedTuple):
    """One set: what it is asked, its scorer, and what it is compared with."""

    name: str
    predict: Callable[[list[Row]], list[Any]] | None
    majority: Callable[[list[Row]], list[Any]]
    score: Callable[[list[Row], Sequence[Any]], Measures]
    precision: Callable[[], float] | None = None  # the share of what the reader shows that is in the gold


# ---- general texts: nothing is there to be found
def events_in(rows: list[Row]) -> list[list[Row]]:
    from crosscurrents.api import extract_texts

    return [r["events"] for r in extract_texts(rows, kinds=["events"], workers=1)]


def score_general(rows: list[Row], found: Sequence[list[Row]]) -> Measures:
    return {
        "events a 200 texts": 200 * share(sum(map(len, found)), len(rows)),
        "main events a 200 texts": 200 * share(sum(e["main"] for events in found for e in events), len(rows)),
        "texts with an event": share(sum(map(bool, found)), len(rows)),
    }


# ---- copies and relays: (kind or "none", which text is the earlier)
def reuse_of(rows: list[Row]) -> list[tuple[str, str | None]]:
    return [_reuse(row) for row in rows]


def _reuse(row: Row) -> tuple[str, str | None]:
    from crosscurrents.ingest import find_reuse

    case = case_of({"id": side, **row[side]} for side in "ab")
    found = find_reuse(case.documents)
    if not found:
        return "none", None
    sides = {d.id: d.name[-1] for d in case.documents}
    rank = ("verbatim", "near", "relay")
    best = min(found, key=lambda r: (rank.index(r.kind), -r.share))
    return best.kind, sides.get(best.direction or "")


def score_reuse(rows: list[Row], found: Sequence[tuple[str, str | None]]) -> Measures:
    pairs = [(r, f) for r, f in zip(rows, found, strict=True) if r["label"] != "paraphrase"]
    said = [f for r, f in pairs if f[0] != "none"]
    right = [(r, f) for r, f in pairs if f[0] != "none" and r["label"] != "none"]
    alike = {"passage": "near"}  # a passage that two texts share is reported as what it is: near or verbatim
    kinds = sum(
        f[0] in (r["label"], alike.get(r["label"])) or (r["label"], f[0]) == ("passage", "verbatim") for r, f in right
    )
    told = [(r, f) for r, f in right if r["earlier"]]
    return {
        "recall": share(len(right), sum(r["label"] != "none" for r, _ in pairs)),
        "precision": share(len(right), len(said)),
        "kind right": share(kinds, len(right)),
        "direction right": share(sum(f[1] == r["earlier"] for r, f in told), len(told)),
        "direction wrong": share(sum(f[1] not in (None, r["earlier"]) for r, f in told), len(told)),
    }


# ---- origins: (independent, independent_most), or None where the claim is not found
def origins_of(rows: list[Row]) -> list[tuple[int, int] | None]:
    return [_origins(row) for row in rows]


def _origins(row: Row) -> tuple[int, int] | None:
    case = case_of({"id": d["name"], **d} for d in row["documents"])
    spans = [(name_of(d["name"]), d["start"], d["end"]) for d in row["documents"]]
    best: tuple[int, str, tuple[int, int]] | None = None
    for item in case.export():
        if item["record"] not in ("event", "figure", "influence", "state") or "independent" not in item:
            continue
        told = {name for name, a, b in spans if any(meets(_claim(item, e), name, a, b) for e in item["evidence"])}
        rank = (-len(told), item["record"] != "event", item["id"])
        if told and (best is None or rank < best[:3]):
            best = (*rank, (item["independent"], item.get("independent_most", item["independent"])))
    return best[3] if best else None


def _claim(item: Row, evidence: Row) -> Row:
    """An event's evidence is its whole sentence: its trigger says which clause of it is meant."""
    trigger = evidence.get("trigger")
    return {**evidence, "start": trigger[0], "end": trigger[1]} if trigger else evidence


def score_origins(rows: list[Row], found: Sequence[tuple[int, int] | None]) -> Measures:
    pairs = list(zip(rows, found, strict=True))
    inside = sum(f is not None and f[0] <= r["true"] <= f[1] for r, f in pairs)
    return {
        "true number in the range": share(inside, len(rows)),
        "range is one number": share(sum(f is not None and f[0] == f[1] for f in found), len(rows)),
        "one number, and right": share(sum(f == (r["true"], r["true"]) for r, f in pairs), len(rows)),
        "claim not found": share(sum(f is None for f in found), len(rows)),
    }


def commonest_number(rows: list[Row]) -> list[tuple[int, int]]:
    number = Counter(r["true"] for r in rows).most_common(1)[0][0]
    return [(number, number)] * len(rows)


# ---- contradictions: whether the pair contradicts
def contested_of(rows: list[Row]) -> list[bool]:
    return [_contested(row) for row in rows]


def _contested(row: Row) -> bool:
    case = case_of({"id": side, **row[side]} for side in "ab")
    return any(r["record"] == "contradiction" and r["kind"] != "update" for r in case.export())


def score_contested(rows: list[Row], found: Sequence[bool]) -> Measures:
    pairs = [(r["label"] == "contradiction", f) for r, f in zip(rows, found, strict=True)]
    both = sum(g and f for g, f in pairs)
    return {
        "recall": share(both, sum(g for g, _ in pairs)),
        "precision": share(both, sum(f for _, f in pairs)),
        "accuracy": share(sum(g == f for g, f in pairs), len(pairs)),
    }


# ---- expectations: (outcome, deciding document), or None where the expectation is not found
def outcomes_of(rows: list[Row]) -> list[tuple[str, str | None] | None]:
    return [_outcome(row) for row in rows]


def _outcome(row: Row) -> tuple[str, str | None] | None:
    wanted = row["expectation"]
    later = [{"id": str(n), **d} for n, d in enumerate(row["later"])]
    case = case_of([{"id": "x", **{k: wanted[k] for k in ("text", "publisher", "date")}}, *later])
    for item in case.export():
        if item["record"] == "expectation" and any(
            meets(e, name_of("x"), wanted["start"], wanted["end"]) for e in item["evidence"]
        ):
            decided = item["decided_by"]
            return item["outcome"], decided[0]["name"].rpartition("#")[2] if decided else None
    return None


def score_outcomes(rows: list[Row], found: Sequence[tuple[str, str | None] | None]) -> Measures:
    pairs = list(zip(rows, found, strict=True))
    settled = [(r, f) for r, f in pairs if r["outcome"] != "open"]
    by = [(r, f) for r, f in settled if f and r["decides"] and f[0] == r["outcome"]]
    left = [r for r, f in pairs if r["outcome"] == _told(f) == "open"]
    early = sum(bool(f and f[1] not in (None, "x") and _is_earlier(r, f[1])) for r, f in pairs)
    return {
        "outcome right": share(sum(_told(f) == r["outcome"] for r, f in pairs), len(rows)),
        "settled ones right": share(sum(bool(f) and f[0] == r["outcome"] for r, f in settled), len(settled)),
        "open ones left open": share(len(left), len(rows) - len(settled)),
        "by the right document": share(sum(f[1] == str(r["decides"][0]) for r, f in by), len(by)),
        "settled by an earlier document": float(early),
        "expectation found": share(sum(f is not None for f in found), len(rows)),
    }


def _told(found: tuple[str, str | None] | None) -> str:
    """The outcome that was given; an expectation that was not found is left open."""
    return found[0] if found else "open"


def _is_earlier(row: Row, document: str) -> bool:
    return bool(row["later"][int(document)]["date"] < row["expectation"]["date"])


# ---- questions and drafts: answers in the forms of OUTPUT.md, sections 4 and 6
def score_questions(rows: list[Row], found: Sequence[Row]) -> Measures:
    asked = [(r, f) for r, f in zip(rows, found, strict=True) if r["answerable"]]
    traps = [f for r, f in zip(rows, found, strict=True) if not r["answerable"]]
    hits = sum(any(_same_words(e, g) for e in f["evidence"][:5] for g in r["evidence"]) for r, f in asked)
    return {
        "right evidence in the first five": share(hits, len(asked)),
        "rightly declined": share(sum(not f["answerable"] for f in traps), len(traps)),
    }


def _same_words(evidence: Row, gold: Row) -> bool:
    """Whether two quotes of one document share a run of words: one holds the other."""
    if evidence["name"] != gold["file"]:
        return False
    a, b = (" ".join(quote.split()) for quote in (evidence["quote"], gold["quote"]))
    return a in b or b in a


def overlapping_sentences(rows: list[Row]) -> list[Row]:
    """The plain answer to beat: the five sentences of the sample case that share most rare words with the question."""
    return reading.by_overlap(rows)


def score_drafts(rows: list[Row], found: Sequence[Row]) -> Measures:
    pairs = list(zip(rows, found, strict=True))
    planted = [(r, f) for r, f in pairs if r["planted"]]
    clean = [f for r, f in pairs if not r["planted"]]
    alarm = {"supported", "no_claim"}
    return {
        "planted found": share(sum(f["verdict"] not in alarm for _, f in planted), len(planted)),
        "verdict right": share(sum(f["verdict"] == r["verdict"] for r, f in pairs), len(pairs)),
        "false alarms": share(sum(f["verdict"] not in alarm for f in clean), len(clean)),
    }


SETS = (
    GoldSet("general", events_in, lambda rows: [[] for _ in rows], score_general),
    GoldSet("reuse", reuse_of, lambda rows: [("verbatim", None)] * len(rows), score_reuse),
    GoldSet("origins", origins_of, commonest_number, score_origins),
    GoldSet("contested", contested_of, lambda rows: [False] * len(rows), score_contested),
    GoldSet("expectations", outcomes_of, lambda rows: [("open", None)] * len(rows), score_outcomes),
    GoldSet("questions", None, overlapping_sentences, score_questions),
    GoldSet("drafts", None, lambda rows: [{"verdict": "supported"}] * len(rows), score_drafts),
    *(GoldSet(*parts) for parts in reading.SETS),
)
