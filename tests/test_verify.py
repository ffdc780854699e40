"""A bundle of a small case, and everything that can be wrong with one."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import crosscurrents
from crosscurrents import custody, pipeline
from crosscurrents.config import Config
from crosscurrents.errors import CaseError, FormatError, UsageError
from crosscurrents.export import bundle as form
from crosscurrents.records.custody import Retrieval
from crosscurrents.records.identity import document_id
from crosscurrents.store import documents as document_rows
from crosscurrents.store.connection import open_case
from crosscurrents.verify import Report, verify
from tests.articles import write_articles

PAGE = """<html lang="en"><head><title>Ferry runs again</title></head><body><article><h1>Ferry runs again</h1>
<p>The ferry between Kerin and Port Tarn runs again, the harbour office said on 24 March 2025. Officials will meet the
elders next week to discuss the price of a crossing, which had risen by half since the road was closed.</p>
<p>"We carry flour first," said the master of the ferry. The caf\xe9 at the landing was full by noon on Monday.</p>
</article></body></html>"""
LINES = [
    {"id": "one", "date": "2025-03-25", "text": "The Hill Front opened the pass on Tuesday.\nThe governor praised it."},
    {"id": "two", "date": "2025-03-26", "text": "Lorries reached the upper villages on Wednesday, medics said."},
]
FETCHED = {"content-type": "text/html; charset=windows-1252"}


def write_desk(folder: Path) -> Path:
    desk = write_articles(folder)
    (desk / "ferry.html").write_bytes(PAGE.encode("cp1252"))
    (desk / "short.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    return desk


def make_case(folder: Path) -> crosscurrents.Case:
    """A case with a page that was fetched, two documents of one file, an older version, and a decision."""
    desk = write_desk(folder / "desk")
    case = crosscurrents.open(folder / "case.db")
    assert not case.read([desk], workers=1).errors
    (desk / "daily.txt").write_text((desk / "daily.txt").read_text(encoding="utf-8") + "\nIt rained.\n", "utf-8")
    assert [o.what for o in case.read([desk / "daily.txt"]).outcomes] == ["version"]
    case.set("ferry.html", {"publisher": "Harbour Office"})
    page = next(d for d in case.documents() if d.name == "ferry.html")
    retrieval = Retrieval("https://a.example/f", "https://a.example/f", (), 200, "2025-03-24T10:00:00Z", FETCHED)
    with open_case(case.path, write=True) as connection:
        body = msgspec.json.encode(retrieval).decode()
        connection.execute("INSERT INTO retrieval VALUES (?, ?)", (page.id, body))
    return case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> crosscurrents.Case:
    return make_case(tmp_path_factory.mktemp("custody"))


@pytest.fixture(scope="module")
def good(case: crosscurrents.Case) -> Path:
    path = case.path.parent / "good.zip"
    assert case.bundle(path) == hashlib.sha256(path.read_bytes()).hexdigest()
    return path


def files_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, files: dict[str, bytes]) -> Path:
    """The files as crosscurrents packs them, whatever is in them."""
    with path.open("w+b") as out:
        form.pack([form.of_bytes(name, data) for name, data in sorted(files.items())], out)
    return path


def forge(path: Path, files: dict[str, bytes], change: Callable[[Any], Any] = lambda manifest: manifest) -> Path:
    """A bundle whose hashes and seal fit its changed files, as a forger would make it."""
    manifest = msgspec.json.decode(files["manifest.json"])
    sums = {n: hashlib.sha256(d).hexdigest() for n, d in files.items() if n != "manifest.json"}
    manifest["files"] = sums
    made = msgspec.convert(change(manifest), form.Manifest)
    return pack(path, {**files, "manifest.json": form.sealed(made)})


def verdicts(report: Report) -> dict[str, str]:
    return {c.name: c.verdict for c in report.checks}


def faults(report: Report) -> str:
    return "\n".join(f for c in report.checks for f in (c.says, *c.faults))


def test_a_good_bundle_passes_every_check(good: Path) -> None:
    report = verify(good)
    assert report.ok
    assert verdicts(report) == dict.fromkeys(
        ("zip", "manifest", "files", "originals", "texts", "quotes", "read again", "case", "export"), "good"
    ), faults(report)
    counts = {c.name: c.count for c in report.checks}
    assert counts["read again"] == 7
    assert counts["quotes"] > 50
    assert report.sha256 == hashlib.sha256(good.read_bytes()).hexdigest()
    assert report.made_by == report.checked_by


def test_the_manifest_tells_versions_names_and_fetching(good: Path, case: crosscurrents.Case) -> None:
    manifest = msgspec.json.decode(files_of(good)["manifest.json"], type=form.Manifest)
    assert len(manifest.documents) == 7
    by_name: dict[str, list[form.DocumentEntry]] = {}
    for entry in manifest.documents:
        by_name.setdefault(entry.name, []).append(entry)
    old, new = sorted(by_name["daily.txt"], key=lambda d: d.supersedes is not None)
    assert (old.supersedes, new.supersedes) == (None, old.id)
    assert new.id in {d.id for d in case.documents()}
    (page,) = by_name["ferry.html"]
    assert page.publisher == "Harbour Office"
    assert page.retrieval is not None
    assert page.retrieval.headers == FETCHED
    assert manifest.today == case.situation().today
    assert manifest.stamp == case.situation().stamp


def test_the_same_articles_give_the_same_bundle_but_for_the_log(good: Path, tmp_path: Path) -> None:
    """Only case.db, whose log has times, may differ, and so its hash in the manifest with the seal."""
    make_case(tmp_path).bundle(tmp_path / "again.zip")
    one, other = files_of(good), files_of(tmp_path / "again.zip")
    assert one.keys() == other.keys()
    assert {n for n in one if one[n] != other[n]} <= {"case.db", "manifest.json"}
    first, second = (msgspec.json.decode(f["manifest.json"]) for f in (one, other))
    for manifest in (first, second):
        manifest["files"].pop("case.db")
        manifest.pop("seal")
    assert first == second


def test_the_same_case_gives_the_same_bytes(good: Path, case: crosscurrents.Case, tmp_path: Path) -> None:
    before = case.path.read_bytes()
    case.bundle(tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == good.read_bytes()
    assert case.path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [tmp_path / "again.zip"]


def test_a_changed_byte_in_any_file_is_found(good: Path, tmp_path: Path) -> None:
    """Once as a damaged zip, whose own sum does not fit, and once packed anew around the changed file."""
    data, files = good.read_bytes(), files_of(good)
    with zipfile.ZipFile(good) as archive:
        starts = {i.filename: i.header_offset + 30 + len(i.filename) for i in archive.infolist()}
    for name, content in files.items():
        middle = len(content) // 2
        damaged = tmp_path / "damaged.zip"
        at = starts[name] + middle
        damaged.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        other = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        for path in (damaged, pack(tmp_path / "packed.zip", {**files, name: other})):
            try:
                report = verify(path)
            except FormatError as error:
                assert name == "manifest.json", error
            else:
                assert not report.ok, name
                assert name in faults(report) or name == "manifest.json"


def test_a_changed_byte_between_the_files_is_found(good: Path, tmp_path: Path) -> None:
    """Headers and table of contents: bytes of which the files themselves know nothing."""
    data, path = good.read_bytes(), tmp_path / "b.zip"
    with zipfile.ZipFile(good) as archive:
        header, contents = archive.infolist()[3].header_offset, archive.start_dir
    for at in (*range(header, header + 30), *range(contents, contents + 46), *range(len(data) - 22, len(data))):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        try:
            assert not _bytewise(path), at
        except FormatError:
            continue


def _bytewise(path: Path) -> bool:
    """Whether the check of the zip itself passes, without what `verify` does after it."""
    from crosscurrents.export.opening import opened
    from crosscurrents.verify import _zip

    with opened(path) as bundle:
        return _zip(bundle).verdict == "good"


def test_bytes_before_and_after_are_found(good: Path, tmp_path: Path) -> None:
    path, data = tmp_path / "b.zip", good.read_bytes()
    path.write_bytes(b"x" + data)
    assert verdicts(verify(path))["zip"] == "failed"
    for more in (data + b"x", data[:-2] + b"\x01\x00x", data[:-1]):
        path.write_bytes(more)
        with pytest.raises(FormatError, match="does not end"):
            verify(path)


def test_a_file_that_the_manifest_does_not_name_or_that_is_gone(good: Path, tmp_path: Path) -> None:
    files = files_of(good)
    for name in ("../../outside.txt", "notes.txt", "originals/" + "0" * 64 + ".txt"):
        report = verify(pack(tmp_path / "b.zip", {**files, name: b"x"}))
        assert not report.ok
        assert verdicts(report)["files"] == "failed"
        assert name in faults(report)
    assert not (tmp_path.parent / "outside.txt").exists()
    text = next(n for n in files if n.startswith("texts/"))
    for gone in (text, "case.db", "README.txt"):
        report = verify(pack(tmp_path / "b.zip", {n: d for n, d in files.items() if n != gone}))
        assert verdicts(report)["files"] == "failed"
        assert verdicts(report)["export"] == "not checked"


def test_a_name_that_no_bundle_has_is_no_file_of_one(good: Path, tmp_path: Path) -> None:
    report = verify(forge(tmp_path / "b.zip", {**files_of(good), "../evil.db": b"x"}))
    assert verdicts(report)["files"] == "failed"
    assert "no bundle has a file of this name" in faults(report)


def test_a_forged_text_fits_neither_its_id_nor_its_original(good: Path, tmp_path: Path) -> None:
    """A forger who changes a text and all hashes is found by the id, the quotes, the original and the case."""
    files = files_of(good)
    manifest = msgspec.json.decode(files["manifest.json"], type=form.Manifest)
    target = next(d for d in manifest.documents if d.name == "wire.txt")
    data = files[form.text_file(target.id)].replace(b"12 people", b"92 people")

    def change(manifest: Any) -> Any:
        for entry in manifest["documents"]:
            if entry["id"] == target.id:
                entry["text"]["sha256"] = hashlib.sha256(data).hexdigest()
        return manifest

    report = verify(forge(tmp_path / "b.zip", {**files, form.text_file(target.id): data}, change))
    assert not report.ok
    bad = {n for n, v in verdicts(report).items() if v == "failed"}
    assert bad == {"texts", "quotes", "read again", "case"}
    assert "wire.txt: its original gives another text" in faults(report)


def test_a_forged_original_gives_another_text(good: Path, tmp_path: Path) -> None:
    files = files_of(good)
    manifest = msgspec.json.decode(files["manifest.json"], type=form.Manifest)
    target = next(d for d in manifest.documents if d.name == "wire.txt")
    data = files.pop(target.original.file).replace(b"12 people", b"92 people")
    sha256 = hashlib.sha256(data).hexdigest()

    def change(manifest: Any) -> Any:
        for entry in manifest["documents"]:
            if entry["id"] == target.id:
                entry["original"] |= {"sha256": sha256, "file": f"originals/{sha256}.txt"}
        return manifest

    report = verify(forge(tmp_path / "b.zip", {**files, f"originals/{sha256}.txt": data}, change))
    assert {n for n, v in verdicts(report).items() if v == "failed"} == {"read again", "case"}


def test_a_forged_quote_and_a_forged_page_are_found(good: Path, tmp_path: Path) -> None:
    files = files_of(good)
    lines = files["export.jsonl"].splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if b'"quote":"' in line)
    lines[at] = lines[at].replace(b'"quote":"', b'"quote":"Not ', 1)
    forged = {**files, "export.jsonl": b"".join(lines), "brief.html": files["brief.html"] + b"<!-- more -->"}
    report = verify(forge(tmp_path / "b.zip", forged))
    assert {n for n, v in verdicts(report).items() if v == "failed"} == {"quotes", "export"}
    assert f"line {at + 1:,} of export.jsonl" in faults(report)
    assert "brief.html is made differently" in faults(report)


@pytest.mark.parametrize(
    "line", [b"no json\n", b"[" * 20_000 + b"\n", b'{"evidence":[{"document":1,"start":"0","end":[],"quote":2}]}\n']
)
def test_any_line_in_the_export_is_a_fault_and_no_crash(good: Path, tmp_path: Path, line: bytes) -> None:
    files = files_of(good)
    report = verify(forge(tmp_path / "b.zip", {**files, "export.jsonl": files["export.jsonl"] + line}))
    assert verdicts(report)["quotes"] == "failed"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE item SET body = replace(body, 'happened', 'planned')",
        "UPDATE decision SET body = replace(body, 'Harbour', 'Airport')",
        "UPDATE retrieval SET body = replace(body, '200', '404')",
        "UPDATE document SET text = text || '!'",
        "DELETE FROM statement",
        "UPDATE document SET body = '['",
        "CREATE VIEW spy AS SELECT * FROM document",
        "CREATE TRIGGER sentence_spy AFTER UPDATE ON setting BEGIN DELETE FROM document; END",
        "DROP TABLE item",
        "PRAGMA user_version = 0",
    ],
)
def test_a_forged_case_is_found(good: Path, tmp_path: Path, statement: str) -> None:
    files = files_of(good)
    path = tmp_path / "case.db"
    path.write_bytes(files["case.db"])
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    report = verify(forge(tmp_path / "b.zip", {**files, "case.db": path.read_bytes()}))
    assert "failed" in (verdicts(report)["case"], verdicts(report)["export"]), faults(report)


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_case_that_is_none_is_a_failed_check(good: Path, tmp_path: Path, data: bytes) -> None:
    report = verify(forge(tmp_path / "b.zip", {**files_of(good), "case.db": data}))
    assert verdicts(report)["case"] == verdicts(report)["export"] == "failed"


def test_a_case_of_a_newer_version_is_told_and_no_failure(good: Path, tmp_path: Path) -> None:
    files = files_of(good)
    path = tmp_path / "case.db"
    path.write_bytes(files["case.db"])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    report = verify(forge(tmp_path / "b.zip", {**files, "case.db": path.read_bytes()}))
    assert report.ok
    assert verdicts(report)["case"] == "differs"


def test_what_another_version_makes_differently_is_told_and_no_failure(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = pipeline.fingerprints()
    monkeypatch.setattr(pipeline, "fingerprints", lambda config: {**found, "version": "9.9"})
    report = verify(good)
    assert report.ok
    assert set(verdicts(report).values()) == {"good"}
    monkeypatch.setattr("crosscurrents.ingest.formats.text.decode", lambda data: data.decode() + " And more.")
    monkeypatch.setattr("crosscurrents.export.jsonl.as_jsonl", lambda records: b"{}\n")
    monkeypatch.setattr("crosscurrents.export.as_jsonl", lambda records: b"{}\n")
    report = verify(good)
    assert report.ok
    assert verdicts(report) | {"read again": "", "export": ""} == verdicts(verify(good)) | {
        "read again": "",
        "export": "",
    }
    assert verdicts(report)["read again"] == verdicts(report)["export"] == "differs"
    assert "wire.txt: re-derived differently by version 9.9" in faults(report)


def test_the_same_program_that_makes_another_text_is_a_failure(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosscurrents.ingest.formats.text.decode", lambda data: data.decode() + " And more.")
    report = verify(good)
    assert not report.ok
    assert verdicts(report)["read again"] == "failed"


def test_an_original_that_trips_its_reader_is_a_fault_and_no_crash(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(*_: object) -> Iterator[None]:
        raise RecursionError

    monkeypatch.setattr("crosscurrents.ingest.formats.lines.read", trip)
    report = verify(good)
    assert verdicts(report)["read again"] == "failed"
    assert "RecursionError" in faults(report)


def test_other_settings_are_another_program(good: Path) -> None:
    assert custody.program(Config()) != custody.program(Config(max_lines=10))
    assert verify(good, config=Config(max_lines=10)).ok


def test_packed_again_by_another_program(good: Path, tmp_path: Path) -> None:
    for how in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = tmp_path / "b.zip"
        with zipfile.ZipFile(path, "w", how) as archive:
            for name, data in files_of(good).items():
                archive.writestr(name, data)
        if how == zipfile.ZIP_STORED:
            report = verify(path)
            assert not report.ok
            assert {n for n, v in verdicts(report).items() if v == "failed"} == {"zip"}
        else:
            with pytest.raises(FormatError, match="packed it again"):
                verify(path)


def test_a_case_changed_by_another_process_meanwhile_gives_one_whole_bundle(
    case: crosscurrents.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.db"
    shutil.copy(case.path, path)
    plain = custody.copy_case

    def late(connection: sqlite3.Connection, target: Path) -> None:
        crosscurrents.open(path).set("wire.txt", {"publisher": "Late Wire"})
        plain(connection, target)

    monkeypatch.setattr(custody, "copy_case", late)
    crosscurrents.open(path).bundle(tmp_path / "b.zip")
    assert verify(tmp_path / "b.zip").ok
    assert b"Late Wire" in files_of(tmp_path / "b.zip")["manifest.json"]


def test_an_original_that_is_damaged_or_gone_makes_no_bundle(case: crosscurrents.Case, tmp_path: Path) -> None:
    for statement, value in (
        ("UPDATE original SET data = ?", zlib.compress(b"other")),
        ("UPDATE original SET data = ?", b"no zlib"),
        ("DELETE FROM original WHERE data != ?", b""),
    ):
        path = tmp_path / "case.db"
        shutil.copy(case.path, path)
        with open_case(path, write=True) as connection:
            connection.execute(statement, (value,))
        with pytest.raises(CaseError, match="original"):
            crosscurrents.open(path).bundle(tmp_path / "b.zip")
        with pytest.raises(CaseError, match="original"):
            crosscurrents.open(path).check()
        assert sorted(p.name for p in tmp_path.iterdir()) == ["case.db"]


def test_doctor_counts_the_originals(case: crosscurrents.Case) -> None:
    assert case.check().endswith("7 originals as they came")
    with open_case(case.path) as connection:
        kept = list(document_rows.originals(connection))
    assert [sha256 for sha256, _ in kept] == sorted(hashlib.sha256(data).hexdigest() for _, data in kept)
    assert len(kept) == 7


def test_where_nothing_can_be_written(case: crosscurrents.Case, tmp_path: Path) -> None:
    for target in (tmp_path / "none" / "b.zip", tmp_path):
        with pytest.raises(UsageError, match="cannot be written"):
            case.bundle(target)


def test_two_formats_of_the_same_bytes_are_one_original(tmp_path: Path) -> None:
    desk = write_articles(tmp_path / "desk", ("wire.txt",))
    shutil.copy(desk / "wire.txt", desk / "wire.md")
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([desk])
    case.bundle(tmp_path / "b.zip")
    originals = [n for n in files_of(tmp_path / "b.zip") if n.startswith("originals/")]
    assert [n[-3:] for n in originals] == [".md"]
    assert verify(tmp_path / "b.zip").ok


def test_ids_follow_from_text_and_locator(good: Path) -> None:
    files = files_of(good)
    manifest = msgspec.json.decode(files["manifest.json"], type=form.Manifest)
    assert [d.id for d in manifest.documents] == [
        document_id(files[form.text_file(d.id)].decode(), d.locator) for d in manifest.documents
    ]


def test_parts_of_a_file_and_a_table_with_a_mapping_are_read_again(tmp_path: Path) -> None:
    """What is left of a mailbox is a message without its first line, and of a table not the mapping beside it."""
    desk = tmp_path / "desk"
    desk.mkdir()
    head = "From: Desk {n} <d@a.example>\nMessage-ID: <m{n}@a.example>\nDate: Mon, 24 Mar 2025 10:00:00 +0000\n"
    body = ">From the pass we hear that soldiers closed road {n} on Monday.\n\nThe elders of Kerin will meet again.\n\n"
    letters = ("From d@a.example Mon Mar 24 10:00:00 2025\n" + head + "\n" + body).replace("{n}", "1")
    (desk / "box.mbox").write_text(letters + letters.replace("1", "2"), encoding="utf-8")
    (desk / "acts.csv").write_text("when,kind,who,whom\n2025-03-01,clash,Hill Front,Kerin Army\n", encoding="utf-8")
    mapping = "title: Acts\ncolumns: {date: when, type: kind, source: who, target: whom}\ntypes: {clash: ASSAULT}\n"
    (desk / "acts.coding.yaml").write_text(mapping, encoding="utf-8")
    case = crosscurrents.open(tmp_path / "case.db")
    assert not case.read([desk], workers=1).errors
    assert any(d.text.startswith("From the pass") for d in case.documents())
    case.bundle(tmp_path / "b.zip")
    report = verify(tmp_path / "b.zip")
    assert {c.name: c.count for c in report.checks}["read again"] == 3
    assert report.ok, faults(report)
