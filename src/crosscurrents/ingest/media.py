"""The formats that are read: one row each, with its media type, its endings and the module that reads it.

A new format is a module in `formats/` with a function `read(incoming, config)` and a row here; CONTRIBUTING.md shows
how. What bytes are is told by the file's ending; bytes without a name are told by how they begin.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

TEXT, MARKDOWN, HTML, JSONL = "text/plain", "text/markdown", "text/html", "application/jsonl"


class Format(NamedTuple):
    """A format: its media type, what a person calls it, the endings of its files, and its module in `formats/`."""

    media: str
    what: str
    endings: tuple[str, ...]
    module: str
    is_text: bool = True  # False: its bytes are no text, and are not checked to be some


FORMATS = (
    Format(TEXT, "text", (".txt", ".text"), "text"),
    Format(MARKDOWN, "Markdown", (".md", ".markdown"), "text"),
    Format(HTML, "a page", (".html", ".htm", ".xhtml"), "page"),
    Format(JSONL, "JSON lines", (".jsonl", ".ndjson"), "lines"),
)
BY_MEDIA = {f.media: f for f in FORMATS}
BY_ENDING = {ending: f for f in FORMATS for ending in f.endings}


def endings() -> str:
    """The endings that are read, for a hint."""
    return "give " + ", ".join(sorted(BY_ENDING))


def sniff(data: bytes) -> str:
    """The media type of bytes that have no name: HTML, JSON lines or plain text."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head):
        return HTML
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    return JSONL if first.startswith(b"{") and _is_object(first) else TEXT


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
