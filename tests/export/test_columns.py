from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from crosscurrents.export import records_of
from crosscurrents.export.columns import Column, tables_of
from crosscurrents.export.schema import record_classes

from .harbour import OSK, PILOT, POLICE, harbour

PYTHON = {"text": str, "integer": int, "number": float, "truth": bool, "day": date, "texts": list, "json": str}


def table(kind: str) -> dict[str, Column]:
    return {c.name: c for c in tables_of(records_of(*harbour().case.parts))[kind]}


def first(kind: str) -> dict[str, Any]:
    return {name: column.values[0] for name, column in table(kind).items()}


def test_the_columns_of_a_relation_are_known() -> None:
    assert [(c.name, c.type) for c in table("relation").values()] == [
        ("id", "text"),
        ("evidence_count", "integer"),
        ("evidence_names", "texts"),
        ("evidence_quote", "text"),
        ("kind", "text"),
        ("subject", "text"),
        ("subject_name", "text"),
        ("object", "text"),
        ("object_name", "text"),
        ("label", "text"),
        ("date_start", "text"),
        ("date_end", "text"),
        ("date_precision", "text"),
        ("date_basis", "text"),
        ("date_day", "day"),
        ("speaker_name", "text"),
        ("speaker_actor", "text"),
        ("speaker_actor_name", "text"),
        ("speaker_chain", "texts"),
        ("confidence", "number"),
        ("statements", "texts"),
        ("evidence", "json"),
    ]


def test_dates_references_and_lists_of_an_event() -> None:
    event = first("event")
    assert (event["date_start"], event["date_day"]) == ("2025-03-03", date(2025, 3, 3))
    assert (event["actors"], event["actors_name"]) == ([POLICE], ["Harbour police"])
    assert (event["place"], event["place_name"]) == (OSK, "Osk")
    assert (event["origins_count"], event["origins_names"]) == (1, ["Osk Gazette"])
    assert event["evidence_names"] == ["notice.txt"]
    assert msgspec.json.decode(event["evidence"])[0]["quote"] == event["evidence_quote"]
    assert (event["main"], event["trigger"]) == (True, "[15,19]")


def test_a_month_is_no_day_and_words_name_themselves() -> None:
    state, relation = first("state"), first("relation")
    assert (state["date_start"], state["date_day"]) == ("2025-03-01", None)
    assert state["arguments"] == f'{{"actor":"{PILOT}","place":"Osk"}}'
    assert (relation["subject_name"], relation["object_name"]) == ("Pilots' guild", "trawlers")
    assert (relation["date_start"], relation["date_day"]) == (None, None)


def test_every_value_has_the_type_of_its_column(records: list[dict[str, Any]]) -> None:
    for rows in (records, records_of(*harbour().case.parts)):
        for kind, columns in tables_of(rows).items():
            count = sum(r["record"] == kind for r in rows)
            for column in columns:
                assert len(column.values) == count
                assert all(v is None or type(v) is PYTHON[column.type] for v in column.values), (kind, column.name)


def test_every_kind_of_record_has_columns_with_names_of_their_own() -> None:
    empty = [{"record": str(k.__struct_config__.tag), "id": "x", "name": "x"} for k in record_classes()]
    from crosscurrents.export.columns import _specs

    assert set(_specs()) == {r["record"] for r in empty}
    for specs in _specs().values():
        names = [s.name for s in specs]
        assert names[0] == "id"
        assert len(names) == len(set(names))
