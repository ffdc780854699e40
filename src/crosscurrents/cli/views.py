"""Verbs that show a case: brief, list, show, why, status, log."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import typer

from crosscurrents.api import Case
from crosscurrents.cli.common import ARGUMENTS, JSON, console, plain, split_case, verb, visible, write
from crosscurrents.errors import UsageError
from crosscurrents.records.coding import CODED

if TYPE_CHECKING:
    from rich.console import Console

    from crosscurrents.explain import Passage

Form = Literal["terminal", "md", "html", "json"]
AS_OF = typer.Option(None, "--as-of", help="What was known on that day (ISO).")


@verb
def brief(
    arguments: list[str] = ARGUMENTS,
    as_of: str = AS_OF,
    form: str = typer.Option("terminal", "--format", help="terminal, md or html."),
    output: Path = typer.Option(None, "--output", "-o", help="Write to this file."),
    json: bool = JSON,
) -> None:
    """Print the first page: what happened, what is contested, what is expected, in the sources' own words."""
    case, _ = split_case(arguments)
    if form not in ("terminal", "md", "html"):
        raise UsageError(f"no such form: {form}", hint="terminal, md or html")
    write(page_of(case, "json" if json else form, as_of, to_file=output is not None), output)


def page_of(case: Case, form: str, as_of: str | None, *, to_file: bool = False) -> str:
    """The brief in one of its forms."""
    from crosscurrents import brief as pages

    if form == "html":
        return case.page(as_of)
    page = case.brief(as_of)
    if form == "json":
        return plain(page)
    if form == "md":
        return pages.as_markdown(page)
    screen = console()
    return pages.as_terminal(page, width=screen.width, colour=screen.is_terminal and not to_file)


@verb
def list_(
    arguments: list[str] = ARGUMENTS,
    json: bool = JSON,
) -> None:
    """List records: list [CASE] [KIND]. Kinds: documents, or any record of the export (events, actors, figures ...)."""
    case, rest = split_case(arguments, others=(0, 1))
    kind = rest[0] if rest else "documents"
    rows = _rows(case, kind)
    write(plain(rows) if json else "\n".join(_line(r) for r in rows) or f"no {kind}")


def _rows(case: Case, kind: str) -> list[dict[str, Any]]:
    rows = case.export()
    names = {str(r["record"]) for r in rows}
    wanted = kind if kind in names else next((n for n in names if kind in _plurals(n)), None)
    if wanted is None and kind.rstrip("s") not in KINDS:
        raise UsageError(f"no such kind of record: {kind}", hint="one of: " + ", ".join(sorted(KINDS)))
    return [r for r in rows if r["record"] == wanted]


KINDS = {
    "document", "statement", "actor", "place", "event", "figure", "figure_group", "relation", "stance", "influence",
    "expectation", "state", "quotation", "indicator", "contradiction", "reuse", "source_group", "unknown",
}  # fmt: skip


def _plurals(name: str) -> set[str]:
    return {name + "s", name[:-1] + "ies"} if name.endswith("y") else {name + "s"}


def _line(row: dict[str, Any]) -> str:
    when = row.get("date") or row.get("due") or {}
    shown = [row["id"][:8], (when.get("start") or "").ljust(10)]
    shown += [str(row[k]) for k in ("kind", "type", "modality", "sign", "value", "unit") if row.get(k) is not None]
    shown.append(_words(row))
    return visible("  ".join(shown))


def _words(row: dict[str, Any]) -> str:
    for key in ("summary", "text", "measures", "name", "topic", "what", "quote"):
        if row.get(key):
            return " ".join(str(row[key]).split())
    if row.get("cause"):
        return f"{row['cause']} -> {row['effect']}"
    evidence = row.get("evidence") or []
    return " ".join(str(evidence[0]["quote"]).split()) if evidence else ""


@verb
def show(arguments: list[str] = ARGUMENTS, json: bool = JSON) -> None:
    """Show one record with its evidence: show [CASE] ID (any unique prefix, or the id of any member)."""
    case, (wanted,) = split_case(arguments, others=(1, 1))
    record = case.record(wanted)
    if json:
        write(plain(_exported(case, record.id, record) | _custody(case, record)))
        return
    write("\n".join(_tree(msgspec.to_builtins(_without_text(record)) | _link(case, record) | _custody(case, record))))


def _custody(case: Case, record: Any) -> dict[str, Any]:  # noqa: ANN401  # a record of any kind
    """Where a document comes from, under the name "custody"; nothing for another record."""
    from crosscurrents.records.document import Document

    return {"custody": msgspec.to_builtins(case.custody(record.id))} if isinstance(record, Document) else {}


