"""The command line: `crosscurrents VERB [CASE] ...` (OUTPUT.md, section 0)."""

from __future__ import annotations

import typer

from crosscurrents import __version__
from crosscurrents.cli import care, output, reading, views

app = typer.Typer(
    name="crosscurrents",
    help="Reads reporting about a situation and shows it in the sources' own words, each line traced to its sentence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for function, name in (
    (reading.read, "read"),
    (reading.remove, "remove"),
    (reading.set_, "set"),
    (views.brief, "brief"),
    (views.list_, "list"),
    (views.show, "show"),
    (views.why, "why"),
    (views.status, "status"),
    (views.log, "log"),
    (output.export, "export"),
    (output.extract, "extract"),
    (care.doctor, "doctor"),
    (care.verify, "verify"),
    (care.evaluate, "evaluate"),
    (reading.demo, "demo"),
):
    app.command(name)(function)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crosscurrents {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Read reporting; implement the situation that it describes."""


def main() -> None:
    """Entry point of the `crosscurrents` command."""
    app()


__all__ = ["app", "main"]
