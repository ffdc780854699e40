"""An Excel workbook: a sheet a kind of record, with a frozen heading and filters, and nothing in it that is run."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from crosscurrents.errors import UsageError
from crosscurrents.export.columns import Column, Row, Type, tables_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_767  # UTF-16 units that Excel keeps in a cell
MOST_ROWS = 1_048_575  # rows of a sheet below its heading
FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was: earlier days would be one off
MADE = datetime(1980, 1, 1)  # no clock: the same case gives the same bytes
WIDTHS: dict[Type, int] = {"text": 24, "integer": 10, "number": 12, "truth": 8, "day": 12, "texts": 30, "json": 20}
QUOTE_WIDTH = 70


def as_xlsx(records: Sequence[Row]) -> bytes:
    """The records of `records_of` as a workbook; what is longer than a cell ends in an ellipsis.

    Raises:
        UsageError: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise UsageError("XlsxWriter is not installed", hint="pip install 'crosscurrents[xlsx]'") from error
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        for kind, columns in tables_of(records).items():
            for number, start in enumerate(range(0, len(columns[0].values), MOST_ROWS), 1):
                _sheet(book, kind if number == 1 else f"{kind} {number}", columns, start)
        if not records:
            book.add_worksheet("empty")
    return out.getvalue()


def _sheet(book: Workbook, name: str, columns: Sequence[Column], start: int) -> None:
    """Add a sheet with the rows that begin at `start`."""
    sheet = book.add_worksheet(name)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    rows = min(MOST_ROWS, len(columns[0].values) - start)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, QUOTE_WIDTH if column.name.endswith("_quote") else WIDTHS[column.type])
        sheet.write_string(0, at, column.name, bold)
        for row, value in enumerate(column.values[start : start + rows], 1):
            _cell(sheet, row, at, value, day)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, rows, len(columns) - 1)


def _cell(sheet: Worksheet, row: int, at: int, value: Any, day: Any) -> None:  # noqa: ANN401  # any cell, a format
    """Write a cell by its type; a text is never looked into for a number, an address or a formula."""
    if value is None or value == []:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(row, at, value)
    elif isinstance(value, date):
        if value >= FIRST_DAY:
            sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), day)
    else:
        sheet.write_string(row, at, fitting("; ".join(value) if isinstance(value, list) else str(value)))


def fitting(text: str) -> str:
    """A text that Excel keeps whole: cut with an ellipsis where it is too long for a cell."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
