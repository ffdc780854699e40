from datetime import date

import pytest

from crosscurrents.annotate.calendar import (
    add_months,
    decade,
    feast,
    half,
    middle,
    month,
    part,
    season,
    week,
    whole_year,
)


def ends(interval):
    return interval.first, interval.last


def test_periods():
    assert ends(month(2020, 2)) == (date(2020, 2, 1), date(2020, 2, 29))
    assert ends(month(2020, 0)) == (date(2019, 12, 1), date(2019, 12, 31))
    assert ends(season(2018, "winter")) == (date(2018, 12, 1), date(2019, 2, 28))
    assert ends(week(date(2022, 5, 11))) == (date(2022, 5, 9), date(2022, 5, 15))
    assert ends(decade(1994)) == (date(1990, 1, 1), date(1999, 12, 31))


def test_parts_and_halves():
    assert ends(part(month(2021, 4), "late")) == (date(2021, 4, 21), date(2021, 4, 30))
    assert ends(part(whole_year(2021), "mid")) == (date(2021, 5, 1), date(2021, 8, 31))
    assert ends(part(decade(1990), "early")) == (date(1990, 1, 1), date(1993, 12, 31))
    assert ends(half(month(2021, 4), 2)) == (date(2021, 4, 16), date(2021, 4, 30))
    assert middle(whole_year(2026)) == date(2026, 6, 30)
    assert middle(month(2022, 11)) == date(2022, 11, 15)


def test_months_are_added_to_shorter_months():
    assert add_months(date(2021, 1, 31), 1) == date(2021, 2, 28)
    assert add_months(date(2021, 3, 15), -15) == date(2019, 12, 15)


@pytest.mark.parametrize(
    ("name", "year", "day"), [("easter", 2018, (4, 1)), ("ash wednesday", 2025, (3, 5)), ("boxing day", 2017, (12, 26))]
)
def test_feasts(name, year, day):
    assert feast(name, year) == date(year, *day)
