"""A consonant skeleton under which the Latin spellings of one Arabic, Persian or Turkish name meet.

Transliteration varies in vowels (Muhammad, Mohammed), doubled letters (Hasan, Hassan), letters with no Latin
counterpart (Qaddafi, Gaddafi, Kadhafi), the article (al-, el-, as-) and the writing of compounds (Abd al-Rahman,
Abdurrahman; Salah al-Din, Salaheddine). Each rule undoes one of these. The skeleton merges more than a normal form
does: equal skeletons are a reason to take two names for one, to be weighed with others, not a proof.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crosscurrents.text.normal import normal_form

# The Arabic article, whose l takes the sound of some consonants that follow (ash-Sharq, er-Rahman).
ARTICLES = frozenset(
    {"al", "el", "ul", "il", "ar", "er", "ur", "as", "es", "ash", "esh", "an", "en", "ad", "ed", "at", "et", "az", "ez"}
)
_CHILD = frozenset({"bin", "ben", "ibn", "bint"})
_FATHER = frozenset({"abu", "abou", "abo", "abi", "abul", "aboul", "abol"})
_SERVANT = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdoul"})
_FAITH = frozenset({"din", "deen", "dine", "eddin", "eddine", "uddin"})

_GLUED_SERVANT = re.compile(r"^abd(?:[aeo]|ou|u)(?:l|([rsndtz])(?=\1))(?=[a-z]{2})")
_GLUED_FATHER = re.compile(r"^ab(?:ou|u|o)l?(?=[b-df-hj-np-tv-z][a-z]{3})")
_GLUED_FAITH = re.compile(r"(?<=[a-z]{3})[aeiou](?:d|l)d(?:ine|een|eine|in|en)$")
_GLUED_ARTICLE = re.compile(r"^[ae]l(?=[b-df-hj-km-np-tv-z][a-z]{3})")

# Longer spellings first; capitals stand for sounds that take two letters in English.
_SOUNDS = (
    ("tch", "C"), ("sch", "C"), ("sh", "C"), ("ch", "C"), ("kh", "X"), ("gh", "k"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("dj", "j"), ("ck", "k"), ("q", "k"), ("g", "k"),
)  # fmt: skip
_DOUBLED = re.compile(r"([^aeiou])\1+")
_FRENCH_W = re.compile(r"^ou(?=[aeiou])")
_WEAK = re.compile(r"[aeiouyw]+")


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """Give the skeletons of the words of `name`, parted by a blank; empty for a name without letters."""
    return " ".join(map(_bones, _compounds(normal_form(name).split())))


def same_skeleton(one: str, other: str) -> bool:
    """Tell whether two names have one skeleton of at least three letters (shorter ones meet by chance)."""
    bones = skeleton(one)
    return len(bones) >= 3 and bones == skeleton(other)


def _compounds(words: list[str]) -> list[str]:
    """Join the words of one name (``abd al rahman``, ``salah al din``, ``abu bakr``) and drop articles."""
    joined: list[str] = []
    open_name = False
    for index, word in enumerate(words):
        if word in ARTICLES and index + 1 < len(words):
            continue
        if open_name or (joined and word in _FAITH):
            joined[-1] += "din" if word in _FAITH else word
            open_name = False
        else:
            open_name = word in _SERVANT or word in _FATHER
            joined.append(_first_part(word))
    return joined


def _first_part(word: str) -> str:
    """Write one way the words that begin a compound."""
    if word in _CHILD:
        return "bn"
    if word in _SERVANT:
        return "abd"
    return "ab" if word in _FATHER else word


def _bones(word: str) -> str:
    """Give the skeleton of one word: its first sound, then its consonants."""
    word = _GLUED_FAITH.sub("din", _GLUED_SERVANT.sub("abd", word))
    word = _GLUED_ARTICLE.sub("", _GLUED_FATHER.sub("ab", word))
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    word = _FRENCH_W.sub("w", _DOUBLED.sub(r"\1", word))
    first = "a" if word[0] in "aeiou" else word[0]
    rest = _WEAK.sub("", word[1:])
    # A final h is heard by some writers only (Abdulla, Abdullah).
    return first + (rest[:-1] if rest.endswith("h") and word.endswith("h") else rest)
