"""Intervals of the calendar: months, quarters, seasons, decades, their parts, and movable feasts.

Conventions: weeks run from Monday to Sunday; seasons are the northern ones, winter belongs to the year in which it
begins; thirds of a month are days 1-10, 11-20 and 21 to the end, thirds of a year January-April, May-August and
September-December. Functions raise `ValueError` or `OverflowError` where a date lies outside the years 1 to 9999.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from crosscurrents.records.dates import Basis, DateRange, Precision

Part = Literal["early", "mid", "late"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FIXED_FEASTS = {
    "new year's day": (1, 1), "new year": (1, 1), "epiphany": (1, 6), "valentine's day": (2, 14),
    "st patrick's day": (3, 17), "may day": (5, 1), "armistice day": (11, 11), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
}  # fmt: skip
_EASTER_FEASTS = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "holy saturday": -1,
    "easter sunday": 0, "easter": 0, "easter monday": 1, "ascension day": 39, "whit sunday": 49, "pentecost": 49,
    "whit monday": 50,
}  # fmt: skip
FEASTS = tuple(sorted([*_FIXED_FEASTS, *_EASTER_FEASTS], key=lambda name: (-len(name), name)))


class Interval(NamedTuple):
    """Inclusive days `first` to `last`, with the precision and basis that `DateRange` wants."""

    first: date
    last: date
    precision: Precision
    basis: Basis

    def record(self) -> DateRange:
        """The interval as a record."""
        return DateRange(self.first.isoformat(), self.last.isoformat(), self.precision, self.basis)

    def based(self, basis: Basis) -> Interval:
        """The same days on another basis."""
        return self._replace(basis=basis)


def one_day(day: date, basis: Basis = "relative") -> Interval:
    """One day."""
    return Interval(day, day, "day", basis)


def span(first: date, last: date, basis: Basis = "relative") -> Interval:
    """The days from `first` to `last`; `ValueError` where they are the wrong way round."""
    if first > last:
        raise ValueError(f"{first} is after {last}")
    return Interval(first, last, "day" if first == last else "range", basis)


def week(day: date) -> Interval:
    """The week of `day`, Monday to Sunday."""
    monday = day - timedelta(day.weekday())
    return Interval(monday, monday + timedelta(6), "week", "relative")


def weekend(day: date) -> Interval:
    """Saturday and Sunday of the week of `day`."""
    monday = week(day).first
    return Interval(monday + timedelta(5), monday + timedelta(6), "range", "relative")


def month(year: int, number: int) -> Interval:
    """A month; `number` may run over the year's ends (0 is December of the year before)."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Interval(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month", "inferred")


def quarter(year: int, number: int) -> Interval:
    """A quarter; `number` may run over the year's ends."""
    return Interval(month(year, 3 * number - 2).first, month(year, 3 * number).last, "quarter", "inferred")


def season(year: int, name: str) -> Interval:
    """A season; the winter of a year begins in its December."""
    begins = SEASONS[name]
    return Interval(month(year, begins).first, month(year, begins + 2).last, "season", "inferred")


def whole_year(year: int) -> Interval:
    """A calendar year."""
    return Interval(date(year, 1, 1), date(year, 12, 31), "year", "inferred")


def years(first: int, last: int) -> Interval:
    """Calendar years from `first` to `last`."""
    return span(date(first, 1, 1), date(last, 12, 31), "inferred")


def decade(year: int) -> Interval:
    """The decade of a year (1990 to 1999)."""
    begins = year - year % 10
    return Interval(date(begins, 1, 1), date(begins + 9, 12, 31), "decade", "inferred")


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day where it is shorter."""
    target = month(day.year, day.month + months)
    return target.first.replace(day=min(day.day, target.last.day))


def feast(name: str, year: int) -> date:
    """The day of a feast of the Western calendar in a year."""
    if name in _FIXED_FEASTS:
        return date(year, *_FIXED_FEASTS[name])
    from dateutil.easter import easter

    return easter(year) + timedelta(_EASTER_FEASTS[name])


def part(whole: Interval, which: Part) -> Interval:
    """The early, middle or late part of an interval, by the conventions above; decades part 4-3-3 years."""
    first, last = whole.first, whole.last
    if whole.precision == "month":
        cut = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}[which]
        return Interval(first.replace(day=cut[0]), first.replace(day=cut[1]), "part", whole.basis)
    if whole.precision == "decade":
        years_of = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[which]
        return years(first.year + years_of[0], first.year + years_of[1])._replace(precision="part", basis=whole.basis)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if whole.precision in {"day", "week"} or months < 3:
        return _part_of_days(whole, which)
    third = months // 3
    begins = {"early": 0, "mid": third, "late": 2 * third}[which]
    end = month(first.year, first.month + begins + third - 1).last if which != "late" else last
    return Interval(month(first.year, first.month + begins).first, end, "part", whole.basis)


def _part_of_days(whole: Interval, which: Part) -> Interval:
    """Thirds of a week or another short interval; a part of a day is that day."""
    days = (whole.last - whole.first).days + 1
    if days < 3:
        return whole
    third = days // 3
    begins = {"early": 0, "mid": third, "late": days - third}[which]
    length = days - 2 * third if which == "mid" else third
    first = whole.first + timedelta(begins)
    return Interval(first, first + timedelta(length - 1), "part", whole.basis)


def middle(whole: Interval) -> date:
    """The day meant by "by mid-X": the 15th of a month, 30 June of a year, else the middle day's month end."""
    if whole.precision == "month":
        return whole.first.replace(day=15)
    if whole.precision == "year":
        return date(whole.first.year, 6, 30)
    return part(whole, "mid").last


def half(whole: Interval, number: int) -> Interval:
    """The first or second half: days 1-15 and 16 to the end of a month, six months of a year."""
    if whole.precision == "month":
        cut = whole.first.replace(day=15)
    else:
        months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
        cut = month(whole.first.year, whole.first.month + months // 2 - 1).last
        cut = cut if months > 1 else whole.first + timedelta((whole.last - whole.first).days // 2)
    ends = (whole.first, cut) if number == 1 else (cut + timedelta(1), whole.last)
    return Interval(*ends, "part", whole.basis)
