"""What a person decided; rows are added, never changed."""

from __future__ import annotations

import sqlite3

import msgspec

from crosscurrents.records.decision import Decision, Selector, Verb
from crosscurrents.records.identity import digest
from crosscurrents.store import audit

_decoder = msgspec.json.Decoder(Decision)


def add(
    connection: sqlite3.Connection,
    verb: Verb,
    target: str,
    values: dict[str, str | None],
    *,
    author: str | None = None,
    note: str | None = None,
    selector: Selector | None = None,
    snapshot: dict[str, str | None] | None = None,
) -> Decision:
    """Write a decision with its audit row; to be called inside a transaction."""
    sequence = connection.execute("SELECT coalesce(max(sequence), 0) + 1 FROM decision").fetchone()[0]
    decision = Decision(
        id=digest("decision", sequence, verb, target, msgspec.json.encode(values, order="sorted").decode()),
        sequence=sequence,
        verb=verb,
        target=target,
        values=values,
        author=author,
        note=note,
        selector=selector,
        snapshot=snapshot,
    )
    body = msgspec.json.encode(decision).decode()
    connection.execute(
        "INSERT INTO decision (id, sequence, verb, target, body) VALUES (?, ?, ?, ?, ?)",
        (decision.id, sequence, verb, target, body),
    )
    audit.note(connection, verb, target, **values)
    return decision


def rows(connection: sqlite3.Connection) -> list[Decision]:
    """All decisions in the order in which they were taken."""
    return [_decoder.decode(body) for (body,) in connection.execute("SELECT body FROM decision ORDER BY sequence")]
