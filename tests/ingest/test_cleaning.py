"""Each kind of junk is dropped for its reason, and sentences of the article never are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.ingest.cleaning import junk
from crosscurrents.ingest.layout import paragraphs

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
THREE = (
    "Two shipping firms had asked for the delay because they want to see the new tariffs before they sign a contract."
)


def page(*parts: str) -> str:
    return "\n\n".join(parts)


def dropped(text: str, title: str | None = None) -> list[tuple[str, str]]:
    ranges = paragraphs(text)
    span = next((r for r in ranges[:1] if text[slice(*r)] == title), None)
    return [(d.reason, text[d.start : d.end]) for d in junk(text, ranges, title=title, title_span=span)]


def test_an_article_without_junk_loses_nothing() -> None:
    assert (
        dropped(page("Guards stay for now", ONE, "A shorter heading", TWO, "“We wait.”", THREE), "Guards stay for now")
        == []
    )


def test_mash() -> None:
    assert dropped(page("lkjlkjlkjlkjlkj", ONE, TWO)) == [("keyboard mash", "lkjlkjlkjlkjlkj")]


def test_repeated_headline_and_feed_line() -> None:
    title = "Council puts off vote on guards"
    text = page(title, title, ONE, TWO, f"{title} Harbour Post.")
    assert dropped(text, title) == [("repeated headline", title), ("repeated headline", f"{title} Harbour Post.")]


def test_a_first_sentence_that_begins_like_the_title_stays() -> None:
    title = "Council puts off vote on guards"
    assert dropped(page(title, f"{title}, sources say.", ONE, TWO), title) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement", "site furniture"),
        ("Share this article", "site furniture"),
        ("We use cookies to make this site work.", "site furniture"),
        ("© Harbour Post 2024. All rights reserved. Terms of use. Contact.", "site furniture"),
        ("World - Harbour Post", "site furniture"),
        ("Tags: port, guards, vote", "site furniture"),
        ("Photo: A. Keeper", "credits"),
        ("Additional reporting by A. Keeper and B. Warden", "credits"),
        ("A. Keeper and B. Warden contributed to this report.", "credits"),
        ("(Reporting by A. Keeper; editing by B. Warden)", "credits"),
        ("Correction: the story gave a wrong number of ships.", "boilerplate"),
        ("This story has been updated with the minister’s answer.", "boilerplate"),
        ("The views expressed here are those of the author alone.", "boilerplate"),
        ("The Harbour Institute takes no institutional positions.", "boilerplate"),
        ("The Post has been unable to reach the navy for comment.", "boilerplate"),
        ("Read more: How the port was built", "teaser"),
    ],
)
def test_lines_around_the_text(line: str, reason: str) -> None:
    assert dropped(page(ONE, TWO, THREE, line)) == [(reason, line)]


@pytest.mark.parametrize(
    "line",
    [
        "The navy has not been reached by the council, an aide said.",
        "Photographs of the quay were shown to the council.",
        "He said the views of the author of the law no longer count.",
        "More: that was what the firms wanted, and they said so.",
        "Copying the tariffs of others is no plan, she wrote.",
        "Reporting by the auditors has shown that the port loses money.",
        "Relations with the navy are good.",
        "Share prices of both firms fell by a tenth.",
        "It was reported that Alba had closed the quay.",
        "Experts said that the quay was safe.",
        "Sources say that Alba will not sign.",
        "Who will guard the port?",
    ],
)
def test_sentences_of_the_article_stay(line: str) -> None:
    assert dropped(page(ONE, line, TWO, THREE)) == []
    assert dropped(page(ONE, TWO, THREE, line)) == []


def test_one_sentence_of_a_paragraph_goes_alone() -> None:
    text = page(ONE, "The guards killed nobody. The Post has asked the navy for comment.", TWO)
    assert dropped(text) == [("boilerplate", "The Post has asked the navy for comment.")]


def test_links_after_a_heading_at_the_end() -> None:
    text = page(
        ONE, TWO, "Check also", "Le port ouvre ses quais", "What the navy said about the ships and the quays that …"
    )
    assert [reason for reason, _ in dropped(text)] == ["teaser"] * 3


def test_links_amid_the_text_end_where_the_text_goes_on() -> None:
    text = page(ONE, "Related articles", "How the port was built", "“We wait,” she said.", TWO)
    assert dropped(text) == [("teaser", "Related articles"), ("teaser", "How the port was built")]


def test_headlines_after_the_text() -> None:
    twice = page(ONE, TWO, "How ports pay", "How ports pay")
    assert dropped(twice) == [("teaser", "How ports pay")] * 2
    cased = page(ONE, TWO, "Seven Quiet Harbours for Winter", "Why Tariffs Never Stay Secret")
    assert [reason for reason, _ in dropped(cased)] == ["teaser", "teaser"]


def test_a_list_that_ends_the_article_stays() -> None:
    assert dropped(page(ONE, "The council named these ports:", "- Port Alba North", "- Port Alba South")) == []


@pytest.mark.parametrize(
    ("opener", "rest"),
    [
        ("Let's dive into the details:", " The council met."),
        ("Here’s what we know:", " The council met."),
        ("Experts revealed that", " The council met on Monday."),
        ("It has been recently reported that", " At the port of Alba the council met."),
    ],
)
def test_inserted_openers(opener: str, rest: str) -> None:
    assert dropped(page(opener + rest, ONE, TWO)) == [("inserted opener", opener)]


def test_blurb_loses_only_what_is_said_again() -> None:
    again = "The council has once more put off its vote on the port guards."
    text = page(f"{again} What the firms want will decide the spring.", f"{again} {TWO}", THREE)
    assert dropped(text) == [("teaser", again)]


def test_cut_off_blurb_goes_as_a_whole() -> None:
    cut = "The harbour council put off the vote on the port guards until …"
    assert dropped(page(cut, ONE, TWO, THREE)) == [("teaser", cut)]


def test_repeated_paragraph_keeps_its_first_place() -> None:
    text = page(ONE, TWO, THREE, TWO)
    (found,) = junk(text, paragraphs(text))
    assert (found.reason, found.start) == ("repeated paragraph", text.rindex(TWO))


def test_other_language() -> None:
    german = "Der Hafenrat hat die Abstimmung über die Wachen auf das Frühjahr verschoben, sagte ein Sprecher am Abend."
    assert dropped(page(ONE, TWO, german, THREE)) == [("other language: de", german)]


LINES = st.sampled_from(
    [ONE, TWO, "Check also", "Photo: X", "qweqweqweqwe", "Short line", "Experts revealed that The end.", "", "- x"]
)


@given(st.lists(LINES, max_size=12), st.sampled_from([None, "Short line", ONE]))
def test_passages_are_ordered_and_do_not_overlap(lines: list[str], title: str | None) -> None:
    text = page(*lines)
    found = junk(text, paragraphs(text), title=title)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == junk(text, paragraphs(text), title=title)


def test_real_articles_lose_all_junk_and_little_else(shared: Path) -> None:
    import json

    from crosscurrents.ingest import Incoming, gather, parse
    from crosscurrents.records.custody import Arrived

    folder = shared / "eval" / "articles"
    wanted: dict[str, list[str]] = {}
    for cluster in ("iraqsyria", "levant"):
        gold = json.loads((folder / f"{cluster}_gold.json").read_text(encoding="utf-8"))
        wanted |= {d["doc"]: [j["quote"] for j in d["junk"]] for d in gold["documents"]}
    for incoming in gather([str(folder / "texts")]):
        assert isinstance(incoming, Incoming)
        (arrived,) = parse(incoming)
        assert isinstance(arrived, Arrived)
        document = arrived.document
        for quote in wanted[document.name]:
            start = document.text.index(quote)
            assert document.is_dropped(start, start + len(quote)), (document.name, quote)
        in_text = [d for d in document.dropped if d.reason != "front matter"]
        assert sum(d.end - d.start for d in in_text) < 0.03 * len(document.text)
