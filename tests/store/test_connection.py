"""Opening, migrating and closing a case file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crosscurrents.errors import CaseError, VersionError
from crosscurrents.store import connection as cases
from crosscurrents.store import schema

EXPECTED = {
    "document": ["id", "locator", "version", "body", "text", "sha256"],
    "original": ["sha256", "data"],
    "retrieval": ["document", "body"],
    "reading": ["document", "reader", "body"],
    "statement": ["id", "document", "kind", "body"],
    "decision": ["id", "sequence", "verb", "target", "body"],
    "item": ["id", "record", "body"],
    "member": ["statement", "item"],
    "view": ["document", "body"],
    "setting": ["key", "value"],
    "audit": ["sequence", "at", "verb", "target", "detail"],
    "sentence": ["text", "document", "start", "end"],
}


def test_migrating_gives_the_last_shape(tmp_path: Path) -> None:
    with cases.open_case(tmp_path / "case.db", create=True) as case:
        for table, columns in EXPECTED.items():
            assert [row[1] for row in case.execute(f"PRAGMA table_info({table})")] == columns
        assert case.execute("PRAGMA user_version").fetchone()[0] == len(schema.MIGRATIONS)
        assert case.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
        tables = {row[0] for row in case.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert {t for t in tables if not t.startswith(("sentence_", "sqlite_"))} == set(EXPECTED)


def test_a_case_of_the_first_shape_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with sqlite3.connect(path) as old:
        old.executescript(schema.MIGRATIONS[0])
        old.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
        for number, sha256 in enumerate(("aa", "aa", "bb")):
            body = f'{{"original": {{"sha256": "{sha256}"}}}}'
            row = (f"d{number}", f"l{number}", 1, body, "text", sha256.encode())
            old.execute("INSERT INTO document (id, locator, version, body, text, original) VALUES (?,?,?,?,?,?)", row)
    old.close()
    with cases.open_case(path, write=True) as case, cases.open_case(tmp_path / "new.db", create=True) as new:
        assert case.execute("SELECT id, sha256 FROM document ORDER BY id").fetchall() == [
            ("d0", "aa"),
            ("d1", "aa"),
            ("d2", "bb"),
        ]
        assert case.execute("SELECT * FROM original ORDER BY sha256").fetchall() == [("aa", b"aa"), ("bb", b"bb")]
        for table in EXPECTED:
            columns = [c.execute(f"PRAGMA table_info({table})").fetchall() for c in (case, new)]
            assert columns[0] == columns[1]


def test_a_case_is_wal_while_open_and_one_plain_file_when_closed(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with cases.open_case(path, create=True) as case:
        assert case.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        with cases.transaction(case):
            case.execute("INSERT INTO setting VALUES ('a', 'b')")
    assert [p.name for p in tmp_path.iterdir()] == ["case.db"]
    assert sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with cases.open_case(tmp_path / "case.db", create=True) as case:
        with pytest.raises(KeyError), cases.transaction(case):
            case.execute("INSERT INTO setting VALUES ('a', 'b')")
            raise KeyError("halfway")
        assert case.execute("SELECT count(*) FROM setting").fetchone()[0] == 0


@pytest.mark.parametrize("content", [b"plain text, no database at all", b"SQLite format 3\x00 and then rubbish" * 40])
def test_another_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(CaseError) as error, cases.open_case(path, create=True):
        pass
    assert error.value.file == str(path)
    assert path.read_bytes() == content


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE book (title TEXT)")
    with pytest.raises(CaseError, match="no case"), cases.open_case(path, write=True):
        pass


def test_a_missing_case_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error, cases.open_case(tmp_path / "none.db"):
        pass
    assert "read" in (error.value.hint or "")


def test_a_newer_case_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with cases.open_case(path, create=True) as case:
        case.execute("PRAGMA user_version = 99")
    with pytest.raises(VersionError), cases.open_case(path):
        pass


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "BUSY_SECONDS", 0.05)
    path = tmp_path / "case.db"
    with cases.open_case(path, create=True) as first:
        first.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(CaseError, match="another process"),
            cases.open_case(path, write=True) as second,
            cases.transaction(second),
        ):
            pass


def test_a_copy_is_the_case_as_it_stands(tmp_path: Path) -> None:
    with cases.open_case(tmp_path / "case.db", create=True) as case:
        case.execute("INSERT INTO setting VALUES ('stamp', 'one')")
        with cases.open_case(tmp_path / "case.db") as reader:
            cases.copy_case(reader, tmp_path / "copy.db")
        case.execute("UPDATE setting SET value = 'two'")
    cases.check_foreign(tmp_path / "copy.db")
    with cases.open_case(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT value FROM setting").fetchall() == [("one",)]


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS) + 1))
def test_a_case_of_any_shape_of_ours_is_no_stranger(tmp_path: Path, version: int) -> None:
    path = tmp_path / "case.db"
    with sqlite3.connect(path) as old:
        for script in schema.MIGRATIONS[:version]:
            old.executescript(script)
        old.execute(f"PRAGMA user_version = {version}")
    old.close()
    cases.check_foreign(path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW spy AS SELECT * FROM document",
        "CREATE TRIGGER sentence_spy AFTER UPDATE ON setting BEGIN DELETE FROM document; END",
        "CREATE TABLE more (a TEXT)",
        "DROP TABLE audit",
        "PRAGMA user_version = 0",
        f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}",
    ],
)
def test_a_file_that_holds_other_things_than_a_case_is_not_opened(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "case.db"
    with cases.open_case(path, create=True) as case:
        case.execute(statement)
    with pytest.raises(CaseError):
        cases.check_foreign(path)
