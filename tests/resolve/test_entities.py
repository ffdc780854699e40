from __future__ import annotations

from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Actor, Place
from crosscurrents.resolve.entities import load_vocabulary
from tests.resolve.newsroom import Situation, Story, called, situation


def names(found: Situation) -> list[str]:
    return sorted(a.name for a in found.of(Actor))  # type: ignore[attr-defined]


def person(story: Story, *spellings: str) -> Story:
    for spelling in spellings:
        story.say(f"Reporters asked {spelling} about it.").name_(
            spelling, "person", head="name" if " " in spelling else "short"
        )
    return story


def group(story: Story, *spellings: str) -> Story:
    for spelling in spellings:
        story.say(f"Residents fear {spelling} here.").name_(spelling, "armed_group")
    return story


def test_transliterations_of_a_full_name_are_one_with_the_reason() -> None:
    found = situation(person(Story("a.txt"), "Mohammed Qasim Benani"), person(Story("b.txt"), "Muhammad Kassem Benany"))
    (actor,) = found.of(Actor)
    assert actor.forms == {"a.txt": ("Mohammed Qasim Benani",), "b.txt": ("Muhammad Kassem Benany",)}  # type: ignore[attr-defined]
    assert any("spellings of one name" in r for r in actor.merged_because)  # type: ignore[attr-defined]


def test_a_title_and_a_left_out_middle_name_do_not_part() -> None:
    found = situation(
        person(Story("a.txt"), "Oren Talvi Halvik"), person(Story("b.txt"), "Oren Halvik", "President Oren Halvik")
    )
    assert names(found) == ["Oren Talvi Halvik"]


def test_two_people_of_one_family_name_stay_two() -> None:
    found = situation(person(Story("a.txt"), "Oren Halvik"), person(Story("b.txt"), "Mira Halvik", "Halvik"))
    assert names(found) == ["Mira Halvik", "Oren Halvik"]
    assert called(found, "Mira Halvik").forms["b.txt"] == ("Mira Halvik", "Halvik")


def test_a_family_name_alone_is_the_only_bearers_or_nobodys() -> None:
    one = [person(Story("a.txt"), "Oren Halvik"), person(Story("b.txt"), "Halvik")]
    assert names(situation(*one)) == ["Oren Halvik"]
    assert names(situation(*one, person(Story("c.txt"), "Mira Halvik"))) == ["Halvik", "Mira Halvik", "Oren Halvik"]


def test_a_person_is_not_merged_with_a_group_of_the_name() -> None:
    found = situation(person(Story("a.txt"), "Oren Halvik"), group(Story("b.txt"), "Halvik"))
    assert names(found) == ["Halvik", "Oren Halvik"]


def test_an_acronym_is_what_the_documents_expand_it_to() -> None:
    long = group(Story("a.txt"), "Northern Lake Guard (NLG)")
    found = situation(long, group(Story("b.txt"), "NLG"))
    assert names(found) == ["Northern Lake Guard"]
    other = group(Story("c.txt"), "New Liberty Group (NLG)")
    assert names(situation(long, group(Story("b.txt"), "NLG"), other)) == [
        "NLG", "New Liberty Group", "Northern Lake Guard",
    ]  # fmt: skip


def test_a_capital_and_the_government_act_as_the_state() -> None:
    state = next(e for e in load_vocabulary().catalogue.entries if e.type == "state" and e.capital and e.adjectives)
    story = Story("a.txt").say(f"{state.capital} expelled the envoy.").name_(state.capital or "", "place")
    story.event("COERCE", "expelled", [state.capital or ""])
    story.say(f"The {state.adjectives[0]} government closed the crossing.")
    story.event("COERCE", "closed", [f"The {state.adjectives[0]} government"])
    found = situation(story)
    actor = called(found, state.name)
    assert (actor.type, actor.catalogue, actor.country) == ("government", state.id, state.name)
    assert len(actor.statements) == 2
    assert [p.name for p in found.of(Place)] == [state.capital]  # type: ignore[attr-defined]  # the city stays a place


