"""Files are found in any order of arguments, under frozen locators, and a fault in one stops no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.gathering import Skipped, gather
from crosscurrents.ingest.media import HTML, JSON, JSONL, MAIL, MBOX, MHTML, TEXT, sniff
from crosscurrents.ingest.pieces import Incoming


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "case"
    (root / "deep" / "er").mkdir(parents=True)
    (root / "b.txt").write_text("Second text.")
    (root / "a.md").write_text("First text.")
    (root / "deep" / "er" / "c.html").write_text("<p>Third text.</p>")
    (root / ".hidden.txt").write_text("no")
    (root / "table.xyz").write_text("no")
    (root / "README.md").write_text("no")
    return root


def locators(*paths: Path) -> list[str]:
    return [i.locator for i in gather([str(p) for p in paths]) if isinstance(i, Incoming)]


def test_folder_is_walked_sorted_with_its_base_name(folder: Path) -> None:
    assert locators(folder) == ["case/a.md", "case/b.txt", "case/deep/er/c.html"]


def test_what_is_not_read_has_a_reason(folder: Path) -> None:
    reasons = {s.locator: s.reason for s in gather([str(folder)]) if isinstance(s, Skipped)}
    assert reasons == {
        "case/.hidden.txt": "hidden",
        "case/table.xyz": "unknown format .xyz",
        "case/README.md": "a note about the folder",
    }


def test_file_given_directly_has_its_parent_in_the_locator(folder: Path) -> None:
    assert locators(folder / "b.txt") == ["case/b.txt"]
    (incoming,) = gather([str(folder / "b.txt")])
    assert isinstance(incoming, Incoming)
    assert (incoming.name, incoming.data, incoming.media) == ("b.txt", b"Second text.", TEXT)


def test_order_of_arguments_does_not_matter_and_a_file_is_read_once(folder: Path) -> None:
    inner = folder / "deep" / "er" / "c.html"
    assert locators(folder, inner) == locators(inner, folder) == ["case/a.md", "case/b.txt", "case/deep/er/c.html"]


def test_relative_paths_and_dots_give_the_same_locator(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert [i.locator for i in gather(["."]) if isinstance(i, Incoming)] == locators(folder)


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "deep" / "loop").symlink_to(folder)
    assert locators(folder) == ["case/a.md", "case/b.txt", "case/deep/er/c.html"]


def test_faults_are_reported_and_the_batch_goes_on(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    found = list(gather([str(folder / "none.txt"), str(folder), str(folder / "table.xyz"), "bad\x00name"]))
    faults = [f for f in found if isinstance(f, InputError)]
    assert len(faults) == 4
    assert any(isinstance(f, FormatError) and f.hint for f in faults)
    assert any("no such file" in f.message for f in faults)
    assert any("regular" in f.message and f.file == "case/pipe.txt" for f in faults)
    assert sum(isinstance(f, Incoming) for f in found) == 3


def test_large_files_are_refused_before_they_are_read(folder: Path) -> None:
    (fault,) = gather([str(folder / "b.txt")], config=Config(max_file_bytes=5))
    assert isinstance(fault, InputError) and "too large" in fault.message


def test_two_files_with_one_locator_are_not_mixed_up(tmp_path: Path) -> None:
    paths = []
    for parent in ("x", "y"):
        (tmp_path / parent / "news").mkdir(parents=True)
        paths.append(tmp_path / parent / "news" / "a.txt")
        paths[-1].write_text(f"Text of {parent}.")
    first, second = gather([str(p) for p in paths])
    assert isinstance(first, Incoming) and first.data == b"Text of x."
    assert isinstance(second, InputError) and second.file == "news/a.txt"


def test_standard_input_is_named_by_its_content() -> None:
    (incoming,) = gather(["-"], stdin=b"Some text.")
    assert isinstance(incoming, Incoming)
    assert incoming.locator.startswith("-#") and len(incoming.locator) == 18
    assert incoming.name == "stdin.txt"
    (fault,) = gather(["-"], stdin=b"  \n")
    assert isinstance(fault, InputError)


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", HTML),
        (b'{"id": 1, "text": "x"}\n{"id": 2}', JSONL),
        (b"{not json", TEXT),
        (b"Plain words", TEXT),
    ],
)
def test_unnamed_bytes_are_told_by_their_form(data: bytes, media: str) -> None:
    assert sniff(data) == media


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"Received: from a\n\tby b\nSubject: s\n\nText", MAIL),
        (b"DKIM-Signature: v=1;\r\n\tb=x\r\nMIME-Version: 1.0\r\n\r\nText", MAIL),
        (b"From a@b.example Tue Mar  4 09:15:00 2025\nMessage-ID: <x>\n\nText", MBOX),
        (b"From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example\nMIME-Version: 1.0\n\n", MHTML),
        (b"Subject: a vote\nDate: 3 March 2025\n\nText", TEXT),
        (b'{\n "messages": []}', JSON),
        (b'{"messages": []}', JSON),
        (b'{"id": 1, "text": "x"}', JSONL),
        (b'[\n{"text": "x"}]', JSON),
        (b"[Translated] Plain words", TEXT),
    ],
)
def test_messages_and_json_without_a_name(data: bytes, media: str) -> None:
    assert sniff(data) == media


def test_names_are_shown_without_what_breaks_or_turns_a_line(tmp_path: Path) -> None:
    names = (b"a\nb.txt", b"c\x1b[2Jd.txt", "e\u202ef.txt".encode(), b"g\xff.txt", "h\u200ci.txt".encode())
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text("Text.")
    found = locators(tmp_path)
    assert [locator.rpartition("/")[2] for locator in found] == [
        "a\ufffdb.txt", "c\ufffd[2Jd.txt", "e\ufffdf.txt", "g\ufffd.txt", "h\u200ci.txt",
    ]  # fmt: skip


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs devices")
def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zeros.txt").symlink_to("/dev/zero")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    errors = [e for e in gather([str(tmp_path)]) if isinstance(e, InputError)]
    assert [e.message for e in errors] == [
        "the file cannot be read: No such file or directory",
        "this is not a regular file",
        "this is not a regular file",
    ]
    assert all(e.hint for e in errors)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_a_file_whose_size_is_not_known_before_is_read_to_its_end_or_limit(tmp_path: Path) -> None:
    (tmp_path / "status.txt").symlink_to("/proc/self/status")  # its size is said to be 0
    (incoming,) = gather([str(tmp_path)])
    assert isinstance(incoming, Incoming) and b"VmPeak" in incoming.data
    (error,) = gather([str(tmp_path)], config=Config(max_file_bytes=100))
    assert isinstance(error, InputError) and "too large" in error.message
