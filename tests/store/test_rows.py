"""Documents, decisions, the situation and the audit trail in the store."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from crosscurrents.errors import CaseError
from crosscurrents.records.custody import Arrived, Retrieval
from crosscurrents.records.document import Document, Original
from crosscurrents.records.identity import document_id, statement_id
from crosscurrents.records.situation import Actor, DocumentView, Situation
from crosscurrents.records.statement import Reading, UnknownStatement
from crosscurrents.store import audit, decisions, documents, situation
from crosscurrents.store.connection import open_case, transaction

TEXT = "It is not known who holds the bridge. The ferry runs."


@pytest.fixture
def case(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_case(tmp_path / "case.db", create=True) as connection:
        yield connection


def article(text: str = TEXT, locator: str = "desk/a.txt") -> Document:
    return Document(
        id=document_id(text, locator),
        locator=locator,
        name="a.txt",
        text=text,
        original=Original(hashlib.sha256(text.encode()).hexdigest(), len(text), "text/plain"),
        media="text/plain",
        paragraphs=((0, len(text)),),
    )


def reading(document: Document, reader: str = "r1") -> Reading:
    end = document.text.index(".") + 1
    unknown = UnknownStatement(
        id=statement_id(document.id, "unknown", 0, end),
        document=document.id,
        sentence=0,
        evidence=document.evidence(0, end, "cue"),
        text=document.text[:end],
    )
    return Reading(document.id, reader, ((0, end), (end + 1, len(document.text))), (), (unknown,))


def put(case: sqlite3.Connection, document: Document, reader: str = "r1", fetched: Retrieval | None = None) -> str:
    with transaction(case):
        return documents.add(case, Arrived(document, document.text.encode(), fetched), reading(document, reader))


def test_a_document_comes_back_as_it_went_in(case: sqlite3.Connection) -> None:
    document = article()
    assert put(case, document) == "new"
    assert documents.newest(case) == [document]
    assert documents.readings(case) == [reading(document)]
    assert documents.original(case, document.id) == TEXT.encode()
    assert documents.readers(case) == [(document.id, "r1")]


def test_another_text_under_the_locator_is_the_newest_and_removing_it_brings_the_old_one_back(
    case: sqlite3.Connection,
) -> None:
    old, new = article(), article(TEXT + " It was cut.")
    put(case, old)
    assert put(case, new) == "version"
    assert [d.id for d in documents.newest(case)] == [new.id]
    assert put(case, old) == "read again"
    assert [d.id for d in documents.newest(case)] == [old.id]
    with transaction(case):
        documents.remove(case, old.id)
    assert [d.id for d in documents.newest(case)] == [new.id]
    assert [r.document for r in documents.readings(case)] == [new.id]


def test_reading_again_replaces_statements_and_search(case: sqlite3.Connection) -> None:
    document = article()
    put(case, document)
    put(case, document, "r2")
    assert documents.readers(case) == [(document.id, "r2")]
    assert documents.search(case, "bridge holds") == [(document.id, 0, TEXT.index(".") + 1)]
    assert documents.search(case, 'nothing "of OR it*') == []


def test_removing_takes_everything_with_it(case: sqlite3.Connection) -> None:
    document = article()
    put(case, document)
    with transaction(case):
        documents.remove(case, document.id)
    for table in ("document", "reading", "statement", "sentence"):
        assert case.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_bytes_of_many_documents_are_kept_once_until_the_last_of_them_goes(case: sqlite3.Connection) -> None:
    one, other = article(locator="desk/a.docx#1"), article(locator="desk/a.docx#2")
    put(case, one)
    put(case, other)
    assert case.execute("SELECT count(*) FROM original").fetchone()[0] == 1
    for document, left in ((one, 1), (other, 0)):
        with transaction(case):
            documents.remove(case, document.id)
        assert case.execute("SELECT count(*) FROM original").fetchone()[0] == left


def test_every_version_names_the_one_before_it(case: sqlite3.Connection) -> None:
    first, second, other = article(), article(TEXT + " It was cut."), article(locator="desk/b.txt")
    for document in (first, second, other):
        put(case, document)
    assert {d.id: d.supersedes for d in documents.versions(case)} == {
        first.id: None, second.id: first.id, other.id: None,
    }  # fmt: skip
    put(case, first)  # the first text again: it is the newest now
    assert {d.id: d.supersedes for d in documents.versions(case)} == {
        first.id: second.id, second.id: None, other.id: None,
    }  # fmt: skip
    assert [d.id for d in documents.versions(case)] == sorted((first.id, second.id, other.id))
    assert {d.text for d in documents.versions(case)} == {first.text, second.text}


def test_originals_come_once_with_their_hash_and_a_damaged_one_is_named(case: sqlite3.Connection) -> None:
    one, other, same = article(), article("Another text."), article(locator="desk/b.txt")
    for document in (one, other, same):
        put(case, document)
    found = list(documents.originals(case))
    assert found == sorted((d.original.sha256, d.text.encode()) for d in (one, other))
    case.execute("UPDATE original SET data = x'00' WHERE sha256 = ?", (found[1][0],))
    with pytest.raises(CaseError, match=found[1][0]):
        list(documents.originals(case))


def test_a_text_that_comes_in_other_bytes_keeps_the_first(case: sqlite3.Connection) -> None:
    first = article()
    put(case, first)
    other = msgspec.structs.replace(first, original=Original("0" * 64, 3, "text/html"), title="A title")
    with transaction(case):
        assert documents.add(case, Arrived(other, b"abc"), reading(other, "r2")) == "read again"
    (found,) = documents.newest(case)
    assert (found.original, found.title) == (first.original, "A title")
    assert documents.original(case, first.id) == TEXT.encode()
    assert len(list(documents.originals(case))) == 1


def test_the_first_retrieval_stays(case: sqlite3.Connection) -> None:
    first = Retrieval(
        "https://a.example/", "https://a.example/1", ("https://a.example/0",), 200, "2025-03-01T10:00:00Z", {}
    )
    document = article()
    put(case, document, fetched=first)
    put(case, document, fetched=msgspec.structs.replace(first, at="2025-04-01T10:00:00Z"))
    assert documents.retrieval(case, document.id) == first
    assert documents.retrieval(case, "0" * 16) is None


def test_a_situation_comes_back_and_is_found_by_member_and_prefix(case: sqlite3.Connection) -> None:
    actor = Actor(id="ab" * 8, name="River Council", type="organisation")
    view = DocumentView("cd" * 8, 1, None, (), None, None)
    built = Situation(stamp="s", today="2025-03-01", items=(actor,), documents=(view,), item_of={"ef" * 8: actor.id})
    with transaction(case):
        situation.save(case, built)
    assert situation.load(case) == built
    assert situation.item(case, "ef" * 8) == actor
    assert situation.ids_with_prefix(case, "abab") == [(actor.id, "actor")]
    assert situation.ids_with_prefix(case, "ffff") == []
    assert situation.counts(case) == {"actor": 1}


def test_decisions_are_numbered_and_each_change_has_its_audit_row(case: sqlite3.Connection) -> None:
    with transaction(case):
        first = decisions.add(case, "set", "doc", {"publisher": "River Daily"}, author="R")
        second = decisions.add(case, "set", "doc", {"publisher": "River Daily"})
    assert [d.sequence for d in decisions.rows(case)] == [1, 2]
    assert first.id != second.id
    assert [(r.verb, r.target, r.detail) for r in audit.rows(case, 1)] == [("set", "doc", {"publisher": "River Daily"})]
