from __future__ import annotations

from crosscurrents.brief.vocabulary import load_vocabulary
from crosscurrents.lexicon import resource
from crosscurrents.records.page import SECTIONS


def test_the_shipped_json_is_the_reviewed_yaml() -> None:
    assert (resource.RESOURCES / "brief.json").read_bytes() == resource.from_yaml("brief")


def test_every_section_has_a_size() -> None:
    sizes = load_vocabulary().sections
    assert set(sizes) == set(SECTIONS)
    assert all(0 < s.least <= s.most for s in sizes.values())


def test_verbs_are_told_from_participles() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.has_verb("rebels attacked the port")
    assert not vocabulary.has_verb("the attacked port of Sarn")
    assert vocabulary.is_speech("warned")
    assert not vocabulary.is_speech("sailed")


def test_words_that_only_tell_when() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.only_times("On Thursday, April 17")
    assert not vocabulary.only_times("On Thursday in Sarn")
