from __future__ import annotations

import pytest

from crosscurrents.annotate.annotator import Annotator


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


@pytest.fixture
def quoted(annotator, make_document):
    def read(text: str) -> list[tuple[str, str, bool]]:
        sentences = annotator.annotate(make_document(text)).sentences
        return [
            (text[s.start + q.start : s.start + q.end], q.speaker.name, q.scare) for s in sentences for q in s.quotes
        ]

    return read


def test_he_is_the_last_speaker(quoted) -> None:
    text = "Amara Diallo said that the port was safe. “We checked it twice,” he said."
    assert quoted(text) == [("We checked it twice,", "Amara Diallo", False)]


def test_he_is_whom_the_sentence_before_names(quoted) -> None:
    text = "Amara Diallo spoke first. “The port is safe,” he said."
    assert quoted(text)[0][1] == "Amara Diallo"


def test_an_inverted_verb(quoted) -> None:
    assert quoted('"Which road is open?" asked the second driver.') == [("Which road is open?", "second driver", False)]


def test_a_quoted_predicate_is_its_subjects(quoted) -> None:
    assert quoted("Ghana “regrets the incident”.") == [("regrets the incident", "Ghana", False)]


def test_a_name_and_a_colon(quoted) -> None:
    assert quoted("Diallo: “The port will be open by summer.”")[0][1] == "Diallo"


def test_a_name_given_in_quotation_marks_is_no_speech(quoted) -> None:
    assert quoted("The operation, dubbed “Dry Season”, began at night.") == [("Dry Season", "narrator", True)]


def test_the_nearer_speaker_of_two(quoted) -> None:
    text = "The government called for “an immediate halt”, the agency reported."
    assert quoted(text)[0][1] == "government"


def test_a_speaker_inside_a_quotation_is_not_the_last_one(quoted) -> None:
    text = "Amara Diallo spoke. “The army said the road was open,” he said. “It was not,” he added."
    assert [speaker for _, speaker, _ in quoted(text)] == ["Amara Diallo", "Amara Diallo"]


def test_a_capitalised_name_is_no_speech(quoted) -> None:
    text = "Leaders of the “Guards of the Gate” threatened to close the port."
    assert quoted(text) == [("Guards of the Gate", "narrator", True)]
