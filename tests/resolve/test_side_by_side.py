"""Events coded by hand beside events that were read: merged by the ordinary rules, and in open disagreement."""

from __future__ import annotations

import random
from typing import Any

import pytest

from crosscurrents.config import DEFAULT
from crosscurrents.extract import coded_reading
from crosscurrents.records.coding import is_coded
from crosscurrents.records.dates import day
from crosscurrents.records.document import Document
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Actor, Contradiction, Event, Figure, FigureGroup, Place, Situation
from crosscurrents.records.statement import Reading
from tests.coded_tables import ACLED, document
from tests.resolve.newsroom import Story, only, situation

HEAD = "event_date,event_type,sub_event_type,actor1,actor2,country,location,source,notes,fatalities"
RAID = "2025-03-04,Violence against civilians,Attack,Hill Front,Civilians (Mali),Mali,Mopti,{},Raid on a market.,{}"


class Table:
    """A table with its reading, as a story."""

    def __init__(self, *rows: str, name: str = "table.csv", publisher: str = "ACLED") -> None:
        import msgspec

        self.document: Document = msgspec.structs.replace(document("\n".join([HEAD, *rows]), name), publisher=publisher)

    @property
    def reading(self) -> Reading:
        return coded_reading(self.document, reader="test", config=DEFAULT)


def article(killed: int = 14, publisher: str = "Niger Courier", on: str = "2025-03-05", **more: Any) -> Story:
    story = Story(f"{publisher}.txt", publisher, on)
    story.say(f"The Hill Front attacked a market in Mopti on 4 March, and {killed} people were killed.")
    story.name_("Hill Front", "armed_group").name_("Mopti", "place")
    fields = {"date": day("2025-03-04", "stated"), "place": "Mopti"} | more
    kind = fields.pop("kind", "ASSAULT")
    return story.event(kind, "attacked", by=["The Hill Front"], **fields).figure(
        f"{killed} people", killed, "persons", "people killed", date=fields["date"]
    )


def together(*stories: Any) -> Situation:
    return situation(*stories)


# ---- one event
def test_a_row_and_an_article_tell_one_event_and_disagree_on_the_dead() -> None:
    table, story = Table(RAID.format("Radio Niger", 9)), article(14)
    found = together(table, story)
    event = only(found, Event)
    assert len(event.statements) == 2 and set(event.reports) == {table.document.id, story.document.id}
    dispute = only(found, Contradiction)
    assert (dispute.kind, dispute.verdict) == ("contradiction", "conflict")
    assert [c.value for c in dispute.claims] == ["14", "9"]
    assert [c.evidence.method for c in dispute.claims] == ["test", "coded"]
    group = only(found, FigureGroup)
    assert (group.low, group.high, group.verdict) == (9, 14, "conflict")


def test_the_article_is_the_events_best_report_however_late_it_is() -> None:
    for written in ("2025-03-05", "2026-01-01"):
        event = only(together(Table(RAID.format("", 9)), article(on=written)), Event)
        assert not is_coded(event.evidence[0]) and is_coded(event.evidence[1])
        assert event.summary.startswith("The Hill Front attacked") and event.confidence == 0.9


def test_an_event_that_only_a_row_tells_is_sure() -> None:
    event = only(together(Table(RAID.format("", 9))), Event)
    assert event.confidence == 1.0 and event.evidence[0].method == "coded"


def test_equal_counts_are_no_contradiction() -> None:
    found = together(Table(RAID.format("Radio Niger", 14)), article(14))
    assert not found.of(Contradiction) and only(found, FigureGroup).verdict == "agree"
    assert {f.independent for f in found.of(Figure)} == {2}


def test_the_two_sides_of_a_coded_fight_do_not_say_who_began_it() -> None:
    row = "2025-03-04,Battles,Armed clash,Military Forces of Mali (2020-),Hill Front,Mali,Mopti,,Clash.,"
    story = Story("a.txt", "Courier", "2025-03-05").say("The Hill Front attacked the Malian army in Mopti.")
    story.name_("Hill Front", "armed_group").name_("Mopti", "place")
    story.event(
        "ASSAULT", "attacked", ["The Hill Front"], ["the Malian army"], date=day("2025-03-04", "stated"), place="Mopti"
    )
    event = only(together(Table(row), story), Event)
    assert len(event.statements) == 2


