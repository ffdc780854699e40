"""What a time expression is read against, and the reader that applies the rules to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from crosscurrents.annotate.calendar import Interval
from crosscurrents.annotate.tense import Tense

Reading = Callable[[re.Match[str], "Frame"], Interval | None]
Rule = tuple[re.Pattern[str], Reading]

_LEADING = re.compile(
    r"(?:(?:in|on|at|during|throughout|over|around|about|roughly|only|just|some|almost|nearly|exactly|towards|of|as "
    r"of|the|as early as|as late as)\s+)+"
)
_LONGEST = 160  # characters of an expression; a longer one is no time
_LONGEST_INSIDE = 45  # characters of a time inside a clause


class Unresolvable(ValueError):
    """A relative time without a day to count from."""


def rule(pattern: str, reading: Reading) -> Rule:
    """A rule: what the whole of an expression must look like, and how it is then read."""
    return re.compile(pattern), reading


@dataclass(frozen=True)
class Frame:
    """The day of writing, the tense of the clause, the time told last, and the rules."""

    rules: tuple[Rule, ...] = field(hash=False, compare=False, repr=False)
    anchor: date | None
    tense: Tense
    context: Interval | None

    @property
    def today(self) -> date:
        """The day of writing; raises `Unresolvable` where it is not known."""
        if self.anchor is None:
            raise Unresolvable("no day of writing")
        return self.anchor

    @property
    def told(self) -> Interval:
        """The time told last; raises `Unresolvable` where none is."""
        if self.context is None:
            raise Unresolvable("no time told before")
        return self.context

    def read(self, text: str) -> Interval | None:
        """Give the interval that lower-case `text` means, or None where no rule reads it."""
        return _read(self, text.strip(" ,")) if len(text) <= _LONGEST else None

    def must_read(self, text: str) -> Interval:
        """The same as `read`; raises `ValueError` where no rule reads it."""
        found = self.read(text)
        if found is None:
            raise ValueError(f"unreadable: {text}")
        return found

    def read_inside(self, text: str) -> Interval | None:
        """The time that a clause is, ends with, or else holds: "the bridge was opened again on 12 July"."""
        starts = [m.start() for m in re.finditer(r"(?<![\w.'-])\w", text)]
        for start in starts:
            if len(text) - start <= _LONGEST_INSIDE and (found := self.read(text[start:])):
                return found
        for start in starts:
            piece = text[start : start + _LONGEST_INSIDE]
            for end in sorted((m.end() for m in re.finditer(r"\w\b", piece)), reverse=True):
                words = piece[:end]
                if not words.isalpha() and (found := self.read(words)):
                    return found
        return self.read(text)

    def on(self, day: date, tense: Tense | None = None) -> Frame:
        """The same frame written on another day."""
        return replace(self, anchor=day, tense=tense or self.tense)

    def in_tense(self, tense: Tense) -> Frame:
        """The same frame in another tense."""
        return replace(self, tense=tense)


@lru_cache(maxsize=8192)
def _read(frame: Frame, text: str) -> Interval | None:
    """Try the rules in order; remembered, because long expressions are read in many pieces."""
    forms = tuple(dict.fromkeys((text, _LEADING.sub("", text, count=1))))
    for pattern, reading in frame.rules:
        for form in forms:
            match = pattern.fullmatch(form)
            if match and (found := _apply(reading, match, frame)):
                return found
    return None


def _apply(reading: Reading, match: re.Match[str], frame: Frame) -> Interval | None:
    try:
        return reading(match, frame)
    except (ValueError, OverflowError):  # 31 February, the year 0, or nothing to count from
        return None
