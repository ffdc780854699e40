"""All verbs, options and settings as Markdown: `python -m crosscurrents.cli.reference > docs/verbs.md`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import typer.main

from crosscurrents import config
from crosscurrents.cli import app


def reference() -> str:
    """The text of docs/verbs.md; a test fails where the file differs from it."""
    command: Any = typer.main.get_command(app)  # typer's own class in one version, click's in another
    lines = [
        "# Verbs and settings",
        "",
        "Made by `python -m crosscurrents.cli.reference`; a test fails where this page is out of date.",
        "An argument is the CASE where it ends in `.db` or is an existing SQLite file; else `$CROSSCURRENTS_CASE`,",
        "else `./case.db`.",
        "Exit status: 0 success, 1 bad input or a failed check, 2 wrong use.",
        "",
    ]
    for name, verb in command.commands.items():
        lines += _verb(name, verb)
    return "\n".join([*lines, "## Settings", "", *_settings(), ""])


def _verb(name: str, verb: Any) -> Iterator[str]:  # noqa: ANN401  # a command of typer or of click
    told = " ".join((verb.help or "").split())
    yield from (f"## {name}", "", told, "", "| option | meaning | default |", "| --- | --- | --- |")
    for parameter in verb.params:
        meaning = (getattr(parameter, "help", None) or "").replace("|", "/")
        plain = isinstance(parameter.default, str | int) and not isinstance(parameter.default, bool)
        default = f"`{parameter.default}`" if plain else ""
        yield f"| `{parameter.opts[0]}` | {meaning} | {default} |"
    yield ""


def _settings() -> Iterator[str]:
    """A row a setting: its comment in `config.py` is its meaning."""
    yield from ("Thresholds live in `config.py`; a changed one is noticed and the situation rebuilt.", "")
    yield from ("| setting | default | meaning |", "| --- | --- | --- |")
    pattern = re.compile(r"^    (\w+): \w+ = (\S+)  # (.+)$", re.MULTILINE)
    for name, default, meaning in pattern.findall(inspect.getsource(config.Config)):
        yield f"| `{name}` | {default} | {meaning} |"


if __name__ == "__main__":
    print(reference(), end="")
