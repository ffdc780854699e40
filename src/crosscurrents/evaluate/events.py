"""Event coding: types, sources and targets of events in sentences, against gold in PLOVER.

A gold event of no type matches any type; types in its `type_alt` are right too. A predicted type that is in the
sentence's `optional_types` (raters were split) and matches nothing is ignored. Where `complete` is false only one
example event of a sentence was annotated: read recall, and precision as a lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from crosscurrents.evaluate.comparing import Tally, count, majority, rates
from crosscurrents.evaluate.labels import word_set
from crosscurrents.evaluate.options import Options
from crosscurrents.evaluate.plover_types import QUAD_NAMES, QUAD_OF, plover_type
from crosscurrents.evaluate.rows import Row

Agrees = Callable[[Row, Row], bool]
NEEDED = ("id", "text", "events")
LISTS = ("events",)
NO_ACTOR = (None, "", "---")
SHORTEST_ACTOR = 3  # letters from which a part of a name, or a head word, can stand for it


# ---- actors
def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def head(actor: str) -> str:
    """The head word of an actor: the last before a comma, bracket or preposition, without a plural s."""
    found = _words(re.sub(r"['\u2019]s\b", "", re.split(r",| \(", actor, maxsplit=1)[0]))
    end = next((i for i, word in enumerate(found) if i and word in word_set("actor_breaks")), len(found))
    found = [w for w in found[:end] if w not in word_set("actor_small_words")] or found[:end]
    return found[-1].removesuffix("s") if found else ""


def same_actor(first: str, second: str) -> bool:
    """Loose comparison: equal, the one begins at a word of the other, or the same head word."""
    a, b = " ".join(_words(first)), " ".join(_words(second))
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if a == b or (len(short) >= SHORTEST_ACTOR and f" {short}" in f" {long}"):
        return True
    return len(head(first)) >= SHORTEST_ACTOR and head(first) == head(second)


def actors(event: Row, role: str) -> list[str]:
    """All forms that may stand for the source or target of an event."""
    return _listed(event.get(f"{role}_any")) or _listed(event.get(role))


def _listed(value: Any) -> list[str]:  # noqa: ANN401  # a name, several, or none
    many = value if isinstance(value, list | tuple) else [value]
    return [x for x in many if x not in NO_ACTOR]


def same_roles(gold: Row, predicted: Row) -> bool:
    """Whether source and target agree loosely; those of a reciprocal gold event may be swapped."""
    wanted = [actors(gold, role) for role in ("source", "target")]
    got = [actors(predicted, role) for role in ("source", "target")]
    if all(map(_any_same, wanted, got)):
        return True
    either = [*wanted[0], *wanted[1]]
    return bool(gold.get("reciprocal")) and all(_any_same(either, side) for side in got)


def _any_same(wanted: Sequence[str], got: Sequence[str]) -> bool:
    return not wanted or any(same_actor(w, g) for w in wanted for g in got)


# ---- types
def gold_types(event: Row, quad: bool) -> frozenset[str] | None:
    """The types (or quad classes) that are right for a gold event; None where any is."""
    own = _gold_type(event, quad)
    if own is None:
        return None
    others = event.get("type_alt", [])
    return frozenset([own, *(QUAD_OF.get(t, t) if quad else t for t in others)])


def _gold_type(event: Row, quad: bool) -> str | None:
    name: str | None = event.get("type")
    if not quad:
        return name
    return QUAD_NAMES.get(event.get("quad") or "") or QUAD_OF.get(name or "")


def _predicted(events: Iterable[Row], options: Options) -> list[Row]:
    """The predicted events that are scored, each with its PLOVER type or quad class as `type`."""
    out = []
    for event in events:
        name = plover_type(event.get("plover") or event.get("type") or event.get("cameo"))
        if options.quad:
            given = QUAD_NAMES.get(str(event.get("quad")).upper(), name)
            name = QUAD_OF.get(name or "", given)
        wanted = name in QUAD_NAMES.values() if options.quad else name is not None
        if wanted and (options.all_events or event.get("main", True)):
            out.append({**event, "type": name})
    return out


def collapsed(events: Iterable[Row]) -> list[Row]:
    """One event for each type (or quad class where there is no type), with the actors of all of them."""
    merged: dict[tuple[str, str | None], Row] = {}
    for event in events:
        name = event.get("type")
        key = ("type", name) if name is not None else ("quad", event.get("quad"))
        sides: Row = {f"{role}_any": actors(event, role) for role in ("source", "target")}
        if key in merged:
            known = merged[key]
            sides = {k: known[k] + v for k, v in sides.items()}
            sides["reciprocal"] = known.get("reciprocal") or event.get("reciprocal")
        merged[key] = {**merged.get(key, event), **sides}
    return list(merged.values())


# ---- pairing and counting
def matched(gold: Sequence[Row], predicted: Sequence[Row], agrees: Agrees) -> dict[int, int]:
    """A greatest one-to-one matching (augmenting paths, Kuhn 1955): {predicted index: gold index}."""
    to: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, candidate in enumerate(predicted):
            if j not in seen and agrees(gold[i], candidate):
                seen.add(j)
                if j not in to or place(to[j], seen):
                    to[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return to


def tally(row: Row, prediction: Row | None, options: Options) -> Tally:
    """The counts of one sentence."""
    quad = options.quad
    gold, predicted = list(row["events"]), _predicted((prediction or {}).get("events") or [], options)
    out: Tally = {"records": 1, "gold_events": len(gold), "predicted_records": prediction is not None}
    if options.collapse:
        gold, predicted = collapsed(gold), collapsed(predicted)
    optional = {QUAD_OF.get(t, t) if quad else t for t in row.get("optional_types", [])}

    def same_type(g: Row, p: Row) -> bool:
        right = gold_types(g, quad)
        return right is None or p["type"] in right

    def same_both(g: Row, p: Row) -> bool:
        return same_type(g, p) and same_roles(g, p)

    _count_types(out, gold, predicted, matched(gold, predicted, same_type), optional, quad)
    every, sets = (gold, predicted), (_distinct(gold, quad), list({p["type"]: p for p in predicted}.values()))
    comparisons: tuple[tuple[str, tuple[list[Row], list[Row]], Agrees], ...] = (
        ("type", every, same_type),
        ("type_set", sets, same_type),
        ("type_and_roles", every, same_both),
        ("roles", every, same_roles),
    )
    for name, (wanted, got), agrees in comparisons:
        _count(out, name, wanted, got, matched(wanted, got, agrees), optional)
    if row.get("complete") and (gold or not optional):
        count(out, "any_event." + (("tp" if predicted else "fn") if gold else ("fp" if predicted else "tn")))
    return out


def _count(
    out: Tally, name: str, gold: Sequence[Row], predicted: Sequence[Row], to: dict[int, int], optional: set[str]
) -> None:
    wrong = [p for j, p in enumerate(predicted) if j not in to and p["type"] not in optional]
    count(out, f"{name}.tp", len(to))
    count(out, f"{name}.fp", len(wrong))
    count(out, f"{name}.fn", len(gold) - len(to))


def _count_types(
    out: Tally, gold: Sequence[Row], predicted: Sequence[Row], to: dict[int, int], optional: set[str], quad: bool
) -> None:
    hit = set(to.values())
    for i, event in enumerate(gold):
        count(out, f"by_type.{_gold_type(event, quad) or '?'}.{'tp' if i in hit else 'fn'}")
    for j, event in enumerate(predicted):
        if j not in to and event["type"] not in optional:
            count(out, f"by_type.{event['type']}.fp")


def _distinct(gold: Sequence[Row], quad: bool) -> list[Row]:
    """The first event of each set of right types."""
    seen: dict[frozenset[str] | None, Row] = {}
    for event in gold:
        seen.setdefault(gold_types(event, quad), event)
    return list(seen.values())


# ---- figures
def figures(total: Tally) -> Row:
    """The figures of summed counts."""
    out: Row = {k: int(total.get(k, 0)) for k in ("records", "gold_events", "predicted_records")}
    for name in ("type", "type_set", "type_and_roles", "roles", "any_event"):
        cells = {k: int(total.get(f"{name}.{k}", 0)) for k in ("tp", "fp", "fn")}
        out[name] = _prf(**cells) | cells
    quiet = int(total.get("any_event.tn", 0))
    judged = quiet + sum(out["any_event"][k] for k in ("tp", "fp", "fn"))
    out["any_event"] = {**out["any_event"], "tn": quiet} if judged else None
    out["by_type"] = _by_type(total)
    scores = [cell["F1"] for cell in out["by_type"].values() if cell["gold"]]
    out["macro_F1"] = round(sum(scores) / len(scores), 3) if scores else None
    return out


def _prf(tp: float, fp: float, fn: float) -> Row:
    return rates(tp, tp + fp, tp + fn)


def _by_type(total: Tally) -> Row:
    out = {}
    for name in sorted({key.split(".", 1)[1].rpartition(".")[0] for key in total if key.startswith("by_type.")}):
        tp, fp, fn = (total.get(f"by_type.{name}.{k}", 0) for k in ("tp", "fp", "fn"))
        out[name] = {**_prf(tp, fp, fn), "gold": int(tp + fn)}
    return out


def baseline(rows: Sequence[Row], options: Options) -> Row:
    """The figures of a coder that sees one event of the commonest type, and no actors, in every sentence."""
    common = majority(("type", e["type"]) for row in rows for e in row["events"] if e.get("type"))
    if not common:
        return {}
    guess = {"events": [{"type": common["type"]["always"]}]}
    total: Tally = {}
    for row in rows:
        for key, value in tally(row, guess, options).items():
            count(total, key, value)
    got = figures(total)
    return {"always": common["type"]["always"], **{k: got[k] for k in ("type", "type_set", "any_event", "macro_F1")}}
