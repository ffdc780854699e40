"""Pages saved as a web archive in MIME (MHTML, RFC 2557): the page itself is read, its pictures and frames are not."""

from __future__ import annotations

from collections.abc import Iterator

from crosscurrents.config import Config
from crosscurrents.errors import FormatError
from crosscurrents.ingest.decoding import binary_kind
from crosscurrents.ingest.formats.page import page_text
from crosscurrents.ingest.mime import Part, part_of
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.ingest.properties import add_properties

_PAGES = ("text/html", "application/xhtml+xml")


def read(incoming: Incoming, config: Config) -> Iterator[Piece]:
    """The article of the page.

    Its own markup goes first; the archive gives the address, and a title and the day of saving (the last on which the
    page can have been written) where nothing else tells them.

    Raises:
        FormatError: the file is no archive of a page, or its page holds no text.
    """
    archive = part_of(incoming.data.lstrip())
    try:
        page = _page(archive, config)
    except FormatError as error:
        raise FormatError(error.message, file=incoming.locator, hint=error.hint) from None
    if page is None:
        kind = binary_kind(incoming.data)
        what = f"the file is {kind}, not a saved page" if kind else "the file holds no saved page"
        raise FormatError(what, file=incoming.locator, hint="save the page again, as HTML or MHTML")
    text, found = page_text(page.content, incoming.locator, charset=page.headers.get_content_charset() or "")
    found.address = found.address or _address(archive, page)
    found.title = found.title or archive.value("Subject")
    day = archive.day("Date")
    if day:
        address = {"address": found.address or ""}
        add_properties(text, found, address, method="saved on", saved=day.isoformat())
    yield Piece(text, found)


def _page(archive: Part, config: Config) -> Part | None:
    """The part that the archive names as its start, else the first page in it."""
    if not archive.headers.keys():
        return None
    pages = [p for p in archive.parts(config.max_parts) if p.type in _PAGES]
    start = archive.headers.get_param("start", header="content-type")
    named = (p for p in pages if start and p.value("Content-ID") == start)
    return next(named, pages[0] if pages else None)


def _address(archive: Part, page: Part) -> str | None:
    """Where the page was saved from."""
    named = (
        archive.value("Snapshot-Content-Location"),
        page.value("Content-Location"),
        archive.value("Content-Location"),
    )
    return next((address for address in named if address and address.startswith(("http://", "https://"))), None)
