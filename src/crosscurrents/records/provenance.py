"""Where something comes from: spans, evidence, speakers, origins."""

from __future__ import annotations

from typing import Literal

import msgspec

OriginKind = Literal["outlet", "speaker", "wire", "commentary", "unknown"]
NARRATOR = "narrator"
TRANSLATION = "translation"  # the method of evidence that is the passage of the original behind one of its translation


class Span(msgspec.Struct, frozen=True, order=True):
    """Characters [start, end) of a stored text, counted in Unicode code points."""

    start: int
    end: int


class Evidence(msgspec.Struct, frozen=True):
    """The exact characters that say something; `text[start:end] == quote` always holds.

    `name` is the document's name in the case, `page` counts from 1 (PDF only), `paragraph` from 0, `method` names the
    rule or the model that found it.
    """

    document: str
    name: str
    start: int
    end: int
    quote: str
    page: int | None
    paragraph: int
    method: str


class Speaker(msgspec.Struct, frozen=True):
    """Who says it: the name as written, or "narrator"; `chain` holds those through whom it came, outermost last.

    `actor` is the id of the actor after resolution, None before it and for the narrator.
    """

    name: str = NARRATOR
    actor: str | None = None
    chain: tuple[str, ...] = ()

    @property
    def is_narrator(self) -> bool:
        """Whether the document's own narrator vouches for it."""
        return self.name == NARRATOR


class Origin(msgspec.Struct, frozen=True):
    """What a claim rests on in the end (OUTPUT.md): counted per claim.

    `party` is True where the origin is an actor in the event, None where that cannot be told; `sure` is False where
    this origin may be the same as another one.
    """

    name: str
    kind: OriginKind
    party: bool | None
    sure: bool
    documents: tuple[str, ...]
