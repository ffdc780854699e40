"""Dates as the cells of tables hold them: one date a cell, in digits or with the name of a month."""

from __future__ import annotations

import calendar
import re
from datetime import date

Days = tuple[date, date]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?P<name>(?:{'|'.join(_MONTHS)})[a-z]*\.?)"
_TIME = r"(?:[T ]+\d{1,2}:\d{2}[\d:.Z+-]*)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<day>\d{{1,2}})[ -]{_NAME}[ ,-]+(?P<year>\d{{4}}|\d{{2}})",
        rf"{_NAME} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
        rf"{_NAME}[ -](?P<year>\d{{4}})",
        r"(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
        r"(?P<year>\d{4})",
    )
)
_THIS_CENTURY = 70  # a year of two digits below it is of this century


def days_in(words: str, *, day_first: bool = True) -> Days | None:
    """The first and the last day that a cell means: a day, a month or a year; None where it is no date.

    Args:
        words: the cell; a time of day behind the date is passed over.
        day_first: whether 3/4/2024 is the third of April. Where only the other order is a date, that one is meant.
    """
    stripped = words.strip()
    for form in _FORMS:
        found = form.fullmatch(stripped)
        if found:
            return _days(found.groupdict(), day_first)
    return None


def _days(found: dict[str, str | None], day_first: bool) -> Days | None:
    year = _year(found["year"] or "")
    if found.get("one") and found.get("two"):
        one, two = int(found["one"] or 0), int(found["two"] or 0)
        return (
            _span(year, two, one) or _span(year, one, two)
            if day_first
            else (_span(year, one, two) or _span(year, two, one))
        )
    name, month, day = found.get("name"), found.get("month"), found.get("day")
    number = _MONTHS.index(name[:3].lower()) + 1 if name else int(month) if month else None
    return _span(year, number, int(day) if day else None)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < _THIS_CENTURY else 1900)


def _span(year: int, month: int | None, day: int | None) -> Days | None:
    """The days of a day, a month or a year; None where the calendar has no such."""
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return (date(year, month, day),) * 2
    except ValueError:
        return None
