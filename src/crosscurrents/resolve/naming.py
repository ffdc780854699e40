"""What a form names: a catalogue entry, an office of a state, a named person or group, or somebody only described.

The key of a `Name` is equal for forms that surely name one thing. Keys that stand for one thing all the same
(spellings, acronyms, family names) are joined in `linking`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from crosscurrents.lexicon.actors import Catalogue, Entry, Office
from crosscurrents.lexicon.units import load_units
from crosscurrents.records.document import ActorType
from crosscurrents.text.normal import ARTICLES, bare_form, normal_form, words_at

Key = tuple[str, ...]
_TYPES = frozenset(get_args(ActorType))
_STATE_OFFICES = frozenset({"government"})  # the office that is the state itself where it acts
_EDGES = " \t\n\"“”„«»‘’'()[],;:.–—-"
_ARTICLE = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_NARROWED = re.compile(r" (?:of|in|from|at|for|on|with|who|to|near|loyal|against) | \(")
_LOOSE_END = re.compile(r"(?:\s+(?:and|or|of|in|from|at|for|on|with|to|the|a|an))+$|\s*[(\[][^)\]]*$")
_LOOSE_FRONT = re.compile(r"^(?:and|or|of|in|from|at|for|on|with|to|by)\s+(?=\S)")
_BRACKETED = re.compile(r"^(.+?)\s*\(([^()]*[^\W\d_][^()]*)\)$")
_YEARS = re.compile(r"\s*\((?:\d{4})?\s*[-–]\s*(?:\d{4})?\)")  # "(2019-)": from when to when somebody was called so
_PRONOUNS = """
    i we you he she it they me us him her them his its their theirs our ours my mine your who whom whose which that
    this these those both all some many others another himself herself itself themselves someone anyone everyone nobody
    none one
"""
PRONOUNS = frozenset(_PRONOUNS.split())


@dataclass(frozen=True, slots=True)
class Name:
    """Whom a form names. `country` is a catalogue code (ISO 3166-1 alpha-2), `entry` a catalogue id."""

    key: Key
    type: ActorType
    country: str | None = None
    entry: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether a single human being is named."""
        return self.type == "person"


