"""Passages of texts: where quotes stand, and how close evidence comes to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from crosscurrents.evaluate.rows import Row

LONGEST = 1_200  # characters; longer evidence finds nothing
Span = tuple[str, int, int]  # document, start, end
Places = tuple[str, list[tuple[int, int]]]  # document, every place of a quote in it


def find_all(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of a quote in a text, overlapping ones too."""
    if not quote:
        return []
    return [(m.start(), m.start() + len(quote)) for m in re.finditer(f"(?={re.escape(quote)})", text)]


def evidence_in(node: Any) -> Iterator[Row]:  # noqa: ANN401  # any JSON value
    """Every evidence object inside a record."""
    if isinstance(node, dict):
        if "quote" in node and "start" in node:
            yield node
            return
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from evidence_in(value)


def closeness(places: Places, spans: Iterable[Span], longest: int = LONGEST) -> float:
    """Intersection over union of the best span with a gold passage; 0 below half of the shorter of the two."""
    document, wanted = places
    best = 0.0
    for name, start, end in spans:
        if name != document or end - start > longest:
            continue
        for a, b in wanted:
            both = min(b, end) - max(a, start)
            if both > 0 and 2 * both >= min(b - a, end - start):
                best = max(best, both / (max(b, end) - min(a, start)))
    return best
