from __future__ import annotations

import pytest

from crosscurrents.annotate import Annotator
from crosscurrents.annotate.speakers import Spoken
from crosscurrents.records.dates import day
from crosscurrents.records.document import Annotated, Document

TEXT = (
    "The bridge at Wajir was closed on Friday, according to a report by the Volta Institute.\n"
    "The report said that traders had lost 40 trucks. It added that the army had closed the road.\n"
    "“We will reopen the bridge,” Amara Diallo told reporters. “Nobody gave us a date.”\n"
    "He called the closure “a mistake”. The so-called “dry port” stayed empty.\n"
)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


@pytest.fixture
def document(make_document) -> Document:
    return make_document(TEXT, date=day("2025-03-10", "given"))


@pytest.fixture
def annotated(annotator, document) -> Annotated:
    return annotator.annotate(document)


def by_quote(annotated: Annotated) -> dict[str, tuple[str, bool, str | None]]:
    return {
        TEXT[s.start + q.start : s.start + q.end]: (q.speaker.name, q.scare, q.addressee)
        for s in annotated.sentences
        for q in s.quotes
    }


def speakers(annotated: Annotated, words: str) -> list[str]:
    at = TEXT.index(words)
    return [
        a.speaker.name for s in annotated.sentences for a in s.attributions if s.start + a.start <= at < s.start + a.end
    ]


def test_sentences_are_numbered_and_placed(annotated: Annotated) -> None:
    assert [s.index for s in annotated.sentences] == list(range(7))
    assert [s.paragraph for s in annotated.sentences] == [0, 1, 1, 2, 2, 3, 3]


def test_a_report_speaks_for_its_author_on_and_on(annotated: Annotated) -> None:
    for words in ("closed on Friday", "lost 40 trucks", "closed the road"):
        assert speakers(annotated, words) == ["Volta Institute"]


def test_quotations_and_scare_quotes(annotated: Annotated) -> None:
    found = by_quote(annotated)
    assert found["We will reopen the bridge,"] == ("Amara Diallo", False, "reporters")
    assert found["Nobody gave us a date."][:2] == ("Amara Diallo", False)
    assert found["a mistake"][:2] == ("Amara Diallo", False)
    assert found["dry port"] == ("narrator", True, None)


def test_times_count_from_the_documents_date(annotated: Annotated) -> None:
    first = annotated.sentences[0]
    dates = {TEXT[first.start + t.start : first.start + t.end]: t.date for t in first.times}
    friday = next(date for words, date in dates.items() if "Friday" in words)
    assert friday is not None and friday.start == "2025-03-07"


def test_reading_twice_gives_the_same(annotator, document, annotated) -> None:
    assert annotator.annotate(document) == annotated


def test_a_sentences_own_marks_do_not_depend_on_its_neighbours(annotator, make_document, annotated) -> None:
    alone = annotator.annotate(make_document(TEXT.splitlines()[2])).sentences[0]
    inside = annotated.sentences[3]
    assert (alone.parse, alone.names, alone.marks, alone.cues) == (
        inside.parse,
        inside.names,
        inside.marks,
        inside.cues,
    )


def test_an_empty_document(annotator, make_document) -> None:
    assert annotator.annotate(make_document("")).sentences == ()


def test_spoken_is_a_plain_record() -> None:
    assert Spoken((), ()) == Spoken((), ())
