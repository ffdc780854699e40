from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.extract.names import actors
from crosscurrents.records.document import RoleMark

from .made import PARSES, PORT, Maker, view

QUILL = "Foreign Minister Ada Quill of Lunaria opposes the tax on salt."
ENVOY = "The guild's envoy refused to meet the rebels and their families."


def named(text: str, *words: str, names: list[tuple[str, str]] | None = None) -> list[str]:
    make = Maker(text)
    marks = [RoleMark("source", *make.at(w), 0.9) for w in words]
    seen = view(text, names=[make.name(*n) for n in names or []])
    return [w.text for w in actors(seen, marks)]


def test_article_and_possessive_stay_out():
    assert named(ENVOY, "The guild's") == ["guild"]


def test_words_that_narrow_the_noun_are_added():
    assert named(PORT, "ministry") == ["Lunarian interior ministry"]


def test_joined_actors_are_parted():
    both = "The Lunarian interior ministry and Selene's navy"
    assert named(PORT, both) == ["Lunarian interior ministry", "Selene's navy"]
    assert named("Egypt and Qatar mediated between the two sides.", "Egypt and Qatar") == ["Egypt", "Qatar"]


def test_a_name_with_a_joint_stays_whole():
    pair = "Egypt and Qatar"
    assert named(f"{pair} mediated between the two sides.", pair, names=[(pair, "organisation")]) == [pair]


def test_followers_of_an_actor_are_no_actor_of_their_own():
    assert named(ENVOY, "the rebels and their families") == ["rebels and their families"]


def test_a_name_is_completed():
    assert named(QUILL, "Quill", names=[("Ada Quill", "person")]) == ["Foreign Minister Ada Quill"]


def test_pieces_of_one_naming_are_joined():
    assert named(QUILL, "Ada Quill", "Lunaria") == ["Foreign Minister Ada Quill of Lunaria"]


def test_the_proper_name_stands_for_its_apposition():
    text = "Ada Quill, the Lunarian foreign minister, heads the delegation."
    assert named(text, "Ada Quill", "Lunarian foreign minister") == ["Ada Quill"]


def test_what_names_nobody_is_dropped():
    assert named(PORT, "met") == []


def test_a_headline_taken_for_a_name_adds_nothing():
    text = "The army's occupation of Tarrow in 1998 enraged the guild."
    assert named(text, "the guild", names=[("enraged the guild", "organisation")]) == ["guild"]


@settings(deadline=None)
@given(st.sampled_from(sorted(PARSES)), st.data())
def test_actors_are_exact_words_of_the_sentence(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for words in actors(view(text), [RoleMark("source", start, end, 0.9)]):
        assert text[words.start : words.end] == words.text
        assert words.text.strip() == words.text != ""
