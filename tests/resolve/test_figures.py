from __future__ import annotations

from typing import Any

from crosscurrents.records.dates import day
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Contradiction, Figure, FigureGroup
from tests.resolve.newsroom import Story, only, situation


def dead(
    name: str, number: int, on: str = "2025-03-05", measures: str = "miners killed", by: str = "narrator", **more: Any
) -> Story:
    story = Story(name, name, on).say(
        f"{number} miners were killed in the pit at Sarn, owned by Ostrel Mining, {name} wrote."
    )
    story.name_("Ostrel Mining", "organisation").name_("Sarn", "place")
    return story.figure(f"{number} miners", number, "persons", measures, speaker=Speaker(by), place="Sarn", **more)


def verdict(*stories: Story) -> str:
    return str(only(situation(*stories), FigureGroup).verdict)


def test_equal_values_agree_and_support_each_other() -> None:
    found = situation(dead("a.txt", 12), dead("b.txt", 12, on="2025-03-06", by="medics"))
    assert only(found, FigureGroup).verdict == "agree"
    assert [f.independent for f in found.of(Figure)] == [2, 2]  # type: ignore[attr-defined]
    assert found.of(Contradiction) == ()


def test_a_later_number_is_an_update_and_no_conflict() -> None:
    found = situation(dead("a.txt", 11), dead("b.txt", 12, on="2025-03-06"))
    assert only(found, FigureGroup).verdict == "differ_in_time"
    assert only(found, Contradiction).kind == "update"


def test_two_speakers_with_two_numbers_are_in_conflict() -> None:
    found = situation(dead("a.txt", 120, by="the ministry"), dead("b.txt", 1500, by="the union"))
    group = only(found, FigureGroup)
    contradiction = only(found, Contradiction)
    assert (group.verdict, group.low, group.high) == ("conflict", 120, 1500)
    assert contradiction.kind == "contradiction"
    assert sorted(c.value for c in contradiction.claims) == ["120", "1500"]
    assert len(contradiction.evidence) == 2


def test_open_ends_agree_within_one_day() -> None:
    assert verdict(dead("a.txt", 11, low=11.0, qualifier="at_least"), dead("b.txt", 12, by="medics")) == "agree"


def test_other_words_for_what_is_counted_differ_in_definition() -> None:
    story = dead("a.txt", 12).say("Of the 40 miners at Sarn who came up, all were hurt, said Ostrel Mining.")
    story.name_("Ostrel Mining", "organisation").figure("40 miners", 40, "persons", "miners hurt", place="Sarn")
    assert verdict(story) == "differ_in_definition"


def test_other_units_places_and_contexts_are_other_measurands() -> None:
    elsewhere = Story("b.txt", on="2025-03-05").say("12 miners were killed in the quarry at Olm.").name_("Olm", "place")
    elsewhere.figure("12 miners", 12, "persons", "miners killed", place="Olm")
    assert situation(dead("a.txt", 12), elsewhere).of(FigureGroup) == ()
    tons = dead("b.txt", 12).say("12 t of ore at Sarn were lost with it, said Ostrel Mining.")
    tons.name_("Ostrel Mining", "organisation").figure("12 t", 12, "t", "miners killed", place="Sarn")
    assert len(situation(tons).of(Figure)) == 2
    assert situation(tons).of(FigureGroup) == ()


def test_dates_that_part_are_no_conflict() -> None:
    stories = (
        dead("a.txt", 12, by="the ministry", date=day("2025-03-01", "stated")),
        dead("b.txt", 30, by="the union", date=day("2025-03-04", "stated")),
    )
    assert verdict(*stories) == "differ_in_time"


def wall(name: str, length: float, measures: str, on: str) -> Story:
    story = Story(name, name, on).say(f"Orsia and Velt said that the {measures} reached {length:g} km, {name} wrote.")
    story.name_("Orsia", "state").name_("Velt", "state")
    return story.figure(f"{length:g} km", length, "km", measures)


def test_two_narrators_with_two_lengths_of_one_wall_are_in_conflict() -> None:
    found = situation(
        wall("a.txt", 300, "border wall finished", "2025-03-05"), wall("b.txt", 340, "long fence", "2025-06-06")
    )
    group = only(found, FigureGroup)
    assert (group.verdict, group.low, group.high) == ("conflict", 300, 340)
    assert only(found, Contradiction).kind == "contradiction"


def test_a_whole_is_not_grouped_with_its_part_and_rounding_is_no_conflict() -> None:
    found = situation(
        wall("a.txt", 300, "border wall", "2025-03-05"),
        wall("b.txt", 500, "frontier", "2025-03-05"),
        wall("c.txt", 505, "shared border", "2025-03-05"),
    )
    assert only(found, FigureGroup).verdict == "agree"


def test_two_speakers_of_one_text_may_contradict_each_other_without_an_actor_in_common() -> None:
    story = Story("a.txt", "a.txt", "2025-03-05").say("The ministry of Orsia put the escape at 12 men.")
    story.name_("Orsia", "state").figure("12 men", 12, "persons", "escape", speaker=Speaker("the ministry"))
    story.say("Velt said 90 men escaped.").name_("Velt", "state")
    story.figure("90 men", 90, "persons", "escaped", speaker=Speaker("Velt"))
    assert only(situation(story), FigureGroup).verdict == "conflict"
