"""A mapping that a user writes for a table of coded events: a small YAML file, checked before it is used."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from crosscurrents.errors import FormatError
from crosscurrents.ingest.decoding import decode
from crosscurrents.ingest.media import MOST_MAPPING_BYTES
from crosscurrents.lexicon.coding import FIELDS, Scheme
from crosscurrents.records.coding import Coding
from crosscurrents.records.dates import Precision
from crosscurrents.records.document import ActorType, Modality
from crosscurrents.records.statement import PloverType
from crosscurrents.text.table import DELIMITERS

HOW_TO = "docs/howto/coded-events.md shows how to write one"
NAMELESS = "own coding"


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a mapping may say (docs/howto/coded-events.md)."""

    columns: dict[str, str]
    types: dict[str, PloverType]
    name: str | None = None
    publisher: str | None = None
    title: str | None = None
    delimiter: str | None = None
    dates: Literal["day first", "month first"] = "day first"
    modes: dict[str, str] = {}
    modalities: dict[str, Modality] = {}
    precisions: dict[str, Precision] = {}
    kinds: dict[str, ActorType] = {}
    actor_type: ActorType = "organisation"

    @property
    def delimiters(self) -> tuple[str, ...]:
        """What may part the cells: the one that is given, else all that are tried."""
        return (self.delimiter,) if self.delimiter else ()

    def coding(self, headings: Sequence[str], delimiter: str) -> Coding | None:
        """How a table with these headings is coded; None where it lacks a column that the mapping names."""
        return self._scheme.coding(headings, delimiter)

    def missing(self, headings: Sequence[str]) -> list[str]:
        """The headings that the mapping names and the table lacks, in order of the mapping."""
        known = self._scheme.columns_in(headings)
        return [heading for field, heading in self.columns.items() if field not in known]

    @property
    def _scheme(self) -> Scheme:
        return Scheme(
            name=self.name or self.publisher or NAMELESS,
            publisher=self.publisher,
            title=self.title,
            needs=tuple(self.columns),
            columns={field: (heading,) for field, heading in self.columns.items()},
            types=self.types,
            modes=self.modes,
            modalities=self.modalities,
            precisions=self.precisions,
            kinds=self.kinds,
            actor_type=self.actor_type,
            day_first=self.dates == "day first",
        )


def mapping_of(data: bytes, file: str) -> Mapping:
    """Read a mapping.

    Args:
        data: the bytes of its file.
        file: what the file is called in a message.

    Raises:
        FormatError: it is no YAML, names an unknown field, type or value, or lacks the columns that every table needs.
    """
    if len(data) > MOST_MAPPING_BYTES:
        raise FormatError("the mapping is too large", file=file, hint=HOW_TO)
    try:
        mapping = msgspec.convert(_loaded(decode(data), file), Mapping, strict=False)
    except (msgspec.ValidationError, RecursionError) as error:
        raise FormatError(f"the mapping cannot be used: {error}", file=file, hint=HOW_TO) from error
    unknown = [field for field in mapping.columns if field not in FIELDS]
    if unknown:
        known = ", ".join(FIELDS)
        raise FormatError(f"the mapping has no field {unknown[0]!r} for a column", file=file, hint=f"fields: {known}")
    lacking = [field for field in ("type", "date") if field not in mapping.columns]
    if lacking:
        raise FormatError(f"the mapping names no column for {' and '.join(lacking)}", file=file, hint=HOW_TO)
    if mapping.delimiter and mapping.delimiter not in DELIMITERS:
        hint = 'one of "," ";" "|" and "\\t"'
        raise FormatError(f"the mapping's delimiter is {mapping.delimiter!r}", file=file, hint=hint)
    return mapping


def _loaded(text: str, file: str) -> AnyMapping[str, Any]:
    """The values of the YAML file, all as texts; one with references to its own parts is refused, since a small file
    can grow without end by them.
    """
    import yaml

    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        if any(isinstance(event, yaml.AliasEvent) for event in events):
            raise FormatError("the mapping refers to its own parts", file=file, hint="write values out")
        loaded = yaml.load(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        where = str(error).replace("\n", " ")
        raise FormatError(f"the mapping is no YAML: {where}", file=file, hint=HOW_TO) from error
    if not isinstance(loaded, dict):
        raise FormatError("the mapping holds no fields", file=file, hint=HOW_TO)
    return loaded
