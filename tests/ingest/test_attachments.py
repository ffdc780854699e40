"""A library's attachments are read with what it says of them, once, and never from outside of its folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crosscurrents.errors import InputError
from crosscurrents.ingest.gathering import gather
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Skipped
from crosscurrents.records.custody import Arrived

TEXT = "The harbour council put off the vote on the port guards until the spring, its head said after a third meeting."
ENTRY = "TY  - NEWS\nTI  - {}\nT2  - Harbour Post\nDA  - 2025/05/02/\nL1  - {}\nER  - \n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of Zotero: the library and its files."""
    root = tmp_path / "My Library"
    for number, name in (("12", "vote.txt"), ("13", "zwei Wörter.txt"), ("14", "free.txt")):
        (root / "files" / number).mkdir(parents=True)
        (root / "files" / number / name).write_text(f"{TEXT} {number}.")
    written = ("files/12/vote.txt", "files/13/zwei%20W%C3%B6rter.txt", "files/99/gone.pdf")
    entries = [ENTRY.format(f"Title {n}", path) for n, path in enumerate(written)]
    (root / "My Library.ris").write_text("\n".join(entries))
    return root


def gathered(*paths: Path) -> tuple[dict[str, Incoming], list[Skipped], list[InputError]]:
    found = list(gather([str(p) for p in paths]))
    return (
        {f.locator: f for f in found if isinstance(f, Incoming)},
        [f for f in found if isinstance(f, Skipped)],
        [f for f in found if isinstance(f, InputError)],
    )


def test_attachments_are_found_from_the_file_and_from_the_folder(folder: Path) -> None:
    from_file, left, faults = gathered(folder / "My Library.ris")
    assert list(from_file) == [
        "My Library/My Library.ris",
        "My Library/files/12/vote.txt",
        "My Library/files/13/zwei Wörter.txt",
    ]
    assert from_file["My Library/files/12/vote.txt"].said == {
        "title": "Title 0",
        "publisher": "Harbour Post",
        "date": "2025-05-02",
    }
    assert from_file["My Library/My Library.ris"].attached == {"files/12/vote.txt", "files/13/zwei%20W%C3%B6rter.txt"}
    assert [s.reason for s in left] == ["1 attachment is not there"] and faults == []
    from_folder, _, _ = gathered(folder)
    assert set(from_folder) == {*from_file, "My Library/files/14/free.txt"}
    assert all(from_folder[k] == from_file[k] or k.endswith(".ris") for k in from_file)
    assert from_folder["My Library/files/14/free.txt"].said == {}


def test_the_one_with_metadata_wins_in_any_order(folder: Path) -> None:
    inner = folder / "files" / "12" / "vote.txt"
    for paths in ((folder, inner), (inner, folder), (inner, folder / "My Library.ris")):
        found, _, _ = gathered(*paths)
        (locator,) = [k for k in found if k.endswith("vote.txt")]
        assert locator == "My Library/files/12/vote.txt"
        assert found[locator].said["publisher"] == "Harbour Post"


def test_the_document_says_what_the_library_says(folder: Path) -> None:
    found, _, _ = gathered(folder / "My Library.ris")
    (made,) = parse(found["My Library/files/12/vote.txt"])
    assert isinstance(made, Arrived)
    document = made.document
    assert (document.title, document.publisher) == ("Title 0", "Harbour Post")
    assert document.date and (document.date.start, document.date.basis) == ("2025-05-02", "metadata")
    assert document.text == f"{TEXT} 12."


def test_nothing_outside_of_the_folder_is_read(folder: Path) -> None:
    outside = folder.parent / "secret.txt"
    outside.write_text("A secret text.")
    (folder / "files" / "link.txt").symlink_to(outside)
    (folder / "files" / "inner.txt").symlink_to(folder / "files" / "14" / "free.txt")
    paths = [
        "../secret.txt",
        "files/../../secret.txt",
        str(outside),
        f"file://{outside}",
        "C:\\texts\\secret.txt",
        "\\\\host\\share\\secret.txt",
        "..%2Fsecret.txt",
        "files/link.txt",
    ]
    good = ["files/inner.txt", "files\\12\\vote.txt", "https://post.example/a.pdf", "files/a\x00b.txt", "a" * 5_000]
    (folder / "lib.ris").write_text("\n".join(ENTRY.format("T", path) for path in [*paths, *good]))
    found, _, faults = gathered(folder / "lib.ris")
    assert set(found) == {"My Library/lib.ris", "My Library/files/inner.txt", "My Library/files/12/vote.txt"}
    (fault,) = faults
    assert fault.message == "an attachment lies outside of the library's folder: ../secret.txt and 7 more"
    assert fault.file == "My Library/lib.ris" and fault.hint


def test_a_json_library(folder: Path) -> None:
    items = [{"id": "1", "type": "report", "title": "A report", "attachments": [{"path": "files/14/free.txt"}]}]
    (folder / "lib.json").write_text(json.dumps(items))
    found, _, _ = gathered(folder / "lib.json")
    assert found["My Library/files/14/free.txt"].said == {"title": "A report"}


def test_a_broken_library_is_reported_once(folder: Path) -> None:
    (folder / "My Library.ris").write_bytes(b"\xff\xfe\x00")
    (folder / "other.json").write_text('[{"note": ')
    found, left, faults = gathered(folder)
    assert len(found) == 5 and left == faults == []
    for name in ("My Library.ris", "other.json"):
        (fault,) = parse(found[f"My Library/{name}"])
        assert isinstance(fault, InputError)
