"""Places: names found in the gazetteer, spellings of one place joined, coordinates and country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import asin, cos, radians, sin, sqrt

from crosscurrents.lexicon.places import Gazetteer
from crosscurrents.lexicon.places import Place as Entry
from crosscurrents.records.identity import statement_id
from crosscurrents.records.situation import Place
from crosscurrents.text.normal import bare_form
from crosscurrents.text.skeleton import skeleton

PlaceKey = tuple[str, ...]


_POINTS = frozenset({"city", "town", "site", "crossing", "base", "port", "camp", "dam"})
_EARTH = 6371.0  # kilometres: the mean radius


@dataclass(slots=True)
class _Spot:
    """A place while it is gathered."""

    entry: Entry | None
    id: str  # the smallest of its mentions'
    forms: dict[str, dict[str, int]] = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)


class Atlas:
    """The places of a case; `note` what the documents name, then ask for `places` and ids."""

    def __init__(self, gazetteer: Gazetteer, countries: dict[str, str]) -> None:
        self._gazetteer = gazetteer
        self._countries = countries
        self._found: dict[tuple[str, str | None], tuple[PlaceKey, Entry | None]] = {}
        self._spots: dict[PlaceKey, _Spot] = {}

    def note(
        self, form: str, near: str | None, document: str, file: str, start: int, statements: Iterable[str] = ()
    ) -> PlaceKey | None:
        """Note that a document names a place at `start`; `near` is a country that it is about. None for a mere noun."""
        if not any(char.isupper() for char in form):
            return None
        key, entry = self._find(form, near)
        own = statement_id(document, "place", start, start + len(form))
        spot = self._spots.setdefault(key, _Spot(entry, own))
        spot.id = min(spot.id, own)
        forms = spot.forms.setdefault(file, {})
        forms[form] = min(start, forms.get(form, start))
        spot.statements.update(statements)
        return key

    def _find(self, form: str, near: str | None) -> tuple[PlaceKey, Entry | None]:
        """The gazetteer's likeliest place, else the skeleton of the name, under which its spellings meet."""
        if (form, near) not in self._found:
            places = self._gazetteer.find(form, near)
            if places:
                best = places[0]
                key: PlaceKey = ("place", best.name, best.country, str(best.lat), str(best.lon))
                self._found[form, near] = (key, best)
            else:
                bones = skeleton(form)
                self._found[form, near] = (("named", bones if len(bones) > 3 else bare_form(form)), None)
        return self._found[form, near]

    def id_of(self, key: PlaceKey | None) -> str | None:
        """The id of a place that was noted: its smallest member's."""
        return self._spots[key].id if key else None

    def distance(self, place: str, other: str) -> float | None:
        """Kilometres between two places by their ids; None where one is no point (a province), or not known."""
        one, two = self._points.get(place), self._points.get(other)
        return _kilometres(one, two) if one and two else None

    @cached_property
    def _points(self) -> dict[str, Entry]:
        """The places that are points, by id; asked for when all are noted."""
        return {spot.id: spot.entry for spot in self._spots.values() if spot.entry and spot.entry.kind in _POINTS}

    def places(self) -> list[Place]:
        """All places that were noted."""
        return [self._place(key, spot) for key, spot in self._spots.items()]

    def _place(self, key: PlaceKey, spot: _Spot) -> Place:
        forms = {file: tuple(sorted(found, key=lambda f: (found[f], f))) for file, found in sorted(spot.forms.items())}
        longest = min({f for found in forms.values() for f in found}, key=lambda f: (-len(f), f))
        entry = spot.entry
        return Place(
            id=spot.id,
            name=entry.name if entry else longest,
            country=self._countries.get(entry.country, entry.country) or None if entry else None,
            lat=entry.lat if entry else None,
            lon=entry.lon if entry else None,
            forms=forms,
            statements=tuple(sorted(spot.statements)),
        )


def _kilometres(one: Entry, two: Entry) -> float:
    """The distance on a sphere (haversine formula)."""
    north, south = radians(one.lat), radians(two.lat)
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(radians(one.lon - two.lon) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))
