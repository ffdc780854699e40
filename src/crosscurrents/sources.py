"""What a user gives about files: options that hold for all of them, or a CSV file with a row each."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from crosscurrents.errors import FormatError, InputError
from crosscurrents.resolve.judgements import check_values

if TYPE_CHECKING:
    from crosscurrents.ingest import Incoming

Values = dict[str, str | None]
COLUMNS = ("publisher", "date", "address", "reliability")


def sources_of(path: Path) -> dict[str, Values]:
    """Read a `--sources` file: the file's name as written in it -> what it gives.

    Raises:
        InputError: the file cannot be read.
        FormatError: it has no column `file`, an unknown column, or a value that does not fit.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read: {error}", file=str(path), hint="--sources takes a CSV file in UTF-8"
        ) from error
    rows = csv.DictReader(text.splitlines())
    columns = set(rows.fieldnames or ())
    if "file" not in columns or columns - {"file", *COLUMNS}:
        raise FormatError(
            f"has the columns {', '.join(sorted(columns)) or 'none'}",
            file=str(path),
            hint=f"wanted: file, {', '.join(COLUMNS)}",
        )
    found: dict[str, Values] = {}
    for number, row in enumerate(rows, 2):
        values: Values = {k: row[k].strip() for k in COLUMNS if (row.get(k) or "").strip()}
        check_values(values, file=f"{path}, line {number}")
        found[(row["file"] or "").strip()] = values
    return found


def given_by(whole: Mapping[str, str], listed: Mapping[str, Values]) -> Callable[[Incoming], Values]:
    """The function that says what is given for a file: its own row first, then what holds for all.

    Raises:
        UsageError: a value that holds for all does not fit its field.
    """
    check_values(whole)

    def given(incoming: Incoming) -> Values:
        path = PurePosixPath(incoming.locator)
        row = next((listed[k] for k in (incoming.locator, incoming.name, path.name) if k in listed), {})
        return {**whole, **row}

    return given
