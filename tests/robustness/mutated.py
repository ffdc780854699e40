"""Mutated files, and reading them under a time limit: every one gives documents or errors that name the fault."""

from __future__ import annotations

import io
import multiprocessing
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from tests.hostile.cases import GOOD, good
from tests.hostile.files import zipped
from tests.robustness.good_files import good_files

UNFORESEEN = "report this"  # in the hint of an error that is the last resort
SECONDS = 10.0  # that a file may take
MOST_CHANGES = 8
LONGEST_BLOCK = 400  # bytes that are cut, inserted, doubled or swapped at once


class Mutant(NamedTuple):
    """A good file with some of its bytes changed; the seed makes it again."""

    seed: int
    ending: str
    data: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.seed:06}.{self.ending}"


def _flip(data: bytearray, rng: random.Random) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _cut(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.randint(1, LONGEST_BLOCK)]


def _cut_off(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data)) :]


def _insert(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    data[at:at] = rng.choice(
        (b"\x00", b"<", b"{", b"[", b'"', b"\\", b"\n", b"\xff\xfe", b"%", b"]]>", b"--", rng.randbytes(8))
    )


def _double(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    block = bytes(data[at : at + rng.randint(1, LONGEST_BLOCK)])
    data[at:at] = block * rng.randint(1, 20)


def _swap(data: bytearray, rng: random.Random) -> None:
    length = rng.randint(1, min(LONGEST_BLOCK, max(1, len(data) // 2)))
    a, b = sorted(rng.randrange(len(data)) for _ in range(2))
    data[a : a + length], data[b : b + length] = data[b : b + length], data[a : a + length]


CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _cut, _cut_off, _insert, _double, _swap)


def mutant(seed: int) -> Mutant:
    """The mutant of a seed: each format in its turn, one to eight changes of any kind."""
    rng = random.Random(f"mutant {seed}")
    endings = sorted(good_files())
    ending = endings[seed % len(endings)]
    data = good_files()[ending]
    if ending == "docx" and rng.random() < 0.5:
        return Mutant(seed, ending, _changed_inside(data, rng))
    return Mutant(seed, ending, _changed(data, rng))


def _changed(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, MOST_CHANGES)):
        if changed:
            rng.choice(CHANGES)(changed, rng)
    return bytes(changed)


def _changed_inside(data: bytes, rng: random.Random) -> bytes:
    """A zip with changes in the files in it, which are whole as far as the zip is concerned."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    for name in ("word/document.xml", rng.choice(sorted(members))):
        members[name] = _changed(members[name], rng)
    return zipped(members)


class Outcome(NamedTuple):
    """What parsing a file gave: documents, named errors, what was passed over, and what is wrong with that (if any)."""

    documents: int = 0
    errors: int = 0
    skipped: int = 0
    fault: str = ""


def parsed(name: str, data: bytes) -> Outcome:
    """Parse a file as it would be read from a folder, and check what it gives."""
    from crosscurrents.errors import InputError
    from crosscurrents.ingest import Incoming, parse
    from crosscurrents.ingest.media import BY_ENDING
    from crosscurrents.records.custody import Arrived

    incoming = Incoming(f"desk/{name}", name, data, BY_ENDING[Path(name).suffix].media, named=False)
    given = list(parse(incoming))
    faults = [fault for one in given if (fault := _fault(one))]
    documents = sum(isinstance(one, Arrived) for one in given)
    errors = sum(isinstance(one, InputError) for one in given)
    fault = faults[0] if faults else "" if given else "neither a document nor a word about it"
    return Outcome(documents, errors, len(given) - documents - errors, fault)


def _fault(given: Any) -> str:
    """What is wrong with a document or an error, or nothing."""
    from crosscurrents.errors import InputError
    from crosscurrents.records.custody import Arrived

    if isinstance(given, InputError):
        if UNFORESEEN in (given.hint or ""):
            return f"an error that nothing foresaw: {given}"
        return "" if given.file and given.hint and "\n" not in given.message else f"an error without advice: {given}"
    if not isinstance(given, Arrived):
        return "" if given.reason else "passed over without a reason"
    text = given.document.text
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text):
        return "a text that cannot be stored"
    ranges = [*given.document.paragraphs, *((d.start, d.end) for d in given.document.dropped)]
    return "" if all(0 <= a < b <= len(text) for a, b in ranges) else "a range outside of the text"


def _serve(inbox: Connection) -> None:
    """Parse what comes until nothing more comes; runs in a process of its own."""
    while (asked := inbox.recv()) is not None:
        try:
            inbox.send(parsed(*asked))
        except BaseException as error:  # what is looked for: whatever a reader lets out
            inbox.send(Outcome(fault=f"{type(error).__name__}: {error}"))


class Worker:
    """A process that parses files under a time limit; one that hangs or dies is replaced."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None

    def ask(self, name: str, data: bytes, seconds: float = SECONDS) -> Outcome:
        """What parsing gives, or what became of the process."""
        if self._process is None:
            self._start()
        self._pipe.send((name, data))
        try:
            if self._pipe.poll(seconds):
                told: Outcome = self._pipe.recv()
                return told
            fault = f"takes longer than {seconds:g} s"
        except EOFError:
            fault = "the process died"
        self.close()
        return Outcome(fault=fault)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.send(("warm.html", good_files()["html"]))  # loads what parsing needs
        self._pipe.recv()


def parse_all(seeds: Sequence[int]) -> Iterator[tuple[Mutant, Outcome]]:
    """Each mutant with what parsing it gave."""
    worker = Worker()
    try:
        for seed in seeds:
            one = mutant(seed)
            yield one, worker.ask(one.name, one.data)
    finally:
        worker.close()


def read_batch(seeds: Sequence[int], folder: Path) -> tuple[int, int, list[str]]:
    """Read mutants with two good files into a case: how many documents and errors, and what went wrong."""
    import crosscurrents

    desk = good(folder / "desk")
    mutants = [mutant(seed) for seed in seeds]
    for one in mutants:
        (desk / one.name).write_bytes(one.data)
    case = crosscurrents.open(folder / "case.db")
    report = case.read([desk], workers=1)
    case.check()
    case.brief()
    faults = [str(error) for error in report.errors if UNFORESEEN in (error.hint or "")]
    texts = {document.name: document.text for document in case.documents()}
    faults += [f"{name} is lost" for name, text in GOOD.items() if texts.get(name) != text]
    told = [o.name for o in report.outcomes]
    told += [str(where).removeprefix("desk/") for where in (e.file for e in report.errors)]
    told += [skipped.locator.removeprefix("desk/") for skipped in report.skipped]
    faults += [f"nothing is said of {m.name}" for m in mutants if not any(said.startswith(m.name) for said in told)]
    return len(report.outcomes) - len(GOOD), len(report.errors), faults
