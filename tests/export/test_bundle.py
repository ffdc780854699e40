"""A bundle as a file: what is in it, that it is the same twice, and that its manifest is sealed."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import msgspec
import pytest

from crosscurrents.export import bundle
from crosscurrents.records.custody import Retrieval
from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.document import Document, Original
from crosscurrents.records.identity import document_id

TEXT = "Die Fähre fährt wieder. The ferry runs."
FETCHED = Retrieval("https://a.example/", "https://a.example/1", (), 200, "2025-03-01T10:00:00Z", {"etag": "x"})
PROGRAM = bundle.Program("9.9", "f" * 16, "a" * 16)


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def document() -> Document:
    original = Original(sha(TEXT.encode()), len(TEXT.encode()), "text/plain")
    return Document(
        id=document_id(TEXT, "desk/a.txt"),
        locator="desk/a.txt",
        name="a.txt",
        text=TEXT,
        original=original,
        media="text/plain",
        title="Ferry",
    )


def members(tmp_path: Path, case: bytes = b"a case") -> list[bundle.Member]:
    path = tmp_path / "case.db"
    path.write_bytes(case)
    found = document()
    file = bundle.original_file(found.original.sha256, "txt")
    return bundle.members_of(
        [bundle.entry(found, date=day("2025-03-01", "stated"), retrieval=FETCHED, file=file)],
        program=PROGRAM,
        stamp="s",
        today=None,
        originals=[bundle.of_bytes(file, TEXT.encode())],
        texts={found.id: TEXT},
        export=b'{"id":"x"}\n',
        page="<!doctype html>",
        case=path,
    )


def packed(found: list[bundle.Member]) -> bytes:
    out = io.BytesIO()
    bundle.pack(found, out)
    return out.getvalue()


def test_the_files_of_a_bundle_and_what_the_manifest_says_of_them(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(members(tmp_path)))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    hashed = sha(TEXT.encode())
    text = f"texts/{document().id}.txt"
    assert names == sorted(
        ["README.txt", "brief.html", "case.db", "export.jsonl", "manifest.json", f"originals/{hashed}.txt", text]
    )
    assert all(bundle.NAMES.fullmatch(name) for name in names)
    assert files[text] == TEXT.encode()
    manifest = json.loads(files["manifest.json"])
    assert manifest["files"] == {n: sha(files[n]) for n in names if n != "manifest.json"}
    (entry,) = manifest["documents"]
    assert entry["text"] == {"sha256": hashed, "characters": len(TEXT)}
    assert entry["original"] == {
        "sha256": hashed,
        "bytes": len(TEXT.encode()),
        "media_type": "text/plain",
        "file": f"originals/{hashed}.txt",
    }
    assert entry["retrieval"]["headers"] == {"etag": "x"}
    assert entry["supersedes"] is None
    assert entry["date"]["start"] == "2025-03-01"
    assert manifest["program"] == {"version": "9.9", "fingerprint": "f" * 16, "reader": "a" * 16}
    assert manifest["today"] is None


def test_the_same_files_give_the_same_bytes_and_another_case_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    one, other = packed(members(tmp_path)), packed(members(tmp_path, b"other log"))
    assert one == packed(members(tmp_path))
    first, second = (zipfile.ZipFile(io.BytesIO(data)) for data in (one, other))
    differ = {n for n in first.namelist() if first.read(n) != second.read(n)}
    assert differ == {"case.db", "manifest.json"}


def test_the_readme_is_a_list_that_sha256sum_takes(tmp_path: Path) -> None:
    readme = next(b"".join(m.blocks()) for m in members(tmp_path) if m.name == "README.txt").decode()
    listed = [line.split("  ") for line in readme.splitlines() if bundle.re.match("[0-9a-f]{64}  ", line)]
    sums = {m.name: m.sha256 for m in members(tmp_path)}
    assert {name: value for value, name in listed} == {
        n: s for n, s in sums.items() if n not in {"README.txt", "case.db", "manifest.json"}
    }


def test_a_date_of_which_nothing_is_known_is_null() -> None:
    nothing = DateRange(None, None, "open", "none")
    assert bundle.entry(document(), date=nothing, retrieval=None, file="x").date is None


def test_every_changed_byte_of_the_manifest_breaks_its_seal(tmp_path: Path) -> None:
    data = next(b"".join(m.blocks()) for m in members(tmp_path) if m.name == "manifest.json")
    assert bundle.is_sealed(data)
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            assert not bundle.is_sealed(changed)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue


@pytest.mark.parametrize("laid_out", [b" %b", b"%b\n"])
def test_a_manifest_that_was_laid_out_anew_is_not_as_written(tmp_path: Path, laid_out: bytes) -> None:
    data = next(b"".join(m.blocks()) for m in members(tmp_path) if m.name == "manifest.json")
    assert not bundle.is_sealed(laid_out % data)


def test_a_large_file_goes_block_by_block(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"ab" * bundle.BLOCK)
    member = bundle.of_file("case.db", path)
    assert [len(b) for b in member.blocks()] == [bundle.BLOCK, bundle.BLOCK]
    assert (member.size, member.sha256) == (2 * bundle.BLOCK, sha(b"ab" * bundle.BLOCK))