def test_rows_of_one_table_are_never_one_event_but_an_equal_row_is_told_twice() -> None:
    row = RAID.format("", 9)
    assert len(together(Table(row, row.replace("Raid on", "Second raid on"))).of(Event)) == 2
    assert len(only(together(Table(row, row)), Event).statements) == 2


def test_one_article_meets_one_of_two_rows_of_a_day() -> None:
    rows = [RAID.format("", 9), RAID.format("", 3).replace("Raid on a market", "Ambush on a road at noon")]
    found = together(Table(*rows), article(14))
    assert sorted(len(e.statements) for e in found.of(Event)) == [1, 2]
    assert [c.value for c in only(found, Contradiction).claims] == ["14", "9"]


def test_a_count_of_another_event_is_not_compared() -> None:
    row = RAID.format("", 14).replace("2025-03-04", "2025-06-04")
    found = together(Table(row), article(14))
    assert len(found.of(Event)) == 2 and not found.of(FigureGroup)


def test_a_count_inside_the_coders_bounds_is_no_contradiction() -> None:
    head = "date_start,date_end,date_prec,type_of_violence,side_a,side_b,where_coordinates,country,best,low,high"
    row = "2025-03-04,2025-03-04,1,3,Hill Front,Civilians,Mopti,Mali,9,5,20"
    table = Table(RAID.format("", 1))
    table.document = document(f"{head}\n{row}\n")
    assert not together(table, article(14)).of(Contradiction)
    assert [c.value for c in only(together(table, article(25)), Contradiction).claims] == ["25", "9 (5-20)"]


# ---- other disagreements
def test_another_day() -> None:
    row = "2025-03-06,Violence against civilians,Attack,Hill Front,,Mali,Mopti,,"
    row += "The Hill Front attacked a market in Mopti and people were killed,"
    dispute = only(together(Table(row), article()), Contradiction)
    assert dispute.verdict == "dates differ" and {c.value for c in dispute.claims} == {"2025-03-04", "2025-03-06"}


def test_another_sort_of_act() -> None:
    row = RAID.format("", "").replace("Violence against civilians,Attack", "Protests,Peaceful protest")
    dispute = only(together(Table(row), article(kind="REJECT")), Contradiction)
    assert (dispute.verdict, [c.value for c in dispute.claims]) == ("types differ", ["REJECT", "PROTEST"])


def test_types_of_one_sort_are_no_contradiction() -> None:
    assert not together(Table(RAID.format("", "")), article(kind="COERCE")).of(Contradiction)


def test_another_town() -> None:
    row = RAID.format("", "").replace("Mali,Mopti", "Mali,Gao")
    dispute = only(together(Table(row), article()), Contradiction)
    assert (dispute.verdict, [c.value for c in dispute.claims]) == ("places differ", ["Mopti", "Gao"])


def test_a_denial_by_the_coder() -> None:
    mapping = "columns: {type: k, date: d, source: s, place: p, modality: m}\n"
    mapping += "types: {attack: ASSAULT}\nmodalities: {'no': denied}\n"
    table = Table(RAID.format("", 1))
    table.document = document("k,d,s,p,m\nattack,2025-03-04,Hill Front,Mopti,no\n", "x.csv", mapping)
    assert only(together(table, article()), Contradiction).kind == "denial"


# ---- origins
def test_a_row_coded_from_an_outlet_is_no_witness_beside_it() -> None:
    event = only(together(Table(RAID.format("Niger Courier", 9)), article()), Event)
    assert (event.independent, event.independent_most) == (1, 1)
    (origin,) = event.origins
    assert (origin.name, origin.kind, len(origin.documents)) == ("Niger Courier", "outlet", 2)


def test_a_row_coded_from_another_outlet_is_one() -> None:
    event = only(together(Table(RAID.format("Radio Niger", 9)), article()), Event)
    assert (event.independent, event.independent_most) == (2, 2)


def test_of_several_outlets_of_a_row_none_is_surely_apart_from_the_row() -> None:
    event = only(together(Table(RAID.format("Radio Niger; Niger Courier", 9)), article()), Event)
    assert (event.independent, event.independent_most) == (1, 2)


def test_a_row_that_names_no_outlet_rests_on_who_coded_it() -> None:
    event = only(together(Table(RAID.format("Undisclosed Source", 9)), article()), Event)
    assert {o.name for o in event.origins} == {"ACLED", "Niger Courier"} and event.independent == 2


