"""Stances: an actor's position on another actor or on an issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast, get_args

from crosscurrents.extract.names import actors
from crosscurrents.extract.view import View
from crosscurrents.records.document import Mark
from crosscurrents.records.statement import Position, StanceStatement, Words

_POSITIONS = frozenset(get_args(Position))
_OBJECTS = ("dobj", "ccomp", "xcomp", "prep", "attr", "nsubjpass", "pcomp", "advcl")


def stances(view: View) -> Iterator[StanceStatement]:
    """The stances of the sentence in order of text, one for each actor who takes the position."""
    for mark in view.telling("stances"):
        if mark.label in _POSITIONS:
            holders: Sequence[Words | None] = _named(view, mark, "actor") or (None,)
            for actor in holders:
                yield _stance(view, mark, actor)


def _named(view: View, mark: Mark, role: str) -> tuple[Words, ...]:
    return actors(view, mark.role(role))


def _stance(view: View, mark: Mark, actor: Words | None) -> StanceStatement:
    start, end = view.trimmed(mark.start, mark.end)
    targets = [w for w in _named(view, mark, "target") if w != actor]
    part = mark.label if actor is None else f"{mark.label}:{actor.start - view.sentence.start - start}"
    return StanceStatement(
        **view.common("stance", start, end, part),
        speaker=view.voice(start, end, mark),
        hedge=view.hedge(start, end),
        confidence=mark.score,
        actor=actor,
        target=targets[0] if targets else None,
        issue=_issue(view, start, end),
        position=cast(Position, mark.label),
    )


def _issue(view: View, start: int, end: int) -> str | None:
    """What the position is on: the words that the clause's verb governs as its object, inside [start, end)."""
    tree, parse = view.tree, view.sentence.parse
    head = tree.head(start, end)
    if head is None:
        return None
    objects = [t for t in tree.children[tree.verb(head)] if parse.deps[t] in _OBJECTS]
    for token in sorted(objects, key=lambda t: (_OBJECTS.index(parse.deps[t]), t)):
        low, high = tree.phrase(token)
        low, high = view.trimmed(max(low, start), min(high, end))
        if low < high:
            return view.text[slice(*view.clipped(low, high))]
    return None
