"""`export` in the forms for other programs, on a small case that is read once."""

from __future__ import annotations

import json
from pathlib import Path

import networkx
import pytest
from typer.testing import CliRunner

from crosscurrents.api import open_case
from crosscurrents.cli import app
from crosscurrents.export import FORMS
from tests.articles import write_articles

runner = CliRunner()


def run(*arguments: str | Path, status: int = 0) -> str:
    result = runner.invoke(app, ["export", *map(str, arguments)])
    assert result.exit_code == status, result.output + repr(result.exception)
    return result.output


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    path = folder / "case.db"
    open_case(path).read([write_articles(folder / "desk")])
    return path


def test_the_help_lists_every_form() -> None:
    told = " ".join(run("--help").split())
    assert [form.name for form in FORMS if f"{form.name}: " not in told] == []


def test_a_text_form_is_printed_as_it_is_written(case: Path, tmp_path: Path) -> None:
    for form in ("graphml", "geojson", "csl-json", "bibtex", "footnotes"):
        run(case, "--format", form, "-o", tmp_path / form)
        data = (tmp_path / form).read_bytes()
        assert run(case, "--format", form) == data.decode()
        assert open_case(case).export_as(form) == data


def test_what_the_forms_hold_comes_from_the_case(case: Path, tmp_path: Path) -> None:
    events = open_case(case).events()
    run(case, "--format", "graphml", "-o", tmp_path / "net.graphml")
    graph = networkx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)
    assert {n for n, r in graph.nodes(data="record") if r == "event"} == {e.id for e in events}
    titles = [item["title"] for item in json.loads(run(case, "--format", "csl-json"))]
    assert len(titles) == len(open_case(case).documents())
    notes = run(case, "--format", "footnotes")
    assert notes.count("\n[^1]: ") == 1


def test_a_binary_form_wants_a_file(case: Path, tmp_path: Path) -> None:
    assert "ends in .xlsx" in run(case, "--format", "xlsx", status=2)
    run(case, "--format", "xlsx", "-o", tmp_path / "case.xlsx")
    assert (tmp_path / "case.xlsx").read_bytes().startswith(b"PK")
    assert "name a folder" in run(case, "--format", "parquet", status=2)


def test_kinds_are_for_forms_with_a_file_a_kind(case: Path, tmp_path: Path) -> None:
    assert "no parts" in run(case, "--format", "xlsx", "--kind", "event", "-o", tmp_path / "x.xlsx", status=2)
    assert "no records of the kind" in run(case, "--format", "csv", "--kind", "boat", status=2)
    run(case, "--format", "csv", "--kind", "event", "-o", tmp_path / "event.csv")
    run(case, "--format", "csv", "-o", tmp_path / "all")
    assert (tmp_path / "event.csv").read_bytes() == (tmp_path / "all" / "event.csv").read_bytes()


def test_what_cannot_be_written_is_said(case: Path, tmp_path: Path) -> None:
    assert "cannot be written" in run(case, "--format", "geojson", "-o", tmp_path, status=2)
    (tmp_path / "file").write_bytes(b"")
    assert "cannot be made" in run(case, "--format", "csv", "-o", tmp_path / "file", status=2)
