"""The order of documents and the days between which each was written, from their own words.

A document that states no date lies after the latest past event that it dates, and before the end of what it still
expects. A year alone says too little of when a text was written: it bounds nothing, and only the order, for want of
better, goes by it. File times are never used. An order is enough for the ledger, for updates and for copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document
from crosscurrents.records.provenance import Evidence
from crosscurrents.records.statement import AnyStatement, EventStatement, ExpectationStatement, Reading

# Dates that the words themselves give; those inferred from elsewhere bound nothing.
_TOLD = frozenset({"stated", "relative", "metadata", "dateline", "given"})
_DUE = frozenset({"plan", "scheduled", "forecast"})
_A_YEAR = 360  # days: a time as long as this dates nothing more closely than a year does


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which days a document was written, with the words that say so; `date` is None where nothing tells.

    `after` is the first day of the latest past year that the words name: it serves the order where nothing else does.
    """

    date: DateRange | None
    because: tuple[Evidence, ...]
    after: str | None = None

    @property
    def known_from(self) -> str | None:
        """The first day on which it may have been written: where it stands in the order."""
        return (self.date.start or self.date.end) if self.date else self.after

    @property
    def latest(self) -> str | None:
        """The last day for which its words vouch: of an inferred interval only the first is sure."""
        if self.date is None:
            return None
        return self.date.start if self.date.basis == "inferred" else self.date.end or self.date.start


@dataclass(frozen=True, slots=True)
class Timeline:
    """All documents in order: ranks from 0, equal where nothing tells, those without any date last."""

    bounds: dict[str, Bounds]
    ranks: dict[str, int]
    today: str | None
    earliest: date | None  # the first day of the earliest document

    def later(self, one: str, other: str) -> bool:
        """Whether document `one` is surely later in order than `other`."""
        known = self.bounds[one].date is not None and self.bounds[other].date is not None
        return known and self.ranks[one] > self.ranks[other]

    def overdue(self, due: DateRange | None) -> bool:
        """Whether `due` has passed before the case's own day."""
        return bool(due and due.end and self.today and due.end < self.today)


def timeline(documents: Sequence[Document], readings: Sequence[Reading], as_of: str | None) -> Timeline:
    """The order of `documents`; `as_of` (ISO day) is the case's own day, else the latest day of any document."""
    read = {r.document: r for r in readings}
    found = {d.id: bounds(d, read.get(d.id)) for d in documents}
    days = sorted({b.known_from for b in found.values() if b.known_from})
    place = {day: rank for rank, day in enumerate(days)}
    ranks = {document: place[b.known_from] if b.known_from else len(days) for document, b in found.items()}
    today = as_of or max((b.latest for b in found.values() if b.latest), default=None)
    return Timeline(found, ranks, today, date.fromisoformat(days[0]) if days else None)


def bounds(document: Document, reading: Reading | None) -> Bounds:
    """When a document was written: its own date, else what its reading leaves."""
    if document.date is not None or reading is None:
        return Bounds(document.date, document.date_because)
    told = [(date, s) for date, s in _past(reading.statements) if date.start]
    past = [(date.start, s) for date, s in told if _is_fine(date) and date.start]
    if not past:
        return _before_what_is_due(reading, max((date.start for date, _ in told if date.start), default=None))
    start, latest = max(past, key=lambda p: (p[0], -p[1].evidence.start, p[1].id))
    open_ends = sorted((due, s.evidence.start, s.id, s.evidence) for due, s in _still_due(reading) if due >= start)
    end = open_ends[0][0] if open_ends else None
    because = (latest.evidence, *(open_ends[0][3:] if open_ends else ()))
    return Bounds(DateRange(start, end, "range" if end else "open", "inferred"), because)


def _before_what_is_due(reading: Reading, after: str | None) -> Bounds:
    """The bounds of a text that dates nothing past: before the earliest thing that it expects, `after` a year named."""
    ends = sorted((due, s.evidence.start, s.id, s.evidence) for due, s in _still_due(reading) if due >= (after or ""))
    if not ends:
        return Bounds(None, (), after)
    return Bounds(DateRange(None, ends[0][0], "open", "inferred"), (ends[0][3],))


def _past(statements: Sequence[AnyStatement]) -> Iterator[tuple[DateRange, AnyStatement]]:
    """What a text tells as past, with dates that its own words give."""
    for s in statements:
        if s.modality == "happened" and s.date and s.date.end and s.date.basis in _TOLD:
            yield s.date, s


def _still_due(reading: Reading) -> Iterator[tuple[str, AnyStatement]]:
    """The last days of what a text still expects, by its own words."""
    for s in reading.statements:
        if isinstance(s, EventStatement) and s.modality == "planned":
            due = s.date
        elif isinstance(s, ExpectationStatement) and s.expectation in _DUE:
            due = s.due
        else:
            continue
        if due and due.end and due.basis in _TOLD and _is_fine(due):
            yield due.end, s


def _is_fine(date: DateRange) -> bool:
    """Whether a time tells more than a year; of one that is open to a side its end or beginning has to."""
    if date.precision in {"year", "decade"}:
        return False
    if date.start and date.end:
        return date.days < _A_YEAR
    return not (date.end or date.start or "").endswith(("-12-31", "-01-01"))


def long_before(event: DateRange | None, first: date | None, days: int) -> bool:
    """Whether something ended more than `days` days before the day `first`."""
    return bool(event and event.end and first and event.last < first - timedelta(days=days))
