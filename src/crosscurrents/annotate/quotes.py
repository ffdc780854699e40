"""Which characters of a text stand between quotation marks.

Marks that look like apostrophes open only before a word and close only behind one; a plural possessive inside a
quotation (``the rebels' leader``) does not close it where another mark does. A quotation that a paragraph leaves open
runs to its end if the next paragraph goes on with the same mark, as newspapers print quotations of several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

Range = tuple[int, int]

# An opening mark with the marks that may close it.
_PAIRS = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‹": "›", '"': '"', "‘": "’", "‚": "‘’", "'": "'"}
_APOSTROPHES = "’'"
_ELIDED = re.compile(r"['‘’](?:\d|tis\b|twas\b|em\b|n\b|til\b)")
_BEFORE_OPENING = " \t\n\r\xa0([{—–-/:“‘«\"'"


def find_quotes(text: str, paragraphs: Sequence[Range]) -> list[Range]:
    """Give the quotations of `text`, outermost only, without their marks, in order; none crosses a paragraph."""
    found: list[Range] = []
    for number, (start, end) in enumerate(paragraphs):
        follows = text[paragraphs[number + 1][0]] if _has_next(paragraphs, number) else ""
        found += _in_paragraph(text, start, end, follows)
    return found


def quotes_inside(quotes: Sequence[Range], sentences: Sequence[Range]) -> list[tuple[Range, ...]]:
    """Give for each sentence the parts of quotations in it, counted from its first character; none is blank."""
    inside: list[list[Range]] = [[] for _ in sentences]
    ends = [end for _, end in sentences]
    for start, end in quotes:
        for index in range(bisect_right(ends, start), len(sentences)):
            first, last = sentences[index]
            if first >= end:
                break
            inside[index].append((max(start, first) - first, min(end, last) - first))
    return [tuple((low, high) for low, high in parts if low < high) for parts in inside]


def _has_next(paragraphs: Sequence[Range], number: int) -> bool:
    return number + 1 < len(paragraphs) and paragraphs[number + 1][0] < paragraphs[number + 1][1]


def _in_paragraph(text: str, start: int, end: int, follows: str) -> list[Range]:
    """The quotations of one paragraph; `follows` is the first character of the next one."""
    found: list[Range] = []
    position = start
    while position < end:
        if not _opens(text, position, start):
            position += 1
            continue
        close = _closing(text, position, end)
        if close is None and text[position] == follows and text[position] not in _APOSTROPHES:
            close = end
        if close is not None and close > position + 1:
            found.append((position + 1, close))
            position = close
        position += 1
    return found


def _opens(text: str, at: int, start: int) -> bool:
    """Whether the character is a mark that opens a quotation here."""
    if text[at] not in _PAIRS or at + 1 >= len(text) or text[at + 1].isspace():
        return False
    before = text[at - 1] if at > start else " "
    if text[at] in "“„«":
        return True
    if before not in _BEFORE_OPENING or (before == "-" and text[at - 2 : at - 1].isalnum()):
        return False
    return not (text[at] in "'‘" and _ELIDED.match(text, at))


def _closing(text: str, opening: int, end: int) -> int | None:
    """The place of the mark that closes the quotation opened at `opening`, or None."""
    marks = _PAIRS[text[opening]]
    for at in range(opening + 1, end):
        if text[at] in marks and not text[at - 1].isspace() and _closes(text, at, end, marks):
            return at
    return None


def _closes(text: str, at: int, end: int, marks: str) -> bool:
    """Whether a closing mark closes here, which an apostrophe inside a word or behind a plural does not."""
    if text[at] not in _APOSTROPHES:
        return True
    following = text[at + 1 : at + 2]
    if following.isalnum():
        return False
    plural = text[at - 1] == "s" and following == " " and text[at + 2 : at + 3].islower()
    return not (plural and _another(text, at + 1, end, marks))


def _another(text: str, start: int, end: int, marks: str) -> bool:
    """Whether another closing mark follows before the next opening one."""
    for at in range(start, end):
        plural = text[at - 1] == "s" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
        if text[at] in marks and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum() and not plural:
            return True
        if text[at] in _PAIRS and text[at - 1].isspace():
            return False
    return False
