from __future__ import annotations

import msgspec
import pytest

from crosscurrents.brief import compose
from crosscurrents.config import Config
from crosscurrents.records.dates import day
from crosscurrents.records.page import SECTIONS, Brief, Line

from .builder import CaseBuilder


def lines(brief: Brief, name: str) -> list[Line]:
    return [x for s in brief.sections if s.name == name for x in s.lines]


def texts(brief: Brief, name: str) -> list[str]:
    return [x.text for x in lines(brief, name)]


def sentence(n: int) -> str:
    """Sentences that share no content word, so that none tells the same as another."""
    return f"X{n}marshal seized X{n}harbour near Y{n}bastion."


def crowd(share: int = 12, documents: int = 1, **fields: object) -> CaseBuilder:
    """A case of so many documents, with so many events a document."""
    case = CaseBuilder()
    for d in range(documents):
        numbers = range(d * share, (d + 1) * share)
        document = case.document(f"{d}.txt", " ".join(map(sentence, numbers)), "2025-10-20")
        for n in numbers:
            case.event(document, sentence(n), "seized", sources=(f"X{n}marshal",), confidence=0.95 - n / 1e4, **fields)
    return case


def test_the_page_has_all_sections_in_order(strait: CaseBuilder) -> None:
    brief = compose(*strait.parts)
    assert tuple(s.name for s in brief.sections) == SECTIONS
    assert all(lines(brief, name) for name in SECTIONS)
    assert (brief.as_of, brief.hash) == ("2025-10-31", "5" * 16)


def test_a_line_has_date_clause_speaker_and_origins(strait: CaseBuilder) -> None:
    happened = texts(compose(*strait.parts), "happened")
    clause = "Soldiers turned back every lorry at the Sarn ferry on Tuesday"
    assert happened[0] == f"21 Oct 2025 “{clause}” · the harbour master, via D1 · 1 origin"
    assert happened[1] == "21 Oct 2025 “The council of Sarn … refused to receive the envoy” · D1 · 1 origin"


def test_a_pronoun_gets_its_actor_in_brackets(strait: CaseBuilder) -> None:
    meeting = next(x for x in lines(compose(*strait.parts), "happened") if "met the council" in x.text)
    assert "[Edda Holm] met the council" in meeting.text
    assert meeting.text.endswith("D2 (commentary) · 1 origin")


def test_every_line_has_evidence_and_every_clause_is_a_slice(strait: CaseBuilder) -> None:
    by_id = {d.id: d.text for d in strait.documents}
    for section in compose(*strait.parts).sections:
        for line in section.lines:
            assert line.evidence, line.text
            assert all(by_id[e.document][e.start : e.end] == e.quote for e in line.evidence)
            if line.clause:
                kept = " ".join(by_id[line.clause.document][a:b] for a, b in line.clause.slices).split()
                shown = iter(line.text.replace("“", " ").replace("”", " ").split())
                assert all(word in shown for word in kept), line.text


def test_contested_claims_stand_side_by_side_with_their_range(strait: CaseBuilder) -> None:
    (dispute, slip) = lines(compose(*strait.parts), "contested")
    assert dispute.text == (
        "dead off Cape Ull: “At least 31 sailors were killed” the coast guard [D1] | "
        "“the number of dead sailors at 12” The ministry [D2] · 12 to 31 persons"
    )
    assert [e.document for e in dispute.evidence] == [d.id for d in strait.documents]
    assert slip.computed and "26 October 2025 was a Sunday" in slip.text


def test_overdue_stands_before_what_is_open(strait: CaseBuilder) -> None:
    courier = strait.documents[1]
    strait.expectation(courier, "the island could run out of fuel", due=day("2025-11-30", "stated"), kind="forecast")
    expected = lines(compose(*strait.parts), "expected")
    assert [x.status for x in expected] == ["overdue", "open"]
    assert (
        expected[0].text
        == "OVERDUE 28 Oct 2025 “the ferry would run again by 28 October” · The ministry, via D1 · no later word"
    )


def test_outlook_keeps_conditions_and_hedges(strait: CaseBuilder) -> None:
    outlook = texts(compose(*strait.parts), "outlook")
    assert "“If the ferry stays shut, the island could run out of fuel within a month” · D2 (commentary)" in outlook
    assert "Watch: “Everything hinges on the harbour licence” · D2 (commentary)" in outlook


def test_what_is_planned_is_labelled_and_has_its_status() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "The envoy will visit Sarn in May.", "2025-10-01")
    case.event(document, document.text, "visit", sources=("envoy",), modality="planned", type="CONSULT")
    (line,) = lines(compose(*case.parts), "happened")
    assert line.status == "planned"
    assert line.text.startswith("undated PLANNED “The envoy will visit Sarn in May”")


