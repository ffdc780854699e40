"""Documents with their original bytes, versions, and what was read in them."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator

import msgspec

from crosscurrents.errors import CaseError
from crosscurrents.records.custody import Arrived, Retrieval
from crosscurrents.records.document import Document
from crosscurrents.records.statement import AnyStatement, Reading
from crosscurrents.store import audit

_documents = msgspec.json.Decoder(Document)
_retrievals = msgspec.json.Decoder(Retrieval)
_readings = msgspec.json.Decoder(Reading)
_statements: msgspec.json.Decoder[AnyStatement] = msgspec.json.Decoder(AnyStatement)
_NEWEST = """
    FROM document AS d WHERE version = (SELECT max(version) FROM document AS o WHERE o.locator = d.locator)
"""


def add(connection: sqlite3.Connection, arrived: Arrived, reading: Reading) -> str:
    """Store a document with its bytes and its reading, to be called inside a transaction.

    A known text that comes in other bytes (a page whose advertisements change) keeps those with which it first came.

    Returns:
        "new", "version" (another text under a known locator), or "read again" (a known document, a new reading).
    """
    document = arrived.document
    known = stored(connection, document.id)
    highest = connection.execute("SELECT max(version) FROM document WHERE locator = ?", (document.locator,)).fetchone()[
        0
    ]
    if known:
        _drop_reading(connection, document.id)
        same = msgspec.structs.replace(document, original=known.original)
        connection.execute(
            "UPDATE document SET body = ?, version = ? WHERE id = ?",
            (_body(same), _promoted(connection, document, highest), document.id),
        )
    else:
        connection.execute(
            "INSERT INTO document (id, locator, version, body, text, sha256) VALUES (?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.locator,
                (highest or 0) + 1,
                _body(document),
                document.text,
                document.original.sha256,
            ),
        )
        _keep_bytes(connection, arrived)
    _add_reading(connection, document, reading)
    what = "read again" if known else "version" if highest else "new"
    audit.note(connection, "read", document.id, name=document.name, what=what, reader=reading.reader)
    return what


def _keep_bytes(connection: sqlite3.Connection, arrived: Arrived) -> None:
    """Keep the bytes once under their hash, and how they were fetched."""
    sha256 = arrived.document.original.sha256
    if not connection.execute("SELECT 1 FROM original WHERE sha256 = ?", (sha256,)).fetchone():
        packed = zlib.compress(arrived.original, 6)
        connection.execute("INSERT INTO original (sha256, data) VALUES (?, ?)", (sha256, packed))
    if arrived.retrieval:
        body = msgspec.json.encode(arrived.retrieval, order="deterministic").decode()
        connection.execute("INSERT INTO retrieval VALUES (?, ?)", (arrived.document.id, body))


def _promoted(connection: sqlite3.Connection, document: Document, highest: int) -> int:
    """The version number that makes a known text the newest of its locator again."""
    own = int(connection.execute("SELECT version FROM document WHERE id = ?", (document.id,)).fetchone()[0])
    return own if own == highest else highest + 1


def _body(document: Document) -> str:
    return msgspec.json.encode(msgspec.structs.replace(document, text=""), order="deterministic").decode()


def _add_reading(connection: sqlite3.Connection, document: Document, reading: Reading) -> None:
    bare = msgspec.structs.replace(reading, statements=())
    connection.execute(
        "INSERT INTO reading (document, reader, body) VALUES (?, ?, ?)",
        (document.id, reading.reader, msgspec.json.encode(bare).decode()),
    )
    connection.executemany(
        "INSERT INTO statement (id, document, kind, body) VALUES (?, ?, ?, ?)",
        [(s.id, document.id, kind_of(s), msgspec.json.encode(s).decode()) for s in reading.statements],
    )
    connection.executemany(
        'INSERT INTO sentence (text, document, start, "end") VALUES (?, ?, ?, ?)',
        [(document.text[a:b], document.id, a, b) for a, b in reading.sentences],
    )


def _drop_reading(connection: sqlite3.Connection, document: str) -> None:
    for table in ("sentence", "reading", "statement"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))


def replace_reading(connection: sqlite3.Connection, document: Document, reading: Reading) -> None:
    """Put another reader's reading in the place of the old one; to be called inside a transaction."""
    _drop_reading(connection, document.id)
    _add_reading(connection, document, reading)
    audit.note(connection, "read", document.id, name=document.name, what="read again", reader=reading.reader)


def kind_of(statement: AnyStatement) -> str:
    """The statement's kind as its tag names it."""
    return str(type(statement).__struct_config__.tag)


def newest(connection: sqlite3.Connection) -> list[Document]:
    """The newest version of every document, with its text, sorted by id."""
    rows = connection.execute(f"SELECT d.body, d.text {_NEWEST} ORDER BY d.id").fetchall()
    return [msgspec.structs.replace(_documents.decode(body), text=text) for body, text in rows]


