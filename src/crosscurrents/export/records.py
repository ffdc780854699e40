"""Every record of a case as a plain object: the fields of OUTPUT.md, section 2, in the order of the export.

The situation's items are exported as they are; documents and statements get the forms below, and an event's evidence
carries the place of its trigger. `schema.py` makes the JSON Schema from these same classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document, DocumentKind, Dropped, Modality, Original
from crosscurrents.records.provenance import Evidence, Speaker
from crosscurrents.records.situation import AnyItem, DocumentView, Event, Situation
from crosscurrents.records.statement import AnyStatement, EventStatement, Reading, Statement, Words

_SHARED = frozenset((*Statement.__struct_fields__, "trigger"))  # no roles, although some are words
DECIMALS, CONFIDENCE_DECIMALS = 4, 2


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="document"):
    """A document: what it is, when, in which order, and what was left out of it. `order` ranks from the earliest.

    `coding` names the scheme of a table of coded events. `relays` names the one whose text was handed on as a whole; it
    is empty where that one is not named.
    """

    id: str
    name: str
    title: str | None
    publisher: str | None
    author: str | None
    date: DateRange | None
    date_because: tuple[Evidence, ...]
    order: int
    address: str | None
    language: str
    words: int
    kind: DocumentKind
    reliability: str
    source_group: str | None
    translation_of: str | None
    original: Original
    dropped: tuple[Dropped, ...]
    coding: str | None = None
    relays: str | None = None


class StatementRecord(msgspec.Struct, frozen=True, kw_only=True, tag_field="record", tag="statement"):
    """What one sentence says: `roles` map a role to its words as written; `item` is the record that it became."""

    id: str
    kind: str
    document: str
    roles: dict[str, tuple[str, ...]]
    date: DateRange | None
    place: str | None
    modality: Modality
    hedge: str | None
    speaker: Speaker
    confidence: float
    item: str | None
    evidence: tuple[Evidence, ...]


class TriggerEvidence(Evidence, frozen=True, kw_only=True):
    """The whole sentence that tells an event, with the characters of its trigger where the reader found one there."""

    trigger: tuple[int, int] | None


class EventRecord(Event, frozen=True, kw_only=True, tag="event"):
    """An event whose evidence says where its trigger stands."""

    evidence: tuple[TriggerEvidence, ...] = ()


AnyRecord = DocumentRecord | StatementRecord | AnyItem


def records_of(
    documents: Sequence[Document], situation: Situation, readings: Sequence[Reading]
) -> list[dict[str, Any]]:
    """All records of a case as plain objects, sorted by record and id; the same case gives the same list."""
    statements = {s.id: s for r in readings for s in r.statements}
    views = {v.document: v for v in situation.documents}
    found: list[Any] = [_document(d, views.get(d.id)) for d in documents]
    originals = situation.originals()
    found += [_statement(s, situation.item_of, originals) for s in statements.values()]
    found += [_event(i, statements) if isinstance(i, Event) else i for i in situation.items]
    plain = [_plain(msgspec.to_builtins(record)) for record in found]
    return sorted(plain, key=lambda r: (r["record"], r["id"]))


def _document(document: Document, view: DocumentView | None) -> DocumentRecord:
    return DocumentRecord(
        id=document.id,
        name=document.name,
        title=document.title,
        publisher=document.publisher,
        author=document.author,
        date=view.date if view else document.date,
        date_because=view.date_because if view else document.date_because,
        order=view.order if view else 0,
        address=document.address,
        language=document.language,
        words=document.words,
        kind=document.kind,
        reliability=document.reliability,
        source_group=view.source_group if view else None,
        translation_of=document.translation_of,
        original=document.original,
        dropped=document.dropped,
        coding=document.coding.scheme if document.coding else None,
        relays=document.relays,
    )


def _statement(
    statement: AnyStatement, item_of: Mapping[str, str], originals: Mapping[tuple[str, int, int], Evidence]
) -> StatementRecord:
    evidence = statement.evidence
    behind = originals.get((evidence.document, evidence.start, evidence.end))
    return StatementRecord(
        id=statement.id,
        kind=str(type(statement).__struct_config__.tag),
        document=statement.document,
        roles=_roles(statement),
        date=statement.date,
        place=statement.place.text if statement.place else None,
        modality=statement.modality,
        hedge=statement.hedge,
        speaker=statement.speaker,
        confidence=statement.confidence,
        item=item_of.get(statement.id),
        evidence=(evidence, behind) if behind else (evidence,),
    )


def _roles(statement: AnyStatement) -> dict[str, tuple[str, ...]]:
    """The words that fill the statement's roles, as written; roles that nothing fills are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for name in statement.__struct_fields__:
        value = getattr(statement, name)
        if name in _SHARED:
            continue
        words = value if isinstance(value, tuple) else (value,)
        texts = tuple(w.text for w in words if isinstance(w, Words))
        if texts:
            found[name] = texts
    return found


def _event(event: Event, statements: Mapping[str, AnyStatement]) -> EventRecord:
    triggers = _triggers(event, statements)
    evidence = tuple(
        TriggerEvidence(
            **{name: getattr(e, name) for name in Evidence.__struct_fields__},
            trigger=triggers.get((e.document, e.start)),
        )
        for e in event.evidence
    )
    fields = {name: getattr(event, name) for name in Event.__struct_fields__ if name != "evidence"}
    return EventRecord(**fields, evidence=evidence)


def _triggers(event: Event, statements: Mapping[str, AnyStatement]) -> dict[tuple[str, int], tuple[int, int]]:
    """Where the triggers stand, by document and start of the sentence; the event's own goes before others there."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for statement in map(statements.get, event.statements):
        if isinstance(statement, EventStatement):
            place = (statement.document, statement.evidence.start)
            found.setdefault(place, (statement.trigger.start, statement.trigger.end))
    if event.evidence:
        found[event.evidence[0].document, event.evidence[0].start] = event.trigger
    return found


def _plain(value: Any, key: str = "") -> Any:  # noqa: ANN401  # any part of a record
    """The same with floats rounded, and null for a date of which nothing is known."""
    if isinstance(value, dict):
        if value.keys() >= {"precision", "basis"} and value.get("start") is None and value.get("end") is None:
            return None
        return {k: _plain(v, k) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v, key) for v in value]
    if isinstance(value, float):
        return round(value, CONFIDENCE_DECIMALS if key == "confidence" else DECIMALS)
    return value
