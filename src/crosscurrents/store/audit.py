"""The audit trail: one row a change, in the same transaction as the change."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec


class AuditRow(msgspec.Struct, frozen=True):
    """One change: when by the machine's clock (never part of an export), by which verb, to what, in which detail."""

    sequence: int
    at: str
    verb: str
    target: str
    detail: dict[str, str | int | None]


def note(connection: sqlite3.Connection, verb: str, target: str, **detail: str | int | None) -> None:
    """Write one row; to be called inside the transaction of the change."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    body = msgspec.json.encode(detail, order="sorted").decode()
    connection.execute("INSERT INTO audit (at, verb, target, detail) VALUES (?, ?, ?, ?)", (now, verb, target, body))


def rows(connection: sqlite3.Connection, limit: int | None = None) -> list[AuditRow]:
    """The newest `limit` rows (all where None), oldest first."""
    query = "SELECT sequence, at, verb, target, detail FROM audit ORDER BY sequence DESC LIMIT ?"
    found = connection.execute(query, (-1 if limit is None else limit,)).fetchall()
    return [
        AuditRow(n, at, verb, target, msgspec.json.decode(detail)) for n, at, verb, target, detail in reversed(found)
    ]
