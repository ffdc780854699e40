from __future__ import annotations

from itertools import pairwise

import pytest

from crosscurrents.annotate.discourse import load_discourse
from crosscurrents.annotate.names import Namer
from crosscurrents.annotate.syntax import Parser
from crosscurrents.annotate.tree import Tree
from crosscurrents.lexicon.actors import load_actors
from crosscurrents.lexicon.places import load_places


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer(load_actors(), load_places(), load_discourse())


def names(namer: Namer, parser: Parser, text: str) -> dict[str, tuple[str, str | None]]:
    parsed = parser.read(text)
    found = namer.find(Tree(text, parsed.parse), parsed.entities)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return {text[n.start : n.end]: (n.type, n.entry) for n in found}


def test_the_catalogue_overrules_the_recogniser(namer, parser) -> None:
    found = names(namer, parser, "Fighters of Kataib Hezbollah left the town.")
    assert found["Kataib Hezbollah"][0] == "armed_group"


def test_adjectives_of_states_are_actors(namer, parser) -> None:
    assert names(namer, parser, "Peruvian officials met Kenyan traders.") == {
        "Peruvian": ("state", "peru"),
        "Kenyan": ("state", "kenya"),
    }


def test_a_capital_is_a_government_only_where_it_acts(namer, parser) -> None:
    assert names(namer, parser, "Nairobi rejected the plan.")["Nairobi"] == ("state", "kenya")
    assert names(namer, parser, "Traders met in Nairobi.")["Nairobi"] == ("place", None)
    assert names(namer, parser, "Rebels reached Nairobi on Sunday.")["Nairobi"] == ("place", None)


def test_a_title_stays_in_the_name(namer, parser) -> None:
    found = names(namer, parser, "On Monday, President Amara Diallo resigned.")
    assert found["President Amara Diallo"][0] == "person"


def test_the_article_stays_out(namer, parser) -> None:
    assert "African Union" in names(namer, parser, "The African Union sent observers.")


def test_a_longer_name_is_not_cut_to_the_state_in_it(namer, parser) -> None:
    found = names(namer, parser, "The Bank of Ghana raised its rate.")
    assert "Bank of Ghana" in found and "Ghana" not in found


def test_words_that_only_look_like_names(namer, parser) -> None:
    assert names(namer, parser, "The old road is closed.") == {}