class Namer:
    """Reads forms with the help of the actor catalogue; every reading is a function of the form and its type alone."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._offices = _offices_of(catalogue)
        self._read: dict[tuple[str, str | None, str | None], Name | None] = {}

    def read(self, form: str, kind: str | None, entry: str | None, document: str) -> Name | None:
        """Whom `form` names; None for a pronoun. `kind` is the recognised type (ActorType, "place", "other") if any."""
        asked = (form, kind, entry)
        if asked not in self._read:
            self._read[asked] = self._name(form, kind, entry)
        name = self._read[asked]
        if name is not None and name.key[0] == "generic":
            return replace(name, key=("generic", document, *name.key[1:]))
        return name

    def _name(self, form: str, kind: str | None, entry: str | None) -> Name | None:
        written = _YEARS.sub("", trimmed(form))
        normal = normal_form(written)
        if len(normal) < 2 or normal in PRONOUNS or normal in ARTICLES:
            return None
        if kind == "place":
            return self._acting_place(written)
        named = self._catalogued(written, kind, entry)
        if named:
            return named
        if kind in _TYPES and _has_capital(written):
            return self._named(written, kind)
        return self._described(written, normal)

    def _acting_place(self, written: str) -> Name:
        """A place that acts: the state whose capital it is, else its people."""
        state = self.catalogue.state_of(written)
        return (
            _of_entry(state) if state else Name(("group", bare_form(written)), "community", self._country_in(written))
        )

    def _catalogued(self, written: str, kind: str | None, entry: str | None) -> Name | None:
        """An entry, a state by its adjective or capital, or an office of one of them."""
        if entry:
            return _of_entry(self.catalogue.entry(entry))
        if kind in _TYPES or kind in {None, "other"}:
            for found in self.catalogue.find(unbracketed(written)):
                if kind is None or kind == "other" or (found.type == "person") == (kind == "person"):
                    return _of_entry(found)
        state = self.catalogue.state_of(written) if kind != "person" else None
        if state:
            return _of_entry(state)
        office = self.catalogue.office(written)
        return _of_office(*office) if office else None

    def _named(self, written: str, kind: str | None) -> Name:
        """A name that the catalogue does not hold."""
        if kind == "person":
            return Name(("person", bare_form(self.untitled(written))), "person")
        actor_type: ActorType = kind  # type: ignore[assignment]  # the caller has checked it
        return Name(("group", bare_form(unbracketed(written))), actor_type, self._country_in(written))

    def _described(self, written: str, normal: str) -> Name | None:
        """Somebody described: of a state or group that the words name, else known in this document only.

        None where the head of the words means no actor (`border controls`, `the pipeline`).
        """
        country = self._country_in(written)
        actor_type = self._type_of_head(head_of(written))
        if actor_type is None:
            return None
        # A capital at the very beginning may be that of the sentence.
        if country or self.catalogue.scan(written) or _has_capital(written[1:]):
            return Name(("described", normal), actor_type, country)
        return Name(("generic", normal), actor_type)

    def names_in(self, form: str) -> tuple[str, ...]:
        """The forms that one form holds; a state in brackets tells where somebody is (`Civilians (Chad)`), not who."""
        names = names_in(form)
        if len(names) == 1:
            return names
        one, other = (self.catalogue.state_of(name) for name in names)
        return (form,) if other and other != one else names

    def untitled(self, person: str) -> str:
        """A person's name without the office before it (`former Prime Minister`, `Iraqi President`)."""
        words = words_at(person)
        for count in range(len(words) - 1, 0, -1):
            office = self._office_at_end([word for _, _, word in words[:count]])
            if office and office.type == "person" and person[words[count][0]].isupper():
                return person[words[count][0] :]
        return person

    def _office_at_end(self, words: list[str]) -> Office | None:
        """The office that the last words name, the longest."""
        return next((o for at in range(len(words)) if (o := self._offices.get(" ".join(words[at:])))), None)

    def _country_in(self, written: str) -> str | None:
        """The country that a description names first (`Iraqi officials`, `the army of Chad`)."""
        for start, end, _ in words_at(written):
            state = self.catalogue.state_of(written[start:end]) if written[start].isupper() else None
            if state:
                return state.country
        for _, _, entry in self.catalogue.scan(written):
            return self.catalogue.entry(entry).country
        return None

    def _type_of_head(self, head: str) -> ActorType | None:
        """The type of a description by its head: an office, a word for people, or written like a name; else None."""
        office = self._office_at_end(normal_form(head).split())
        if office:
            return office.type
        last = head.rsplit(maxsplit=1)[-1] if head else ""
        if load_units().is_person(last):
            return "person" if load_units().singular(last) == last.lower() else "community"
        return "organisation" if last[:1].isupper() and " " in head else None


def head_of(written: str) -> str:
    """The words of a description up to what narrows them from behind (`the army of Chad`, `officials in Cairo`)."""
    return _NARROWED.split(written, maxsplit=1)[0].rstrip(_EDGES)


@lru_cache(maxsize=1)
def _offices_of(catalogue: Catalogue) -> dict[str, Office]:
    """The offices of a catalogue by their forms; of two with one form the first."""
    return {normal_form(form): o for o in reversed(catalogue.offices) for form in (o.name, *o.forms)}


def trimmed(form: str) -> str:
    """A form without quotation marks, leading article and possessive ending at its edges.

    Nor does it begin or end in a word that only joins, or hold a bracket that never closes.
    """
    inner = _LOOSE_FRONT.sub("", _LOOSE_END.sub("", form.strip(_EDGES.replace("(", "").replace(")", ""))))
    return _POSSESSIVE.sub("", _ARTICLE.sub("", inner, count=1) if _ARTICLE.match(inner) else inner)


def names_in(form: str) -> tuple[str, ...]:
    """The forms that one form holds: `Northern Guard (NG)` names by the long and by the short one."""
    found = _BRACKETED.match(form)
    return (found[1], found[2]) if found else (form,)


def unbracketed(form: str) -> str:
    """A form without an acronym in brackets behind it."""
    return names_in(form)[0]


def _has_capital(form: str) -> bool:
    return any(char.isupper() for char in form)


def _of_entry(entry: Entry) -> Name:
    return Name(("entry", entry.id), entry.type, entry.country, entry.id)


def _of_office(holder: Entry, office: Office) -> Name:
    """An office of a state or body; a state's government is the state where it acts."""
    if office.id in _STATE_OFFICES and holder.type == "state":
        return _of_entry(holder)
    return Name(("office", holder.id, office.id), office.type, holder.country)
