"""The laws of identity: what must hold whatever the order, the number of processes or the moment of a kill."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import crosscurrents
from crosscurrents.export import as_jsonl
from tests.articles import TEXTS, WIRE, write_articles


def exported(path: Path) -> bytes:
    return as_jsonl(crosscurrents.open(path).export())


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("laws") / "desk")


@pytest.fixture(scope="module")
def once(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of the three articles read in one go: what every other way must give."""
    path = tmp_path_factory.mktemp("once") / "case.db"
    crosscurrents.open(path).read([articles], workers=1)
    return exported(path)


def test_there_is_something_to_compare(once: bytes) -> None:
    kinds = {line.split(b'"record":"')[1].split(b'"')[0] for line in once.splitlines()}
    assert {b"document", b"statement", b"actor", b"event", b"figure"} <= kinds


def test_any_order_of_files(articles: Path, once: bytes, tmp_path: Path) -> None:
    names = sorted(TEXTS)
    for seed in range(3):
        random.Random(seed).shuffle(names)
        case = crosscurrents.open(tmp_path / f"{seed}.db")
        for name in names:
            case.read([articles / name])
        assert exported(tmp_path / f"{seed}.db") == once


def test_reading_twice(articles: Path, once: bytes, tmp_path: Path) -> None:
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([articles])
    again = case.read([articles])
    assert {o.what for o in again.outcomes} == {"unchanged"}
    assert exported(tmp_path / "case.db") == once


def test_two_processes(articles: Path, once: bytes, tmp_path: Path) -> None:
    crosscurrents.open(tmp_path / "case.db").read([articles], workers=2)
    assert exported(tmp_path / "case.db") == once


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_a_random_moment_and_a_second_read(articles: Path, once: bytes, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "case.db"
    command = [sys.executable, "-m", "crosscurrents", "read", str(articles), "--case", str(path)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(random.Random(seed).uniform(0.2, 6.0))
    running.send_signal(signal.SIGKILL)
    running.wait()
    crosscurrents.open(path).read([articles])
    assert exported(path) == once


def test_removing_a_document_restores_the_case_without_it(articles: Path, tmp_path: Path) -> None:
    with_it, without = crosscurrents.open(tmp_path / "a.db"), crosscurrents.open(tmp_path / "b.db")
    with_it.read([articles])
    with_it.remove("daily.txt")
    without.read([articles / "wire.txt", articles / "comment.md"])
    assert exported(tmp_path / "a.db") == exported(tmp_path / "b.db")


def test_setting_a_publisher_changes_no_id(articles: Path, once: bytes, tmp_path: Path) -> None:
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([articles])
    before = {(r["record"], r["id"]) for r in case.export()}
    case.set("wire.txt", {"publisher": "Another Wire (sample)"})
    after = case.export()
    assert {(r["record"], r["id"]) for r in after} == before
    assert any(r.get("publisher") == "Another Wire (sample)" for r in after)


def counts(records: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[int, int]]:
    """Origins of every record that counts them, by what it says (ids may move to a copy's statement)."""
    return {
        (r["record"], r["evidence"][0]["quote"]): (r["independent"], r.get("independent_most", 0))
        for r in records
        if "independent" in r and r.get("evidence")
    }


def test_a_verbatim_copy_changes_no_count(articles: Path, tmp_path: Path) -> None:
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([articles])
    before = counts(case.export())
    copy = tmp_path / "elsewhere" / "copied.txt"
    copy.parent.mkdir()
    copy.write_text(WIRE.replace("Valley Wire (sample)\n", ""), encoding="utf-8")
    case.read([copy])
    after = case.export()
    assert counts(after) == before
    assert any(r["record"] == "reuse" for r in after)


def test_extract_of_shuffled_lines_is_the_shuffled_output() -> None:
    rows = [{"id": str(n), "text": t} for n, t in enumerate(WIRE.split("\n\n")) if t.strip()]
    straight = {r["id"]: r for r in crosscurrents.extract_texts(rows, workers=1)}
    random.Random(7).shuffle(rows)
    shuffled = list(crosscurrents.extract_texts(rows, workers=1))
    assert [r["id"] for r in shuffled] == [r["id"] for r in rows]
    assert {r["id"]: r for r in shuffled} == straight
