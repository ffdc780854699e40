"""Gold and predictions in from files, and which rows of them count."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from crosscurrents.errors import FormatError, InputError

Row = dict[str, Any]
OWN_SHARE = 10  # one in so many labelled texts is never trained on


def read_lines(path: Path) -> list[Row]:
    """The objects of a JSON Lines file, in order.

    Raises:
        InputError: the file cannot be read.
        FormatError: a line is no JSON object.
    """
    rows = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            rows.append(_object(line, path, f"line {number}"))
    return rows


def read_object(path: Path) -> Row:
    """The one object of a JSON file; raises as `read_lines`."""
    return _object(_text(path), path, "the file")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", file=str(path)) from error


def _object(text: str, path: Path, what: str) -> Row:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"{what} is no JSON: {error}", file=str(path)) from error
    if not isinstance(value, dict):
        raise FormatError(f"{what} is no JSON object", file=str(path))
    return value


def own_tenth(rows: Iterable[Row]) -> list[Row]:
    """Those rows whose text is never trained on: the first byte of the SHA-256 of the id is a multiple of ten.

    Of the ids of texts that differ in a few words only (`FAMILY+1`, `FAMILY+2`) the family is hashed.
    """
    return [row for row in rows if hashlib.sha256(_family(row).encode()).digest()[0] % OWN_SHARE == 0]


def _family(row: Row) -> str:
    return str(row["id"]).partition("+")[0]


def completed(rows: Sequence[Row], companions: Iterable[Path]) -> list[Row]:
    """Gold rows with the fields that they lack taken from the rows of the same id in other files."""
    files = [f for path in companions for f in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    wanted: dict[str, Row] = {row["id"]: {} for row in rows}
    for file in files:
        for row in read_lines(file):
            if row.get("id") in wanted:
                wanted[row["id"]] = row | wanted[row["id"]]
    return [wanted[row["id"]] | row for row in rows]


def check_fields(rows: Iterable[Row], needed: Iterable[str], path: Path) -> None:
    """Raise FormatError unless every row has the fields that the kind of gold needs."""
    for number, row in enumerate(rows, 1):
        lacking = [name for name in needed if name not in row]
        if lacking:
            raise FormatError(
                f"row {number} ({row.get('id')}) lacks {', '.join(lacking)}",
                file=str(path),
                hint="--texts FILE.jsonl can complete rows by id",
            )


def read_texts(gold: Mapping[str, Any], folders: Sequence[Path]) -> dict[str, Path]:
    """Where the documents of a gold file lie: {file name: path}.

    Raises:
        InputError: one of them is in none of the folders.
    """
    found = {}
    for document in gold["documents"]:
        name = document["doc"]
        path = next((f / name for f in folders if (f / name).is_file()), None)
        if path is None:
            raise InputError(f"the text {name} is in none of the folders", hint="--texts FOLDER")
        found[name] = path
    return found


def stored_text(path: Path) -> str:
    """The text of a document, character for character (no newline is translated)."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", file=str(path)) from error
