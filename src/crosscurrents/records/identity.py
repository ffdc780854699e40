"""Ids: 16 hex digits of a hash of content, never counters (OUTPUT.md, "Ids")."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"  # the ASCII unit separator: never part of a path, a kind or a span
ID_LENGTH = 16


def digest(*parts: str | int | None) -> str:
    """The id of the thing that `parts` name, in order; None and the empty text are different parts."""
    joined = _SEPARATOR.join("\x00" if p is None else str(p) for p in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def document_id(text: str, locator: str) -> str:
    """A document's id: its stored text and the address or path under which it was first given."""
    return digest("document", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), locator)


def statement_id(document: str, kind: str, start: int, end: int, part: str = "") -> str:
    """A statement's id: document, kind and the span of its trigger or words.

    `part` tells apart statements of one kind on one span (two roles of a relation, say); it is made of spans or
    vocabulary, never of a score, a resolved date or a resolved actor.
    """
    return digest(document, kind, start, end, part)
