"""How somebody coded events by hand: which columns of a table hold what."""

from __future__ import annotations

import msgspec


class Coding(msgspec.Struct, frozen=True):
    """The columns of a table of coded events.

    Attributes:
        scheme: "acled", "ucdp", or the name of the mapping that the user gave.
        columns: field of an event (type, source, target, date, place, ...) -> heading of its column.
        types: value of the type's column -> PLOVER type.
        delimiter: what parts the cells of a row.
    """

    scheme: str
    columns: dict[str, str]
    types: dict[str, str] = {}
    delimiter: str = ","
