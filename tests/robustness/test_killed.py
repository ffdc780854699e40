"""A read that is killed at any moment leaves a case that a second read makes whole: the same bytes as undisturbed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.cases import good
from tests.robustness.good_files import good_files
from tests.robustness.killed import Loaded, exported, read_again

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")
KILLS = 6
LONGEST = 1.0  # seconds that the read of these few files takes at most


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = good(tmp_path_factory.mktemp("killed") / "desk")
    for ending in ("jsonl", "html"):  # few enough to be read in one process
        (folder / f"other.{ending}").write_bytes(good_files()[ending])
    return folder


@pytest.fixture(scope="module")
def loaded() -> Iterator[Loaded]:
    running = Loaded()
    yield running
    running.close()


@pytest.fixture(scope="module")
def wanted(desk: Path, loaded: Loaded, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of a read that nobody disturbs."""
    case = tmp_path_factory.mktemp("whole") / "case.db"
    assert loaded.kill(desk, case, 60.0)
    return exported(case)


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_kill_amid_a_read_and_a_second_read(
    desk: Path, loaded: Loaded, wanted: bytes, tmp_path: Path, seed: int
) -> None:
    seconds = random.Random(seed).uniform(0.0, LONGEST)
    ended = loaded.kill(desk, tmp_path / "case.db", seconds)
    assert read_again(desk, tmp_path / "case.db", wanted, seconds, had_ended=ended).fault == ""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to look for processes")
def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    (tmp_path / "sleeper.py").write_text(
        "import os, time\n"
        "from crosscurrents.runner import run\n"
        "def sleep(number):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(120 * number)\n"
        "if __name__ == '__main__':\n"
        "    list(run(sleep, range(3), workers=2))\n"
    )
    with subprocess.Popen([sys.executable, "sleeper.py"], cwd=tmp_path, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        workers = {int(parent.stdout.readline()) for _ in range(3)}
        parent.kill()
    until = time.monotonic() + 20
    while alive := [pid for pid in workers if _runs(pid)]:
        assert time.monotonic() < until, f"still running: {alive}"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False
