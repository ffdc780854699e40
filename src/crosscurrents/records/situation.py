"""The situation: what the statements of all documents amount to. Field for field the export of OUTPUT.md, section 2.

References between records are ids. A merged record's id is the smallest id of its member statements. Every record names
its kind in the tag `record`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import msgspec

from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import ActorType, Modality
from crosscurrents.records.provenance import TRANSLATION, Evidence, Origin, Speaker
from crosscurrents.records.statement import (
    Direction,
    ExpectationKind,
    Hedge,
    PloverType,
    Position,
    Qualifier,
    RelationKind,
    Sign,
    StateOf,
)

Outcome = Literal["open", "fulfilled", "partly", "not_fulfilled", "overtaken", "lapsed"]
FigureVerdict = Literal["single", "agree", "differ_in_time", "differ_in_definition", "conflict"]
QuoteVerdict = Literal["one", "same", "cut", "differs", "disputed"]


class Admiralty(msgspec.Struct, frozen=True):
    """An Admiralty grade: the analyst's letter A-F (default F) and the digit 1-6 of the documented table, with why."""

    reliability: str
    credibility: int
    why: str


class Item(msgspec.Struct, frozen=True, kw_only=True, tag_field="record"):
    """What every record of the situation has: its id, and the evidence for it.

    Evidence in a translation is followed by the passage of the original that it renders (method `TRANSLATION`).
    """

    id: str
    evidence: tuple[Evidence, ...] = ()


class Actor(Item, frozen=True, kw_only=True, tag="actor"):
    """Someone who acts. `forms` maps a document's name to the surface forms there; `merged_because` says why one."""

    name: str
    type: ActorType
    country: str | None = None
    forms: dict[str, tuple[str, ...]] = {}
    catalogue: str | None = None
    merged_because: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class Place(Item, frozen=True, kw_only=True, tag="place"):
    """Somewhere; `lat`, `lon` are WGS84 degrees."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    forms: dict[str, tuple[str, ...]] = {}
    statements: tuple[str, ...] = ()


class Event(Item, frozen=True, kw_only=True, tag="event"):
    """One event, however often it is told. `reports` are document ids, `summary` words of its best report.

    `trigger` is the character range of the trigger in the first evidence's document. `background` says that it lies
    long before the earliest document (history told as setting).
    """

    type: PloverType
    plover: PloverType
    mode: str | None
    main: bool
    date: DateRange | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    modality: Modality
    speaker: Speaker
    summary: str
    trigger: tuple[int, int]
    reports: tuple[str, ...]
    origins: tuple[Origin, ...]
    independent: int
    independent_most: int
    admiralty: Admiralty | None
    confidence: float
    background: bool
    statements: tuple[str, ...]


class Figure(Item, frozen=True, kw_only=True, tag="figure"):
    """One number of something."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    qualifier: Qualifier
    measures: str
    place: str | None
    date: DateRange | None
    speaker: Speaker
    group: str | None
    origins: tuple[Origin, ...]
    independent: int
    independent_most: int
    admiralty: Admiralty | None
    confidence: float
    statements: tuple[str, ...]


class FigureGroup(Item, frozen=True, kw_only=True, tag="figure_group"):
    """Figures of one measurand: all values with their speakers, as a range, never an average."""

    measures: str
    unit: str
    figures: tuple[str, ...]
    low: float | None
    high: float | None
    verdict: FigureVerdict
    independent: int


class Relation(Item, frozen=True, kw_only=True, tag="relation"):
    """Subject stands in a relation to object (actor ids, else names)."""

    kind: RelationKind
    subject: str
    object: str
    label: str | None
    date: DateRange | None
    speaker: Speaker
    confidence: float
    statements: tuple[str, ...]


class Stance(Item, frozen=True, kw_only=True, tag="stance"):
    """An actor's position on an actor or an issue."""

    actor: str | None
    target: str | None
    issue: str | None
    position: Position
    speaker: Speaker
    date: DateRange | None
    confidence: float
    statements: tuple[str, ...]


class Influence(Item, frozen=True, kw_only=True, tag="influence"):
    """A cause that raises or lowers an effect."""

    cause: str
    effect: str
    sign: Sign
    hedge: Hedge
    condition: str | None
    signal: str | None
    speaker: Speaker
    origins: tuple[Origin, ...]
    independent: int
    independent_most: int
    cause_state: StateOf | None
    effect_state: StateOf | None
    cause_descriptor: str | None = None
    effect_descriptor: str | None = None
    confidence: float
    statements: tuple[str, ...]


