"""Accuracy floors: measures the installed reader on gold and keeps tests/gold/floors.yaml, which the tests hold it to.

python training/floors.py [NAME...]                         fills floors that are not set, raises those that are beaten
python training/floors.py --lower NAME... --because TEXT    lowers them to what is measured now: the only way to do so

A floor lies `MARGIN` below the measured value. Exit status 1 where a value lies below its floor and was not lowered.
The file ends in a seal over its entries, so that a floor changed by hand fails the tests.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crosscurrents.evaluate import Options, evaluate, own_tenth
from crosscurrents.evaluate.options import LINE_KINDS
from crosscurrents.evaluate.reading import read_case
from crosscurrents.evaluate.rows import read_object, read_texts
from crosscurrents.export import as_jsonl

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "gold" / "floors.yaml"
MARGIN = 0.01
HEAD = (
    "# Floors of accuracy of the installed reader; written by training/floors.py, the only way to lower one.\n"
    "# rows: how many texts are read, by the order of the hash of their ids; measures: see docs/accuracy.md.\n"
)
Entry = dict[str, Any]


# ---- the file
def load(path: Path = FLOORS) -> list[Entry]:
    """The entries of a floors file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))["floors"]


def seal(entries: list[Entry]) -> str:
    """What the file must end in for its entries to count as written by this program."""
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()[:16]


def is_sealed(path: Path = FLOORS) -> bool:
    """Whether nobody changed the entries by hand."""
    return yaml.safe_load(path.read_text(encoding="utf-8")).get("seal") == seal(load(path))


def save(entries: list[Entry], path: Path = FLOORS) -> None:
    """Write the entries and their seal."""
    text = yaml.safe_dump({"floors": entries, "seal": seal(entries)}, sort_keys=False, width=120)
    path.write_text(HEAD + text, encoding="utf-8", newline="\n")


# ---- the gold
def gold_files(entry: Entry, root: Path = ROOT) -> list[Path]:
    """The gold files of an entry, sorted; none where they are absent."""
    path = root / entry["gold"]
    return sorted(path.parent.glob(path.name)) if path.parent.is_dir() else []


def digest(entry: Entry, root: Path = ROOT) -> str:
    """A hash of the bytes of the gold."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in gold_files(entry, root))).hexdigest()[:16]


def sample(entry: Entry, root: Path = ROOT) -> list[dict[str, Any]]:
    """The rows of line-wise gold that are read: the first by the hash of their ids."""
    lines = [line for file in gold_files(entry, root) for line in file.read_text(encoding="utf-8").split("\n")]
    rows = [json.loads(line) for line in lines if line.strip()]
    rows = own_tenth(rows) if entry.get("own_tenth") else rows
    return sorted(rows, key=lambda r: hashlib.sha256(r["id"].encode()).hexdigest())[: entry["rows"]]


# ---- measuring
def measure(entry: Entry, root: Path = ROOT, reader: Any = None) -> dict[str, float | None]:
    """The value of each measure of an entry, by the installed reader or the one given."""
    options = Options(texts=tuple(root / t for t in entry.get("texts", ())), **entry.get("options", {}))
    if entry["kind"] not in LINE_KINDS:
        return _picked(_case_figures(gold_files(entry, root)[0], entry["kind"]), entry)
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in sample(entry, root)), encoding="utf-8")
        return _picked(evaluate(entry["kind"], gold, options=options, reader=reader), entry)


def _case_figures(gold: Path, kind: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        export, page = Path(folder) / "export.jsonl", Path(folder) / "brief.json"
        export_bytes, page_bytes = _read_once(gold)
        export.write_bytes(export_bytes)
        page.write_bytes(page_bytes)
        pred = export if kind == "articles" else page
        return evaluate(kind, gold, pred, options=Options(export=export))


@cache
def _read_once(gold: Path) -> tuple[bytes, bytes]:
    """The export and the brief of the documents of a gold file: they are read once for both kinds."""
    case = read_case(read_texts(read_object(gold), [gold.parent / "texts"]).values())
    return as_jsonl(case.export()), json.dumps(case.brief()).encode()


def _picked(figures: dict[str, Any], entry: Entry) -> dict[str, float | None]:
    return {name: figure_at(figures, name) for name in entry["measures"]}


def figure_at(figures: dict[str, Any], name: str) -> float | None:
    """The figure under a dotted name; None where it could not be judged or is not given."""
    value: Any = figures
    for key in name.split("."):
        value = (value or {}).get(key)
    return value


def below(entry: Entry, measured: dict[str, float | None]) -> list[str]:
    """The measures that lie below their floors, as readable lines."""
    floors = {name: cell["floor"] for name, cell in entry["measures"].items() if cell["floor"] is not None}
    return [
        f"{entry['name']}: {name} is {measured[name]}, the floor {floor}"
        for name, floor in floors.items()
        if (measured[name] or 0.0) < floor
    ]


# ---- changing
def updated(entry: Entry, measured: dict[str, float | None], because: str | None = None) -> Entry:
    """The entry with the values measured: floors filled and raised, and lowered only for a reason."""
    out = {**entry, "measures": {}}
    lowered = list(entry.get("lowered", []))
    for name, cell in entry["measures"].items():
        value = measured[name]
        old, new = cell["floor"], None if value is None else round(max(value - MARGIN, 0.0), 3)
        falls = old is not None and (value or 0.0) < old
        if falls and because:
            lowered.append({"measure": name, "from": old, "to": new or 0.0, "because": because})
            floor = new or 0.0
        else:
            floor = new if old is None else max(old, new or 0.0)
        out["measures"][name] = {"floor": floor, "measured": value}
    return out | ({"lowered": lowered} if lowered else {})


def update_all(
    entries: list[Entry], names: list[str], lower: list[str], because: str | None, root: Path = ROOT
) -> tuple[list[Entry], list[str]]:
    """Measure the entries named (all, where none is) and update them; the new entries, and the failures that remain."""
    out, failures = [], []
    for entry in entries:
        if not gold_files(entry, root) or (names and entry["name"] not in names):
            out.append(entry)
            continue
        values = measure(entry, root)
        new = updated(entry, values, because if entry["name"] in lower else None)
        failures += below(new, values)
        out.append(new | {"digest": digest(entry, root)})
        print(entry["name"], values, flush=True)
    return out, failures


def main() -> int:
    """Measure, update the file, and tell what lies below its floor."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("names", nargs="*")
    ap.add_argument("--lower", nargs="+", default=[], metavar="NAME")
    ap.add_argument("--because", metavar="TEXT")
    a = ap.parse_args()
    if a.lower and not a.because:
        ap.error("--lower needs --because: a floor is lowered for a reason that others can read")
    entries, failures = update_all(load(), [*a.names, *a.lower], a.lower, a.because)
    save(entries)
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
