"""Translations and their originals in a situation: evidence leads to both, and counts know of one text only."""

from __future__ import annotations

from typing import Any

import msgspec

from crosscurrents.config import DEFAULT
from crosscurrents.records.dates import day
from crosscurrents.records.document import Document, Original
from crosscurrents.records.identity import document_id
from crosscurrents.records.provenance import TRANSLATION, Speaker
from crosscurrents.records.situation import Contradiction, Event, Expectation, Figure, Indicator, Item, Situation
from crosscurrents.records.statement import Reading
from crosscurrents.resolve import resolve
from crosscurrents.resolve.links import inherited
from crosscurrents.resolve.translations import Originals
from tests.resolve.newsroom import Story
from tests.translated import articles

VALLEY = articles()["valley"]
CLOSED, DEAD, DENIED, MEET = VALLEY.pairs[0], VALLEY.pairs[1], VALLEY.pairs[2], VALLEY.pairs[6]
ROAD = (
    "The Hill Front closed the road between Kerin and Port Tarn on Thursday after gunmen attacked lorries near a mill."
)
OTHERWISE = (
    "On Thursday the Hill Front closed the Tarn road, where it leaves Kerin; before that a convoy had been attacked."
)


def arabic(publisher: str | None = "Al-Wadi") -> Document:
    """The original as it is stored: not read, a sentence a paragraph."""
    sentences = [pair[0] for pair in (CLOSED, DEAD, DENIED, MEET)]
    text = "\n\n".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    ranges = tuple((a, a + len(sentence)) for a, sentence in zip(starts, sentences, strict=True))
    return Document(
        id=document_id(text, "original.txt"),
        locator="original.txt",
        name="original.txt",
        text=text,
        original=Original("0" * 64, len(text), "text/plain"),
        media="text/plain",
        language="ar",
        paragraphs=ranges,
        publisher=publisher,
        date=day("2025-03-14", "given"),
    )


def english(name: str, road: str = ROAD) -> Story:
    """A translation, a sentence a paragraph; `road` is how it words the main one."""
    story = Story(name).say(road).name_("Hill Front", "armed_group")
    story.event("COERCE", "closed", ["Hill Front"], date=day("2025-03-13", "relative"))
    story.say(DEAD[1]).figure("12 people", 12, "persons", "killed")
    story.say(DENIED[1]).event("ASSAULT", "carried out", ["its men"], modality="denied")
    story.say(MEET[1]).expect("will meet the elders", "scheduled", due=day("2025-03-20", "stated"))
    story.watch("the reopening of the road")
    return story


def made(*stories: Story, original: Document | None, links: tuple[str, ...] = (), own: Any = None) -> Situation:
    """The situation of an original with stories, those that `links` names linked to it."""
    documents, readings = [], []
    source = original or arabic()
    for story in stories:
        d = story.document
        fields: dict[str, Any] = {"translation_of": source.id} if story.name in links else {}
        fields |= (own or {}).get(story.name, {})
        documents.append(msgspec.structs.replace(d, paragraphs=tuple(story.reading.sentences), **fields))
        readings.append(story.reading)
    if original:
        documents.append(original)
        readings.append(Reading(original.id, "none", (), (), ()))
    return resolve(inherited(documents), readings, (), (), stamp="s", as_of=None, config=DEFAULT)


def told(found: Situation) -> list[Item]:
    """All records without the passages of originals."""

    def own(item: Any) -> Item:
        names = [n for n in ("evidence", "latest", "decided_by") if hasattr(item, n)]
        kept = {n: tuple(e for e in getattr(item, n) if e.method != TRANSLATION) for n in names}
        bare: Item = msgspec.structs.replace(item, **kept)
        return bare

    return [own(item) for item in found.items]


def items(found: Situation, record: type[Item]) -> list[Any]:
    return list(found.of(record))


def test_every_record_leads_to_the_sentence_of_the_original() -> None:
    original = arabic()
    found = made(english("t.txt"), original=original, links=("t.txt",))
    behind = {ROAD: CLOSED[0], DENIED[1]: DENIED[0], MEET[1]: MEET[0]}
    events = items(found, Event)
    assert len(events) == 2
    for item in (*events, *items(found, Figure), *items(found, Expectation), *items(found, Indicator)):
        one, other = item.evidence
        assert (other.method, other.document, other.name) == (TRANSLATION, original.id, "original.txt")
        assert original.text[other.start : other.end] == other.quote
        assert other.quote == behind.get(one.quote, other.quote)
    (expectation,) = items(found, Expectation)
    assert expectation.evidence[1].quote == MEET[0]
    (indicator,) = items(found, Indicator)
    assert [e.method for e in indicator.latest] == ["test", TRANSLATION]
    assert set(found.originals().values()) == {e for i in found.items for e in i.evidence if e.method == TRANSLATION}