def test_two_tables_of_one_outlets_report_are_one_origin() -> None:
    other = Table(RAID.format("Radio Niger", 9).replace("Raid on", "Attack on"), name="other.csv", publisher="UCDP")
    event = only(together(Table(RAID.format("Radio Niger", 9)), other), Event)
    assert len(event.reports) == 2 and event.independent_most == 1


# ---- names
def test_actors_of_rows_and_articles_are_one_and_outlets_are_none() -> None:
    rows = [
        "2025-03-04,Battles,Armed clash,Military Forces of Mali (2020-),JNIM: Group,Mali,Gao,Sahel Radio News,x,",
        "2025-03-09,Riots,Mob violence,Rioters (Mali),Rioters (Chad),Mali,Gao,,x,",
    ]
    story = Story("a.txt", "Courier", "2025-03-05").say("The Malian army met JNIM in Gao.")
    story.event("ASSAULT", "met", ["The Malian army"], ["JNIM"])
    found = together(Table(*rows), story)
    actors = {a.name: a for a in found.of(Actor)}
    assert len(actors) == 4 and {"Rioters (Mali)", "Rioters (Chad)"} <= set(actors)
    assert all(len(a.forms) == (1 if name.startswith("Rioters") else 2) for name, a in actors.items())
    assert actors["Rioters (Chad)"].country == "Chad" and "Sahel Radio News" not in actors


def test_a_place_lies_in_the_country_of_its_row() -> None:
    row = "2025-03-04,Battles,Armed clash,A Front,B Front,{},Tripoli,,x,"
    found = together(Table(row.format("Libya"), row.format("Lebanon").replace("03-04", "05-04")))
    lands = {p.country for p in found.of(Place) if "Tripoli" in p.name}
    assert lands == {"Libya", "Lebanon"}


# ---- laws
def test_the_order_of_rows_and_the_names_of_documents_change_no_event() -> None:
    rows = [
        RAID.format("Radio Niger", 9),
        RAID.format("", 2).replace("03-04", "04-04"),
        RAID.format("", 5).replace("Mopti", "Gao"),
    ]

    def told(order: list[str], name: str) -> list[tuple[Any, ...]]:
        found = together(Table(*order, name=name), article())
        said = [(e.type, e.date, e.modality, len(e.statements), e.independent, e.summary) for e in found.of(Event)]
        return sorted(said, key=str) + [
            (c.topic, c.verdict, tuple(x.value for x in c.claims)) for c in found.of(Contradiction)
        ]

    wanted = told(rows, "table.csv")
    for seed in range(3):
        shuffled = rows[:]
        random.Random(seed).shuffle(shuffled)
        assert told(shuffled, f"{seed}.csv") == wanted


def test_without_a_date_of_its_own_a_table_is_dated_by_its_latest_event() -> None:
    found = together(Table(RAID.format("", 9), RAID.format("", 1).replace("03-04", "02-04")), article())
    assert found.today == "2025-03-05"
    view = next(v for v in found.documents if v.date and v.date.basis == "inferred")
    assert view.date and (view.date.start, view.date.end) == ("2025-03-04", None)


def test_a_speaker_of_an_article_is_no_outlet() -> None:
    story = Story("a.txt", "Courier", "2025-03-05").say("The Hill Front attacked Mopti, Radio Niger said.")
    story.name_("Hill Front", "armed_group").name_("Mopti", "place")
    story.event(
        "ASSAULT",
        "attacked",
        ["The Hill Front"],
        date=day("2025-03-04", "stated"),
        place="Mopti",
        speaker=Speaker("Radio Niger"),
    )
    event = only(together(Table(RAID.format("Coast Herald", 9)), story), Event)
    assert sorted(o.kind for o in event.origins) == ["outlet", "speaker"]


@pytest.mark.slow
def test_a_long_table_is_resolved_without_comparing_its_rows() -> None:
    import time

    head, *rows = ACLED.replace('El Fasher.\n""', 'El Fasher. ""').splitlines(keepends=True)
    text = head + "".join(r.replace("SUD", f"S{n}-").replace("KEN", f"K{n}-") for n in range(2_000) for r in rows)
    table = Table(RAID.format("", 1))
    table.document = document(text)
    begin = time.process_time()
    assert len(together(table, article()).of(Event)) == 6_001
    assert time.process_time() - begin < 20
