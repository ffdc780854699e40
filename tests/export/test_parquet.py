"""What is handed to pyarrow, which is too large for the tests' own installation: a stand-in takes its place.

The values of the columns are tested in test_columns.py.
"""

from __future__ import annotations

import sys
from io import BytesIO
from types import ModuleType
from typing import Any

import pytest

from crosscurrents.errors import UsageError
from crosscurrents.export.columns import tables_of
from crosscurrents.export.parquet import as_parquet

TYPES = {
    "text": "string",
    "integer": "int64",
    "number": "float64",
    "truth": "bool_",
    "day": "date32",
    "texts": "list_(string)",
    "json": "string",
}


@pytest.fixture
def arrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules with the few functions of pyarrow that are used; a file is the repr of its table."""

    def write_table(table: Any, where: BytesIO, *, compression: str) -> None:
        where.write(repr((compression, table)).encode())

    stand_in, parquet = ModuleType("pyarrow"), ModuleType("pyarrow.parquet")
    for name in ("string", "int64", "float64", "bool_", "date32"):
        setattr(stand_in, name, lambda name=name: name)
    stand_in.__dict__["list_"] = lambda inner: f"list_({inner})"
    stand_in.__dict__["array"] = lambda values, *, type: (type, values)
    stand_in.__dict__["table"] = lambda arrays, *, names: dict(zip(names, arrays, strict=True))
    parquet.__dict__["write_table"] = write_table
    stand_in.__dict__["parquet"] = parquet
    monkeypatch.setitem(sys.modules, "pyarrow", stand_in)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", parquet)


@pytest.mark.usefixtures("arrow")
def test_every_column_is_written_under_its_name_with_its_type(records: list[dict[str, Any]]) -> None:
    made = as_parquet(records)
    tables = tables_of(records)
    assert list(made) == list(tables)
    for kind, columns in tables.items():
        wanted = {c.name: (TYPES[c.type], c.values) for c in columns}
        assert made[kind] == repr(("zstd", wanted)).encode()


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError) as error:
        as_parquet([])
    assert error.value.hint == "pip install 'crosscurrents[parquet]'"
