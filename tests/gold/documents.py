"""Small cases for the scorers: documents given as rows, read by the installed reader."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from crosscurrents.evaluate.reading import ReadCase, read_case

Row = dict[str, Any]
FILE = "d.jsonl"
SEEDS = "000_bd4fa1bb6e0df91d.txt"


def case_of(documents: Iterable[Mapping[str, Any]]) -> ReadCase:
    """Read rows with `id`, `text` and perhaps publisher, date, kind, title into a case; names become `d.jsonl#ID`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        fields = ("id", "text", "publisher", "date", "kind", "title")
        rows = [{k: d[k] for k in fields if d.get(k) is not None} for d in documents]
        path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        return read_case([path])


def name_of(document: str) -> str:
    """The name in the case of the row with this id."""
    return f"{FILE}#{document}"


def meets(evidence: Mapping[str, Any], name: str, start: int, end: int) -> bool:
    """Whether a piece of evidence lies in the document `name` and shares at least half of the shorter span."""
    if evidence["name"] != name:
        return False
    shared = min(evidence["end"], end) - max(evidence["start"], start)
    return 2 * shared >= min(evidence["end"] - evidence["start"], end - start) > 0


def share(good: int, of: int) -> float:
    """A share, 0 of nothing."""
    return good / of if of else 0.0
