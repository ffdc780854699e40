"""Schemes of coded events: the columns and values of ACLED and UCDP (resources/coding.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec

from crosscurrents.lexicon import resource
from crosscurrents.records.coding import Coding, value_key
from crosscurrents.records.dates import Precision
from crosscurrents.records.document import ActorType, Modality
from crosscurrents.records.statement import PloverType
from crosscurrents.text.normal import normal_form

FIELDS = (
    "type", "detail", "date", "date_end", "precision", "modality", "source", "source_with", "source_kind",
    "target", "target_with", "target_kind", "place", "country", "outlet", "dead", "dead_low", "dead_high",
)  # fmt: skip
_NO_LETTER = re.compile(r"[\W_]+")


class Scheme(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of coding: of each field the headings that its column may have, and what the values mean.

    `needs` are the fields without which a table is not of this scheme.
    """

    name: str
    publisher: str | None = None
    title: str | None = None
    needs: tuple[str, ...] = ("date", "type", "source")
    columns: dict[str, tuple[str, ...]]
    types: dict[str, PloverType]
    modes: dict[str, str] = {}
    modalities: dict[str, Modality] = {}
    precisions: dict[str, Precision] = {}
    kinds: dict[str, ActorType] = {}
    actor_type: ActorType = "organisation"
    day_first: bool = True

    def coding(self, headings: Sequence[str], delimiter: str) -> Coding | None:
        """How a table with these headings is coded; None where it is not of this scheme."""
        columns = self.columns_in(headings)
        if not columns.keys() >= set(self.needs):
            return None
        return Coding(
            scheme=self.name,
            columns=columns,
            types=_keyed(self.types),
            delimiter=delimiter,
            modes=_keyed(self.modes),
            modalities=_keyed(self.modalities),
            precisions=_keyed(self.precisions),
            kinds=_keyed(self.kinds),
            actor_type=self.actor_type,
            day_first=self.day_first,
            publisher=self.publisher,
            title=self.title,
        )

    def columns_in(self, headings: Sequence[str]) -> dict[str, str]:
        """Field -> heading as written, of the fields that have a column among these headings."""
        written = {heading_key(h): h for h in reversed(headings)}
        found: dict[str, str] = {}
        for field, names in self.columns.items():
            name = next((written[k] for k in map(heading_key, names) if k in written), None)
            if name is not None:
                found[field] = name
        return found


class Schemes(msgspec.Struct, frozen=True, dict=True):
    """The reviewed schemes. Made by `load_coding`.

    `unnamed`: words with which an actor's cell begins that describes somebody and names nobody. `no_outlet`: what
    stands in the column of outlets where none is named.
    """

    unnamed: tuple[str, ...]
    no_outlet: tuple[str, ...]
    schemes: tuple[Scheme, ...]

    def recognise(self, headings: Sequence[str], delimiter: str) -> Coding | None:
        """How a table with these headings is coded, by the first scheme that it fits."""
        found = (s.coding(headings, delimiter) for s in self.schemes)
        return next((c for c in found if c), None)

    def is_unnamed(self, actor: str) -> bool:
        """Whether an actor's cell describes somebody (`Unidentified Armed Group (Chad)`, `Civilians`)."""
        words = normal_form(actor).split()
        return not words or any(words[: len(start)] == start for start in self._unnamed)

    def is_outlet(self, name: str) -> bool:
        """Whether a cell names an outlet."""
        return bool(name) and value_key(name) not in self._no_outlet

    @cached_property
    def _unnamed(self) -> list[list[str]]:
        return [normal_form(words).split() for words in self.unnamed]

    @cached_property
    def _no_outlet(self) -> frozenset[str]:
        return frozenset(map(value_key, self.no_outlet))


def heading_key(heading: str) -> str:
    """A heading without case, blanks and marks: `Event Date`, `EVENT_DATE` and `event_date` are one."""
    return _NO_LETTER.sub("", heading).casefold()


def _keyed(table: Mapping[str, str]) -> dict[str, str]:
    return {value_key(k): v for k, v in table.items()}


@lru_cache(maxsize=1)
def load_coding() -> Schemes:
    """Give the reviewed schemes; ReaderError where their file is missing or malformed."""
    return resource.read("coding", Schemes)
