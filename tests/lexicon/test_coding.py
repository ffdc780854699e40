"""The reviewed schemes of coded events."""

from __future__ import annotations

import pytest

from crosscurrents.lexicon.coding import FIELDS, heading_key, load_coding
from crosscurrents.lexicon.plover import load_plover
from tests.coded_tables import ACLED, UCDP

OLD_ACLED = (
    "GWNO,EVENT_ID_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,LOCATION,SOURCE"
)


def test_acled_and_ucdp_are_recognised_by_their_columns() -> None:
    acled = load_coding().recognise(ACLED.split("\n")[0].split(","), ",")
    ucdp = load_coding().recognise(UCDP.split("\n")[0].split("\t"), "\t")
    assert acled and (acled.scheme, acled.publisher) == ("acled", "ACLED")
    assert acled.columns["detail"] == "sub_event_type" and acled.types["armed clash"] == "ASSAULT"
    assert ucdp and (ucdp.scheme, ucdp.delimiter, ucdp.types["3"]) == ("ucdp", "\t", "ASSAULT")
    assert ucdp.columns["dead_low"] == "low" and ucdp.columns["outlet"] == "source_article"


def test_older_names_of_columns_and_types() -> None:
    found = load_coding().recognise(OLD_ACLED.split(","), ",")
    assert found and found.columns["source_with"] == "ALLY_ACTOR_1" and "detail" not in found.columns
    assert found.types["battle-no change of territory"] == "ASSAULT"


def test_other_tables_are_not_recognised() -> None:
    assert load_coding().recognise(["file", "publisher", "date", "type"], ",") is None
    assert load_coding().recognise([], ",") is None


def test_headings_are_compared_without_case_and_marks() -> None:
    assert heading_key(" Event Date ") == heading_key("EVENT_DATE") == heading_key("event-date")


@pytest.mark.parametrize("scheme", load_coding().schemes, ids=lambda s: s.name)
def test_every_mode_is_one_of_its_type(scheme: object) -> None:
    modes = scheme.modes  # type: ignore[attr-defined]
    types = scheme.types  # type: ignore[attr-defined]
    assert set(scheme.columns) <= set(FIELDS) and set(modes) <= set(types)  # type: ignore[attr-defined]
    for value, mode in modes.items():
        assert mode in load_plover()[types[value]].modes, value


def test_who_is_described_and_not_named() -> None:
    schemes = load_coding()
    assert all(map(schemes.is_unnamed, ["Civilians (Chad)", "Unidentified Armed Group (Mali)", "Protesters", ""]))
    assert not any(map(schemes.is_unnamed, ["Rapid Support Forces", "Civil Guard", "Military Forces of Chad"]))


def test_what_is_no_outlet() -> None:
    assert load_coding().is_outlet("Radio Nile") and not load_coding().is_outlet(" undisclosed  Source")
