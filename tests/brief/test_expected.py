from __future__ import annotations

import pytest

from crosscurrents.brief.expected import expected_candidates, outlook_candidates
from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Candidate
from crosscurrents.config import DEFAULT
from crosscurrents.records.dates import day
from crosscurrents.records.provenance import Speaker

from .builder import CaseBuilder

TEXT = "The ferry will run on 5 November. Traders fear that the port may close. If it closes, the guild will strike."


def case_of(**fields: object) -> CaseBuilder:
    case = CaseBuilder()
    document = case.document("a.txt", TEXT, "2025-10-01")
    case.expectation(document, "The ferry will run on 5 November", **fields)
    return case


def texts(found: tuple[list[Candidate], int]) -> list[str]:
    lines = [c.make() for c in sorted(found[0], key=lambda c: c.order)]
    return [x.text for x in lines if x]


def test_a_fear_without_a_day_is_outlook_and_a_plan_is_not() -> None:
    case = case_of(due=day("2025-11-05", "stated"))
    case.expectation(case.documents[0], "the port may close", kind="fear")
    material = Material(*case.parts, DEFAULT)
    assert texts(expected_candidates(material)) == ["OPEN 5 Nov 2025 “The ferry will run on 5 November” · D1"]
    assert texts(outlook_candidates(material)) == ["“Traders fear that the port may close” · D1"]


def test_a_condition_stays_with_what_hangs_on_it() -> None:
    case = case_of()
    case.expectation(case.documents[0], "the guild will strike", kind="threat", speaker=Speaker("the guild"))
    material = Material(*case.parts, DEFAULT)
    assert "OPEN “If it closes, the guild will strike” · threat · the guild, via D1" in texts(
        expected_candidates(material)
    )


def test_overdue_then_due_then_open_then_settled() -> None:
    case = CaseBuilder()
    rows = (("a", {"outcome": "not_fulfilled"}), ("b", {}), ("c", {"due": day("2025-12-01", "stated")}))
    late = ("d", {"due": day("2025-10-02", "stated"), "overdue": True})
    for name, fields in (*rows, late):
        document = case.document(f"{name}.txt", f"Guild {name} will open the {name} gate.", "2025-10-01")
        case.expectation(document, document.text, **fields)
    heads = [t.split("“")[0].strip() for t in texts(expected_candidates(Material(*case.parts, DEFAULT)))]
    assert heads == ["OVERDUE 2 Oct 2025", "OPEN 1 Dec 2025", "OPEN", "NOT FULFILLED"]


@pytest.mark.parametrize(("confidence", "unsure"), [(0.59, 1), (0.6, 0)])
def test_the_gate_holds_for_expectations_and_influences(confidence: float, unsure: int) -> None:
    case = case_of(confidence=confidence)
    assert expected_candidates(Material(*case.parts, DEFAULT))[1] == unsure
    case = CaseBuilder()
    document = case.document("a.txt", TEXT, "2025-10-01")
    case.influence(document, "If it closes, the guild will strike", "it closes", "strike", confidence=confidence)
    assert outlook_candidates(Material(*case.parts, DEFAULT))[1] == unsure


def test_an_influence_is_hypothetical_possible_or_told_as_fact() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "If it lasts, rain raises the price. Rain may raise the fare.", "2025-10-01")
    case.influence(document, "If it lasts, rain raises the price", "rain", "price", hedge="asserted")
    case.influence(document, "Rain may raise the fare", "Rain", "fare", hedge="possible")
    lines = [c.make() for c in outlook_candidates(Material(*case.parts, DEFAULT))[0]]
    assert {(x.text.split("”")[0][1:], x.status) for x in lines if x} == {
        ("If it lasts, rain raises the price", "happened"),
        ("Rain may raise the fare", "possible"),
    }


def test_what_looks_nowhere_is_no_outlook() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "Rain raised the price.", "2025-10-01")
    case.influence(document, "Rain raised the price", "Rain", "price", hedge="asserted")
    assert outlook_candidates(Material(*case.parts, DEFAULT)) == ([], 1)


def test_a_scenario_and_a_condition_come_before_a_guess() -> None:
    case = CaseBuilder()
    text = "The fare may rise. If rain comes, the fare will rise. The first scenario is that the fare may rise."
    document = case.document("a.txt", text, "2025-10-01")
    for quote in ("The fare may rise", "the fare will rise", "scenario is that the fare may rise"):
        case.expectation(document, quote, kind="forecast")
    found, _ = outlook_candidates(Material(*case.parts, DEFAULT))
    order = [text[c.spot[1] : c.spot[2]] for c in sorted(found, key=lambda c: -c.score)]
    assert order == ["scenario is that the fare may rise", "the fare will rise", "The fare may rise"]


@pytest.mark.parametrize(("due", "left"), [(None, 0), ("2025-12-01", 1)])
def test_what_was_agreed_happened_but_a_day_is_to_come(due: str | None, left: int) -> None:
    case = CaseBuilder()
    text = "The guild has agreed to reopen the port."
    document = case.document("a.txt", text, "2025-10-01")
    case.event(document, text, "agreed", type="AGREE")
    case.expectation(document, "reopen the port", due=day(due, "stated") if due else None)
    assert len(expected_candidates(Material(*case.parts, DEFAULT))[0]) == left


def test_a_threat_that_only_the_author_sees_is_outlook() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", TEXT, "2025-10-01")
    case.expectation(document, "the guild will strike", kind="threat")
    material = Material(*case.parts, DEFAULT)
    assert (len(expected_candidates(material)[0]), len(outlook_candidates(material)[0])) == (0, 1)
