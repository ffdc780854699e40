"""Verbs that hand data on: export, extract."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import typer

from crosscurrents.api import Case
from crosscurrents.cli.common import ARGUMENTS, JSON, plain, progress, split_case, verb, write
from crosscurrents.cli.views import AS_OF
from crosscurrents.errors import InputError, UsageError
from crosscurrents.export.formats import FORMS, form_of

LISTS = (
    "events", "influences", "figures", "relations", "stances", "expectations", "times", "states", "indicators",
    "quotations",
)  # fmt: skip
BUNDLE, SEALED = "bundle", "originals, texts, records and the case as one zip for `verify`"


@verb
def export(
    arguments: list[str] = ARGUMENTS,
    form: str = typer.Option(
        "jsonl", "--format", help="; ".join([*(f"{f.name}: {f.what}" for f in FORMS), f"{BUNDLE}: {SEALED}"]) + "."
    ),
    kind: str = typer.Option(None, help="Of a form with a file a kind of record: this kind alone."),
    output: Path = typer.Option(None, "--output", "-o", help="Write here; a form with a file a kind makes a folder."),
    as_of: str = AS_OF,
    json: bool = JSON,
) -> None:
    """Export a whole case for other programs: as data, tables, a graph, a map, references, or the page."""
    case, _ = split_case(arguments)
    if form == BUNDLE:
        _bundle(case, kind, output, as_of, json)
        return
    wanted = form_of(form)
    if kind and not wanted.folder:
        raise UsageError(f"{form} has no parts", hint="--kind goes with csv and parquet")
    if output is None and wanted.folder and not kind:
        raise UsageError(f"{form} makes a file a kind", hint="name a folder with -o, or one kind with --kind")
    if output is None and not wanted.text:
        raise UsageError(f"{form} cannot be printed", hint=f"name a file that ends in {wanted.ending} with -o")
    made = wanted.make(case, as_of)
    if isinstance(made, bytes):
        _save(made, output)
    elif kind:
        _save(_of_kind(made, kind), output)
    elif output:
        for name, data in made.items():
            _save(data, _folder(output) / f"{name}{wanted.ending}")


def _bundle(case: Case, kind: str | None, output: Path | None, as_of: str | None, json: bool) -> None:
    """Write the whole case as one zip, and tell its hash."""
    if output is None or kind or as_of:
        hint = "name a file (....zip) with -o, and neither --kind nor --as-of"
        raise UsageError("a bundle is one file of the whole case", hint=hint)
    sha256 = case.bundle(output)
    write(plain({"bundle": str(output), "sha256": sha256}) if json else f"{output}: SHA-256 {sha256}")


def _of_kind(made: dict[str, bytes], kind: str) -> bytes:
    if kind not in made:
        raise UsageError(f"no records of the kind {kind}", hint="one of: " + ", ".join(sorted(made)))
    return made[kind]


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be made: {error.strerror}", file=str(path), hint="name another folder") from error
    return path


def _save(data: bytes, output: Path | None) -> None:
    """Print a text, or write what was made, byte for byte."""
    if output is None:
        write(data.decode())
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", file=str(output), hint="name another file") from error


@verb
def extract(
    source: str = typer.Argument(
        ..., metavar="IN.jsonl", help='Lines of {"id", "text", "date"}; - for standard input.'
    ),
    output: Path = typer.Option(None, "--output", "-o", help="Write to this file."),
    kinds: str = typer.Option(None, help="Only these lists, separated by commas: " + ", ".join(LISTS)),
    workers: int = typer.Option(None, min=1, help="Number of processes; default by the number of lines."),
    json: bool = JSON,
) -> None:
    """Read sentences or short texts, a line of JSON each, without a case."""
    from crosscurrents.api import extract_texts

    wanted = kinds.split(",") if kinds else None
    if wanted and set(wanted) - set(LISTS):
        raise UsageError(f"no such list: {', '.join(sorted(set(wanted) - set(LISTS)))}", hint="of: " + ", ".join(LISTS))
    rows, found = list(_lines(source)), []
    with progress() as step:
        for number, row in enumerate(extract_texts(rows, kinds=wanted, workers=workers), 1):
            found.append(row)
            step("reading", number, len(rows))
    write("\n".join(map(plain, found)), output)
    if any("error" in row for row in found):
        raise typer.Exit(1)


def _lines(source: str) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file; a line that is no object is handed on without text, which is an error there."""
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=source, hint="name a JSONL file") from error
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                row = msgspec.json.decode(line)
            except (msgspec.DecodeError, RecursionError):
                row = None
            yield row if isinstance(row, dict) else {"id": None, "line": number}
