"""The page of a case with a table of coded events: rows are counted and compared, and no line is cut from one."""

from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.brief import as_html, as_terminal, compose
from crosscurrents.records.coding import is_coded
from crosscurrents.records.page import Brief, Section
from crosscurrents.records.situation import Event
from tests.resolve.newsroom import situation
from tests.resolve.test_side_by_side import RAID, Table, article

ROWS = (
    RAID.format("Radio Niger", 9),
    RAID.format("", 2).replace("03-04", "03-14").replace("Raid on a market", "On Monday the 14th of March 2025"),
    RAID.format("", 1).replace("03-04", "03-24"),
)


def page(*stories: Any) -> Brief:
    return compose([s.document for s in stories], situation(*stories), [s.reading for s in stories])


def section(brief: Brief, name: str) -> Section:
    return next(s for s in brief.sections if s.name == name)


def test_the_table_is_listed_with_the_number_of_its_events() -> None:
    lines = [line.text for line in section(page(Table(*ROWS), article()), "read").lines]
    assert any("ACLED" in text and text.endswith("3 events coded by hand (ACLED)") for text in lines)
    assert sum("coded by hand" in text for text in lines) == 1


def test_thousands_are_parted() -> None:
    rows = [RAID.format("", n) for n in range(1_204)]
    (line,) = section(page(Table(*rows)), "read").lines
    assert "1,204 events coded by hand (ACLED)" in line.text


def test_what_only_rows_tell_is_counted_and_no_line() -> None:
    happened = section(page(Table(*ROWS), article()), "happened")
    assert len(happened.lines) == 1 and happened.more == 2
    (line,) = happened.lines
    assert "“The Hill Front attacked a market in Mopti on 4 March" in line.text and line.origins is not None
    assert line.origins.sure == 2 and any(is_coded(e) for e in line.evidence)


def test_no_clause_and_no_slip_comes_from_a_row() -> None:
    table = Table(*ROWS)
    brief = page(table, article())
    lines = [line for s in brief.sections for line in s.lines]
    assert not any(line.clause and line.clause.document == table.document.id for line in lines)
    assert not any("14th" in line.text for line in lines)


def test_contested_shows_the_words_of_the_article_and_the_value_of_the_row() -> None:
    (line,) = section(page(Table(*ROWS), article()), "contested").lines
    assert "“14 people”" in line.text or "14 people" in line.text
    assert "9 coded by ACLED from Radio Niger [D" in line.text and line.text.endswith("9 to 14 persons")
    assert line.clause is not None and not is_coded(line.evidence[0])


def test_two_tables_that_disagree_are_contested_without_a_clause() -> None:
    other = Table(RAID.format("", 4), name="other.csv", publisher="UCDP")
    (line,) = section(page(Table(RAID.format("", 9)), other), "contested").lines
    assert "9 coded by ACLED" in line.text and "4 coded by ACLED" in line.text and line.clause is None


@pytest.mark.parametrize("form", ["html", "terminal"])
def test_the_page_holds_of_a_table_only_what_is_cited(form: str) -> None:
    table, story = Table(*ROWS), article()
    brief = page(table, story)
    text = as_html(brief, [table.document, story.document]) if form == "html" else as_terminal(brief)
    assert "coded by hand" in text
    if form == "html":
        assert "event_date,event_type" in text and "Radio Niger" in text and "On Monday the 14th" not in text


def test_all_coded_events_are_records() -> None:
    assert len(situation(Table(*ROWS), article()).of(Event)) == 3


def test_the_documents_of_the_page_say_how_they_are_coded() -> None:
    found = page(Table(*ROWS), article()).documents
    assert {d["coding"] for d in found} == {"acled", None}
