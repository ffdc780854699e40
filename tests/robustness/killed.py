"""Killing a read at a random moment, reading again, and comparing with a read that nobody disturbed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import crosscurrents
from crosscurrents.errors import CrosscurrentsError
from crosscurrents.export import as_jsonl


class Kill(NamedTuple):
    """A kill: after how many seconds, how many documents the case held then, and what was wrong afterwards."""

    seconds: float
    documents: int
    had_ended: bool
    fault: str


def exported(case: Path) -> bytes:
    """The export of a case as its bytes."""
    return as_jsonl(crosscurrents.open(case).export())


def undisturbed(folder: Path, case: Path) -> tuple[bytes, float]:
    """Read a folder with the command line; the export, and how many seconds that took."""
    began = time.monotonic()
    subprocess.run(command(folder, case), check=True, stdout=subprocess.DEVNULL)
    return exported(case), time.monotonic() - began


def command(folder: Path, case: Path) -> list[str]:
    """The command that reads a folder into a case."""
    return [sys.executable, "-m", "crosscurrents", "read", str(folder), "--case", str(case)]


def kill_and_read_again(folder: Path, case: Path, wanted: bytes, longest: float, seed: int) -> Kill:
    """Kill a read within `longest` seconds of its start, and see what a second read makes of the case."""
    seconds = random.Random(f"kill {seed}").uniform(0.0, longest)
    running = subprocess.Popen(command(folder, case), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    had_ended = running.poll() is not None
    running.kill()
    running.wait()
    return read_again(folder, case, wanted, seconds, had_ended=had_ended)


def read_again(folder: Path, case: Path, wanted: bytes, seconds: float, *, had_ended: bool) -> Kill:
    """Read again after a kill, and compare the export with the one that is wanted."""
    documents = 0
    try:
        documents = len(crosscurrents.open(case).documents()) if case.exists() else 0
        crosscurrents.open(case).read([folder])
        crosscurrents.open(case).check()
        fault = "" if exported(case) == wanted else "the export differs"
    except CrosscurrentsError as error:
        fault = str(error)
    left = sorted(path.name for path in case.parent.iterdir())
    return Kill(seconds, documents, had_ended, fault or ("" if left == [case.name] else f"left behind: {left}"))


class Loaded:
    """A process that has loaded the reader and copies itself for each read, so that a kill hits the read itself."""

    def __init__(self) -> None:
        alone = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # no threads to copy
        self._running = subprocess.Popen(
            [sys.executable, "-m", "tests.robustness.killed"],
            cwd=Path(__file__).resolve().parents[2],
            env=alone,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._answer()

    def kill(self, folder: Path, case: Path, seconds: float) -> bool:
        """Start a read and kill it after so many seconds; whether it had ended by then."""
        assert self._running.stdin
        self._running.stdin.write(json.dumps([str(folder), str(case), seconds]).encode() + b"\n")
        self._running.stdin.flush()
        return bool(self._answer())

    def close(self) -> None:
        """End the process."""
        self._running.kill()
        self._running.communicate()

    def _answer(self) -> object:
        assert self._running.stdout
        return json.loads(self._running.stdout.readline())


def main() -> None:
    """Load the reader, then for each line read in a copy of this process and kill that."""
    from crosscurrents.cli import app
    from crosscurrents.rows import extract_rows

    list(extract_rows([{"id": "1", "text": "Soldiers closed the road to the port on Monday."}], workers=1))
    print("true", flush=True)
    for line in sys.stdin:
        folder, case, seconds = json.loads(line)
        if (process := os.fork()) == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            with suppress(SystemExit):
                app(["read", folder, "--case", case, "--workers", "1"])
            os._exit(0)  # what libraries do at the end is not meant for a copy of their process
        until, ended = time.monotonic() + seconds, 0
        while not ended and time.monotonic() < until:
            time.sleep(0.002)
            ended, _ = os.waitpid(process, os.WNOHANG)
        if not ended:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        print(json.dumps(bool(ended)), flush=True)


if __name__ == "__main__":
    main()
