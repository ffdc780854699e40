"""The words and weights by which the first page is made (resources/brief.yaml, with the lists of cues.yaml)."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

import msgspec

from crosscurrents.lexicon import resource
from crosscurrents.lexicon.cues import load_cues
from crosscurrents.text.normal import APOSTROPHES

_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
_REFUSING_ENDING = "n't"
LEANING_REACH = 2  # words at the start of a sentence that may point back
_OUTLOOK = ("scenarios", "scenario", "ranks", "turning", "ahead", "pointing")
_ROLES = ("roles", "describing")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; an apostrophe inside a word belongs to it."""
    return _WORD.findall(text.casefold())


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Factors of a line's score; brief.yaml says what each means."""

    not_main: float
    origin: float
    age_floor: float
    half_life_days: float
    undated: float
    contested: float
    background: float
    talk: float
    meeting: float
    overdue: float
    due: float
    settled: float
    hedged: float
    indicator: float
    vague: float
    headline: float
    open_cut: float
    described: float
    scenario: float
    turning: float
    stranger: float
    told_twice: float
    floor: float
    leaning: float
    tension: float
    forecast: float
    lead: float
    nobody: float
    denied: float
    contradiction: float


class Size(msgspec.Struct, frozen=True):
    """How many lines a section has: at least, where there are so many, and at most."""

    least: int
    most: int


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The lists of brief.yaml. Made by `load_vocabulary`."""

    kept: str
    connectors: tuple[str, ...]
    relatives: str
    coordinators: str
    trailers: str
    conditions: str
    finite: str
    governing: str
    doubting: str
    modal: str
    scenarios: str
    scenario: str
    ranks: str
    turning: str
    ahead: str
    roles: str
    describing: str
    determiners: str
    pronouns: str
    voices: str
    pointing: str
    times: str
    small: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    empty: str
    languages: dict[str, str]
    weights: Weights
    lead_sentences: int
    talk: frozenset[str]
    meetings: frozenset[str]
    sections: dict[str, Size]

    def words(self, name: str) -> frozenset[str]:
        """One of the lists that are written as running words."""
        return self._sets[name]

    def keeps(self, text: str) -> bool:
        """Whether `text` holds a modal, a hedge, a negation or a qualifier, which no cut may delete."""
        found = [w.replace("’", "'") for w in words_of(text)]
        if any(w in self.words("kept") or w.endswith(_REFUSING_ENDING) for w in found):
            return True
        return any(tuple(found[at : at + n]) in self._cues for n in self._lengths for at in range(len(found) - n + 1))

    def is_finite(self, word: str, before: str = "") -> bool:
        """Whether a word may be the verb of a clause, judged by its form and by the word before it."""
        if word in self.words("finite"):
            return True
        return word.endswith("ed") and len(word) > 4 and before not in self.words("determiners")

    def has_verb(self, text: str) -> bool:
        """Whether a text holds a word that may be the verb of a clause."""
        found = words_of(text)
        return any(self.is_finite(word, before) for before, word in zip(["", *found], found, strict=False))

    def has_main_verb(self, text: str) -> bool:
        """Whether a text holds a verb that governs its main clause: one that no relative or conjunction has claimed.

        A form in -ed before a small word ("launched by"), or at the end, is taken for a participle: without a parse
        that is the safe reading. Verbs that stand together ("has been told") are one.
        """
        found = words_of(text)
        openers = self.words("relatives") | self.words("trailers") | self.words("conditions") | {"that"}
        claimed, group = 0, -1
        for at, word in enumerate(found):
            if word in openers and word not in self.words("finite"):
                claimed += 1
            elif self._verb_at(found, at):
                if at != group and not claimed:
                    return True
                claimed, group = (claimed if at == group else claimed - 1), at + 1
        return False

    def _verb_at(self, found: list[str], at: int) -> bool:
        """Whether the word at `at` is a finite verb, and neither a noun nor a participle by its neighbours."""
        before, after = (found[at - 1] if at else ""), (found[at + 1] if at + 1 < len(found) else "")
        if before in self.words("determiners") or not self.is_finite(found[at], before):
            return False
        return found[at] in self.words("finite") or (after != "" and after not in self.words("small"))

    def leans(self, text: str) -> bool:
        """Whether a text begins with words that point back to what was said before: "This ...", "Until then ..."."""
        found = words_of(text)[:LEANING_REACH]
        pointing = self.words("pronouns") | self.words("voices") | self.words("pointing")
        conditional = found[:1] and found[0] in self.words("conditions") and found[-1] in self.words("pronouns")
        return bool(found) and (found[0] in pointing or found[-1] == "then" or bool(conditional))

    def is_role(self, words: str) -> bool:
        """Whether the head of words that introduce somebody ("deputy head of the bank") is an office or a role."""
        found = words_of(words)
        end = next((n for n, w in enumerate(found) if n and w in self.words("small") | {"of"}), len(found))
        return bool(found) and found[end - 1] in self.words("roles")

    def is_speech(self, word: str) -> bool:
        """Whether a word is a form of a verb of speech."""
        return load_cues().speech_lemma(word) is not None

    def only_times(self, text: str) -> bool:
        """Whether a text tells nothing but when."""
        found = words_of(text)
        return bool(found) and all(w in self.words("times") or w.isdigit() for w in found)

    def content(self, text: str) -> frozenset[str]:
        """The words that say what a text is about, cut to six letters so that forms of one word agree."""
        found = words_of(text)
        return frozenset(w[:6] for w in found if (len(w) > 3 or w.isdigit()) and w not in self.words("empty"))

    @cached_property
    def connector(self) -> re.Pattern[str]:
        """Finds a connector at the start of a sentence, with the comma and the blank after it."""
        phrases = "|".join(re.escape(c) for c in sorted(self.connectors, key=lambda c: (-len(c), c)))
        return re.compile(rf"(?:{phrases})\b(?:\s*,)?\s+", re.IGNORECASE)

    @cached_property
    def _cues(self) -> frozenset[tuple[str, ...]]:
        """The negations, modals and hedges of cues.yaml, word by word."""
        cues = load_cues()
        phrases = [*cues.negations, *cues.modals, *(w for hedge in cues.hedges for w in hedge.words)]
        return frozenset(tuple(words_of(phrase)) for phrase in phrases if phrase[0].isalnum())

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(cue) for cue in self._cues})

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        running = ("kept", "relatives", "coordinators", "trailers", "conditions", "finite", "determiners", "pronouns")
        return {
            n: frozenset(getattr(self, n).split())
            for n in (
                *running,
                "voices",
                "times",
                "small",
                "empty",
                "governing",
                "doubting",
                "modal",
                *_OUTLOOK,
                *_ROLES,
            )
        }


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Give the lists of the page; ReaderError where their file is missing or malformed."""
    return resource.read("brief", Vocabulary)
