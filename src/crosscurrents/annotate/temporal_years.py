"""Which of several years a partial date means: that of its words, that of the story, or the nearest by tense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from crosscurrents.annotate.calendar import Interval
from crosscurrents.annotate.temporal_frame import Frame
from crosscurrents.annotate.temporal_words import NUMBER, YEAR

Builder = Callable[[int], Interval]

_RELATIVE_YEAR = (
    rf"(?:last|this|next|that|the same|the following|the previous) year|the year before(?: last)?|{NUMBER} years ago"
)
TAIL = rf"(?:,? (?:of )?(?P<year>{YEAR})|,? (?:of )?(?P<tail>{_RELATIVE_YEAR}|last|next))?"
_FAR_DAYS = 300  # a partial date further off than this is rather the one on the other side, whatever the tense
_BACKGROUND_DAYS = 400  # a story told so long before the writing keeps its own year


def in_year(build: Builder, match: re.Match[str], frame: Frame) -> Interval:
    """Give the period that `build` makes of a year: the year of the groups of `TAIL`, of the story, or by tense."""
    if match["year"]:
        return build(int(match["year"])).based("stated")
    tail = match["tail"]
    if tail and tail not in {"last", "next"}:
        told = frame.read(tail)
        if told is None:
            raise ValueError(f"unknown year: {tail}")
        return build(told.first.year).based("relative")
    if tail:
        return neighbour(build, tail, frame)
    background = story_year(frame)
    if background is not None:
        return build(background)
    return nearest(_made(build, frame.today.year), frame)


def neighbour(build: Builder, which: str, frame: Frame) -> Interval:
    """The last such period that ended before the day of writing, or the next one to begin after it."""
    made = _made(build, frame.today.year)
    if which == "last":
        return max((m for m in made if m.last < frame.today), key=lambda m: m.first).based("relative")
    return min((m for m in made if m.first > frame.today), key=lambda m: m.first).based("relative")


def nearest(candidates: Iterable[Interval], frame: Frame) -> Interval:
    """Of like periods, the nearest to the day of writing on the side that the tense tells."""
    today, ordered = frame.today, sorted(candidates)
    fit = ordered
    if frame.tense in {"past", "perfect"}:
        fit = [c for c in ordered if c.first <= today and (today - c.last).days <= _FAR_DAYS]
    elif frame.tense == "future":
        fit = [c for c in ordered if c.last >= today and (c.first - today).days <= _FAR_DAYS]
    return min(fit or ordered, key=lambda c: (_distance(c, today), c.first))


def story_year(frame: Frame) -> int | None:
    """The year of the time told last, where it lies so far back that the story is background."""
    told, anchor = frame.context, frame.anchor
    if told is None or anchor is None or frame.tense != "past" or told.first.year != told.last.year:
        return None
    return told.first.year if (anchor - told.last).days > _BACKGROUND_DAYS else None


def _made(build: Builder, year: int) -> list[Interval]:
    """The periods of the years around `year` that exist (29 February does not in most)."""
    made = []
    for candidate in range(max(1, year - 8), min(9999, year + 9)):
        try:
            made.append(build(candidate))
        except ValueError:
            continue
    return made


def _distance(interval: Interval, today: date) -> int:
    if interval.first <= today <= interval.last:
        return 0
    return min(abs((interval.first - today).days), abs((interval.last - today).days))
