from __future__ import annotations

from crosscurrents.records.situation import Quotation
from tests.resolve.newsroom import Story, only, situation


def said(name: str, words: str, by: str = "Oren Halvik") -> Story:
    story = Story(name, name).say(f'"{words}" said {by} to {name} on the quay.').name_(by, "person")
    return story.quote(words, by)


FULL = "we will not leave the harbour to anyone before winter"


def test_one_utterance_cut_by_another_outlet() -> None:
    found = only(situation(said("a.txt", FULL), said("b.txt", "we will not leave the harbour")), Quotation)
    assert (found.verdict, found.text) == ("cut", FULL)
    assert [v.text for v in found.variants] == [FULL, "we will not leave the harbour"]


def test_equal_and_differing_wordings() -> None:
    assert only(situation(said("a.txt", FULL), said("b.txt", FULL.upper())), Quotation).verdict == "same"
    other = FULL.replace("anyone", "them all")
    assert only(situation(said("a.txt", FULL), said("b.txt", other)), Quotation).verdict == "differs"
    assert only(situation(said("a.txt", FULL)), Quotation).verdict == "one"


def test_words_given_to_two_speakers_are_disputed() -> None:
    assert only(situation(said("a.txt", FULL), said("b.txt", FULL, "Mira Sand")), Quotation).verdict == "disputed"


def test_other_words_are_another_utterance() -> None:
    found = situation(said("a.txt", FULL), said("b.txt", "the ice comes early this year and nobody is ready"))
    assert len(found.of(Quotation)) == 2
