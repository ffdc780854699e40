"""Units of figures: currencies, measures, number words, nouns for people (resources/units.yaml).

Unit names are those of OUTPUT.md. Words are compared in lower case, in the singular or the plural.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

import msgspec

from crosscurrents.lexicon import resource

PERSONS = "persons"

_ENDINGS = (
    (re.compile(r"(?<=[a-z])ies$"), "y"),
    (re.compile(r"(?<=(?:ss|sh|ch|zz))es$|(?<=x)es$"), ""),
    (re.compile(r"(?<=[a-z])men$"), "man"),
    (re.compile(r"(?<=[^su])s$"), ""),
)


class Currency(msgspec.Struct, frozen=True):
    """A currency: ISO 4217 code, full names, names that may stand without the country, symbols."""

    code: str
    names: tuple[str, ...]
    plain: tuple[str, ...]
    symbols: tuple[str, ...]


class Measure(msgspec.Struct, frozen=True):
    """A unit of measure: its name in the output, its words, and forms that count only in these very letters."""

    unit: str
    words: tuple[str, ...]
    exact: tuple[str, ...]


class Vague(msgspec.Struct, frozen=True):
    """A number word without a number ("dozens") and the least that it claims."""

    word: str
    low: float


class Units(msgspec.Struct, frozen=True, dict=True):
    """The vocabulary of figures. Made by `load_units`."""

    currencies: tuple[Currency, ...]
    measures: tuple[Measure, ...]
    scales: dict[str, float]
    vague: tuple[Vague, ...]
    rates: tuple[str, ...]
    adverbs: dict[str, str]
    persons: str
    irregular: dict[str, str]

    @cached_property
    def person_nouns(self) -> frozenset[str]:
        """The singular nouns of which a number counts people."""
        return frozenset(self.persons.split())

    @cached_property
    def symbols(self) -> dict[str, str]:
        """Currency symbols to ISO codes; longest first, as a pattern needs them (``HK$`` before ``$``)."""
        pairs = [(symbol, money.code) for money in self.currencies for symbol in (*money.symbols, money.code)]
        return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))

    def currency(self, words: str) -> str | None:
        """Give the ISO code of a currency's name, code or symbol (``Iraqi dinars``, ``dollars``, ``€``), else None."""
        return self.symbols.get(words.strip()) or self._currencies.get(self.singular(words))

    def measure(self, words: str) -> str | None:
        """Give the name of a unit of measure or a rate of two, else None.

        ``kilometres`` km, ``barrels of oil a day`` barrel/day, ``dollars per barrel`` USD/barrel.
        """
        return self._exact.get(words.strip()) or self._measures.get(self.singular(words)) or self._rate(words)

    def scale(self, word: str) -> float | None:
        """Give the factor of a number word (``million``, ``bn``), else None."""
        return self.scales.get(word.lower().rstrip("."))

    def least(self, words: str) -> float | None:
        """Give the least number that a vague number word claims (``dozens`` 24), else None."""
        return self._vague.get(" ".join(words.lower().split()))

    def is_person(self, noun: str) -> bool:
        """Tell whether a number before this noun, in the singular or plural, counts people.

        Of a compound the last word decides (``border guards``), of ``members of parliament`` the one before ``of``.
        """
        head = self.singular(noun).partition(" of ")[0].rsplit(" ", 1)[-1]
        return head in self.person_nouns or head.rsplit("-", 1)[-1] in self.person_nouns

    def counted(self, noun: str) -> str:
        """Give the unit of what is counted: currency, measure, `persons`, else the noun in the singular."""
        head = noun.partition(" of ")[0]
        unit = self.measure(noun) or self.currency(noun) or self.measure(head) or self.currency(head)
        return unit or (PERSONS if self.is_person(noun) else self.singular(noun))

    def singular(self, noun: str) -> str:
        """Give a noun or noun phrase in lower case, its head (before ``of`` or ``per``) in the singular."""
        words = " ".join(noun.lower().split())
        joint = self._joint.search(words)
        head, tail = (words[: joint.start()], words[joint.start() :]) if joint else (words, "")
        before, blank, last = head.rpartition(" ")
        return f"{before}{blank}{self._singular_word(last)}{tail}"

    def _singular_word(self, word: str) -> str:
        before, hyphen, last = word.rpartition("-")
        if last in self.irregular:
            return f"{before}{hyphen}{self.irregular[last]}"
        for ending, singular in _ENDINGS:
            if ending.search(word):
                return ending.sub(singular, word)
        return word

    def _rate(self, words: str) -> str | None:
        """Read A per B, or A daily, where both are units."""
        found = self._rate_joint.search(words.lower())
        if found is None:
            return None
        head = words[: found.start()].partition(" of ")[0]
        above = self.currency(head) or self._measures.get(self.singular(head))
        below = self.adverbs.get(found.group().strip()) or self._measures.get(self.singular(words[found.end() :]))
        return f"{above}/{below}" if above and below else None

    @cached_property
    def _rate_joint(self) -> re.Pattern[str]:
        return _any_of((*(f"{rate} " for rate in self.rates), *(f"{adverb}$" for adverb in self.adverbs)))

    @cached_property
    def _joint(self) -> re.Pattern[str]:
        return _any_of(("of ", *(f"{rate} " for rate in self.rates), *(f"{adverb}$" for adverb in self.adverbs)))

    @cached_property
    def _currencies(self) -> dict[str, str]:
        pairs = ((name.lower(), entry.code) for entry in self.currencies for name in (*entry.names, *entry.plain))
        return dict(pairs)

    @cached_property
    def _measures(self) -> dict[str, str]:
        return {self.singular(word): entry.unit for entry in self.measures for word in entry.words}

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {form: entry.unit for entry in self.measures for form in entry.exact}

    @cached_property
    def _vague(self) -> dict[str, float]:
        return {entry.word: entry.low for entry in self.vague}


@lru_cache(maxsize=1)
def load_units() -> Units:
    """Give the vocabulary of figures; ReaderError where its file is missing or malformed."""
    return resource.read("units", Units)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give a pattern that finds the first of these words inside a phrase; each may end in a blank or in ``$``."""
    return re.compile(f" (?:{'|'.join(words)})")
