"""Figures, relations, stances, expectations and times in passages whose gold is complete.

A gold item is found by a predicted one of its kind whose words touch its quote, one to one, best agreement of fields
first. `right` is the F1 of items found with all core fields right; the other shares are among the found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache
from typing import Any

from crosscurrents.evaluate.comparing import (
    Tally,
    alike,
    best_first,
    count,
    harmonic,
    majority,
    overlap,
    rates,
    share,
    speaker_name,
    touches,
)
from crosscurrents.evaluate.labels import labels, word_set
from crosscurrents.evaluate.options import Options
from crosscurrents.evaluate.rows import Row

NEEDED = ("id", "text")
CLOSE = 0.005  # relative difference of two values that are the same
MEASURES = 0.34  # overlap of words from which two descriptions of a measure agree
EARLIEST, LATEST = "0", "9999"  # before and after every ISO day
SIDES = (frozenset(("supports", "accepts")), frozenset(("opposes", "rejects")), frozenset(("neutral", "mixed", "wary")))
PERSON = "persons"
Fields = dict[str, bool]


def unit(name: object) -> str:
    """A unit in one spelling: lower case, singular, `/` for per, one word for persons of any role."""
    text = re.sub(r"\s+", " ", str(name or "").lower().strip())
    common = _common_units()
    text = common.get(text, text).replace("_", " ").replace(" per ", "/")
    text = "/".join(common.get(part, _singular(part)) for part in text.split("/"))
    return PERSON if text in word_set("person_units") else text


@cache
def _common_units() -> dict[str, str]:
    return {name: unit for unit, names in labels()["unit_spellings"].items() for name in names}


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.rstrip("s")


def same_number(gold: Any, predicted: Any) -> bool:  # noqa: ANN401  # numbers, or texts of numbers
    """Equal within half a per cent; nothing equals nothing only."""
    if gold is None or predicted is None:
        return gold is None and predicted is None
    wanted = float(gold)
    return abs(wanted - float(predicted)) <= CLOSE * max(abs(wanted), 1e-9)


# ---- the fields of each kind
def figure(gold: Row, got: Row) -> Fields:
    """Value (low and high of a range), unit, qualifier, and what is measured."""
    ranged = gold.get("low") is not None and gold.get("high") is not None
    names = ("low", "high") if ranged else ("value",)
    return {
        "value": all(same_number(gold[n], got.get(n)) for n in names),
        "unit": unit(gold["unit"]) == unit(got.get("unit")),
        "qualifier": gold["qualifier"] == got.get("qualifier"),
        "measures": overlap(gold["measures"], got.get("measures")) >= MEASURES,
    }


def relation(gold: Row, got: Row) -> Fields:
    """Kind and both ends."""
    ends = {end: alike(gold[end], got.get(end)) for end in ("subject", "object")}
    return {"kind": gold["kind"] == got.get("kind"), **ends}


def stance(gold: Row, got: Row) -> Fields:
    """Actor, target, and which side the position is on."""
    return {
        "actor": alike(gold["actor"], got.get("actor")),
        "target": not gold["target"] or alike(gold["target"], got.get("target")),
        "position": any(gold["position"] in side and got.get("position") in side for side in SIDES),
    }


def expectation(gold: Row, got: Row) -> Fields:
    """Kind, holder, due date (the days meet), and whether it is conditional."""
    wanted, holder = speaker_name(gold["holder"]), speaker_name(got.get("holder"))
    return {
        "kind": gold["kind"] == got.get("kind"),
        "holder": holder == wanted or alike(holder, gold["holder"]),
        "due": _due_meets(gold, got.get("due") or {}),
        "conditional": bool(gold["conditional"]) == bool(got.get("condition") or got.get("conditional")),
    }


def _due_meets(gold: Row, due: Row) -> bool:
    start, end = due.get("start") or "", due.get("end") or ""
    if not (gold["due_start"] or gold["due_end"]):
        return not (start or end)
    if not (start or end):
        return False
    return bool((start or end) <= (gold["due_end"] or LATEST) and (end or LATEST) >= (gold["due_start"] or EARLIEST))


def time(gold: Row, got: Row) -> Fields:
    """First and last day exactly; near: the days meet."""
    date = got.get("date") or {}
    start, end = date.get("start"), date.get("end")
    near = bool(start) and start <= gold["end"] and (end or start) >= gold["start"]
    return {"exact": (start, end) == (gold["start"], gold["end"]), "near": near}


KINDS: dict[str, tuple[Callable[[Row, Row], Fields], tuple[str, ...]]] = {
    "figures": (figure, ("value", "unit")),
    "relations": (relation, ("kind", "subject", "object")),
    "stances": (stance, ("actor", "position")),
    "expectations": (expectation, ("kind", "holder", "due", "conditional")),
    "times": (time, ("exact",)),
}
LISTS = tuple(KINDS)


# ---- counting
def tally(row: Row, prediction: Row | None, options: Options) -> Tally:
    """The counts of one passage."""
    out: Tally = {}
    for kind in KINDS:
        _tally_kind(out, kind, row, (prediction or {}).get(kind, []))
    return out


def _tally_kind(out: Tally, kind: str, row: Row, predicted: Sequence[Row]) -> None:
    check, core = KINDS[kind]
    gold = row.get(kind, [])
    if kind == "relations":
        predicted = [p for p in predicted if p.get("kind") in word_set("scored_relations")]
    count(out, f"{kind}.gold", len(gold))
    count(out, f"{kind}.predicted", len(predicted))
    verdicts = {
        (i, j): check(g, p)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if touches(row["text"], g["quote"], p)
    }
    for pair in best_first(((sum(v.values()),), *pair) for pair, v in verdicts.items()):
        verdict = verdicts[pair]
        count(out, f"{kind}.found")
        count(out, f"{kind}.all", all(verdict[name] for name in core))
        for name in (n for n, right in verdict.items() if right):
            count(out, f"{kind}.right.{name}")


def figures(total: Tally) -> Row:
    """The figures of summed counts; a field appears where it was right at least once."""
    return {kind: _kind_figures(kind, total) for kind in KINDS}


def _kind_figures(kind: str, total: Tally) -> Row:
    gold, made, found = (total.get(f"{kind}.{k}", 0) for k in ("gold", "predicted", "found"))
    right = total.get(f"{kind}.all", 0)
    both = rates(found, made, gold)
    strict = harmonic(right / made if made else 0.0, right / gold if gold else 0.0)
    prefix = f"{kind}.right."
    fields = sorted(key.removeprefix(prefix) for key in total if key.startswith(prefix))
    return {
        "gold": gold,
        "predicted": made,
        "P": both["P"],
        "R": both["R"],
        "right": round(strict, 3),
        **{name: share(total[prefix + name], found) for name in fields},
    }


def _labels(row: Row) -> Iterator[tuple[str, Hashable]]:
    for g in row.get("figures", []):
        yield "figures.unit", unit(g["unit"])
        yield "figures.qualifier", g["qualifier"]
    yield from (("relations.kind", g["kind"]) for g in row.get("relations", []))
    for g in row.get("stances", []):
        side = next((s for s in SIDES if g["position"] in s), frozenset((g["position"],)))
        yield "stances.position", " or ".join(sorted(side))
    for g in row.get("expectations", []):
        yield "expectations.kind", g["kind"]
        yield "expectations.holder", speaker_name(g["holder"])
        yield "expectations.conditional", bool(g["conditional"])


def baseline(rows: Sequence[Row], options: Options) -> Row:
    """For each field with a closed list of answers, the share of the gold that has the commonest one."""
    return majority(label for row in rows for label in _labels(row))
