"""From a file to documents: a format gives the texts in it, and here all that is known is laid over each of them.

A document's stored text is what its format gives, character for character; title, date, paragraphs and dropped
passages are ranges over that text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import import_module

import msgspec

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.bundles import BUNDLED, split
from crosscurrents.ingest.cleaning import junk
from crosscurrents.ingest.cues import document_cues, matches
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import binary_kind, is_undeclared, line_breaks, storable
from crosscurrents.ingest.front_matter import front_matter
from crosscurrents.ingest.kinds import document_kind
from crosscurrents.ingest.language import language_of
from crosscurrents.ingest.layout import BREAKS, Range, paragraphs, word_count
from crosscurrents.ingest.mash import is_mash
from crosscurrents.ingest.media import BY_MEDIA, FEED, HTML
from crosscurrents.ingest.metadata import Found, from_front_matter, from_text
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped, Teaser
from crosscurrents.records.custody import Arrived
from crosscurrents.records.document import Document, Dropped, Original
from crosscurrents.records.identity import document_id

_SAID = "what came with the file"
_DECLARING = frozenset({HTML, FEED})  # formats whose files say themselves in which encoding they are
Follow = Callable[
    [str, Incoming], Incoming | InputError | None
]  # a link in a file -> what is there; None: enough asked
Parsed = Arrived | InputError | Skipped
Contents = Piece | Incoming | Teaser | InputError  # what a format may find in a file


def parse(incoming: Incoming, *, config: Config = DEFAULT, follow: Follow | None = None) -> Iterator[Parsed]:
    """Make the documents of one file, in its order; what cannot be read is an `InputError` in its place.

    Args:
        incoming: the file, as `gather` gives it.
        config: the settings of the case.
        follow: gives what stands behind the links of a feed whose entries have no text; without it they are left out.
    """
    try:
        yield from _documents(incoming, config, depth=0, follow=follow)
    except InputError as error:
        yield error
    except Exception as error:  # the last resort: whatever a file does to the program, the others are read
        told = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        hint = "leave it out, and report this with the file"
        yield InputError(f"the file cannot be read: {storable(told)}", file=incoming.locator, hint=hint)


def _documents(incoming: Incoming, config: Config, depth: int, follow: Follow | None = None) -> Iterator[Parsed]:
    """The documents of a file and of the files in it.

    Raises:
        InputError: the file is empty, too large, or not in the format that its name promises.
    """
    _check(incoming, config)
    reader = import_module(f"crosscurrents.ingest.formats.{BY_MEDIA[incoming.media].module}")
    seen: set[str] = set()
    teasers: list[Teaser] = []
    for number, found in enumerate(_apart(incoming, reader.read(incoming, config)), 1):
        if number > config.max_parts:
            limit = f"the limit is {config.max_parts:,}"
            yield InputError(
                "the file holds too many articles", file=incoming.locator, hint=f"{limit}; cut it into parts"
            )
            return
        if isinstance(found, Piece):
            yield _arrived(incoming, found, seen, config)
        elif isinstance(found, Incoming):
            yield from _inner(incoming, found, config, depth + 1)
        elif isinstance(found, Teaser):
            teasers.append(found)
        else:
            yield found
    yield from _announced(incoming, teasers, config, depth + 1, follow)


def _apart(incoming: Incoming, read: Iterator[Contents]) -> Iterator[Contents]:
    """What a format gives, with the articles of a bundle in the place of their file's text."""
    for found in read:
        if isinstance(found, Piece) and not found.part and incoming.media in BUNDLED:
            page = incoming.data if incoming.media == HTML else b""
            yield from split(found, page=page, locator=incoming.locator)
        else:
            yield found


def _announced(
    feed: Incoming, teasers: list[Teaser], config: Config, depth: int, follow: Follow | None
) -> Iterator[Parsed]:
    """The texts behind a feed's links, or one line that says how many are left out."""
    left = 0
    for teaser in teasers:
        page = follow(teaser.address, feed) if follow else None
        if isinstance(page, Incoming):
            try:
                yield from _documents(msgspec.structs.replace(page, said=teaser.said), config, depth)
            except InputError as error:
                yield error
        elif page:
            yield page
        else:
            left += 1
    if left:
        why = f"over the limit of {config.max_follow} links" if follow else "name their addresses or use --follow"
        yield Skipped(feed.locator, f"{left} {'entry' if left == 1 else 'entries'} with a teaser only: {why}")


def _inner(outer: Incoming, incoming: Incoming, config: Config, depth: int) -> Iterator[Parsed]:
    """The documents of a file in a file (an attachment)."""
    if depth > config.max_depth:
        yield InputError("the file lies too deep in other files", file=incoming.locator, hint="take it out and read it")
        return
    try:
        yield from _documents(msgspec.structs.replace(incoming, retrieval=outer.retrieval, named=False), config, depth)
    except InputError as error:
        yield error


