from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.evaluate import Options
from crosscurrents.evaluate.causal import MOST_EXACT, baseline, best_pairing, figures, tally

Row = dict[str, Any]
GOLD = {"cause": "heavy rain", "effect": "the dam broke"}
SWAPPED = {"cause": GOLD["effect"], "effect": GOLD["cause"]}


def score(relations: list[Row], prediction: Row | None, causal: bool = True) -> Row:
    return figures(tally({"id": "x", "causal": causal, "relations": relations}, prediction, Options()))


def test_a_perfect_prediction() -> None:
    got = score([GOLD], {"relations": [GOLD]})
    assert got["overlap_all"]["F1"] == got["exact_all"]["F1"] == got["sentence"]["accuracy"] == 1
    assert got["swapped"] == 0


def test_a_swapped_one_is_seen_as_such() -> None:
    assert score([GOLD], {"relations": [SWAPPED]})["swapped"] == 1


def test_part_of_the_words() -> None:
    got = score([GOLD], {"relations": [{"cause": "rain", "effect": "the dam broke"}]})
    assert got["overlap_all"]["F1"] == pytest.approx((2 / 3 + 1) / 2, abs=1e-4) and got["exact_all"]["F1"] == 0


def test_predictions_in_sentences_without_a_cause_are_wrong_in_all_only() -> None:
    got = score([], {"relations": [GOLD]}, causal=False)
    assert got["predicted_relations"] == 1 and got["sentence"]["P"] == 0
    assert (
        tally({"id": "x", "causal": False, "relations": []}, {"relations": [GOLD]}, Options()).get("predicted_causal")
        is None
    )


def test_no_prediction_says_that_there_is_no_cause() -> None:
    assert score([GOLD], None)["sentence"]["R"] == 0 and score([], None, causal=False)["sentence"]["accuracy"] == 1


def test_influences_of_a_reading_stand_for_relations() -> None:
    reading = {"influences": [GOLD], "relations": [{"kind": "office", "subject": "a", "object": "b"}]}
    assert score([GOLD], reading)["exact_all"]["F1"] == 1


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=3))
def test_the_pairing_is_the_best_there_is(scores: list[list[float]]) -> None:
    gold, got = [{"n": i} for i in range(len(scores))], [{"n": j} for j in range(3)]
    value, pairs = best_pairing(gold, got, lambda g, p: scores[g["n"]][p["n"]])
    best = max(sum(scores[i][j] for i, j in enumerate(order)) for order in permutations(range(3), len(scores)))
    assert value == pytest.approx(best) and value == pytest.approx(sum(scores[i][j] for i, j in pairs))


def test_many_predictions_are_paired_greedily() -> None:
    got = [{"n": j} for j in range(MOST_EXACT + 1)]
    assert best_pairing([{"n": 2}], got, lambda g, p: float(g["n"] == p["n"])) == (1.0, ((0, 2),))


def test_baseline_says_always() -> None:
    rows = [{"id": "x", "causal": True, "relations": [GOLD]}, {"id": "y", "causal": False, "relations": []}]
    assert baseline(rows, Options())["sentence"] == {"P": 0.5, "R": 1.0, "F1": 0.6667, "accuracy": 0.5}
