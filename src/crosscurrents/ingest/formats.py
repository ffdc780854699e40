"""The way in: `gather` finds files, `parse` makes documents of one file, whatever its format.

A text file's stored text is the file decoded, character for character; a page's is the article extracted from it; a
JSON line's is its field `text`. Everything else here is laid over that text as ranges.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.cleaning import junk
from crosscurrents.ingest.cues import document_cues, matches
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import binary_kind, decode, storable
from crosscurrents.ingest.front_matter import front_matter
from crosscurrents.ingest.gathering import HTML, JSONL, Incoming, Skipped, gather
from crosscurrents.ingest.html import page_text
from crosscurrents.ingest.kinds import document_kind
from crosscurrents.ingest.language import language_of
from crosscurrents.ingest.layout import Range, paragraphs, word_count
from crosscurrents.ingest.mash import is_mash
from crosscurrents.ingest.metadata import Found, from_front_matter, from_text
from crosscurrents.records.document import Document, Dropped, Original
from crosscurrents.records.identity import document_id

__all__ = ["Incoming", "Skipped", "gather", "original_of", "parse"]

_LINE_FIELDS = "each line must be an object with at least a text"


def parse(incoming: Incoming, *, config: Config = DEFAULT) -> list[Document | InputError]:
    """Make the documents of one file: one of a text or page, one a line of JSON lines.

    Args:
        incoming: the file, as `gather` gives it.
        config: the settings of the case.

    Returns:
        The documents in order of the file. A line that cannot be read is an `InputError` in its place.

    Raises:
        InputError: the file is empty or too large.
        FormatError: the file is not in the format that its name promises.
    """
    _check(incoming, config)
    if incoming.media == JSONL:
        return list(_lines(incoming))
    if incoming.media == HTML:
        text, found = page_text(incoming.data, incoming.locator)
        return [_document(incoming, incoming.locator, incoming.name, text, found)]
    text = decode(incoming.data)
    if not any(char.isalnum() for char in text):
        raise InputError("the file holds no text", file=incoming.locator)
    return [_document(incoming, incoming.locator, incoming.name, text, Found())]


def original_of(document: Document, incoming: Incoming) -> bytes:
    """The bytes that `document` was made of: the file as it came, or its own line of JSON lines (as UTF-8)."""
    if incoming.media != JSONL:
        return incoming.data
    data = _lines_by_hash(incoming.data).get(document.original.sha256)
    if data is None:
        raise InputError("the file holds no such line", file=document.locator)
    return data


@lru_cache(maxsize=1)
def _lines_by_hash(data: bytes) -> dict[str, bytes]:
    """The lines of a file by their SHA-256; kept for the last file, whose documents are asked for one by one."""
    lines = (line.encode("utf-8", "surrogatepass") for line in _split(decode(data)))
    return {hashlib.sha256(line).hexdigest(): line for line in lines}


def _split(text: str) -> list[str]:
    """The lines of a JSON lines file; one that uses other line ends than LF is split at those."""
    text = text.lstrip("\ufeff")
    return text.splitlines() if "\n" not in text else text.split("\n")


def _check(incoming: Incoming, config: Config) -> None:
    if len(incoming.data) > config.max_file_bytes:
        limit = f"the limit is {config.max_file_bytes:,} bytes"
        raise InputError("the file is too large", file=incoming.locator, hint=limit)
    if not incoming.data.strip():
        raise InputError("the file is empty", file=incoming.locator)
    kind = binary_kind(incoming.data)
    if kind:
        raise FormatError(f"the file is {kind}, not text", file=incoming.locator, hint="export it as text or HTML")


def _lines(incoming: Incoming) -> Iterator[Document | InputError]:
    seen: set[str] = set()
    for number, line in enumerate(_split(decode(incoming.data)), start=1):
        if not line.strip():
            continue
        try:
            one = msgspec.structs.replace(incoming, data=line.encode("utf-8", "surrogatepass"))
            yield _line_document(one, line, seen)
        except InputError as error:
            where = f"{incoming.locator}, line {number}"
            yield FormatError(error.message, file=where, hint=error.hint or _LINE_FIELDS)


def _line_document(incoming: Incoming, line: str, seen: set[str]) -> Document:
    """The document of one JSON line.

    Raises:
        InputError: the line is no JSON object, lacks a text, or repeats an id.
    """
    fields = _object(line)
    text = fields.get("text")
    if not isinstance(text, str) or not any(char.isalnum() for char in text):
        raise InputError("the line has no text")
    text = storable(text)
    identity = _identity(fields, text)
    if identity in seen:
        raise InputError(f"the id {identity!r} stands on an earlier line", hint="give each line an id of its own")
    seen.add(identity)
    found = _line_metadata(fields)
    return _document(incoming, f"{incoming.locator}#{identity}", f"{incoming.name}#{identity}", text, found)


def _object(line: str) -> dict[str, Any]:
    import json

    try:
        loaded = json.loads(line)  # unlike msgspec it reads lone surrogates, which `storable` then replaces
    except (ValueError, RecursionError):
        raise InputError("the line is no JSON") from None
    if not isinstance(loaded, dict):
        raise InputError("the line is no JSON object")
    return loaded


def _identity(fields: dict[str, Any], text: str) -> str:
    """The line's id as text; without one, the first 16 hex digits of its text's hash."""
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:100]
    if isinstance(value, str) and value.strip():
        return storable(value.strip())[:200]
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _line_metadata(fields: dict[str, Any]) -> Found:
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


def _document(incoming: Incoming, locator: str, name: str, text: str, found: Found) -> Document:
    """Lay all that is known over the text: metadata, paragraphs, dropped passages, language, kind."""
    block = front_matter(text)
    if block.end:
        from_front_matter(text, block, found)
    ranges = paragraphs(text, block.end)
    from_text(text, ranges, found)
    title = found.title
    language = language_of(text, [r for r in ranges if not is_mash(text[slice(*r)])])
    header = [((0, block.end), "front matter")] if block.end else []
    dropped = junk(
        text, ranges, title=title, title_span=found.title_span, header=[*header, *found.header], language=language
    )
    parts = _pieces(ranges, dropped)
    kept = [(r, own) for r, own in parts if 2 * sum(end - start for start, end in own) >= r[1] - r[0]]
    document = Document(
        id=document_id(text, locator),
        locator=locator,
        name=name,
        text=text,
        original=Original(hashlib.sha256(incoming.data).hexdigest(), len(incoming.data), incoming.media),
        media=incoming.media,
        title=title,
        publisher=found.publisher,
        author=found.author,
        date=found.date,
        address=found.address,
        language=language,
        words=sum(word_count(text, *part) for _, own in kept for part in own),
        kind=document_kind(text, [r for r, _ in kept], found, disclaimed=_disclaimed(text, dropped)),
        lead=_lead(text, kept, found.title_span),
        paragraphs=ranges,
        dropped=dropped,
    )
    return _with_evidence(document, found)


def _with_evidence(document: Document, found: Found) -> Document:
    """The document with the words that give its date, where its text holds them."""
    if document.date is None or document.date != found.date or found.date_span is None:
        return document
    because = (document.evidence(*found.date_span, found.date_method),)
    return msgspec.structs.replace(document, date_because=because)


def _pieces(ranges: tuple[Range, ...], dropped: tuple[Dropped, ...]) -> Iterator[tuple[Range, list[Range]]]:
    """Each paragraph with its parts that are not dropped; both arguments are in order and without overlaps."""
    at = 0
    for start, end in ranges:
        while at < len(dropped) and dropped[at].end <= start:
            at += 1
        here, parts, n = start, [], at
        while n < len(dropped) and dropped[n].start < end:
            parts.append((here, dropped[n].start))
            here, n = dropped[n].end, n + 1
        parts.append((here, end))
        yield (start, end), [(a, b) for a, b in parts if a < b]


def _lead(text: str, kept: list[tuple[Range, list[Range]]], title: Range | None) -> int:
    """Where the body begins: after the title and what is dropped before and at the front of its first paragraph."""
    parts = (part for paragraph, own in kept if paragraph != title for part in own)
    start = next((start for start, end in parts if text[start:end].strip()), len(text))
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _disclaimed(text: str, dropped: tuple[Dropped, ...]) -> bool:
    """Whether a dropped sentence says that the views are the author's own."""
    about = (text[d.start : d.end].replace("’", "'") for d in dropped if d.reason == "boilerplate")
    return any(matches(document_cues().disclaimers, sentence) for sentence in about)
