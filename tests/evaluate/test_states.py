from __future__ import annotations

from typing import Any

from crosscurrents.evaluate import Options
from crosscurrents.evaluate.states import baseline, figures, tally
from tests.evaluate.predictions import of_states

Row = dict[str, Any]
ROW: Row = {
    "id": "x",
    "text": 'Bread is short in Eastport, Ada Brown said; "watch the queues", she added.',
    "states": [{"quote": "Bread is short", "archetype": "supply", "direction": "down", "variant": "short",
                "arguments": {"good": "Bread"}, "speaker": "Ada Brown"}],
    "indicators": [{"quote": "the queues"}],
    "quotations": [{"quote": "watch the queues", "speaker": "Ada Brown"}],
    "phrases": [{"phrase": "Bread is short", "archetype": "supply", "direction": "down"}],
}  # fmt: skip


def score(prediction: Row | None) -> Row:
    return figures(tally(ROW, prediction, Options()))


def test_perfect() -> None:
    got = score(of_states(ROW))
    assert all(got[kind]["F1"] == 1 for kind in ("states", "indicators", "quotations"))
    fields = [got["states"][f] for f in ("archetype", "direction", "variant", "speaker", "arguments")]
    assert fields == [1.0] * 5 and got["quotations"]["speaker"] == got["phrases"]["both"] == 1


def test_faults_cost_their_fields() -> None:
    prediction = of_states(ROW)
    prediction["states"][0] |= {"direction": "up", "arguments": {}, "speaker": None}
    prediction["quotations"][0]["speaker"] = {"name": "Brown"}
    prediction["influences"][0]["cause_state"] = None
    got = score(prediction)
    assert got["states"]["archetype"] == 1
    assert got["states"]["direction"] == got["states"]["arguments"] == got["states"]["speaker"] == 0
    assert got["quotations"]["speaker"] == 1
    assert got["phrases"] == {"gold": 1, "found": 1.0, "archetype": 0.0, "direction": 0.0, "both": 0.0}


def test_the_same_archetype_goes_first() -> None:
    prediction = of_states(ROW)
    other = prediction["states"][0] | {"archetype": "price"}
    prediction["states"].insert(0, other)
    got = score(prediction)["states"]
    assert got["archetype"] == 1 and got["P"] == 0.5


def test_nothing_predicted_judges_nothing() -> None:
    got = score(None)
    assert got["states"]["R"] == 0 and "archetype" not in got["states"] and got["phrases"]["found"] == 0


def test_baseline() -> None:
    assert baseline([ROW], Options())["phrases.both"] == {"always": "supply down", "share": 1.0}
