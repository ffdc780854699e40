"""One case of two documents that has something in every section of the page."""

from __future__ import annotations

import pytest

from crosscurrents.records.dates import day
from crosscurrents.records.provenance import Speaker

from .builder import COURIER, GAZETTE, CaseBuilder


@pytest.fixture
def strait() -> CaseBuilder:
    case = CaseBuilder()
    gazette = case.document("gazette.txt", GAZETTE, "2025-10-22", publisher="Strait Gazette", kind="report")
    courier = case.document("courier.txt", COURIER, "2025-10-30", publisher="Island Courier", kind="commentary")
    case.actor("a" * 16, "Edda Holm", {courier: ("Edda Holm",)})
    case.actor("b" * 16, "Council of Sarn", {gazette: ("The council of Sarn",)}, type="government")
    case.relation(courier, "Governor Edda Holm", "a" * 16, "Sarn", "Governor")
    case.event(
        gazette,
        "Soldiers turned back every lorry at the Sarn ferry on Tuesday, the harbour master said.",
        "turned back",
        sources=("Soldiers",),
        targets=("every lorry",),
        date=day("2025-10-21", "relative"),
        speaker=Speaker("the harbour master"),
        confidence=0.95,
    )
    case.event(
        gazette,
        "The council of Sarn, which has governed the island since the storm of 1987, refused to receive the envoy.",
        "refused to receive",
        sources=("council of Sarn",),
        targets=("the envoy",),
        date=day("2025-10-21", "inferred"),
        actors=("b" * 16,),
        type="REJECT",
    )
    case.event(
        courier,
        "Governor Edda Holm travelled to Sarn on Wednesday, 26 October 2025, and she met the council.",
        "met",
        sources=("she",),
        targets=("the council",),
        date=day("2025-10-26", "stated"),
        type="CONSULT",
        actors=("a" * 16,),
    )
    many = case.figure(gazette, "At least 31 sailors were killed", 31, speaker=Speaker("the coast guard"))
    few = case.figure(courier, "the number of dead sailors at 12", 12, speaker=Speaker("The ministry"))
    case.dispute("dead off Cape Ull", (many.id, many.evidence[0]), (few.id, few.evidence[0]))
    case.expectation(
        gazette,
        "the ferry would run again by 28 October",
        due=day("2025-10-28", "stated"),
        overdue=True,
        speaker=Speaker("The ministry"),
    )
    case.unknown(gazette, "It was not known who had ordered the closure")
    case.influence(
        courier,
        "If the ferry stays shut, the island could run out of fuel within a month",
        "the ferry stays shut",
        "the island could run out of fuel",
    )
    case.indicator(courier, "Everything hinges on the harbour licence")
    return case
