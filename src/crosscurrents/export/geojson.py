"""GeoJSON (RFC 7946): events, figures and states at the places where the documents put them.

A point says no more than its `precision`: "country" is one point that stands for a whole country. Nothing is placed
that names no place, and no place without coordinates is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

Row = dict[str, Any]
PLACED = ("event", "figure", "state")
WHERE = ("place", "crossing", "territory", "route")  # arguments of a state that say where it holds, the plainest first
_OWN = {
    "event": ("type", "modality", "actors", "recipients"),
    "figure": ("value", "low", "high", "unit", "qualifier", "measures"),
    "state": ("archetype", "direction", "variant", "modality"),
}


def as_geojson(records: Sequence[Row]) -> bytes:
    """The records of `records_of` as a FeatureCollection, a feature a line; the same records give the same bytes."""
    places = {r["id"]: r for r in records if r["record"] == "place" and r["lat"] is not None and r["lon"] is not None}
    names: dict[str, str] = {r["id"]: r["name"] for r in records if r["record"] in ("actor", "place")}
    called = _called(places)
    features = []
    for row in records:
        if row["record"] in PLACED and (place := _place(row, places, names, called)):
            features.append(msgspec.json.encode(_feature(row, place, names), order="sorted"))
    body = b",\n".join(features)
    return b'{"type":"FeatureCollection","features":[\n' + body + (b"\n" if body else b"") + b"]}\n"


def _called(places: Mapping[str, Row]) -> dict[str, set[str]]:
    """The places of each name and form."""
    found: dict[str, set[str]] = {}
    for place in places.values():
        for form in {place["name"], *(f for forms in place["forms"].values() for f in forms)}:
            found.setdefault(form.casefold(), set()).add(place["id"])
    return found


def _place(row: Row, places: Mapping[str, Row], names: Mapping[str, str], called: Mapping[str, set[str]]) -> Row | None:
    """Where the record is: its place, else, for a state, the one place that an argument names."""
    if row["place"]:
        return places.get(row["place"])
    arguments = row.get("arguments") or {}
    for argument in WHERE:
        words = names.get(arguments.get(argument, ""), arguments.get(argument, ""))
        found = called.get(words.casefold(), set())
        if len(found) == 1:
            return places[min(found)]
    return None


def _feature(row: Row, place: Row, names: Mapping[str, str]) -> Row:
    when: Row = row["date"] or {}
    first: Row = next(iter(row["evidence"]), {})
    properties: Row = {
        "record": row["record"],
        "summary": row.get("summary") or first.get("quote"),
        **{key: _named(row[key], names) for key in _OWN[row["record"]]},
        **{f"date_{key}": when.get(key) for key in ("start", "end", "precision")},
        "place": place["name"],
        "country": place["country"],
        "precision": precision(place),
        "speaker": row["speaker"]["name"],
        "origins": [o["name"] for o in row["origins"]],
        "independent": row["independent"],
        "independent_most": row["independent_most"],
        "confidence": row["confidence"],
        "quote": first.get("quote"),
        "document": first.get("name"),
    }
    point = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": properties}


def _named(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401  # any part of a record
    return [names.get(v, v) for v in value] if isinstance(value, list) else value


def precision(place: Row) -> str | None:
    """What the point stands for, as the gazetteer says: "city", "province", "country" ...; None where it does not."""
    from crosscurrents.lexicon.places import load_places

    entries = load_places().find(place["name"])
    return next((e.kind for e in entries if (e.lat, e.lon) == (place["lat"], place["lon"])), None)