def test_a_plan_in_the_ledger_is_not_told_again_as_event() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "The envoy will visit Sarn in May.", "2025-10-01")
    case.event(document, document.text, "visit", sources=("envoy",), modality="planned", type="CONSULT")
    case.expectation(document, "The envoy will visit Sarn in May")
    brief = compose(*case.parts)
    assert lines(brief, "happened") == []
    assert len(lines(brief, "expected")) == 1


def test_what_is_uncertain_is_counted_and_not_shown() -> None:
    case = crowd(share=3)
    document = case.document("weak.txt", "Rebels took the fort.", "2025-10-02")
    case.event(document, document.text, "took", confidence=0.59)
    section = next(s for s in compose(*case.parts).sections if s.name == "happened")
    assert section.more == 1
    assert all("fort" not in x.text for x in section.lines)


def test_background_has_at_most_two_lines() -> None:
    case = crowd(share=6, background=True)
    section = next(s for s in compose(*case.parts).sections if s.name == "happened")
    assert (len(section.lines), section.more) == (2, 4)
    assert lines(compose(*case.parts), "short") == []


def test_one_document_has_at_most_half_where_others_have_something() -> None:
    case = crowd(share=40, documents=1)
    other = case.document("other.txt", " ".join(sentence(n) for n in range(900, 920)), "2025-10-21")
    for n in range(900, 920):
        case.event(other, sentence(n), "seized", confidence=0.7)
    happened = lines(compose(*case.parts, config=Config(max_words=5000)), "happened")
    share = sum(x.evidence[0].document == other.id for x in happened) / len(happened)
    assert share == 0.5


def test_the_same_sentence_and_the_same_event_stand_once() -> None:
    case = CaseBuilder()
    first = case.document("a.txt", "Gunmen attacked the convoy near Cape Ull.", "2025-10-01")
    again = case.document("b.txt", "Near Cape Ull gunmen attacked a convoy of lorries.", "2025-10-02")
    case.event(first, first.text, "attacked", sources=("Gunmen",))
    case.event(first, first.text, "convoy", sources=("Gunmen",))
    case.event(again, again.text, "attacked", sources=("gunmen",))
    section = next(s for s in compose(*case.parts).sections if s.name == "happened")
    assert (len(section.lines), section.more) == (1, 2)


@pytest.mark.parametrize("documents", [10, 300])
def test_the_page_keeps_its_limits(documents: int) -> None:
    case = crowd(share=5, documents=documents)
    brief = compose(*case.parts)
    every = [x.text for s in brief.sections for x in s.lines]
    assert len(every) <= 60
    assert sum(len(t.split()) for t in every) <= 1300
    assert max(map(len, every)) <= 240
    happened = next(s for s in brief.sections if s.name == "happened")
    assert len(happened.lines) + happened.more == 5 * documents
    read = next(s for s in brief.sections if s.name == "read")
    assert len(read.lines) + read.more == documents


def test_tight_limits_are_kept_too() -> None:
    brief = compose(*crowd(share=30, documents=3).parts, config=Config(max_lines=12, max_words=120))
    every = [x.text for s in brief.sections for x in s.lines]
    assert len(every) <= 12
    assert sum(len(t.split()) for t in every) <= 120


def test_short_holds_three_lines_of_different_documents() -> None:
    brief = compose(*crowd(share=4, documents=4).parts)
    short = lines(brief, "short")
    assert len(short) == 3
    assert len({x.evidence[0].document for x in short}) == 3
    assert {x.text for x in short} <= set(texts(brief, "happened"))


def test_short_prefers_an_act_to_a_meeting() -> None:
    case = crowd(share=3)
    document = case.document("m.txt", "Ministers met in Port Ull.", "2025-10-30")
    case.event(document, document.text, "met", type="CONSULT", confidence=0.99, date=day("2025-10-30", "stated"))
    assert all("met" not in t for t in texts(compose(*case.parts), "short")[:1])


def test_the_order_of_the_arguments_does_not_matter(strait: CaseBuilder) -> None:
    documents, situation, readings = strait.parts
    turned = compose(documents[::-1], situation, readings[::-1])
    assert msgspec.json.encode(turned) == msgspec.json.encode(compose(documents, situation, readings))


def test_an_empty_case_has_an_empty_page() -> None:
    brief = compose(*CaseBuilder(today=None).parts)
    assert [(s.name, s.lines, s.more) for s in brief.sections] == [(n, (), 0) for n in SECTIONS]
