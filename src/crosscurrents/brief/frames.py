"""A sentence as a cut sees it: its joints (commas, dashes ...), its brackets, and what must not be touched.

There is no parser here: the first page must stand within a second. What is known of a sentence are its characters,
the words that state the matter (the anchor), and the words that fill its roles (the needed ranges).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from crosscurrents.brief.vocabulary import Vocabulary, words_of

Range = tuple[int, int]

_OPENING, _CLOSING = "“«„", "”»"
_JOINT = re.compile(r"(?<!\d),|,(?!\d)|;|:(?=\s)|\s[–—-]{1,2}\s|—")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Joint:
    """A place at which a sentence may be parted: characters [start, end) of the mark, and what it is."""

    start: int
    end: int
    kind: str  # , ; : - or ” (a closing quotation mark after a comma)


@dataclass(frozen=True)
class Frame:
    """One sentence [start, end) of `text`. `anchor`: the words that state the matter; `needed`: ranges that stay.

    `sources` are those of the needed ranges that name who acts; `speaker` is who says it, None for the narrator.
    """

    text: str
    start: int
    end: int
    anchor: Range
    needed: tuple[Range, ...]
    sources: tuple[Range, ...]
    speaker: str | None
    vocabulary: Vocabulary

    @property
    def first(self) -> int:
        """The first character that must stay."""
        return min(self.anchor[0], *(a for a, _ in self.needed)) if self.needed else self.anchor[0]

    @property
    def last(self) -> int:
        """The end of the last character that must stay."""
        return max(self.anchor[1], *(b for _, b in self.needed)) if self.needed else self.anchor[1]

    @cached_property
    def brackets(self) -> tuple[Range, ...]:
        """The ranges in round or square brackets, marks included; an unclosed one is none."""
        found, opened = [], -1
        for at in range(self.start, self.end):
            if self.text[at] in "([" and opened < 0:
                opened = at
            elif self.text[at] in ")]" and opened >= 0:
                found.append((opened, at + 1))
                opened = -1
        return tuple(found)

    @cached_property
    def quotations(self) -> tuple[Range, ...]:
        """The ranges between double quotation marks, marks included; an unclosed one reaches to the end."""
        found, opened = [], -1
        for at in range(self.start, self.end):
            char = self.text[at]
            if opened < 0 and (char in _OPENING or char == '"'):
                opened = at
            elif opened >= 0 and (char in _CLOSING or char == '"'):
                found.append((opened, at + 1))
                opened = -1
        return (*found, (opened, self.end)) if opened >= 0 else tuple(found)

    @cached_property
    def joints(self) -> tuple[Joint, ...]:
        """The joints outside brackets and quotations, in order; a quotation that ends in a comma is one at its end."""
        closed = [*self.brackets, *self.quotations]
        found = [
            Joint(m.start(), m.end(), _kind(m.group()))
            for m in _JOINT.finditer(self.text, self.start, self.end)
            if not any(a < m.start() < b for a, b in closed)
        ]
        found += [Joint(b, b, "”") for a, b in self.quotations if b - a > 2 and self.text[b - 2] in ",?!"]
        return tuple(sorted(found, key=lambda j: (j.start, j.end)))

    def free(self, start: int, end: int) -> bool:
        """Whether [start, end) holds nothing that must stay: no needed word, no modal, hedge or negation."""
        return self.loose(start, end) and not self.vocabulary.keeps(self.text[start:end])

    def loose(self, start: int, end: int) -> bool:
        """Whether [start, end) holds no needed word."""
        return not any(a < end and start < b for a, b in (self.anchor, *self.needed))

    def words(self, start: int, end: int) -> list[str]:
        """The words of [start, end), in lower case."""
        return words_of(self.text[start:end])

    def next_words(self, at: int, count: int) -> list[str]:
        """The `count` words that follow `at` in the sentence, in lower case."""
        return self.words(at, self.end)[:count]

    def after_word(self, at: int, count: int = 1) -> int:
        """Where the word after the next `count` words begins, seen from `at`."""
        found = list(_WORD.finditer(self.text, at, self.end))
        return found[count].start() if len(found) > count else self.end

    def said_in(self, start: int, end: int) -> bool:
        """Whether [start, end) names the speaker: it holds the last word of the name."""
        named = words_of(self.speaker or "")
        return bool(named) and named[-1] in self.words(start, end)


def _kind(mark: str) -> str:
    return mark if mark in ",;:" else "-"
