from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.records.dates import day
from crosscurrents.records.decision import Decision
from crosscurrents.records.provenance import Origin, Speaker
from crosscurrents.records.situation import Event, Reuse
from crosscurrents.resolve.corroboration import Support, graded
from tests.resolve.newsroom import Story, shared, situation

WORDINGS = (
    "The Hill Front closed the Sarn pass with boulders and felled trees.",
    "Boulders and felled trees closed the Sarn pass, put there by the Hill Front.",
    "With felled trees the Hill Front closed the pass at Sarn to lorries.",
)


def closing(
    name: str, publisher: str | None, wording: int = 0, on: str | None = "2025-03-05", kind: str = "report",
    by: str | None = None, chain: tuple[str, ...] = (),
) -> Story:  # fmt: skip
    story = Story(name, publisher, on, kind).say(WORDINGS[wording]).name_("Hill Front", "armed_group")
    speaker = Speaker(by, None, chain) if by else Speaker(chain=chain)
    story.event("COERCE", "closed", ["Hill Front"], date=day("2025-03-04", "stated"), speaker=speaker)
    if by:
        story.say(f"It was {by} who said so.").name_(by, "organisation")
    return story


def told(*stories: Story, reuse: tuple[Reuse, ...] = (), decisions: tuple[Decision, ...] = ()) -> Any:
    (event,) = situation(*stories, reuse=reuse, decisions=decisions).of(Event)
    return event


def number(event: Any) -> tuple[int, int]:
    return event.independent, event.independent_most


def test_two_outlets_are_two_and_one_outlet_is_one() -> None:
    assert number(told(closing("a.txt", "Herald"), closing("b.txt", "Post", 1))) == (2, 2)
    assert number(told(closing("a.txt", "Herald"), closing("b.txt", "HERALD", 1))) == (1, 1)


def test_one_speaker_quoted_by_many_is_one() -> None:
    stories = [closing(f"{n}.txt", f"Outlet {n}", n, by="Road Office") for n in range(3)]
    event = told(*stories)
    assert number(event) == (1, 1)
    (origin,) = event.origins
    assert (origin.kind, origin.party, len(origin.documents)) == ("speaker", False, 3)


def test_a_speaker_who_is_an_actor_in_it_is_a_party() -> None:
    (origin,) = told(closing("a.txt", "Herald", by="Hill Front")).origins
    assert origin.party is True


def test_a_narrator_who_quotes_the_speaker_too_may_rest_on_him() -> None:
    story = closing("a.txt", "Herald", by="Road Office").say(WORDINGS[1]).name_("Hill Front", "armed_group")
    story.event("COERCE", "closed", ["Hill Front"], date=day("2025-03-04", "stated"))
    assert number(told(story)) == (1, 2)


def test_shared_wording_makes_unsure() -> None:
    story = closing("b.txt", "Post")
    story.sentences[0] = story.sentences[0].replace("felled trees", "fallen trees")
    assert number(told(closing("a.txt", "Herald"), story)) == (1, 2)


def test_a_relay_rests_on_what_it_restates() -> None:
    stories = closing("a.txt", "Herald"), closing("b.txt", "Post", 1, on="2025-03-06")
    assert number(told(*stories, reuse=(shared(stories[1], stories[0], "relay"),))) == (1, 1)


def test_a_wire_named_by_several_is_one() -> None:
    event = told(
        closing("a.txt", "Herald", chain=("Valley Wire",)), closing("b.txt", "Post", 1, chain=("Valley Wire",))
    )
    assert number(event) == (1, 1)
    assert event.origins[0].kind == "wire"


def test_commentary_never_lifts_the_sure_end() -> None:
    comment = closing("b.txt", "Review", 1, kind="commentary")
    assert number(told(closing("a.txt", "Herald"), comment)) == (1, 2)
    assert number(told(closing("a.txt", "Herald", kind="commentary"), comment)) == (1, 2)


