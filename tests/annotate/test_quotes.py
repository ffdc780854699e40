from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.annotate.quotes import find_quotes, quotes_inside


def quotes(text: str) -> list[str]:
    ranges, position = [], 0
    for line in text.split("\n"):
        ranges.append((position, position + len(line)))
        position += len(line) + 1
    return [text[start:end] for start, end in find_quotes(text, ranges)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Never,” he said, “and nowhere.”", ["Never,", "and nowhere."]),
        ('The "old guard" and «les jeunes» met.', ["old guard", "les jeunes"]),
        ("He said: ‘We won’t. The rebels’ leader lied.’ So it goes.", ["We won’t. The rebels’ leader lied."]),
        ("the '90s were 'good times' for farmers' sons", ["good times"]),
        ("“A ‘small’ war”", ["A ‘small’ war"]),
        ("Al-‘Ula and the workers' hall", []),
        ('a 5" pipe and a 6" pipe', []),
        ("“We go on.\n“And on,” she said.", ["We go on.", "And on,"]),
        ("“Nobody closed this.\nNext paragraph.", []),
        ("„Nein“, rief er.", ["Nein"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


def test_quotations_are_cut_at_sentences() -> None:
    assert quotes_inside([(5, 25)], [(0, 12), (13, 30), (31, 40)]) == [((5, 12),), ((0, 12),), ()]


@given(st.text(alphabet=st.sampled_from("ab .,“”‘’\"'«»\n"), max_size=60))
def test_quotations_are_ordered_and_never_overlap(text: str) -> None:
    found = find_quotes(text, [(0, len(text))])
    bounds = [offset for pair in found for offset in pair]
    assert bounds == sorted(bounds)
    assert all(start < end for start, end in found)
