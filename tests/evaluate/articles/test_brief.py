"""The figures of a brief on a small gold of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crosscurrents.evaluate import Options, evaluate
from crosscurrents.evaluate.articles import score_brief
from crosscurrents.evaluate.articles.brief import SECTIONS, clause_fault, in_order
from crosscurrents.evaluate.articles.comparison import Comparison
from tests.evaluate.articles.made import HOPE, MEETING, TEXTS, WALKOUT, cited, export, gold, quote
from tests.evaluate.predictions import write_lines

Row = dict[str, Any]
MUSTS = {
    "must": [
        {"id": "m1", "sections": ["happened"], "quotes": [*MEETING], "of": 2},
        {"id": "m2", "sections": ["expected"], "quotes": [HOPE]},
    ],
    "must_not": [{"id": "n1", "quotes": [quote("one.txt", "Share this story.")]}],
    "order": ["one.txt", "two.txt"],
}


def line(event: str, evidence: list[Row], status: str = "happened") -> Row:
    first = evidence[0]
    clause = {"document": None, "name": first["name"], "slices": [[first["start"], first["end"]]]}
    return {"text": first["quote"], "clause": clause, "evidence": evidence, "items": [event], "status": status}


def brief(**lines: list[Row]) -> Row:
    return {
        "sections": [{"name": name, "more": 0, "lines": lines.get(name, [])} for name in SECTIONS],
        "documents": [{"name": "one.txt", "order": 1}, {"name": "two.txt", "order": 2}],
    }


def good() -> Row:
    happened = [line("e1", cited(*MEETING)), line("e2", cited(WALKOUT))]
    return brief(happened=happened, expected=[line("x1", cited(HOPE), "open")])


def figures(page: Row, records: list[Row] | None = None) -> Row:
    return score_brief(gold(), MUSTS, TEXTS, records or export(), page)


def test_a_good_brief() -> None:
    got = figures(good())
    assert got["must"] == {"wanted": 2, "recall": 1.0, "must_not": 0, "junk": 0}
    assert got["right"] == {"lines": 2, "judged": 2, "right": 1.0, "as_fact": 0}
    assert got["words"] == {"lines": 3, "clauses": 3, "clause_wrong": 0, "dropped": 0, "unbacked": 0}
    assert got["shape"]["sections_right"] and got["shape"]["lines"] == 3
    assert got["order"] == 1 and got["one_voice"] is None


def test_a_must_in_the_wrong_section_is_missed_and_junk_is_counted() -> None:
    page = brief(outlook=[line("x1", cited(HOPE))], short=[line("e9", cited(MUSTS["must_not"][0]["quotes"][0]))])
    got = figures(page)["must"]
    assert got == {"wanted": 2, "recall": 0.0, "must_not": 1, "junk": 1}


def test_a_line_whose_event_is_wrong_or_told_as_a_fact() -> None:
    records = export()
    for row in records:
        if row["id"] == "e1":
            row["type"] = "ASSAULT"
    assert figures(good(), records)["right"]["right"] == 0.5
    planned = gold()
    planned["events"][1]["modality"] = "planned"
    got = score_brief(planned, MUSTS, TEXTS, export(), good())["right"]
    assert got["as_fact"] == 1 and got["right"] == 0.5


@pytest.mark.parametrize(
    ("slices", "text", "fault"),
    [
        ([[4, 23]], "Harbour Council met", ""),
        ([[4, 19], [20, 23]], "Harbour Council met", ""),
        ([[20, 23], [4, 19]], "met Harbour Council", "wrong"),
        ([[4, 23]], "Council Harbour met", "wrong"),
        ([[0, 9999]], "The", "wrong"),
        ([], "The", "wrong"),
    ],
)
def test_clauses(slices: list[list[int]], text: str, fault: str) -> None:
    c = Comparison(gold(), TEXTS, [])
    clause = {"name": "one.txt", "document": None, "slices": slices}
    assert clause_fault({"text": text, "clause": clause}, c) == fault


def test_a_hedge_cut_out_of_a_clause_is_seen() -> None:
    c = Comparison(gold(), TEXTS, [])
    at = TEXTS["one.txt"].index("the strike could end")
    clause = {"name": "one.txt", "slices": [[at, at + 10], [at + 17, at + 20]]}
    assert clause_fault({"text": "the strike end", "clause": clause}, c) == "dropped"
    assert clause_fault({"text": "no clause"}, c) is None


def test_words_in_order() -> None:
    assert in_order(["a", "c"], ["a", "b", "c"]) and not in_order(["c", "a"], ["a", "b", "c"])


def test_from_files(tmp_path: Path) -> None:
    for name, value in (("x_gold.json", gold()), ("x_brief.json", MUSTS), ("page.json", good())):
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    options = Options(texts=(tmp_path,), export=write_lines(tmp_path / "export.jsonl", export()))
    assert evaluate("brief", tmp_path / "x_gold.json", tmp_path / "page.json", options=options) == figures(good())
