"""Dates in the cells of tables."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.text.days import days_in


@pytest.mark.parametrize(
    "words",
    ["2024-03-04", "2024/3/4", "20240304", "04 March 2024", "4-Mar-24", "4 Mar 2024", "March 4, 2024", "4/3/2024",
     "04.03.2024", "2024-03-04 00:00:00.000", "2024-03-04T12:30:00Z", " 4/3/24 "],
)  # fmt: skip
def test_a_day_in_its_forms(words: str) -> None:
    assert days_in(words) == (date(2024, 3, 4),) * 2


def test_a_month_and_a_year() -> None:
    february = (date(2024, 2, 1), date(2024, 2, 29))
    assert days_in("2024-02") == days_in("February 2024") == days_in("Feb-2024") == february
    assert days_in("2024") == (date(2024, 1, 1), date(2024, 12, 31))


def test_the_order_of_day_and_month() -> None:
    assert days_in("3/4/2024", day_first=False) == (date(2024, 3, 4),) * 2
    assert days_in("3/14/2024") == days_in("14/3/2024", day_first=False) == (date(2024, 3, 14),) * 2


def test_years_of_two_digits() -> None:
    assert days_in("1-Jan-69") == (date(2069, 1, 1),) * 2
    assert days_in("1-Jan-70") == (date(1970, 1, 1),) * 2


@pytest.mark.parametrize(
    "words", ["", "soon", "31/02/2024", "2024-13-01", "2024-00", "12", "0000", "March", "4 Foo 2024"]
)
def test_what_is_no_date(words: str) -> None:
    assert days_in(words) is None


@given(st.text(alphabet="0123456789-/. MarJune,:TZ", max_size=20), st.booleans())
def test_any_cell_gives_days_in_order_or_none(words: str, day_first: bool) -> None:
    found = days_in(words, day_first=day_first)
    assert found is None or found[0] <= found[1]


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_read_as_iso(day: date) -> None:
    assert days_in(day.isoformat()) == (day, day)