def _link(case: Case, record: Any) -> dict[str, Any]:  # noqa: ANN401  # a record of any kind
    """Of which document a translation is one, with that one's name; nothing for another record."""
    link = getattr(record, "translation_of", None)
    if not link:
        return {}
    name = next((d.name for d in case.documents() if d.id == link), "original removed")
    return {"translation_of": f"{link} ({name})"}


def _without_text(record: Any) -> Any:  # noqa: ANN401  # a record of any kind
    from crosscurrents.records.document import Document

    return msgspec.structs.replace(record, text="") if isinstance(record, Document) else record


def _exported(case: Case, record_id: str, record: Any) -> dict[str, Any]:  # noqa: ANN401  # a record of any kind
    return next((r for r in case.export() if r["id"] == record_id), None) or dict(msgspec.to_builtins(record))


def _tree(value: Any, indent: int = 0) -> Iterable[str]:  # noqa: ANN401  # plain JSON
    """Nested values as indented lines; empty ones are left out."""
    pad = "  " * indent
    if not isinstance(value, dict):
        yield f"{pad}{visible(str(value))}"
        return
    for key, inner in value.items():
        if inner in (None, "", [], (), {}):
            continue
        if isinstance(inner, dict):
            yield f"{pad}{key}:"
            yield from _tree(inner, indent + 1)
        elif isinstance(inner, list | tuple):
            yield f"{pad}{key}:"
            for one in inner:
                yield from _tree(one, indent + 1)
        else:
            yield f"{pad}{key}: {visible(str(inner))}"


@verb
def why(arguments: list[str] = ARGUMENTS, json: bool = JSON) -> None:
    """Say why a record says what it says: its sentences in their paragraphs, scores, roles, and what was merged."""
    case, (wanted,) = split_case(arguments, others=(1, 1))
    found = case.why(wanted)
    if json:
        write(plain(found))
        return
    screen = console()
    screen.print(f"[bold]{found.record}[/bold] {found.id}")
    for source in found.sources:
        screen.print(
            f"\n[bold]{_safe(source.name)}[/bold]  {source.kind}  said by {_safe(source.speaker or '-')}", end=""
        )
        through = " with " if source.method == CODED else " via "  # the other outlets of a coded row
        screen.print(f"{_safe(through + ', '.join(source.chain)) if source.chain else ''}")
        screen.print(
            f"[dim]{_safe(source.before)}[/dim][bold]{_safe(source.quote)}[/bold][dim]{_safe(source.after)}[/dim]"
        )
        screen.print(f"  decided by {source.method}, sure to {source.confidence:.2f}")
        for role, words in source.roles.items():
            screen.print(f"  {role}: {_safe('; '.join(words))}")
        if source.original:
            _print_original(screen, source.original)
    for reason in found.merged_because:
        screen.print(f"\none because: {_safe(reason)}")


def _print_original(screen: Console, passage: Passage) -> None:
    """The passage that a sentence renders, below it."""
    from crosscurrents.brief.vocabulary import load_vocabulary

    language = load_vocabulary().languages.get(passage.language, passage.language)
    screen.print(f"  the original, {_safe(passage.name)} ({language}):")
    screen.print(
        f"[dim]{_safe(passage.before)}[/dim][bold]{_safe(passage.quote)}[/bold][dim]{_safe(passage.after)}[/dim]"
    )


def _safe(text: str) -> str:
    """Text of a source, which must never be read as markup or obeyed by a terminal."""
    from rich.markup import escape

    return escape(visible(text))


@verb
def status(arguments: list[str] = ARGUMENTS, json: bool = JSON) -> None:
    """Say how a case stands: documents, records, the day that counts as today, what is out of date."""
    case, _ = split_case(arguments)
    found = case.status()
    write(plain(found) if json else "\n".join(_tree(found)))


@verb
def log(
    arguments: list[str] = ARGUMENTS,
    limit: int = typer.Option(50, min=1, help="How many of the newest changes."),
    json: bool = JSON,
) -> None:
    """List the changes of a case, oldest first."""
    case, _ = split_case(arguments)
    rows = case.log(limit)
    if json:
        write(plain(rows))
        return
    write(
        "\n".join(f"{r.sequence:>5}  {r.at}  {r.verb:<8} {r.target[:16]:<16} {plain(r.detail)}" for r in rows) or "none"
    )
