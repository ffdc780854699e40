"""Rows and cells of tables as exact character ranges."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.text.table import headings, rows, trimmed, value


def said(text: str, delimiter: str = ",") -> list[list[str]]:
    return [[value(text, cell) for cell in row.cells] for row in rows(text, delimiter)]


def test_a_cell_is_the_characters_between_its_marks() -> None:
    text = 'a,b\n"x ""y""","two\nlines"\n'
    _, row = rows(text, ",")
    assert [text[a:b] for a, b in row.cells] == ['x ""y""', "two\nlines"]
    assert said(text)[1] == ['x "y"', "two\nlines"]
    assert text[row.start : row.end] == '"x ""y""","two\nlines"'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_parts_rows_and_blank_rows_are_none(end: str) -> None:
    assert said(end.join(["a,b", "", "1,2", ",,", "3,"])) == [["a", "b"], ["1", "2"], ["3", ""]]


def test_a_byte_order_mark_and_the_line_of_excel_are_passed_over() -> None:
    assert said("\ufeffsep=;\r\na;b\r\n1;2\r\n", ";") == [["a", "b"], ["1", "2"]]
    assert headings("\ufeffa;b\n1;2\n", ";") == ("a", "b")
    assert headings("\ufeff", ";") == ()


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"stray,1', ['"stray', "1"]),
        ('"Dead" end,1', ['"Dead" end', "1"]),
        (' "blanks, around" ,1', ["blanks, around", "1"]),
        ('5" pipe,1', ['5" pipe', "1"]),
        ('"",1', ["", "1"]),
    ],
)
def test_a_stray_mark_does_not_swallow_the_rows_after_it(line: str, cells: list[str]) -> None:
    assert said(f'a,b\n{line}\n"good, one",2\n') == [["a", "b"], cells, ["good, one", "2"]]


def test_outer_blanks_are_no_part_of_a_cell() -> None:
    text = "a,  b c \n"
    (row,) = rows(text, ",")
    assert trimmed(text, row.cells[1]) == (4, 7)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=12).map(str.strip)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_the_standard_library_writes_is_read_back(table: list[list[str]]) -> None:
    table = [["head", "line"], *table]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    wanted = [[c.strip() for c in row] for row in table if any(c.strip(' \t",') for c in row)]
    assert said(out.getvalue()) == wanted


@given(st.text(alphabet='a",;\n\r ', max_size=60), st.sampled_from(",;"))
def test_rows_and_cells_are_ordered_slices_of_any_text(text: str, delimiter: str) -> None:
    at = 0
    for row in rows(text, delimiter):
        assert at <= row.start < row.end <= len(text)
        here = row.start
        for start, end in row.cells:
            assert here <= start <= end <= row.end
            here = end
        at = row.end


def test_hostile_marks_are_read_in_one_pass() -> None:
    begin = time.process_time()
    for text in ('"a\n' * 200_000, '"""a,""\n' * 100_000 + '"', '"' * 300_001, "a," * 300_000):
        assert all(row.end <= len(text) for row in rows(text, ","))
    assert time.process_time() - begin < 5


def test_a_row_of_very_many_cells_ends_with_its_line() -> None:
    text = "a,b\n" + "," * 30_000 + "x\nc,d\n"
    first, second, third = rows(text, ",")
    assert [len(row.cells) for row in (first, second, third)] == [2, 10_000, 2]
    assert text[third.start : third.end] == "c,d"
    assert headings("a," * 200_000 + "b", ",")[0] == "a"  # what is too long for a heading is looked at in part
