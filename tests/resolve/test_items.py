from __future__ import annotations

from crosscurrents.records.situation import Indicator, Influence, Relation, Stance, State, Unknown
from tests.resolve.newsroom import Story, called, only, situation


def analysis(name: str, *, link: str = "") -> Story:
    story = Story(name, name, "2025-03-05")
    story.say(f"{link}The Hill Front belongs to the Marsh Union.").name_("Hill Front", "armed_group")
    story.name_("Marsh Union", "party").relation("belongs to", "membership", "Hill Front", "Marsh Union")
    story.say(f"{link}The Marsh Union rejects the Hill Front.")
    story.stance("rejects", "Marsh Union", "Hill Front", "rejects")
    story.say(f"{link}The closed pass chokes the trade in salt.")
    story.influence(
        "The closed pass chokes the trade in salt" if not link else "closed pass chokes",
        "closed pass",
        "trade in salt",
        "-",
    )
    story.state("trade in salt", "flow", what="salt")
    story.say(f"{link}Much hinges on the thaw.").watch("the thaw")
    story.say(f"{link}It is not known whether the Hill Front will stay.").name_("Hill Front", "armed_group")
    return story.unknown("whether the Hill Front will stay")


def test_claims_told_again_in_another_document_are_one_item_each() -> None:
    found = situation(analysis("a.txt"), analysis("b.txt", link="Besides this, "))
    for record in (Relation, Stance, Influence, State, Indicator, Unknown):
        item = only(found, record)
        assert len(item.statements) == 2, record
        assert {e.name for e in item.evidence} == {"a.txt", "b.txt"}
        assert item.id == min(item.statements)
        assert [found.item_of[s] for s in item.statements] == [item.id] * 2


def test_roles_name_actors_by_id() -> None:
    found = situation(analysis("a.txt"))
    front, union = called(found, "Hill Front").id, called(found, "Marsh Union").id
    relation, stance, unknown = only(found, Relation), only(found, Stance), only(found, Unknown)
    assert (relation.subject, relation.object) == (front, union)
    assert (stance.actor, stance.target) == (union, front)
    assert unknown.about == (front,)


def test_influences_and_states_count_origins() -> None:
    found = situation(analysis("a.txt"), analysis("b.txt", link="Besides this, "))
    assert only(found, Influence).independent_most == 2
    assert only(found, State).independent_most == 2


def test_a_place_argument_stays_words_and_an_actor_argument_becomes_an_id() -> None:
    story = Story("a.txt").say("The Hill Front has grown weak.").name_("Hill Front", "armed_group")
    story.state("grown weak", "strength", group="the Hill Front").state("weak", "flow", what="salt")
    found = situation(story)
    values = {v for s in found.of(State) for v in s.arguments.values()}  # type: ignore[attr-defined]
    assert values == {called(found, "Hill Front").id, "salt"}
