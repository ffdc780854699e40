"""Cue words of reporting: hedges, negations, modals, qualifiers, conditions, unknowns (resources/cues.yaml)."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Literal

import msgspec

from crosscurrents.lexicon import resource
from crosscurrents.text.normal import APOSTROPHES
from crosscurrents.text.offsets import lower_in_place

Level = Literal["likely", "possible", "speculative"]
Qualifier = Literal["exact", "about", "over", "under", "nearly", "at_least", "at_most"]
Sign = Literal["+", "-"]
Order = Literal["forward", "backward"]
Kind = Literal[
    "hedges", "negations", "modals", "relay", "qualifiers", "conditions", "purposes", "unknown", "indicators", "causal"
]

_PLAIN_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", "e"), ("ed", "e"), ("ing", "e"), ("es", ""), ("ed", ""), ("ing", ""), ("s", ""),
)  # fmt: skip


class Hedge(msgspec.Struct, frozen=True, kw_only=True):
    """Words that say how sure a text is; `low` and `high`: the chance (0..1) that the named standard gives them."""

    words: tuple[str, ...]
    level: Level
    standard: str | None = None
    low: float | None = None
    high: float | None = None


class Causal(msgspec.Struct, frozen=True):
    """Words that join a cause to its effect: the sign of the link, and whether the cause stands first (`forward`)."""

    sign: Sign
    order: Order
    words: tuple[str, ...]


class Speech(msgspec.Struct, frozen=True):
    """Verbs of speech by lemma, and the lemmas of their irregular forms."""

    verbs: tuple[str, ...]
    irregular: dict[str, str]


class Cue(msgspec.Struct, frozen=True):
    """A cue found in a text: characters [start, end) and the listed words, in lower case."""

    start: int
    end: int
    words: str


class Cues(msgspec.Struct, frozen=True, dict=True):
    """The cue lists. Made by `load_cues`."""

    hedges: tuple[Hedge, ...]
    negations: tuple[str, ...]
    modals: tuple[str, ...]
    speech: Speech
    relay: tuple[str, ...]
    qualifiers: dict[Qualifier, tuple[str, ...]]
    conditions: tuple[str, ...]
    purposes: tuple[str, ...]
    unknown: tuple[str, ...]
    indicators: tuple[str, ...]
    causal: tuple[Causal, ...]

    def find(self, kind: Kind, text: str) -> list[Cue]:
        """Give the cues of one list in `text`, in order, the longest at each place, without overlap."""
        plain = lower_in_place(text).translate(_PLAIN_APOSTROPHE)
        found = self._patterns[kind].finditer(plain)
        return [Cue(match.start(), match.end(), " ".join(match.group().split())) for match in found]

    def hedge(self, words: str) -> Hedge | None:
        """Give the hedge that has these words, else None."""
        return self._hedges.get(words.lower())

    def qualifier(self, words: str) -> Qualifier | None:
        """Give what these words make of the number beside them (``more than`` over), else None."""
        return self._qualifiers.get(words.lower())

    def causal_signal(self, words: str) -> Causal | None:
        """Give sign and order of a causal signal, else None."""
        return self._causal.get(words.lower())

    def speech_lemma(self, word: str) -> str | None:
        """Give the lemma of a verb of speech in any of its forms (``told`` tell), else None."""
        form = word.lower()
        stems = [(form.removesuffix(ending), lemma) for ending, lemma in _ENDINGS if form.endswith(ending)]
        candidates = [self.speech.irregular.get(form, form)]
        candidates += [stem + lemma for stem, lemma in stems]
        candidates += [stem[:-1] for stem, _ in stems if stem[-1:] == stem[-2:-1]]
        return next((lemma for lemma in candidates if lemma in self._speech), None)

    @cached_property
    def _speech(self) -> frozenset[str]:
        return frozenset((*self.speech.verbs, *self.speech.irregular.values()))

    @cached_property
    def _hedges(self) -> dict[str, Hedge]:
        return {words: hedge for hedge in self.hedges for words in hedge.words}

    @cached_property
    def _qualifiers(self) -> dict[str, Qualifier]:
        return {words: name for name, forms in self.qualifiers.items() for words in forms}

    @cached_property
    def _causal(self) -> dict[str, Causal]:
        return {words: causal for causal in self.causal for words in causal.words}

    @cached_property
    def _patterns(self) -> dict[Kind, re.Pattern[str]]:
        lists: dict[Kind, tuple[str, ...]] = {
            "hedges": tuple(self._hedges),
            "negations": self.negations,
            "modals": self.modals,
            "relay": self.relay,
            "qualifiers": tuple(self._qualifiers),
            "conditions": self.conditions,
            "purposes": self.purposes,
            "unknown": self.unknown,
            "indicators": self.indicators,
            "causal": tuple(self._causal),
        }
        return {kind: _any_of(words) for kind, words in lists.items()}


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Give the cue lists; ReaderError where their file is missing or malformed."""
    return resource.read("cues", Cues)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give a pattern that finds any of these as whole words, the longest first; a blank matches any white space."""
    ordered = sorted(words, key=lambda text: (-len(text), text))
    return re.compile("|".join(_whole(text) for text in ordered))


def _whole(words: str) -> str:
    """Give the pattern of one cue: bounded where it begins or ends in a letter (not before ``n't`` or ``~``)."""
    body = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if words[0].isalnum() and words != "n't" else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + body + after
