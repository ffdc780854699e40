"""Content words: what two wordings of one thing have in common."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from crosscurrents.text.normal import words_at

# Function words of English of four letters and more, with the verbs of reporting that every text holds; shorter words
# count only as numbers or acronyms.
_FUNCTION_WORDS = """
    about after again against also although among another around because been before being below between both came
    could does doing down during each even ever from further have having here into itself just like made make many more
    most much must near only other others over said same says should since some such than that their theirs them then
    there these they this those though through told under until upon very were what when where whether which while whom
    whose will with within without would your according added amid
"""
_EMPTY = frozenset(_FUNCTION_WORDS.split())
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s")
_SHORTEST_STEM = 4


@lru_cache(maxsize=1 << 16)
def stems(text: str) -> frozenset[str]:
    """The content words of `text` without their endings (`withdrew` and `withdrawal` stay two)."""
    return frozenset(stem(word) for start, end, word in words_at(text) if _counts(text[start:end], word))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word in normal form without its ending, at least four letters long."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _counts(written: str, word: str) -> bool:
    """Whether a word says something: a long one that is no function word, a number, an acronym."""
    if len(word) >= _SHORTEST_STEM:
        return word not in _EMPTY
    return written[0].isdigit() or (len(written) > 1 and written.isupper())


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """`text` as its words in normal form, parted by one blank: what a copy keeps."""
    return " ".join(word for _, _, word in words_at(text))


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice the shared members over all members; 0 where both are empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def prefix(members: frozenset[str], share: float) -> list[str]:
    """Some of `members`, such that two sets whose Dice is at least `share` have a common one.

    Prefix filtering of set similarity joins (Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search"):
    under any fixed order of words, sets that share enough share a member of their prefixes. Long words come first.
    """
    least = share / (2 - share)  # the Jaccard index that a Dice of `share` amounts to
    length = len(members) - ceil(least * len(members) - 1e-9) + 1
    return sorted(members, key=lambda word: (-len(word), word))[:length]
