"""CSV: a table a kind of record, flat enough for a spreadsheet, and harmless there."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import msgspec

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")  # what a spreadsheet may take for the start of a formula
FIRST = ("id", "document", "start", "end", "quote")
_EVIDENCE = {"name": "document", "start": "start", "end": "end", "quote": "quote"}


def as_tables(records: Sequence[dict[str, Any]]) -> dict[str, str]:
    """A CSV text a kind of record, with a heading row.

    Nested values become columns (`date_start`), lists are joined by "; ", what is deeper is JSON. Of the evidence the
    first piece is shown, with the number of all. A text that a spreadsheet would run gets an apostrophe before it.
    """
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        by_kind.setdefault(str(record["record"]), []).append(_row(record))
    return {kind: _csv(rows) for kind, rows in sorted(by_kind.items())}


def _row(record: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for key, value in record.items():
        if key == "evidence":
            row["evidence_count"] = len(value)
            row |= {column: value[0][name] for name, column in _EVIDENCE.items() if value}
        elif key != "record":
            row |= _columns(key, value)
    return row


def _columns(key: str, value: Any) -> dict[str, Any]:  # noqa: ANN401  # any part of a record
    if isinstance(value, dict) and all(not isinstance(v, dict | list) for v in value.values()):
        return {f"{key}_{inner}": v for inner, v in value.items()}
    if isinstance(value, list) and all(not isinstance(v, dict | list) for v in value):
        return {key: "; ".join(str(v) for v in value)}
    if isinstance(value, dict) and "name" in value:  # a speaker: the name and the chain
        return {f"{key}_{inner}": v if not isinstance(v, list) else "; ".join(v) for inner, v in value.items()}
    return {key: msgspec.json.encode(value, order="sorted").decode() if isinstance(value, dict | list) else value}


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    names = sorted({name for row in rows for name in row})
    columns = [*(c for c in FIRST if c in names), *(n for n in names if n not in FIRST)]
    out = io.StringIO(newline="")
    # every text is quoted: a bare carriage return in one must not part rows
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([harmless(c) for c in columns])
    writer.writerows([harmless(row.get(c)) for c in columns] for row in rows)
    return out.getvalue()


def harmless(cell: Any) -> Any:  # noqa: ANN401  # any cell
    """A cell that no spreadsheet runs; numbers stay numbers, null is an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA):
        return f"'{cell}"
    return cell
