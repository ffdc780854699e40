"""Keyboard mash: strings that are no words of any language, told by their letters alone."""

from __future__ import annotations

import math
import re
from collections import Counter

from crosscurrents.text.normal import normal_word

_LETTERS = re.compile(r"[^\W\d_]+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop")
_NEIGHBOURS = frozenset(row[i : i + 2] for row in _ROWS for i in range(len(row) - 1)) | frozenset(
    row[i + 1] + row[i] for row in _ROWS for i in range(len(row) - 1)
)
_PERIOD = re.compile(r"^(.{1,8}?)\1{2,}.{0,7}$")
_VOWELS = frozenset("aeiouy")
_SHORTEST = 8  # letters; a shorter word is judged only beside one that is mash
_LONGEST_CLUSTER = 8  # consonants in a row that words and names in Latin script do not exceed
_LOW_ENTROPY = 2.0  # bits a letter, for words of at least 12 letters


def is_mash(text: str) -> bool:
    """Whether all words of `text` together are keyboard mash: a repeated piece, a run along a keyboard row, no vowels,
    or very few different letters. Words in other scripts than Latin are mash only where a piece is repeated.
    """
    words = [normal_word(word) for word in _LETTERS.findall(text)]
    long_words = [word for word in words if len(word) >= _SHORTEST]
    if not long_words or not all(_is_mash_word(word) for word in long_words):
        return False
    return sum(map(len, long_words)) >= 0.6 * sum(map(len, words))


def _is_mash_word(word: str) -> bool:
    if _PERIOD.match(word):
        return True
    if not word.isascii():
        return False
    steps = sum(word[i : i + 2] in _NEIGHBOURS for i in range(len(word) - 1))
    if steps >= 0.6 * (len(word) - 1) or _longest_cluster(word) > _LONGEST_CLUSTER:
        return True
    return len(word) >= 12 and _entropy(word) < _LOW_ENTROPY


def _longest_cluster(word: str) -> int:
    longest = here = 0
    for letter in word:
        here = 0 if letter in _VOWELS else here + 1
        longest = max(longest, here)
    return longest


def _entropy(word: str) -> float:
    return -sum(n / len(word) * math.log2(n / len(word)) for n in Counter(word).values())
