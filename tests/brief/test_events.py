from __future__ import annotations

import pytest

from crosscurrents.brief.events import event_candidates
from crosscurrents.brief.material import Material
from crosscurrents.config import DEFAULT
from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.provenance import Speaker

from .builder import CaseBuilder

HAPPENED = frozenset({"happened"})


def candidates(text: str, trigger: str) -> tuple[int, int]:
    case = CaseBuilder()
    document = case.document("a.txt", text, "2025-10-01")
    case.event(document, text, trigger)
    found, unsure = event_candidates(Material(*case.parts, DEFAULT), HAPPENED)
    return len(found), unsure


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("If rebels attack the dam, the town is lost.", "attack"),
        ("The island could yet join the league.", "join"),
        ("The guild will meet the envoy.", "meet"),
        ("All hinges on whether rebels leave the dam.", "leave"),
        ("The dam may have been attacked.", "attacked"),
    ],
)
def test_what_a_condition_or_modal_governs_is_not_printed_as_happened(text: str, trigger: str) -> None:
    assert candidates(text, trigger) == (0, 1)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels attacked the dam.", "attacked"),
        ("In May rebels attacked the dam.", "attacked"),
        ("Prisoners could face a trial there, and lawyers urged a delay.", "urged"),
        ("Rebels attacked the dam, which could burst.", "attacked"),
    ],
)
def test_a_modal_elsewhere_in_the_sentence_does_no_harm(text: str, trigger: str) -> None:
    assert candidates(text, trigger) == (1, 0)


def text_of(case: CaseBuilder) -> str:
    found, _ = event_candidates(Material(*case.parts, DEFAULT), frozenset({"happened", "alleged"}))
    line = found[0].make()
    assert line is not None
    return line.text


def test_an_undated_event_is_placed_before_the_day_on_which_it_was_told() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "Rebels attacked the dam.", "2025-10-01")
    case.event(document, document.text, "attacked")
    assert text_of(case).startswith("by 1 Oct 2025 “")


def test_bounds_of_a_document_are_no_day() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "Rebels attacked the dam.")
    case.event(document, document.text, "attacked")
    assert text_of(case).startswith("undated “")


def test_labels_for_allegations_parties_and_several_reports() -> None:
    case = CaseBuilder()
    one = case.document("a.txt", "Rebels attacked the dam.", "2025-10-01")
    two = case.document("b.txt", "The dam was attacked by rebels.", "2025-10-02")
    case.event(
        one,
        one.text,
        "attacked",
        modality="alleged",
        speaker=Speaker("the army", None, ("Dam News",)),
        date=DateRange("2025-09-29", "2025-09-30", "range", "stated"),
        also=(case.evidence(two, two.text),),
        sure=1,
        most=2,
        party=True,
    )
    assert text_of(case) == (
        "29 or 30 Sep 2025 ALLEGED “Rebels attacked the dam” · the army, via Dam News, D1, D2 · 1-2 origins, party"
    )


def score(text: str, trigger: str) -> float:
    case = CaseBuilder()
    document = case.document("a.txt", text, "2025-10-01")
    case.event(document, text, trigger)
    return event_candidates(Material(*case.parts, DEFAULT), HAPPENED)[0][0].score


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Sarn is a valued ally of the guild.", "ally"),
        ("The men have been detained for years.", "detained"),
        ("The hall holds pictures of sailors injured by rebels.", "injured"),
        ("The raid was the gravest in the strait.", "raid"),
        ("Rebels make the port hard to guard.", "guard"),
    ],
)
def test_a_description_weighs_less_than_an_act(text: str, trigger: str) -> None:
    assert score(text, trigger) < score("Rebels attacked the port.", "attacked")


def test_an_act_in_the_passive_is_no_description() -> None:
    assert score("The port was attacked by rebels.", "attacked") == score("Rebels attacked the port.", "attacked")


@pytest.mark.parametrize(("year", "background"), [("2019", True), ("2025", False)])
def test_a_year_long_past_makes_background(year: str, background: bool) -> None:
    case = CaseBuilder()
    text = f"Rebels attacked the port in {year}."
    document = case.document("a.txt", text, "2025-10-01")
    case.event(document, text, "attacked")
    assert event_candidates(Material(*case.parts, DEFAULT), HAPPENED)[0][0].background is background


def test_what_is_long_past_is_no_news() -> None:
    case = CaseBuilder(today="2025-10-31")
    text = "Rebels attacked the port."
    for name, when in (("a.txt", "2025-01-10"), ("b.txt", "2025-10-10")):
        case.event(case.document(name, text, "2025-10-20"), text, "attacked", date=day(when, "stated"))
    found, _ = event_candidates(Material(*case.parts, DEFAULT), HAPPENED)
    weights = [c.weight_in_short for c in sorted(found, key=lambda c: c.order)]
    assert weights[0] < weights[1]
