"""How somebody coded events by hand: which columns of a table hold what, and what the values in them mean."""

from __future__ import annotations

import msgspec

from crosscurrents.records.provenance import Evidence

CODED = "coded"  # the method of evidence that is a row of such a table


class Coding(msgspec.Struct, frozen=True):
    """The columns of a table of coded events, and the meaning of their values.

    A value is looked up in its normal form (`value_key`).

    Attributes:
        scheme: "acled", "ucdp", or the name of the mapping that the user gave.
        columns: field of an event (type, source, target, date, place, ...) -> heading of its column, as written.
        types: value of the type's column -> PLOVER type; "*" stands for all others.
        delimiter: what parts the cells of a row.
        modes: value of the type's column -> PLOVER mode.
        modalities: value of the modality's column -> modality.
        precisions: value of the precision's column -> precision of the date.
        kinds: value of the column that tells what kind of actor somebody is -> type of actor.
        actor_type: the type of an actor of whom nothing else tells it.
        day_first: whether 3/4/2024 is the third of April.
        publisher: who coded the events.
        title: what the table is called.
    """

    scheme: str
    columns: dict[str, str]
    types: dict[str, str] = {}
    delimiter: str = ","
    modes: dict[str, str] = {}
    modalities: dict[str, str] = {}
    precisions: dict[str, str] = {}
    kinds: dict[str, str] = {}
    actor_type: str = "organisation"
    day_first: bool = True
    publisher: str | None = None
    title: str | None = None


def is_coded(evidence: Evidence) -> bool:
    """Whether evidence is a row that somebody coded by hand, and no sentence."""
    return evidence.method == CODED


def value_key(value: str) -> str:
    """The normal form in which a cell's value is looked up: no case, blanks as one."""
    return " ".join(value.split()).casefold()
