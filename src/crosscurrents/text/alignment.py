"""Which passage of a text a passage of its translation renders, by lengths alone.

Paragraphs are aligned by the dynamic programme of Gale and Church ("A program for aligning sentences in bilingual
corpora", Computational Linguistics 19(1), 1993): long ones are rendered by long ones, and of all ways to pair them in
order the likeliest is taken. Besides the pairings of the paper (one to one, one to none, one to two, two to two) a
paragraph may be cut into three or four, as newsrooms do. Inside what was paired sentences answer each other one by one
where both sides have as many of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

Range = tuple[int, int]
Bead = tuple[Range, Range]  # items [a, b) of the original that items [c, d) of the translation render

# Chances of the pairings: those of the paper (table 5), with a share of theirs for paragraphs cut in three or four.
_PRIORS = {
    (1, 1): 0.87, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011,
    (1, 3): 0.007, (3, 1): 0.007, (1, 4): 0.002, (4, 1): 0.002,
}  # fmt: skip
_COSTS = {shape: -math.log(chance) for shape, chance in _PRIORS.items()}
_VARIANCE = 6.8  # of the number of characters that one character gives rise to (paper, section 3.2)
_GUESSES = (1.0, 0.5, 0.7, 1.4, 2.0)  # of the ratio of lengths, against that of the whole texts: much may be left out
_GUESS_COST = 6.0  # by which the way of another guess than the first must be cheaper
_FEW_CELLS = 10_000  # pairs of items up to which several guesses are tried; what is left out of longer texts evens out
_ROUNDS = 1  # the ratio is measured anew on what was paired
_WIDTH = 40  # items that a pairing may lie off the diagonal, besides the difference in number

_END = re.compile(r"(?:[.!?…؟۔।။።]+[\"'’”»)\]]*(?=\s))|(?:[。！？]+[」』”’）》\"]*)")


def align(original: Sequence[int], translation: Sequence[int]) -> list[Bead]:
    """Pair the items of two texts, given their lengths in characters, in order.

    Returns:
        ranges of items that answer each other; together they cover both sides, and one of the two may be empty.
    """
    if not original or not translation:
        return [((0, len(original)), (0, len(translation)))] if original or translation else []
    ratio = max(sum(translation), 1) / max(sum(original), 1)
    guesses = _GUESSES if len(original) * len(translation) <= _FEW_CELLS else (1.0,)
    found = [_settled(original, translation, ratio * guess) for guess in guesses]
    return min((cost + _GUESS_COST * (n > 0), beads) for n, (cost, beads) in enumerate(found))[1]


def _settled(original: Sequence[int], translation: Sequence[int], ratio: float) -> tuple[float, list[Bead]]:
    """The best path from a first guess of the ratio, which is measured anew on what it pairs; with its cost."""
    cost, beads = _best_path(original, translation, ratio)
    for _ in range(_ROUNDS):
        pairs = [(sum(original[a:b]), sum(translation[c:d])) for (a, b), (c, d) in beads if a < b and c < d]
        ratio = max(sum(b for _, b in pairs), 1) / max(sum(a for a, _ in pairs), 1)
        cost, beads = _best_path(original, translation, ratio)
    return cost, beads


def _best_path(original: Sequence[int], translation: Sequence[int], ratio: float) -> tuple[float, list[Bead]]:
    """The cheapest way from the beginning of both sides to their ends, as beads, and what it costs."""
    sums_a, sums_b = _sums(original), _sums(translation)
    cost: dict[Range, float] = {(0, 0): 0.0}
    came: dict[Range, Range] = {}
    for i, j in _cells(len(original), len(translation)):
        best, shape = math.inf, (0, 0)
        for (m, n), chance in _COSTS.items():
            before = cost.get((i - m, j - n), math.inf) + chance
            if before < best:
                before += _unlikeness(sums_a[i] - sums_a[i - m], sums_b[j] - sums_b[j - n], ratio)
                best, shape = min((best, shape), (before, (m, n)))
        if shape != (0, 0):
            cost[i, j], came[i, j] = best, shape
    end = len(original), len(translation)
    return cost[end], list(_walked(came, *end))[::-1]


def _cells(rows: int, columns: int) -> Iterator[Range]:
    """The places in the table that lie near its diagonal, row by row."""
    width = _WIDTH + abs(rows - columns)
    for i in range(rows + 1):
        middle = i * columns // rows
        for j in range(max(0, middle - width), min(columns, middle + width) + 1):
            yield i, j


def _sums(lengths: Sequence[int]) -> list[int]:
    found = [0]
    for length in lengths:
        found.append(found[-1] + length)
    return found


def _walked(came: dict[Range, Range], i: int, j: int) -> Iterator[Bead]:
    """The beads of the way that ends at (i, j), last one first."""
    while i or j:
        m, n = came[i, j]
        yield (i - m, i), (j - n, j)
        i, j = i - m, j - n


def _unlikeness(original: int, translation: int, ratio: float) -> float:
    """Minus the log of the chance that what renders a text differs so much in length; 0 where one side is empty."""
    if not original or not translation:
        return 0.0
    mean = (original + translation / ratio) / 2
    off = abs(translation - original * ratio) / math.sqrt(_VARIANCE * max(ratio, 1.0) * mean)
    return -math.log(max(math.erfc(off / math.sqrt(2)), 1e-300))


def sentences_in(text: str, start: int, end: int) -> list[Range]:
    """The sentences of text[start:end], cut at the end marks of any script; a point before a small letter ends none."""
    found, here = [], start
    for match in _END.finditer(text, start, end):
        rest = text[match.end() : end].lstrip()
        if match.end() >= end or rest[:1].islower():
            continue
        found.append((here, match.end()))
        here = end - len(rest)
    return [*found, (here, end)] if text[here:end].strip() else found


class Aligned:
    """A text and its translation, paragraph by paragraph.

    Args:
        original: the text that was translated.
        originals: the ranges of its paragraphs, in order.
        translation: its translation.
        translations: the ranges of the translation's paragraphs, in order.
        sentences: the translation's sentences where they are known, in order; else they are cut here.
    """

    def __init__(
        self,
        original: str,
        originals: Sequence[Range],
        translation: str,
        translations: Sequence[Range],
        sentences: Sequence[Range] = (),
    ) -> None:
        self._original, self._originals = original, originals
        self._translation, self._translations = translation, translations
        self._sentences = sentences
        self.beads = align([b - a for a, b in originals], [b - a for a, b in translations])

    def passage(self, start: int, end: int, most: int) -> Range | None:
        """The passage of the original that characters [start, end) of the translation render; None where none does.

        It is made of whole sentences where both sides of the paragraphs paired have as many, else of whole paragraphs;
        of one that is longer than `most` characters the sentences about the place that lies as deep in it.
        """
        found = [bead for bead in self.beads if self._touches(bead, start, end)]
        ranges = [r for bead in found if (r := self._inside(bead, start, end, most))]
        return (ranges[0][0], ranges[-1][1]) if ranges else None

    def _touches(self, bead: Bead, start: int, end: int) -> bool:
        (a, b), (c, d) = bead
        return a < b and any(s < end and start < e for s, e in self._translations[c:d])

    def _inside(self, bead: Bead, start: int, end: int, most: int) -> Range | None:
        """The passage within one bead."""
        theirs = [s for p in self._originals[slice(*bead[0])] for s in sentences_in(self._original, *p)]
        ours = [s for p in self._translations[slice(*bead[1])] for s in self._sentences_of(p)]
        touched = [n for n, (a, b) in enumerate(ours) if a < end and start < b]
        if not theirs or not touched:
            return None
        if len(theirs) == len(ours):
            return theirs[touched[0]][0], theirs[touched[-1]][1]
        if theirs[-1][1] - theirs[0][0] <= most:
            return theirs[0][0], theirs[-1][1]
        depth = ((ours[touched[0]][0] + ours[touched[-1]][1]) / 2 - ours[0][0]) / max(ours[-1][1] - ours[0][0], 1)
        return _around(theirs, theirs[0][0] + depth * (theirs[-1][1] - theirs[0][0]), most)

    def _sentences_of(self, paragraph: Range) -> list[Range]:
        known = [s for s in self._sentences if paragraph[0] <= s[0] < paragraph[1]]
        return known or sentences_in(self._translation, *paragraph)


def _around(sentences: Sequence[Range], centre: float, most: int) -> Range:
    """The sentence at `centre` with its neighbours, the nearest first, as long as all stay within `most` characters."""
    first = last = min(range(len(sentences)), key=lambda n: abs(sum(sentences[n]) / 2 - centre))
    while True:
        wider = [(a, b) for a, b in ((first - 1, last), (first, last + 1)) if a >= 0 and b < len(sentences)]
        fitting = [(a, b) for a, b in wider if sentences[b][1] - sentences[a][0] <= most]
        if not fitting:
            return sentences[first][0], sentences[last][1]
        first, last = min(fitting, key=lambda w: abs(sentences[w[0]][0] + sentences[w[1]][1] - 2 * centre))
