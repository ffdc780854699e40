"""Bad input beside good: each bad file gives one clear line or is read rightly, and the good ones are never touched.

Whatever a file holds is read as words: no case opens a socket, starts a program or writes outside of the case.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import crosscurrents
from crosscurrents import pipeline
from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import CaseError, InputError
from crosscurrents.ingest import Incoming, gather
from crosscurrents.records.document import Document
from crosscurrents.records.statement import Reading
from tests.hostile.asking import Child
from tests.hostile.cases import CASES, GOOD, PROSE, Case, good, write
from tests.hostile.files import gzip_bomb
from tests.ingest.server import serving

SECONDS, MEGABYTES = 10.0, 1_200  # that a case may take
LOCATORS = [f"desk/{name}" for name in GOOD]
ALONE, TOGETHER = [c for c in CASES if c.alone], [c for c in CASES if not c.alone]
Told = dict[str, Any]


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    running = Child()
    yield running
    running.close()


@pytest.fixture(scope="module")
def once(child: Child, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The export of the two good articles alone."""
    folder = tmp_path_factory.mktemp("once")
    told = child.read([str(good(folder / "desk"))], folder / "case.db", good=LOCATORS)
    assert (told["status"], sorted(told["texts"])) == (0, sorted(LOCATORS))
    return str(told["export"])


