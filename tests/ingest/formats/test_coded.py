"""Tables of coded events as documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import DEFAULT
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest import Incoming, Skipped, gather, parse
from crosscurrents.records.custody import Arrived
from crosscurrents.records.document import Document
from tests.coded_tables import ACLED, MAPPING, OWN, UCDP, document, incoming


def read(text: str | bytes, name: str = "t.csv", mapping: str | None = None, *, named: bool = True) -> list[object]:
    return list(parse(incoming(text, name, mapping, named=named), config=DEFAULT))


def rows_of(found: Document) -> list[str]:
    return [found.text[a:b] for a, b in found.paragraphs]


# ---- what a table becomes
@pytest.mark.parametrize(
    ("text", "name", "mapping", "publisher", "scheme", "rows"),
    [
        (ACLED, "a.csv", None, "ACLED", "acled", 4),
        (UCDP, "u.tsv", None, "UCDP", "ucdp", 3),
        (OWN, "own.csv", MAPPING, "Observatorio del Río", "casa del río", 3),
    ],
)
def test_a_table_is_one_document_and_its_rows_are_paragraphs(
    text: str, name: str, mapping: str | None, publisher: str, scheme: str, rows: int
) -> None:
    found = document(text, name, mapping)
    assert found.text == text and found.coding is not None and found.coding.scheme == scheme
    assert (found.publisher, found.kind, found.language, found.title) == (publisher, "report", "en", None)
    assert found.dropped == () and found.date is None and len(found.paragraphs) == rows
    assert found.text[found.lead :] == text[found.paragraphs[1][0] :] and found.words > 20


def test_a_quoted_line_break_parts_no_row() -> None:
    assert 'market in El Fasher.\n""Nobody""' in rows_of(document(ACLED))[1]


def test_a_byte_order_mark_stays_in_the_text() -> None:
    found = document("\ufeff" + ACLED)
    assert found.text == "\ufeff" + ACLED and found.paragraphs[0][0] == 1


def test_latin_1_and_semicolons() -> None:
    found = document(OWN.encode("latin-1"), "own.csv", MAPPING)
    assert found.text == OWN and found.coding is not None and found.coding.delimiter == ";"


def test_a_title_only_where_the_mapping_gives_one() -> None:
    assert document(OWN, "own.csv", MAPPING + "title: Ataques\n").title == "Ataques"


def test_the_mapping_is_no_part_of_the_id() -> None:
    one, other = document(OWN, "own.csv", MAPPING), document(OWN, "own.csv", MAPPING.replace("COERCE", "PROTEST"))
    assert one.id == other.id and one.coding != other.coding


def test_a_mapping_goes_before_a_known_scheme_and_gives_way_where_it_does_not_fit() -> None:
    own = "publisher: Desk\ncolumns: {type: event_type, date: event_date}\ntypes: {'*': ASSAULT}\n"
    assert document(ACLED, "a.csv", own).publisher == "Desk"
    assert document(ACLED, "a.csv", MAPPING).publisher == "ACLED"


# ---- what is wrong with a table
def test_a_table_of_no_known_coding_names_its_columns_and_the_way_out() -> None:
    (error,) = read("name,colour\na,red\n", "things.csv")
    assert isinstance(error, FormatError) and "name, colour" in error.message
    assert error.hint and "things.coding.yaml" in error.hint and "coded-events.md" in error.hint


def test_a_mapping_that_does_not_fit_names_what_is_missing() -> None:
    (error,) = read("fecha;clase;autor\n2023;x;y\n", "own.csv", MAPPING)
    assert isinstance(error, FormatError) and "víctima" in error.message and "fecha" in (error.hint or "")


def test_a_table_of_a_folder_may_be_anything() -> None:
    (found,) = read("name,colour\na,red\n", named=False)
    assert isinstance(found, Skipped)


def test_rows_that_cannot_be_read_are_told_by_their_lines_and_the_others_go_on() -> None:
    lines = [
        "event_date,event_type,actor1,fatalities",
        "2024-03-04,Battles,Hill Front,1",
        "2024-03-05,Battles,Hill Front, of the south,1",
        "2024-03-06,Festival,Hill Front,1",
        "some day,Battles,Hill Front,1",
        "2024-03-07,Battles",
    ]
    found, *errors = read("\n".join(lines))
    assert isinstance(found, Arrived) and len(found.document.paragraphs) == 6
    told = [e.message for e in errors if isinstance(e, InputError)]
    assert len(told) == len(errors) == 3
    assert told[0].startswith("2 of 5 rows have other cells than the heading: lines 3, 6")
    assert "1 of 5 rows has a type" in told[1] and told[1].endswith("line 4")
    assert "no date" in told[2] and told[2].endswith("line 5")


def test_many_bad_rows_are_one_line() -> None:
    found = read("event_date,event_type,actor1\n2024,Battles,A\n" + "2024,Feast,A\n" * 500)
    assert len(found) == 2 and "and 495 more" in str(found[1])


@pytest.mark.parametrize("rows", ["", "2024-01-01,Festival,A\n"])
def test_a_table_without_an_event_is_an_error(rows: str) -> None:
    (error,) = read("event_date,event_type,actor1\n" + rows)
    assert isinstance(error, FormatError) and "no event" in error.message


def test_a_pdf_by_another_name_is_no_table() -> None:
    (error,) = read(b"%PDF-1.7 \n" + ACLED.encode())
    assert isinstance(error, InputError) and "PDF" in error.message


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=40), st.integers(0, 1500), st.sampled_from(["a.csv", "a.tsv"]))
def test_any_bytes_give_documents_or_named_errors(noise: bytes, at: int, name: str) -> None:
    data = ACLED.encode()
    for found in parse(incoming(data[:at] + noise + data[at + 3 :], name), config=DEFAULT):
        assert isinstance(found, (Arrived, InputError))
        if isinstance(found, Arrived):
            text = found.document.text
            assert all(0 <= a < b <= len(text) for a, b in found.document.paragraphs)


# ---- where the mapping comes from
def test_a_mapping_lies_beside_its_table(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    (tmp_path / "own.coding.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    found = list(gather([str(tmp_path)]))
    assert [s.reason for s in found if isinstance(s, Skipped)] == ["says how a table is coded"]
    files = {f.name: f for f in found if isinstance(f, Incoming)}
    assert files["own.csv"].coding == MAPPING.encode() and files["own.csv"].named
    assert files["other.csv"].coding is None and not files["other.csv"].named


def test_a_file_that_is_named_is_meant_also_where_its_folder_is_given(tmp_path: Path) -> None:
    table = tmp_path / "desk" / "other.csv"
    table.parent.mkdir()
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    for paths in ([tmp_path, table], [table, tmp_path / "desk"]):
        (found,) = gather([str(p) for p in paths])
        assert isinstance(found, Incoming) and found.named
