"""Every verb, on a small case that is read once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crosscurrents.cli import app, care
from crosscurrents.cli.common import harmless, visible
from crosscurrents.export.bundle import Program
from crosscurrents.verify import Check, Report
from tests.articles import WIRE, write_articles

runner = CliRunner()


def run(*arguments: str | Path, status: int = 0, stdin: str | None = None) -> str:
    """The standard output of a verb that must end with `status`."""
    result = runner.invoke(app, [str(a) for a in arguments], input=stdin)
    assert result.exit_code == status, result.output + repr(result.exception)
    return result.stdout


def error_of(*arguments: str | Path, status: int) -> dict[str, Any]:
    """The JSON error that a verb prints on standard error."""
    result = runner.invoke(app, [*map(str, arguments), "--json"])
    assert result.exit_code == status, result.output
    return json.loads(result.stderr.splitlines()[0])["error"]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    path = folder / "case.db"
    run("read", write_articles(folder / "desk"), "--case", path)
    return path


def test_read_tells_a_line_a_document_and_reads_nothing_twice(case: Path) -> None:
    told = json.loads(run("read", case.parent / "desk", "--case", case, "--json"))
    assert {d["what"] for d in told["documents"]} == {"unchanged"}
    assert {d["name"] for d in told["documents"]} == {"wire.txt", "daily.txt", "comment.md"}
    assert told["errors"] == []


def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    desk = write_articles(tmp_path / "desk", ("wire.txt",))
    (desk / "empty.txt").write_bytes(b"")
    result = runner.invoke(app, ["read", str(desk), "--case", str(tmp_path / "case.db"), "--json"])
    assert result.exit_code == 1
    assert "empty.txt" in json.loads(result.stderr.splitlines()[0])["error"]["file"]
    assert [d["name"] for d in json.loads(result.stdout)["documents"]] == ["wire.txt"]


def test_standard_input_is_read(tmp_path: Path) -> None:
    told = json.loads(run("read", "-", "--case", tmp_path / "case.db", "--json", stdin=WIRE))
    assert len(told["documents"]) == 1


def test_brief_in_every_form(case: Path, tmp_path: Path) -> None:
    page = json.loads(run("brief", case, "--json"))
    assert [s["name"] for s in page["sections"]] == [
        "read", "short", "happened", "contested", "expected", "who", "unsaid", "outlook",
    ]  # fmt: skip
    assert any(line["clause"] for s in page["sections"] for line in s["lines"])
    assert "HAPPENED" in run("brief", case)
    assert run("brief", case, "--format", "md").startswith("#")
    run("brief", case, "--format", "html", "-o", tmp_path / "page.html")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert html.lower().startswith("<!doctype html>")
    assert "http://" not in html.replace("http://www.w3.org/", "")


def test_list_show_and_why_lead_from_an_event_to_its_sentence(case: Path) -> None:
    events = json.loads(run("list", case, "events", "--json"))
    assert events
    wanted = events[0]
    shown = json.loads(run("show", case, wanted["id"][:8], "--json"))
    assert shown["id"] == wanted["id"]
    because = json.loads(run("why", case, wanted["id"][:8], "--json"))
    assert {s["quote"] for s in because["sources"]} == {e["quote"] for e in wanted["evidence"]}
    assert wanted["evidence"][0]["quote"] in run("why", case, wanted["id"])
    assert "wire.txt" in run("list", case)


def test_a_member_leads_to_its_merged_record(case: Path) -> None:
    event = json.loads(run("list", case, "events", "--json"))[0]
    assert json.loads(run("show", case, event["statements"][-1], "--json"))["id"] == event["id"]


def test_status_log_and_doctor(case: Path) -> None:
    status = json.loads(run("status", case, "--json"))
    assert status["documents"] == 3
    assert status["up_to_date"] is True
    assert [r["verb"] for r in json.loads(run("log", case, "--json"))][:3] == ["read"] * 3
    checks = json.loads(run("doctor", case, "--json"))
    assert checks["ok"] is True
    assert "quotes exact" in checks["checks"][-1]["says"]


def test_export_in_every_form(case: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in run("export", case).splitlines()]
    assert [(r["record"], r["id"]) for r in lines] == sorted((r["record"], r["id"]) for r in lines)
    assert run("export", case, "--format", "md").startswith("#")
    run("export", case, "--format", "csv", "-o", tmp_path / "tables")
    assert (tmp_path / "tables" / "event.csv").exists()
    assert '"trigger"' in run("export", case, "--format", "csv", "--kind", "event").splitlines()[0]


def test_a_bundle_is_written_and_verified(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.zip"
    told = json.loads(run("export", case, "--format", "bundle", "-o", path, "--json"))
    assert told == {"bundle": str(path), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    lines = run("verify", path).splitlines()
    assert told["sha256"] in lines[0]
    assert [line[:6] for line in lines[1:-1]] == ["ok    "] * 9
    assert lines[-1] == "the bundle is good"
    assert json.loads(run("verify", path, "--json"))["ok"] is True
    assert error_of("export", case, "--format", "bundle", status=2)["kind"] == "usage"
    assert error_of("export", case, "--format", "bundle", "-o", path, "--as-of", "2025-03-15", status=2)["hint"]


def test_a_changed_bundle_ends_with_one(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.zip"
    run("export", case, "--format", "bundle", "-o", path)
    data = bytearray(path.read_bytes())
    data[data.index(b"Hill Front")] ^= 1
    path.write_bytes(data)
    told = run("verify", path, status=1)
    assert "BAD   files:" in told
    assert "-     export: not checked" in told
    assert told.splitlines()[-1].startswith("NOT GOOD: 2 checks failed")
    assert json.loads(run("verify", path, "--json", status=1))["ok"] is False
    path.write_bytes(b"no zip")
    assert error_of("verify", path, status=1)["kind"] == "format"
    assert error_of("verify", tmp_path / "none.zip", status=1)["kind"] == "input"


def test_what_a_stranger_wrote_does_not_rule_the_terminal() -> None:
    program = Program("1", "2", "3")
    check = Check("texts", "failed", "says", 1, ("a\x1b[2Jb\nc\u202ed",))
    told_lines = care.told(Report("b.zip", "0" * 64, False, program, program, (check,))).splitlines()
    assert told_lines[2].strip() == "a\ufffd[2Jb c\ufffdd"


def test_set_and_remove(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    run("read", write_articles(tmp_path / "desk", ("wire.txt", "daily.txt")), "--case", path)
    run("set", path, "wire.txt", "publisher=Another Wire (sample)", "date=2025-03-14")
    documents = {d["name"]: d for d in json.loads(run("list", path, "--json"))}
    assert documents["wire.txt"]["publisher"] == "Another Wire (sample)"
    assert documents["wire.txt"]["date"]["basis"] == "given"
    run("remove", path, "daily.txt")
    assert [d["name"] for d in json.loads(run("list", path, "--json"))] == ["wire.txt"]


def test_extract_keeps_order_and_reports_bad_lines(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    rows = [{"id": "a", "text": "Soldiers closed the road on Monday."}, {"id": "b"}, {"id": "c", "text": "It rained."}]
    source.write_text("\n".join([*map(json.dumps, rows), "no json"]), encoding="utf-8")
    out = [json.loads(line) for line in run("extract", source, status=1).splitlines()]
    assert [r["id"] for r in out] == ["a", "b", "c", None]
    assert ["error" in r for r in out] == [False, True, False, True]
    only = [json.loads(line) for line in run("extract", source, "--kinds", "events,times", status=1).splitlines()]
    assert set(only[0]) == {"id", "events", "times"}


def test_wrong_use_ends_with_two_and_one_json_error(case: Path, tmp_path: Path) -> None:
    assert error_of("show", case, status=2)["kind"] == "usage"
    assert error_of("list", case, "dragons", status=2)["hint"]
    assert error_of("set", case, "wire.txt", "colour=red", status=2)["kind"] == "usage"
    assert error_of("brief", tmp_path / "none.db", status=1)["kind"] == "case"
    assert error_of("show", case, "ffffffffffffffff", status=1)["kind"] == "not_found"


def test_the_case_comes_from_the_environment(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSCURRENTS_CASE", str(case))
    assert json.loads(run("status", "--json"))["documents"] == 3


def test_a_name_and_a_text_that_a_stranger_wrote_are_printed_harmless(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "desk", ("wire.txt",))
    (folder / "odd\n\x1b[31m.txt").write_text("")
    result = runner.invoke(app, ["read", str(folder), "--case", str(tmp_path / "case.db")])
    (line,) = result.stderr.splitlines()
    assert line.startswith("crosscurrents: desk/odd\ufffd\ufffd[31m.txt: the file is empty (")
    assert harmless("a\x9b2J\n b\u202e c\u200d") == "a\ufffd2J b\ufffd c\u200d"
    assert visible("a\tb\nc\x1b") == "a\tb\nc\ufffd"


def test_extract_bears_lines_that_are_too_deep_or_too_long(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    deep, long = '{"id": "a", "text": ' + "[" * 100_000, json.dumps({"id": "b", "text": "a " * 1_100_000})
    source.write_text(f'{deep}\n{long}\n{{"id": "c", "text": "It rained."}}\n', encoding="utf-8")
    out = [json.loads(line) for line in run("extract", source, status=1).splitlines()]
    assert [(r["id"], "error" in r) for r in out] == [(None, True), ("b", True), ("c", False)]
