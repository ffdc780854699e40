from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.records.dates import day
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Contradiction
from crosscurrents.records.statement import FigureStatement
from crosscurrents.resolve.contested import written_value
from tests.resolve.newsroom import Story, only, situation

THIRD = day("2025-03-03", "stated")


def shelling(
    name: str, sentence: str, modality: str, by: str = "narrator", actor: str = "Hill Front", **more: Any
) -> Story:
    story = Story(name, name, "2025-03-05").say(sentence).name_(actor, "armed_group")
    return story.event("ASSAULT", "shelling", [actor], modality=modality, speaker=Speaker(by), **more)


def test_claim_and_denial_stand_side_by_side() -> None:
    claim = shelling("a.txt", "The shelling of Sarn was the work of the Hill Front.", "happened", date=THIRD)
    denial = shelling(
        "b.txt", "No shelling took place, the Hill Front insisted.", "denied", by="Hill Front", date=THIRD
    )
    found = only(situation(claim, denial), Contradiction)
    assert (found.kind, found.topic) == ("denial", "whether: shelling")
    assert [e.name for e in found.evidence] == ["a.txt", "b.txt"]


def test_a_denial_of_something_else_contradicts_nothing() -> None:
    claim = shelling("a.txt", "The shelling of Sarn was the work of the Hill Front.", "happened", date=THIRD)
    other = shelling(
        "b.txt", "No shelling took place, the Reed Guard insisted.", "denied", actor="Reed Guard", date=THIRD
    )
    late = shelling("b.txt", "No shelling by the Hill Front took place.", "denied", date=day("2025-05-03", "stated"))
    assert situation(claim, other).of(Contradiction) == ()
    assert situation(claim, late).of(Contradiction) == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": 40.0, "qualifier": "at_least"}, "at least 40"),
        ({"value": 1905.0, "qualifier": "exact"}, "1905"),
        ({"value": 2_500_000.0, "qualifier": "about"}, "about 2500000"),
        ({"value": None, "low": 3.0, "high": 5.5, "qualifier": "exact"}, "3-5.5"),
        ({"value": 0.25, "qualifier": "under"}, "under 0.25"),
    ],
)
def test_figures_in_words(fields: dict[str, Any], words: str) -> None:
    evidence = Story("a.txt").say("x").document.evidence(0, 1, "test")
    figure = FigureStatement(
        id="0",
        document="0",
        sentence=0,
        evidence=evidence,
        unit="persons",
        measures="x",
        **({"low": None, "high": None} | fields),
    )
    assert written_value(figure) == words
