"""A process that reads hostile files, under limits, and tells over its standard output what happened.

The reader is loaded once; each line of standard input then gives the arguments of a verb, the case, the good documents
and whether the network may be used, and is answered with a line of JSON. What a file can do at worst (fill the memory,
hang, crash the process) it does here and not in the test's own process.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import json
import os
import resource
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

ROOM = 1_500_000_000  # bytes of address space beyond what the loaded reader takes
NETWORK = ("socket.",)
OTHERS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "webbrowser.", "os.remove")
_A_MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024  # in the units in which the system counts
_DAC_OVERRIDE, _DAC_READ_SEARCH, _VERSION_3 = 1, 2, 0x20080522


def obey_rights() -> bool:
    """Give up what lets root read and write everything, so that rights count for root too; whether they count now."""
    if os.geteuid() != 0:
        return True
    if sys.platform != "linux":
        return False
    header, sets = (ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None)
    if libc.capget(header, sets):
        return False
    for at in (0, 1):  # the effective and the permitted set
        sets[at] &= ~(1 << _DAC_OVERRIDE | 1 << _DAC_READ_SEARCH)
    return libc.capset(header, sets) == 0


def limit_memory() -> None:
    """Allow this process little more address space than it has."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        most = int(pages.read_text().split()[0]) * resource.getpagesize() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


class Watch:
    """What Python reports that the program does to the world; files for a moment's use (libraries make some) aside."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.network = False
        self._temporary = tempfile.gettempdir()
        sys.addaudithook(self._saw)

    def _saw(self, event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(OTHERS) or (event.startswith(NETWORK) and not self.network):
            self.seen.append(f"{event} {args!r}"[:200])
        elif event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
            self.seen += [] if str(args[0]).startswith(self._temporary) else [f"open {args[0]!r} to write"[:200]]


def answer(asked: dict[str, Any], watch: Watch) -> dict[str, Any]:
    """Run a verb with the command line's own function, and tell what it said and did."""
    from crosscurrents.cli import app

    out, err = io.StringIO(), io.StringIO()
    watch.seen, watch.network = [], asked["network"]
    began, status = time.process_time(), 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            app(asked["arguments"])
        except SystemExit as end:
            status = int(end.code or 0)
        except BaseException as error:  # the fault that is looked for, whatever its kind
            status = -1
            err.write(f"{type(error).__name__}: {error}"[:500])
    told = {"status": status, "out": out.getvalue(), "err": err.getvalue(), "did": list(watch.seen)}
    told["seconds"] = time.process_time() - began
    told["megabytes"] = peak_megabytes()
    return told | held(asked)


def peak_megabytes() -> int:
    """The most memory that this process has held; what `getrusage` tells is inherited from the one that began it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text(encoding="ascii").splitlines() if x.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _A_MEGABYTE


def held(asked: dict[str, Any]) -> dict[str, Any]:
    """What the case holds, and a hash of its export when all but the good documents have been taken out again."""
    if not asked["good"] or not Path(asked["case"]).exists():
        return {}
    import crosscurrents
    from crosscurrents import pipeline
    from crosscurrents.export import as_jsonl
    from crosscurrents.store import documents
    from crosscurrents.store.connection import open_case, transaction

    case = crosscurrents.open(asked["case"])
    found = case.documents()
    with open_case(Path(asked["case"]), write=True) as connection:
        with transaction(connection):
            for document in found:
                if document.locator not in asked["good"]:
                    documents.remove(connection, document.id)
        pipeline.assemble(connection)
    texts = {d.locator: d.text for d in found}
    return {"texts": texts, "export": hashlib.sha256(as_jsonl(case.export())).hexdigest()}


def main() -> None:
    """Load the reader, unless the process is to be bare, then answer line by line."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    rights = obey_rights()
    if "--bare" not in sys.argv:
        from crosscurrents.rows import extract_rows

        list(extract_rows([{"id": "1", "text": "Soldiers closed the road to the port on Monday."}], workers=1))
        limit_memory()
    watch = Watch()
    replies.write(json.dumps({"rights": rights}) + "\n")
    replies.flush()
    for line in sys.stdin:
        replies.write(json.dumps(answer(json.loads(line), watch)) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
