"""Which words of a statement stand for actors, and whom its speaker stands for."""

from __future__ import annotations

from collections.abc import Iterator

from crosscurrents.records.statement import (
    AnyStatement,
    EventStatement,
    ExpectationStatement,
    RelationStatement,
    StanceStatement,
    Words,
)


def actor_words(s: AnyStatement) -> Iterator[Words]:
    """The words of a statement's roles that name actors."""
    if isinstance(s, EventStatement):
        yield from (*s.sources, *s.targets)
    elif isinstance(s, RelationStatement):
        yield from (s.subject, s.object)
    elif isinstance(s, StanceStatement):
        yield from (w for w in (s.actor, s.target) if w)
    elif isinstance(s, ExpectationStatement) and s.holder:
        yield s.holder
