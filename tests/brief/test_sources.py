from __future__ import annotations

import msgspec
import pytest

from crosscurrents.brief import compose
from crosscurrents.config import DEFAULT
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


def test_other_languages_are_counted_on_the_first_line() -> None:
    case = CaseBuilder()
    case.document("a.txt", "The dam broke.", "2025-10-01")
    for n, language in enumerate(("ar", "tr", "ar", "xx")):
        case.document(f"b{n}.txt", f"Metin {n}.", f"2025-10-0{n + 2}", language=language)
    first, second = read(case)
    assert first.text == "Not read: 2 in Arabic, 1 in Turkish, 1 in xx (D2, D3, D4, D5)"
    assert first.status == "not_read"
    assert first.evidence
    assert second.text.startswith("D1 a.txt")


def test_a_case_of_one_language_has_no_such_line() -> None:
    case = CaseBuilder()
    case.document("a.txt", "The dam broke.", "2025-10-01")
    assert all(x.status != "not_read" for x in read(case))


def test_very_many_that_are_not_read_fit_the_line_and_never_give_way() -> None:
    case = CaseBuilder()
    for n in range(90):
        case.document(f"a{n}.txt", f"The dam broke {n}.", "2025-10-01", publisher=f"The Outlet of Town {n}")
        case.document(f"b{n}.txt", f"Metin {n}.", "2025-10-02", language=("ar", "tr", "fa")[n % 3])
    brief = compose(*case.parts, config=msgspec.structs.replace(DEFAULT, max_lines=3, max_words=40))
    (line,) = next(s.lines for s in brief.sections if s.name == "read")[:1]
    assert line.text.startswith("Not read: 30 in Arabic, 30 in Persian, 30 in Turkish (D")
    assert line.text.endswith("and 82 more)")


def test_a_translation_names_its_original() -> None:
    case = CaseBuilder()
    arabic = case.document("ar.txt", "انهار السد.", "2025-10-01", language="ar", publisher="Al-Nahr")
    case.document("en.txt", "The dam broke.", "2025-10-01", publisher="Al-Nahr", translation_of=arabic.id)
    case.document("fr.txt", "Le barrage a cédé.", "2025-10-02", language="fr")
    case.document("old.txt", "It was old.", "2025-10-03", translation_of="f" * 16)
    assert [x.text for x in read(case)] == [
        "Not read: 1 in French (D3); read in translation: 1 in Arabic (D1)",
        "D2 Al-Nahr · 1 Oct 2025 (dateline) · translation of D1 (Arabic)",
        "D4 old.txt · 3 Oct 2025 (dateline) · translation of a text that is not in the case",
    ]


def test_where_all_are_translated_nothing_is_missing() -> None:
    case = CaseBuilder()
    arabic = case.document("ar.txt", "انهار السد.", "2025-10-01", language="ar")
    case.document("en.txt", "The dam broke.", "2025-10-01", translation_of=arabic.id)
    assert read(case)[0].text == "Read in translation: 1 in Arabic (D1)"
    assert read(case)[0].status == ""


def test_a_date_that_only_the_original_states_is_its_own() -> None:
    case = CaseBuilder()
    arabic = case.document("ar.txt", "السد، 1 أكتوبر 2025", "2025-10-01", language="ar")
    because = (case.evidence(arabic, "1 أكتوبر 2025"),)
    case.document("en.txt", "The dam broke.", "2025-10-01", translation_of=arabic.id, date_because=because)
    assert "1 Oct 2025 (dateline in the original)" in read(case)[1].text


@pytest.mark.parametrize(("foreign", "said"), [(4, "50 % of its words in Arabic, not read"), (2, "")])
def test_a_text_that_is_a_third_in_another_language_says_so(foreign: int, said: str) -> None:
    case = CaseBuilder()
    arabic = " ".join(["انهار"] * foreign)
    text = f"The dam has broken.\n\n{arabic}"
    case.document("a.txt", text, "2025-10-01", dropped=[(arabic, "other language: ar")])
    case.documents[0] = msgspec.structs.replace(case.documents[0], words=4)
    (line,) = read(case)
    assert "left out: other language" in line.text
    assert (said in line.text) if said else "of its words" not in line.text


def test_a_text_that_was_handed_on_names_whose_it_is() -> None:
    case = CaseBuilder()
    case.document("1.json", "The dam broke.", "2025-10-01", publisher="Echo", relays="Dam News")
    case.document("2.json", "The dam broke again.", "2025-10-02", publisher="Echo", relays="")
    assert [x.text for x in read(case)] == [
        "D1 Echo · 1 Oct 2025 (dateline) · forwards Dam News",
        "D2 Echo · 2 Oct 2025 (dateline) · forwards somebody who is not named",
    ]
