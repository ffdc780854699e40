from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.brief.labels import date_label, number, origin_label, shortened
from crosscurrents.records.dates import DateRange
from crosscurrents.records.page import OriginCount


@pytest.mark.parametrize(
    ("start", "end", "precision", "label"),
    [
        ("2025-04-17", "2025-04-17", "day", "17 Apr 2025"),
        ("2024-12-01", "2024-12-31", "month", "Dec 2024"),
        ("2025-10-25", "2025-10-26", "range", "25 or 26 Oct 2025"),
        ("2025-10-31", "2025-11-01", "range", "31 Oct or 1 Nov 2025"),
        ("2025-10-20", "2025-10-26", "week", "week of 20 Oct 2025"),
        ("2025-03-11", "2025-03-20", "part", "mid Mar 2025"),
        ("2025-03-15", "2025-03-15", "part", "mid-Mar 2025"),
        ("2025-03-01", "2025-03-10", "part", "early Mar 2025"),
        ("2025-03-21", "2025-03-31", "part", "late Mar 2025"),
        ("2025-01-01", "2025-03-31", "quarter", "Q1 2025"),
        ("2025-06-01", "2025-08-31", "season", "summer 2025"),
        ("2014-01-01", "2017-12-31", "range", "2014 to 2017"),
        ("2025-01-01", "2025-12-31", "year", "2025"),
        ("2010-01-01", "2019-12-31", "decade", "2010s"),
        ("2024-12-01", "2025-02-28", "range", "Dec 2024 to Feb 2025"),
        ("2025-03-03", "2025-03-09", "range", "3 to 9 Mar 2025"),
        ("2025-05-03", None, "open", "since 3 May 2025"),
        (None, "2025-05-03", "open", "until 3 May 2025"),
        (None, None, "open", "undated"),
    ],
)
def test_dates_are_said_in_words(start: str | None, end: str | None, precision: str, label: str) -> None:
    assert date_label(DateRange(start, end, precision, "stated")) == label


def test_no_date_is_undated() -> None:
    assert date_label(None) == "undated"


def test_origins_are_counted_from_sure_to_most() -> None:
    counts = [OriginCount(1, 1), OriginCount(2, 2), OriginCount(1, 3)]
    assert [origin_label(c) for c in counts] == ["1 origin", "2 origins", "1-3 origins"]


def test_numbers_part_their_thousands() -> None:
    assert [number(v) for v in (31.0, 1905.0, 2.5, 1_200_000.0)] == ["31", "1,905", "2.5", "1,200,000"]


@given(st.text(max_size=80), st.integers(2, 60))
def test_shortened_text_fits(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most
