from __future__ import annotations

from typing import Any

import msgspec
import pytest

from crosscurrents.export import records_of
from crosscurrents.export.geojson import as_geojson, precision
from crosscurrents.lexicon.places import load_places

from .harbour import OSK, Harbour, harbour


@pytest.fixture
def small() -> Harbour:
    return harbour()


@pytest.fixture
def rows(small: Harbour) -> list[dict[str, Any]]:
    return records_of(*small.case.parts)


def features(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = msgspec.json.decode(as_geojson(rows))
    assert found["type"] == "FeatureCollection"
    return {f["properties"]["record"]: f for f in found["features"]}


def test_the_text_of_a_figure_is_known(rows: list[dict[str, Any]]) -> None:
    text = as_geojson([r for r in rows if r["record"] in ("figure", "place")]).decode()
    assert text == (
        '{"type":"FeatureCollection","features":[\n'
        '{"geometry":{"coordinates":[-3.5,54.25],"type":"Point"},"id":"ffffffffffffffff","properties":{'
        '"confidence":0.9,"country":"Ruria","date_end":null,"date_precision":null,"date_start":null,'
        '"document":"notice.txt","high":null,"independent":1,"independent_most":1,"low":null,"measures":"crew",'
        '"origins":["Osk Gazette"],"place":"Osk","precision":null,"qualifier":"about","quote":"Some 40 crew",'
        '"record":"figure","speaker":"narrator","summary":"Some 40 crew","unit":"persons","value":40.0},'
        '"type":"Feature"}\n]}\n'
    )


def test_events_and_states_stand_where_the_documents_put_them(small: Harbour, rows: list[dict[str, Any]]) -> None:
    found = features(rows)
    assert set(found) == {"event", "figure", "state"}
    event = found["event"]
    assert event["id"] == small.event
    assert event["geometry"] == {"type": "Point", "coordinates": [-3.5, 54.25]}
    assert event["properties"]["actors"] == ["Harbour police"]
    assert event["properties"]["recipients"] == ["Pilots' guild"]
    assert event["properties"]["quote"] == "Harbour police held two trawlers off Osk <pier> & let one go."
    state = found["state"]["properties"]
    assert (state["place"], state["date_start"], state["date_precision"]) == ("Osk", "2025-03-01", "month")


def test_what_has_no_coordinates_or_no_one_place_is_left_out(rows: list[dict[str, Any]]) -> None:
    place = next(r for r in rows if r["record"] == "place")
    twin = place | {"id": "9" * 16, "name": "osk"}
    assert set(features([*rows, twin])) == {"event", "figure"}
    assert features([r | {"lat": None} if r["id"] == OSK else r for r in rows]) == {}
    assert as_geojson([]) == b'{"type":"FeatureCollection","features":[\n]}\n'


def test_a_point_says_what_it_stands_for() -> None:
    entry = next(e for e in load_places().find("Malta") if e.kind == "country")
    assert precision({"name": entry.name, "lat": entry.lat, "lon": entry.lon}) == "country"
    assert precision({"name": entry.name, "lat": entry.lat + 1, "lon": entry.lon}) is None
