from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.export.bibtex import as_bibtex, escaped
from crosscurrents.export.csl import as_csl
from crosscurrents.export.references import Reference, issued_of, references_of
from crosscurrents.records.custody import Retrieval


def document(**fields: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "record": "document",
        "id": "0123456789abcdef",
        "order": 1,
        "name": "a.txt",
        "title": "Ferries & fees: 50 % up",
        "publisher": "Köln Post",
        "author": "Ada {Quay}",
        "date": when("2025-03-01", "2025-03-31", "month"),
        "kind": "report",
        "language": "en",
        "address": "https://koeln.example/a?b={c}&d=1%20",
    }
    return known | fields


def when(start: str | None, end: str | None, precision: str, basis: str = "stated") -> dict[str, Any]:
    return {"start": start, "end": end, "precision": precision, "basis": basis}


def one(**fields: Any) -> Reference:
    return references_of([document(**fields)], {})[0]


def test_bibtex_is_known_exactly() -> None:
    fetched = Retrieval("https://k.example", "https://k.example/a", (), 200, "2025-04-05T06:07:08Z", {})
    references = references_of([document()], {"0123456789abcdef": fetched})
    assert as_bibtex(references).decode() == (
        "@article{kolnpost2025-01234567,\n"
        "  author = {{Ada \\textbraceleft{}Quay\\textbraceright{}}},\n"
        "  title = {{Ferries \\& fees: 50 \\% up}},\n"
        "  journal = {Köln Post},\n"
        "  year = {2025},\n"
        "  month = mar,\n"
        "  url = {https://koeln.example/a?b=%7Bc%7D&d=1%20},\n"
        "  urldate = {2025-04-05},\n"
        "  language = {en},\n"
        "}\n"
    )


def test_csl_is_known_exactly() -> None:
    references = [one(author=None, address=None, kind="statement", date=when("2025-03-04", "2025-03-04", "day"))]
    assert (
        as_csl(references).decode()
        == """[
 {
  "id": "kolnpost2025-01234567",
  "issued": {
   "date-parts": [
    [
     2025,
     3,
     4
    ]
   ]
  },
  "language": "en",
  "publisher": "Köln Post",
  "title": "Ferries & fees: 50 % up",
  "type": "document"
 }
]
"""
    )


@pytest.mark.parametrize(
    ("date", "label", "fields"),
    [
        (when("2025-03-04", "2025-03-04", "day"), "2025-03-04", ["year = {2025}", "month = mar", "day = {4}"]),
        (when("2025-03-11", "2025-03-20", "part"), "2025-03", ["year = {2025}", "month = mar"]),
        (when("2025-01-01", "2025-12-31", "year"), "2025", ["year = {2025}"]),
        (
            when("2025-04-01", "2025-06-30", "quarter"),
            "2025-04/2025-06",
            ["year = {2025}", "note = {Written 2025-04/2025-06}"],
        ),
        (
            when("2024-12-30", "2025-01-05", "week"),
            "2024-12-30/2025-01-05",
            ["note = {Written 2024-12-30/2025-01-05}"],
        ),
        (
            when("2024-09-01", None, "open", "inferred"),
            "since 2024-09-01",
            ["note = {Written since 2024-09-01 (inferred from the text)}"],
        ),
        (when(None, "2024-09-01", "open"), "until 2024-09-01", ["note = {Written until 2024-09-01}"]),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(date: dict[str, Any], label: str, fields: list[str]) -> None:
    issued = issued_of(date)
    assert issued is not None
    assert issued.label() == label
    entry = as_bibtex([one(date=date)]).decode()
    told = [line.strip(" ,") for line in entry.splitlines()]
    assert [t for t in told if t.startswith(("year", "month", "day", "note"))] == fields


def test_csl_dates_are_parts_an_interval_or_words() -> None:
    dates = [
        when("2025-04-01", "2025-06-30", "quarter"),
        when("2025-01-01", "2025-12-31", "year", "inferred"),
        when("2024-09-01", None, "open"),
    ]
    text = "".join(as_csl([one(date=d) for d in dates]).decode().split())
    assert '"issued":{"date-parts":[[2025,4],[2025,6]]}' in text
    assert '"issued":{"circa":true,"date-parts":[[2025]]}' in text
    assert '"issued":{"literal":"since2024-09-01"}' in text


def test_what_is_not_known_is_left_out() -> None:
    bare = one(title=None, publisher=None, author=None, date=None, address=None, kind="unknown")
    assert as_bibtex([bare]).decode() == "@misc{atxt-01234567,\n  title = {{a.txt}},\n  language = {en},\n}\n"


def test_keys_are_unique_and_plain() -> None:
    twin = document(id="01234567fedcba98", publisher="Köln Post")
    other = document(id="f" * 16, publisher="الصحيفة", date=None)
    keys = [r.key for r in references_of([document(), twin, other], {})]
    assert keys == ["kolnpost2025-01234567", "kolnpost2025-01234567fedcba98", "document-ffffffff"]


def test_references_stand_in_the_order_of_the_documents() -> None:
    rows = [document(id="2" * 16, order=2), document(id="1" * 16, order=3), document(id="3" * 16, order=1)]
    assert [r.id[0] for r in references_of(rows, {})] == ["3", "2", "1"]


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_braces_are_balanced_whatever_a_title_says(text: str) -> None:
    found = escaped(text)
    depth = 0
    for char in found:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert "\n" not in found
