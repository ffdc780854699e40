"""Lines with places become paragraphs; every character of the text comes from a line, and pages begin in order."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.ingest.reflow import Line, reflow

WORDS = re.findall(
    r"\w+",
    "The harbour council put off the vote on the port guards until the spring and its head said after the meeting that "
    "no date had been named for the next one so the guards remain under the orders of the navy for now",
)


def lines(text: str, *, page: int = 0, x: float = 72, top: float = 700, size: float = 10) -> list[Line]:
    """The lines of `text`, one below the other; leading blanks indent, and an empty line is a gap."""
    found = []
    for row, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip())
        if line.strip():
            found.append(Line(page, line.strip(), x + 5 * indent, top - 12 * row, size, "Times"))
    return found


def paragraphs(*parts: list[Line], pages: int = 1) -> list[str]:
    return reflow([line for part in parts for line in part], pages).text.split("\n\n")


def test_a_gap_parts_paragraphs_and_lines_are_joined_with_blanks() -> None:
    text = "The harbour council put off the\nvote on the guards until spring.\n\nThe navy said nothing\nall day long."
    assert paragraphs(lines(text)) == [
        "The harbour council put off the vote on the guards until spring.",
        "The navy said nothing all day long.",
    ]


def test_an_indent_parts_paragraphs() -> None:
    text = (
        "    The harbour council put off\nthe vote on the guards today.\n    The navy said nothing of it all\nday long."
    )
    assert [p.split()[1] for p in paragraphs(lines(text))] == ["harbour", "navy"]


def test_a_short_line_with_a_full_stop_ends_a_paragraph_and_without_one_it_is_a_heading() -> None:
    text = (
        "Guards\nThe harbour council put off the vote\non it.\nThe navy said nothing about it on any\nday of the week."
    )
    assert paragraphs(lines(text)) == [
        "Guards",
        "The harbour council put off the vote on it.",
        "The navy said nothing about it on any day of the week.",
    ]


def test_bullets_and_larger_type_begin_paragraphs() -> None:
    heading = lines("A longer heading over the text", top=730, size=16)
    items = lines("• the first thing that was agreed\nby the council\n• the second thing")
    assert paragraphs(heading, items) == [
        "A longer heading over the text",
        "• the first thing that was agreed by the council",
        "• the second thing",
    ]


def test_hyphens_at_the_end_of_lines() -> None:
    text = (
        "The ceasefire and the long-term plan hold. The well-known coun-\ncil met on a cease-\nfire and its long-\n"
        "term plan, the Anglo-\nAmerican one, for 2024-\n25 with its UN-\nbacked part and soft\u00ad\nware."
    )
    (joined,) = paragraphs(lines(text))
    assert "council met on a ceasefire and its long-term plan, the Anglo-American one" in joined
    assert "UN-backed part and software." in joined


def test_a_sentence_goes_on_over_columns_and_pages_and_the_rest_of_the_page_goes_before_it() -> None:
    left = lines(
        "The council said that the guards\nwould go when the new line of the\nnavy has been drawn and", top=700
    )
    right = lines("everybody has seen it. In the end\nthe head of the council said that", x=320)
    note = lines("1 A note on the council.", top=90, size=8)
    heads = [lines("Harbour Watch 2024", page=n, top=780) + lines(str(n + 1), page=n, top=40) for n in range(3)]
    second = lines("nobody had asked him about it yet.", page=1)
    third = lines("A third page is here with words on it.", page=2)
    flow = reflow([*heads[0], *left, *right, *note, *heads[1], *second, *heads[2], *third], 3)
    assert flow.text.split("\n\n") == [
        "Harbour Watch 2024",
        "1",
        "1 A note on the council.",
        "The council said that the guards would go when the new line of the navy has been drawn and everybody has seen "
        "it. In the end the head of the council said that nobody had asked him about it yet.",
        "Harbour Watch 2024",
        "2",
        "A third page is here with words on it.",
        "Harbour Watch 2024",
        "3",
    ]
    assert flow.text[flow.pages[1] :].startswith("nobody had asked him")
    furniture = [flow.text[start:end] for start, end in flow.furniture]
    assert furniture == [line for n in "123" for line in ("Harbour Watch 2024", n)]


def test_a_sentence_that_opens_two_pages_alike_is_furniture_only_at_the_same_height() -> None:
    one = lines("Peace talks are over for the day.", page=0, top=700)
    two = lines("Peace talks are over for the day.", page=1, top=640)
    assert reflow([*one, *two], 2).furniture == ()


def test_empty_pages_begin_where_the_next_does() -> None:
    flow = reflow([*lines("Words on the first page.", page=1), *lines("Words on another page.", page=3)], 5)
    assert flow.pages == (0, 0, 26, 26, len(flow.text))
    assert reflow([], 2) == ("", (0, 0), ())


LINES = st.lists(
    st.builds(
        Line,
        st.integers(0, 3),
        st.lists(st.sampled_from([*WORDS, "end.", "co-", "•", "3", "Page 4"]), min_size=1, max_size=9).map(" ".join),
        st.floats(0, 600),
        st.floats(0, 800),
        st.sampled_from([8.0, 10.0, 10.2, 16.0]),
        st.sampled_from(["A", "B"]),
        st.sampled_from([0, 0, 0, 90]),
    ),
    max_size=30,
).map(lambda lines: sorted(lines, key=lambda line: line.page))  # pages are read in their order


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_nothing_is_lost_but_hyphens_and_pages_begin_in_order(found: list[Line]) -> None:
    flow = reflow(found, 4)
    assert sorted(flow.text.replace("-", "").replace("\n", "").replace(" ", "")) == sorted(
        "".join(line.text for line in found).replace("-", "").replace(" ", "")
    )
    assert len(flow.pages) == 4 and flow.pages[0] == 0
    assert all(a <= b for a, b in pairwise(flow.pages)) and flow.pages[-1] <= len(flow.text)
    assert all(flow.text[s:e].strip() == flow.text[s:e] != "" for s, e in flow.furniture)
