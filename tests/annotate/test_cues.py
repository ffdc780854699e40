from __future__ import annotations

import pytest

from crosscurrents.annotate.cues import find_cues
from crosscurrents.lexicon.cues import load_cues


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The army did not cross the river.", "negation", "not"),
        ("Talks could resume in June.", "hedge", "could"),
        ("Unless the port reopens, prices will rise.", "conditional", "Unless"),
        ("Should the port reopen, prices will fall.", "conditional", "Should"),
        ("It remains unclear whether the port will reopen.", "unknown", "It remains unclear whether"),
        ("The vote is a litmus test for the cabinet.", "indicator", "litmus test"),
        ("The council must publish the accounts.", "obligation", "must"),
    ],
)
def test_found(make_tree, text: str, kind: str, words: str) -> None:
    found = [text[c.start : c.end] for c in find_cues(make_tree(text), load_cues()) if c.kind == kind]
    assert words in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ceasefire began in May.", "hedge"),
        ("The council should publish the accounts.", "conditional"),
        ("The ferry runs once a week.", "conditional"),
        ("Not only the army crossed the river.", "negation"),
    ],
)
def test_left_out(make_tree, text: str, kind: str) -> None:
    assert [c for c in find_cues(make_tree(text), load_cues()) if c.kind == kind] == []


def test_a_hedge_is_labelled_with_its_level(make_tree) -> None:
    labels = {c.label for c in find_cues(make_tree("Rain is very likely tomorrow."), load_cues()) if c.kind == "hedge"}
    assert labels == {"likely"}
