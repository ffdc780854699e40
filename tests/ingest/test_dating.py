"""Dates of documents: forms, datelines, addresses, and what is no date of the text itself."""

from __future__ import annotations

from datetime import date

import pytest

from crosscurrents.ingest.dating import address_date, dateline, dates_in, metadata_date, own_dates, relay_date


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024-05-03T22:10:00+03:00", "2024-05-03", "2024-05-03", "day"),
        ("20240503", "2024-05-03", "2024-05-03", "day"),
        ("Fri, 3 May 2024 10:00:00 GMT", "2024-05-03", "2024-05-03", "day"),
        ("May 3rd, 2024", "2024-05-03", "2024-05-03", "day"),
        ("Sept. 3, 2024", "2024-09-03", "2024-09-03", "day"),
        ("23/05/2024", "2024-05-23", "2024-05-23", "day"),
        ("05/23/2024", "2024-05-23", "2024-05-23", "day"),
        ("February 2024", "2024-02-01", "2024-02-29", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
    ],
)
def test_forms(text: str, first: str, last: str, precision: str) -> None:
    found = metadata_date(text)
    assert found and (found.start, found.end, found.precision, found.basis) == (first, last, precision, "metadata")


@pytest.mark.parametrize(
    "text", ["", "3/4/2024", "31 February 2024", "2024-13-01", "yesterday", "12345678901", "room 20249"]
)
def test_no_date(text: str) -> None:
    assert metadata_date(text) is None


def test_several_dates_in_order() -> None:
    text = "From 3 May 2024 to June 5, 2024."
    assert [text[d.start : d.end] for d in dates_in(text)] == ["3 May 2024", "June 5, 2024"]


@pytest.mark.parametrize(
    ("text", "span", "when", "agency"),
    [
        (
            "PORT ALBA, May 3, 2024 (Coast Wire) - The council met.",
            "PORT ALBA, May 3, 2024 (Coast Wire) - ",
            "May 3, 2024",
            "Coast Wire",
        ),
        ("Alba, 3 May 2024 – The council met.", "Alba, 3 May 2024 – ", "3 May 2024", None),
        ("ALBA (Coast Wire) — The council met.", "ALBA (Coast Wire) — ", None, "Coast Wire"),
        ("(Coast Wire) - The council met.", "(Coast Wire) - ", None, "Coast Wire"),
        ("PORT ALBA — The council met.", "PORT ALBA — ", None, None),
    ],
)
def test_datelines(text: str, span: str, when: str | None, agency: str | None) -> None:
    found = dateline(text, 0, len(text))
    assert found and text[slice(*found.span)] == span
    assert (text[slice(*found.when)] if found.when else None, found.agency) == (when, agency)


@pytest.mark.parametrize(
    "text",
    [
        "The council - and its head - met.",
        "NATO: no comment so far.",
        "EU-backed forces left.",
        "Alba (a port) said it was calm.",
        "UN - led talks.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline(text, 0, len(text)) is None


def test_addresses() -> None:
    day, month = address_date("https://a.example/2024/05/03/vote"), address_date("https://a.example/news/2024/05/vote")
    assert day and (day.start, day.precision, day.basis) == ("2024-05-03", "day", "address")
    assert month and (month.start, month.end, month.precision) == ("2024-05-01", "2024-05-31", "month")
    assert address_date("https://a.example/item/202405") is None


def test_only_a_sentence_about_the_text_itself_dates_it() -> None:
    own = "This article was first published on 3 May 2024."
    other = "The view comes from a report that the Institute published on 3 May 2024."
    assert [d.first.isoformat() for d in own_dates(own, 0, len(own))] == ["2024-05-03"]
    assert list(own_dates(other, 0, len(other))) == []


def test_the_day_of_a_report_relayed_takes_the_year_of_its_weekday() -> None:
    told = "The wells, dug since 2011, fail, says a study released on Monday, March 3. It recalls the pre-2014 rules."
    found = relay_date(told)
    assert found is not None
    assert (found.first, told[found.start : found.end]) == (date(2025, 3, 3), "released on Monday, March 3")
    assert relay_date("Wells fail, says a study released on Monday, March 3.") is None  # nothing bounds the year
    assert relay_date("Wells dug in 2011 fail, says a study released on March 3.") is None