def readings(connection: sqlite3.Connection) -> list[Reading]:
    """The readings of the newest versions, sorted by document id."""
    rows = connection.execute(
        f"SELECT r.document, r.body FROM reading AS r WHERE r.document IN (SELECT d.id {_NEWEST}) ORDER BY r.document"
    ).fetchall()
    found: dict[str, list[AnyStatement]] = {document: [] for document, _ in rows}
    for document, body in connection.execute("SELECT document, body FROM statement ORDER BY rowid"):
        if document in found:
            found[document].append(_statements.decode(body))
    return [msgspec.structs.replace(_readings.decode(body), statements=tuple(found[d])) for d, body in rows]


def readers(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(document id, fingerprint of its reader) of the newest versions, sorted by id: what the stamp is made of."""
    query = f"SELECT d.id, coalesce((SELECT reader FROM reading WHERE document = d.id), '') {_NEWEST} ORDER BY d.id"
    return [(str(a), str(b)) for a, b in connection.execute(query)]


def known(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """All documents, old versions too: id -> (locator, fingerprint of its reader); newest of a locator last."""
    query = """
        SELECT d.id, d.locator, coalesce(r.reader, '') FROM document AS d
        LEFT JOIN reading AS r ON r.document = d.id ORDER BY d.locator, d.version
    """
    return {str(i): (str(loc), str(reader)) for i, loc, reader in connection.execute(query)}


def versions(connection: sqlite3.Connection) -> list[Document]:
    """Every version of every document with its text, sorted by id; `supersedes` names the version before it."""
    found: list[Document] = []
    before: dict[str, str] = {}  # locator -> the id of the version seen last
    for body, text in connection.execute("SELECT body, text FROM document ORDER BY locator, version"):
        document = _documents.decode(body)
        found.append(msgspec.structs.replace(document, text=text, supersedes=before.get(document.locator)))
        before[document.locator] = document.id
    return sorted(found, key=lambda d: d.id)


def original(connection: sqlite3.Connection, document: str) -> bytes | None:
    """The bytes as they came, or None where there is no such document."""
    query = "SELECT o.sha256, o.data FROM original AS o JOIN document AS d ON d.sha256 = o.sha256 WHERE d.id = ?"
    row = connection.execute(query, (document,)).fetchone()
    return _unpacked(*row) if row else None


def originals(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """(the SHA-256 under which it is kept, the bytes) of every original, sorted by hash, one at a time.

    Raises:
        CaseError: the bytes cannot be unpacked.
    """
    for sha256, packed in connection.execute("SELECT sha256, data FROM original ORDER BY sha256"):
        yield str(sha256), _unpacked(sha256, packed)


def _unpacked(sha256: str, packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        raise CaseError(f"the original {sha256} is damaged: {error}", hint="restore the case from a copy") from error


def retrieval(connection: sqlite3.Connection, document: str) -> Retrieval | None:
    """How the document's bytes were fetched, or None where they came from a file."""
    row = connection.execute("SELECT body FROM retrieval WHERE document = ?", (document,)).fetchone()
    return _retrievals.decode(row[0]) if row else None


def stored(connection: sqlite3.Connection, document: str) -> Document | None:
    """A document as it was parsed, without its text, by its id."""
    row = connection.execute("SELECT body FROM document WHERE id = ?", (document,)).fetchone()
    return _documents.decode(row[0]) if row else None


def statement(connection: sqlite3.Connection, statement_id: str) -> AnyStatement | None:
    """One statement by its full id."""
    row = connection.execute("SELECT body FROM statement WHERE id = ?", (statement_id,)).fetchone()
    return _statements.decode(row[0]) if row else None


def remove(connection: sqlite3.Connection, document: str) -> None:
    """Take a document, its reading and its older versions' precedence out; to be called inside a transaction."""
    connection.execute("DELETE FROM sentence WHERE document = ?", (document,))
    connection.execute("DELETE FROM document WHERE id = ?", (document,))
    connection.execute("DELETE FROM original WHERE sha256 NOT IN (SELECT sha256 FROM document)")
    audit.note(connection, "remove", document)


def search(connection: sqlite3.Connection, words: str, limit: int = 20) -> list[tuple[str, int, int]]:
    """Sentences that hold all `words`, best first: (document id, start, end)."""
    query = " ".join('"' + w.replace('"', "") + '"' for w in words.split() if w.strip('"'))
    if not query:
        return []
    sql = 'SELECT document, start, "end" FROM sentence WHERE sentence MATCH ? ORDER BY rank, document, start LIMIT ?'
    return [(str(d), int(a), int(b)) for d, a, b in connection.execute(sql, (query, limit))]
