"""Scorers for what is read from whole articles: the five real ones (as ranges and hashes) and the second sample case.

The five real articles are not part of the project: their gold holds character ranges and hashes of the words alone.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from crosscurrents.evaluate.reading import ReadCase, read_case
from tests.conftest import ROOT
from tests.gold import split
from tests.gold.documents import Row, meets, share

Measures = dict[str, float]
SEEDS = ROOT.parent / "shared" / "seeds"
SAMPLE, SECOND = ROOT / "examples" / "iraq_syria", ROOT / "examples" / "south_china_sea"


@cache
def _case(folder: Path) -> ReadCase:
    return read_case([folder])


@cache
def _records(folder: Path, kind: str) -> list[Row]:
    return [r for r in _case(folder).export() if r["record"] == kind]


@cache
def text_of(folder: Path, name: str) -> str:
    """The stored text of a document of a case."""
    return next(d.text for d in _case(folder).documents if d.name == name)


# ---- ranges and hashes
def digest(text: str) -> str:
    """What the gold keeps of words that are not ours."""
    return hashlib.sha256(text.encode()).hexdigest()


def _range(evidence: Row, row: Row, field: str) -> bool:
    return row[field] is not None and meets(evidence, row["file"], *row[field])


# ---- the five real articles: influences
def influences_of(rows: list[Row]) -> list[Row | None]:
    """For each link of the gold the influence whose two sides meet the gold's two sides, straight before crosswise."""
    found = _sides()
    return [_link(row, found) for row in rows]


@cache
def _sides() -> list[tuple[Row, dict[str, Row]]]:
    """Every influence with the places of its two sides, once for each statement of it."""
    statements = {s.id: s for r in _case(SEEDS).readings for s in r.statements}
    names = {d.id: d.name for d in _case(SEEDS).documents}
    found = []
    for item in _records(SEEDS, "influence"):
        for statement in (statements[i] for i in item["statements"]):
            sides = {"cause": statement.cause, "effect": statement.effect}  # type: ignore[union-attr]
            name = names[statement.document]
            found.append((item, {k: {"name": name, "start": w.start, "end": w.end} for k, w in sides.items()}))
    return found


def _link(row: Row, found: Sequence[tuple[Row, Mapping[str, Row]]]) -> Row | None:
    crossed = None
    for item, sides in found:
        if _range(sides["cause"], row, "cause") and _range(sides["effect"], row, "effect"):
            return {**item, "swapped": False}
        if _range(sides["effect"], row, "cause") and _range(sides["cause"], row, "effect"):
            crossed = {**item, "swapped": True}
    return crossed


def score_influences(rows: list[Row], found: Sequence[Row | None]) -> Measures:
    both = [(r, f) for r, f in zip(rows, found, strict=True) if f]
    typed = [(r, f) for r, f in both if r["cause_state"] and r["effect_state"] and not f["swapped"]]
    return {
        "found": share(len(both), len(rows)),
        "sign right": share(sum(f["sign"] == r["sign"] for r, f in both), len(both)),
        "not swapped": share(sum(not f["swapped"] for _, f in both), len(both)),
        "both archetypes right": share(sum(all(_same_kind(r, f, s) for s in _STATES) for r, f in typed), len(typed)),
    }


_STATES = ("cause_state", "effect_state")


def _same_kind(row: Row, item: Row, side: str) -> bool:
    return bool(item[side]) and item[side]["archetype"] == row[side]["archetype"]


def plus(rows: list[Row]) -> list[Row | None]:
    """Every link found, with the commonest sign and archetypes."""
    kinds = {s: Counter(r[s]["archetype"] for r in rows if r[s]).most_common(1)[0][0] for s in _STATES}
    return [{"sign": "+", "swapped": False, **{s: {"archetype": k} for s, k in kinds.items()}} for _ in rows]


