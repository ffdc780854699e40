from __future__ import annotations

from crosscurrents.config import DEFAULT
from crosscurrents.records.dates import day
from crosscurrents.records.situation import Event, Reuse
from crosscurrents.resolve.chronology import timeline
from crosscurrents.resolve.reports import Report, collect
from tests.resolve.newsroom import Story, shared, situation

LONG = "Soldiers of the garrison burned the old ferry at the northern landing stage late on Tuesday evening."


def reports(*stories: Story, reuse: tuple[Reuse, ...] = ()) -> list[Report]:
    documents, readings = [s.document for s in stories], [s.reading for s in stories]
    return collect(documents, readings, reuse, timeline(documents, readings, None), DEFAULT)


def burning(name: str, sentence: str = LONG, on: str | None = None, **more: object) -> Story:
    story = Story(name, on=on).say(sentence)
    return story.event("ASSAULT", "burned", ["Soldiers"], **more)


def test_a_long_sentence_told_again_word_for_word_is_one_report() -> None:
    (report,) = reports(burning("b.txt", on="2025-03-04"), burning("a.txt", on="2025-03-03"))
    assert len(report.documents) == 2
    assert report.best.evidence.name == "a.txt"  # the earlier one
    assert report.id == min(report.statements)


def test_other_days_part_equal_words() -> None:
    days = [day("2025-03-04", "relative"), day("2025-05-06", "relative")]
    assert len(reports(*(burning(f"{n}.txt", date=d) for n, d in enumerate(days)))) == 2


def test_short_sentences_need_a_shared_text() -> None:
    stories = [burning("a.txt", "Soldiers burned the ferry."), burning("b.txt", "Soldiers burned the ferry.")]
    assert len(reports(*stories)) == 2
    assert len(reports(*stories, reuse=(shared(*stories),))) == 1


def test_a_near_copy_is_one_inside_its_passage_only() -> None:
    mended = LONG.replace("late on", "on")
    stories = [burning("a.txt"), burning("b.txt", mended)]
    assert len(reports(*stories)) == 2
    assert len(reports(*stories, reuse=(shared(*stories, "near"),))) == 1
    assert len(reports(*stories, reuse=(shared(*stories, "relay"),))) == 2


def test_two_statements_of_one_sentence_stay_two() -> None:
    story = burning("a.txt").event("COERCE", "landing", ["Soldiers"])
    assert len(reports(story)) == 2


def test_copies_are_listed_and_counted_once() -> None:
    first = burning("a.txt")
    copy = first.copy("b.txt")
    (event,) = situation(first, copy, reuse=[shared(first, copy)]).of(Event)
    assert len(event.reports) == 2 and event.independent_most == 1  # type: ignore[attr-defined]
