"""JSON lines: an article a line, its text in the field `text`; the line is the document's original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import decode, storable
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece

_FIELDS = "each line must be an object with at least a text"


def read(incoming: Incoming, config: Config) -> Iterator[Piece | InputError]:
    """A text a line; a line that cannot be read is an error that names it."""
    seen: set[str] = set()
    for number, line in enumerate(_split(decode(incoming.data)), start=1):
        if not line.strip():
            continue
        try:
            yield article(_object(line), seen, line.encode("utf-8", "surrogatepass"))
        except InputError as error:
            where = f"{incoming.locator}, line {number}"
            yield FormatError(error.message, file=where, hint=error.hint or _FIELDS)


def _split(text: str) -> Iterator[str]:
    """The lines of a JSON lines file; one that uses other line ends than LF is split at those."""
    text = text.lstrip("\ufeff")
    if "\n" not in text:
        yield from text.splitlines()
        return
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def article(fields: dict[str, Any], seen: set[str], original: bytes | None = None) -> Piece:
    """The text of one JSON object with what its other fields say of it.

    Args:
        fields: the object.
        seen: the ids of the objects before it, to which its own is added.
        original: the object's own bytes, where they can be told apart in the file.

    Raises:
        InputError: the object lacks a text, or repeats an id.
    """
    text = fields.get("text")
    if not isinstance(text, str) or not any(char.isalnum() for char in text):
        raise InputError("the object has no text")
    text = storable(text)
    identity = _identity(fields, text)
    if identity in seen:
        raise InputError(f"the id {identity!r} occurs earlier in the file", hint="give each object an id of its own")
    seen.add(identity)
    return Piece(text, _metadata(fields), part=identity, original=original)


def _object(line: str) -> dict[str, Any]:
    """The JSON object of a line.

    Raises:
        InputError: the line is no JSON object.
    """
    import json

    try:
        loaded = json.loads(line)  # unlike msgspec it reads lone surrogates, which `storable` then replaces
    except (ValueError, RecursionError):
        raise InputError("the line is no JSON") from None
    if not isinstance(loaded, dict):
        raise InputError("the line is no JSON object")
    return loaded


def _identity(fields: dict[str, Any], text: str) -> str:
    """The object's id as text; without one, the first 16 hex digits of its text's hash."""
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:100]
    if isinstance(value, str) and value.strip():
        return storable(value.strip())[:200]
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _metadata(fields: dict[str, Any]) -> Found:
    found = Found(
        title=_field(fields, "title", "headline"),
        publisher=_field(fields, "publisher", "outlet"),
        author=_field(fields, "author", "authors"),
        address=_field(fields, "address", "url"),
    )
    found.set_date(metadata_date(_field(fields, "date", "published") or ""), None, "field")
    section = _field(fields, "section", "kind", "type")
    found.section = [section] if section else []
    return found


def _field(fields: dict[str, Any], *names: str) -> str | None:
    """The first of `names` that holds a text, or a list of texts, joined."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, list):
            value = ", ".join(part for part in value[:20] if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return storable(" ".join(value.split()))
    return None