# ---- states, indicators, scenarios, slots: whether a record of the kind meets the words
def states_of(rows: list[Row]) -> list[list[Row]]:
    return [_meeting(_records(SEEDS, "state"), row, "words") for row in rows]


def _meeting(items: Iterable[Row], row: Row, field: str) -> list[Row]:
    return [i for i in items if any(_range(e, row, field) for e in i["evidence"])]


def in_gold(kind: str, name: str) -> float:
    """The share of what is shown that meets any row of the set, of both its parts: what flooding would lower."""
    gold = split.rows(name) + split.rows(name, sealed=True)
    shown = _records(SEEDS, kind)
    return share(sum(any(_meeting([item], row, "words") for row in gold) for item in shown), len(shown))


def influences_in_gold() -> float:
    """The same for influences: both sides meet those of a link, straight or crosswise."""
    gold = split.rows("influences") + split.rows("influences", sealed=True)
    sides = _sides()
    return share(sum(any(_link(row, [one]) for row in gold) for one in sides), len(sides))


def score_states(rows: list[Row], found: Sequence[list[Row]]) -> Measures:
    both = [(r, f) for r, f in zip(rows, found, strict=True) if f]
    right = [(r, f) for r, f in both if any(i["archetype"] == r["archetype"] for i in f)]
    turned = sum(any((i["archetype"], i["direction"]) == (r["archetype"], r["direction"]) for i in f) for r, f in right)
    return {
        "found": share(len(both), len(rows)),
        "archetype right": share(len(right), len(both)),
        "direction right too": share(turned, len(both)),
    }


def commonest_state(rows: list[Row]) -> list[list[Row]]:
    (archetype, direction), _ = Counter((r["archetype"], r["direction"]) for r in rows).most_common(1)[0]
    return [[{"archetype": archetype, "direction": direction}] for _ in rows]


def indicators_of(rows: list[Row]) -> list[list[Row]]:
    return [_meeting(_records(SEEDS, "indicator"), row, "words") for row in rows]


def score_found(rows: list[Row], found: Sequence[list[Row]]) -> Measures:
    return {"found": share(sum(map(bool, found)), len(rows))}


def nothing(rows: list[Row]) -> list[Any]:
    return [[] for _ in rows]


# ---- slots of systems: a prediction is the list of the system's items, {"slot", "evidence"}
def score_slots(rows: list[Row], found: Sequence[list[Row]]) -> Measures:
    """How many of the slots that the articles fill hold a right item, and how many items fit no gold of their slot."""
    filled: dict[tuple[str, str], list[Row]] = {}
    shown: dict[tuple[str, str], list[Row]] = {}
    for row, items in zip(rows, found, strict=True):
        key = (row["system"], row["slot"])
        filled.setdefault(key, []).append({**row, "words": (row["start"], row["end"])})
        shown[key] = [i for i in items if i["slot"] == row["slot"]]
    good = {k: [i for i in shown[k] if any(_meeting([i], r, "words") for r in rows)] for k, rows in filled.items()}
    right, all_shown = (sum(map(len, d.values())) for d in (good, shown))
    return {
        "slots with a right item": share(sum(map(bool, good.values())), len(filled)),
        "wrong items": share(all_shown - right, all_shown),
    }


# ---- the second sample case
def second_events_of(rows: list[Row]) -> list[list[Row]]:
    return [[e for e in _records(SECOND, "event") if _tells(e, row)] for row in rows]


def _tells(event: Row, row: Row) -> bool:
    text = text_of(SECOND, row["file"])
    start = _place(text, row["quote"]) + row["trigger_at"]
    ranges = [e["trigger"] for e in event["evidence"] if e["name"] == row["file"] and e["trigger"]]
    return any(a < start + len(row["trigger"]) and start < b for a, b in ranges)


def _place(text: str, quote: str) -> int:
    """Where a quote begins in a text, whatever the blanks and line ends are."""
    found = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return found.start() if found else -len(text) - 1