@pytest.fixture(scope="module")
def together(child: Child, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """What a folder with all the cases that need none of their own gives."""
    folder = tmp_path_factory.mktemp("together")
    desk = good(folder / "desk")
    for case in TOGETHER:
        write(desk, case)
    yield child.read([str(desk)], folder / "case.db", good=LOCATORS)
    unlock(desk)


def unlock(folder: Path) -> None:
    """Let the folder of a test be taken away again."""
    for path in folder.iterdir():
        if path.name.startswith("locked"):
            path.chmod(0o700)


def is_as_told(case: Case, told: Told) -> None:
    """The line on standard error, or the text in the case, is that of the table."""
    name = "".join(char if char.isprintable() else "\ufffd" for char in case.name)
    locator = f"desk/{os.fsencode(name).decode('utf-8', 'replace')}"
    lines = [line for line in told["err"].splitlines() if line.startswith(f"crosscurrents: {locator}{case.part}")]
    if case.says:
        assert lines, told["err"][:2_000]
        assert case.says in lines[0]
        assert lines[0].endswith(")"), f"what to do is not said: {lines[0]}"
    else:
        assert not lines
        assert not case.holds or case.holds in told["texts"][f"{locator}{case.part}"]


def is_harmless(told: Told, once: str) -> None:
    """The good articles are what they would be alone, and nothing else was done; a line is one line."""
    assert told["status"] in (0, 1), told["err"][:500]
    assert told["did"] == []
    assert told["export"] == once
    assert set(LOCATORS) <= set(told["texts"])
    assert all(line.startswith("crosscurrents: ") for line in told["err"].splitlines())
    assert told["err"].replace("\n", "").isprintable()


@pytest.mark.parametrize("case", TOGETHER, ids=lambda c: ascii(c.name))
def test_each_of_many_bad_files_in_one_folder(case: Case, together: Told, child: Child) -> None:
    if case.name.startswith("locked") and not child.rights:
        pytest.skip("rights do not count for this user")
    is_as_told(case, together)


def test_many_bad_files_leave_the_good_ones_as_they_are(together: Told, once: str) -> None:
    is_harmless(together, once)
    assert together["status"] == 1
    assert together["megabytes"] < MEGABYTES


@pytest.mark.parametrize("case", ALONE, ids=lambda c: c.name)
def test_a_bad_file_beside_two_good_ones(case: Case, child: Child, once: str, tmp_path: Path) -> None:
    desk = good(tmp_path / "desk")
    write(desk, case)
    told = child.read([str(desk)], tmp_path / "case.db", good=LOCATORS)
    shutil.rmtree(desk, ignore_errors=True)  # some hold much
    is_as_told(case, told)
    is_harmless(told, once)
    assert told["status"] == bool(case.says)
    assert told["seconds"] < SECONDS
    assert told["megabytes"] < MEGABYTES


def test_a_bomb_over_http_is_refused(child: Child, once: str, tmp_path: Path) -> None:
    desk = good(tmp_path / "desk")
    with serving() as server:
        address = server.says("/bomb", gzip_bomb(), "text/html", Content_Encoding="gzip")
        told = child.read([str(desk), address], tmp_path / "case.db", good=LOCATORS, network=True)
    assert told["status"] == 1
    assert told["err"].startswith(f"crosscurrents: {address}: the page is too large (")
    is_harmless(told, once)
    assert told["seconds"] < SECONDS


def test_paths_that_name_nothing(child: Child, once: str, tmp_path: Path) -> None:
    desk = good(tmp_path / "desk")
    paths = ["not-there.txt", "x" * 5_000 + ".txt", "y/" * 2_048 + "z.txt", "/dev/zero", "a\0b.txt"]
    told = child.read([str(desk), *paths], tmp_path / "case.db", good=LOCATORS)
    is_harmless(told, once)
    lines = told["err"].splitlines()
    assert (told["status"], len(lines)) == (1, len(paths))
    assert all(line.endswith(")") for line in lines)


def test_one_file_by_several_names(child: Child, once: str, tmp_path: Path) -> None:
    desk = good(tmp_path / "desk")
    odd, copy = desk / "odd.txt", desk / "copy.txt"
    odd.write_text(PROSE, encoding="utf-8")
    copy.write_text(PROSE, encoding="utf-8")
    (desk / "linked.txt").symlink_to("odd.txt")
    told = child.read([str(odd), str(odd), str(desk), f"{desk}/../desk/odd.txt"], tmp_path / "case.db", good=LOCATORS)
    is_harmless(told, once)
    assert told["status"] == 0
    assert len(told["texts"]) == 4  # the file once, by one of its names, and its copy, which is a document of its own


def test_the_case_among_the_files(child: Child, once: str, tmp_path: Path) -> None:
    desk = good(tmp_path / "desk")
    for name in ("case.db", "case.txt"):
        told = child.read([str(desk)], desk / name, good=LOCATORS)
        again = child.read([str(desk)], desk / name, good=LOCATORS)
        is_harmless(again, once)
        assert told["export"] == once
        assert "the file is a SQLite file, not text" in again["err"] or (name == "case.db" and not again["err"])


def test_a_file_that_vanishes_between_listing_and_reading(tmp_path: Path) -> None:
    desk = good(tmp_path / "desk")
    late = desk / "zebra.txt"
    late.write_text(PROSE, encoding="utf-8")
    listed = gather([str(desk)])
    first = next(listed)
    late.unlink()
    *others, error = listed
    assert [one.name for one in (first, *others) if isinstance(one, Incoming)] == sorted(GOOD)
    assert isinstance(error, InputError)
    assert (error.file, bool(error.hint)) == ("desk/zebra.txt", True)


def test_a_text_on_which_the_reader_fails_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(document: Document, config: Config = DEFAULT) -> Reading:
        if document.name == "odd.txt":
            raise RecursionError("too deep\nby far")
        return Reading(document.id, pipeline.reader_key(document, config), (), (), ())

    desk = good(tmp_path / "desk")
    (desk / "odd.txt").write_text(PROSE, encoding="utf-8")
    monkeypatch.setattr(pipeline, "read_document", failing)
    report = crosscurrents.open(tmp_path / "case.db").read([desk], workers=1)
    assert [o.name for o in report.outcomes] == sorted(GOOD)
    assert [(e.file, e.message) for e in report.errors] == [
        ("desk/odd.txt", "the text cannot be read: RecursionError: too deep by far")
    ]
    assert sorted(d.name for d in crosscurrents.open(tmp_path / "case.db").documents()) == sorted(GOOD)


def test_a_document_that_a_new_reader_fails_on_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def empty(document: Document, config: Config = DEFAULT) -> Reading:
        return Reading(document.id, pipeline.reader_key(document, config), (), (), ())

    def failing(document: Document, config: Config = DEFAULT) -> Reading:
        raise ValueError("no such word")

    path, newer = tmp_path / "case.db", Config(event_floor=0.5)
    monkeypatch.setattr(pipeline, "read_document", empty)
    crosscurrents.open(path).read([good(tmp_path / "desk")], workers=1)
    before = crosscurrents.open(path).export()
    monkeypatch.setattr(pipeline, "read_document", failing)
    with pytest.raises(CaseError) as caught:
        crosscurrents.Case(path, config=newer).export()
    assert caught.value.file in LOCATORS
    assert "ValueError: no such word" in caught.value.message
    assert (caught.value.hint or "").startswith("crosscurrents remove CASE ")
    assert crosscurrents.open(path).export() == before


def test_no_two_rows_of_the_table_are_one_file() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
