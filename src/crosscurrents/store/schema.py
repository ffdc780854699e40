"""The tables of a case, as numbered migrations.

`PRAGMA user_version` holds the number of the last migration applied. Bodies are JSON of the records, so that a case
opens in Datasette or DuckDB; original bytes are kept compressed (zlib).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from crosscurrents.errors import VersionError

APPLICATION_ID = 0x43524F53  # "CROS": tells a case from any other SQLite file

_FIRST = """
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    locator TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    text TEXT NOT NULL,
    original BLOB NOT NULL
) STRICT;
CREATE INDEX document_locator ON document (locator, version);
CREATE TABLE reading (
    document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    reader TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE statement (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX statement_document ON statement (document);
CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL UNIQUE,
    verb TEXT NOT NULL,
    target TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE item (
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (record, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_id ON item (id);
CREATE TABLE member (
    statement TEXT PRIMARY KEY,
    item TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE view (
    document TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    verb TEXT NOT NULL,
    target TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE sentence USING fts5 (text, document UNINDEXED, start UNINDEXED, "end" UNINDEXED);
"""

# Originals stand once, whatever the number of documents made of one file, under their hash; how an address was fetched
# stands beside the document. Items get row numbers: in a tree of whole rows their bodies took twice their size.
_CUSTODY = """
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;
CREATE TABLE retrieval (
    document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    body TEXT NOT NULL
) STRICT;
ALTER TABLE document ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
UPDATE document SET sha256 = json_extract(body, '$.original.sha256');
INSERT OR IGNORE INTO original (sha256, data) SELECT sha256, original FROM document ORDER BY id;
ALTER TABLE document DROP COLUMN original;
CREATE INDEX document_original ON document (sha256);
CREATE TABLE item_row (
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
INSERT INTO item_row (id, record, body) SELECT id, record, body FROM item ORDER BY record, id;
DROP TABLE item;
ALTER TABLE item_row RENAME TO item;
CREATE UNIQUE INDEX item_record ON item (record, id);
CREATE INDEX item_id ON item (id);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _CUSTODY)


def migrate(connection: sqlite3.Connection, file: str) -> None:
    """Bring the case to the newest shape, one transaction a migration.

    Raises:
        VersionError: the case was written by a newer version of the program.
    """
    while (version := _version(connection)) < len(MIGRATIONS):
        _migrate_once(connection, version)
    if version > len(MIGRATIONS):
        raise newer(version, file)


def newer(version: int, file: str) -> VersionError:
    """The error that says that a case was written by a newer version of the program."""
    message = f"the case has shape {version}, this program knows {len(MIGRATIONS)}"
    return VersionError(message, file=file, hint="update crosscurrents")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate_once(connection: sqlite3.Connection, version: int) -> None:
    """Apply the migration after `version` as a whole or not at all, unless another process has done so meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) == version:
            for statement in _statements(MIGRATIONS[version]):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script: sqlite3's own way to run one ends the transaction in which it stands."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def made_shape(version: int) -> list[str]:
    """The shape of a case that this program itself made up to migration `version`."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for script in MIGRATIONS[:version]:
            connection.executescript(script)
        return shape(connection)
    finally:
        connection.close()


def shape(connection: sqlite3.Connection) -> list[str]:
    """The statements that made the case's own tables and indexes, sorted: what a test asserts after migrating."""
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sentence_%'")
    return sorted(" ".join(row[0].split()) for row in rows if not row[0].startswith("CREATE TABLE sqlite_"))
