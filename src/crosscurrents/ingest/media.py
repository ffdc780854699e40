"""The formats that are read: one row each, with its media type, its endings and the module that reads it.

A new format is a module in `formats/` with a function `read(incoming, config)` and a row here; CONTRIBUTING.md shows
how. What bytes are is told by the file's ending; bytes without a name are told by how they begin.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import NamedTuple

import msgspec

TEXT, MARKDOWN, HTML, JSONL = "text/plain", "text/markdown", "text/html", "application/jsonl"
PDF, RTF, MSWORD = "application/pdf", "application/rtf", "application/msword"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPENDOCUMENT = "application/vnd.oasis.opendocument.text"
CSV, TSV = "text/csv", "text/tab-separated-values"
JSON, MAIL, MBOX, MHTML = "application/json", "message/rfc822", "application/mbox", "multipart/related"
FEED, RIS = "application/rss+xml", "application/x-research-info-systems"


class Format(NamedTuple):
    """A format: its media type, what a person calls it, the endings of its files, and its module in `formats/`."""

    media: str
    what: str
    endings: tuple[str, ...]
    module: str
    is_text: bool = True  # False: its bytes are no text, and are not checked to be some
    is_read: bool = True  # False: such a file gives an error that says what to do with it


FORMATS = (
    Format(TEXT, "text", (".txt", ".text"), "text"),
    Format(MARKDOWN, "Markdown", (".md", ".markdown"), "text"),
    Format(HTML, "a page", (".html", ".htm", ".xhtml"), "page"),
    Format(JSONL, "JSON lines", (".jsonl", ".ndjson"), "lines"),
    Format(PDF, "a PDF", (".pdf",), "pdf", is_text=False),
    Format(DOCX, "a Word file", (".docx", ".docm"), "docx", is_text=False),
    Format(MSWORD, "a Word file", (".doc",), "docx", is_text=False, is_read=False),
    Format(OPENDOCUMENT, "a Word file", (".odt",), "docx", is_text=False, is_read=False),
    Format(RTF, "RTF", (".rtf",), "rtf", is_text=False),
    Format(FEED, "a feed", (".rss", ".atom", ".xml"), "feed"),
    Format(RIS, "a library", (".ris",), "library"),
    Format(JSON, "JSON", (".json",), "json_file"),
    Format(MAIL, "an e-mail", (".eml",), "mail", is_text=False),
    Format(MBOX, "a mailbox", (".mbox",), "mail", is_text=False),
    Format(MHTML, "a saved page", (".mht", ".mhtml"), "archive_page", is_text=False),
    Format(CSV, "a table", (".csv",), "coded"),
    Format(TSV, "a table", (".tsv",), "coded"),
)
_SERVED_AS = {  # what servers also call these formats
    "application/xhtml+xml": HTML,
    "application/atom+xml": FEED,
    "application/rdf+xml": FEED,
    "application/xml": FEED,
    "text/xml": FEED,
    "application/x-ndjson": JSONL,
    "application/jsonlines": JSONL,
    "text/x-markdown": MARKDOWN,
    "text/rtf": "application/rtf",
    "application/csv": CSV,
}
_VAGUE = frozenset(  # what servers say of files that they do not know
    ("", TEXT, "application/octet-stream", "binary/octet-stream", "application/force-download", "application/download")
)
# Headers of a message, among them one that only programs write; with the line that parts messages of a mailbox.
_HEADERS = re.compile(
    rb"(from [^\n]{1,300}\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:message-id|mime-version|received|return-path):"
)
_FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")
TABLES = frozenset({CSV, TSV})
MAPPING_ENDING = ".coding.yaml"  # of the mapping that lies beside a table
MOST_MAPPING_BYTES = 65_536  # a longer mapping is none
_MAGIC = ((b"%pdf-", PDF), (b"{\\rtf", RTF))
BY_MEDIA = {f.media: f for f in FORMATS}
BY_ENDING = {ending: f for f in FORMATS for ending in f.endings}


def endings() -> str:
    """The endings that are read, for a hint."""
    return "give " + ", ".join(sorted(ending for ending, f in BY_ENDING.items() if f.is_read))


def sniff(data: bytes) -> str:
    """The media type of bytes that have no name: by their first bytes; plain text where these tell no other."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return _by_magic(head, data) or _as_markup(head, data) or _as_message(head) or _as_json(head, data) or TEXT


def _by_magic(head: bytes, data: bytes) -> str | None:
    if head.startswith(b"pk\x03\x04") and b"word/" in data:
        return DOCX
    return next((media for magic, media in _MAGIC if head.startswith(magic)), None)


def _as_markup(head: bytes, data: bytes) -> str | None:
    if head.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in head and _FEED.search(data[:4096]):
        return FEED
    is_page = head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)
    return HTML if is_page else None


def _as_message(head: bytes) -> str | None:
    message = _HEADERS.match(head)
    if not message:
        return None
    return MBOX if message[1] else MHTML if b"\nsnapshot-content-location:" in head else MAIL


def _as_json(head: bytes, data: bytes) -> str | None:
    if not head.startswith((b"{", b"[")):
        return None
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    line = _decoded(first)
    if isinstance(line, dict) and ("text" in line or len(first) < len(data.strip())):
        return JSONL
    return JSON if isinstance(_decoded(data), dict | list) else None


def is_served(content_type: str) -> bool:
    """Whether what a server says of its answer may be a format that is read."""
    base = _base(content_type)
    return base in _VAGUE or base in BY_MEDIA


def served_as(content_type: str, path: str, data: bytes) -> str:
    """The media type of what a server gave: by its header, else by the ending of the path, else by the bytes."""
    base, ending = _base(content_type), BY_ENDING.get(PurePosixPath(path).suffix.lower())
    if base in _VAGUE:
        return ending.media if ending else TEXT if base == TEXT else sniff(data)
    told = sniff(data) if base in (HTML, FEED) else base  # pages are served as XML, and feeds as pages
    return told if told in (HTML, FEED) else base


def _base(content_type: str) -> str:
    base = content_type.partition(";")[0].strip().lower()
    return _SERVED_AS.get(base, base)


def _decoded(data: bytes) -> object:
    """The value of some JSON; None where it is none."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
