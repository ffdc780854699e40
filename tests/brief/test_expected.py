from __future__ import annotations

import pytest

from crosscurrents.brief.expected import expected_candidates, outlook_candidates
from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Candidate
from crosscurrents.config import DEFAULT
from crosscurrents.records.dates import day

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
    case.expectation(case.documents[0], "the guild will strike", kind="threat")
    material = Material(*case.parts, DEFAULT)
    assert "OPEN “If it closes, the guild will strike” · threat · D1" in texts(expected_candidates(material))


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
    document = case.document("a.txt", "Rain raised the price. Rain may raise the fare.", "2025-10-01")
    case.influence(document, "Rain raised the price", "Rain", "price", hedge="asserted")
    case.influence(document, "Rain may raise the fare", "Rain", "fare", hedge="possible")
    lines = [c.make() for c in outlook_candidates(Material(*case.parts, DEFAULT))[0]]
    assert {(x.text.split("”")[0][1:], x.status) for x in lines if x} == {
        ("Rain raised the price", "happened"),
        ("Rain may raise the fare", "possible"),
    }
