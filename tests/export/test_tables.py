from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.export import as_tables
from crosscurrents.export.tables import harmless


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_a_kind_with_a_row_a_record(records: list[dict[str, Any]]) -> None:
    tables = as_tables(records)
    kinds = {r["record"] for r in records}
    assert set(tables) == kinds
    for kind in kinds:
        assert [r["id"] for r in rows(tables[kind])] == [r["id"] for r in records if r["record"] == kind]


def test_nested_values_become_columns(records: list[dict[str, Any]]) -> None:
    event = next(r for r in rows(as_tables(records)["event"]) if r["type"] == "COERCE")
    assert (event["date_start"], event["speaker_name"]) == ("2025-10-21", "the harbour master")
    assert event["document"] == "gazette.txt"
    assert event["quote"].startswith("Soldiers turned back")
    assert event["evidence_count"] == "1"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "|x", "%x"])
def test_no_text_is_run_by_a_spreadsheet(cell: str) -> None:
    record = {
        "record": "actor",
        "id": "a",
        "name": cell,
        "forms": {cell: [cell]},
        "nested": {"x": cell},
        "list": [cell],
    }
    found = rows(as_tables([record])["actor"])[0]
    assert found["name"] == f"'{cell}"
    assert found["nested_x"] == f"'{cell}"
    assert found["list"] == f"'{cell}"


def test_numbers_stay_numbers_and_null_is_empty() -> None:
    assert harmless(-3.5) == -3.5
    assert harmless(None) == ""
    assert harmless("plain") == "plain"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12), min_size=1, max_size=5))
def test_any_cell_comes_back(texts: list[str]) -> None:
    records = [{"record": "actor", "id": str(n), "name": t} for n, t in enumerate(texts)]
    found = [r["name"] for r in rows(as_tables(records)["actor"])]
    assert found == [str(harmless(t)) for t in texts]
    assert not any(f.startswith(("=", "+", "-", "@", "\t")) for f in found)
