"""Dates as intervals of days with a precision and a basis."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Precision = Literal["day", "week", "part", "month", "quarter", "season", "year", "range", "decade", "open"]
Basis = Literal["stated", "relative", "inferred", "metadata", "dateline", "address", "given", "unknown_future", "none"]


class DateRange(msgspec.Struct, frozen=True):
    """An inclusive interval of ISO days; an end is None only where the text leaves it open."""

    start: str | None
    end: str | None
    precision: Precision
    basis: Basis

    @property
    def first(self) -> date:
        """The first day; `date.min` where the interval is open to the past."""
        return date.fromisoformat(self.start) if self.start else date.min

    @property
    def last(self) -> date:
        """The last day; `date.max` where the interval is open to the future."""
        return date.fromisoformat(self.end) if self.end else date.max

    @property
    def days(self) -> int:
        """How many days the interval holds."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: DateRange) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: DateRange) -> bool:
        """Whether every day of this one is a day of the other."""
        return other.first <= self.first and self.last <= other.last


def day(iso: str, basis: Basis) -> DateRange:
    """One day as an interval."""
    return DateRange(iso, iso, "day", basis)
