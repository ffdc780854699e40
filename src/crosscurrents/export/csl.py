"""CSL-JSON: the documents as references, for Zotero, pandoc and every citation style of the CSL project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from crosscurrents.export.references import Issued, Reference


def as_csl(references: Sequence[Reference]) -> bytes:
    """The references as an array of CSL items; the same references give the same bytes."""
    items = [{k: v for k, v in _item(r).items() if v is not None} for r in references]
    return msgspec.json.format(msgspec.json.encode(items, order="sorted"), indent=1) + b"\n"


def _item(reference: Reference) -> dict[str, Any]:
    """An article has its outlet as container, anything else its publisher; an author's name is never taken apart."""
    article = reference.kind in ("report", "commentary")
    page = "webpage" if reference.address else "document"
    return {
        "id": reference.key,
        "type": "article-newspaper" if article else page,
        "title": reference.title,
        "container-title": reference.publisher if article else None,
        "publisher": None if article else reference.publisher,
        "author": [{"literal": reference.author}] if reference.author else None,
        "issued": _issued(reference.issued) if reference.issued else None,
        "URL": reference.address,
        "accessed": _date(reference.accessed) if reference.accessed else None,
        "language": reference.language,
    }


def _issued(issued: Issued) -> dict[str, Any]:
    if not (issued.begin and issued.end):
        return {"literal": issued.label()}
    parts = [issued.begin] if issued.begin == issued.end else [issued.begin, issued.end]
    return {"date-parts": parts} | ({"circa": True} if issued.inferred else {})


def _date(iso: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]}
