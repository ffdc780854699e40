"""Tables of events that somebody coded by hand: ACLED's, UCDP's, and others by a mapping that the user writes.

The stored text is the decoded file, character for character. Nothing is looked for in it but rows: no title, no
furniture, no language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.decoding import decode
from crosscurrents.ingest.mapping import HOW_TO, Mapping, mapping_of
from crosscurrents.ingest.media import MAPPING_ENDING, TSV
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped
from crosscurrents.lexicon.coding import load_coding
from crosscurrents.records.coding import Coding
from crosscurrents.text.coded import CodedTable, Fault
from crosscurrents.text.table import DELIMITERS, headings

MOST_LINES_NAMED = 5
MOST_HEADINGS = 40
_SAY: dict[Fault, tuple[str, str]] = {
    "cells": ("other cells than the heading", "put quotation marks around cells that hold the delimiter"),
    "type": ("a type that the coding does not know", "give it in the types of a mapping"),
    "date": ("a date that cannot be read, and no date therefore", "write dates as YYYY-MM-DD"),
}


def read(incoming: Incoming, config: Config) -> Iterator[Piece | Skipped | InputError]:
    """The table as one text, and what in it cannot be read.

    A table of a folder that fits no scheme is passed over: it may be anything.

    Raises:
        FormatError: the table fits no scheme and has no mapping, its mapping cannot be used, or no row can be read.
    """
    text = decode(incoming.data)
    mapping = mapping_of(incoming.coding, f"{incoming.locator} (mapping)") if incoming.coding else None
    coding = _coding(text, _delimiters(incoming, mapping), mapping)
    if coding is None:
        if not incoming.named:
            yield Skipped(incoming.locator, "a table that fits no known way of coding events")
            return
        raise _unknown(text, incoming, mapping)
    yield from _pieces(incoming, text, coding)


def _delimiters(incoming: Incoming, mapping: Mapping | None) -> tuple[str, ...]:
    """What may part the cells, likeliest first."""
    if mapping and mapping.delimiters:
        return mapping.delimiters
    return ("\t", *(d for d in DELIMITERS if d != "\t")) if incoming.media == TSV else DELIMITERS


def _coding(text: str, delimiters: Sequence[str], mapping: Mapping | None) -> Coding | None:
    """How the table is coded: by its mapping where it fits, else by a known scheme."""
    found = {d: headings(text, d) for d in delimiters}
    own = (mapping.coding(names, d) for d, names in found.items()) if mapping else iter(())
    known = (load_coding().recognise(names, d) for d, names in found.items())
    return next((c for c in own if c), None) or next((c for c in known if c), None)


def _unknown(text: str, incoming: Incoming, mapping: Mapping | None) -> FormatError:
    """The error that names the columns, or those that the mapping asks for in vain."""
    found = [headings(text, d) for d in _delimiters(incoming, mapping)]
    if mapping:
        missing = min((mapping.missing(names) for names in found), key=len)
        message = f"the table lacks columns that its mapping names: {', '.join(missing)}"
        return FormatError(message, file=incoming.locator, hint=f"its columns: {_listed(found)}")
    name = incoming.name.rpartition(".")[0] or incoming.name
    hint = f"write a mapping {name}{MAPPING_ENDING} beside it, or name one with --coding; {HOW_TO}"
    return FormatError(
        f"the table is coded in no known way; its columns: {_listed(found)}", file=incoming.locator, hint=hint
    )


def _listed(found: Sequence[Sequence[str]]) -> str:
    """The headings, parted as gives most of them."""
    names = max(found, key=len)
    shown = ", ".join(" ".join(name.split())[:60] for name in names[:MOST_HEADINGS])
    return shown if len(names) <= MOST_HEADINGS else f"{shown} and {len(names) - MOST_HEADINGS} more"


def _pieces(incoming: Incoming, text: str, coding: Coding) -> Iterator[Piece | InputError]:
    table = CodedTable(text, coding)
    ranges = [(table.heading.start, table.heading.end)]
    faults: dict[Fault, list[int]] = {"cells": [], "type": [], "date": []}
    for row in table:
        ranges.append((row.start, row.end))
        if row.fault:
            faults[row.fault].append(row.start)
    rows, unread = len(ranges) - 1, len(faults["cells"]) + len(faults["type"])
    if rows == unread:
        bad = next((f for f in faults if faults[f]), None)
        why = f": every row has {_SAY[bad][0]}" if bad else ""
        raise FormatError(f"the table holds no event{why}", file=incoming.locator, hint=HOW_TO)
    found = Found(title=coding.title, publisher=coding.publisher)
    yield Piece(text, found, coding=coding, paragraphs=tuple(ranges))
    for fault, starts in faults.items():
        if starts:
            yield _faulty(incoming, text, fault, starts, rows)


def _faulty(incoming: Incoming, text: str, fault: Fault, starts: Sequence[int], rows: int) -> FormatError:
    """One error for all rows with one fault; it names the first lines."""
    lines = [f"{text.count(chr(10), 0, start) + 1:,}" for start in starts[:MOST_LINES_NAMED]]
    more = f" and {len(starts) - len(lines):,} more" if len(starts) > len(lines) else ""
    what, hint = _SAY[fault]
    verb = "rows has" if len(starts) == 1 else "rows have"
    where = f"line {lines[0]}" if len(starts) == 1 else f"lines {', '.join(lines)}{more}"
    return FormatError(f"{len(starts):,} of {rows:,} {verb} {what}: {where}", file=incoming.locator, hint=hint)
