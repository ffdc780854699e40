"""The Python API on a small case."""

from __future__ import annotations

import pytest

import crosscurrents
from crosscurrents.errors import NotFoundError, UsageError
from tests.articles import write_articles


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> crosscurrents.Case:
    folder = tmp_path_factory.mktemp("api")
    opened = crosscurrents.open(folder / "case.db")
    opened.read([write_articles(folder / "desk")])
    return opened


def test_events_come_in_order_and_can_be_chosen(case: crosscurrents.Case) -> None:
    events = case.events()
    starts = [e.date.start or "" if e.date else "9999" for e in events]
    assert starts == sorted(starts)
    kinds = {e.type for e in events}
    assert {e.type for e in case.events(type=min(kinds).lower())} == {min(kinds)}


def test_an_actor_is_found_by_name_and_by_id(case: crosscurrents.Case) -> None:
    actor = next(a for a in case.actors() if any(a.id in e.actors for e in case.events()))
    by_name, by_id = case.events(actor=actor.name), case.events(actor=actor.id)
    assert by_id
    assert all(e in by_name for e in by_id)


def test_records_become_a_table(case: crosscurrents.Case) -> None:
    table = case.events().to_pandas()
    assert list(table["id"]) == [e.id for e in case.events()]


def test_every_quote_is_the_slice_of_its_text(case: crosscurrents.Case) -> None:
    texts = {d.id: d.text for d in case.documents()}
    evidence = [e for i in case.situation().items for e in i.evidence]
    assert evidence
    assert all(texts[e.document][e.start : e.end] == e.quote for e in evidence)
    assert "quotes exact" in case.check()


def test_as_of_an_early_day_nothing_later_is_known(case: crosscurrents.Case) -> None:
    early = case.situation("2025-03-15")
    assert early.today == "2025-03-15"
    assert len(early.items) < len(case.situation().items)


def test_unknown_names_and_fields_are_errors(case: crosscurrents.Case) -> None:
    with pytest.raises(NotFoundError):
        case.record("no-such-document.txt")
    with pytest.raises(UsageError):
        case.set("wire.txt", {"date": "soon"})