class Expectation(Item, frozen=True, kw_only=True, tag="expectation"):
    """A line of the ledger: what was expected, by whom, by when, and what came of it."""

    text: str
    kind: ExpectationKind
    holder: str
    due: DateRange | None
    condition: str | None
    likelihood: str | None
    outcome: Outcome
    overdue: bool
    decided_by: tuple[Evidence, ...]
    speaker: Speaker
    confidence: float
    admiralty: Admiralty | None
    statements: tuple[str, ...]


class State(Item, frozen=True, kw_only=True, tag="state"):
    """Where something stands, or how it moves."""

    archetype: str
    direction: Direction
    variant: str | None
    arguments: dict[str, str]
    place: str | None
    date: DateRange | None
    modality: Modality
    speaker: Speaker
    origins: tuple[Origin, ...]
    independent: int
    independent_most: int
    confidence: float
    statements: tuple[str, ...]


class QuotationVariant(msgspec.Struct, frozen=True):
    """The wording of a quotation in one document."""

    text: str
    document: str


class Quotation(Item, frozen=True, kw_only=True, tag="quotation"):
    """Words spoken or written, with every outlet's wording and a verdict over them."""

    text: str
    speaker: Speaker
    addressee: str | None
    occasion: str | None
    date: DateRange | None
    chain: tuple[str, ...]
    documents: tuple[str, ...]
    variants: tuple[QuotationVariant, ...]
    verdict: QuoteVerdict
    confidence: float
    statements: tuple[str, ...]


class Indicator(Item, frozen=True, kw_only=True, tag="indicator"):
    """What the authors say is to be watched."""

    what: str
    state: StateOf | None
    watched_by: tuple[str, ...]
    speaks_for: tuple[str, ...]
    latest: tuple[Evidence, ...]
    statements: tuple[str, ...]


class Claim(msgspec.Struct, frozen=True):
    """One side of a contradiction: the statement, the value that it gives in words, and its evidence."""

    statement: str
    value: str
    evidence: Evidence


class Contradiction(Item, frozen=True, kw_only=True, tag="contradiction"):
    """Claims that cannot all be true, or that pull apart; an `update` is listed but not counted as contested."""

    kind: Literal["contradiction", "tension", "denial", "update"]
    topic: str
    claims: tuple[Claim, ...]
    verdict: str


class Reuse(Item, frozen=True, kw_only=True, tag="reuse"):
    """Text that two documents share. `direction` is the id of the earlier document, None where that cannot be told."""

    kind: Literal["verbatim", "near", "relay"]
    passages: tuple[Evidence, ...]
    direction: str | None
    share: float


class SourceGroup(Item, frozen=True, kw_only=True, tag="source_group"):
    """Documents that share text, directly or through a third."""

    documents: tuple[str, ...]
    because: tuple[str, ...]


class Unknown(Item, frozen=True, kw_only=True, tag="unknown"):
    """What the documents say that they do not know, as written; `about` are actor ids."""

    text: str
    about: tuple[str, ...]
    speaker: Speaker
    statements: tuple[str, ...]


AnyItem = (
    Actor
    | Place
    | Event
    | Figure
    | FigureGroup
    | Relation
    | Stance
    | Influence
    | Expectation
    | State
    | Quotation
    | Indicator
    | Contradiction
    | Reuse
    | SourceGroup
    | Unknown
)


class DocumentView(msgspec.Struct, frozen=True):
    """What resolution adds to a document: its rank in time (earliest first), its date bounds with the words that give
    them, and its source group. `copy_of` is the id of the document that it copies, as a whole, else None.
    """

    document: str
    order: int
    date: DateRange | None
    date_because: tuple[Evidence, ...]
    source_group: str | None
    copy_of: str | None


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """All records of a case at one stamp. `items` are sorted by record and id; `item_of` maps a statement's id to the
    id of the item that it became; `today` is the case's own day (no clock).
    """

    stamp: str
    today: str | None
    items: tuple[AnyItem, ...]
    documents: tuple[DocumentView, ...]
    item_of: dict[str, str]

    def of(self, record: type[Item]) -> tuple[Item, ...]:
        """The items of one record class, in order of id."""
        return tuple(i for i in self.items if type(i) is record)

    def originals(self) -> dict[tuple[str, int, int], Evidence]:
        """The passages of originals, by document, start and end of the evidence in a translation that renders them."""
        pairs = (pair for item in self.items for pair in pairwise(item.evidence))
        return {(e.document, e.start, e.end): o for e, o in pairs if o.method == TRANSLATION}
