from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.evaluate import Options
from crosscurrents.evaluate.comparing import Tally, count
from crosscurrents.evaluate.events import baseline, collapsed, figures, head, matched, same_actor, tally

Row = dict[str, Any]


def event(
    type_: str | None = "CONSULT", source: str | None = "France", target: str | None = "Chad", **more: Any
) -> Row:
    return {"type": type_, "source": source, "target": target, **more}


def score(gold: list[Row], got: list[Row], options: Options | None = None, **row: Any) -> Row:
    return figures(tally({"id": "x", "text": "", "events": gold, **row}, {"events": got}, options or Options()))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("France", "France's envoys", True),
        ("Chad", "Chadian troops", True),
        ("the army of Peru", "an army", True),
        ("army", "the navy", False),
        ("us", "usual suspects", False),
        ("", "France", False),
    ],
)
def test_same_actor(first: str, second: str, same: bool) -> None:
    assert same_actor(first, second) is same


def test_head() -> None:
    assert head("two ministers of France, on tour") == "minister"
    assert head("Of mice") == "mice"


def test_matching_finds_the_greatest_number_of_pairs() -> None:
    fits = {(0, 0), (0, 1), (1, 0)}
    gold, got = [{"n": 0}, {"n": 1}], [{"n": 0}, {"n": 1}]
    assert matched(gold, got, lambda g, p: (g["n"], p["n"]) in fits) == {0: 1, 1: 0}


def test_type_and_roles_are_counted_apart() -> None:
    got = score([event()], [event(source="Peru")])
    assert got["type"]["F1"] == 1 and got["type_and_roles"]["F1"] == 0 and got["roles"]["F1"] == 0


def test_roles_may_be_swapped_only_where_reciprocal() -> None:
    swapped = event(source="Chad", target="France")
    assert score([event()], [swapped])["roles"]["tp"] == 0
    assert score([event(reciprocal=True)], [swapped])["roles"]["tp"] == 1


def test_what_the_raters_were_split_about_is_ignored() -> None:
    assert score([], [event("AID")])["type"]["fp"] == 1
    assert score([], [event("AID")], optional_types=["AID"])["type"]["fp"] == 0


def test_alternatives_and_missing_types_match() -> None:
    assert score([event(type_alt=["AID"])], [event("AID")])["type"]["tp"] == 1
    assert score([event(None)], [event("AID")])["type"]["tp"] == 1


def test_background_events_count_only_when_asked_for() -> None:
    background = [event(main=False)]
    assert score([event()], background)["type"]["tp"] == 0
    assert score([event()], background, Options(all_events=True))["type"]["tp"] == 1


def test_quad_classes() -> None:
    got = score([event("CONSULT")], [event("AGREE")], Options(quad=True))
    assert got["type"]["tp"] == 1 and got["by_type"] == {"VC": {"P": 1.0, "R": 1.0, "F1": 1.0, "gold": 1}}


def test_collapse_brings_actors_of_one_type_together() -> None:
    merged = collapsed([event(), event(source="Mali", target=None, reciprocal=True), event("AID")])
    assert [e["type"] for e in merged] == ["CONSULT", "AID"]
    assert merged[0]["source_any"] == ["France", "Mali"] and merged[0]["reciprocal"] is True
    twice = [event(), event(source="Chad", target="France")]
    assert score([event()], twice)["type"]["fp"] == 1
    assert score([event()], twice, Options(collapse=True))["type"]["fp"] == 0


def test_any_event_needs_complete_sentences() -> None:
    assert score([], [])["any_event"] is None
    assert score([], [], complete=True)["any_event"]["tn"] == 1
    assert score([], [event()], complete=True)["any_event"]["fp"] == 1


def test_a_missing_prediction_counts_as_no_events() -> None:
    got = figures(tally({"id": "x", "text": "", "events": [event()]}, None, Options()))
    assert got["predicted_records"] == 0 and got["type"]["fn"] == 1


def test_tallies_add_up() -> None:
    total: Tally = {}
    for gold, got in (([event()], [event()]), ([event("AID")], [])):
        for key, value in tally({"id": "x", "text": "", "events": gold}, {"events": got}, Options()).items():
            count(total, key, value)
    assert figures(total)["type"] == {"P": 1.0, "R": 0.5, "F1": 0.667, "tp": 1, "fp": 0, "fn": 1}
    assert figures(total)["macro_F1"] == 0.5


def test_baseline_says_the_commonest_type_always() -> None:
    rows = [{"id": "x", "text": "", "events": [event()]}, {"id": "y", "text": "", "events": [], "complete": True}]
    got = baseline(rows, Options())
    assert got["always"] == "CONSULT" and got["type"]["P"] == 0.5 and got["any_event"]["fp"] == 1
    assert baseline(rows[1:], Options()) == {}
