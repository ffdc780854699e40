"""The catalogue of actors: states, offices, persons, armed groups, parties, organisations and communities of the world.

An entry is found by any of its forms, whatever the case, accents, apostrophes, hyphens and article. A form that is
written in capitals only (an acronym, ``US``) is found only where the text has it in capitals too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

import msgspec

from crosscurrents.lexicon import resource
from crosscurrents.text.normal import bare_form, normal_form, words_at
from crosscurrents.text.skeleton import skeleton

ActorType = Literal["person", "state", "government", "armed_group", "party", "community", "organisation"]

_ARTICLES = frozenset({"al", "el"})
_JOINED_ARTICLES = frozenset({"as", "ash", "an", "ar", "ad", "at", "az", "es", "en", "er", "ed", "et", "ez"})
_FILLERS = frozenset({"of", "the", "in", "and", "for", "s"})
_TRANSLITERATED = frozenset({"person", "armed_group", "party"})


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """An office held: the office's id, the id of the entry whose office it is, and from when to when.

    The dates are ISO days, months or years; None: not known, or still held when the catalogue was last reviewed.
    """

    office: str
    of: str
    begins: str | None = msgspec.field(default=None, name="from")
    ends: str | None = msgspec.field(default=None, name="to")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One actor.

    `country` is ISO 3166-1 alpha-2 (XK for Kosovo); `begins` and `ends` bound its existence; `parts_of` are the ids of
    the entries to which it belongs; `capital` and `seats` (its other spellings, other seats) are the towns whose name
    stands for a state's government.
    """

    id: str
    name: str
    type: ActorType
    country: str | None = None
    forms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capital: str | None = None
    seats: tuple[str, ...] = ()
    begins: str | None = msgspec.field(default=None, name="from")
    ends: str | None = msgspec.field(default=None, name="to")
    parts_of: tuple[str, ...] = ()
    offices: tuple[Term, ...] = ()

    @property
    def territory(self) -> bool:
        """Whether the name is also that of a country or region: states, and self-governing parts of them."""
        return self.type == "state" or bool(self.adjectives or self.capital)

    def active(self, on: date) -> bool:
        """Tell whether the actor existed, or the person was in office, on that day, as far as the catalogue knows."""
        spans = [(term.begins, term.ends) for term in self.offices] or [(self.begins, self.ends)]
        return any(_holds(begins, ends, on) for begins, ends in spans)


class Office(msgspec.Struct, frozen=True):
    """A kind of office or body that a state or organisation has: prime minister, parliament, army."""

    id: str
    name: str
    type: ActorType
    forms: tuple[str, ...] = ()


class _Ministries(msgspec.Struct, frozen=True):
    """How ministers and ministries are named: words for either, and the words of each portfolio."""

    minister: tuple[str, ...]
    ministry: tuple[str, ...]
    portfolios: dict[str, tuple[str, ...]]


class _Data(msgspec.Struct, frozen=True):
    """The file's shape."""

    offices: tuple[Office, ...]
    ministries: _Ministries
    before_surnames: tuple[str, ...]
    entries: tuple[Entry, ...]


