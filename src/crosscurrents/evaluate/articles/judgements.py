"""Influences, expectations, stances and contradictions of articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from crosscurrents.evaluate.articles.cast import Cast
from crosscurrents.evaluate.articles.comparison import Comparison, Pair, part
from crosscurrents.evaluate.articles.dates import date_fields
from crosscurrents.evaluate.articles.names import closeness as words_shared
from crosscurrents.evaluate.articles.passages import closeness, evidence_in
from crosscurrents.evaluate.labels import label, labels
from crosscurrents.evaluate.rows import Row

Fields = dict[str, bool | None]
HALF = 0.5  # share of words from which an issue is the gold's


# ---- influences
def influence_fields(g: Row, x: Row) -> Fields:
    """Sign, hedge, condition, and whether the two sides lie nearer to the gold's own than to each other's."""
    cause, effect = (x.get(side) or x.get(f"{side}_descriptor") for side in ("cause", "effect"))
    straight = words_shared(cause, g["cause"]) + words_shared(effect, g["effect"])
    crossed = words_shared(cause, g["effect"]) + words_shared(effect, g["cause"])
    return {
        "sign": x.get("sign") == g["sign"],
        "hedge": x.get("hedge") == g["hedge"],
        "sides": None if straight == crossed else straight > crossed,
        "conditional": bool(x.get("condition")) == g["conditional"],
    }


def score_influences(c: Comparison, cast: Cast) -> None:
    """Note the figures of influences."""
    c.compare("influences", c.gold["influences"], c.of["influence"], influence_fields)


# ---- expectations
def outcome(x: Row) -> str:
    """The outcome of an exported expectation in the gold's words; one that lapsed is open."""
    own = (x.get("outcome") or "open").replace("_", " ")
    return "open" if own == "lapsed" else own


def acceptable(g: Row) -> set[str]:
    """The outcomes that are right for a gold expectation."""
    return set(g.get("acceptable_outcomes") or [g["outcome"]])


def expectation_fields(cast: Cast, g: Row, x: Row) -> Fields:
    """Kind, holder, due date, condition and outcome."""
    return {
        "kind": x.get("kind") == labels()["expected"].get(g["kind"], g["kind"]),
        "holder": cast.same_holder(g["holder"], x.get("holder")),
        **date_fields("due", g["due"], x.get("due")),
        "conditional": bool(x.get("condition")) == g["conditional"],
        "outcome": outcome(x) in acceptable(g),
    }


def score_expectations(c: Comparison, cast: Cast) -> None:
    """Note the figures of expectations: `decided` are those that later documents decide."""
    gold = c.gold["expectations"]
    pairs = c.compare("expectations", gold, c.of["expectation"], partial(expectation_fields, cast))
    decided = [g for g in gold if g["outcome"] != "open"]
    right = [p for p in pairs if p.gold["outcome"] != "open" and outcome(p.got) in acceptable(p.gold) - {"open"}]
    wrongly = sum(acceptable(p.gold) == {"open"} and outcome(p.got) != "open" for p in pairs)
    c.put("expectations", decided=len(decided), decided_right=len(right), decided_wrongly=wrongly)
    c.put("expectations", decided_recall=part(len(right), len(decided)), decided_by=_decided_by(c, right))


def _decided_by(c: Comparison, right: Sequence[Pair]) -> float | None:
    touched = 0
    for pair in right:
        spans = c.spans_of(evidence_in(pair.got.get("decided_by")))
        touched += any(closeness(c.place(quote), spans) for quote in pair.gold["resolution"])
    return part(touched, len(right))


# ---- stances
def stance_fields(c: Comparison, cast: Cast, g: Row, x: Row) -> Fields:
    """Actor, target (or the issue, where no target is named), position."""
    target, fitting = x.get("target"), (label("positions", g["stance"]) or "").split()
    actor = cast.gold.get(g["target"])
    about = " ".join(
        [g["issue"], *(form for forms in actor["forms"].values() for form in forms)] if actor else [g["issue"]]
    )
    same_target = cast.is_one_of(target, [g["target"]]) if target else words_shared(x.get("issue"), about) >= HALF
    return {
        "actor": cast.is_one_of(x.get("actor") or "", [g["actor"]]),
        "target": same_target,
        "position": x.get("position") in fitting if fitting else None,
    }


def score_stances(c: Comparison, cast: Cast) -> None:
    """Note the figures of stances."""
    c.compare("stances", c.gold["stances"], c.of["stance"], partial(stance_fields, c, cast))


# ---- contradictions
def _conflict(kind: str | None) -> str | None:
    found: str | None = labels()["conflicts"].get(kind, kind)
    return found


def contradiction_fields(g: Row, x: Row) -> Fields:
    """The kind of conflict; a possible error is none."""
    same = _conflict(g["kind"]) == _conflict(x.get("kind") or x.get("verdict"))
    return {"kind": None if g["kind"] == "possible error" else same}


def score_contradictions(c: Comparison, cast: Cast) -> None:
    """Note the figures of contradictions; a group of figures that conflict or differ is one too."""

    def nearness(g: Row, x: Row) -> float:
        hits = [hit for places in c.passages(g) if (hit := closeness(places, c.spans(x)))]
        return sum(hits) if len(hits) > 1 else 0

    groups = [r for r in c.of["figure_group"] if re.match("conflict|differ", r.get("verdict") or "")]
    gold = [g for g in c.gold["contradictions"] if len(g["claims"]) > 1]
    exported = [*c.of["contradiction"], *groups]
    pairs = c.compare("contradictions", gold, exported, contradiction_fields, nearness)
    plain = sum(g["kind"] == "contradiction" for g in gold)
    c.put("contradictions", plain=plain)
    found = sum(p.gold["kind"] == "contradiction" for p in pairs)
    c.put("contradictions", recall_of_plain=part(found, plain))
