"""A case in hard times: a full disk, rights that are missing, two writers, damage, a killed writer.

Each gives one clear line, and what was stored before is as good as before. Reading is real; the reader is replaced by
one that finds nothing, which makes no difference to the store.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import crosscurrents
from crosscurrents import pipeline
from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import CaseError
from crosscurrents.export import as_jsonl
from crosscurrents.records.document import Document
from crosscurrents.records.statement import Reading
from crosscurrents.store import connection as cases
from crosscurrents.store import schema
from tests.hostile.asking import ROOT, Child
from tests.hostile.cases import good
from tests.ingest.formats.papers import article


def nothing(document: Document, config: Config = DEFAULT) -> Reading:
    """A reading that finds nothing, in no time."""
    return Reading(document.id, pipeline.reader_key(document, config), (), (), ())


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_document", nothing)


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    running = Child(bare=True)
    yield running
    running.close()


def desk(folder: Path, count: int, name: str = "desk") -> Path:
    """A folder of so many different articles."""
    made = folder / name
    made.mkdir()
    for number in range(count):
        text = "\n\n".join([f"Report {number} of {name}", *article(3), f"It was report {number} of {name}."])
        (made / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return made


def exported(case: Path) -> bytes:
    return as_jsonl(crosscurrents.open(case).export())


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with three documents."""
    path = tmp_path / "case.db"
    crosscurrents.open(path).read([desk(tmp_path, 3, "first")], workers=1)
    return path


def refused(case: Path, folder: Path) -> CaseError:
    """The error that reading a folder into a case ends with."""
    with pytest.raises(CaseError) as caught:
        crosscurrents.open(case).read([folder], workers=1)
    assert caught.value.file == str(case)
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return caught.value


