"""Parquet: a file a kind of record, the columns of `columns.py` with their types, lists and JSON as such."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from crosscurrents.errors import UsageError
from crosscurrents.export.columns import Column, Row, Type, tables_of


def as_parquet(records: Sequence[Row]) -> dict[str, bytes]:
    """A Parquet file a kind of record, by kind; a kind has the same columns and types in every case.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("pyarrow is not installed", hint="pip install 'crosscurrents[parquet]'") from error
    types: dict[Type, Any] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "truth": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "texts": pyarrow.list_(pyarrow.string()),
        "json": pyarrow.string(),
    }

    def file(columns: Sequence[Column]) -> bytes:
        arrays = [pyarrow.array(c.values, type=types[c.type]) for c in columns]
        out = io.BytesIO()
        parquet.write_table(pyarrow.table(arrays, names=[c.name for c in columns]), out, compression="zstd")
        return out.getvalue()

    return {kind: file(columns) for kind, columns in tables_of(records).items()}
