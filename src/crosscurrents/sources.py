"""What a user gives about files: options that hold for all of them, or a CSV file with a row each."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from crosscurrents.config import DEFAULT
from crosscurrents.errors import FormatError, InputError
from crosscurrents.resolve.judgements import check_values

if TYPE_CHECKING:
    from crosscurrents.ingest import Incoming

Values = dict[str, str | None]
Given = TypeVar("Given")
COLUMNS = ("publisher", "date", "address", "reliability", "translation_of")
CODING = "coding"  # the column that names the mapping of a table of coded events


def sources_of(path: Path) -> dict[str, Values]:
    """Read a `--sources` file: the file's name as written in it -> what it gives.

    Raises:
        InputError: the file cannot be read.
        FormatError: it has no column `file`, an unknown column, or a value that does not fit.
    """
    found: dict[str, Values] = {}
    for number, row in enumerate(_rows(path), 2):
        values: Values = {k: row[k].strip() for k in COLUMNS if (row.get(k) or "").strip()}
        check_values(values, file=f"{path}, line {number}")
        file = (row["file"] or "").strip()
        if values.get("translation_of") == file:
            raise FormatError("a document is no translation of itself", file=f"{path}, line {number}")
        found[file] = values
    return found


def codings_of(path: Path) -> dict[str, bytes]:
    """Read the mappings that a `--sources` file names, by paths from its own folder: file's name -> mapping's bytes.

    Raises:
        InputError: the file, or a mapping that it names, cannot be read.
        FormatError: the file has no column `file`, or an unknown one.
    """
    named = [((row["file"] or "").strip(), (row.get(CODING) or "").strip()) for row in _rows(path)]
    return {file: mapping_bytes(path.parent / mapping) for file, mapping in named if mapping}


def mapping_bytes(path: Path) -> bytes:
    """The bytes of a mapping for tables of coded events.

    Raises:
        InputError: the file cannot be read.
    """
    from crosscurrents.ingest.media import MOST_MAPPING_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_MAPPING_BYTES + 1)  # one byte too many is found out where it is used
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), hint="--coding takes a YAML file"
        ) from error


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open("rb") as file:
            data = file.read(DEFAULT.max_file_bytes + 1)
        if len(data) > DEFAULT.max_file_bytes:
            raise csv.Error(f"it has more than {DEFAULT.max_file_bytes:,} bytes")
        rows = csv.DictReader(data.decode("utf-8-sig").splitlines())
        columns, listed = set(rows.fieldnames or ()), list(rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        hint = "--sources takes a CSV file in UTF-8"
        raise InputError(f"cannot be read: {error}", file=str(path), hint=hint) from error
    if "file" not in columns or columns - {"file", *COLUMNS, CODING}:
        raise FormatError(
            f"has the columns {', '.join(sorted(columns)) or 'none'}",
            file=str(path),
            hint=f"wanted: file, {', '.join((*COLUMNS, CODING))}",
        )
    return listed


def given_by(whole: Mapping[str, str], listed: Mapping[str, Values]) -> Callable[[Incoming], Values]:
    """The function that says what is given for a file: its own row first, then what holds for all.

    Raises:
        UsageError: a value that holds for all does not fit its field.
    """
    check_values(whole)

    def given(incoming: Incoming) -> Values:
        return {**whole, **(_of(incoming, listed) or {})}

    return given


def coded_by(whole: bytes | None, listed: Mapping[str, bytes]) -> Callable[[Incoming], bytes | None]:
    """The function that gives the mapping of a table: that of its own row, else the one that holds for all tables."""
    return lambda incoming: _of(incoming, listed) or whole


def _of(incoming: Incoming, listed: Mapping[str, Given]) -> Given | None:
    """What is listed for a file, under its path or its base name."""
    names = (incoming.locator, incoming.name, PurePosixPath(incoming.locator).name)
    return next((listed[name] for name in names if name in listed), None)
