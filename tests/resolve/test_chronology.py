from __future__ import annotations

from crosscurrents.records.dates import DateRange, day
from tests.resolve.newsroom import Story, situation


def undated(name: str, past: str, due: str | None = None) -> Story:
    story = Story(name).say("The council signed the charter in the old hall.")
    story.event("AGREE", "signed", ["The council"], date=day(past, "stated"))
    if due:
        story.say("Talks are to open in the harbour town.")
        story.event("CONSULT", "Talks", modality="planned", date=day(due, "stated"))
    return story


def test_an_undated_text_lies_between_its_latest_event_and_what_it_expects() -> None:
    (view,) = situation(undated("a.txt", "2025-03-10", "2025-04-01")).documents
    assert view.date == DateRange("2025-03-10", "2025-04-01", "range", "inferred")
    assert [e.quote[:11] for e in view.date_because] == ["The council", "Talks are t"]


def test_order_is_by_first_possible_day_and_equal_where_nothing_tells() -> None:
    stories = [undated("late.txt", "2025-06-01"), undated("early.txt", "2025-03-01"), Story("x.txt").say("Rain fell.")]
    found = situation(*stories, Story("y.txt").say("It was dry."))
    names = {s.document.id: s.name for s in stories}
    order = {names.get(v.document, "y.txt"): v.order for v in found.documents}
    assert order == {"early.txt": 0, "late.txt": 1, "x.txt": 2, "y.txt": 2}


def test_a_date_of_its_own_wins_and_gives_today() -> None:
    found = situation(Story("a.txt", on="2025-05-02").say("Rain fell."), undated("b.txt", "2025-03-01", "2026-01-01"))
    assert found.today == "2025-05-02"  # what the undated text expects vouches for no day
    assert situation(Story("a.txt", on="2025-05-02").say("Rain."), as_of="2025-04-01").today == "2025-04-01"


def test_a_plan_that_is_past_bounds_nothing() -> None:
    (view,) = situation(undated("a.txt", "2025-03-10", "2025-02-01")).documents
    assert view.date == DateRange("2025-03-10", None, "open", "inferred")


def test_inferred_dates_bound_nothing() -> None:
    story = Story("a.txt").say("The council signed the charter.")
    story.event("AGREE", "signed", ["The council"], date=day("2025-03-10", "inferred"))
    (view,) = situation(story).documents
    assert view.date is None


def test_a_year_alone_bounds_nothing_and_only_orders() -> None:
    def told(name: str, year: str) -> Story:
        story = Story(name).say(f"The council signed the charter in {year}.")
        date = DateRange(f"{year}-01-01", f"{year}-12-31", "year", "stated")
        return story.event("AGREE", "signed", ["The council"], date=date)

    late, early = told("late.txt", "2021"), told("early.txt", "2012")
    found = situation(late, early)
    assert [v.date for v in found.documents] == [None, None]
    assert found.today is None
    order = {v.document: v.order for v in found.documents}
    assert order[early.document.id] < order[late.document.id]


def test_a_deadline_known_by_its_year_bounds_nothing() -> None:
    story = undated("a.txt", "2025-03-10").say("Talks are to open in 2026.")
    story.event("CONSULT", "Talks", modality="planned", date=DateRange("2026-01-01", "2026-12-31", "year", "stated"))
    (view,) = situation(story).documents
    assert view.date == DateRange("2025-03-10", None, "open", "inferred")