class _Line:
    """A text to be scanned: its words (start, end, normal form) and how its capitals are to be taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_at(text)
        self.shouted = text.isupper()
        # In a headline (most words with a capital, no full stop) a capital tells nothing of a word.
        capitals = sum(text[start].isupper() for start, _, _ in self.words)
        self.headline = 2 * capitals > len(self.words) and not text.rstrip().endswith((".", "!", "?"))

    def between(self, first: int, last: int) -> str:
        """Give the text from one word to another."""
        return self.text[self.words[first][0] : self.words[last][1]]

    def is_article(self, at: int) -> bool:
        """Tell whether a word is the Arabic article of the word after it."""
        _, end, word = self.words[at]
        return word in _ARTICLES or (word in _JOINED_ARTICLES and self.text[end : end + 1] == "-")

    def capital_beside(self, at: int, step: int) -> str | None:
        """Give the normal form of the word beside, where only a blank parts the two and it has a capital, else None."""
        beside = at + step
        if not 0 <= beside < len(self.words):
            return None
        low, high = sorted((at, beside))
        blank = self.text[self.words[low][1] : self.words[high][0]] == " "
        return self.words[beside][2] if blank and self.text[self.words[beside][0]].isupper() else None


class Catalogue:
    """The reviewed actors with their indexes. Made by `load_actors`; every look-up is a dictionary access."""

    def __init__(self, data: _Data, fingerprint: str) -> None:
        self.entries = data.entries
        self.offices = (*data.offices, *_ministry_offices(data.ministries))
        self.fingerprint = fingerprint
        self._before_surnames = frozenset(data.before_surnames)
        self._by_id = {entry.id: entry for entry in data.entries}

    def entry(self, entry_id: str) -> Entry:
        """Give the entry with this id; KeyError where there is none."""
        return self._by_id[entry_id]

    def find(self, form: str, on: date | None = None) -> list[Entry]:
        """Give the entries that may be called `form`, likeliest first; empty where none is.

        Entries that were active `on` that day come first, then the catalogue's order. Where no form is equal, persons,
        armed groups and parties are found by the skeleton of a name of two words or more (``Ahmad ash-Shar'``).
        """
        found = [entry for entry, listed in self._by_form.get(bare_form(form), ()) if _acronym_fits(listed, form)]
        if not found:
            found = list(self._by_skeleton.get(skeleton(form), ()))
        found = list(dict.fromkeys(found))
        return found if on is None else sorted(found, key=lambda entry: not entry.active(on))

    def state_of(self, word: str) -> Entry | None:
        """Give the state that an adjective, demonym, capital or name stands for: ``Iraqi``, ``Iraqis``, ``Baghdad``.

        None where no state has it.
        """
        entry, listed = self._by_state_word.get(_content(word), (None, ""))
        return entry if _acronym_fits(listed, word) else None

    def office(self, phrase: str) -> tuple[Entry, Office] | None:
        """Read a phrase made of a state's or body's name and an office (``Iraq's foreign ministry``), else give None.

        Every word must belong to one of the two: ``former``, ``deputy`` or a person's name make it another thing, and
        the name of a body (``State of Qatar``) is no office.
        """
        words = _content(phrase).split()
        if self._bearer(" ".join(words)):
            return None
        for length in range(len(words) - 1, 0, -1):
            for at in range(len(words) - length + 1):
                office = self._by_office.get(" ".join(words[:at] + words[at + length :]))
                holder = self._bearer(" ".join(words[at : at + length])) if office else None
                if office and holder:
                    return holder, office
        return None

    def holder(self, entry_id: str, office_id: str, on: date) -> Entry | None:
        """Give the person who held that office of that entry on that day, as far as the catalogue knows."""
        for entry, term in self._terms.get((entry_id, office_id), ()):
            if _holds(term.begins, term.ends, on):
                return entry
        return None

    def scan(self, text: str, on: date | None = None) -> list[tuple[int, int, str]]:
        """Give start, end and entry id of the actors that `text` names, longest names first, without overlap, in order.

        Capitals (``Baghdad``), adjectives and offices are left out: what they stand for depends on the sentence.
        """
        line = _Line(text)
        found: list[tuple[int, int, str]] = []
        index = 0
        while index < len(line.words):
            match = self._longest_at(line, index, on)
            if match:
                found.append((line.words[index][0], line.words[match[0]][1], match[1]))
            index = match[0] + 1 if match else index + 1
        return found

    def _longest_at(self, line: _Line, index: int, on: date | None) -> tuple[int, str] | None:
        """Give the last word and the entry of the longest name that begins with the word `index`."""
        node, best = self._trie, None
        for at in range(index, len(line.words)):
            following = node.get(line.words[at][2])
            if following is None:
                if line.is_article(at):
                    continue
                break
            node = following
            name = line.between(index, at)
            candidates = [entry for entry, listed in node.get("", ()) if _is_name(listed, name, line.shouted)]
            if at == index or line.is_article(index):
                candidates = [entry for entry in candidates if not self._is_namesake(entry, line, index, at)]
            if candidates:
                best = (at, _first(candidates, on).id)
        return best

    def _is_namesake(self, entry: Entry, line: _Line, first: int, last: int) -> bool:
        """Tell whether the one word by which a person is called here belongs to a longer name of someone else."""
        if entry.type != "person":
            return False
        if first and line.is_article(first - 1):
            first -= 1
        before, after = line.capital_beside(first, -1), line.capital_beside(last, 1)
        if before and not self._may_precede(before):
            ending = skeleton(f"{before} {line.between(first, last)}")
            return not any(skeleton(form).endswith(ending) for form in (entry.name, *entry.forms))
        return bool(after) and not line.headline and after not in self._trie

    def _may_precede(self, word: str) -> bool:
        """Tell whether a word with a capital before a surname is a title, an adjective or opens the sentence."""
        return word in self._before_surnames or word in self._by_state_word

    def _bearer(self, name: str) -> Entry | None:
        """Give the state or body called by this normal form."""
        state = self._by_state_word.get(name)
        return state[0] if state else self._bodies.get(name)

    def _named(self) -> Iterator[tuple[Entry, str]]:
        for entry in self.entries:
            for form in dict.fromkeys((entry.name, *entry.forms)):
                yield entry, form

    @cached_property
    def _by_form(self) -> dict[str, list[tuple[Entry, str]]]:
        index: dict[str, list[tuple[Entry, str]]] = {}
        for entry, form in self._named():
            index.setdefault(bare_form(form), []).append((entry, form))
        return index

    @cached_property
    def _by_skeleton(self) -> dict[str, list[Entry]]:
        index: dict[str, list[Entry]] = {}
        for entry, form in self._named():
            bones = skeleton(form)
            if entry.type in _TRANSLITERATED and " " in bones and len(bones) > 5:
                index.setdefault(bones, []).append(entry)
        return index

    @cached_property
    def _by_state_word(self) -> dict[str, tuple[Entry, str]]:
        index: dict[str, tuple[Entry, str]] = {}
        states = [entry for entry in self.entries if entry.territory]
        for entry in states:
            for form in (entry.name, *entry.forms, *entry.adjectives):
                index.setdefault(_content(form), (entry, form))
        for entry in states:
            plurals = [f"{adjective}s" for adjective in entry.adjectives]
            for form in (*plurals, *filter(None, (entry.capital,)), *entry.seats):
                index.setdefault(_content(form), (entry, form))
        return index

    @cached_property
    def _bodies(self) -> dict[str, Entry]:
        bodies = ("organisation", "party", "armed_group", "government")
        return {_content(form): entry for entry, form in self._named() if entry.type in bodies}

    @cached_property
    def _by_office(self) -> dict[str, Office]:
        index: dict[str, Office] = {}
        for office in self.offices:
            for form in (office.name, *office.forms):
                index.setdefault(_content(form), office)
        return index

    @cached_property
    def _terms(self) -> dict[tuple[str, str], list[tuple[Entry, Term]]]:
        index: dict[tuple[str, str], list[tuple[Entry, Term]]] = {}
        for entry in self.entries:
            for term in entry.offices:
                index.setdefault((term.of, term.office), []).append((entry, term))
        return index

    @cached_property
    def _trie(self) -> dict[str, Any]:
        """The names word by word; under the key "" of a node stand the entries, and their forms, that end there."""
        root: dict[str, Any] = {}
        for entry, form in self._named():
            node = root
            for word in (normal_form(form) if entry.type == "state" else bare_form(form)).split():
                node = node.setdefault(word, {})
            node.setdefault("", []).append((entry, form))
        return root


@lru_cache(maxsize=1)
def load_actors() -> Catalogue:
    """Give the catalogue of actors; ReaderError where its file is missing or malformed."""
    return Catalogue(resource.read("actors", _Data), resource.fingerprint("actors"))


def _ministry_offices(ministries: _Ministries) -> list[Office]:
    """Spell out a minister and a ministry for each portfolio (``oil minister``, ``minister of oil``)."""
    kinds: tuple[tuple[str, ActorType, tuple[str, ...]], ...] = (
        ("minister", "person", ministries.minister),
        ("ministry", "government", ministries.ministry),
    )
    offices = []
    for portfolio, words in ministries.portfolios.items():
        for kind, actor_type, heads in kinds:
            forms = tuple(form for head in heads for word in words for form in (f"{word} {head}", f"{head} {word}"))
            offices.append(Office(f"{portfolio}_{kind}", f"{words[0]} {kind}", actor_type, forms))
    return offices


def _first(entries: list[Entry], on: date | None) -> Entry:
    return entries[0] if on is None else min(entries, key=lambda entry: not entry.active(on))


def _content(phrase: str) -> str:
    """Give the normal form of a phrase without the words that only join its parts."""
    return " ".join(word for word in normal_form(phrase).split() if word not in _FILLERS)


def _is_acronym(listed: str) -> bool:
    """Tell whether a form is an acronym: in capitals throughout, or short with a capital inside (``AfD``)."""
    return listed.isupper() or (len(listed) <= 5 and listed.isalpha() and listed[1:] != listed[1:].lower())


def _acronym_fits(listed: str, written: str) -> bool:
    """Tell whether a listed form may be meant: an acronym only where the text writes it so (``US``, not ``us``)."""
    return not _is_acronym(listed) or written.isupper() or written == listed


def _is_name(listed: str, written: str, shouted: bool) -> bool:
    """Tell whether the words of a running text are the listed name: acronyms as such, names with a capital.

    `shouted`: the whole text is in capitals, so that a short acronym cannot be told from a word.
    """
    if _is_acronym(listed):
        return _acronym_fits(listed, written) and not (shouted and len(listed) < 4)
    return written != written.lower() or listed == listed.lower()


def _holds(begins: str | None, ends: str | None, on: date) -> bool:
    """Tell whether a day lies between two ISO dates, each a day, a month or a year, both included."""
    day = on.isoformat()
    return (begins is None or begins <= day) and (ends is None or day[: len(ends)] <= ends)
