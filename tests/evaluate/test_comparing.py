from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.evaluate.comparing import (
    alike,
    best_first,
    majority,
    overlap,
    rates,
    share,
    speaker_name,
    touches,
)

TEXT = st.text(alphabet="ab c", max_size=12)


@given(TEXT, TEXT)
def test_overlap_is_symmetric_and_at_most_one(a: str, b: str) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert 0 <= overlap(a, b) <= 1
    assert (overlap(a, b) == 1) == (bool(a.split()) and Counter(a.split()) == Counter(b.split()))


def test_overlap_of_nothing() -> None:
    assert overlap(None, "a") == overlap("", "") == 0
    assert alike("the northern army", "northern army") and not alike("army", "the navy of the north")


@pytest.mark.parametrize(
    ("value", "name"), [({"name": "Ada"}, "Ada"), ("Ada", "Ada"), ({"name": None}, "narrator"), (None, "narrator")]
)
def test_speaker_name(value: object, name: str) -> None:
    assert speaker_name(value) == name


def test_touches_looks_at_every_place_of_a_quote() -> None:
    text = "one two one"
    assert touches(text, "one", {"start": 9, "end": 10})
    assert not touches(text, "one", {"start": 3, "end": 8})
    assert not touches(text, "one", {})


def test_best_first_is_one_to_one_and_breaks_ties_in_order() -> None:
    options = [((0.5,), 0, 0), ((0.5,), 0, 1), ((0.9,), 1, 1), ((0.5,), 2, 0)]
    assert best_first(options) == [(1, 1), (0, 0)]


def test_rates_and_shares() -> None:
    assert rates(1, 2, 4) == {"P": 0.5, "R": 0.25, "F1": 0.333}
    assert rates(0, 0, 0) == {"P": 0.0, "R": 0.0, "F1": 0.0}
    assert share(1, 0) is None and share(1, 3) == 0.333


def test_majority_gives_the_commonest_value_of_each_field() -> None:
    labels = [("type", "A"), ("type", "B"), ("type", "B"), ("main", True)]
    assert majority(labels) == {"type": {"always": "B", "share": 0.667}, "main": {"always": True, "share": 1.0}}
    assert majority([("type", "B"), ("type", "A")])["type"]["always"] == "A"  # a tie does not depend on the order
