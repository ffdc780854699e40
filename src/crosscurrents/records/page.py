"""The first page as data: sections of lines in the sources' own words (OUTPUT.md, section 5)."""

from __future__ import annotations

from typing import Any

import msgspec

from crosscurrents.records.dates import DateRange
from crosscurrents.records.provenance import Evidence, Speaker

SECTIONS = ("read", "short", "happened", "contested", "expected", "who", "unsaid", "outlook")


class Clause(msgspec.Struct, frozen=True):
    """A cut of one sentence by deletion only: increasing character ranges of the document's stored text."""

    document: str
    name: str
    slices: tuple[tuple[int, int], ...]


class OriginCount(msgspec.Struct, frozen=True):
    """How many origins a line rests on: the sure ones (at least 1), and at most."""

    sure: int
    most: int


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the page. `computed`: arithmetic on the sources; `inferred`: concluded, not said."""

    text: str
    clause: Clause | None = None
    date: DateRange | None = None
    speaker: Speaker | None = None
    origins: OriginCount | None = None
    status: str = ""
    items: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    computed: bool = False
    inferred: bool = False


class Section(msgspec.Struct, frozen=True):
    """A named list of lines; `more` counts what was left out."""

    name: str
    lines: tuple[Line, ...]
    more: int


class Brief(msgspec.Struct, frozen=True):
    """The whole page. `documents` are as exported; `hash` is the situation's stamp."""

    as_of: str | None
    hash: str
    documents: tuple[dict[str, Any], ...]
    sections: tuple[Section, ...]
