"""Dates and counts in words, as the page prints them."""

from __future__ import annotations

import calendar
from datetime import date

from crosscurrents.records.dates import DateRange
from crosscurrents.records.page import OriginCount

UNDATED = "undated"
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def date_label(when: DateRange | None) -> str:
    """A date in words: "17 Apr 2025", "Dec 2024", "25 or 26 Oct 2025", "since 3 May 2025", "undated"."""
    if when is None or (when.start is None and when.end is None):
        return UNDATED
    if when.end is None:
        return f"since {_day(when.first)}"
    if when.start is None:
        return f"until {_day(when.last)}"
    return _closed(when.first, when.last, when.precision)


def _closed(first: date, last: date, precision: str) -> str:
    if first == last:
        return f"mid-{_month(first)}" if precision == "part" else _day(first)
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if precision == "decade" and first.year % 10 == 0:
        return f"{first.year}s"
    if whole_months:
        return _months(first, last, precision)
    return _days(first, last, precision)


def _days(first: date, last: date, precision: str) -> str:
    """A label for an interval that begins or ends within a month."""
    if precision == "part" and _same_month(first, last):
        return f"{_part(first, last)} {_month(first)}"
    if precision == "week":
        return f"week of {_day(first)}"
    joint = "or" if (last - first).days == 1 else "to"
    return f"{_short(first, last)} {joint} {_day(last)}"


def _months(first: date, last: date, precision: str) -> str:
    """A label for an interval of whole months."""
    if _same_month(first, last):
        return _month(first)
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if precision == "quarter":
        return f"Q{(first.month + 2) // 3} {first.year}"
    if precision == "season" and first.month in _SEASONS:
        return f"{_SEASONS[first.month]} {first.year}"
    begin = _month(first) if first.year != last.year else calendar.month_abbr[first.month]
    return f"{begin} to {_month(last)}"


def _part(first: date, last: date) -> str:
    """Which part of a month: its middle day tells."""
    middle = (first.day + last.day) / 2
    return "early" if middle < 11 else "mid" if middle < 21 else "late"


def _same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return f"{calendar.month_abbr[day.month]} {day.year}"


def _short(first: date, last: date) -> str:
    """The first day of an interval without what its last day says again."""
    if _same_month(first, last):
        return str(first.day)
    return f"{first.day} {calendar.month_abbr[first.month]}" if first.year == last.year else _day(first)


def origin_label(count: OriginCount) -> str:
    """A number of origins in words: "1 origin", "2 origins", "1-2 origins"."""
    if count.sure != count.most:
        return f"{count.sure}-{count.most} origins"
    return f"{count.sure} origin" if count.sure == 1 else f"{count.sure} origins"


def counted(number: int, noun: str) -> str:
    """A number with its regular noun: "1 passage", "3,000 passages"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun}s"


def shortened(text: str, most: int) -> str:
    """A text of labels in at most `most` characters, cut at a blank and marked with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def number(value: float) -> str:
    """A number as a reader writes it: no needless decimals, thousands parted."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
