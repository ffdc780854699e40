"""A table of coded events, row by row."""

from __future__ import annotations

from datetime import date

from crosscurrents.records.coding import Coding
from crosscurrents.text.coded import CodedTable

CODING = Coding("own", {"type": "kind", "detail": "sort", "date": "on"}, {"riot": "PROTEST", "raid": "COERCE"})


def test_what_a_row_says_and_where() -> None:
    text = 'on,kind,sort\n2024-03-04,Riot, "a ""big"" one" \n'
    (row,) = CodedTable(text, CODING)
    said = row.said("detail")
    assert said is not None and said.text == 'a "big" one' and text[said.start : said.end] == 'a ""big"" one'
    assert row.act == said and row.type == "PROTEST" and row.days == (date(2024, 3, 4),) * 2
    assert row.said("place") is None and row.key("place") == ""
    assert text[row.start : row.end] == text.split("\n")[1].rstrip("\n")


def test_the_narrower_name_of_an_act_goes_first() -> None:
    (row,) = CodedTable("on,kind,sort\n2024,Riot,raid\n", CODING)
    assert row.type == "COERCE"


def test_any_other_value() -> None:
    coding = Coding("own", {"type": "kind", "date": "on"}, {"*": "ASSAULT"})
    first, second = CodedTable("on,kind\n2024,whatever\n2024,\n", coding)
    assert first.type == "ASSAULT" and second.type is None


def test_what_is_wrong_with_a_row() -> None:
    text = "on,kind,sort\n2024,riot,\n2024,riot\n2024,riot,,,\n2024,riot,,,x\n2024,feast,\nsoon,riot,\n"
    assert [row.fault for row in CodedTable(text, CODING)] == ["", "cells", "", "cells", "type", "date"]


def test_a_row_of_hashtags_is_none() -> None:
    (row,) = CodedTable("on,kind,sort\n#date,#event+type,\n2024,riot,\n", CODING)
    assert row.key("type") == "riot"


def test_a_text_without_rows() -> None:
    assert list(CodedTable("", CODING)) == []
