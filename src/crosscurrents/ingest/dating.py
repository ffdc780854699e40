"""Dates that a document gives for itself: in metadata, a header line, a dateline, a sentence about the text, an
address.

A date in the running text is about what is told, never about the text, unless its sentence says so ("this article was
published on ..."). Numbers like 3/4/2025, whose order nobody can tell, are no date. File times are never looked at.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crosscurrents.ingest.layout import Range
from crosscurrents.records.dates import Basis, DateRange, Precision

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<monthno>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<monthno>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d){_DAY}[ -](?:of )?{_MONTH},?[ -]{_YEAR}",
        rf"\b{_MONTH} {_DAY},? {_YEAR}",
        rf"(?<![\d/.])(?P<one>\d{{1,2}})[/.](?P<two>\d{{1,2}})[/.]{_YEAR}",
        rf"(?<!\d )(?<!\d)\b{_MONTH},? {_YEAR}",
        rf"(?<!\d){_YEAR}-(?P<monthno>0[1-9]|1[0-2])(?![\d-])",
    )
)  # fmt: skip
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<monthno>0?[1-9]|1[0-2])(?:[/-](?P<day>0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)"
)
_OWN_SENTENCE = re.compile(
    r"\b(?:this|our) "
    r"(?:article|story|report|statement|piece|post|analysis|commentary|paper|interview|text|page|brief|bulletin)\b"
    r"[^.!?]{0,60}?\b(?:published|posted|issued|written|released|appeared|updated)\b[^.!?\d]{0,30}$",
    re.IGNORECASE,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RELAYED = re.compile(
    rf"\b(?:published|issued|released|posted|printed) (?:on |this |last )?(?P<weekday>{'|'.join(_WEEKDAYS)}),? "
    rf"(?:the )?(?:{_MONTH} {_DAY}|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>[A-Za-z]{{3,9}}))"
    r"\b(?!,? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_NAMED_YEAR = re.compile(r"(?P<era>\b(?:pre|post)[-–])?(?<![\d.,$€£])\b(?P<year>(?:19|20)\d\d)\b(?![\d,.]\d)")
_CYCLE = 12  # years in which a day of a month falls on its weekday again
_PLACE = r"(?:[A-Z][A-Z'’.\-]+(?: [A-Z][A-Z'’.\-]+){0,3}(?:[,/] ?[A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]+){0,2})?)"
_MIXED = r"(?:[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}(?:[,/] ?[A-Z][\w'’.\-]+){0,1})"
_WHEN = r"(?P<when>(?:\w+day,? )?(?:\d{1,2} [A-Z][a-z]+\.?|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?)"
_AGENCY = r"\((?P<agency>[A-Z][\w .&'’-]{1,40})\)"
_DASH = r" ?(?:[-–—]+|:) ?"
_DATELINES = tuple(
    re.compile(form)
    for form in (
        rf"{_PLACE}(?:,? {_WHEN})?,?(?: {_AGENCY})?{_DASH}",
        rf"{_MIXED}(?:,? {_WHEN}),?(?: {_AGENCY})?{_DASH}",
        rf"{_MIXED},? {_AGENCY}{_DASH}",
        rf"{_AGENCY} ?[-–—]+ ?",
    )
)


@dataclass(frozen=True)
class FoundDate:
    """A date with the characters that give it."""

    start: int
    end: int
    first: date
    last: date
    precision: Precision

    def as_range(self, basis: Basis) -> DateRange:
        """The date as an interval that says how it is known."""
        return DateRange(self.first.isoformat(), self.last.isoformat(), self.precision, basis)


@dataclass(frozen=True)
class Dateline:
    """The opening of a news text: its range, the range of its date (None without one) and the agency that it names."""

    span: Range
    when: Range | None
    agency: str | None


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """All dates of day or month in text[start:end], in order; of overlapping ones the more exact."""
    stop = len(text) if end is None else end
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(text, start, stop):
            made = _made(match)
            if made and not any(made.start < other.end and other.start < made.end for other in found):
                found.append(made)
    return sorted(found, key=lambda d: d.start)


def metadata_date(value: str, basis: Basis = "metadata") -> DateRange | None:
    """The first date in a metadata value such as "2025-01-11T07:40:00+03:00": the day as written."""
    found = dates_in(value[:200])
    if found:
        return found[0].as_range(basis)
    year = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", value)
    return DateRange(f"{year[1]}-01-01", f"{year[1]}-12-31", "year", basis) if year else None


def address_date(address: str) -> DateRange | None:
    """The date in the path of an address (/2025/04/17/), a month where it names no day."""
    match = _IN_ADDRESS.search(address)
    made = _made(match) if match else None
    return made.as_range("address") if made else None


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline with which the paragraph [start, end) begins, if it has one."""
    for form in _DATELINES:
        match = form.match(text, start, min(end, start + 160))
        if match and match.end() < end and _is_dateline(match):
            groups = match.groupdict()
            when = match.span("when") if groups.get("when") else None
            return Dateline(match.span(), when, groups.get("agency"))
    return None


