"""Passages of a text that passages of its translation render."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.text.alignment import Aligned, Range, align, sentences_in
from tests.translated import Article, articles

ARTICLES = articles()
MOST = 600


class Page:
    """Sentences set in paragraphs: the text, the ranges of its paragraphs, and where each sentence stands."""

    def __init__(self, groups: list[list[str]]) -> None:
        self.text, self.paragraphs, self.sentences = "", list[Range](), list[Range]()
        for group in groups:
            self.text += "\n\n" if self.text else ""
            begin = len(self.text)
            for n, sentence in enumerate(group):
                self.text += " " if n else ""
                self.sentences.append((len(self.text), len(self.text) + len(sentence)))
                self.text += sentence
            self.paragraphs.append((begin, len(self.text)))


def reset(groups: list[list[str]], rng: random.Random, merged: float, split: float) -> list[list[str]]:
    """The same sentences in other paragraphs: some joined to the one before, some cut in two."""
    found: list[list[str]] = []
    for group in groups:
        if found and rng.random() < merged:
            found[-1] = found[-1] + group
        elif len(group) > 1 and rng.random() < split:
            cut = rng.randrange(1, len(group))
            found += [group[:cut], group[cut:]]
        else:
            found.append(list(group))
    return found


def sides(article: Article) -> tuple[list[list[str]], list[list[str]]]:
    return [[s for s, _ in p] for p in article.paragraphs], [[s for _, s in p] for p in article.paragraphs]


def shares(merged: float, split: float, notes: bool = False) -> tuple[float, float]:
    """Of all sentences of the translations, the share whose passage holds the right one, and whose passage is it."""
    total = held = exact = 0
    for article in ARTICLES.values():
        for seed in range(20):
            rng = random.Random(seed)
            theirs, ours = sides(article)
            original = Page(reset(theirs, rng, merged / 3, split / 3))
            groups = reset(ours, rng, merged, split)
            note = ["Translated from the newspaper by a volunteer of the desk, who kept the order of the text."] * notes
            translation = Page([note, *groups] if note else groups)
            aligned = Aligned(original.text, original.paragraphs, translation.text, translation.paragraphs)
            for ours_, theirs_ in zip(translation.sentences[len(note) :], original.sentences, strict=True):
                found = aligned.passage(*ours_, MOST)
                total += 1
                held += found is not None and found[0] <= theirs_[0] and theirs_[1] <= found[1]
                exact += found == theirs_
    return held / total, exact / total


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_every_sentence_answers_its_own_where_paragraphs_do(name: str) -> None:
    theirs, ours = map(Page, sides(ARTICLES[name]))
    aligned = Aligned(theirs.text, theirs.paragraphs, ours.text, ours.paragraphs)
    found = [aligned.passage(*s, MOST) for s in ours.sentences]
    assert found == theirs.sentences


@pytest.mark.parametrize(
    ("merged", "split", "notes", "least"),
    [(0.15, 0.15, False, 0.98), (0.25, 0.25, False, 0.95), (0.4, 0.4, False, 0.9), (0.2, 0.2, True, 0.9)],
)
def test_merged_and_split_paragraphs(merged: float, split: float, notes: bool, least: float) -> None:
    held, exact = shares(merged, split, notes)
    assert held >= least
    assert exact >= 0.6


def test_pairings_of_all_shapes() -> None:
    assert align([300, 100, 200], [310, 95, 210]) == [((0, 1), (0, 1)), ((1, 2), (1, 2)), ((2, 3), (2, 3))]
    assert align([400, 150], [200, 210, 155]) == [((0, 1), (0, 2)), ((1, 2), (2, 3))]  # one cut in two
    assert align([200, 210, 155], [400, 150]) == [((0, 2), (0, 1)), ((2, 3), (1, 2))]  # two joined
    assert align([600, 150], [200, 190, 215, 150]) == [((0, 1), (0, 3)), ((1, 2), (3, 4))]
    assert align([300, 900, 120, 500], [310, 118, 505]) == [
        ((0, 1), (0, 1)),
        ((1, 2), (1, 1)),  # left out by the translator
        ((2, 3), (1, 2)),
        ((3, 4), (2, 3)),
    ]
    assert align([], [10]) == [((0, 0), (0, 1))]
    assert align([], []) == []


def test_a_language_that_needs_fewer_characters() -> None:
    assert align([60, 25, 110], [240, 100, 430]) == [((n, n + 1), (n, n + 1)) for n in range(3)]


def test_what_the_translator_added_has_no_passage() -> None:
    theirs, ours = sides(ARTICLES["dam"])
    note = ["The dam was built in 1931 to water the plain; the treaty about the river of 1958 was never ratified."]
    original, translation = Page(theirs), Page([*ours[:3], note, *ours[3:]])
    aligned = Aligned(original.text, original.paragraphs, translation.text, translation.paragraphs)
    found = [aligned.passage(*s, MOST) for s in translation.sentences]
    added = sum(map(len, ours[:3]))
    assert found[added] is None
    assert found[:added] + found[added + 1 :] == original.sentences


def test_of_a_long_paragraph_with_other_sentences_the_place_is_shown() -> None:
    theirs = " ".join(f"Frase número {n} de un párrafo que no acaba nunca y sigue." for n in range(40))
    ours = " ".join(f"This is sentence {n} of a very long one." for n in range(61))
    aligned = Aligned(theirs, [(0, len(theirs))], ours, [(0, len(ours))])
    for part in (0.02, 0.5, 0.97):
        at = int(part * len(ours))
        found = aligned.passage(at, at + 5, MOST)
        assert found is not None and found[1] - found[0] <= MOST
        assert found[0] <= part * len(theirs) <= found[1]
        assert theirs[found[0] : found[1]].startswith("Frase") and theirs[found[0] : found[1]].endswith(".")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("قال إنه لن يأتي. هل سيأتي غدا؟ نعم!", 3),
        ("他说不来。明天来吗？来！", 3),
        ("वह नहीं आया। कल आएगा।", 2),
        ("Costó 2.300 euros. ¿Por qué? Nadie lo sabe", 3),
        ("He met Dr. smith at noon.", 1),
        ("", 0),
    ],
)
def test_sentences_end_at_the_marks_of_every_script(text: str, number: int) -> None:
    found = sentences_in(text, 0, len(text))
    assert len(found) == number
    assert all(text[a:b].strip() == text[a:b] for a, b in found)


LENGTHS = st.lists(st.integers(0, 2000), max_size=20)


@settings(deadline=None)
@given(LENGTHS, LENGTHS)
def test_pairings_cover_both_sides_in_order(one: list[int], other: list[int]) -> None:
    beads = align(one, other)
    assert [n for (a, b), _ in beads for n in range(a, b)] == list(range(len(one)))
    assert [n for _, (a, b) in beads for n in range(a, b)] == list(range(len(other)))


@given(st.text(max_size=120), st.text(max_size=120), st.integers(1, 50))
def test_any_texts_give_ranges_of_the_original(original: str, translation: str, most: int) -> None:
    def lines(text: str) -> list[Range]:
        cuts = [-1, *(n for n, c in enumerate(text) if c == "\n"), len(text)]
        return [(a + 1, b) for a, b in pairwise(cuts) if b > a + 1]

    aligned = Aligned(original, lines(original), translation, lines(translation))
    for start in range(0, len(translation), 7):
        found = aligned.passage(start, start + 7, most)
        assert found is None or 0 <= found[0] < found[1] <= len(original)


def test_a_book_is_aligned_in_seconds() -> None:
    rng = random.Random(5)
    lengths = [rng.randrange(80, 900) for _ in range(500)]
    began = time.process_time()
    beads = align(lengths, [int(n * rng.uniform(0.95, 1.15)) for n in lengths])
    assert time.process_time() - began < 15
    assert sum(bead == ((n, n + 1), (n, n + 1)) for n, bead in enumerate(beads)) > 450
