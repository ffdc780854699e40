from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.evaluate import Options
from crosscurrents.evaluate.sentences import baseline, figures, same_actors, tally
from tests.evaluate.predictions import of_sentence

Row = dict[str, Any]
ROW: Row = {
    "id": "x",
    "text": "Dockers struck in Eastport after the Harbour Council cut wages.",
    "events": [{"trigger": "struck", "type": "PROTEST", "modality": "happened", "sources": ["Dockers"],
                "targets": ["Harbour Council"], "speaker": "narrator", "mutual": False, "main": True}],
    "influences": [{"cause": "the Harbour Council cut wages", "effect": "Dockers struck", "sign": "+",
                    "hedge": "likely"}],
}  # fmt: skip


def score(prediction: Row | None, row: Row | None = None) -> Row:
    return figures(tally(row or ROW, prediction, Options()))


def changed(**change: Any) -> Row:
    prediction = of_sentence(ROW)
    prediction["events"][0] |= change
    return score(prediction)


def test_perfect() -> None:
    got = score(of_sentence(ROW))
    assert got["events"]["F1"] == got["strict"]["F1"] == got["influences"]["F1"] == got["influences"]["sign"] == 1
    assert got["modality_confusion"] == {"happened>happened": 1} and got["quiet_wrong"] is None


@pytest.mark.parametrize(
    ("change", "field", "strict"),
    [
        ({"type": "ASSAULT"}, "type", 0.0),
        ({"sources": ["Peru"]}, "sources", 0.0),
        ({"targets": []}, "targets", 0.0),
        ({"modality": "planned"}, "modality", 0.0),
        ({"speaker": "Ada Brown"}, "speaker", 1.0),
        ({"main": False}, "main", 1.0),
    ],
)
def test_each_fault_costs_its_field(change: Row, field: str, strict: float) -> None:
    got = changed(**change)
    assert got["events"]["F1"] == 1 and got[field] == 0 and got["strict"]["F1"] == strict


def test_an_event_elsewhere_is_not_found() -> None:
    assert changed(start=40, end=45)["events"] == {"P": 0.0, "R": 0.0, "F1": 0.0, "gold": 1, "predicted": 1}


def test_the_first_of_a_role_alone_is_enough() -> None:
    assert changed(sources=None, source="Dockers")["sources"] == 1


def test_sides_of_mutual_events_are_taken_together() -> None:
    row = {**ROW, "events": [ROW["events"][0] | {"mutual": True}]}
    prediction = of_sentence(row)
    event = prediction["events"][0]
    event["sources"], event["targets"] = event["targets"], event["sources"]
    assert score(prediction, row)["sources"] == score(prediction, row)["targets"] == 1


def test_a_main_event_in_a_quiet_sentence_is_wrong() -> None:
    quiet = {**ROW, "events": []}
    assert score(of_sentence(ROW), quiet)["quiet_wrong"] == 1
    assert score(None, quiet)["quiet_wrong"] == 0


def test_a_swapped_influence_is_not_found() -> None:
    prediction = of_sentence(ROW)
    link = prediction["influences"][0]
    link["cause"], link["effect"] = link["effect"], link["cause"]
    got = score(prediction)["influences"]
    assert (got["F1"], got["swapped"], got["sign"]) == (0.0, 1.0, None)


def test_same_actors() -> None:
    assert same_actors(["Harbour Council"], ["the Harbour Council", "Peru"])
    assert not same_actors(["Harbour Council"], ["Council of the Harbour", "Peru", "Mali", "Chad"])
    assert same_actors([], []) and not same_actors([], ["Peru"])


def test_baseline() -> None:
    assert baseline([ROW], Options())["type"] == {"always": "PROTEST", "share": 1.0}
