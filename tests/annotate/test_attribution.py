from __future__ import annotations

import pytest

from crosscurrents.annotate.attribution import Voice, find_voices


def said(voice: Voice, text: str) -> str:
    return " ".join(text[start:end] for start, end in voice.scopes)


@pytest.mark.parametrize(
    ("text", "speaker", "inside", "outside"),
    [
        ("The mayor said that rebels had burned the bridge.", "mayor", "burned", "said"),
        ("Rebels burned the bridge, the mayor said on Friday.", "mayor", "burned", "said"),
        ("The bridge, residents said, was burned at night.", "residents", "burned", "said"),
        ("Rebels burned the bridge, according to two officials.", "two officials", "burned", None),
        ("The police accused farmers of burning the bridge.", "police", "burning", "accused"),
        ("The ministry's claim that rebels burned the bridge was false.", "ministry", "burned", "false"),
        ("The army denied shelling the camp.", "army", "shelling", "denied"),
        ("The union threatened to close the port.", "union", "close", "threatened"),
        ("Ama Osei, a harbour pilot, said the port was closed.", "Ama Osei", "closed", "said"),
        (
            "The port was closed, said a source familiar with the matter.",
            "source familiar with the matter",
            "closed",
            None,
        ),
        ("A report by the Volta Institute said that trade had collapsed.", "Volta Institute", "collapsed", None),
        (
            "According to a statement released by the Volta Institute, trade collapsed.",
            "Volta Institute",
            "collapsed",
            None,
        ),
    ],
)
def test_reported_speech(make_tree, words, text: str, speaker: str, inside: str, outside: str | None) -> None:
    voices = find_voices(make_tree(text), words)
    assert [v.written for v in voices] == [speaker]
    at = text.index(inside)
    assert voices[0].holds(at, at + len(inside))
    if outside:
        assert not voices[0].holds(text.index(outside), text.index(outside) + len(outside))


def test_a_relay_is_a_chain(make_tree, words) -> None:
    text = "Reuters quoted officials as saying that the dam had failed."
    (voice,) = find_voices(make_tree(text), words)
    assert (voice.written, voice.chain) == ("officials", ("Reuters",))
    assert voice.holds(text.index("failed"), text.index("failed") + 6)


def test_a_cited_source_speaks_through_its_medium(make_tree, words) -> None:
    (voice,) = find_voices(make_tree("The dam failed, Reuters reported, citing officials."), words)
    assert (voice.written, voice.chain) == ("officials", ("Reuters",))


def test_the_one_spoken_to(make_tree, words) -> None:
    (voice,) = find_voices(make_tree("The minister told reporters that the dam had failed."), words)
    assert voice.addressee == "reporters"


def test_a_bare_document_is_marked(make_tree, words) -> None:
    (voice,) = find_voices(make_tree("The report said that trade had collapsed."), words)
    assert (voice.document, voice.authored) == ("report", False)


def test_the_narrator_goes_on_after_a_comma(make_tree, words) -> None:
    text = "The mayor said that the bridge was safe, and the police reopened the road."
    (voice,) = find_voices(make_tree(text), words)
    assert not voice.holds(text.index("reopened"), text.index("reopened") + 8)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels burned the bridge.",
        "It was reported that the bridge was burned.",
        "The mayor did not say whether the bridge was safe.",
        "After the governor announced duties, traders protested.",
        "Few would claim that the bridge is safe.",
    ],
)
def test_no_voice(make_tree, words, text: str) -> None:
    assert find_voices(make_tree(text), words) == ()
