"""The normal form of a name: what its spellings in Latin script have in common.

Capitals, accents, apostrophes, hyphens, points and a leading article do not tell names apart:
``the Shara'a``, ``Sharaa`` and ``SHARÂA`` have one normal form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘`´ʼʻʿʾ′＇"
ARTICLES = frozenset({"the", "a", "an"})

_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[{APOSTROPHES}](?![sS]\b)[^\W_]+)*(?:\+(?![^\W_]))?")
_DROPPED = str.maketrans("", "", APOSTROPHES + ".")
# Letters that Unicode does not decompose into a base letter and an accent.
_FOLDED = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ħ": "h"}
)
# The Arabic article and its forms before the consonant that takes over its l.
_ARABIC_ARTICLE = re.compile(r"\b(?:[ae]l|[ae](s|sh|n|r|d|t|z)(?= \1)) (?=\S)")


@lru_cache(maxsize=65536)
def normal_word(word: str) -> str:
    """Give the normal form of one word: no case, accent, apostrophe or point."""
    folded = word.translate(_DROPPED).casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded.translate(_FOLDED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words_at(text: str) -> list[tuple[int, int, str]]:
    """Give start, end and normal form of each word of `text`, in order.

    A hyphen parts words, an apostrophe inside a word does not, a possessive ``s`` is a word of its own,
    and the points of an acronym (``U.N.``) and a final plus (``OPEC+``) belong to it.
    """
    return [(m.start(), m.end(), word) for m in _WORD.finditer(text) if (word := normal_word(m.group()))]


def normal_form(name: str) -> str:
    """Give the words of `name` in normal form, parted by one blank, without a leading article or a final possessive."""
    words = [word for _, _, word in words_at(name)]
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    if len(words) > 1 and words[-1] == "s":
        words = words[:-1]
    return " ".join(words)


def bare_form(name: str) -> str:
    """Give the normal form without Arabic articles, so that ``al-Sudani``, ``as-Sudani`` and ``Sudani`` are one."""
    return _ARABIC_ARTICLE.sub("", normal_form(name))
