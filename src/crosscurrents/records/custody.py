"""Custody: how the bytes of a document came into a case."""

from __future__ import annotations

import msgspec

from crosscurrents.records.document import Document


class Retrieval(msgspec.Struct, frozen=True):
    """How an address was fetched. It enters no id and no stamp: the same bytes are the same document.

    Attributes:
        address: the address that the user named.
        final: the address that answered.
        redirects: the addresses in between, in order.
        status: the status of the answer.
        at: when, as ISO 8601 in UTC to the second.
        headers: those of the answer that tell what was sent (content-type, last-modified, etag, date).
    """

    address: str
    final: str
    redirects: tuple[str, ...]
    status: int
    at: str
    headers: dict[str, str]


class Arrived(msgspec.Struct, frozen=True):
    """A document with the bytes that it was made of, and how these were fetched, where they were."""

    document: Document
    original: bytes
    retrieval: Retrieval | None = None
