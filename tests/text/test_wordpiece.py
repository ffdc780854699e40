"""The tokenizer against stored output of the reference implementation, and its law of offsets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.text.wordpiece import LONGEST_WORD, WordPiece

EXAMPLES = json.loads((Path(__file__).parent / "wordpieces.json").read_text(encoding="utf-8"))
SMALL = ["[UNK]", "truce", "##s", "hold", "##ing", "-", ".", "e", "##tat", "中", "i", "##z"]


def small() -> WordPiece:
    return WordPiece(SMALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"][:20])
def test_is_equal_to_the_reference(example: dict) -> None:
    # The pieces of the reference are the vocabulary: a longer match than the reference's would need a piece that its
    # full vocabulary lacks.
    words = WordPiece(sorted({"[UNK]", *example["pieces"]}))
    got = words.pieces(example["text"])
    names = {number: piece for piece, number in words.numbers.items()}
    assert [names[n] for n in got.ids] == example["pieces"]
    assert [[a, b] for a, b in zip(got.starts, got.ends, strict=True)] == example["places"]
    assert got.begins == example["begins"]


def test_greedy_longest_match() -> None:
    got = small().pieces("Truces holding.")
    assert [SMALL[n] for n in got.ids] == ["truce", "##s", "hold", "##ing", "."]
    assert got.begins == [True, False, True, False, True]
    assert (got.starts, got.ends) == ([0, 5, 7, 11, 14], [5, 6, 11, 14, 15])


def test_a_word_with_a_part_in_no_piece_is_unknown_as_a_whole() -> None:
    got = small().pieces("trucex hold")
    assert [SMALL[n] for n in got.ids] == ["[UNK]", "hold"]
    assert (got.starts[0], got.ends[0]) == (0, 6)


@pytest.mark.parametrize(("length", "known"), [(LONGEST_WORD, True), (LONGEST_WORD + 1, False)])
def test_too_long_a_word_is_unknown(length: int, known: bool) -> None:
    words = WordPiece(["[UNK]", "a", "##a"])
    assert (words.pieces("a" * length).ids == [0]) is not known


def test_accents_and_case_do_not_shift_offsets() -> None:
    text = "É́tat İz"  # a second accent of its own, and a letter whose lower case is two characters
    got = small().pieces(text)
    assert [SMALL[n] for n in got.ids] == ["e", "##tat", "i", "##z"]
    assert [text[a:b] for a, b in zip(got.starts, got.ends, strict=True)][1:] == ["tat", "İ", "z"]


def test_an_ideograph_is_a_word() -> None:
    assert [SMALL[n] for n in small().pieces("hold中hold").ids] == ["hold", "中", "hold"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_ranges_are_ordered_and_within_the_text(text: str) -> None:
    got = small().pieces(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(got.starts, got.ends, strict=True))
    assert got.starts == sorted(got.starts)
    assert got == small().pieces(text)


@given(st.text(alphabet="TRUCES holding.-", max_size=30))
def test_every_letter_is_in_a_piece(text: str) -> None:
    got = small().pieces(text)
    covered = {k for a, b in zip(got.starts, got.ends, strict=True) for k in range(a, b)}
    assert covered == {k for k, char in enumerate(text) if not char.isspace()}
