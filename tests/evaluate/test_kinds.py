from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.evaluate import Options
from crosscurrents.evaluate.kinds import baseline, figures, same_number, tally, unit
from tests.evaluate.predictions import of_kinds

Row = dict[str, Any]
ROW: Row = {
    "id": "x",
    "text": "Some 40 soldiers died by June, said Ada Brown, mayor of Eastport, who opposes the pact and fears a war.",
    "figures": [{"quote": "Some 40 soldiers", "value": 40, "low": None, "high": None, "unit": "persons",
                 "measures": "soldiers died", "qualifier": "about"}],
    "relations": [{"quote": "Ada Brown, mayor of Eastport", "kind": "office", "subject": "Ada Brown",
                   "object": "Eastport", "label": "mayor"}],
    "stances": [{"quote": "opposes the pact", "actor": "Ada Brown", "target": None, "issue": "pact",
                 "position": "opposes"}],
    "expectations": [{"quote": "fears a war", "kind": "fear", "holder": "Ada Brown", "due_start": None,
                      "due_end": None, "conditional": False}],
    "times": [{"quote": "June", "start": "2021-06-01", "end": "2021-06-30"}],
}  # fmt: skip


def score(kind: str, /, **change: Any) -> Row:
    prediction = of_kinds(ROW)
    prediction[kind][0] |= change
    got: Row = figures(tally(ROW, prediction, Options()))[kind]
    return got


@pytest.mark.parametrize("kind", ["figures", "relations", "stances", "expectations", "times"])
def test_perfect(kind: str) -> None:
    got = score(kind)
    assert got["P"] == got["R"] == got["right"] == 1


@pytest.mark.parametrize(
    ("kind", "change", "field", "right"),
    [
        ("figures", {"value": 41}, "value", 0.0),
        ("figures", {"unit": "soldier"}, "unit", 1.0),
        ("figures", {"unit": "km"}, "unit", 0.0),
        ("figures", {"qualifier": "over"}, "qualifier", 1.0),
        ("relations", {"object": "Westport"}, "object", 0.0),
        ("stances", {"position": "rejects"}, "position", 1.0),
        ("stances", {"position": "supports"}, "position", 0.0),
        ("expectations", {"holder": {"name": "Brown"}}, "holder", 1.0),
        ("expectations", {"due": {"start": "2021-01-01"}}, "due", 0.0),
        ("expectations", {"condition": "if"}, "conditional", 0.0),
        ("times", {"date": {"start": "2021-06-10", "end": "2021-06-10"}}, "exact", 0.0),
    ],
)
def test_each_fault_costs_its_field(kind: str, change: Row, field: str, right: float) -> None:
    got = score(kind, **change)
    assert got["R"] == 1
    assert got["right"] == (0.0 if right == 0 else 1.0)
    if field != "qualifier":
        assert got.get(field, 0.0) == right


def test_near_times_and_things_elsewhere() -> None:
    assert score("times", date={"start": "2021-06-10", "end": "2021-06-10"})["near"] == 1
    assert score("times", start=0, end=3)["R"] == 0
    assert "near" not in score("times", date=None)


def test_relations_that_the_gold_does_not_have_are_not_scored() -> None:
    assert score("relations", kind="rival_of")["predicted"] == 0


def test_ranges_need_both_ends() -> None:
    row = {**ROW, "figures": [ROW["figures"][0] | {"low": 30, "high": 50}]}
    prediction = of_kinds(row)
    prediction["figures"][0]["high"] = 60
    assert figures(tally(row, prediction, Options()))["figures"]["right"] == 0


@pytest.mark.parametrize(
    ("first", "second"), [("kilometres", "km"), ("per cent", "%"), ("refugees", "persons"), ("cities", "city")]
)
def test_units_in_one_spelling(first: str, second: str) -> None:
    assert unit(first) == unit(second)


def test_same_number() -> None:
    assert same_number(1000, 1004) and not same_number(1000, 1006)
    assert same_number(None, None) and not same_number(None, 0)


def test_baseline() -> None:
    assert baseline([ROW], Options())["stances.position"] == {"always": "opposes or rejects", "share": 1.0}
