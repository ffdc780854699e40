from __future__ import annotations

import pytest

from crosscurrents.resolve.entities import load_vocabulary
from crosscurrents.resolve.naming import Namer, trimmed

NAMER = Namer(load_vocabulary().catalogue)


def key(form: str, kind: str | None = None) -> tuple[str, ...] | None:
    name = NAMER.read(form, kind, None, "d")
    return name.key if name else None


@pytest.mark.parametrize("form", ["he", "They", "the", "", "s", "border controls", "the pipeline", "new"])
def test_pronouns_scraps_and_things_are_nobody(form: str) -> None:
    assert key(form) is None


def test_names_descriptions_and_mere_nouns() -> None:
    assert key("the Hill Front", "armed_group") == ("group", "hill front")
    assert key("former Prime Minister Oren Halvik", "person") == ("person", "oren halvik")
    assert key("villagers") == ("generic", "d", "villagers")
    described = NAMER.read("leaders of the Hill Front", None, None, "d")
    assert described is not None and described.key == ("described", "leaders of the hill front")


def test_a_state_by_any_of_its_words() -> None:
    state = next(e for e in NAMER.catalogue.entries if e.type == "state" and e.capital and e.adjectives)
    for form in (state.name, state.adjectives[0], f"{state.adjectives[0]} government"):
        assert key(form) == ("entry", state.id)
    assert key(state.capital or "", "place") == ("entry", state.id)


def test_trimmed_keeps_what_names() -> None:
    assert trimmed("“the Hill Front’s") == "Hill Front"
    assert trimmed("Northern Guard (NG)") == "Northern Guard (NG)"


def test_trimmed_drops_words_that_only_join_and_open_brackets() -> None:
    assert trimmed("for the Hill Front") == "Hill Front"
    assert trimmed("leaders of Tarrow and") == "leaders of Tarrow"
    assert trimmed("Hill Front (HF") == "Hill Front"
    assert trimmed("leaders of the Hill Front") == "leaders of the Hill Front"


def test_a_title_leaves_a_name_or_stays() -> None:
    assert NAMER.untitled("spokesman for the Hill Front") == "spokesman for the Hill Front"
    assert NAMER.untitled("President Oren Halvik") == "Oren Halvik"