def test_an_original_counts_nothing() -> None:
    """With and without the link: the same records, reports, origins and counts, but for the outlet's name."""
    alone = made(english("t.txt"), original=None, own={"t.txt": {"publisher": "Al-Wadi", "date": arabic().date}})
    linked = made(english("t.txt"), original=arabic(), links=("t.txt",))
    assert told(alone) == told(linked)
    assert alone.item_of == linked.item_of
    assert all(len(e.reports) == 1 and e.independent == e.independent_most == 1 for e in items(linked, Event))
    assert not alone.originals()


def test_two_translations_of_one_text_are_one_origin_whoever_made_them() -> None:
    other = english("u.txt", OTHERWISE)
    own = {"t.txt": {"publisher": "Gulf Desk"}, "u.txt": {"publisher": "River Monitor"}}
    apart = made(english("t.txt"), other, original=arabic(), own=own)
    joined = made(english("t.txt"), other, original=arabic(), links=("t.txt", "u.txt"), own=own)

    def closing(found: Situation) -> Event:
        (event,) = [e for e in items(found, Event) if e.type == "COERCE"]
        return event

    assert (closing(apart).independent, closing(apart).independent_most) == (2, 2)
    event = closing(joined)
    assert len(event.reports) == 2
    assert (event.independent, event.independent_most) == (1, 1)
    (origin,) = event.origins
    assert (origin.name, origin.kind) == ("Al-Wadi", "outlet")


def test_they_are_one_origin_without_a_known_outlet_and_without_the_original() -> None:
    other = english("u.txt", OTHERWISE)
    for original in (arabic(publisher=None), None):
        found = made(english("t.txt"), other, original=original, links=("t.txt", "u.txt"))
        (event,) = [e for e in items(found, Event) if e.type == "COERCE"]
        assert (len(event.reports), event.independent, event.independent_most) == (2, 1, 1)


def test_another_article_of_the_outlet_is_the_same_origin_and_one_of_another_is_not() -> None:
    for publisher, count in (("AL-WADI", 1), ("Highland Review", 2)):
        story = Story("s.txt", publisher, "2025-03-14").say(OTHERWISE).name_("Hill Front", "armed_group")
        story.event("COERCE", "closed", ["Hill Front"], date=day("2025-03-13", "relative"))
        found = made(english("t.txt"), story, original=arabic(), links=("t.txt",))
        (event,) = [e for e in items(found, Event) if e.type == "COERCE"]
        assert (len(event.reports), event.independent) == (2, count)


def spoken(name: str, by: str) -> Story:
    story = Story(name).say(f"The Hill Front closed the Tarn road, {by} said in Kerin on Thursday.")
    story.name_("Hill Front", "armed_group").name_(by, "person")
    return story.event("COERCE", "closed", ["Hill Front"], date=day("2025-03-13", "relative"), speaker=Speaker(by))


def test_speakers_whose_names_are_spelt_in_two_ways_are_not_surely_two() -> None:
    stories = spoken("t.txt", "Mira Sand"), spoken("u.txt", "Aron Velt")
    for links, sure in (((), 2), (("t.txt", "u.txt"), 1)):
        (event,) = items(made(*stories, original=arabic(), links=links), Event)
        assert (event.independent, event.independent_most) == (sure, 2)


def test_claims_of_a_contradiction_lead_to_the_original() -> None:
    story = Story("s.txt", "Highland Review", "2025-03-14").say("At least 31 people were killed in the attack.")
    story.figure("31 people", 31, "persons", "killed")
    found = made(english("t.txt"), story, original=arabic(), links=("t.txt",))
    (contradiction,) = items(found, Contradiction)
    assert len(contradiction.claims) == 2
    (behind,) = [e for e in contradiction.evidence if e.method == TRANSLATION]
    assert behind.quote == DEAD[0]


def test_nothing_behind_what_lies_in_no_translation() -> None:
    original = arabic()
    story = english("t.txt").document
    alone = Originals([story, original], (), DEFAULT)
    assert alone.of(story.evidence(0, 10, "x")) is None
    assert alone.of(original.evidence(0, 10, "x")) is None
    linked = msgspec.structs.replace(story, translation_of=original.id)
    assert Originals([linked], (), DEFAULT).of(linked.evidence(0, 10, "x")) is None  # the original was removed
    behind = Originals([linked, original], (), DEFAULT)
    once = behind.behind([linked.evidence(0, 10, "x")])
    assert [e.method for e in once] == ["x", TRANSLATION]
    assert behind.behind(once[1:]) == once[1:]
