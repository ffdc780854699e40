"""Actors and places of a case: every surface form, by document, under one id, with the reasons why they are one.

Two passes: the names of each document are gathered (chains of mentions, words of roles, speakers), then the names of
all documents are linked. After that the `Cast` answers which actor some words stand for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from crosscurrents.config import Config
from crosscurrents.lexicon.actors import Catalogue, load_actors
from crosscurrents.lexicon.places import Gazetteer, load_places
from crosscurrents.records.coding import is_coded
from crosscurrents.records.document import ActorType, Document
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Actor, Place
from crosscurrents.records.statement import AnyStatement, Reading, Words
from crosscurrents.resolve.chronology import Timeline
from crosscurrents.resolve.linking import Linker
from crosscurrents.resolve.mentions import DocumentNames, Naming
from crosscurrents.resolve.naming import Key, Name, Namer
from crosscurrents.resolve.places import Atlas, PlaceKey
from crosscurrents.resolve.reports import Report
from crosscurrents.resolve.roles import actor_words
from crosscurrents.text.normal import bare_form, normal_form

_OWN = frozenset({"i", "we", "me", "us", "our", "my"})  # in what somebody says: himself and those he speaks for
_NAMED = frozenset({"entry", "person", "group", "office"})
_STATE_LIKE = frozenset({"state", "government"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The reviewed lists that naming rests on; `countries` maps the catalogue's codes to names of states."""

    catalogue: Catalogue
    gazetteer: Gazetteer
    countries: dict[str, str]


def load_vocabulary() -> Vocabulary:
    """The installed catalogue and gazetteer; ReaderError where one is missing."""
    catalogue = load_actors()
    countries = {e.country: e.name for e in reversed(catalogue.entries) if e.type == "state" and e.country}
    return Vocabulary(catalogue, load_places(), countries)


@dataclass(slots=True)
class _Gathered:
    """What the first pass leaves: names by document and the keys of words, speakers and places."""

    names: dict[str, DocumentNames]
    words: dict[tuple[str, int, int], Key] = field(default_factory=dict)
    speakers: dict[tuple[str, str], Key] = field(default_factory=dict)
    places: dict[tuple[str, int, int], PlaceKey] = field(default_factory=dict)
    statements: dict[Key, set[str]] = field(default_factory=dict)


