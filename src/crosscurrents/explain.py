"""How a record came about (`why ID`), and how a case stands (`status`)."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from crosscurrents import pipeline
from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import CaseError
from crosscurrents.records.custody import Retrieval
from crosscurrents.records.document import Document, Original
from crosscurrents.records.provenance import TRANSLATION, Evidence
from crosscurrents.records.situation import AnyItem
from crosscurrents.records.statement import AnyStatement
from crosscurrents.resolve.translations import Originals
from crosscurrents.store import documents as document_rows
from crosscurrents.store import situation as situation_rows
from crosscurrents.store.connection import fault_of


class Passage(msgspec.Struct, frozen=True):
    """A passage of an original inside its paragraph, of which `before` and `after` are the rest."""

    document: str
    name: str
    language: str
    before: str
    quote: str
    after: str


class Source(msgspec.Struct, frozen=True):
    """One sentence that a record rests on, inside its paragraph.

    `before` and `after` are the rest of the paragraph; `roles` map a role to the words that fill it; `method` names
    what decided, `confidence` how sure it was (0 to 1). `original` is the passage that the sentence renders, where it
    stands in a translation.
    """

    document: str
    name: str
    kind: str
    before: str
    quote: str
    after: str
    speaker: str
    chain: tuple[str, ...]
    method: str
    confidence: float
    roles: dict[str, list[str]]
    original: Passage | None = None


class Why(msgspec.Struct, frozen=True):
    """A record, the sentences that it rests on, and why its members are one."""

    record: str
    id: str
    body: dict[str, Any]
    sources: tuple[Source, ...]
    merged_because: tuple[str, ...]


class Custody(msgspec.Struct, frozen=True):
    """Where a document comes from: its bytes as they came, how they were fetched, and its versions.

    `retrieval` is None where the bytes came from a file; `versions` are the ids of all texts that stood under the same
    locator, oldest first.
    """

    locator: str
    original: Original
    retrieval: Retrieval | None
    versions: tuple[str, ...]


def custody(connection: sqlite3.Connection, document: Document) -> Custody:
    """Where a document comes from."""
    versions = [i for i, (locator, _) in document_rows.known(connection).items() if locator == document.locator]
    retrieval = document_rows.retrieval(connection, document.id)
    return Custody(document.locator, document.original, retrieval, tuple(versions))


def explain(connection: sqlite3.Connection, found: AnyItem | AnyStatement | Document, config: Config = DEFAULT) -> Why:
    """Why a record says what it says."""
    body: dict[str, Any] = msgspec.to_builtins(found)
    documents = {d.id: d for d in pipeline.documents(connection)}
    originals = _originals(connection, list(documents.values()), config)
    if isinstance(found, Document):
        body.pop("text")
        sources = tuple(_around(e, documents, originals) for e in found.date_because if e.document in documents)
        return Why("document", found.id, body, sources, ())
    name = str(type(found).__struct_config__.tag)
    members = _members(connection, found)
    sources = tuple(_source(s, documents, originals) for s in members if s.document in documents)
    if not sources:
        sources = tuple(_around(e, documents, originals) for e in _evidence(found) if e.document in documents)
    return Why(name, found.id, body, sources, _reasons(found, members))


def _originals(connection: sqlite3.Connection, documents: Sequence[Document], config: Config) -> Originals:
    """The passages behind those of translations; the readings are not loaded where there are none."""
    translations = [d for d in documents if d.translation_of]
    return Originals(documents, pipeline.readings(connection, translations) if translations else (), config)


def _members(connection: sqlite3.Connection, found: AnyItem | AnyStatement) -> list[AnyStatement]:
    if hasattr(found, "evidence") and hasattr(found, "sentence"):
        return [found]  # type: ignore[list-item]  # it is a statement: only those have both fields
    ids: Sequence[str] = getattr(found, "statements", ())
    rows = (document_rows.statement(connection, i) for i in ids)
    return [r for r in rows if r is not None]


def _evidence(found: AnyItem | AnyStatement) -> tuple[Evidence, ...]:
    own = found.evidence if isinstance(found.evidence, tuple) else (found.evidence,)
    own = tuple(e for e in own if e.method != TRANSLATION)  # shown below what renders it
    return (*own, *(c.evidence for c in getattr(found, "claims", ())), *getattr(found, "passages", ()))


def _reasons(found: AnyItem | AnyStatement, members: Sequence[AnyStatement]) -> tuple[str, ...]:
    said: tuple[str, ...] = getattr(found, "merged_because", ())
    if said or len(members) < 2:
        return said
    documents = len({m.document for m in members})
    return (f"{len(members)} statements of {documents} documents say the same thing",)


def _source(statement: AnyStatement, documents: dict[str, Document], originals: Originals) -> Source:
    plain = _around(statement.evidence, documents, originals)
    return msgspec.structs.replace(
        plain,
        kind=document_rows.kind_of(statement),
        speaker=statement.speaker.name,
        chain=statement.speaker.chain,
        confidence=statement.confidence,
        roles=roles_of(statement),
    )


def _around(evidence: Evidence, documents: dict[str, Document], originals: Originals) -> Source:
    document, behind = documents[evidence.document], originals.of(evidence)
    before, after = _beside(evidence, document)
    return Source(
        document=document.id,
        name=document.name,
        kind="",
        before=before,
        quote=evidence.quote,
        after=after,
        speaker="",
        chain=(),
        method=evidence.method,
        confidence=0.0,
        roles={},
        original=_passage(behind, documents[behind.document]) if behind else None,
    )


def _passage(evidence: Evidence, document: Document) -> Passage:
    before, after = _beside(evidence, document)
    return Passage(document.id, document.name, document.language, before, evidence.quote, after)


def _beside(evidence: Evidence, document: Document) -> tuple[str, str]:
    """What stands before and after evidence in its paragraph."""
    start, end = next(
        ((a, b) for a, b in document.paragraphs if a <= evidence.start < b), (evidence.start, evidence.end)
    )
    return document.text[start : evidence.start], document.text[evidence.end : max(end, evidence.end)]


def roles_of(statement: AnyStatement) -> dict[str, list[str]]:
    """The words in each role of a statement, as written."""
    body: dict[str, Any] = msgspec.to_builtins(statement)
    roles: dict[str, list[str]] = {}
    for name, value in body.items():
        values = value if isinstance(value, list | tuple) else [value]
        words = [v["text"] for v in values if isinstance(v, dict) and set(v) == {"text", "start", "end"}]
        if words:
            roles[name] = words
    return roles


def status(connection: sqlite3.Connection, config: Config) -> dict[str, Any]:
    """Counts of documents and records, today, the stamp, and how many documents another reader has read."""
    documents = pipeline.documents(connection)
    readers = dict(document_rows.readers(connection))
    stale = sum(readers.get(d.id) != pipeline.reader_key(d, config) for d in documents)
    stamp = situation_rows.value(connection, "stamp") or ""
    return {
        "documents": len(documents),
        "languages": dict(sorted(Counter(d.language for d in documents).items())),
        "undated": sum(d.date is None for d in documents),
        "today": situation_rows.value(connection, "today") or None,
        "records": situation_rows.counts(connection),
        "read_by_another_reader": stale,
        "stamp": stamp,
        "up_to_date": not stale and stamp == pipeline.stamp_of(connection, config),
    }


def check(connection: sqlite3.Connection, file: str) -> str:
    """Check a case: the file itself, that every quote is the slice of its text, and every original against its hash.

    Raises:
        CaseError: the file is damaged, a quote is not the slice of its text, or an original is not what it was.
    """
    if fault := fault_of(connection):
        raise CaseError(f"the file is damaged: {fault}", file=file, hint="restore it from a copy, or read again")
    documents = {d.id: d for d in pipeline.documents(connection)}
    quotes = 0
    for reading in document_rows.readings(connection):
        if reading.document not in documents:
            message = f"there is no document {reading.document}, although it was read"
            raise CaseError(message, file=file, hint="restore it from a copy, or read again")
        text = documents[reading.document].text
        for statement in reading.statements:
            quotes += 1
            evidence = statement.evidence
            if text[evidence.start : evidence.end] != evidence.quote:
                raise CaseError(f"statement {statement.id} does not quote its text", file=file, hint="read again")
    originals = _check_originals(connection, file)
    return f"{len(documents)} documents, {quotes} quotes exact, {originals} originals as they came"


def _check_originals(connection: sqlite3.Connection, file: str) -> int:
    """Compare every original with the hash under which it is kept, and its size; how many there are.

    Raises:
        CaseError: one is missing, damaged, or not what it was.
    """
    wanted = {d.original.sha256: d.original.bytes for d in document_rows.versions(connection)}
    seen = 0
    for sha256, data in document_rows.originals(connection):
        if hashlib.sha256(data).hexdigest() != sha256 or wanted.pop(sha256, len(data)) != len(data):
            raise CaseError(f"the original {sha256} is not what it was", file=file, hint="restore it from a copy")
        seen += 1
    if wanted:
        raise CaseError(f"the original {min(wanted)} is missing", file=file, hint="restore it from a copy")
    return seen
