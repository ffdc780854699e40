"""PLOVER's event types (resources/plover.yaml; Open Event Data Alliance, https://github.com/openeventdata/PLOVER)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from crosscurrents.lexicon import resource
from crosscurrents.text.normal import normal_form

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


class EventType(msgspec.Struct, frozen=True, kw_only=True):
    """An event type with its quad class and modes.

    `cooperative`: a planned act of it is coded AGREE. `neighbours`: the types that may name the same event. `words`:
    words and phrases that commonly name it, by their lemmas.
    """

    name: str
    quad: Quad
    definition: str
    cooperative: bool
    neighbours: tuple[str, ...]
    modes: tuple[str, ...]
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def load_plover() -> dict[str, EventType]:
    """Give the sixteen types by name, in PLOVER's order; ReaderError where the file is missing."""
    return {kind.name: kind for kind in resource.read("plover", tuple[EventType, ...])}


def is_cooperative(name: str) -> bool:
    """Tell whether a planned act of this type is coded AGREE; KeyError for a name that is no type."""
    return load_plover()[name].cooperative


def quad_class(name: str) -> Quad:
    """Give the quad class of a type."""
    return load_plover()[name].quad


def may_be_one(name: str, other: str) -> bool:
    """Tell whether two types may name one event: equal ones and neighbours."""
    return name == other or other in load_plover()[name].neighbours or name in load_plover()[other].neighbours


def types_of(words: str) -> tuple[str, ...]:
    """Give the types that these words (lemmas) commonly name, in PLOVER's order; empty where the list has them not."""
    return _by_words().get(normal_form(words), ())


@lru_cache(maxsize=1)
def _by_words() -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for kind in load_plover().values():
        for words in dict.fromkeys(map(normal_form, kind.words)):
            index[words] = (*index.get(words, ()), kind.name)
    return index
