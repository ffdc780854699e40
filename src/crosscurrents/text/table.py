"""Tables as text: the rows and cells of a CSV file as exact character ranges.

Quotation marks are those of RFC 4180, with two mercies for tables made by hand. A mark that opens a cell and is never
closed, or is closed amid the cell, is a character like others, so that one stray mark does not swallow the rows after
it. And blanks may stand around the marks. All is one pass over the text: a cell that fails as a quoted one is read
again up to its delimiter only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

Cell = tuple[int, int]
DELIMITERS = (",", ";", "\t", "|")
_BEFORE = re.compile('\ufeff?(?:"?sep=."?(?:\r\n|\r|\n))?', re.IGNORECASE)  # "sep=;": a line of Excel's own
_LINE_END = re.compile("\r\n|[\r\n]")
_MOST_CELLS = 10_000  # of a row
_LONGEST_HEADING = 200_000  # characters of the file in which its first row ends


class Row(NamedTuple):
    """A row: characters [start, end) without the line break, and the range of each cell without its quotation marks."""

    start: int
    end: int
    cells: tuple[Cell, ...]


def rows(text: str, delimiter: str) -> Iterator[Row]:
    """The rows of a table, in order; a row without a word is left out, and so are cells beyond the 10,000th of a row.

    Args:
        text: the decoded file; a byte order mark and a line `sep=;` at its beginning are passed over.
        delimiter: one character.
    """
    before = _BEFORE.match(text)
    begin = before.end() if before else 0
    nothing = f' \t"{delimiter}'
    cells: list[Cell] = []
    one, at = _cell(delimiter), begin
    while at <= len(text) and (match := one.match(text, at)):
        cells.append(match.span(1) if match.start(1) >= 0 else match.span(2))
        end, after = match.span(3)
        if end < after and text[end] == delimiter and len(cells) < _MOST_CELLS:
            at = after
            continue
        if len(cells) == _MOST_CELLS:
            end, after = _end_of_line(text, end)
        if text[begin:end].strip(nothing):
            yield Row(begin, end, tuple(cells))
        cells, begin = [], after
        at = after if end < after else len(text) + 1


def _end_of_line(text: str, start: int) -> Cell:
    """The range of the line break after `start`, or the end of the text."""
    found = _LINE_END.search(text, start)
    return found.span() if found else (len(text), len(text))


@lru_cache(maxsize=8)
def _cell(delimiter: str) -> re.Pattern[str]:
    """A cell with what ends it: 1 between quotation marks, or 2 bare; 3 the end. Nothing is ever taken back."""
    d = re.escape(delimiter)
    quoted = rf' *+"((?:[^"]++|"")*+)" *+(?={d}|[\r\n]|\Z)'
    return re.compile(rf"(?:{quoted}|([^{d}\r\n]*+))({d}|\r\n|[\r\n]|\Z)")


def value(text: str, cell: Cell) -> str:
    """What a cell says: its characters without outer blanks, a doubled quotation mark as one where it is quoted."""
    start, end = cell
    written = text[start:end]
    if '""' in written and start and text[start - 1] == '"':
        written = written.replace('""', '"')
    return written.strip()


def trimmed(text: str, cell: Cell) -> Cell:
    """The range of a cell without outer blanks."""
    start, end = cell
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def headings(text: str, delimiter: str) -> tuple[str, ...]:
    """What the cells of the first row say; empty where there is no row."""
    first = next(rows(text[:_LONGEST_HEADING], delimiter), None)
    return tuple(value(text, cell) for cell in first.cells) if first else ()
