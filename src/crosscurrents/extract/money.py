"""Which currency a bare name means: "pounds" in a text on Egypt are Egyptian, "dollars" are American."""

from __future__ import annotations

import re
from functools import lru_cache

from crosscurrents.lexicon.actors import load_actors
from crosscurrents.lexicon.units import load_units

# Plurals of currency names that the usual endings do not give.
_PLURALS = {
    "kroner": "krone", "kronor": "krona", "krónur": "króna", "lei": "leu", "leva": "lev", "reais": "real",
    "maloti": "loti",
    "bolívares": "bolívar", "bolivares": "bolívar", "bolivars": "bolívar", "soles": "sol", "pesetas": "peseta",
}  # fmt: skip


@lru_cache(maxsize=1)
def _shared_names() -> dict[str, tuple[tuple[str, str], ...]]:
    """Last words of currency names (``pound``, ``dinar``) to the (country word, code) pairs that share them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for currency in load_units().currencies:
        for name in currency.names:
            country, _, last = name.rpartition(" ")
            if country:
                found.setdefault(last.lower(), []).append((country, currency.code))
    return {name: tuple(pairs) for name, pairs in sorted(found.items())}


_CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]{2,}\b")


@lru_cache(maxsize=4096)
def _country(adjective: str) -> str | None:
    """The country of a currency from the adjective in its name."""
    state = load_actors().state_of(adjective)
    return state.country or state.id if state else None


@lru_cache(maxsize=32)
def _named_countries(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where the text names a country, its people, capital or actors: start, end, country."""
    catalogue = load_actors()
    words = ((m.start(), m.end(), _country(m.group())) for m in _CAPITALISED.finditer(text))
    found = [(start, end, country) for start, end, country in words if country]
    for start, end, entry_id in catalogue.scan(text):
        entry = catalogue.entry(entry_id)
        country = entry.country or (entry.id if entry.type == "state" else None)
        if country:
            found.append((start, end, country))
    return tuple(found)


@lru_cache(maxsize=1)
def _symbol_at_end() -> re.Pattern[str]:
    symbols = load_units().symbols
    whole = (f"(?<![A-Za-z]){re.escape(s)}" if s[0].isalpha() else re.escape(s) for s in symbols)
    return re.compile(rf"({'|'.join(whole)})\.? ?$")


def currency_before(text: str, at: int) -> str | None:
    """Give the ISO code of the currency sign or code that ends right before offset `at`, or None."""
    match = _symbol_at_end().search(text[max(0, at - 8) : at])
    return load_units().symbols[match[1]] if match else None


def currency_of(name: str, text: str, at: int) -> str | None:
    """Give the ISO code that a currency's name means at offset `at` of `text`, or None where it is no currency.

    A full name, or one of a single currency, decides by itself; a shared name goes to the country that is named nearest
    before it, else after it, else to the currency that bears the name alone.
    """
    units = load_units()
    first, _, last = name.rpartition(" ")
    name = f"{first} {_PLURALS.get(last.lower(), last)}".strip()
    words = units.singular(name)
    if words.count(" ") > 2 or (
        first and not first[:1].isupper() and first not in {"new", "old"} and units.currency(name) is None
    ):
        return None
    shared = _shared_names().get(words.rsplit(" ", 1)[-1], ())
    own = units.currency(name)
    if (" " in words and own) or not shared:
        return own
    places = [(_nearness(text, country, at), code) for country, code in shared]
    near = sorted((distance, code) for distance, code in places if distance is not None)
    if own is not None and words not in {"pound", "franc", "peso", "dollar"}:
        near = [pair for pair in near if pair[0] < 60]
    if words == "dollar":
        near = [pair for pair in near if pair[0] < 12 and pair[1] != own]
    return near[0][1] if near else own


def _nearness(text: str, adjective: str, at: int) -> int | None:
    """How far the country is named from `at`; naming after it counts as further than any before."""
    country = _country(adjective)
    distances = [
        at - end if end <= at else len(text) + start - at
        for start, end, named in _named_countries(text)
        if named == country
    ]
    return min(distances, default=None)


def named_currency(text: str, at: int, *, but: str) -> str | None:
    """Give the currency, other than `but`, that is named nearest to `at` in `text` (for "90 to the dollar")."""
    best: tuple[int, str] | None = None
    for match in re.finditer(r"\b[A-Za-zÀ-ž]+\b", text):
        code = currency_of(match.group(), text, match.start()) if _may_be_currency(match.group()) else None
        if code and code != but:
            distance = abs(at - match.start())
            best = (distance, code) if best is None or distance < best[0] else best
    return best[1] if best else None


def _may_be_currency(word: str) -> bool:
    singular = load_units().singular(_PLURALS.get(word.lower(), word))
    return singular in _shared_names() or load_units().currency(word) is not None
