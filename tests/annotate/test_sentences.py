from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.annotate.sentences import split_document, split_text
from crosscurrents.config import DEFAULT
from crosscurrents.records.document import Dropped


def split(text: str, window: int = 4000) -> list[str]:
    return [text[start:end] for start, end in split_text(text, 0, len(text), window)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. forces left. Gen. A. B. Moss stayed.", ["The U.S. forces left.", "Gen. A. B. Moss stayed."]),
        ("It began at 5 p.m. Monday. Nobody came.", ["It began at 5 p.m. Monday.", "Nobody came."]),
        ("Lt. Col. Oye spoke, at approx. 3 a.m. in Port Ono.", ["Lt. Col. Oye spoke, at approx. 3 a.m. in Port Ono."]),
        ("“We stay,” he said. “They go.”", ["“We stay,” he said.", "“They go.”"]),
        ('"Why?" he asked. "Who knows!" she said.', ['"Why?" he asked.', '"Who knows!" she said.']),
        ("“Is it over?” Gen. Moss asked. “No!” He left.", ["“Is it over?” Gen. Moss asked.", "“No!”", "He left."]),
        ("He wrote: ‘Nobody won.’ Then he left.", ["He wrote: ‘Nobody won.’", "Then he left."]),
        ("The talks failed.Delegates flew home.", ["The talks failed.", "Delegates flew home."]),
        ("It ended in 2019.Nobody noticed.", ["It ended in 2019.", "Nobody noticed."]),
        ("Read www.example.org/a.Bc for more.", ["Read www.example.org/a.Bc for more."]),
        ("• The port reopened\n• The road did not", ["The port reopened", "The road did not"]),
        ("1. The port reopened. 2. The road did not.", ["The port reopened.", "The road did not."]),
        ("A heading without a stop", ["A heading without a stop"]),
        ("...\n\n---", []),
    ],
)
def test_splits(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_lines_of_a_margin_are_joined_and_headings_are_not() -> None:
    text = (
        "Harbour strike\n"
        "Dockers in the northern harbour walked out before dawn and closed the\n"
        "container terminal. The union asked for a meeting with the owners."
    )
    assert [s.replace("\n", " ") for s in split(text)] == [
        "Harbour strike",
        "Dockers in the northern harbour walked out before dawn and closed the container terminal.",
        "The union asked for a meeting with the owners.",
    ]


def test_a_long_quotation_is_cut_at_its_stops() -> None:
    quoted = " ".join(f"The council heard witness number {n} in the old town hall." for n in range(12))
    assert len(split(f"“{quoted}”")) == 12


def test_dropped_passages_are_not_read(make_document) -> None:
    text = "Sources revealed that the bridge was closed. Read more here. Traffic stopped."
    opener, teaser = "Sources revealed that ", "Read more here."
    at = text.index(teaser)
    document = make_document(text, dropped=(Dropped(0, len(opener), "opener"), Dropped(at, at + len(teaser), "teaser")))
    assert [text[s:e] for s, e in split_document(document, DEFAULT)] == ["the bridge was closed.", "Traffic stopped."]


@pytest.mark.parametrize("window", [40, 90, 4000])
def test_windows_lose_nothing(window: int) -> None:
    text = " ".join(f"Convoy {n} reached the border post at night." for n in range(8))
    found = split(text, window)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert window < 50 or len(found) == 8


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aA .!?“”\"'’\n(1-é"), max_size=80))
def test_ranges_are_ordered_exact_and_inside(text: str) -> None:
    ranges = split_text(text, 0, len(text), 30)
    bounds = [offset for pair in ranges for offset in pair]
    assert bounds == sorted(bounds)
    assert all(0 <= start < end <= len(text) and text[start:end].strip() == text[start:end] for start, end in ranges)


def test_no_sentence_is_longer_than_a_window() -> None:
    for text in ("a(" * 5_000, "word " * 3_000, "“" + "so on " * 2_000):
        assert max(end - start for start, end in split_text(text, 0, len(text), 400)) <= 400


def test_as_many_dropped_passages_as_paragraphs_take_no_time(make_document) -> None:
    lines = [f"Line {number}." for number in range(20_000)]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    dropped = tuple(Dropped(start, end, "teaser") for start, end in spans[1:])
    document = msgspec.structs.replace(make_document("\n".join(lines), dropped=dropped), paragraphs=tuple(spans))
    began = time.process_time()
    assert split_document(document, DEFAULT) == [(0, 7)]
    assert time.process_time() - began < 2
