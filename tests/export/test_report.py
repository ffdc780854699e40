from __future__ import annotations

from typing import Any

from crosscurrents.export import as_report, records_of

from ..brief.builder import CaseBuilder


def test_every_kind_has_its_section_with_evidence(records: list[dict[str, Any]]) -> None:
    report = as_report(records)
    for title in ("Documents (2)", "Events (3)", "Contested (1)", "Expected (1)", "What drives what (1)", "Actors (2)"):
        assert f"## {title}\n" in report
    assert "- 2025-10-26, **happened**, CONSULT: Edda Holm → unnamed; narrator; 1 to 1 independent origins" in report
    assert "- 2025-10-28, **open, overdue**, plan of narrator" in report
    assert "“At least 31 sailors were killed” (gazette.txt)" in report


def test_no_source_becomes_markup() -> None:
    case = CaseBuilder()
    document = case.document("a_b.txt", "Rebels took *the* <dam>\n# now.", "2025-10-01")
    case.event(document, document.text, "took")
    report = as_report(records_of(*case.parts))
    assert "“Rebels took \\*the\\* \\<dam\\> \\# now.” (a\\_b.txt, 0-30)" in report


def test_an_empty_case_has_a_title_only() -> None:
    assert as_report([]).strip() == "# Situation report"
