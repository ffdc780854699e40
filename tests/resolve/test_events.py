from __future__ import annotations

from typing import Any

from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Contradiction, Event
from tests.resolve.newsroom import Situation, Story, month, situation


def raid(
    name: str, sentence: str, on: str | None = None, to: str = "the Dravan Brigade", trigger: str = "raid", **more: Any
) -> Story:
    story = Story(name, name[:1].upper(), on).say(sentence)
    story.name_("Hill Front", "armed_group")
    if to in sentence and to[4:5].isupper():
        story.name_(to.removeprefix("the "), "armed_group")
    kind = more.pop("kind", "ASSAULT")
    return story.event(kind, trigger, ["Hill Front"], [to] if to in sentence else [], **more)


A = "The Hill Front led a raid on the Dravan Brigade near the lower bridge, burning two lorries."
B = "A raid by the Hill Front burned two lorries of the Dravan Brigade close to the bridge."
THIRD, FOURTH = day("2025-03-03", "stated"), day("2025-03-04", "stated")


def events(*stories: Story) -> list[Any]:
    return list(situation(*stories).of(Event))


def test_one_event_in_other_words_is_one() -> None:
    (event,) = events(raid("a.txt", A, "2025-03-04", date=THIRD), raid("b.txt", B, "2025-03-05", date=month("2025-03")))
    assert event.date == THIRD  # what both leave
    assert len(event.reports) == 2 and event.independent == 2
    assert event.summary == A


def test_another_day_is_another_event() -> None:
    assert len(events(raid("a.txt", A, date=THIRD), raid("b.txt", B, date=day("2025-03-20", "stated")))) == 2


def test_other_actors_are_another_event() -> None:
    other = B.replace("Dravan Brigade", "Marsh Union")
    stories = raid("a.txt", A, date=THIRD), raid("b.txt", other, to="the Marsh Union", date=THIRD)
    assert len(events(*stories)) == 2


def test_a_plan_is_not_what_comes_of_it_and_a_denial_is_nothing_else() -> None:
    happened = raid("a.txt", A, date=THIRD)
    assert len(events(happened, raid("b.txt", B, date=THIRD, modality="planned"))) == 2
    assert len(events(happened, raid("b.txt", B, date=THIRD, modality="denied"))) == 2
    assert len(events(happened, raid("b.txt", B, date=THIRD, modality="alleged"))) == 1


def test_neighbouring_types_meet_and_others_do_not() -> None:
    assert len(events(raid("a.txt", A, date=THIRD), raid("b.txt", B, date=THIRD, kind="COERCE"))) == 1
    assert len(events(raid("a.txt", A, date=THIRD), raid("b.txt", B, date=THIRD, kind="AID"))) == 2


def test_a_series_is_not_one_of_its_members() -> None:
    series = DateRange("2025-01-01", "2025-06-30", "range", "stated")
    assert len(events(raid("a.txt", A, date=THIRD), raid("b.txt", B, date=series))) == 2


def test_one_sentence_tells_two_events_as_two() -> None:
    story = raid("a.txt", A, date=THIRD).event("ASSAULT", "burning", ["Hill Front"], date=THIRD)
    assert len(events(story)) == 2


def test_two_days_for_one_event_contradict_each_other() -> None:
    stories = raid("a.txt", A, date=THIRD), raid("b.txt", A.replace("two", "three"), date=FOURTH)
    found: Situation = situation(*stories)
    (event,) = found.of(Event)
    (contradiction,) = found.of(Contradiction)
    assert event.date == THIRD  # type: ignore[attr-defined]  # the earliest of the commonest
    assert {c.value for c in contradiction.claims} == {"2025-03-03", "2025-03-04"}  # type: ignore[attr-defined]


def test_the_narrator_tells_best_and_what_he_lacks_is_filled() -> None:
    quoted = raid("a.txt", A, on="2025-03-03", date=THIRD, speaker=Speaker("the Dravan Brigade"), place="Hill")
    told = raid("b.txt", B, on="2025-03-05", date=THIRD)
    (event,) = events(quoted, told)
    assert event.speaker.is_narrator and event.summary == B
    assert event.place is not None


def test_undated_reports_of_documents_far_apart_do_not_meet() -> None:
    assert len(events(raid("a.txt", A, on="2025-03-03"), raid("b.txt", B, on="2025-09-03"))) == 2


def test_an_event_long_before_the_earliest_document_is_background() -> None:
    (old,) = events(raid("a.txt", A, on="2025-03-03", date=day("2024-01-01", "stated")))
    (new,) = events(raid("a.txt", A, on="2025-03-03", date=day("2025-01-01", "stated")))
    assert old.background and not new.background


def test_places_in_two_countries_part_events() -> None:
    def told(name: str, town: str) -> Story:
        sentence = f"The Hill Front led a raid on the Dravan Brigade in {town}, burning two lorries."
        return raid(name, sentence, "2025-03-04", date=THIRD, place=town)

    assert len(events(told("a.txt", "Nairobi"), told("b.txt", "Nairobi"))) == 1
    assert len(events(told("a.txt", "Nairobi"), told("b.txt", "Lima"))) == 2


def test_one_likely_pair_does_not_chain_events() -> None:
    other = (
        "Shells of the Hill Front struck a depot of the Dravan Brigade beyond the upper valley, witnesses told radio."
    )
    mixed = (
        "A raid by the Hill Front burned two lorries of the Dravan Brigade; a depot beyond the upper valley was struck."
    )
    stories = [
        raid("a.txt", A),
        raid("b.txt", mixed),
        raid("c.txt", other, trigger="struck"),
    ]
    told = {len(e.reports) for e in events(*stories)}
    assert told == {1, 2}
