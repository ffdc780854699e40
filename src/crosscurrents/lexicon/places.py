"""The gazetteer: coordinates and countries of place names, from GeoNames' cities (CC BY 4.0) and a reviewed list.

The table (``resources/places.tsv``, ``places.names.tsv``) is written by ``training/places.py``. Names are found by
binary search in sorted lines, so that nothing is indexed when it is loaded.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from functools import cached_property, lru_cache

import msgspec
from rapidfuzz import fuzz

from crosscurrents.errors import ReaderError
from crosscurrents.lexicon.resource import RESOURCES
from crosscurrents.text.normal import bare_form, normal_form


class Place(msgspec.Struct, frozen=True):
    """A place: degrees north and east, `kind` as in places.yaml, `population` in inhabitants (0: not known).

    `country` is ISO 3166-1 alpha-2, "" where the place lies in several countries or in none.
    """

    name: str
    country: str
    lat: float
    lon: float
    kind: str
    population: int


class Gazetteer:
    """Places by name. Made by `load_places`."""

    def __init__(self, places: str, names: str) -> None:
        self._places = places.splitlines()
        self._names = names.splitlines()

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits that change with the table."""
        return hashlib.sha256("\n".join((*self._places, *self._names)).encode()).hexdigest()[:16]

    def find(self, name: str, near: str | None = None) -> list[Place]:
        """Give the places that may be called `name`, likeliest first; empty where none is.

        First those of the country `near` (alpha-2), then those written just so (``El Paso`` before ``Paso``), then
        countries and reviewed places, then the most populous.
        """
        exact = normal_form(name)
        places = [self._place(number) for number in self._numbers(bare_form(name))]
        return sorted(places, key=lambda place: _rank(place, exact, near))

    def _numbers(self, form: str) -> list[int]:
        at = bisect_left(self._names, form + "\t")
        if not form or at == len(self._names):
            return []
        found, _, numbers = self._names[at].partition("\t")
        return [int(number) for number in numbers.split(",")] if found == form else []

    def _place(self, number: int) -> Place:
        name, country, lat, lon, kind, population = self._places[number].split("\t")
        return Place(name, country, float(lat), float(lon), kind, int(population))


@lru_cache(maxsize=1)
def load_places() -> Gazetteer:
    """Give the gazetteer; ReaderError where its table is missing."""
    try:
        texts = [(RESOURCES / name).read_text("utf-8") for name in ("places.tsv", "places.names.tsv")]
    except OSError as fault:
        raise ReaderError(f"the table of places cannot be read: {fault}", hint="python training/places.py") from fault
    return Gazetteer(*texts)


def _rank(place: Place, exact: str, near: str | None) -> tuple[bool, bool, bool, float, str, float]:
    """Give the sort key of a place; a spelling unlike the place's name lowers its population's weight."""
    foreign = near is not None and place.country != near
    name = normal_form(place.name)
    otherwise_written = bare_form(name) == bare_form(exact) and name != exact
    weight = place.population * fuzz.ratio(name, exact) / 100
    return foreign, otherwise_written, place.kind == "city", -weight, place.name, place.lat
