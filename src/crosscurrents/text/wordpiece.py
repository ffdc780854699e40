"""WordPiece tokens with exact character offsets into the text as given.

The algorithm is that of BERT's uncased tokenizer: Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional
Transformers"; greedy longest match: Wu et al. 2016, "Google's Neural Machine Translation System". Lower-casing and
stripping of accents work a character at a time, so that every piece knows the characters that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONGEST_WORD = 100  # a longer word is unknown, as in BERT
_ASCII_WORDS = re.compile(r"[a-z0-9]+|[^a-z0-9\s]")
_IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
               (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))  # fmt: skip
_CACHED_WORDS = 50_000


class Pieces(NamedTuple):
    """Word pieces of a text: vocabulary numbers, character ranges, and which of them begin a word."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    begins: list[bool]


class WordPiece:
    """A tokenizer over a vocabulary, one piece a line, in which ``##`` marks a piece that continues a word."""

    def __init__(self, vocabulary: Sequence[str], unknown: str = "[UNK]") -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.numbers[unknown]
        self._known: dict[str, tuple[tuple[int, int], ...]] = {}

    def pieces(self, text: str) -> Pieces:
        """The pieces of `text`; every range is that of whole characters of `text`, however they were normalised."""
        out = Pieces([], [], [], [])
        for word, origin in _words(text):
            at = 0
            for number, length in self._split(word):
                out.ids.append(number)
                out.starts.append(origin[at])
                out.ends.append(origin[at + length - 1] + 1)
                out.begins.append(at == 0)
                at += length
        return out

    def _split(self, word: str) -> tuple[tuple[int, int], ...]:
        """The (number, length) of each piece of a normalised word; looked up where it was split before."""
        got = self._known.get(word)
        if got is None:
            got = tuple(self._longest_first(word)) or ((self.unknown, len(word)),)
            if len(self._known) < _CACHED_WORDS:
                self._known[word] = got
        return got

    def _longest_first(self, word: str) -> list[tuple[int, int]]:
        """Greedy longest match from the left; nothing where some part is in no piece."""
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(word) <= LONGEST_WORD:
            prefix = "##" if at else ""
            end = next((e for e in range(len(word), at, -1) if prefix + word[at:e] in self.numbers), 0)
            if not end:
                return []
            found.append((self.numbers[prefix + word[at:end]], end - at))
            at = end
        return found


def _words(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Normalised words and single signs, each with the place in `text` of every one of its characters."""
    if text.isascii() and text.isprintable():
        for match in _ASCII_WORDS.finditer(text.lower()):
            yield match.group(), range(*match.span())
        return
    word: list[str] = []
    origin: list[int] = []
    for char, place, alone in _characters(text):
        if word and (alone or not char):
            yield "".join(word), origin
            word, origin = [], []
        if alone:
            yield char, [place]
        elif char:
            word.append(char)
            origin.append(place)
    if word:
        yield "".join(word), origin


def _characters(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each normalised character with its place and whether it stands alone; an empty one for a blank."""
    for place, char in enumerate(text):
        if char in "\t\n\r" or (char.isspace() and not _is_control(char)):
            yield "", place, False
        elif char != "�" and not _is_control(char):
            if _is_ideograph(char):
                yield char, place, True
                continue
            for part in _normalised(char):
                yield part, place, _is_punctuation(part)


def _normalised(char: str) -> str:
    """`char` decomposed, without accents, in lower case: none, one or several characters."""
    if char.isascii():
        return char.lower()
    bare = (c for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn")
    return "".join(c.lower() for c in bare)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs")


def _is_punctuation(char: str) -> bool:
    """BERT counts every ASCII sign as punctuation, of the others those that Unicode does."""
    if char.isascii():
        return not char.isalnum()
    return unicodedata.category(char).startswith("P")


def _is_ideograph(char: str) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in _IDEOGRAPHS)
