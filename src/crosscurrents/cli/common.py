"""What every verb shares: which case, how errors and results are printed, how progress is shown."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import msgspec
import typer

from crosscurrents.api import Case
from crosscurrents.errors import CrosscurrentsError, UsageError
from crosscurrents.store.connection import is_sqlite

if TYPE_CHECKING:
    from rich.console import Console

    from crosscurrents.pipeline import Progress

Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")
CASE_VARIABLE = "CROSSCURRENTS_CASE"
_KEPT = "\n\t\u200c\u200d"  # line ends, and the joiners that some scripts are written with
SHOW_PROGRESS_AFTER = 2.0  # seconds that a verb may take before a progress bar appears

JSON = typer.Option(False, "--json", help="Print JSON (OUTPUT.md), errors too.")
ARGUMENTS = typer.Argument(None, help="The case (a file that ends in .db) and what the verb is about.")


def looks_like_case(argument: str) -> bool:
    """Whether an argument is the case: it ends in .db or is an existing SQLite file."""
    return argument.endswith(".db") or (Path(argument).is_file() and is_sqlite(Path(argument)))


def default_case() -> Path:
    """The case where no argument names one: $CROSSCURRENTS_CASE, else ./case.db."""
    return Path(os.environ.get(CASE_VARIABLE) or "case.db")


def split_case(arguments: Sequence[str] | None, *, others: tuple[int, int] = (0, 0)) -> tuple[Case, list[str]]:
    """The case and the other arguments, of which there are at least and at most `others`.

    Raises:
        UsageError: too many or too few other arguments.
    """
    given = list(arguments or ())
    at = next((n for n, a in enumerate(given) if looks_like_case(a)), None)
    path = Path(given.pop(at)) if at is not None else default_case()
    least, most = others
    if not least <= len(given) <= most:
        wanted = "none" if most == 0 else str(least) if least == most else f"{least} to {most}"
        raise UsageError(
            f"{len(given)} arguments besides the case ({' '.join(given) or 'none'}), wanted: {wanted}",
            hint="a case is a file that ends in .db",
        )
    return Case(path), given


def plain(value: Any) -> str:  # noqa: ANN401  # any record or list of records
    """A value as one line of JSON with sorted keys."""
    return msgspec.json.encode(value, order="sorted").decode()


def write(text: str, output: Path | None = None) -> None:
    """Print text, or write it to a file in UTF-8 with LF."""
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", file=str(output), hint="name another file") from error


def console(*, stderr: bool = False) -> Console:
    """The terminal; without colours where the output is piped."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def report(error: CrosscurrentsError, *, as_json: bool) -> None:
    """Print an error on standard error, as one line or as the one JSON shape."""
    sys.stderr.write((plain(error.as_dict()) if as_json else f"crosscurrents: {harmless(str(error))}") + "\n")


def harmless(text: str) -> str:
    """A text of a stranger on one line, without what a terminal would obey."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """A text of a stranger in its lines, without what a terminal would obey."""
    return "".join(c if c.isprintable() or c in _KEPT else "\ufffd" for c in text)


def verb(function: Callable[Parameters, Returned]) -> Callable[Parameters, Returned]:
    """Turn the program's own errors into a line on standard error and an exit status."""

    @wraps(function)
    def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Returned:
        try:
            return function(*args, **kwargs)
        except CrosscurrentsError as error:
            report(error, as_json=bool(kwargs.get("json")))
            raise typer.Exit(error.exit_status) from error
        except BrokenPipeError as error:  # the reader of our output (head, say) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from error

    return guarded


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error that appears after two seconds, and only on a terminal."""
    if not sys.stderr.isatty():
        from crosscurrents.pipeline import silent

        yield silent
        return
    from rich.progress import Progress as Bars

    began = time.monotonic()
    bars = Bars(console=console(stderr=True), transient=True)
    tasks: dict[str, Any] = {}

    def step(what: str, done: int, total: int) -> None:
        if not bars.live.is_started and time.monotonic() - began > SHOW_PROGRESS_AFTER:
            bars.start()
        task = tasks.setdefault(what, bars.add_task(what, total=total)) if what not in tasks else tasks[what]
        bars.update(task, completed=done, total=total)

    try:
        yield step
    finally:
        bars.stop()
