"""The documents of a case as references: who published what, when, and where it is; the base of every citation form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from crosscurrents.records.custody import Retrieval

Row = dict[str, Any]
KEY_LENGTH = 24  # characters of a name in a key
_PARTS = {"month": 2, "part": 2, "quarter": 2, "season": 2, "year": 1, "decade": 1}  # of year, month, day
_FROM_TEXT = ("inferred", "relative")


class Issued(msgspec.Struct, frozen=True):
    """When a document was written, no more exactly than is known: year, month and day, or fewer.

    `end` differs from `begin` where only an interval is known; one of the two is empty where it is open. `inferred`
    says that the date was concluded from the text.
    """

    begin: tuple[int, ...]
    end: tuple[int, ...]
    inferred: bool

    def label(self) -> str:
        """The date as ISO 8601 writes it, an interval with a slash: "2025-03", "2025-03-11/2025-03-20"."""
        begin, end = _iso(self.begin), _iso(self.end)
        if not end:
            return f"since {begin}"
        if not begin:
            return f"until {end}"
        return begin if begin == end else f"{begin}/{end}"


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A document as a work that can be cited. `accessed` is the ISO day on which its address was fetched."""

    id: str
    key: str
    title: str
    publisher: str | None
    author: str | None
    kind: str
    language: str
    issued: Issued | None
    address: str | None
    accessed: str | None


def references_of(records: Sequence[Row], retrievals: Mapping[str, Retrieval]) -> list[Reference]:
    """The documents among the records of `records_of` as references, in their order, under unique keys.

    Args:
        records: the records of a case.
        retrievals: how documents were fetched, by their id, for those that were.
    """
    documents = sorted((r for r in records if r["record"] == "document"), key=lambda r: (r["order"], r["id"]))
    keys: set[str] = set()
    found = []
    for row in documents:
        reference = _reference(row, retrievals.get(row["id"]))
        if reference.key in keys:
            reference = msgspec.structs.replace(reference, key=f"{reference.key}{row['id'][8:]}")
        keys.add(reference.key)
        found.append(reference)
    return found


def _reference(row: Row, retrieval: Retrieval | None) -> Reference:
    issued = issued_of(row["date"])
    return Reference(
        id=row["id"],
        key=_key(row, issued),
        title=row["title"] or row["name"],
        publisher=row["publisher"],
        author=row["author"],
        kind=row["kind"],
        language=row["language"],
        issued=issued,
        address=row["address"] or (retrieval.final or retrieval.address if retrieval else None),
        accessed=retrieval.at[:10] if retrieval else None,
    )


def _key(row: Row, issued: Issued | None) -> str:
    """A key that another document of the case does not change: a name, the year, the beginning of the id."""
    name = unicodedata.normalize("NFKD", row["publisher"] or row["author"] or row["title"] or row["name"])
    word = re.sub(r"[^a-z0-9]", "", name.casefold().encode("ascii", "ignore").decode())[:KEY_LENGTH] or "document"
    year = (issued.begin or issued.end)[0] if issued else ""
    return f"{word}{year}-{row['id'][:8]}"


def issued_of(when: Row | None) -> Issued | None:
    """A date of the export as a date of issue, in as many parts as its precision has; None where nothing is known."""
    if not when:
        return None
    parts = _PARTS.get(when["precision"], 3)
    begin, end = (_parts(when[side])[:parts] for side in ("start", "end"))
    return Issued(begin, end, when["basis"] in _FROM_TEXT)


def _parts(iso: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in iso.split("-")) if iso else ()


def _iso(parts: tuple[int, ...]) -> str:
    return "-".join(f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(parts))
