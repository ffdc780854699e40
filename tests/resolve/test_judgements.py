from __future__ import annotations

import pytest

from crosscurrents.errors import UsageError
from crosscurrents.records.dates import DateRange
from crosscurrents.records.decision import Decision
from crosscurrents.resolve import amend
from crosscurrents.resolve.judgements import letters
from tests.resolve.newsroom import Story

DOCUMENT = Story("a.txt", "Herald").say("Rain fell.").document


def decided(verb: str, target: str, sequence: int = 1, **values: str | None) -> Decision:
    return Decision(id=f"{sequence:016x}", sequence=sequence, verb=verb, target=target, values=values)  # type: ignore[arg-type]


def test_what_a_person_sets_holds_and_changes_no_id() -> None:
    found = amend(DOCUMENT, [decided("set", DOCUMENT.id, publisher="Post", date="2025-04", kind="commentary")])
    assert (found.publisher, found.kind, found.id) == ("Post", "commentary", DOCUMENT.id)
    assert found.date == DateRange("2025-04-01", "2025-04-30", "month", "given")


def test_the_later_decision_wins_whatever_the_order() -> None:
    decisions = [decided("set", DOCUMENT.id, 2, author="B"), decided("set", DOCUMENT.id, 1, author="A")]
    assert amend(DOCUMENT, decisions).author == "B"


def test_decisions_about_others_change_nothing() -> None:
    assert amend(DOCUMENT, [decided("set", "0" * 16, publisher="Post"), decided("grade", "Herald")]) is DOCUMENT


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2025-02-03", "2025-02-03", "2025-02-03", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2025-02-03/2025-02", "2025-02-03", "2025-02-28", "range"),
    ],
)
def test_dates_as_persons_write_them(text: str, start: str, end: str, precision: str) -> None:
    date = amend(DOCUMENT, [decided("set", DOCUMENT.id, date=text)]).date
    assert date is not None
    assert (date.start, date.end, date.precision, date.basis) == (start, end, precision, "given")


@pytest.mark.parametrize(
    "values", [{"date": "soon"}, {"date": "2025-13"}, {"date": "2025-03/2025-01"}, {"id": "x"}, {"kind": "poem"}]
)
def test_what_cannot_be_set_is_wrong_use(values: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        amend(DOCUMENT, [decided("set", DOCUMENT.id, **values)])


def test_an_empty_value_takes_back() -> None:
    assert amend(DOCUMENT, [decided("set", DOCUMENT.id, publisher=None)]).publisher is None


def test_letters_are_of_the_document_else_of_its_outlet() -> None:
    other = amend(Story("b.txt", "herald").say("Sun.").document, [])
    own = amend(DOCUMENT, [decided("set", DOCUMENT.id, reliability="c")])
    grades = [decided("grade", "Herald", 1, reliability="D"), decided("grade", "HERALD", 2, reliability="B")]
    assert letters([own, other], grades) == {own.id: "C", other.id: "B"}
    assert letters([DOCUMENT], []) == {}
