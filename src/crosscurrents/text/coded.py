"""A table of coded events, row by row: what its columns are by its `Coding`, and which rows cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from crosscurrents.records.coding import Coding, value_key
from crosscurrents.text.days import Days, days_in
from crosscurrents.text.table import Row, rows, trimmed, value

Fault = Literal["", "cells", "type", "date"]
ANY = "*"
_TAG = "#"  # a row of HXL hashtags (https://hxlstandard.org) stands between heading and data


class Said(NamedTuple):
    """What one cell says, and the characters of the text that it stands on (doubled quotation marks as written)."""

    text: str
    start: int
    end: int


class CodedRow:
    """One row below the heading."""

    def __init__(self, table: CodedTable, row: Row) -> None:
        self._table = table
        self._cells = row.cells
        self.start, self.end = row.start, row.end

    def said(self, field: str) -> Said | None:
        """What the row says in the column of a field; None where there is no such column, or nothing in it."""
        at = self._table.places.get(field, -1)
        if not 0 <= at < len(self._cells):
            return None
        cell = self._cells[at]
        text = value(self._table.text, cell)
        return Said(text, *trimmed(self._table.text, cell)) if text else None

    def key(self, field: str) -> str:
        """What the row says in a column, in the form in which values are looked up; empty where it says nothing."""
        found = self.said(field)
        return value_key(found.text) if found else ""

    @property
    def act(self) -> Said | None:
        """The cell that says most narrowly what was done."""
        return self.said("detail") or self.said("type")

    @property
    def type(self) -> str | None:
        """The PLOVER type of the act: by its narrower name, else by its wider one; None where the table has neither."""
        types = self._table.coding.types
        return types.get(self.key("detail")) or types.get(self.key("type")) or (types.get(ANY) if self.act else None)

    @property
    def days(self) -> Days | None:
        """The first and the last day that the date's columns give."""
        return self._days("date")

    @property
    def last_days(self) -> Days | None:
        """The same of the column that says when it ended."""
        return self._days("date_end")

    def _days(self, field: str) -> Days | None:
        found = self.said(field)
        return days_in(found.text, day_first=self._table.coding.day_first) if found else None

    @property
    def is_whole(self) -> bool:
        """Whether the row has as many cells as the heading; empty ones at its end do not count."""
        wanted = self._table.width
        return len(self._cells) >= wanted and all(a == b for a, b in self._cells[wanted:])

    @property
    def fault(self) -> Fault:
        """Why the row tells no event: another number of `cells` than the heading, an unknown `type`; or no `date`."""
        if not self.is_whole:
            return "cells"
        if self.type is None:
            return "type"
        return "" if self.days else "date"


class CodedTable:
    """The rows of a text that is a table of `width` columns. `places` maps a field to the number of its own, from 0."""

    def __init__(self, text: str, coding: Coding) -> None:
        self.text = text
        self.coding = coding
        self._rows = rows(text, coding.delimiter)
        self.heading = next(self._rows, Row(0, 0, ()))
        self.width = len(self.heading.cells)
        named = [value(text, cell) for cell in self.heading.cells]
        self.places = {field: named.index(name) for field, name in coding.columns.items() if name in named}

    def __iter__(self) -> Iterator[CodedRow]:
        """The rows below the heading, once."""
        for row in self._rows:
            said = (self.text[a] for a, b in row.cells if a < b)
            if not all(first == _TAG for first in said):
                yield CodedRow(self, row)
