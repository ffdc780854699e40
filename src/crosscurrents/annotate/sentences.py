"""Sentences of a document, as exact character ranges of its stored text.

pysbd (Sadvilkar and Neumann 2020, "PySBD: Pragmatic Sentence Boundary Disambiguation") decides, a line or wrapped
paragraph at a time, in windows whose length the configuration bounds because pysbd's time grows faster than its text.
What it gets wrong on news is mended here: pieces that no sentence begins with are joined to the one before, sentences
glued without a blank are parted, and so are those that stand in quotation marks other than the double ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from crosscurrents.config import Config
from crosscurrents.lexicon.cues import load_cues
from crosscurrents.records.document import Document

if TYPE_CHECKING:
    from pysbd import Segmenter

Range = tuple[int, int]

OPENING = "“‘«‹„\"'(["
CLOSING = "”’»›\"')]"

# Lines broken by an editor are about equally long; a list or a heading is not, and an unbroken paragraph is longer.
_SHORTEST_WRAP, _LONGEST_WRAP, _EVEN_WRAP = 50, 200, 0.7
# A unit longer than this that pysbd kept whole for its quotation marks is cut at the stops inside them.
_LONG_UNIT = 400

_BULLET = re.compile(r"[ \t]*(?:[•◦▪‣·●–—*+-][ \t]+|#{1,6}[ \t]+|>[ \t]*|(?:\d{1,2}|[a-zA-Z])[.)][ \t]+(?=\S))")
_OPENS, _CLOSES = re.escape(OPENING), re.escape(CLOSING)
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s*")
_GLUED = re.compile(rf"(?<=[a-z][a-z]|\d\d|.[)%])[.!?][{_CLOSES}]?(?=[{_OPENS}]?[A-Z][a-z])")
_AFTER_QUOTE = re.compile(rf"(?<=[\w,;%)])[.…][{_CLOSES}]+\s+(?=[{_OPENS}]?[A-Z])")
_INSIDE_QUOTE = re.compile(rf"(?<=[\w%][\w%])[.!?]\s+(?=[{_OPENS}]?[A-Z])")
_ASKED = re.compile(rf"[!?][{_CLOSES}]+\s*$")
_LONGEST_REPORTER = 5  # words
_NO_NAME = frozenset(
    {"He", "She", "It", "They", "The", "A", "An", "This", "That", "These", "We", "I", "You", "But", "And", "In", "On"}
)
_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)\.\s*$")
_CLOCK = re.compile(r"\b[ap]\.m\.\s*$", re.IGNORECASE)
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:[A-Z]{3,4}|local time)\b")


def split_document(document: Document, config: Config) -> list[Range]:
    """Give the sentences of what is kept of `document`, in order; none holds a character of a dropped passage."""
    paragraphs = document.paragraphs or ((0, len(document.text)),)
    dropped = sorted((d.start, d.end) for d in document.dropped)
    found: list[Range] = []
    for start, end in paragraphs:
        for first, last in _kept(dropped, start, end):
            found += split_text(document.text, first, last, config.sentence_window)
    return found


def split_text(text: str, start: int, end: int, window: int) -> list[Range]:
    """Give the sentences in `text[start:end]`; pysbd sees at most `window` characters at once, and none is longer."""
    found: list[Range] = []
    for first, last in _lines(text, start, end):
        pieces = _joined(text, list(_pieces(text, first, last, window)), window)
        found += [trimmed for piece in pieces for part in _parted(text, *piece) if (trimmed := _trim(text, *part))]
    return found


def _kept(dropped: list[Range], start: int, end: int) -> Iterator[Range]:
    """The parts of [start, end) outside the dropped passages, which are in order and without overlaps."""
    position, at = start, bisect_right(dropped, start, key=lambda passage: passage[1])
    while at < len(dropped) and dropped[at][0] < end:
        if dropped[at][0] > position:
            yield position, dropped[at][0]
        position, at = dropped[at][1], at + 1
    if position < end:
        yield position, end


def _lines(text: str, start: int, end: int) -> list[Range]:
    """The lines of [start, end), those joined again that only an editor's margin parts."""
    raw: list[Range] = []
    position = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            raw.append((position, position + len(line.rstrip())))
        position += len(line)
    longest = max((last - first for first, last in raw), default=0)
    lines: list[Range] = []
    for first, last in raw:
        if lines and _wrapped(text, raw, lines[-1], (first, last), longest):
            lines[-1] = (lines[-1][0], last)
        else:
            lines.append((first, last))
    return lines


def _wrapped(text: str, raw: list[Range], before: Range, line: Range, longest: int) -> bool:
    """Whether `line` goes on where the line that ends `before` broke off."""
    if not _SHORTEST_WRAP <= longest <= _LONGEST_WRAP or _BULLET.match(text, line[0], line[1]):
        return False
    if text[before[1] : line[0]].count("\n") > 1:
        return False
    previous = next(first for first, last in raw if last == before[1])
    return before[1] - previous >= _EVEN_WRAP * longest


