from __future__ import annotations

import io
import re
import sys
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.errors import UsageError
from crosscurrents.export import records_of, workbook
from crosscurrents.export.workbook import LONGEST_CELL, as_xlsx, fitting

from .harbour import harbour

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cell = tuple[str, str]  # its type (s: text, n: number, b: truth, d: number with a format of its own) and what it holds


class Sheet:
    """A sheet as the file holds it."""

    def __init__(self, root: ElementTree.Element, strings: list[str]) -> None:
        self.root = root
        self.rows = [self._row(r, strings) for r in root.iterfind(".//m:row", MAIN)]
        self.heading = [text for _, text in self.rows[0].values()]

    def _row(self, row: ElementTree.Element, strings: list[str]) -> dict[str, Cell]:
        return {re.sub(r"\d", "", str(c.get("r"))): self._cell(c, strings) for c in row if len(c)}

    def _cell(self, cell: ElementTree.Element, strings: list[str]) -> Cell:
        assert cell.find("m:f", MAIN) is None, "a formula"
        kind, value = cell.get("t", "n"), cell.findtext("m:v", "", MAIN)
        if kind == "s":
            return "s", strings[int(value)]
        return ("d" if kind == "n" and cell.get("s") else kind), value

    def column(self, name: str) -> list[Cell | None]:
        at = list(self.rows[0])[self.heading.index(name)]
        return [row.get(at) for row in self.rows[1:]]


def opened(data: bytes) -> dict[str, Sheet]:
    with ZipFile(io.BytesIO(data)) as file:
        root = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        strings = ["".join(t.text or "" for t in s.iter(f"{{{MAIN['m']}}}t")) for s in root]
        names = [
            s.get("name") for s in ElementTree.fromstring(file.read("xl/workbook.xml")).iterfind(".//m:sheet", MAIN)
        ]
        return {
            str(name): Sheet(ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml")), strings)
            for number, name in enumerate(names, 1)
        }


def actor(name: str) -> dict[str, Any]:
    known = {"type": "person", "country": None, "forms": {}, "catalogue": None, "merged_because": [], "statements": []}
    return {"record": "actor", "id": "a" * 16, "name": name, "evidence": [], **known}


def test_a_sheet_a_kind_with_frozen_heading_and_filters(records: list[dict[str, Any]]) -> None:
    sheets = opened(as_xlsx(records))
    assert list(sheets) == sorted({r["record"] for r in records})
    for kind, sheet in sheets.items():
        assert [c[1] for c in sheet.column("id") if c] == [r["id"] for r in records if r["record"] == kind]
        pane = sheet.root.find(".//m:pane", MAIN)
        assert pane is not None
        assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "B2")
        assert sheet.root.find("m:autoFilter", MAIN) is not None


def test_texts_are_texts_numbers_numbers_and_days_days() -> None:
    sheets = opened(as_xlsx(records_of(*harbour().case.parts)))
    event, figure, state = sheets["event"], sheets["figure"], sheets["state"]
    assert event.column("date_start") == [("s", "2025-03-03")]
    assert event.column("date_day") == [("d", "45719")]  # days since 30 December 1899
    assert event.column("main") == [("b", "1")]
    assert figure.column("value") == [("n", "40")]
    assert (state.column("date_start"), state.column("date_day")) == ([("s", "2025-03-01")], [None])


@pytest.mark.parametrize(
    "text", ["=1+1", "{=1}", "+1", "@x", "42", "007", "http://a.example", "mailto:a@b.example", "internal:A1", " a "]
)
def test_no_text_becomes_anything_else(text: str) -> None:
    data = as_xlsx([actor(text)])
    assert opened(data)["actor"].column("name") == [("s", text)]
    with ZipFile(io.BytesIO(data)) as file:
        assert not any("_rels/sheet" in name for name in file.namelist())  # where an address would be kept


def test_the_same_records_give_the_same_bytes(records: list[dict[str, Any]]) -> None:
    assert as_xlsx(records) == as_xlsx(records)


def test_an_empty_case_is_a_workbook() -> None:
    with ZipFile(io.BytesIO(as_xlsx([]))) as file:
        assert 'name="empty"' in file.read("xl/workbook.xml").decode()


def test_a_text_too_long_for_a_cell_is_cut_with_an_ellipsis() -> None:
    assert fitting("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert fitting("x" * (LONGEST_CELL + 1)) == "x" * (LONGEST_CELL - 1) + "…"
    assert fitting("x" * (LONGEST_CELL - 1) + "😀") == "x" * (LONGEST_CELL - 1) + "…"
    (cell,) = opened(as_xlsx([actor("y" * 40_000)]))["actor"].column("name")
    assert cell is not None
    assert len(cell[1]) == LONGEST_CELL


def test_rows_beyond_the_end_of_a_sheet_stand_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    sheets = opened(as_xlsx([actor(name) for name in "abcde"]))
    assert {n: [c[1] for c in s.column("name") if c] for n, s in sheets.items()} == {
        "actor": ["a", "b"],
        "actor 2": ["c", "d"],
        "actor 3": ["e"],
    }


def test_days_before_excel_s_own_are_texts_alone() -> None:
    document = harbour().case.document("old.txt", "Old.", "1899-12-31")
    rows = records_of([document], harbour().case.situation, [])
    sheet = opened(as_xlsx([r for r in rows if r["id"] == document.id]))["document"]
    assert (sheet.column("date_start"), sheet.column("date_day")) == ([("s", "1899-12-31")], [None])


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12))
def test_any_text_gives_a_file_that_opens(text: str) -> None:
    ((_, found),) = [c for c in opened(as_xlsx([actor(text)]))["actor"].column("name") if c]
    assert len(found) >= len(text.replace("\r\n", "\n"))


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError) as error:
        as_xlsx([])
    assert error.value.hint == "pip install 'crosscurrents[xlsx]'"
