"""Opening and closing a case file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from crosscurrents.errors import CaseError, CrosscurrentsError, VersionError
from crosscurrents.store.schema import APPLICATION_ID, MIGRATIONS, made_shape, migrate, newer, shape

BUSY_SECONDS = 20.0  # how long a second writer waits for the first
FOLDING_MILLISECONDS = 200  # how long the WAL waits to be folded back; another process may keep the case open for hours
_MAGIC = b"SQLite format 3\x00"


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as an SQLite database does."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


@contextmanager
def open_case(path: Path, *, write: bool = False, create: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection to the case at `path`: WAL while it is open for writing, one plain file when it is closed.

    Args:
        path: the case file.
        write: whether rows will be changed.
        create: whether a missing file is made (implies `write`).

    Raises:
        CaseError: no such file, no case, not readable, or in use by another writer.
        VersionError: written by a newer version.
    """
    write = write or create
    try:
        _check(path, create=create)
    except OSError as error:
        raise CaseError(f"cannot be reached: {error.strerror}", file=str(path), hint="check the path") from error
    connection = _connect(path)
    try:
        _prepare(connection, path, write=write)
        yield connection
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:  # what the program stores it can read, if it is whole
        raise _damaged(path, str(error)) from error
    except CrosscurrentsError:
        raise
    except Exception as error:
        if fault := fault_of(connection):  # what the program stumbled over need not be its own
            raise _damaged(path, fault) from error
        raise
    finally:
        _close(connection, write=write)


def _check(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise CaseError("is a folder, not a case", file=str(path), hint="name a file that ends in .db")
    if not path.exists():
        if not create:
            raise CaseError(
                "there is no such case", file=str(path), hint="crosscurrents read PATH... --case CASE makes one"
            )
        if not path.parent.is_dir():
            raise CaseError("its folder does not exist", file=str(path), hint="make the folder first")
    elif path.stat().st_size and not is_sqlite(path):
        raise CaseError("is not a case", file=str(path), hint="name another file with --case")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version and application != APPLICATION_ID:
        raise CaseError("is an SQLite file, but no case", file=str(path), hint="name another file with --case")
    if not version and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise CaseError("is an SQLite file, but no case", file=str(path), hint="name another file with --case")
    if version > len(MIGRATIONS):
        raise newer(version, str(path))
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    migrate(connection, str(path))


def _close(connection: sqlite3.Connection, *, write: bool) -> None:
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if write:  # folds the WAL back, unless another process has the case open: then that one will
            connection.execute(f"PRAGMA busy_timeout = {FOLDING_MILLISECONDS}")
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:
        pass  # nothing is lost: what is not folded back yet is read from the WAL
    finally:
        connection.close()


def _explain(error: sqlite3.Error, path: Path) -> CaseError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return CaseError("another process is writing to it", file=str(path), hint="wait until it has finished")
    if "readonly" in text or "unable to open" in text:
        return CaseError("cannot be written", file=str(path), hint="check the rights of the file and its folder")
    if "full" in text:
        return CaseError("the disk is full", file=str(path), hint="free some space; nothing already stored is lost")
    if "disk I/O" in text:
        hint = "see whether it is full or broken; nothing already stored is lost"
        return CaseError("the disk does not take or give the data", file=str(path), hint=hint)
    return _damaged(path, text)


def _damaged(path: Path, how: str) -> CaseError:
    told = " ".join(how.split())[:120]
    return CaseError(f"the case is damaged: {told}", file=str(path), hint="restore it from a copy")


def fault_of(connection: sqlite3.Connection) -> str:
    """What SQLite itself finds wrong with a case, on one line: pages, indexes, rows that refer to none; else empty."""
    try:
        verdict = " ".join(str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0]).split())
        lost = connection.execute("PRAGMA foreign_key_check").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)
    return verdict if verdict != "ok" else "rows of a document that is not there" if lost else ""


def copy_case(connection: sqlite3.Connection, target: Path) -> None:
    """Write the case as it stands, whoever else has it open, into a new file."""
    connection.execute("VACUUM INTO ?", (str(target),))


def check_foreign(path: Path) -> None:
    """Check a case that a stranger gave before anything else asks it: its tables must be those of a case, no more.

    A file of SQLite may hold views and triggers, which are programs; a case has none.

    Raises:
        CaseError: it is no case, or holds something else.
        VersionError: it was written by a newer version.
    """
    connection = _connect(path)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        programs = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone()
        if version > len(MIGRATIONS):
            raise VersionError("the case was written by a newer version", file=str(path), hint="update crosscurrents")
        if programs[0] or version < 1 or shape(connection) != made_shape(version):
            raise CaseError("its tables are not those of a case", file=str(path), hint="do not open it")
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what is done inside is there as a whole or not at all, whatever happens."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite ends it itself where the disk is full
            connection.execute("ROLLBACK")
        raise
