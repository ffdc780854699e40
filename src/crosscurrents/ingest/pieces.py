"""What a format makes of a file: the texts in it, each on its way to be a document."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from crosscurrents.ingest.metadata import Found
from crosscurrents.records.coding import Coding
from crosscurrents.records.custody import Retrieval


class Incoming(msgspec.Struct, frozen=True):
    """One file or the standard input, as it came; `locator` never changes, `name` is its base name.

    `said` is what came along with it (a library's entry, a feed's): title, publisher, author, date, address, section,
    as written. `retrieval` tells how it was fetched, where it was. `attached` are the files that a library names and
    that are read beside it, as it writes them. `coding` are the bytes of the mapping that says how a table is coded;
    `named` says that the user means this very file, not all that lies in a folder or hangs on a message.
    """

    locator: str
    name: str
    data: bytes
    media: str
    said: dict[str, str] = {}
    retrieval: Retrieval | None = None
    attached: frozenset[str] = frozenset()
    coding: bytes | None = None
    named: bool = True


class Skipped(msgspec.Struct, frozen=True):
    """A file of a folder, or entries of a file, that are not read, and why; no error."""

    locator: str
    reason: str


class Teaser(msgspec.Struct, frozen=True):
    """An entry of a feed without a text of its own: the address of its text, and what the feed says of it."""

    address: str
    said: dict[str, str]


@dataclass
class Piece:
    """A text that a format found in a file, before it is cleaned.

    Attributes:
        text: the text that will be stored, character for character.
        found: what the format itself says of it.
        part: what tells it from the other texts of its file; empty where the file is one text. Never a counter where
            the file gives an id: it becomes part of the locator.
        original: the part's own bytes where they can be told apart in the file; None keeps those of the whole file.
        pages: the offsets in `text` at which pages begin; the first is 0 where the text begins within a page.
        first_page: the number of the first of them.
        coding: how the rows are coded, where the text is a table of events that somebody coded by hand.
        paragraphs: the ranges of the rows of such a table.
    """

    text: str
    found: Found = field(default_factory=Found)
    part: str = ""
    original: bytes | None = None
    pages: tuple[int, ...] = ()
    first_page: int = 1
    coding: Coding | None = None
    paragraphs: tuple[tuple[int, int], ...] = ()
