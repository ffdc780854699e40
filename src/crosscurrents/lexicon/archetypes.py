"""Archetypes: the closed vocabulary of states (resources/archetypes.yaml)."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from crosscurrents.lexicon import resource


class Exclusion(msgspec.Struct, frozen=True):
    """What is no state of an archetype, and the archetype to take for it."""

    what: str
    take: str


class Archetype(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of state: names of its arguments in order, its scale from lowest to highest variant (`up` is towards the
    last), what it is and is not. `one_of`: a text gives the one argument or the other."""

    name: str
    arguments: tuple[str, ...]
    scale: tuple[str, ...]
    definition: str
    excludes: tuple[Exclusion, ...]
    one_of: bool = False


@lru_cache(maxsize=1)
def load_archetypes() -> dict[str, Archetype]:
    """Give the archetypes by name, in the file's order, `other` last; ReaderError where the file is missing."""
    return {archetype.name: archetype for archetype in resource.read("archetypes", tuple[Archetype, ...])}