# ---- no room
def test_a_full_disk_as_the_database_sees_it(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, connect = exported(case), cases._connect

    def small(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        return connection

    more = desk(tmp_path, 20, "more")
    with monkeypatch.context() as patch:
        patch.setattr(cases, "_connect", small)
        assert refused(case, more).message == "the disk is full"
    crosscurrents.open(case).check()
    assert is_continued(case, before, more)


def test_a_file_that_must_not_grow(case: Path, tmp_path: Path) -> None:
    before, more = exported(case), desk(tmp_path, 20, "more")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (case.stat().st_size + 10_000, hard))
    try:
        assert refused(case, more).message == "the disk does not take or give the data"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    crosscurrents.open(case).check()
    assert is_continued(case, before, more)


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "none", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        small, more = disk / "case.db", desk(tmp_path, 40, "more")
        crosscurrents.open(small).read([desk(tmp_path, 2, "first")], workers=1)
        shutil.copy(small, tmp_path / "before.db")
        assert refused(small, more).message in ("the disk is full", "the disk does not take or give the data")
        crosscurrents.open(small).check()
        for path in disk.iterdir():  # the file with what it has not folded back yet
            shutil.copy(path, tmp_path / path.name)
    finally:
        subprocess.run(["umount", disk], check=True)
    assert is_continued(tmp_path / "case.db", exported(tmp_path / "before.db"), more)


def is_continued(case: Path, before: bytes, more: Path) -> bool:
    """Whether nothing of a case is lost: its rows, without what came after them, and all of it after another read."""
    names = {p.name for p in more.iterdir()}
    for document in crosscurrents.open(case).documents():
        if document.locator.startswith(f"{more.name}/"):
            crosscurrents.open(case).remove(document.id)
    kept = exported(case) == before
    crosscurrents.open(case).read([more], workers=1)
    return kept and names <= {d.locator.rpartition("/")[2] for d in crosscurrents.open(case).documents()}


# ---- no right
def test_a_case_in_a_folder_that_must_not_be_changed(child: Child, case: Path, tmp_path: Path) -> None:
    folder, before = good(tmp_path / "more"), case.read_bytes()
    case.chmod(0o444)
    tmp_path.chmod(0o555)
    told = child.read([str(folder)], case)
    shown = child.ask(["list", str(case)], case)
    fresh = child.read([str(folder)], tmp_path / "new.db")
    tmp_path.chmod(0o755)
    if not child.rights:
        pytest.skip("rights do not count for this user")
    for one, path in ((told, case), (fresh, tmp_path / "new.db")):
        hint = "(check the rights of the file and its folder)"
        assert (one["status"], one["err"]) == (1, f"crosscurrents: {path}: cannot be written {hint}\n")
    assert (shown["status"], shown["err"]) == (0, "")  # looking needs no right to write
    assert case.read_bytes() == before


def test_a_case_that_cannot_be_reached(child: Child, tmp_path: Path) -> None:
    locked, folder = tmp_path / "locked", good(tmp_path / "more")
    locked.mkdir()
    shutil.copy(folder / "wire.txt", locked / "case.db")
    locked.chmod(0)
    told = child.read([str(folder)], locked / "case.db")
    locked.chmod(0o755)
    if not child.rights:
        pytest.skip("rights do not count for this user")
    assert told["status"] == 1
    assert (
        told["err"] == f"crosscurrents: {locked / 'case.db'}: cannot be reached: Permission denied (check the path)\n"
    )
    assert "File name too long" in child.read([str(folder)], tmp_path / ("x" * 300 + ".db"))["err"]


# ---- two at once
WRITER = """
import sys
sys.path.insert(0, {root!r})
import crosscurrents
from crosscurrents import pipeline
from tests.store.test_hardship import nothing
pipeline.read_document = nothing
sys.stdin.readline()
crosscurrents.open(sys.argv[1]).read(sys.argv[2:], workers=1)
"""


def writer(case: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A process that reads a folder into a case as soon as it gets a line."""
    command = [sys.executable, "-c", WRITER.format(root=str(ROOT)), str(case), str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("is_new", [True, False])
def test_two_writers_at_once_lose_nothing(tmp_path: Path, is_new: bool) -> None:
    case, folders = tmp_path / "case.db", [desk(tmp_path, 12, name) for name in ("one", "two", "three")]
    if not is_new:
        crosscurrents.open(case).read([folders[2] / "000.txt"], workers=1)
    running = [writer(case, folder) for folder in folders]
    for one in running:
        assert one.stdin
        one.stdin.write(b"go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=120)[1] for one in running]
    assert [(one.returncode, err) for one, err in zip(running, said, strict=True)] == [(0, b"")] * 3
    crosscurrents.open(tmp_path / "alone.db").read(folders, workers=1)
    assert exported(case) == exported(tmp_path / "alone.db")
    crosscurrents.open(case).check()
    assert [p.name for p in tmp_path.glob("case.db*")] == ["case.db"]


def test_a_writer_that_waits_in_vain_is_told_so(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "BUSY_SECONDS", 0.05)
    with cases.open_case(case, write=True) as first:
        first.execute("BEGIN IMMEDIATE")
        assert refused(case, desk(tmp_path, 1)).message == "another process is writing to it"


# ---- files that are not what they were
def test_a_case_of_a_newer_version_is_left_as_it_is(case: Path, tmp_path: Path) -> None:
    with sqlite3.connect(case) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.close()
    before = case.read_bytes()
    error = refused(case, desk(tmp_path, 1))
    assert "update" in (error.hint or "")
    assert case.read_bytes() == before


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The bytes of a case with one thing wrong: cut short, a page changed, emptied or swapped, or some bits."""
    page = 4096 * rng.randrange(1, len(data) // 4096)
    other = 4096 * rng.randrange(1, len(data) // 4096)
    whole = bytearray(data)
    how = rng.randrange(5)
    if how == 0:
        return data[: rng.randrange(len(data))]
    if how == 1:
        whole[page : page + 4096] = bytes(255 - byte for byte in data[page : page + 4096])
    elif how == 2:
        whole[page : page + 4096] = bytes(4096)
    elif how == 3:
        whole[page : page + 4096], whole[other : other + 4096] = data[other : other + 4096], data[page : page + 4096]
    else:
        for _ in range(20):
            whole[rng.randrange(100, len(data))] ^= 1 << rng.randrange(8)
    return bytes(whole)


def test_a_damaged_case_is_named_and_left_as_it_is(case: Path, tmp_path: Path) -> None:
    data, broken = case.read_bytes(), tmp_path / "broken.db"
    verbs: list[Any] = [lambda c: c.export(), lambda c: c.brief(), lambda c: c.status(), lambda c: c.check()]
    found = 0
    for seed in range(100):
        whole = damaged(data, random.Random(seed))
        for verb in verbs:
            broken.write_bytes(whole)
            try:
                verb(crosscurrents.open(broken))  # what can be made anew from the documents is no damage
            except CaseError as error:
                assert "\n" not in str(error) and error.hint, seed
                assert broken.read_bytes() == whole, seed
                found += 1
    assert found > 60


def test_what_a_killed_writer_leaves_is_taken_up(case: Path, tmp_path: Path) -> None:
    more = desk(tmp_path, 30, "more")
    killer = (
        "from crosscurrents.store import documents\n"
        "import os, signal\n"
        "add, count = documents.add, [0]\n"
        "def late(*args):\n"
        "    count[0] += 1\n"
        "    told = add(*args)\n"
        "    count[0] < 12 or os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return told\n"
        "documents.add = late\n"
    )
    command = [sys.executable, "-c", killer + WRITER.format(root=str(ROOT)), str(case), str(more)]
    running = subprocess.run(command, input=b"go\n", capture_output=True, check=False)
    assert running.returncode == -signal.SIGKILL
    assert (tmp_path / "case.db-wal").stat().st_size
    assert len(crosscurrents.open(case).documents()) == 3 + 11
    crosscurrents.open(case).read([more], workers=1)
    crosscurrents.open(tmp_path / "alone.db").read([tmp_path / "first", more], workers=1)
    assert exported(case) == exported(tmp_path / "alone.db")
    assert [p.name for p in tmp_path.glob("case.db*")] == ["case.db"]


def test_a_case_whose_making_was_cut_off_can_still_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, made = tmp_path / "case.db", schema._statements
    for stop in (1, 5, 12):

        def cut_off(script: str, stop: int = stop) -> Iterator[str]:
            for number, statement in enumerate(made(script)):
                if number == stop:
                    raise KeyboardInterrupt
                yield statement

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(schema, "_statements", cut_off)
            with cases.open_case(path, create=True):
                pass
        with cases.open_case(path, create=True) as connection:
            assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        path.unlink()
        assert os.listdir(tmp_path) == []  # noqa: PTH208
