"""Title, publisher, author and date from the lines around a text."""

from __future__ import annotations

import pytest

from crosscurrents.ingest.front_matter import front_matter
from crosscurrents.ingest.layout import paragraphs
from crosscurrents.ingest.metadata import Found, from_front_matter, from_text

BODY = (
    "The harbour council put off the vote on the port guards until the spring, its head said "
    "after the third meeting.\n\n"
    "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
)


def read(text: str) -> Found:
    found = Found()
    block = front_matter(text)
    if block.end:
        from_front_matter(text, block, found)
    from_text(text, paragraphs(text, block.end), found)
    return found


def day(found: Found) -> tuple[str | None, str] | None:
    return (found.date.start, found.date.basis) if found.date else None


def test_front_matter_speaks_first() -> None:
    text = (
        "---\ntitle: A vote\nsource: Harbour Post\nurl: "
        f"https://a.example/2023/01/02/x\ndate: 2024-05-03\n---\nAnother line\n\n{BODY}"
    )
    found = read(text)
    assert (found.title, found.publisher, found.address) == ("A vote", "Harbour Post", "https://a.example/2023/01/02/x")
    assert day(found) == ("2024-05-03", "metadata")
    assert found.date_span and text[slice(*found.date_span)] == "2024-05-03"


def test_headline_byline_and_date_line() -> None:
    found = read(f"Council puts off vote\n\nBy Ana Keeper and Bo Warden\n\n3 May 2024\n\n{BODY}")
    assert (found.title, found.author) == ("Council puts off vote", "Ana Keeper and Bo Warden")
    assert day(found) == ("2024-05-03", "stated")
    assert [reason for _, reason in found.header] == ["credits", "front matter"]


def test_line_of_fields() -> None:
    found = read(f"Council puts off vote\n\nHarbour Review | Policy note | By Ana Keeper, 3 May 2024\n\n{BODY}")
    assert (found.publisher, found.author, found.section) == ("Harbour Review", "Ana Keeper", ["Policy note"])
    assert day(found) == ("2024-05-03", "stated")


def test_labelled_lines_at_either_end() -> None:
    assert day(read(f"# Council puts off vote\n\nPublished :`2024-05-03 10:00`\n\n{BODY}")) == ("2024-05-03", "stated")
    assert day(read(f"Council puts off vote\n\n{BODY}\n\nLast updated: 4 May 2024")) == ("2024-05-04", "stated")


def test_dateline() -> None:
    found = read(f"Council puts off vote\n\nPORT ALBA, May 3, 2024 (Coast Wire) - {BODY}")
    assert (found.publisher, day(found)) == ("Coast Wire", ("2024-05-03", "dateline"))


def test_statement_of_an_institution() -> None:
    found = read(f"MINISTRY OF PORTS - PRESS OFFICE\nStatement on the vote\nIssued: May 2024\n\n{BODY}")
    assert (found.title, found.publisher, found.issued) == (
        "Statement on the vote",
        "MINISTRY OF PORTS - PRESS OFFICE",
        True,
    )
    assert found.date and found.date.precision == "month"


def test_outlet_line_is_not_the_title() -> None:
    found = read(f"Harbour Weekly - Local desk\nCouncil puts off vote on guards\n\n{BODY}")
    assert (found.title, found.publisher) == ("Council puts off vote on guards", "Harbour Weekly")


def test_title_is_the_line_that_others_repeat() -> None:
    found = read(
        f"Council puts off vote ...Alba\n\nCouncil puts off vote\n\n{BODY}\n\nCouncil puts off vote Harbour Post."
    )
    assert (found.title, found.publisher) == ("Council puts off vote", "Harbour Post")


def test_a_text_without_a_headline_has_no_title() -> None:
    assert read(BODY).title is None


def test_disclaimers_name_the_publisher() -> None:
    for line, name in (
        ("Opinions here are the author’s and do not reflect the policy of the Harbour Center.", "Harbour Center"),
        ("The Institute for Port Studies takes no institutional positions.", "Institute for Port Studies"),
        ("The post Council votes appeared first on Harbour Post.", "Harbour Post"),
        ("© 2024 Harbour Post. All rights reserved.", "Harbour Post"),
    ):
        found = read(f"{BODY}\n\n{line}")
        assert found.publisher is not None and found.publisher.removeprefix("The ") == name


def test_dates_told_in_the_text_are_not_its_own() -> None:
    text = f"A view of the port\n\n{BODY} So says a report of the Harbour Institute published on Friday, 3 May 2024."
    assert read(text).date is None
    assert day(read(f"{text}\n\nThis article was published on 9 May 2024.")) == ("2024-05-09", "stated")


def test_address_dates_where_nothing_else_does() -> None:
    text = f"---\ntitle: A vote\nurl: https://a.example/2024/05/03/vote\n---\n{BODY}"
    assert day(read(text)) == ("2024-05-03", "address")


def test_an_imprint_gives_outlet_and_date() -> None:
    text = "Valley Standard (sample), 3 June 2025\n\nPolice closed the market on Monday, and traders went home early.\n"
    found = read(text)
    assert found.publisher == "Valley Standard (sample)"
    assert day(found) == ("2025-06-03", "stated")
    assert read("Police closed the market, traders say, 3 June 2025 or so\n\n" + text.split("\n\n")[1]).date is None


@pytest.mark.parametrize(
    "note",
    [
        "Translated by the Highland Institute",
        "Translated from the original by Lena Ost for River Daily",
        "Unofficial translation by the Embassy of Nordland",
        "Translation: Lena Ost | 3 June 2025",
        "Translation © 2025 River Media Institute",
        "[Translator’s note: the mill is the one on the upper river.]",
        "This text was translated by volunteers of the Valley Foundation",
    ],
)
def test_who_translated_is_neither_outlet_nor_author_nor_dates_the_text(note: str) -> None:
    for text in (f"A vote is put off\n\n{note}\n\n{BODY}", f"A vote is put off\n\n{BODY}\n\n{note}"):
        found = read(text)
        assert (found.title, found.publisher, found.author, found.date) == ("A vote is put off", None, None, None)


def test_an_outlet_beside_the_translator_is_the_outlet() -> None:
    found = read(f"A vote is put off\n\nRiver Daily | Translated by Lena Ost | 3 May 2024\n\n{BODY}")
    assert (found.publisher, day(found)) == ("River Daily", ("2024-05-03", "stated"))
    assert read(f"Translated by Lena Ost | 3 May 2024\n\n{BODY}").publisher is None


def test_a_headline_about_translations_is_a_headline() -> None:
    for title in ("Translation of a holy book is burned in the port", "Translation workers of the port strike"):
        assert read(f"{title}\n\n{BODY}").title == title
