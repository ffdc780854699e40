from __future__ import annotations

import pytest

from crosscurrents.annotate import Annotator
from crosscurrents.records.document import Mention


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


@pytest.fixture
def chains(annotator, make_document):
    def read(text: str) -> dict[str, int]:
        """Each mention's words with its chain, numbered apart where words come twice."""
        found: dict[str, int] = {}
        for mention in annotator.annotate(make_document(text)).mentions:
            assert text[mention.start : mention.end] == mention.text
            key = mention.text
            while key in found:
                key += "'"
            found[key] = mention.chain
        return found

    return read


def test_title_and_surname(chains) -> None:
    found = chains("President Amara Diallo met farmers. Diallo promised seed. Mr Diallo left.")
    assert found["President Amara Diallo"] == found["Diallo"] == found["Mr Diallo"]


def test_two_persons_of_one_surname_stay_apart(chains) -> None:
    found = chains("Amara Diallo met Kofi Diallo in Accra.")
    assert found["Amara Diallo"] != found["Kofi Diallo"]


def test_acronym_with_expansion(chains) -> None:
    found = chains("The Volta River Union (VRU) called a strike. The VRU asked for talks.")
    assert found["Volta River Union"] == found["VRU"] == found["VRU'"]


def test_catalogue_equality(chains) -> None:
    found = chains("Kenya closed the border. Nairobi gave no reason, and Kenyan police left.")
    assert found["Kenya"] == found["Nairobi"] == found["Kenyan"]


def test_a_capital_that_is_a_place_is_another_thing(chains) -> None:
    found = chains("Kenya closed the border. Traders met in Nairobi.")
    assert found["Kenya"] != found["Nairobi"]


def test_apposition_and_its_noun(chains) -> None:
    found = chains("The party's chairman, Amara Diallo, resigned. Later the chairman left the country.")
    assert found["party's chairman"] == found["Amara Diallo"] == found["chairman"]


def test_a_speakers_own_pronoun(chains) -> None:
    found = chains("Amara Diallo said he would resign.")
    assert found["he"] == found["Amara Diallo"]


def test_a_possessive_means_the_subject(chains) -> None:
    found = chains("Kenya has closed its border.")
    assert found["its"] == found["Kenya"]


def test_two_candidates_are_none(chains) -> None:
    assert "He" not in chains("Amara Diallo met Kofi Mensah. He looked tired.")


def test_chains_are_numbered_by_first_mention(annotator, make_document) -> None:
    mentions: tuple[Mention, ...] = annotator.annotate(
        make_document("Kenya met Ghana. Ghana signed. Kenya did not.")
    ).mentions
    assert [m.chain for m in mentions] == [0, 1, 1, 0]
