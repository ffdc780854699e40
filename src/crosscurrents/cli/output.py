"""Verbs that hand data on: export, extract."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import typer

from crosscurrents.cli.common import ARGUMENTS, JSON, plain, progress, split_case, verb, write
from crosscurrents.cli.views import AS_OF, page_of
from crosscurrents.errors import InputError, UsageError

LISTS = (
    "events", "influences", "figures", "relations", "stances", "expectations", "times", "states", "indicators",
    "quotations",
)  # fmt: skip


@verb
def export(
    arguments: list[str] = ARGUMENTS,
    form: str = typer.Option("jsonl", "--format", help="jsonl, csv, md or html."),
    kind: str = typer.Option(None, help="For csv: this kind of record alone."),
    output: Path = typer.Option(None, "--output", "-o", help="Write here: a file, for csv without --kind a folder."),
    as_of: str = AS_OF,
    json: bool = JSON,
) -> None:
    """Export a whole case: JSON Lines, CSV, Markdown, or the page as HTML."""
    from crosscurrents import export as forms

    case, _ = split_case(arguments)
    if form == "jsonl":
        write(forms.as_jsonl(case.export(as_of)).decode(), output)
    elif form == "csv":
        _csv(case.export(as_of), kind, output)
    elif form == "md":
        write(forms.as_report(case.export(as_of)), output)
    elif form == "html":
        write(page_of(case, "html", as_of), output)
    else:
        raise UsageError(f"no such form: {form}", hint="jsonl, csv, md or html")


def _csv(records: list[dict[str, Any]], kind: str | None, output: Path | None) -> None:
    from crosscurrents import export as forms

    tables = forms.as_tables(records)
    if kind:
        if kind not in tables:
            raise UsageError(f"no records of the kind {kind}", hint="one of: " + ", ".join(sorted(tables)))
        write(tables[kind], output)
        return
    if output is None:
        raise UsageError("csv makes a file a kind", hint="name a folder with -o, or one kind with --kind")
    output.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        write(text, output / f"{name}.csv")


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
            except msgspec.DecodeError:
                row = None
            yield row if isinstance(row, dict) else {"id": None, "line": number}
