"""The situation as built, its stamp, and finding records by the prefix of an id."""

from __future__ import annotations

import sqlite3

import msgspec

from crosscurrents.records.situation import AnyItem, DocumentView, Situation
from crosscurrents.store import audit

_items: msgspec.json.Decoder[AnyItem] = msgspec.json.Decoder(AnyItem)
_views = msgspec.json.Decoder(DocumentView)


def save(connection: sqlite3.Connection, situation: Situation) -> None:
    """Replace the stored situation, in one transaction of the caller's."""
    for table in ("item", "member", "view"):
        connection.execute(f"DELETE FROM {table}")
    connection.executemany(
        "INSERT INTO item (id, record, body) VALUES (?, ?, ?)",
        [(i.id, record_of(i), msgspec.json.encode(i).decode()) for i in situation.items],
    )
    connection.executemany("INSERT INTO member (statement, item) VALUES (?, ?)", sorted(situation.item_of.items()))
    connection.executemany(
        "INSERT INTO view (document, body) VALUES (?, ?)",
        [(v.document, msgspec.json.encode(v).decode()) for v in situation.documents],
    )
    set_value(connection, "stamp", situation.stamp)
    set_value(connection, "today", situation.today or "")
    audit.note(connection, "resolve", situation.stamp, items=len(situation.items))


def load(connection: sqlite3.Connection) -> Situation:
    """The stored situation, whole."""
    bodies = connection.execute("SELECT body FROM item ORDER BY record, id")
    views = connection.execute("SELECT body FROM view ORDER BY document")
    members = connection.execute("SELECT statement, item FROM member")
    return Situation(
        stamp=value(connection, "stamp") or "",
        today=value(connection, "today") or None,
        items=tuple(_items.decode(body) for (body,) in bodies),
        documents=tuple(_views.decode(body) for (body,) in views),
        item_of=dict(members.fetchall()),
    )


def record_of(item: AnyItem) -> str:
    """The record name of an item as its tag gives it."""
    return str(type(item).__struct_config__.tag)


def item(connection: sqlite3.Connection, item_id: str) -> AnyItem | None:
    """One item by its full id, or by that of any statement that became part of it."""
    member = connection.execute("SELECT item FROM member WHERE statement = ?", (item_id,)).fetchone()
    for wanted in (item_id, member[0] if member else None):
        row = connection.execute("SELECT body FROM item WHERE id = ?", (wanted,)).fetchone()
        if row:
            return _items.decode(row[0])
    return None


def ids_with_prefix(connection: sqlite3.Connection, prefix: str) -> list[tuple[str, str]]:
    """(id, what it is) of all records whose id begins with `prefix`, sorted; at most ten."""
    end = prefix + "g"  # one more than the last hex digit
    found: dict[str, str] = {}
    for table, kind in (("statement", "kind"), ("item", "record"), ("document", "'document'")):
        query = f"SELECT id, {kind} FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 10"
        found.update((i, str(k)) for i, k in connection.execute(query, (prefix, end)))
    return sorted(found.items())[:10]


def value(connection: sqlite3.Connection, key: str) -> str | None:
    """A setting of the case, or None."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def set_value(connection: sqlite3.Connection, key: str, text: str) -> None:
    """Set a setting of the case."""
    connection.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, text),
    )


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many records there are of each kind, sorted by kind."""
    return {
        str(r): int(n)
        for r, n in connection.execute("SELECT record, count(*) FROM item GROUP BY record ORDER BY record")
    }
