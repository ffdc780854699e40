from __future__ import annotations

from crosscurrents.records.dates import DateRange, day
from crosscurrents.resolve.intervals import agreed, compatible, gap, intersection, loose, narrow
from tests.resolve.newsroom import month

THIRD, FIFTH = day("2025-03-03", "stated"), day("2025-03-05", "stated")
SINCE = DateRange("2025-03-04", None, "open", "stated")


def test_the_intersection_is_as_precise_as_the_narrowest() -> None:
    assert intersection([month("2025-03"), THIRD]) == THIRD
    assert intersection([THIRD, FIFTH]) is None
    assert intersection([month("2025-03"), SINCE]) == DateRange("2025-03-04", "2025-03-28", "range", "stated")
    assert intersection([]) is None


def test_where_nothing_is_shared_the_commonest_holds() -> None:
    assert agreed([FIFTH, THIRD, THIRD]) == THIRD
    assert agreed([FIFTH, THIRD]) == FIFTH  # the best report's


def test_gaps_and_kinds_of_dates() -> None:
    assert (gap(THIRD, FIFTH), gap(FIFTH, THIRD), gap(THIRD, THIRD)) == (2, 2, 0)
    assert narrow(THIRD) and not narrow(month("2025-03")) and not narrow(SINCE) and not narrow(None)
    assert loose(SINCE) and not loose(month("2025-03")) and not loose(THIRD)
    assert compatible(None, THIRD) and not compatible(THIRD, FIFTH)
