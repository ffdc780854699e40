from __future__ import annotations

import re

import pytest

from crosscurrents.evaluate.labels import is_number, is_quantity, label, labels, unit_of, voice

PATTERNED = ("actor_types", "units", "qualifiers", "positions")


def test_every_pattern_is_a_regular_expression() -> None:
    assert all(re.compile(row[0]) for table in PATTERNED for row in labels()[table])


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("square miles", ("sqmi", 1)),
        ("metres", ("km", 0.001)),
        ("decades", ("year", 10)),
        ("weeks", ("week", 1)),
        ("killed (civilians)", ("person", 1)),
        (None, ("count", 1)),
        ("brigades", ("brigade", 1)),
    ],
)
def test_unit_of(unit: str | None, wanted: tuple[str, float]) -> None:
    assert unit_of(unit) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("narrator", "narrator"), ("the mayor", "speaker"), ("", None), ("'unnamed'", None), ("mayor and narrator", None)],
)
def test_voice(words: str, wanted: str | None) -> None:
    assert voice(words) == wanted


def test_labels_and_numbers() -> None:
    assert label("qualifiers", "At least") == "at_least" and label("qualifiers", None) is None
    assert is_number(1.5) and not is_number(True) and not is_number("1")
    assert not is_quantity({"value": 3, "unit": "ordinal number"}) and is_quantity({"value": 3, "unit": None})
