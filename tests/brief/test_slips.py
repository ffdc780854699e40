from __future__ import annotations

import pytest

from crosscurrents.brief.material import Material
from crosscurrents.brief.slips import slips
from crosscurrents.config import DEFAULT

from .builder import CaseBuilder


def found(text: str, date: str | None = "2025-10-28", figures: tuple[tuple[str, float], ...] = ()) -> list[str]:
    case = CaseBuilder()
    document = case.document("a.txt", text, date)
    for quote, value in figures:
        case.figure(document, quote, value, unit="km")
    return [x.text for x in slips(Material(*case.parts, DEFAULT))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They met on Tuesday, 26 October 2025.", "26 October 2025 was a Sunday"),
        ("They met on Tuesday, October 26.", "26 October 2025 was a Sunday"),
        (
            "They met on Monday the 3rd of January, 2022 and left on Friday 1 November.",
            "1 November 2025 was a Saturday",
        ),
    ],
)
def test_a_weekday_that_its_date_did_not_have(text: str, day: str) -> None:
    assert [day in t and t.endswith("(computed)") for t in found(text)] == [True]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("They met on Sunday, 26 October 2025.", "2025-10-28"),
        ("They met on Tuesday, October 26.", None),
        ("They met on Friday 1 April.", "2025-10-28"),
        ("They met on Tuesday, 31 February 2025.", "2025-10-28"),
        ("They met on Tuesday and left on 26 October.", "2025-10-28"),
    ],
)
def test_what_is_right_or_cannot_be_told_is_no_slip(text: str, date: str | None) -> None:
    assert found(text, date) == []


WALL = "The dyke runs for about 90 km, covering nearly half the shore of 150 km."
PARTS = (("about 90 km", 90.0), ("150 km", 150.0))


def test_a_share_that_its_parts_do_not_make() -> None:
    assert found(WALL, figures=PARTS) == ["“nearly half” [D1]: 90 of 150 km is 60 % (computed)"]


@pytest.mark.parametrize(
    "text",
    [
        WALL.replace("nearly half", "nearly 62 % of"),
        WALL.replace("nearly half", "60 % of"),
        WALL.replace("nearly half", "over half"),
        WALL.replace("covering nearly half the shore", "and half its guards left the shore"),
    ],
)
def test_a_share_that_fits_or_is_of_something_else_is_no_slip(text: str) -> None:
    assert found(text, figures=PARTS) == []


def test_three_figures_are_too_many_to_tell() -> None:
    text = WALL.replace("150 km.", "150 km and 20 km of sand.")
    assert found(text, figures=(*PARTS, ("20 km", 20.0))) == []