def score_events(rows: list[Row], found: Sequence[list[Row]]) -> Measures:
    both = [(r, f) for r, f in zip(rows, found, strict=True) if f]
    return {
        "found": share(len(both), len(rows)),
        "type right": share(sum(any(e["type"] == r["type"] for e in f) for r, f in both), len(both)),
        "modality right": share(sum(any(e["modality"] == r["modality"] for e in f) for r, f in both), len(both)),
    }


def commonest_event(rows: list[Row]) -> list[list[Row]]:
    kind, modality = (Counter(r[f] for r in rows).most_common(1)[0][0] for f in ("type", "modality"))
    return [[{"type": kind, "modality": modality}] for _ in rows]


def second_expectations_of(rows: list[Row]) -> list[list[Row]]:
    return [[e for e in _records(SECOND, "expectation") if _quoted(e, row)] for row in rows]


def _quoted(item: Row, row: Row) -> bool:
    start = _place(text_of(SECOND, row["file"]), row["quote"])
    return any(meets(e, row["file"], start, start + len(row["quote"])) for e in item["evidence"])


def score_ledger(rows: list[Row], found: Sequence[list[Row]]) -> Measures:
    both = [(r, f) for r, f in zip(rows, found, strict=True) if f]
    return {
        "found": share(len(both), len(rows)),
        "kind right": share(sum(any(e["kind"] == r["kind"] for e in f) for r, f in both), len(both)),
        "outcome right": share(sum(any(e["outcome"] == r["outcome"] for e in f) for r, f in both), len(both)),
    }


def commonest_expectation(rows: list[Row]) -> list[list[Row]]:
    kind, outcome = (Counter(r[f] for r in rows).most_common(1)[0][0] for f in ("kind", "outcome"))
    return [[{"kind": kind, "outcome": outcome}] for _ in rows]


def second_contradictions_of(rows: list[Row]) -> list[list[Row]]:
    return [[c for c in _records(SECOND, "contradiction") if _claims_met(c, row) >= 2] for row in rows]


def _claims_met(item: Row, row: Row) -> int:
    """How many claims of the gold stand among the claims of a contradiction."""
    pieces = [{"evidence": [c["evidence"]]} for c in item["claims"]]
    return sum(any(_quoted(p, claim) for p in pieces) for claim in row["claims"])


# ---- the plain answer to a question: the sentences that share most rare words with it
def by_overlap(rows: list[Row]) -> list[Row]:
    documents = {d.id: d for d in _case(SAMPLE).documents}
    read = [(documents[r.document], place) for r in _case(SAMPLE).readings for place in r.sentences]
    sentences = [(d.name, d.text[slice(*place)]) for d, place in read]
    bags = [set(re.findall(r"\w+", s.casefold())) for _, s in sentences]
    holders = Counter(w for bag in bags for w in bag)
    weight = {w: math.log(len(bags) / n) for w, n in holders.items()}
    return [_best(re.findall(r"\w+", row["question"].casefold()), sentences, bags, weight) for row in rows]


def _best(words: list[str], sentences: list[tuple[str, str]], bags: list[set[str]], weight: dict[str, float]) -> Row:
    scores = [sum(weight[w] for w in set(words) & bag) for bag in bags]
    order = sorted(range(len(bags)), key=lambda n: (-scores[n], n))[:5]
    return {"answerable": True, "evidence": [{"name": sentences[n][0], "quote": sentences[n][1]} for n in order]}


SETS: tuple[tuple[Any, ...], ...] = (
    ("influences", influences_of, plus, score_influences, influences_in_gold),
    ("states", states_of, commonest_state, score_states, partial(in_gold, "state", "states")),
    ("indicators", indicators_of, nothing, score_found, partial(in_gold, "indicator", "indicators")),
    ("systems", None, nothing, score_slots),
    ("second_events", second_events_of, commonest_event, score_events),
    ("second_expectations", second_expectations_of, commonest_expectation, score_ledger),
    ("second_contradictions", second_contradictions_of, nothing, score_found),
)