def test_unknown_outlets_may_be_one() -> None:
    assert number(told(closing("a.txt", None), closing("b.txt", None, 1))) == (1, 2)
    assert number(told(closing("a.txt", "Herald"), closing("b.txt", "Post", 1), closing("c.txt", None, 2))) == (2, 3)


def test_no_grade_before_the_analyst_gives_a_letter() -> None:
    stories = closing("a.txt", "Herald"), closing("b.txt", "Post", 1)
    grade = Decision(id="1" * 16, sequence=1, verb="grade", target="Post", values={"reliability": "B"})
    assert told(*stories).admiralty is None
    found = told(*stories, decisions=(grade,)).admiralty
    assert (found.reliability, found.credibility) == ("B", 1)


def origin(party: bool | None, *, sure: bool = True) -> Origin:
    return Origin("x", "speaker", party, sure, ("d",))


@pytest.mark.parametrize(
    ("origins", "hedged", "contradicted", "digit"),
    [
        ([origin(False), origin(False)], False, False, 1),
        ([origin(False), origin(True)], False, False, 2),
        ([origin(False), origin(False, sure=False)], False, False, 2),
        ([origin(False)], False, False, 3),
        ([origin(False)], True, False, 4),
        ([origin(True)], False, False, 4),
        ([origin(False), origin(False)], False, True, 4),
        ([origin(False)], False, True, 5),
        ([origin(None)], False, False, 6),
    ],
)
def test_the_digit_comes_from_the_table(origins: list[Origin], hedged: bool, contradicted: bool, digit: int) -> None:
    support = Support(tuple(origins), 1, len(origins))
    found = graded(support, hedged=hedged, contradicted=contradicted, letters={"d": "C"})
    assert found is not None and (found.reliability, found.credibility) == ("C", digit)


def relayed(name: str, channel: str | None, whose: str, wording: int = 0, **more: Any) -> Story:
    story = closing(name, channel, wording, **more)
    story.relays = whose
    return story


def test_ten_channels_that_forward_one_post_are_one() -> None:
    event = told(*(relayed(f"{n}.json", f"Channel {n}", "River Desk", n % 3) for n in range(10)))
    assert number(event) == (1, 1)
    (origin,) = event.origins
    assert (origin.name, origin.kind, len(origin.documents)) == ("River Desk", "outlet", 10)


def test_a_forward_and_the_channel_itself_are_one_and_another_outlet_is_apart() -> None:
    stories = closing("a.json", "River Desk"), relayed("b.json", "Echo", "River Desk", 1)
    assert number(told(*stories)) == (1, 1)
    event = told(*stories, closing("c.txt", "Post", 2))
    assert number(event) == (2, 2)
    assert [(o.name, o.kind) for o in event.origins] == [("River Desk", "outlet"), ("Post", "outlet")]


def test_who_forwards_is_no_witness_but_his_own_posts_are() -> None:
    assert number(told(relayed("a.json", "Echo", "River Desk"), closing("b.json", "Echo", 1))) == (2, 2)


def test_a_forward_of_an_actor_is_his_word() -> None:
    stories = relayed("a.json", "Echo", "Hill Front"), relayed("b.json", "Ferry Post", "Hill Front", 1)
    event = told(*stories, closing("c.txt", "Herald", 2, by="Hill Front"))
    assert number(event) == (1, 1)
    (origin,) = event.origins
    assert (origin.name, origin.kind, origin.party) == ("Hill Front", "speaker", True)


def test_forwards_of_somebody_unnamed_may_be_one() -> None:
    event = told(relayed("a.json", "Echo", ""), relayed("b.json", "Ferry Post", "", 1))
    assert number(event) == (1, 2)
    assert {o.kind for o in event.origins} == {"unknown"}


def test_the_letter_is_that_of_the_one_whose_text_it_is() -> None:
    grades = [
        Decision(id=str(n) * 16, sequence=n, verb="grade", target=target, values={"reliability": letter})
        for n, (target, letter) in enumerate([("Echo", "A"), ("River Desk", "D")], 1)
    ]
    assert told(relayed("a.json", "Echo", "River Desk"), decisions=tuple(grades)).admiralty.reliability == "D"
