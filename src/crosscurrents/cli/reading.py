"""Verbs that change a case: read, remove, set, and the demo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from crosscurrents.api import Case
from crosscurrents.cli.common import (
    ARGUMENTS,
    JSON,
    default_case,
    harmless,
    plain,
    progress,
    report,
    split_case,
    verb,
    write,
)
from crosscurrents.config import DEFAULT
from crosscurrents.errors import UsageError

if TYPE_CHECKING:
    from crosscurrents.pipeline import ReadReport


@verb
def read(
    paths: list[str] = typer.Argument(..., help="Files, folders, addresses, or - for standard input."),
    case: Path = typer.Option(None, help="The case file; default $CROSSCURRENTS_CASE, else ./case.db."),
    publisher: str = typer.Option(None, help="The outlet, where the texts do not say it."),
    date: str = typer.Option(None, help="The day of publication (ISO), where the texts do not say it."),
    address: str = typer.Option(None, help="The address, where the texts do not say it."),
    reliability: str = typer.Option(None, help="The source's Admiralty letter, A to F: your own grade."),
    translation_of: str = typer.Option(
        None, help="The document that the texts translate: its id, name or locator; in the case, or read along."
    ),
    sources: Path = typer.Option(
        None, help="CSV with file, publisher, date, address, reliability, translation_of for many."
    ),
    coding: Path = typer.Option(None, help="YAML that says what the columns of tables of coded events are."),
    follow: bool = typer.Option(False, "--follow", help="Fetch the pages that a feed's entries link to."),
    workers: int = typer.Option(None, min=1, help="Number of processes; default by the number of files."),
    json: bool = JSON,
) -> None:
    """Read articles into a case, which is made where it is missing."""
    with progress() as step:
        done = Case(case or default_case()).read(
            paths,
            stdin=sys.stdin.buffer.read(DEFAULT.max_file_bytes + 1) if "-" in paths else None,
            publisher=publisher,
            date=date,
            address=address,
            reliability=reliability,
            translation_of=translation_of,
            sources=sources,
            coding=coding,
            follow=follow,
            workers=workers,
            progress=step,
        )
    for error in done.errors:
        report(error, as_json=json)
    write(
        plain(
            {
                "documents": done.outcomes,
                "errors": [e.as_dict()["error"] for e in done.errors],
                "left_out": done.skipped,
            }
        )
        if json
        else told(done)
    )
    if done.errors:
        raise typer.Exit(1)


def told(done: ReadReport) -> str:
    """What a read did, in words: a line a document and a line for what was left out, then the sum."""
    from crosscurrents.ingest.gathering import HIDDEN

    lines = [f"{o.document[:8]}  {o.what:<10}  {harmless(o.name)}" for o in done.outcomes]
    lines += [f"left out: {harmless(s.locator)}: {s.reason}" for s in done.skipped if s.reason != HIDDEN]
    fresh = sum(o.what != "unchanged" for o in done.outcomes)
    return "\n".join([*lines, f"{len(done.outcomes)} documents, {fresh} read now, {len(done.errors)} not read"])


@verb
def remove(arguments: list[str] = ARGUMENTS, json: bool = JSON) -> None:
    """Take a document out of a case: remove [CASE] DOCUMENT."""
    case, (document,) = split_case(arguments, others=(1, 1))
    gone = case.remove(document)
    write(plain({"removed": gone.id, "name": gone.name}) if json else f"removed {gone.id[:8]} {gone.name}")


@verb
def set_(
    arguments: list[str] = ARGUMENTS,
    author: str = typer.Option(None, help="Who says so."),
    json: bool = JSON,
) -> None:
    """Say what a document does not say: set [CASE] DOCUMENT field=value ..."""
    case, (document, *pairs) = split_case(arguments, others=(2, 20))
    values: dict[str, str | None] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair!r} is no field=value", hint="for example: publisher='River Daily'")
        values[field.strip()] = value.strip() or None
    changed = case.set(document, values, author=author)
    write(plain({"document": changed.id, "set": values}) if json else f"{changed.id[:8]} {changed.name}: {values}")


@verb
def demo(
    folder: Path = typer.Argument(Path("crosscurrents-demo"), help="Where the case and the page are written."),
    json: bool = JSON,
) -> None:
    """Read the sample case, print its brief, and write the brief as a page."""
    from crosscurrents.cli.views import page_of

    samples = sample_folder()
    folder.mkdir(parents=True, exist_ok=True)
    case = Case(folder / "case.db")
    with progress() as step:
        case.read([samples], sources=samples / "sources.csv", progress=step)
    target = folder / "brief.html"
    write(page_of(case, "html", None), target)
    write(page_of(case, "json" if json else "terminal", None))
    if not json:
        write(f"\nThe page: {target.resolve()}\nThe case: {(folder / 'case.db').resolve()}")


def sample_folder() -> Path:
    """Where the sample articles lie: in the installed package, or in the repository beside it.

    Raises:
        UsageError: they are in neither place.
    """
    package = Path(__file__).resolve().parent.parent
    for place in (package / "resources" / "examples" / "iraq_syria", package.parents[1] / "examples" / "iraq_syria"):
        if place.is_dir():
            return place
    raise UsageError("the sample articles are not installed", hint="pip install . in the repository")
