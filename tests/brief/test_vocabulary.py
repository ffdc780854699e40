from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("text", "governed"),
    [
        ("The quarrel over the dam, particularly the raid launched by rebels in the hills", False),
        ("The guild, which had closed the port", False),
        ("Although the guild closed the port, it could reopen", True),
        ("The guild called the envoy, saying", True),
    ],
)
def test_a_verb_claimed_by_a_relative_governs_no_sentence(text: str, governed: bool) -> None:
    assert load_vocabulary().has_main_verb(text) is governed


def test_roles_are_told_by_their_head() -> None:
    vocabulary = load_vocabulary()
    assert all(vocabulary.is_role(w) for w in ("interim President", "deputy head of the bank", "harbour commander"))
    assert not any(vocabulary.is_role(w) for w in ("summit", "transfers", "bank of the president", ""))


def test_words_that_point_back() -> None:
    vocabulary = load_vocabulary()
    assert all(vocabulary.leans(t) for t in ("This could end", "Until then, talks", "If it fails, talks end"))
    assert not vocabulary.leans("If rain comes, talks end")
