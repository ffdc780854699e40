"""Paragraphs, rows of tables and page breaks of a word processor's file, as one text.

A page break is a form feed on a line of its own, so that a file of many articles can be cut there; it is no word and
belongs to no paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crosscurrents.ingest.decoding import storable

PAGE_BREAK = "\f"
METHOD = "file properties"  # how the day of saving is known


def filled(words: Sequence[str]) -> list[str]:
    """The paragraph of these words, without blanks around it, if it holds more than blanks."""
    paragraph = "".join(words).strip()
    return [paragraph] if paragraph else []


def row(cells: Sequence[str]) -> list[str]:
    """A row of a table as one line; the paragraphs of a lone cell, parted by blank lines, stand alone: it is layout."""
    alone = [cell for cell in cells if cell]
    if len(alone) <= 1:
        return [paragraph for cell in alone for paragraph in cell.split("\n\n")]
    return [" | ".join(" ".join(cell.split()) for cell in cells)]


def joined(paragraphs: Iterable[str]) -> str:
    """The paragraphs as one text, fit to be stored."""
    return storable("\n\n".join(_with_single_breaks(paragraphs)))


def _with_single_breaks(paragraphs: Iterable[str]) -> Iterator[str]:
    """The paragraphs, with one page break where several stand together, and none at either end."""
    waiting = began = False
    for paragraph in paragraphs:
        if paragraph == PAGE_BREAK:
            waiting = began
            continue
        if waiting:
            yield PAGE_BREAK
        yield paragraph
        waiting, began = False, True
