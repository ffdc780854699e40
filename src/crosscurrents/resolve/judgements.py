"""What a person decided about documents, applied before anything is resolved."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

import msgspec

from crosscurrents.errors import UsageError
from crosscurrents.records.dates import DateRange
from crosscurrents.records.decision import Decision
from crosscurrents.records.document import Document, DocumentKind
from crosscurrents.text.normal import normal_form

LETTERS = frozenset("ABCDEF")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def amend(document: Document, decisions: Sequence[Decision]) -> Document:
    """`document` with what persons set about it (verb `set`), later decisions over earlier ones; its id stays.

    A date given as YYYY, YYYY-MM, YYYY-MM-DD or DAY/DAY gets the basis `given`; an empty value takes back what was
    read.
    Raises UsageError for a field that cannot be set and for a value that the field does not take.
    """
    fields: dict[str, Any] = {}
    for decision in sorted(decisions, key=lambda d: (d.sequence, d.id)):
        if decision.verb == "set" and decision.target == document.id:
            for name, value in sorted(decision.values.items()):
                fields |= _amendment(name, value)
    return msgspec.structs.replace(document, **fields) if fields else document


def check_values(values: Mapping[str, str | None], *, file: str | None = None) -> None:
    """Check what a person wants to set about a document, before it is stored.

    Args:
        values: field -> value as written.
        file: where they were read, for the message.

    Raises:
        UsageError: a field that cannot be set, or a value that the field does not take.
    """
    for name, value in values.items():
        try:
            _amendment(name, value)
        except UsageError as error:
            raise UsageError(error.message, file=file, hint=error.hint) from error


def letters(documents: Sequence[Document], decisions: Sequence[Decision]) -> dict[str, str]:
    """The Admiralty letters that the analyst gave, by document: of the document itself, else of whose text it is.

    A document without a letter is left out: F by default is no judgement.
    """
    outlets: dict[str, str] = {}
    for decision in sorted(decisions, key=lambda d: (d.sequence, d.id)):
        letter = decision.values.get("reliability")
        if decision.verb == "grade" and letter:
            outlets[normal_form(decision.target)] = _letter(letter)
    given = {d.id: _own_letter(d, outlets) for d in documents}
    return {document: letter for document, letter in given.items() if letter}


def _own_letter(document: Document, outlets: dict[str, str]) -> str | None:
    if document.reliability != "F":
        return document.reliability
    return outlets.get(normal_form(document.voice)) if document.voice else None


def _amendment(name: str, value: str | None) -> dict[str, Any]:
    """The fields of a document that one decision changes."""
    if name not in _FIELDS:
        raise UsageError(f"a document has no field {name!r} to set", hint=", ".join(sorted(_FIELDS)))
    if name == "date":
        return {"date": _date(value) if value else None, "date_because": ()}
    return {name: _FIELDS[name](value)}


def _date(text: str) -> DateRange:
    """A date as a person writes it."""
    first, _, last = text.strip().partition("/")
    start, precision = _bounds(first)
    if not last:
        return DateRange(start[0], start[1], precision, "given")
    end = _bounds(last)[0]
    if start[0] > end[1]:
        raise UsageError(f"the date {text!r} ends before it begins")
    return DateRange(start[0], end[1], "range", "given")


def _bounds(text: str) -> tuple[tuple[str, str], Any]:
    """First and last day of a day, a month or a year, with its precision."""
    found = _ISO.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        year, month, day = (int(group) if group else None for group in found.groups())
        assert year is not None  # the pattern demands it
        if month is None:
            return (date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()), "year"
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return (date(year, month, 1).isoformat(), date(year, month, last).isoformat()), "month"
        return (date(year, month, day).isoformat(),) * 2, "day"
    except ValueError as fault:
        raise UsageError(f"{text!r} is no date", hint="YYYY, YYYY-MM, YYYY-MM-DD or DAY/DAY") from fault


def _text(value: str | None) -> str | None:
    return value.strip() or None if value else None


def _kind(value: str | None) -> str:
    if (value or "unknown") not in get_args(DocumentKind):
        raise UsageError(f"{value!r} is no kind of document", hint=", ".join(get_args(DocumentKind)))
    return value or "unknown"


def _letter(value: str | None) -> str:
    letter = (value or "F").strip().upper()
    if letter not in LETTERS:
        raise UsageError(f"{value!r} is no Admiralty letter", hint="A, B, C, D, E or F")
    return letter


def _language(value: str | None) -> str:
    return (value or "en").strip().lower()


_FIELDS: dict[str, Callable[[str | None], Any]] = {
    "address": _text,
    "author": _text,
    "date": _text,
    "kind": _kind,
    "language": _language,
    "publisher": _text,
    "reliability": _letter,
    "title": _text,
    "translation_of": _text,
}
