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
    as written. `retrieval` tells how it was fetched, where it was.
    """

    locator: str
    name: str
    data: bytes
    media: str
    said: dict[str, str] = {}
    retrieval: Retrieval | None = None


@dataclass
class Piece:
    """A text that a format found in a file, before it is cleaned.

    Attributes:
        text: the text that will be stored, character for character.
        found: what the format itself says of it.
        part: what tells it from the other texts of its file; empty where the file is one text. Never a counter where
            the file gives an id: it becomes part of the locator.
        original: the part's own bytes where they can be told apart in the file; None keeps those of the whole file.
        pages: the offsets in `text` at which pages begin.
        coding: how the rows are coded, where the text is a table of events that somebody coded by hand.
    """

    text: str
    found: Found = field(default_factory=Found)
    part: str = ""
    original: bytes | None = None
    pages: tuple[int, ...] = ()
    coding: Coding | None = None