def _check(incoming: Incoming, config: Config) -> None:
    if len(incoming.data) > config.max_file_bytes:
        limit = f"the limit is {config.max_file_bytes:,} bytes"
        raise InputError("the file is too large", file=incoming.locator, hint=limit)
    if not incoming.data.strip():
        raise InputError("the file is empty", file=incoming.locator, hint="save it again, or leave it out")
    if not BY_MEDIA[incoming.media].is_text:
        return
    if line_breaks(incoming.data) > config.max_file_lines:
        limit = f"the limit is {config.max_file_lines:,}"
        raise InputError("the file has too many lines", file=incoming.locator, hint=f"{limit}; cut it into parts")
    kind = binary_kind(incoming.data)
    if kind:
        hint = "give it the ending of its own format, or export it as text"
        raise FormatError(f"the file is {kind}, not text", file=incoming.locator, hint=hint)
    if incoming.media not in _DECLARING and is_undeclared(incoming.data):
        hint = "save it as UTF-8"
        raise FormatError("the encoding of the text is not known", file=incoming.locator, hint=hint)


def _arrived(incoming: Incoming, piece: Piece, seen: set[str], config: Config) -> Arrived | InputError:
    """The document of one text, with the bytes that it was made of."""
    if len(piece.text) > config.max_text and not piece.coding:
        hint = f"the limit is {config.max_text:,} characters; cut it into parts"
        return InputError(f"the text is too long: {len(piece.text):,} characters", file=incoming.locator, hint=hint)
    if not piece.coding and sum(map(piece.text.count, BREAKS)) > config.max_text_lines:
        hint = f"the limit of one article is {config.max_text_lines:,}; cut it into parts"
        return InputError("the text has too many lines", file=incoming.locator, hint=hint)
    piece = replace(piece, part=" ".join(piece.part.split()))  # it becomes part of a name
    if piece.part in seen:
        hint = "each text of a file needs an id of its own"
        return FormatError(f"the id {piece.part!r} occurs twice", file=incoming.locator, hint=hint)
    seen.add(piece.part)
    original = incoming.data if piece.original is None else piece.original
    make = _table if piece.coding else _document
    return Arrived(make(incoming, piece, original), original, incoming.retrieval)


def _said(incoming: Incoming, found: Found) -> None:
    """Fill `found` with what came along with the file, which a person or a feed stated about it: it goes first."""
    for name in ("title", "publisher", "author", "address"):
        value = incoming.said.get(name)
        if value:
            setattr(found, name, value)
    stated = metadata_date(incoming.said.get("date", ""))
    if stated:
        found.date, found.date_span, found.date_method = stated, None, _SAID
    if incoming.said.get("section"):
        found.section.append(incoming.said["section"])


def _document(incoming: Incoming, piece: Piece, original: bytes) -> Document:
    """Lay all that is known over the text: metadata, paragraphs, dropped passages, language, kind."""
    text, found = piece.text, piece.found
    if not piece.part:  # what came with a file is said of the file, not of each text in it
        _said(incoming, found)
    locator, name = (f"{base}#{piece.part}" if piece.part else base for base in (incoming.locator, incoming.name))
    block = front_matter(text)
    if block.end:
        from_front_matter(text, block, found)
    if incoming.retrieval and not piece.part:
        found.address = found.address or incoming.retrieval.final
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
        original=Original(_sha256(original), len(original), incoming.media),
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
        pages=piece.pages,
        first_page=piece.first_page,
        dropped=dropped,
        relays=found.relays,
        told=bool(incoming.said) and not piece.part,
        coding=piece.coding,
    )
    return _with_evidence(document, found)


@lru_cache(maxsize=1)
def _sha256(data: bytes) -> str:
    """The SHA-256 of some bytes; the articles of a bundle share those of their file, which are hashed once."""
    return hashlib.sha256(data).hexdigest()


def _table(incoming: Incoming, piece: Piece, original: bytes) -> Document:
    """A table of coded events: its rows are its paragraphs, and nothing is looked for that its columns do not say."""
    text, found = piece.text, piece.found
    _said(incoming, found)
    locator, name = (f"{base}#{piece.part}" if piece.part else base for base in (incoming.locator, incoming.name))
    return Document(
        id=document_id(text, locator),
        locator=locator,
        name=name,
        text=text,
        original=Original(hashlib.sha256(original).hexdigest(), len(original), incoming.media),
        media=incoming.media,
        title=found.title,
        publisher=found.publisher,
        author=found.author,
        date=found.date,
        address=found.address or (incoming.retrieval.final if incoming.retrieval else None),
        words=sum(word_count(text, *row) for row in piece.paragraphs),
        kind="report",
        lead=piece.paragraphs[1][0],
        paragraphs=piece.paragraphs,
        coding=piece.coding,
    )


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
