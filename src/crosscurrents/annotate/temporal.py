"""Time words and the days that they mean: candidates by rule, and the resolution of any span, found or learned.

The grammar is our own (`temporal_points`, `temporal_durations`, `temporal_bounds` over `temporal_frame`); movable
feasts come from python-dateutil. Relative times count from the day of writing (`anchor`), told ones ("the next day")
from the time told last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from crosscurrents.annotate.calendar import Interval
from crosscurrents.annotate.temporal_bounds import BOUND_RULES, PART_RULES
from crosscurrents.annotate.temporal_durations import DURATION_RULES
from crosscurrents.annotate.temporal_finder import find_times
from crosscurrents.annotate.temporal_frame import Frame
from crosscurrents.annotate.temporal_points import POINT_RULES
from crosscurrents.annotate.tense import Tense, tense_of_words
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import TimeMark
from crosscurrents.text.offsets import lower_in_place

__all__ = ["find_times", "narrative_context", "resolve_times"]

TenseOf = Callable[[int, int], Tense]
RULES = (*BOUND_RULES, *POINT_RULES, *DURATION_RULES, *PART_RULES)


def resolve_times(
    text: str,
    spans: Iterable[tuple[int, int]],
    *,
    anchor: DateRange | None,
    tense: TenseOf | None = None,
    context: DateRange | None = None,
) -> tuple[TimeMark, ...]:
    """Give each span of `text` with the days that it means, in order; `date` is None where that cannot be told.

    `anchor` is when the text was written, `tense(start, end)` the tense of the verb that governs a span (guessed from
    the words where it is not given), `context` the time told last before this text. Never raises.
    """
    tense_at = tense or (lambda start, end: tense_of_words(text, start, end))
    marks = []
    for start, end in sorted(set(spans)):
        words = _words(text[start:end])
        when = _resolve(words, anchor, tense_at(start, end), context)
        marks.append(TimeMark(start, end, when))
        context = when if when is not None and _is_told(words) else context
    return tuple(marks)


def _words(text: str) -> str:
    lowered = re.sub(r"[\"“”«»]", "", lower_in_place(text).replace("’", "'"))
    return " ".join(lowered.split())


def _is_told(words: str) -> bool:
    """Whether what follows may count from this time: not from the day of writing, nor from a long span up to it."""
    return not re.match(
        r"since |(?:over |in |during )?(?:the |its )?(?:past|last|next) |this |today|tonight|now", words
    )


def _resolve(words: str, anchor: DateRange | None, tense: Tense, context: DateRange | None) -> DateRange | None:
    """Resolve against the day of writing; where that is no single day, only what its first and last day agree on."""
    told = _interval(context)
    if anchor is None or anchor.start is None or anchor.end is None:
        return _record(Frame(RULES, None, tense, told).read(words))
    first = Frame(RULES, anchor.first, tense, told).read(words)
    if anchor.start == anchor.end or first is None:
        return _record(first)
    last = Frame(RULES, anchor.last, tense, told).read(words)
    return _record(first) if last is not None and first[:2] == last[:2] else None


def _interval(record: DateRange | None) -> Interval | None:
    return (
        Interval(record.first, record.last, record.precision, record.basis)
        if record and record.start and record.end
        else None
    )


def _record(interval: Interval | None) -> DateRange | None:
    if interval is None or interval.first > interval.last:
        return None
    start = None if interval.first == date.min else interval.first.isoformat()
    end = None if interval.last == date.max else interval.last.isoformat()
    return DateRange(start, end, interval.precision, interval.basis)


def narrative_context(text: str, marks: Sequence[TimeMark], context: DateRange | None) -> DateRange | None:
    """The time told last after a sentence `text` with these times; `context` where the sentence tells none."""
    for mark in marks:
        if mark.date is not None and _is_told(_words(text[mark.start : mark.end])):
            context = mark.date
    return context
