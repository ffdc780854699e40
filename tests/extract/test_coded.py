"""Rows of a table of coded events as statements."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest

from crosscurrents.config import DEFAULT
from crosscurrents.extract import coded_reading
from crosscurrents.records.document import Document
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.statement import EventStatement, FigureStatement, Reading
from tests.coded_tables import ACLED, MAPPING, OWN, UCDP, document


def read(found: Document) -> Reading:
    return coded_reading(found, reader="test", config=DEFAULT)


def events(reading: Reading) -> list[EventStatement]:
    return [s for s in reading.statements if isinstance(s, EventStatement)]


def figures(reading: Reading) -> list[FigureStatement]:
    return [s for s in reading.statements if isinstance(s, FigureStatement)]


def names(words: tuple[Any, ...]) -> list[str]:
    return [w.text for w in words]


TABLES = pytest.mark.parametrize(
    ("text", "name", "mapping"), [(ACLED, "a.csv", None), (UCDP, "u.tsv", None), (OWN, "own.csv", MAPPING)]
)


@TABLES
def test_all_characters_are_where_they_are_said_to_be(text: str, name: str, mapping: str | None) -> None:
    found = document(text, name, mapping)
    reading = read(found)
    assert len(reading.sentences) == len(events(reading)) == len(found.paragraphs) - 1
    for s in reading.statements:
        e = s.evidence
        assert text[e.start : e.end] == e.quote and (e.method, s.confidence) == ("coded", 1.0)
        assert found.paragraphs[e.paragraph][0] <= e.start and reading.sentences[s.sentence][0] <= e.start
        words = [*s.sources, *s.targets, s.trigger] if isinstance(s, EventStatement) else []
        assert all(text[w.start : w.end] == w.text for w in [*words, *([s.place] if s.place else [])])
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)
    assert len({s.id for s in reading.statements}) == len(reading.statements)


def test_what_a_row_of_acled_says() -> None:
    attack, clash, march = events(read(document(ACLED)))
    assert (attack.type, attack.plover, attack.trigger.text, attack.main) == ("ASSAULT", "ASSAULT", "Attack", True)
    assert names(attack.sources) == ["Rapid Support Forces"]
    assert names(attack.targets) == ["Civilians (Sudan)", "Farmers (Sudan)", "Traders (Sudan)"]
    assert attack.evidence.quote.startswith("SUD1,") and attack.evidence.quote.endswith(",9,1741700000")
    assert attack.place and attack.place.text == "El Fasher" and attack.modality == "happened"
    assert attack.date and (attack.date.start, attack.date.precision, attack.date.basis) == (
        "2025-03-04",
        "day",
        "stated",
    )
    assert (clash.mode, march.mode) == ("firearms", "demo") and names(march.sources) == [
        "Protesters (Kenya)",
        "Teachers (Kenya)",
    ]
    assert march.date and (march.date.start, march.date.end, march.date.precision) == (
        "2025-03-07",
        "2025-03-13",
        "week",
    )


def test_the_first_outlet_speaks_and_the_others_are_its_chain() -> None:
    attack, clash, _ = events(read(document(ACLED)))
    assert attack.speaker == Speaker("Darfur Post", chain=("Radio Nile",))
    assert clash.speaker.is_narrator
    first, second = events(read(document(UCDP, "u.tsv")))
    assert first.speaker == Speaker("Bay Courier") and second.speaker.is_narrator


def test_counts_of_the_dead() -> None:
    nine, three, none = figures(read(document(ACLED)))
    assert [(f.value, f.low, f.high, f.unit) for f in (nine, three, none)] == [
        (n, None, None, "persons") for n in (9, 3, 0)
    ]
    assert nine.date and nine.date.start == "2025-03-04" and nine.speaker.name == "Darfur Post"
    five, seven = figures(read(document(UCDP, "u.tsv")))
    assert (five.value, five.low, five.high) == (5, 4, 8) and (seven.value, seven.low, seven.high) == (7, None, None)


def test_the_days_and_sides_of_ucdp() -> None:
    battle, killing = events(read(document(UCDP, "u.tsv")))
    assert names(battle.sources) == ["Government of Myanmar"] and names(battle.targets) == ["Hill Tribes Army"]
    assert killing.date and (killing.date.start, killing.date.end, killing.date.precision) == (
        "2021-03-01", "2021-03-31", "month",
    )  # fmt: skip


def test_a_mapping_gives_types_and_modality() -> None:
    ambush, strike = events(read(document(OWN, "own.csv", MAPPING)))
    assert (ambush.type, ambush.modality, strike.type, strike.modality) == ("ASSAULT", "happened", "COERCE", "planned")
    assert ambush.date and ambush.date.start == "2023-04-03" and strike.targets == ()


def test_a_planned_cooperation_is_an_agreement_in_plover() -> None:
    mapping = "columns: {type: k, date: d, modality: m}\ntypes: {talks: CONSULT}\nmodalities: {due: planned}\n"
    (one,) = events(read(document("k,d,m\ntalks,2024-05-01,due\n", "x.csv", mapping)))
    assert (one.type, one.plover) == ("CONSULT", "AGREE")


def test_names_are_found_in_the_catalogue_and_the_described_are_told_apart() -> None:
    found = {m.text: m for m in read(document(ACLED)).mentions}
    part = found["Military Forces of Sudan (2019-) Rapid Support Forces"]
    assert part.entry is not None and part.entry == found["Rapid Support Forces"].entry
    assert found["Civilians (Sudan)"].head == "description" and found["Civilians (Sudan)"].entry is None
    assert found["Military Forces of Sudan (2019-)"].type == "government"
    assert found["El Fasher"].type == found["Sudan"].type == "place"


@pytest.mark.parametrize(
    ("name", "entry"),
    [("JNIM: Group for Support of Islam", "jnim"), ("Boko Haram (Chad)", "boko-haram"), ("Hill Front", None)],
)
def test_forms_under_which_the_catalogue_has_an_actor(name: str, entry: str | None) -> None:
    table = f"event_date,event_type,actor1\n2024-01-01,Battles,{name}\n"
    (mention,) = read(document(table)).mentions
    assert mention.entry == entry


def test_rows_that_cannot_be_read_give_nothing_and_those_without_a_date_an_undated_event() -> None:
    from tests.ingest.formats.test_coded import read as parsed

    table = "event_date,event_type,actor1\n2024,Feast,A B\n2024,Battles\nsoon,Battles,A B\n2024-02,Riots,A B\n"
    found = parsed(table)[0].document  # type: ignore[attr-defined]
    undated, month = events(read(found))
    assert undated.date is None and month.date and month.date.precision == "month"
    assert (undated.evidence.paragraph, undated.sentence, month.sentence) == (3, 0, 1)


def test_a_very_long_row_is_the_evidence_of_its_event_and_the_number_that_of_its_figure() -> None:
    table = "event_date,event_type,actor1,notes,fatalities\n2024-01-01,Battles,A B," + "word " * 200 + ",4\n"
    event, figure = read(document(table)).statements
    assert len(event.evidence.quote) > DEFAULT.max_evidence and figure.evidence.quote == "4"


@pytest.mark.parametrize(
    ("cell", "value"), [("12", 12), ('"1,250"', 1250), ("2.5", 2.5), ("some", None), ("", None), ("-3", None)]
)
def test_numbers_in_cells(cell: str, value: float | None) -> None:
    table = f"event_date,event_type,actor1,fatalities\n2024-01-01,Battles,A B,{cell}\n"
    assert [f.value for f in figures(read(document(table)))] == ([] if value is None else [value])


def test_the_order_of_rows_changes_nothing_but_places() -> None:
    head, *rows = ACLED.replace('El Fasher.\n""', 'El Fasher. ""').splitlines(keepends=True)

    def said(order: list[str]) -> list[bytes]:
        reading = read(document(head + "".join(order)))
        return sorted(msgspec.json.encode(_placeless(s)) for s in reading.statements)

    wanted = said(rows)
    for seed in range(3):
        shuffled = rows[:]
        random.Random(seed).shuffle(shuffled)
        assert said(shuffled) == wanted


def _placeless(s: Any) -> Any:
    """A statement without ids and offsets."""
    plain = msgspec.to_builtins(s)

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            gone = {"id", "document", "sentence", "paragraph", "start", "end"} if "precision" not in value else set()
            return {k: strip(v) for k, v in value.items() if k not in gone}
        return [strip(v) for v in value] if isinstance(value, list | tuple) else value

    return strip(plain)


@pytest.mark.slow
def test_a_long_table_is_read_in_seconds() -> None:
    import time

    head, *rows = ACLED.replace('El Fasher.\n""', 'El Fasher. ""').splitlines(keepends=True)
    table = head + "".join(row.replace("SUD", f"S{n}-").replace("KEN", f"K{n}-") for n in range(6_667) for row in rows)
    begin = time.process_time()
    reading = read(document(table))
    assert len(events(reading)) == 20_001
    assert time.process_time() - begin < 20
