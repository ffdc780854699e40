"""Asking the child process: starts it, gives it up after a time limit, and starts another after a fault."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LONGEST = 60.0  # seconds by the clock; the limit that a case must keep is counted in processor time
ROOT = Path(__file__).resolve().parents[2]


class Child:
    """A process of `tests.hostile.child`; one that died or hung is replaced at the next question.

    One that is `bare` has not loaded the reader.
    """

    def __init__(self, *, bare: bool = False) -> None:
        self._more = ["--bare"] if bare else []
        self._running: subprocess.Popen[bytes] | None = None
        self.rights = False

    def read(self, paths: Sequence[str], case: Path, **more: Any) -> dict[str, Any]:
        """What reading these paths into a case gives."""
        return self.ask(["read", *paths, "--case", str(case), "--workers", "1"], case, **more)

    def ask(self, arguments: Sequence[str], case: Path, **more: Any) -> dict[str, Any]:
        """What a verb with these arguments gives; `good` names the documents that stay when the case is looked at.

        Raises:
            AssertionError: the process died, or has not answered in time.
        """
        running = self._running or self._start()
        asked = {"arguments": list(arguments), "case": str(case), "network": False, "good": [], **more}
        assert running.stdin
        running.stdin.write(json.dumps(asked).encode() + b"\n")
        running.stdin.flush()
        return self._reply(running)

    def close(self) -> None:
        """End the process."""
        if self._running:
            self._running.kill()
            self._running.communicate()
            self._running = None

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.hostile.child", *self._more]
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        self._running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.rights = self._reply(self._running)["rights"]
        return self._running

    def _reply(self, running: subprocess.Popen[bytes]) -> dict[str, Any]:
        assert running.stdout
        ready, _, _ = select.select([running.stdout], [], [], LONGEST)
        line = running.stdout.readline() if ready else b""
        if not line:
            self.close()
            raise AssertionError("the process hung" if not ready else f"the process died ({running.returncode})")
        told: dict[str, Any] = json.loads(line)
        return told
