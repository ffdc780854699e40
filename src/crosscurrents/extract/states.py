"""States: archetype(arguments) with a direction and a variant, for learned states and for both ends of influences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from crosscurrents.extract.events import modality_of
from crosscurrents.extract.names import bare
from crosscurrents.extract.placing import date_of
from crosscurrents.extract.view import View
from crosscurrents.lexicon.archetypes import load_archetypes
from crosscurrents.records.document import Mark
from crosscurrents.records.statement import Direction, StateOf, StateStatement

_DIRECTIONS = frozenset(get_args(Direction))


def states(view: View) -> Iterator[StateStatement]:
    """The states of the sentence that fit an archetype, in order of text."""
    for mark in view.marks("states"):
        state = state_of(view, mark)
        if state is not None:
            yield _state(view, mark, state)


def _state(view: View, mark: Mark, state: StateOf) -> StateStatement:
    start, end = view.trimmed(mark.start, mark.end)
    modality = modality_of(mark)
    return StateStatement(
        **view.common("state", start, end, state.archetype),
        speaker=view.voice(start, end, mark),
        modality=modality,
        date=date_of(view, start, end, past=modality == "happened"),
        hedge=view.hedge(start, end),
        confidence=mark.score,
        state=state,
    )


def state_of(view: View, mark: Mark) -> StateOf | None:
    """The state that the mark's classes and roles describe; None where it fits no archetype (`other`)."""
    archetype = load_archetypes().get(mark.attribute("archetype"))
    direction = mark.attribute("direction", "level")
    if archetype is None or archetype.name == "other" or direction not in _DIRECTIONS:
        return None
    variant = mark.attribute("variant")
    return StateOf(
        archetype=archetype.name,
        arguments=_arguments(view, mark),
        direction=cast(Direction, direction),
        variant=variant if variant in archetype.scale else None,
    )


def _arguments(view: View, mark: Mark) -> dict[str, str]:
    """The words of each argument that the text gives, the surest where there are several."""
    best = sorted((r for r in mark.roles if r.role != "speaker"), key=lambda r: (r.role, -r.score, r.start))
    found: dict[str, str] = {}
    for role in best:
        words = view.text[slice(*bare(view, role.start, role.end))]
        if words:
            found.setdefault(role.role, words)
    return found