def test_an_office_of_a_state_is_an_actor_of_its_own() -> None:
    state = next(e for e in load_vocabulary().catalogue.entries if e.type == "state" and e.adjectives)
    words = f"{state.name}'s interior minister", f"{state.adjectives[0]} officials"
    story = Story("a.txt").say(f"{words[0]} met {words[1]}.").event("CONSULT", "met", [words[0]], [words[1]])
    found = situation(story)
    assert {(a.type, a.country) for a in found.of(Actor)} == {("person", state.name), ("government", state.name)}  # type: ignore[attr-defined]


def test_a_pronoun_takes_the_actor_of_its_chain() -> None:
    story = Story("a.txt").say("Oren Halvik arrived.").name_("Oren Halvik", "person", 1)
    story.say("He met the elders.").name_("He", "person", 1, "pronoun")
    story.event("CONSULT", "met", ["He"], ["the elders"])
    found = situation(story)
    assert len(called(found, "Oren Halvik").statements) == 1
    assert called(found, "Oren Halvik").forms == {"a.txt": ("Oren Halvik",)}


def test_mere_descriptions_of_two_documents_are_not_one() -> None:
    stories = [
        Story(name).say("Gunmen stormed the mill.").event("ASSAULT", "stormed", ["Gunmen"], ["the mill"])
        for name in ("a.txt", "b.txt")
    ]
    gunmen = [a for a in situation(*stories).of(Actor) if a.name == "Gunmen"]  # type: ignore[attr-defined]
    assert len(gunmen) == 2


def test_a_speaker_becomes_an_actor_and_statements_know_him() -> None:
    from crosscurrents.records.provenance import Speaker
    from crosscurrents.records.situation import Event

    story = person(Story("a.txt"), "Oren Halvik").say("The mill burned, Mr Halvik said.")
    story.event("ASSAULT", "burned", speaker=Speaker("Mr Halvik"))
    found = situation(story)
    (event,) = found.of(Event)
    assert event.speaker.actor == called(found, "Oren Halvik").id  # type: ignore[attr-defined]


def test_a_group_in_the_description_of_a_person_stays_a_group() -> None:
    story = group(Story("a.txt"), "Hill Front")
    story.say("Oren Halvik, a spokesman for the Hill Front, spoke.").name_("Oren Halvik", "person", chain=1)
    story.name_("spokesman for the Hill Front", "person", chain=1, head="description")
    story.event("ASSAULT", "spoke", ["Hill Front"])
    found = situation(story)
    assert called(found, "Oren Halvik").forms["a.txt"] == ("Oren Halvik", "spokesman for the Hill Front")
    assert called(found, "Hill Front").statements and not called(found, "Oren Halvik").statements


def test_a_person_is_called_by_his_name_though_a_description_is_longer() -> None:
    story = Story("a.txt").say("Oren Halvik, the longest-serving customs officer, spoke.")
    story.name_("Oren Halvik", "person", chain=1)
    story.name_("longest-serving customs officer", "person", chain=1, head="description")
    assert names(situation(story)) == ["Oren Halvik"]


def test_numbers_before_a_name_are_no_form_of_it() -> None:
    story = Story("a.txt").say("The army killed around 40 [Hill Front near the dam.").name_("Hill Front", "armed_group")
    story.event("ASSAULT", "killed", on=["around 40 [Hill Front"])
    assert called(situation(story), "Hill Front").forms["a.txt"] == ("Hill Front",)


def test_who_says_we_speaks_for_himself() -> None:
    story = person(Story("a.txt"), "Oren Halvik").say("We will fight back, Oren Halvik said.")
    story.event("THREATEN", "fight back", ["We"], speaker=Speaker("Oren Halvik"))
    assert called(situation(story), "Oren Halvik").statements
