"""Paragraphs and rough sentences are ranges of the text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.ingest.layout import is_closed, is_prose, paragraphs, sentences, word_count


def shown(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_blank_lines_part_paragraphs_and_marks_are_left_out() -> None:
    assert shown("\ufeff## A heading\n\n  First one. \r\n\r\n---\n\n> Said by someone.\n") == [
        "A heading",
        "First one.",
        "Said by someone.",
    ]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    long = (
        "The council met for the third time this week and put off the vote on the ports until the spring session ends. "
    )
    assert shown(f"{long}\n{long}\nShort heading\n{long}") == [
        long.strip(),
        long.strip(),
        "Short heading",
        long.strip(),
    ]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "A port and its guards\n"
        "The harbour council met for the third time on\n"
        "Tuesday and again put off the vote on guards,\n"
        "which the shipping firms had asked it to hold.\n"
        "- first point of the list\n"
        "- second point\n"
    )
    found = shown(text)
    assert found[0] == "A port and its guards"
    assert found[1].startswith("The harbour") and found[1].endswith("hold.")
    assert found[2:] == ["- first point of the list", "- second point"]


def test_sentences_keep_abbreviations_whole() -> None:
    text = 'Gen. A. Smith left. "He is gone," said Dr. Roe. The U.S. base closed.'
    assert [text[s:e] for s, e in sentences(text, 0, len(text))] == [
        "Gen. A. Smith left.",
        '"He is gone," said Dr. Roe.',
        "The U.S. base closed.",
    ]


def test_closed_and_prose() -> None:
    assert is_closed("He left.”", 0, 9)
    assert not is_closed("A headline", 0, 10)
    text = "The council met for the third time this week and put off the vote on the ports."
    assert is_prose(text, 0, len(text))
    assert not is_prose(text, 0, len(text) - 1)
    assert word_count("a well-known port's end") == 4


@given(st.text(alphabet="ab A.\n\r\t-#>…\u2028é", max_size=120))
def test_ranges_are_ordered_inside_the_text_and_lose_no_word(text: str) -> None:
    ranges = paragraphs(text)
    assert all(0 <= s < e <= len(text) for s, e in ranges)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    assert sum(word_count(text, *r) for r in ranges) == word_count(text)
    for start, end in ranges:
        parts = sentences(text, start, end)
        assert all(start <= s < e <= end for s, e in parts)
        assert sum(word_count(text, *p) for p in parts) == word_count(text, start, end)


def test_one_line_over_the_margin_does_not_unwrap_the_rest():
    line = "The dam of the lower valley was closed at noon by its keepers and the men of"
    lines = [line, "Orsia left.", *[f"{line} {n}" for n in range(10, 28)], line + " the whole upper valley"]
    text = "\n".join([*lines[:2], "", *lines[2:]])
    assert next(text[slice(*p)] for p in paragraphs(text)) == "\n".join(lines[:2])


def test_prose_without_an_end_mark_goes_on_in_a_wrapped_text():
    full = "They waited for the rain that had been promised to them by the old priest of"
    heading = "A heading of some words that is not closed\nBy Someone"
    text = f"{heading}\n\nIt rained. It rained upon the towers of\nOrsia.\n\n{full}\nVelt."
    found = [text[slice(*p)] for p in paragraphs(text)]
    assert found[:2] == ["A heading of some words that is not closed", "By Someone"]
    assert "It rained. It rained upon the towers of\nOrsia." in found