def _pieces(text: str, start: int, end: int, window: int) -> Iterator[Range]:
    """What pysbd takes for the sentences of a line, from windows that begin with the last piece of the one before."""
    marker = _BULLET.match(text, start, end)
    position = marker.end() if marker else start
    while position < end:
        stop = min(end, position + window)
        pieces = _aligned(text, position, stop)
        if stop < end:
            pieces = pieces[:-1] or [(position, _last_blank(text, position, stop))]
        yield from pieces
        position = pieces[-1][1] if pieces else stop


def _last_blank(text: str, start: int, end: int) -> int:
    """Where to cut a window that holds no sentence end: after its last blank, else at its end."""
    blank = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
    return blank + 1 if blank > start else end


def _aligned(text: str, start: int, end: int) -> list[Range]:
    """pysbd's sentences of [start, end) as ranges that cover it without a gap."""
    segments = _segmenter().segment(text[start:end].replace("\n", " ").replace("\r", " "))
    cuts = [start]
    for segment in segments[:-1]:
        cuts.append(_advance(text, cuts[-1], end, sum(not char.isspace() for char in segment)))
    return [(first, last) for first, last in zip(cuts, [*cuts[1:], end], strict=True) if first < last]


def _advance(text: str, position: int, end: int, letters: int) -> int:
    """The place after `letters` characters other than blanks, from `position` on, and the blanks behind them.

    Counting stands in for searching because pysbd may give back a character in another form, but never one more.
    """
    while position < end and (letters > 0 or text[position].isspace()):
        letters -= not text[position].isspace()
        position += 1
    return position


@cache
def _segmenter() -> Segmenter:
    import pysbd

    return pysbd.Segmenter(language="en", clean=False)


@cache
def _open_abbreviations() -> frozenset[str]:
    """Abbreviations that a sentence does not end with: titles and those before a number."""
    from pysbd.lang.common.standard import Standard

    lists = Standard.Abbreviation
    listed = (*lists.PREPOSITIVE_ABBREVIATIONS, *lists.NUMBER_ABBREVIATIONS)
    return frozenset((*listed, "approx", "ca", "est", "e.g", "i.e"))


def _joined(text: str, pieces: list[Range], longest: int) -> list[Range]:
    """The pieces, each that cannot begin a sentence joined to the one before, up to a length that no sentence has."""
    joined: list[Range] = []
    for first, last in pieces:
        if (
            joined
            and last - joined[-1][0] <= longest
            and _goes_on(text[joined[-1][0] : joined[-1][1]], text[first:last])
        ):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _goes_on(before: str, piece: str) -> bool:
    """Whether `piece` belongs to the sentence of `before`."""
    letter = re.search(r"[^\W_]", piece)
    if not letter or letter.group().islower() or _NUMBER.fullmatch(before):
        return True
    if _CLOCK.search(before) and _DAY.match(piece):
        return True
    if _ASKED.search(before) and _reports(piece):
        return True
    word = _LAST_WORD.search(before)
    if not word:
        return False
    last = word.group(1)
    return last.casefold() in _open_abbreviations() or (len(last) == 1 and last.isupper() and last != "I")


def _reports(piece: str) -> bool:
    """Whether a piece behind a quoted question is who asked it: a name and a verb of speech (``Mr Moss asked.``)."""
    words = [word.rstrip(".,;:") for word in piece.split()[:_LONGEST_REPORTER]]
    if not words or words[0] in _NO_NAME:
        return False
    cues = load_cues()
    return any(word.islower() and cues.speech_lemma(word) for word in words[1:])


def _parted(text: str, start: int, end: int) -> list[Range]:
    """The sentences of a piece that pysbd left together."""
    cuts = [match.end() for match in _GLUED.finditer(text, start, end) if _is_glued(text, match, start, end)]
    cuts += [match.end() for match in _AFTER_QUOTE.finditer(text, start, end)]
    if end - start > _LONG_UNIT:
        cuts += [m.end() for m in _INSIDE_QUOTE.finditer(text, start, end) if not _abbreviated(text, start, m.start())]
    bounds = [start, *sorted(set(cuts)), end]
    return [(first, last) for first, last in pairwise(bounds) if first < last]


def _is_glued(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the stop parts two words of prose, not of an address, a file name or an abbreviation."""
    first = max(text.rfind(" ", start, match.start()), text.rfind("\n", start, match.start())) + 1
    blank = text.find(" ", match.end(), end)
    token = text[max(first, start) : blank if blank >= 0 else end]
    if "/" in token or "@" in token or token.startswith("www."):
        return False
    return not _abbreviated(text, start, match.start())


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the word before the stop at `stop` is an abbreviation that a sentence does not end with."""
    word = _LAST_WORD.search(text[start : stop + 1])
    return bool(word) and word.group(1).casefold() in _open_abbreviations()  # type: ignore[union-attr]


def _trim(text: str, start: int, end: int) -> Range | None:
    """The range without blanks at its ends and a number before it; None where no letter is left."""
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    mark = _NUMBER.match(text, start, end)
    start = mark.end() if mark and text[mark.end() : mark.end() + 1].isupper() else start
    return (start, end) if _LETTER.search(text, start, end) else None
