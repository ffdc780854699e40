from __future__ import annotations

import pytest

from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Candidate, Picked, age_factor, choose, origin_factor
from crosscurrents.config import DEFAULT
from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.page import Clause, Line

from .builder import CaseBuilder


@pytest.fixture
def material() -> Material:
    return Material(*CaseBuilder(today="2025-10-31").parts, DEFAULT)


def candidate(name: str, score: float, document: str = "d", *, fits: bool = True, elsewhere: bool = False) -> Candidate:
    line = Line(text=name, items=(name,)) if fits else None
    return Candidate(score, (document, 0, 0), (name,), lambda: line, elsewhere=elsewhere)


def test_what_is_older_weighs_less_and_never_nothing(material: Material) -> None:
    weights = material.vocabulary.weights
    ages = [age_factor(material, day(d, "stated")) for d in ("2025-10-31", "2025-07-03", "2020-01-01")]
    assert ages[0] == 1.0
    assert ages[1] == pytest.approx((1 + weights.age_floor) / 2)
    assert weights.age_floor < ages[2] < ages[1]
    assert age_factor(material, None) == weights.undated
    assert age_factor(material, DateRange("2020-01-01", None, "open", "stated")) == weights.undated


def test_each_doubling_of_origins_adds_the_same(material: Material) -> None:
    step = material.vocabulary.weights.origin
    assert [origin_factor(material, n) for n in (0, 1, 2, 4)] == [1, 1, 1 + step, 1 + 2 * step]


def test_the_best_are_chosen_and_the_rest_counted(material: Material) -> None:
    found = choose([candidate(n, s, n) for n, s in (("a", 1), ("b", 3), ("c", 2))], 2, material, below_gate=5)
    assert [p.line.text for p in found.in_order()] == ["b", "c"]
    assert found.more == 6


def test_a_line_that_does_not_fit_gives_way_to_the_next(material: Material) -> None:
    found = choose([candidate("a", 2, fits=False), candidate("b", 1)], 1, material)
    assert ([p.line.text for p in found.picked], found.more) == (["b"], 1)


def test_only_what_may_be_elsewhere_is_compared_with_other_sections(material: Material) -> None:
    shown = [Picked(Line(text="x", items=("a",)), candidate("x", 1))]
    assert choose([candidate("a", 1)], 1, material, shown).more == 0
    assert choose([candidate("a", 1, elsewhere=True)], 1, material, shown).more == 1


def test_equal_scores_are_settled_by_their_place(material: Material) -> None:
    twice = [candidate("a", 1, "x"), candidate("b", 1, "y")]
    chosen = [choose(order, 1, material).picked[0].line.text for order in (twice, twice[::-1])]
    assert chosen == ["a", "a"]


def test_a_line_that_is_broken_off_gives_way(material: Material) -> None:
    clause = Clause("d", "d.txt", ((0, 5),))
    broken = Candidate(1.0, ("d", 0, 5), ("a",), lambda: Line(text="“the … port …”", items=("a",), clause=clause))
    assert [p.line.items for p in choose([broken, candidate("b", 0.9, "e")], 1, material).picked] == [("b",)]
    assert [p.line.items for p in choose([broken, candidate("b", 0.5, "e")], 1, material).picked] == [("a",)]


def test_the_same_words_stand_in_one_section_only(material: Material) -> None:
    def told(name: str, start: int) -> Candidate:
        clause = Clause("d", "d.txt", ((start, start + 5),))
        return Candidate(1.0, ("d", start, start + 5), (name,), lambda: Line(text=name, items=(name,), clause=clause))

    shown = choose([told("a", 0)], 1, material).picked
    assert [p.line.text for p in choose([told("b", 3), told("c", 9)], 2, material, shown).picked] == ["c"]
