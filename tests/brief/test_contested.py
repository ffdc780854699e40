from __future__ import annotations

import msgspec

from crosscurrents.brief.contested import contested_candidates
from crosscurrents.brief.material import Material
from crosscurrents.config import DEFAULT
from crosscurrents.records.page import Line
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Contradiction, FigureGroup

from .builder import CaseBuilder


def lines(case: CaseBuilder) -> list[Line]:
    found, _ = contested_candidates(Material(*case.parts, DEFAULT))
    return [x for x in (c.make() for c in found) if x]


def denial(denied: str, word: str) -> CaseBuilder:
    case = CaseBuilder()
    one = case.document("a.txt", "Guards of the guild burned the northern granary.", "2025-10-01")
    two = case.document("b.txt", denied, "2025-10-02")
    said = case.event(one, one.text, "burned", speaker=Speaker("a farmer"))
    unsaid = case.event(two, denied, word, modality="denied", speaker=Speaker("The guild"))
    item = case.dispute("who burned it", (said.id, said.evidence[0]), (unsaid.id, unsaid.evidence[0]), verdict="denied")
    case.items[-1] = msgspec.structs.replace(item, kind="denial")
    return case


def test_claim_and_denial_stand_side_by_side() -> None:
    (line,) = lines(denial("The guild denied that its guards burned the granary.", "burned"))
    assert line.text == (
        "who burned it: “Guards of the guild burned the northern granary” a farmer [D1] | "
        "“The guild denied that its guards burned the granary” The guild [D2]"
    )
    assert line.status == "denied"
    assert [e.name for e in line.evidence] == ["a.txt", "b.txt"]


def test_a_denial_of_something_else_is_not_contested() -> None:
    assert lines(denial("The mayor denied selling a house.", "selling")) == []


def test_an_uncertain_claim_is_counted() -> None:
    case = denial("The guild denied that its guards burned the granary.", "burned")
    document = case.documents[0]
    case.statements[document.id] = [msgspec.structs.replace(s, confidence=0.2) for s in case.statements[document.id]]
    assert contested_candidates(Material(*case.parts, DEFAULT)) == ([], 1)


def test_figures_in_conflict_are_contested_once_and_keep_their_range() -> None:
    case = CaseBuilder()
    one = case.document("a.txt", "Floods killed 40 people in the delta.", "2025-10-01")
    two = case.document("b.txt", "In the delta the floods left 1,200 dead.", "2025-10-02")
    many, few = case.figure(one, "40 people", 40.0), case.figure(two, "1,200 dead", 1200.0)
    group = FigureGroup(
        id="f" * 16,
        measures="dead in the floods",
        unit="persons",
        figures=(many.id, few.id),
        low=40.0,
        high=1200.0,
        verdict="conflict",
        independent=2,
    )
    case.items.append(group)
    (line,) = lines(case)
    assert line.text == (
        "dead in the floods: “Floods killed 40 people in the delta” [D1] | "
        "“In the delta the floods left 1,200 dead” [D2] · 40 to 1,200 persons"
    )
    case.dispute("the dead", (many.id, many.evidence[0]), (few.id, few.evidence[0]))
    assert len(lines(case)) == 1


def test_an_update_is_not_contested() -> None:
    case = denial("The guild denied that its guards burned the granary.", "burned")
    assert isinstance(case.items[-1], Contradiction)
    case.items[-1] = msgspec.structs.replace(case.items[-1], kind="update")
    assert lines(case) == []


def test_many_long_claims_are_cut_to_what_fits() -> None:
    case = CaseBuilder()
    sides = []
    for n in range(6):
        text = f"Witness {n} of the long trial said that the harbour tower fell on day {n} of the great autumn storm."
        document = case.document(f"{n}.txt", text, "2025-10-01")
        event = case.event(document, text, "fell", speaker=Speaker(f"Witness {n}"))
        sides.append((event.id, event.evidence[0]))
    case.dispute("when the tower fell", *sides)
    (line,) = lines(case)
    assert 2 <= line.text.count("|") + 1 <= 4
    assert len(line.text) <= 240