class Cast:
    """Who is who in a case."""

    def __init__(
        self, gathered: _Gathered, linker: Linker, ids: dict[Key, str], actors: Sequence[Actor], atlas: Atlas
    ) -> None:
        self._gathered = gathered
        self._ids = ids
        self._atlas = atlas
        self._lands = {place.id: place.country for place in atlas.places()}
        self._names = linker.names
        self.actors = {a.id: a for a in actors}
        self._named = {ids[k] for k in ids if k[0] in _NAMED}
        self._polities = self._find_polities()
        self._countries = {ids[k]: c for k in sorted(ids, reverse=True) if (c := self._names[k].country)}

    @property
    def places(self) -> list[Place]:
        """All places of the case."""
        return self._atlas.places()

    def actor(self, document: str, words: Words | None) -> str | None:
        """The id of the actor that the words of a role name; None where they name nobody."""
        key = self._gathered.words.get((document, words.start, words.end)) if words else None
        return self._ids[key] if key else None

    def actors_of(self, document: str, words: Sequence[Words]) -> tuple[str, ...]:
        """The ids of the actors that several words name, each once, in order."""
        return tuple(dict.fromkeys(a for a in (self.actor(document, w) for w in words) if a))

    def speaker(self, document: str, speaker: Speaker) -> Speaker:
        """A speaker with the id of his actor."""
        key = self._gathered.speakers.get((document, speaker.name))
        return Speaker(speaker.name, self._ids[key], speaker.chain) if key else speaker

    def place(self, document: str, words: Words | None) -> str | None:
        """The id of the place that some words name."""
        key = self._gathered.places.get((document, words.start, words.end)) if words else None
        return self._atlas.id_of(key)

    def are_apart(self, place: str, other: str) -> bool:
        """Whether two places are known to lie in different countries."""
        one, two = self._lands.get(place), self._lands.get(other)
        return one is not None and two is not None and one != two

    def distance(self, place: str, other: str) -> float | None:
        """Kilometres between two towns; None where one of the places is none, or not known."""
        return self._atlas.distance(place, other)

    def between(self, document: str, start: int, end: int) -> frozenset[str]:
        """The ids of the actors that are named in characters [start, end) of a document."""
        return frozenset(self._ids[k] for k in self._gathered.names[document].between(start, end) if k in self._ids)

    def called(self, document: str, text: str) -> str | None:
        """The id of the actor that a document calls so; None where it names nobody so."""
        name = self._gathered.names[document].known(text)
        return self._ids.get(name.key) if name else None

    def named(self, name: str) -> str | None:
        """The id of the one actor whom a name outside all documents names; None where it names nobody, or several."""
        found = self._by_form.get(normal_form(name), ())
        return min(found) if len(found) == 1 else None

    @cached_property
    def _by_form(self) -> dict[str, set[str]]:
        """The ids of the actors that are called so somewhere, by normal form; descriptions call nobody."""
        found: dict[str, set[str]] = {}
        for actor in self.actors.values():
            forms = {actor.name, *(f for listed in actor.forms.values() for f in listed)}
            for form in sorted(forms) if self.is_named(actor.id) else ():
                found.setdefault(normal_form(form), set()).add(actor.id)
        return found

    def country(self, actor: str) -> str | None:
        """The country code of whom an actor belongs to."""
        return self._countries.get(actor)

    def polity(self, actor: str) -> str | None:
        """The country code of a state, and of a government body or an office-holder without a name that acts for it."""
        return self._polities.get(actor)

    def is_named(self, actor: str) -> bool:
        """Whether an actor is more than a description (`gunmen`, `officials`)."""
        return actor in self._named

    def _find_polities(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for key in sorted(self._ids):
            name = self._names[key]
            if name.country and (key[0] == "office" or name.type in _STATE_LIKE):
                found.setdefault(self._ids[key], name.country)
        return found


def cast(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    reports: Sequence[Report],
    order: Timeline,
    vocabulary: Vocabulary,
    config: Config,
) -> Cast:
    """The actors and places of a case."""
    files = {d.id: d.name for d in documents}
    namer = Namer(vocabulary.catalogue)
    names = {r.document: DocumentNames(r, files[r.document], namer) for r in readings}
    atlas = Atlas(vocabulary.gazetteer, vocabulary.countries)
    gathered = _Gathered(names)
    nearby = _Nearby(names, {r.document: r.sentences for r in readings}, {d.id for d in documents if d.coding})
    _note_places(names, nearby, atlas)
    for report in reports:
        _note_roles(report, gathered)
        _note_place(report, gathered, nearby, atlas)
    linker = _link(names, order, vocabulary.catalogue, config)
    return _assembled(gathered, linker, atlas, vocabulary, namer)


# ---- first pass
class _Nearby:
    """The country that a place is likeliest to lie in: of a coded row the row's own, else the document's main one."""

    def __init__(
        self, names: dict[str, DocumentNames], sentences: dict[str, tuple[tuple[int, int], ...]], tables: set[str]
    ) -> None:
        self._names = names
        self._main = {document: found.main_country() for document, found in names.items()}
        self._rows = {document: sentences[document] for document in tables if document in sentences}
        self._lands: dict[tuple[int, int, str], str | None] = {}  # of the rows that were asked for

    def country(self, document: str, start: int) -> str | None:
        """The country (catalogue code) for a place at `start` in a document."""
        rows = self._rows.get(document)
        at = bisect_right(rows, start, key=lambda row: row[0]) - 1 if rows else -1
        if not rows or at < 0:
            return self._main[document]
        place = (*rows[at], document)
        if place not in self._lands:
            self._lands[place] = self._names[document].land_at(*rows[at])
        return self._lands[place] or self._main[document]


def _note_places(names: dict[str, DocumentNames], nearby: _Nearby, atlas: Atlas) -> None:
    for document, found in names.items():
        for m in found.place_mentions():
            atlas.note(m.text, nearby.country(document, m.start), document, found.file, m.start)


def _note_roles(report: Report, gathered: _Gathered) -> None:
    """Name the actors and the speaker of a report, once for all its copies."""
    s = report.best
    names = gathered.names[s.document]
    speaker = _named_speaker(s, names)
    for words in actor_words(s):
        name = speaker if normal_form(words.text) in _OWN else names.at(words)
        if name:
            gathered.words[s.document, words.start, words.end] = name.key
            gathered.statements.setdefault(name.key, set()).update(report.statements)
    if speaker:
        gathered.speakers[s.document, s.speaker.name] = speaker.key


def _named_speaker(s: AnyStatement, names: DocumentNames) -> Name | None:
    """Who says a statement; None for the narrator, a speaker who names nobody, and the outlet of a coded row."""
    if s.speaker.is_narrator or is_coded(s.evidence):
        return None
    return names.called(s.speaker.name, s.evidence.start, s.evidence.start + len(s.speaker.name))


def _note_place(report: Report, gathered: _Gathered, nearby: _Nearby, atlas: Atlas) -> None:
    s = report.best
    if s.place is None:
        return
    names = gathered.names[s.document]
    form = names.place_words(s.place)
    near = nearby.country(s.document, s.place.start)
    key = atlas.note(form, near, s.document, names.file, s.place.start, report.statements)
    if key:
        gathered.places[s.document, s.place.start, s.place.end] = key


# ---- second pass
def _link(names: dict[str, DocumentNames], order: Timeline, catalogue: Catalogue, config: Config) -> Linker:
    """Link the names of all documents; a name read in two ways keeps the reading of the earliest document."""
    chosen: dict[Key, tuple[int, str, str, Name]] = {}
    for document, found in names.items():
        for key, naming in found.namings.items():
            reading = (order.ranks[document], naming.name.type, naming.name.country or "", naming.name)
            if key not in chosen or reading[:3] < chosen[key][:3]:
                chosen[key] = reading
    linker = Linker({key: reading[3] for key, reading in chosen.items()}, catalogue, config)
    links = [link for found in names.values() for link in found.links]
    known = linker.names
    linker.link(
        [link for link in links if link.one in known and link.other in known],
        [pair for found in names.values() for pair in found.acronyms if pair[0] in known and pair[1] in known],
    )
    return linker


def _assembled(gathered: _Gathered, linker: Linker, atlas: Atlas, vocabulary: Vocabulary, namer: Namer) -> Cast:
    namings: dict[Key, list[tuple[str, Naming]]] = {}
    for found in gathered.names.values():
        for key, naming in found.namings.items():
            namings.setdefault(key, []).append((found.file, naming))
    ids: dict[Key, str] = {}
    actors = []
    for members in linker.clusters.groups():
        members.sort()
        actor = _actor(members, namings, gathered, linker, vocabulary, namer)
        actors.append(actor)
        ids |= dict.fromkeys(members, actor.id)
    return Cast(gathered, linker, ids, actors, atlas)


def _actor(
    members: list[Key],
    namings: dict[Key, list[tuple[str, Naming]]],
    gathered: _Gathered,
    linker: Linker,
    vocabulary: Vocabulary,
    namer: Namer,
) -> Actor:
    """One actor of all the names that were linked."""
    catalogue = vocabulary.catalogue
    held = [n for key in members for n in namings[key]]
    forms = _forms(held)
    distinct = sorted({form for found in forms.values() for form in found}, key=lambda f: (-len(f), f))
    entry = next((linker.names[k].entry for k in members if linker.names[k].entry), None)
    country = next((linker.names[k].country for k in members if linker.names[k].country), None)
    person = any(k[0] == "person" for k in members)
    reasons = linker.reasons(members) + (_catalogue_reasons(entry, distinct, catalogue) if entry else ())
    return Actor(
        id=min(naming.id for _, naming in held),
        name=catalogue.entry(entry).name if entry else _longest(_proper(held) or distinct, person, namer),
        type=_type(members, distinct, linker, catalogue),
        country=vocabulary.countries.get(country, country) if country else None,
        forms=forms,
        catalogue=entry,
        merged_because=reasons,
        statements=tuple(sorted({s for key in members for s in gathered.statements.get(key, ())})),
    )


def _proper(held: list[tuple[str, Naming]]) -> list[str]:
    """The forms that are names: a description is longer, but names nobody (`a spokesman for the Guard`)."""
    return sorted({form for _, naming in held for form in naming.proper & set(naming.forms)})


def _longest(forms: list[str], person: bool, namer: Namer) -> str:
    """The longest form, without a person's title and a group's bracketed acronym."""
    bare = {namer.untitled(form) if person else namer.names_in(form)[0] for form in forms}
    return min(bare, key=lambda f: (-len(f), f))


def _forms(held: list[tuple[str, Naming]]) -> dict[str, tuple[str, ...]]:
    """The surface forms in each file, in order of text."""
    found: dict[str, dict[str, int]] = {}
    for file, naming in held:
        forms = found.setdefault(file, {})
        for form, start in naming.forms.items():
            forms[form] = min(start, forms.get(form, start))
    return {file: tuple(sorted(forms, key=lambda f: (forms[f], f))) for file, forms in sorted(found.items())}


def _type(members: list[Key], forms: list[str], linker: Linker, catalogue: Catalogue) -> ActorType:
    """The catalogue's type, else that of the longest name; a state is a government where only that is named."""
    entry = next((linker.names[k].entry for k in members if linker.names[k].entry), None)
    if entry is None:
        return linker.names[min(members, key=lambda k: (-len(k[-1]), k))].type
    known = catalogue.entry(entry)
    own = {bare_form(form) for form in (known.name, *known.forms)}
    if known.type == "state" and not any(bare_form(form) in own for form in forms):
        return "government"
    return known.type


def _catalogue_reasons(entry: str, forms: list[str], catalogue: Catalogue) -> tuple[str, ...]:
    """What only the catalogue says: forms that share no word with the entry's name."""
    name = catalogue.entry(entry).name
    words = set(bare_form(name).split())
    known = [f for f in forms if _is_called(catalogue, entry, f)]
    strange = [form for form in known if not words & set(bare_form(form).split())]
    return tuple(f"the catalogue calls {form} one with {name}" for form in sorted(strange))


def _is_called(catalogue: Catalogue, entry: str, form: str) -> bool:
    """Whether the catalogue itself calls an entry so."""
    state = catalogue.state_of(form)
    return (state is not None and state.id == entry) or any(e.id == entry for e in catalogue.find(form))
