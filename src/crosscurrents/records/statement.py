"""Statements: what single sentences say, before anything is merged.

Every kind shares the fields of `Statement`. A statement's id is that of its evidence (`identity.statement_id`). Words
that fill a role are kept as written with their place (`Words`), so that resolution can find whom they name.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Mention, Modality
from crosscurrents.records.provenance import Evidence, Speaker

PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
RelationKind = Literal[
    "office", "membership", "alliance", "command", "funding", "part_of", "alias",
    "backs", "depends_on", "supplies", "hosts", "mediates", "rival_of",
]  # fmt: skip
Position = Literal["supports", "opposes", "accepts", "rejects", "neutral", "mixed", "wary"]
ExpectationKind = Literal["plan", "forecast", "threat", "scheduled", "conditional", "hope", "fear"]
Qualifier = Literal["exact", "about", "over", "under", "nearly", "at_least", "at_most"]
Sign = Literal["+", "-", "?"]
Hedge = Literal["asserted", "likely", "possible", "speculative"]
Direction = Literal["up", "down", "level"]


class Words(msgspec.Struct, frozen=True):
    """Words of the document in a role: exact characters [start, end) of its stored text."""

    text: str
    start: int
    end: int


class StateOf(msgspec.Struct, frozen=True):
    """archetype(arguments) with a direction and a variant (ARCHETYPES.md); argument values are words or ids."""

    archetype: str
    arguments: dict[str, str]
    direction: Direction
    variant: str | None


class Statement(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What one sentence says: evidence, who says it, when and where it is placed, and how it is meant.

    `sentence` is the index of the sentence in its document, `confidence` the reader's chance in 0..1, `hedge` the hedge
    words as written, `place` words as written.
    """

    id: str
    document: str
    sentence: int
    evidence: Evidence
    speaker: Speaker = Speaker()
    modality: Modality = "happened"
    date: DateRange | None = None
    place: Words | None = None
    hedge: str | None = None
    confidence: float = 0.0


class EventStatement(Statement, frozen=True, kw_only=True, tag="event"):
    """Someone does something to or with someone: a PLOVER type on a trigger. Evidence is the whole sentence."""

    type: PloverType
    plover: PloverType
    trigger: Words
    mode: str | None = None
    main: bool = False
    sources: tuple[Words, ...] = ()
    targets: tuple[Words, ...] = ()


class FigureStatement(Statement, frozen=True, kw_only=True, tag="figure"):
    """A number of something: value or range, unit, qualifier, and what is measured (words)."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    qualifier: Qualifier
    measures: str


class RelationStatement(Statement, frozen=True, kw_only=True, tag="relation"):
    """Subject stands in a relation to object; `label` holds the words that name it (an office, say)."""

    relation: RelationKind
    subject: Words
    object: Words
    label: str | None = None


class StanceStatement(Statement, frozen=True, kw_only=True, tag="stance"):
    """An actor's position on an actor (`target`) or an issue (words)."""

    actor: Words | None
    target: Words | None
    issue: str | None
    position: Position


class InfluenceStatement(Statement, frozen=True, kw_only=True, tag="influence"):
    """A cause raises (+) or lowers (-) an effect; `strength` is the hedge class, `signal` the words that link them."""

    cause: Words
    effect: Words
    sign: Sign
    strength: Hedge
    signal: Words | None = None
    condition: Words | None = None
    cause_state: StateOf | None = None
    effect_state: StateOf | None = None


class ExpectationStatement(Statement, frozen=True, kw_only=True, tag="expectation"):
    """Something to come: what kind of expectation, whose (`holder`), due when, on which condition, how likely."""

    expectation: ExpectationKind
    holder: Words | None
    due: DateRange | None = None
    condition: Words | None = None
    likelihood: str | None = None


class StateStatement(Statement, frozen=True, kw_only=True, tag="state"):
    """Where something stands, or how it moves."""

    state: StateOf


class QuotationStatement(Statement, frozen=True, kw_only=True, tag="quotation"):
    """Words spoken or written by someone; `text` is the exact slice between the quotation marks."""

    text: str
    addressee: str | None = None
    occasion: str | None = None


class IndicatorStatement(Statement, frozen=True, kw_only=True, tag="indicator"):
    """What the author says is to be watched, or what things hinge on."""

    what: str
    state: StateOf | None = None


class UnknownStatement(Statement, frozen=True, kw_only=True, tag="unknown"):
    """What the document says is not known."""

    text: str


class TimeStatement(Statement, frozen=True, kw_only=True, tag="time"):
    """A time as written with the interval that it means (given by `extract`; not stored in a case)."""


AnyStatement = (
    EventStatement
    | FigureStatement
    | RelationStatement
    | StanceStatement
    | InfluenceStatement
    | ExpectationStatement
    | StateStatement
    | QuotationStatement
    | IndicatorStatement
    | UnknownStatement
)


class Reading(msgspec.Struct, frozen=True):
    """All that is known of one document before it meets the others; what resolve takes.

    `sentences` are character ranges; `mentions` and `statements` are in order of text. `reader` is the fingerprint of
    the reader that made it.
    """

    document: str
    reader: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    statements: tuple[AnyStatement, ...]
