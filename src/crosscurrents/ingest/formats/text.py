"""Plain text and Markdown: the stored text is the decoded file, character for character."""

from __future__ import annotations

from collections.abc import Iterator

from crosscurrents.config import Config
from crosscurrents.errors import InputError
from crosscurrents.ingest.decoding import decode
from crosscurrents.ingest.pieces import Incoming, Piece


def read(incoming: Incoming, config: Config) -> Iterator[Piece]:
    """The file as one text.

    Raises:
        InputError: it holds no letter and no digit.
    """
    text = decode(incoming.data)
    if not any(char.isalnum() for char in text):
        raise InputError("the file holds no text", file=incoming.locator, hint="save it again, or leave it out")
    yield Piece(text)
