from __future__ import annotations

from typing import Any

from crosscurrents.records.dates import day
from crosscurrents.records.situation import Expectation
from tests.resolve.newsroom import Story, only, situation

PLAN = "will withdraw its patrols from the Sarn pass by 20 March"
DUE = day("2025-03-20", "stated")


def plan(name: str = "plan.txt", on: str | None = "2025-03-05", kind: str = "plan", **more: Any) -> Story:
    story = Story(name, "Herald", on).say(f"The Hill Front {PLAN}.").name_("Hill Front", "armed_group")
    story.event("RETREAT", "withdraw", ["Hill Front"], modality="planned", date=DUE)
    return story.expect(PLAN, kind, due=DUE, **more)


def came(name: str, on: str | None, sentence: str, kind: str = "RETREAT", modality: str = "happened") -> Story:
    story = Story(name, "Post", on).say(sentence).name_("Hill Front", "armed_group")
    return story.event(kind, sentence.split()[4], ["Hill Front"], modality=modality)


GONE = "The Hill Front has withdrawn from the pass at Sarn."


def outcome(*stories: Story, as_of: str | None = None) -> tuple[str, bool]:
    line: Any = only(situation(*stories, as_of=as_of), Expectation)
    return line.outcome, line.overdue


def test_a_later_document_fulfils_and_its_sentence_decides() -> None:
    line = only(situation(plan(), came("gone.txt", "2025-03-21", GONE)), Expectation)
    assert line.outcome == "fulfilled"
    assert [e.quote for e in line.decided_by] == [GONE]


def test_a_denial_settles_it_the_other_way() -> None:
    assert outcome(plan(), came("no.txt", "2025-03-21", GONE, modality="denied")) == ("not_fulfilled", False)


def test_nothing_that_is_not_later_settles() -> None:
    for on in ("2025-03-05", "2025-03-01", None):
        assert outcome(plan(), came("gone.txt", on, GONE))[0] == "open"


def test_other_types_and_actors_settle_nothing() -> None:
    assert outcome(plan(), came("x.txt", "2025-03-21", GONE, kind="PROTEST"))[0] == "open"
    other = Story("y.txt", "Post", "2025-03-21").say("The Marsh Union has withdrawn from Sarn.")
    other.name_("Marsh Union", "party").event("RETREAT", "withdrawn", ["Marsh Union"])
    assert outcome(plan(), other)[0] == "open"


def test_overdue_when_the_day_has_passed() -> None:
    assert outcome(plan(), as_of="2025-03-21") == ("open", True)
    assert outcome(plan(), as_of="2025-03-20") == ("open", False)


def test_what_hangs_on_a_condition_stays_open() -> None:
    assert outcome(plan(kind="conditional"), came("gone.txt", "2025-03-21", GONE))[0] == "open"


def test_an_expectation_told_twice_is_one() -> None:
    second = Story("b.txt", "Post", "2025-03-06").say(f"As planned, the Hill Front {PLAN}.")
    second.name_("Hill Front", "armed_group").expect(PLAN, "plan", due=DUE)
    line = only(situation(plan(), second), Expectation)
    assert len(line.statements) == 2
