from __future__ import annotations

from crosscurrents.brief import compose
from crosscurrents.records.page import Line

from .builder import CaseBuilder


def who(case: CaseBuilder) -> list[Line]:
    return next(s.lines for s in compose(*case.parts).sections if s.name == "who")


def test_an_office_is_said_in_the_texts_words(strait: CaseBuilder) -> None:
    (line,) = who(strait)
    assert line.text == "Edda Holm: “Governor” (Sarn) [D2]"
    assert line.evidence[0].quote == "Governor Edda Holm"


def merged(**fields: object) -> CaseBuilder:
    case = CaseBuilder()
    document = case.document("a.txt", "The Fox signed the truce. Later Jon Weld was seen in Sarn.", "2025-10-01")
    case.actor("a" * 16, "Jon Weld", {document: ("Jon Weld", "The Fox")}, **fields)
    case.event(document, "The Fox signed the truce.", "signed", sources=("The Fox",), actors=("a" * 16,), type="AGREE")
    return case


def test_a_name_that_only_the_catalogue_knows_is_not_merged_in_silence() -> None:
    (line,) = who(merged(catalogue="jon-weld"))
    assert line.text == "Jon Weld: also “The Fox” [D1]: no document says it is the same, the catalogue does"


def test_an_alias_that_a_document_gives_needs_no_note() -> None:
    assert [x.text for x in who(merged())] == ["Jon Weld: also “The Fox” [D1]"]


def test_an_actor_of_whom_nothing_is_said_has_no_line() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "Jon Weld signed the truce.", "2025-10-01")
    case.actor("a" * 16, "Jon Weld", {document: ("Jon Weld",)})
    case.event(document, document.text, "signed", sources=("Jon Weld",), actors=("a" * 16,))
    assert who(case) == ()


def test_what_is_missing_is_counted() -> None:
    case = CaseBuilder()
    for n in range(4):
        document = case.document(f"{n}.txt", f"X{n}guards seized Y{n}fort.", "2025-10-01")
        case.event(document, document.text, "seized", sources=(f"X{n}guards",), sure=1 + (n == 0), most=1 + (n == 0))
    unsaid = next(s.lines for s in compose(*case.parts).sections if s.name == "unsaid")
    assert [x.text for x in unsaid] == ["3 of the 4 lines under HAPPENED rest on one origin (computed)"]
    assert unsaid[0].computed
