"""The small comparisons that figures of articles are made of: dates, names, passages, clusterings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.evaluate.articles.cast import b_cubed
from crosscurrents.evaluate.articles.dates import date_fields, interval
from crosscurrents.evaluate.articles.names import alike, closeness, normal, variants
from crosscurrents.evaluate.articles.passages import LONGEST, evidence_in, find_all
from crosscurrents.evaluate.articles.passages import closeness as span_closeness


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-12", date(2020, 12, 1), date(2020, 12, 31)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-winter", date(2021, 12, 1), date(2022, 2, 28)),
        ("2021-05-03", date(2021, 5, 3), date(2021, 5, 3)),
        ("2021-05/", date(2021, 5, 1), date.max),
        ("/2021", date.min, date(2021, 12, 31)),
    ],
)
def test_interval(text: str, first: date, last: date) -> None:
    assert interval(text) == (first, last)


def test_date_fields() -> None:
    assert date_fields("due", None, "2021-01-01") == {}
    inside = {"start": "2021-05-02", "end": "2021-05-03"}
    assert date_fields("d", "2021-05", inside) == {"d": True, "d_tight": True}
    assert date_fields("d", "2021-05", {"start": "2021-01-01", "end": None}) == {"d": True, "d_tight": False}
    assert date_fields("d", "2021-05", None) == {"d": False, "d_tight": False}


def test_names() -> None:
    assert normal("The \u201cHarbour\u201d Council\u2019s") == "harbour council"
    assert variants("Harbour Council (HC)") == {"harbour council (hc)", "harbour council", "hc"}
    assert alike("Chad", "Chad's army") and not alike("Chad", "Peru") and not alike("", "Peru")
    assert closeness("dearth of pilots", "pilots") == 1 and closeness("", "pilots") == 0


def test_passages() -> None:
    assert find_all("aaa", "aa") == [(0, 2), (1, 3)] and find_all("aaa", "") == []
    assert [e["quote"] for e in evidence_in({"a": [{"quote": "x", "start": 0}], "b": {"c": 1}})] == ["x"]
    places = ("d", [(10, 20)])
    assert span_closeness(places, [("d", 10, 20)]) == 1
    assert span_closeness(places, [("d", 16, 40), ("other", 10, 20)]) == 0
    assert span_closeness(places, [("d", 0, LONGEST + 1)]) == 0


MENTIONS = st.dictionaries(st.tuples(st.just("d"), st.sampled_from("abcde")), st.sampled_from("xyz"), min_size=1)


@given(MENTIONS)
def test_b_cubed_of_a_clustering_with_itself_is_perfect(clusters: dict[tuple[str, str], str]) -> None:
    sets = {mention: {cluster} for mention, cluster in clusters.items()}
    assert b_cubed(sets, sets) == (1.0, 1.0)
    together = {mention: {"all"} for mention in sets}
    precision, recall = b_cubed(sets, together)
    assert recall == 1.0 and (precision == 1.0) == (len(set(clusters.values())) == 1)
