"""Decoding with heads made by hand, and the laws of runs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.annotate.heads import LayerRule
from crosscurrents.annotate.marking import joined, same_runs, tag_runs, trimmed
from crosscurrents.records.document import Marks
from tests.annotate.reader_parts import events_decoder, links_decoder, read, sentence


def test_an_event_with_its_actors() -> None:
    text = "The police raid the army."
    (mark,) = read(events_decoder(), text).of("events")
    assert (mark.label, text[mark.start : mark.end]) == ("ASSAULT", "raid")
    assert {r.role: text[r.start : r.end] for r in mark.roles} == {"source": "police", "target": "army"}
    assert mark.score > 0.9
    assert mark.attribute("modality") == "happened"
    assert mark.attributes["main"][0] == "main"


def test_a_word_of_several_pieces_is_marked_whole() -> None:
    text = "raiders"
    (mark,) = read(events_decoder(), text).of("events")
    assert (mark.start, mark.end) == (0, 7)


def test_the_bias_of_a_layer_silences_it() -> None:
    assert not read(events_decoder(LayerRule(bias=20.0)), "police raid").marks


def test_the_least_chance_drops_what_is_unsure() -> None:
    assert not read(events_decoder(LayerRule(bias=-20.0, least=0.5)), "the port").of("events")
    assert read(events_decoder(LayerRule(bias=-20.0, least=0.0)), "the port").of("events")


def test_the_chance_of_an_event_is_calibrated() -> None:
    decoder = events_decoder(calibration={"events": (0.0, 0.0, 0.0, 0.0), "main": (0.0, 0.0, 0.0, 0.0, 2.0)})
    (mark,) = read(decoder, "police raid").of("events")
    assert mark.score == pytest.approx(0.5)
    assert mark.probability("main") == pytest.approx(0.880797)


def test_a_link_has_one_direction_and_its_ends() -> None:
    text = "The curfew because the flood."
    marks = read(links_decoder(), text)
    (link,) = marks.links
    ends = [marks.marks[i] for i in (link.source, link.target)]
    assert [text[m.start : m.end] for m in ends] == ["flood", "curfew"]
    assert (link.layer, link.label, link.attributes["hedge"][0]) == ("influences", "+", "likely")


def test_no_link_where_its_bias_says_so() -> None:
    marks = read(links_decoder(pair_bias={"influences": 50.0}), "curfew because flood")
    assert len(marks.of("influences")) == 2
    assert not marks.links


def test_arguments_bear_the_names_of_the_archetype() -> None:
    text = "flood the port, curfew"
    first, second = read(links_decoder(), text).of("influences")
    assert (first.attribute("archetype"), [r.role for r in first.roles]) == ("violence", ["place"])
    assert (second.attribute("archetype"), [r.role for r in second.roles]) == ("price", ["good"])


def test_a_cause_has_no_speaker() -> None:
    assert not any(r.role == "speaker" for m in read(links_decoder(speaker=50.0), "flood").marks for r in m.roles)


def test_nothing_of_nothing() -> None:
    assert read(events_decoder(), "  ") == Marks()


def test_same_text_same_marks() -> None:
    text = "The police raid the army, curfew because flood."
    assert read(links_decoder(), text) == read(links_decoder(), text)


def test_commas_at_the_edges_are_no_part_of_a_span() -> None:
    made = sentence(events_decoder(), ", the port ,")
    assert trimmed(made, 0, 3) == (1, 2)
    assert trimmed(made, 0, 0) == (0, 0)


def test_tags_of_two_classes_are_two_runs() -> None:
    assert tag_runs([0, 1, 2, 2, 0, 3, 2, 1]) == [(0, 1, 3), (1, 5, 5), (0, 6, 6), (0, 7, 7)]


def test_pieces_of_a_clause_are_joined_in_reach_and_of_one_class_only() -> None:
    runs = [(0, 0, 1), (0, 4, 5), (1, 7, 8), (1, 12, 12)]
    assert joined(runs, 2) == [(0, 0, 5), (1, 7, 8), (1, 12, 12)]
    assert joined(runs, 0) == runs


@given(st.lists(st.integers(0, 4), max_size=20))
def test_runs_cover_exactly_the_tagged_words(tags: list[int]) -> None:
    covered = [k for _, a, b in tag_runs(tags) for k in range(a, b + 1)]
    assert covered == [k for k, tag in enumerate(tags) if tag]


@given(st.lists(st.integers(0, 3), max_size=20))
def test_runs_of_roles_are_maximal(labels: list[int]) -> None:
    runs = same_runs(labels)
    assert all(labels[a : b + 1] == [label] * (b - a + 1) for label, a, b in runs)
    assert all(x[0] != y[0] or y[1] > x[2] + 1 for x, y in pairwise(runs))
