from __future__ import annotations

from crosscurrents.brief import compose
from crosscurrents.records.page import Line

from .builder import GAZETTE, CaseBuilder


def read(case: CaseBuilder) -> tuple[Line, ...]:
    return next(s.lines for s in compose(*case.parts).sections if s.name == "read")


def test_a_document_is_named_dated_and_sorted_in() -> None:
    case = CaseBuilder()
    drops = (("Ferries to Sarn stop", "repeated headline"), ("It was not known", "teaser"), ("The ministry", "teaser"))
    first = case.document("g.txt", GAZETTE, "2025-10-22", publisher="Strait Gazette", kind="report", dropped=drops)
    case.document("c.txt", GAZETTE + " ", "2025-10-23", publisher="Echo", copy_of=first.id)
    case.document("u.txt", "Nobody knows when.")
    assert [x.text for x in read(case)] == [
        "D1 Strait Gazette · 22 Oct 2025 (dateline) · report · left out: teaser ×2, repeated headline",
        "D2 Echo · 23 Oct 2025 (dateline) · copy of D1: adds nothing",
        "D3 u.txt · undated",
    ]
    assert all(x.evidence for x in read(case))


def test_shared_passages_and_relays_are_named() -> None:
    case = CaseBuilder()
    one = case.document("a.txt", "The dam broke at noon. It was old.", "2025-10-01", publisher="Dam News")
    two = case.document("b.txt", "The dam broke at noon. Dam News wrote it.", "2025-10-02", publisher="Echo")
    quote = "The dam broke at noon."
    case.reuse("verbatim", case.evidence(one, quote), case.evidence(two, quote), one.id)
    assert read(case)[1].text.endswith("shares 1 passage with D1")
    case.items.clear()
    case.reuse("relay", case.evidence(two, "Dam News wrote it."), case.evidence(one, quote), one.id)
    assert read(case)[1].text.endswith("restates D1")
    assert "restates" not in read(case)[0].text


def test_other_languages_are_said_not_to_be_read() -> None:
    case = CaseBuilder()
    case.document("a.txt", "The dam broke.", "2025-10-01")
    case.document("b.txt", "Le barrage a cédé.", "2025-10-02", language="fr")
    assert read(case)[-1].text == "Not read, another language: French: D2"


def test_a_text_that_was_handed_on_names_whose_it_is() -> None:
    case = CaseBuilder()
    case.document("1.json", "The dam broke.", "2025-10-01", publisher="Echo", relays="Dam News")
    case.document("2.json", "The dam broke again.", "2025-10-02", publisher="Echo", relays="")
    assert [x.text for x in read(case)] == [
        "D1 Echo · 1 Oct 2025 (dateline) · forwards Dam News",
        "D2 Echo · 2 Oct 2025 (dateline) · forwards somebody who is not named",
    ]
