"""Parts a gold set: `python -m tests.gold.split SET FILE` writes sets/SET/open.jsonl and sets/SET/sealed.jsonl.

A third is sealed, by a hash of the id, so that nobody chooses which. The sealed third is scored (`score.py --sealed`),
never read, printed or looked up while anything is tuned.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

SETS = Path(__file__).resolve().parent / "sets"
Row = dict[str, Any]


def is_sealed(row_id: str) -> bool:
    """Whether a row belongs to the sealed third."""
    return int(hashlib.sha256(row_id.encode()).hexdigest(), 16) % 3 == 0


def rows(name: str, *, sealed: bool = False) -> list[Row]:
    """The rows of one part of a set, in order of id."""
    path = SETS / name / ("sealed.jsonl" if sealed else "open.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def part(name: str, found: list[Row]) -> None:
    """Write both parts."""
    folder = SETS / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, sealed in (("open.jsonl", False), ("sealed.jsonl", True)):
        chosen = sorted((r for r in found if is_sealed(r["id"]) == sealed), key=lambda r: r["id"])
        text = "".join(json.dumps(r, ensure_ascii=False, sort_keys=True) + "\n" for r in chosen)
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    source = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
    part(sys.argv[1], [json.loads(line) for line in source])
