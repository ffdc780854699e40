"""What a person decides: about documents, and about what was read. Decisions survive a re-reading."""

from __future__ import annotations

from typing import Literal

import msgspec

Verb = Literal["set", "grade", "accept", "reject", "edit", "merge", "split", "remove", "note"]


class Selector(msgspec.Struct, frozen=True):
    """How a decision finds its words again: the quote, 32 characters before and after, and where it began."""

    document: str
    quote: str
    before: str
    after: str
    start: int


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. `target` is a document id or outlet; `values` what was set; `snapshot` what it was decided about.

    `sequence` orders decisions; a later one about the same field wins. No time of the clock is part of it.
    """

    id: str
    sequence: int
    verb: Verb
    target: str
    values: dict[str, str | None]
    author: str | None = None
    note: str | None = None
    selector: Selector | None = None
    snapshot: dict[str, str | None] | None = None
