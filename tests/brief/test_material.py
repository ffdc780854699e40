from __future__ import annotations

from crosscurrents.brief.material import Material
from crosscurrents.config import DEFAULT

from .builder import GAZETTE, CaseBuilder


def test_documents_are_numbered_in_order_of_time() -> None:
    case = CaseBuilder()
    later, earlier = case.document("a.txt", "One.", "2025-10-02"), case.document("b.txt", "Two.", "2025-10-01")
    case.views.reverse()
    material = Material(case.documents, case.situation, case.readings, DEFAULT)
    assert material.labels([later.id, earlier.id]) == "D1, D2"
    assert material.label(later.id) == "D1"


def test_the_sentence_that_holds_a_character(strait: CaseBuilder) -> None:
    material, document = Material(*strait.parts, DEFAULT), strait.documents[0]
    at = GAZETTE.index("refused")
    start, end = material.sentence(document.id, at, at + 7)
    assert GAZETTE[start:end].startswith("The council of Sarn")
    assert GAZETTE[start:end].endswith("the envoy.")
    assert material.sentence("unknown", 3, 9) == (3, 9)


def test_a_headline_is_told_from_the_text(strait: CaseBuilder) -> None:
    material, document = Material(*strait.parts, DEFAULT), strait.documents[0]
    assert material.is_heading(strait.evidence(document, "Ferries to Sarn stop"))
    assert not material.is_heading(strait.evidence(document, "refused to receive the envoy"))


def test_names_of_others_are_known() -> None:
    case = CaseBuilder()
    case.actor("a" * 16, "Olo Brand", catalogue="brand")
    case.actor("b" * 16, "Sarn", type="state", catalogue="sarn")
    material = Material(*case.parts, DEFAULT)
    assert material.named_elsewhere("olo brand", "b" * 16)
    assert not material.named_elsewhere("Olo Brand", "a" * 16)
    assert material.names_other_body("aide of Olo Brand", "b" * 16)
    assert not material.names_other_body("president of Sarn", "a" * 16)