def own_dates(text: str, start: int, end: int) -> Iterator[FoundDate]:
    """Dates that a sentence of [start, end) gives for the text itself ("this article was published on ...")."""
    for found in dates_in(text, start, end):
        if _OWN_SENTENCE.search(text, start, found.start):
            yield found


def relay_date(text: str) -> FoundDate | None:
    """The day on which, by its own words, a report that the text relays was published, as the first of its own dates.

    The words give weekday and day ("published on Friday, November 7"); the year is the first in which they fall
    together, not before the one that precedes the latest year named (a plan names the next), an era named ("pre-2014")
    being past. None where the text gives a later date.
    """
    match = _RELAYED.search(text)
    years = [(int(m["year"]), bool(m["era"])) for m in _NAMED_YEAR.finditer(text)]
    if match is None or not years:
        return None
    weekday = _WEEKDAYS.index(match["weekday"].lower())
    begins = max(year + 1 if era else year - 1 for year, era in years)
    fitting = (d for year in range(begins, begins + _CYCLE) if (d := _of_year(match, year)) and d.weekday() == weekday)
    told = next(fitting, None)
    if told is None or told < max((d.first for d in dates_in(text)), default=date.min):
        return None
    return FoundDate(*match.span(), told, told, "day")


def _of_year(match: re.Match[str], year: int) -> date | None:
    """The day of a match without a year, in `year`; None where its words name no month or the year has no such day."""
    name = (match["month"] or match["month2"])[:3].lower()
    day = int(match["day"] or match["day2"])
    try:
        return date(year, _NAMES.index(name) + 1, day)
    except ValueError:
        return None


def _is_dateline(match: re.Match[str]) -> bool:
    """Whether the match is more than some capitals and a colon: it has a date, an agency or a dash after a place."""
    groups = match.groupdict()
    if groups.get("when") or groups.get("agency"):
        return True
    place, mark = match.group().rstrip(" :-–—"), match.group().rstrip()[-1]
    return mark in "–—-" and match.group()[-1] == " " and match.group()[len(place)] == " " and len(place) > 3


def _made(match: re.Match[str]) -> FoundDate | None:
    groups = match.groupdict()
    day, month = _day_and_month(groups)
    if not month or (day is None and groups.get("one")):
        return None
    year = int(groups["year"])
    try:
        first = date(year, month, day or 1)
        last = first if day else date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None
    return FoundDate(*match.span(), first, last, "day" if day else "month")


def _day_and_month(groups: dict[str, str | None]) -> tuple[int | None, int | None]:
    """Day and month of a match; of two numbers the one over 12 is the day, and equal ones are both."""
    one, two = groups.get("one"), groups.get("two")
    if one and two:
        low, high = sorted((int(one), int(two)))
        return (high, low) if high > 12 or low == high else (None, None)
    name, number, day = groups.get("month"), groups.get("monthno"), groups.get("day")
    month = _NAMES.index(name[:3].lower()) + 1 if name else int(number or 0)
    return (int(day) if day else None), month
