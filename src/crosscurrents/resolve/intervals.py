"""Arithmetic of dates as intervals: what two reports of one thing leave of its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crosscurrents.records.dates import DateRange

WEEK = 7
_LOOSE = frozenset({"range", "open", "decade"})  # what tells of a series rather than of one event


def narrow(date: DateRange | None) -> bool:
    """Whether a date is known to the week or better."""
    return date is not None and date.start is not None and date.end is not None and date.days <= WEEK


def loose(date: DateRange | None) -> bool:
    """Whether a date is a stretch of time in which things go on."""
    return date is not None and date.precision in _LOOSE and not narrow(date)


def compatible(one: DateRange | None, other: DateRange | None) -> bool:
    """Whether the two may be one date: they share a day, or one is not known."""
    return one is None or other is None or one.overlaps(other)


def gap(one: DateRange, other: DateRange) -> int:
    """The days that lie between two intervals: 0 where they share a day, 1 where one begins the day after the other."""
    if one.overlaps(other):
        return 0
    first, second = (one, other) if one.last < other.first else (other, one)
    return (second.first - first.last).days


def intersection(dates: Sequence[DateRange]) -> DateRange | None:
    """The days that all of `dates` share, as precise as the narrowest of them; None where they share none."""
    if not dates:
        return None
    tightest = min(dates, key=lambda d: (d.days, d.start or "", d.end or "", d.basis != "stated", d.precision, d.basis))
    start = max((d.start for d in dates if d.start), default=None)
    end = min((d.end for d in dates if d.end), default=None)
    if start and end and start > end:
        return None
    if (start, end) == (tightest.start, tightest.end):
        return tightest
    return DateRange(start, end, "range" if start and end else "open", tightest.basis)


def agreed(dates: Sequence[DateRange]) -> DateRange | None:
    """The date of what was told with `dates`, best report first: their intersection, else the commonest."""
    shared = intersection(dates)
    if shared or not dates:
        return shared
    count = Counter((d.start, d.end) for d in dates)
    return max(dates, key=lambda d: count[d.start, d.end])  # the first of the commonest
