"""A case of an article and a table of coded events, the whole way: reading, page, why, export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import crosscurrents
from crosscurrents.api import Case
from crosscurrents.cli import app
from crosscurrents.export import as_jsonl
from tests.coded_tables import ACLED, MAPPING, OWN

ARTICLE = """Shells hit the market of El Fasher

The Nile Courier
5 March 2025

KHARTOUM, 5 March 2025 (The Nile Courier) - The Rapid Support Forces shelled a market in El Fasher on 4 March, \
killing 14 people.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("coded") / "desk"
    found.mkdir()
    (found / "acled.csv").write_text(ACLED, encoding="utf-8")
    (found / "market.txt").write_text(ARTICLE, encoding="utf-8")
    (found / "sources.csv").write_text("file,publisher\nmarket.txt,The Nile Courier\n", encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def case(folder: Path) -> Case:
    made = crosscurrents.open(folder.parent / "case.db")
    report = made.read([folder], sources=folder / "sources.csv")
    assert not report.errors and [s.locator for s in report.skipped] == ["desk/sources.csv"]
    return made


def test_one_event_two_statements_one_contradiction(case: Case) -> None:
    methods = [{e.method for e in event.evidence} for event in case.events() if len(event.statements) > 1]
    assert methods == [{"reader", "coded"}]
    (dispute,) = case.contradictions()
    assert sorted(c.value for c in dispute.claims) == ["14", "9"] and dispute.verdict == "conflict"


def test_all_rows_are_events_and_the_export_names_their_method(case: Case) -> None:
    records = case.export()
    told = [r for r in records if r["record"] == "statement" and r["kind"] == "event"]
    assert sum(r["evidence"][0]["method"] == "coded" for r in told) == 3
    (table,) = [r for r in records if r["record"] == "document" and r["name"] == "acled.csv"]
    assert table["coding"] == "acled" and table["publisher"] == "ACLED" and table["dropped"] == []


def test_why_shows_the_row(case: Case) -> None:
    event = next(e for e in case.events() if len(e.statements) > 1)
    row = next(s for s in case.why(event.id).sources if s.method == "coded")
    assert row.quote.startswith("SUD1,04 March 2025") and row.speaker == "Darfur Post" and row.chain == ("Radio Nile",)
    assert row.roles["sources"] == ["Rapid Support Forces"] and row.confidence == 1.0
    shown = CliRunner().invoke(app, ["why", str(case.path), event.id])
    assert "said by Darfur Post with Radio Nile" in shown.output and "decided by coded" in " ".join(
        shown.output.split()
    )


def test_every_quote_is_exact(case: Case) -> None:
    assert "quotes exact" in case.check()


def test_reading_again_changes_nothing(case: Case, folder: Path) -> None:
    before = as_jsonl(case.export())
    assert {o.what for o in case.read([folder]).outcomes} == {"unchanged"}
    assert as_jsonl(case.export()) == before


# ---- mappings
def test_another_mapping_reads_the_table_again_under_its_id(tmp_path: Path) -> None:
    table, mapping = tmp_path / "own.csv", tmp_path / "rio.yaml"
    table.write_text(OWN, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    case = crosscurrents.open(tmp_path / "case.db")
    (first,) = case.read([table], coding=mapping).outcomes
    assert {e.type for e in case.events()} == {"ASSAULT", "COERCE"}
    assert [o.what for o in case.read([table], coding=mapping).outcomes] == ["unchanged"]
    mapping.write_text(MAPPING.replace("COERCE", "PROTEST"), encoding="utf-8")
    (again,) = case.read([table], coding=mapping).outcomes
    assert again.document == first.document and again.what == "read again"
    assert {e.type for e in case.events()} == {"ASSAULT", "PROTEST"}


def test_a_list_of_sources_names_the_mapping_of_a_table(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    (tmp_path / "rio.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "list.csv").write_text("file,reliability,coding\nown.csv,B,rio.yaml\n", encoding="utf-8")
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([tmp_path / "own.csv"], sources=tmp_path / "list.csv")
    (document,) = case.documents()
    assert document.publisher == "Observatorio del Río" and document.reliability == "B"


def test_the_command_line_takes_a_mapping_and_names_what_is_missing(tmp_path: Path) -> None:
    table, mapping, case = tmp_path / "own.csv", tmp_path / "rio.yaml", tmp_path / "case.db"
    table.write_text(OWN, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    failed = CliRunner().invoke(app, ["read", str(table), "--case", str(case), "--json"])
    assert failed.exit_code == 1
    good = CliRunner().invoke(app, ["read", str(table), "--case", str(case), "--coding", str(mapping), "--json"])
    assert good.exit_code == 0, good.output
    listed = CliRunner().invoke(app, ["list", str(case), "events", "--json"])
    assert len(json.loads(listed.stdout)) == 2


def test_a_missing_mapping_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(OWN, encoding="utf-8")
    wanted = [
        "read",
        str(tmp_path / "own.csv"),
        "--case",
        str(tmp_path / "c.db"),
        "--coding",
        str(tmp_path / "no.yaml"),
    ]
    failed = CliRunner().invoke(app, wanted)
    assert failed.exit_code != 0
