from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.lexicon.cues import Kind, load_cues

CUES = load_cues()


def found(kind, text):
    return [cue.words for cue in CUES.find(kind, text)]


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("hedges", "It will almost certainly fail, and may split.", ["almost certainly", "may"]),
        ("hedges", "This is a very likely, not a likely, end.", ["very likely", "likely"]),
        ("negations", "They didn’t agree and never will.", ["n't", "never"]),
        ("modals", "The army would withdraw; the minister must decide.", ["would", "must"]),
        ("qualifiers", "More than 40 of nearly ~600 km", ["more than", "nearly", "~"]),
        ("conditions", "Unless funds arrive, and provided that", ["unless", "provided that"]),
        ("purposes", "in an effort to calm them", ["in an effort to"]),
        ("unknown", "It remains\nunclear whether he lives.", ["it remains unclear whether"]),
        ("indicators", "The budget is a litmus test; all hinges on it.", ["litmus test", "hinges on"]),
        ("relay", "According to an aide, citing papers", ["according to", "citing"]),
        ("causal", "Drought led to flight because of hunger", ["led to", "because of"]),
        ("negations", "Nothingness and notes", []),
    ],
)
def test_find(kind, text, words):
    assert found(kind, text) == words


def test_hedges_of_the_published_standards():
    assert (CUES.hedge("likely").low, CUES.hedge("likely").high) == (0.55, 0.8)
    assert CUES.hedge("Almost certainly").standard == "ICD 203"
    assert CUES.hedge("realistic possibility").standard == "PHIA"
    assert CUES.hedge("may").low is None
    assert CUES.hedge("table") is None


def test_likelihoods_are_intervals():
    for hedge in CUES.hedges:
        assert (hedge.low is None) == (hedge.high is None) == (hedge.standard is None)
        assert hedge.low is None or 0 < hedge.low < hedge.high < 1


def test_no_hedge_has_two_levels():
    words = [word for hedge in CUES.hedges for word in hedge.words]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_qualifiers():
    assert CUES.qualifier("More than") == "over"
    assert CUES.qualifier("up to") == "at_most"
    assert CUES.qualifier("blue") is None


def test_causal_signals():
    assert (CUES.causal_signal("prevented").sign, CUES.causal_signal("prevented").order) == ("-", "forward")
    assert (CUES.causal_signal("because of").sign, CUES.causal_signal("because of").order) == ("+", "backward")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("said", "say"), ("Told", "tell"), ("warned", "warn"), ("denied", "deny"), ("announces", "announce"),
     ("insisting", "insist"), ("admitted", "admit"), ("arguing", "argue"), ("walked", None), ("hopped", None)],
)  # fmt: skip
def test_speech_lemma(word, lemma):
    assert CUES.speech_lemma(word) == lemma


@given(st.text(alphabet="İabcnot’' ifmay~", max_size=80), st.sampled_from(get_args(Kind)))
def test_places_hold_in_the_text_itself(text, kind):
    for cue in CUES.find(kind, text):
        assert 0 <= cue.start < cue.end <= len(text)
        assert len(text[cue.start : cue.end].split()) == len(cue.words.split())
