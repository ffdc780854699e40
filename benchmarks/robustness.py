"""How the program bears bad input and sudden death: `python benchmarks/robustness.py --inputs 2000 --kills 100`.

`--inputs` mutates good files of every format and parses each under a time limit, then reads them in batches with two
good files into cases. `--kills` ends a read of the sample case at random moments, reads again and compares the export
with that of an undisturbed read. `--hostile` reads each row of the table of hostile cases alone. What goes wrong is
printed with the seed that makes it again; the last line is JSON with all counts. Exit status 1 where anything did.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the makers of bad files are those of the tests

from tests.hostile.asking import Child
from tests.hostile.cases import CASES, GOOD, good, write
from tests.robustness.killed import kill_and_read_again, undisturbed
from tests.robustness.mutated import parse_all, read_batch

BATCH = 50
SAMPLES = Path(__file__).resolve().parent.parent / "examples" / "iraq_syria"


def inputs(count: int, first: int) -> tuple[dict[str, int], list[str]]:
    """Parse so many mutants and read them in batches; counts, and what went wrong."""
    counts: Counter[str] = Counter(tried=0)
    faults: list[str] = []
    for one, outcome in parse_all(range(first, first + count)):
        counts["tried"] += 1
        counts["gave documents" if outcome.documents else "refused" if outcome.errors else "passed over"] += 1
        counts["with documents and errors"] += bool(outcome.documents and outcome.errors)
        faults += [f"seed {one.seed} ({one.ending}): {outcome.fault}"] if outcome.fault else []
    for start in range(first, first + count, BATCH):
        with tempfile.TemporaryDirectory() as folder:
            seeds = range(start, min(start + BATCH, first + count))
            documents, errors, wrong = read_batch(seeds, Path(folder))
        counts.update({"documents read into cases": documents, "errors told by read": errors})
        faults += [f"seeds {start} to {start + BATCH - 1}: {fault}" for fault in wrong]
        print(f"{start - first + len(seeds)} of {count} read, {len(faults)} faults", file=sys.stderr)
    return dict(counts), faults


def kills(count: int, first: int) -> tuple[dict[str, int], list[str]]:
    """Kill so many reads of the sample case; counts, and what went wrong."""
    counts: Counter[str] = Counter(kills=0)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        wanted, seconds = undisturbed(SAMPLES, Path(folder) / "case.db")
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            kill = kill_and_read_again(SAMPLES, Path(folder) / "case.db", wanted, seconds, seed)
        counts["kills"] += 1
        counts[
            "after the end" if kill.had_ended else "amid documents" if kill.documents else "before any document"
        ] += 1
        faults += [f"kill {seed} after {kill.seconds:.2f} s: {kill.fault}"] if kill.fault else []
        print(f"{counts['kills']} of {count} killed, {len(faults)} faults", file=sys.stderr)
    return dict(counts), faults


def hostile() -> tuple[dict[str, int], list[str]]:
    """Read each hostile case alone; counts, and what went wrong."""
    faults: list[str] = []
    counts: Counter[str] = Counter()
    child, locators = Child(), [f"desk/{name}" for name in GOOD]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        wanted = child.read([str(good(folder / "once" / "desk"))], folder / "once.db", good=locators)["export"]
        for number, case in enumerate(CASES):
            desk = good(folder / str(number) / "desk")
            write(desk, case)
            try:
                told = child.read([str(desk)], folder / f"{number}.db", good=locators)
            except AssertionError as error:
                faults.append(f"{case.name!r}: {error}")
                continue
            counts["refused" if told["status"] == 1 else "read"] += 1
            counts["longest, ms"] = max(counts["longest, ms"], round(1000 * told["seconds"]))
            counts["largest, MB"] = max(counts["largest, MB"], told["megabytes"])
            if (told["export"], told["did"], told["status"]) != (wanted, [], bool(case.says)):
                faults.append(f"{case.name!r}: {told['status']} {told['did']} {told['err'][:300]}")
    child.close()
    return dict(counts), faults


def measured(asked: argparse.Namespace) -> Iterator[tuple[str, dict[str, int], list[str]]]:
    """The results of what is asked for, one after the other."""
    if asked.hostile:
        yield "hostile", *hostile()
    if asked.inputs:
        yield "inputs", *inputs(asked.inputs, asked.first)
    if asked.kills:
        yield "kills", *kills(asked.kills, asked.first)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How the program bears bad input and sudden death.")
    parser.add_argument("--inputs", type=int, default=0, help="mutated files")
    parser.add_argument("--kills", type=int, default=0, help="kills of a read of the sample case")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--hostile", action="store_true", help="each hostile case alone")
    found: dict[str, dict[str, int]] = {}
    wrong: list[str] = []
    for what, counts, faults in measured(parser.parse_args()):
        found[what] = counts | {"faults": len(faults)}
        wrong += faults
    print("\n".join(wrong), file=sys.stderr)
    print(json.dumps(found, sort_keys=True))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
