"""Origins of a claim: what each report rests on in the end, how many of these are surely apart, and a digit for it.

An origin is the first speaker, else the outlet whose narrator vouches. One speaker quoted by ten outlets is one origin,
ten articles of one outlet are one, a copy is no report of its own (`reports`), and who restates another document rests
on what that rests on. The narrator of a text that was handed on as a whole is the one whose text it was: ten channels
that forward one post are one origin. Translations of one text are that text, whoever made them: they rest on the outlet
of the original. The number is a range: `independent` counts the origins that are surely apart, `independent_most` all
of them.

The Admiralty digit (NATO STANAG 2511, credibility of information) is read from this table; the letter is the analyst's:

    1  two or more sure origins that are no party, and nothing contradicts
    2  two or more sure origins of which one is no party, or one that is no party and others that may be apart from it
    3  one sure origin that is no party, not hedged, and nothing contradicts
    4  only parties say so, or it is hedged, or something contradicts
    5  only one sure origin, and something contradicts
    6  whose word it is cannot be told
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from rapidfuzz.distance import Indel

from crosscurrents.config import Config
from crosscurrents.records.coding import is_coded
from crosscurrents.records.document import Document
from crosscurrents.records.provenance import Origin, OriginKind, Speaker
from crosscurrents.records.situation import Admiralty, Reuse
from crosscurrents.resolve.chronology import Timeline
from crosscurrents.resolve.clusters import Clusters, by_key
from crosscurrents.resolve.entities import Cast
from crosscurrents.resolve.reports import Report
from crosscurrents.text.normal import normal_form

Key = tuple[str, str]
_ANY_NARRATOR = frozenset({"outlet", "commentary", "unknown"})


@dataclass(frozen=True, slots=True)
class Support:
    """The origins of one claim with the two ends of their number."""

    origins: tuple[Origin, ...]
    independent: int
    independent_most: int


@dataclass(frozen=True, slots=True)
class _Rest:
    """What one report rests on: by which keys it is known, and how it is called."""

    keys: tuple[Key, ...]
    name: str
    kind: OriginKind
    actor: str | None
    report: Report


@dataclass(frozen=True, slots=True)
class _Source:
    """An origin with all the reports that rest on it, in order."""

    key: Key
    rests: tuple[_Rest, ...]

    @property
    def best(self) -> _Rest:
        """What names it: an outlet that vouches before a commentary, a known one before an unknown."""
        return min(self.rests, key=lambda r: (r.kind == "commentary", r.kind == "unknown", r.report.key))

    @property
    def kind(self) -> OriginKind:
        """The kind of its best report."""
        return self.best.kind

    @property
    def actor(self) -> str | None:
        """The actor who speaks, if one does."""
        return self.best.actor

    @property
    def listed(self) -> frozenset[Key]:
        """The other outlets that coded rows name beside it: a row may have been coded from any of them."""
        said = (r.report.best for r in self.rests)
        return frozenset(_outlet_named(name) for s in said if is_coded(s.evidence) for name in s.speaker.chain)

    @property
    def rank(self) -> tuple[int, str, int, str]:
        """Where it comes first in order."""
        return self.rests[0].report.key

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents in which it stands, in order."""
        return tuple(dict.fromkeys(d for r in self.rests for d in r.report.documents))


class Witnesses:
    """Counts origins in one case."""

    def __init__(
        self, documents: Sequence[Document], reuse: Sequence[Reuse], order: Timeline, cast: Cast, config: Config
    ) -> None:
        self._documents = {d.id: d for d in documents}
        self._relayed = _relays(reuse, order)
        self._translated = frozenset(d.translation_of for d in documents if d.translation_of)
        self._outlets = frozenset(normal_form(d.publisher) for d in documents if d.publisher)
        self._order = order
        self._cast = cast
        self._config = config

    def support(self, reports: Sequence[Report], parties: Iterable[str] = ()) -> Support:
        """The origins of a claim that `reports` make; `parties` are the ids of the actors in it."""
        sources = self._sources([self._rest(r) for r in sorted(reports, key=lambda r: r.key)])
        sure = self._sure(sources)
        involved = frozenset(parties)
        origins = tuple(
            Origin(s.best.name, s.kind, self._party(s, involved), s.key in sure, s.documents) for s in sources
        )
        return Support(origins, max(1, len(sure)), max(1, len(origins)))

    def _sources(self, rests: list[_Rest]) -> list[_Source]:
        """The origins that reports rest on: one where they share a key."""
        joined: Clusters[Key] = Clusters()
        for rest in rests:
            for key in rest.keys:
                joined.join(rest.keys[0], key)
        groups = by_key(rests, lambda r: min(joined.members(r.keys[0])))
        return sorted((_Source(key, tuple(group)) for key, group in groups.items()), key=lambda s: (s.rank, s.key))

    def _rest(self, report: Report) -> _Rest:
        """What a report rests on."""
        speaker = report.best.speaker
        if not speaker.is_narrator and is_coded(report.best.evidence):
            return _Rest((_outlet_named(speaker.name),), speaker.name, "outlet", None, report)
        if not speaker.is_narrator:
            spoken = self._cast.speaker(report.best.document, speaker)
            return _Rest((_voice(spoken),), speaker.name, "speaker", spoken.actor, report)
        if speaker.chain:
            return _Rest((("voice", normal_form(speaker.chain[0])),), speaker.chain[0], "wire", None, report)
        # Of copies that nothing puts in order each may be the original; the best known one names the origin.
        peers = [d for d in report.documents if self._order.ranks[d] == report.rank]
        told = [self._as_published(self._documents[d]) for d in dict.fromkeys(map(self._first_told, peers))]
        first = min(told, key=lambda d: (d.kind == "commentary", d.voice is None, d.voice or "", d.id))
        actor = self._relayed_actor(first)
        kind: OriginKind = "speaker" if actor else "outlet" if first.voice else "unknown"
        if first.kind == "commentary":
            kind, actor = "commentary", None
        originals: list[Key] = [("original", self._root(d.id)) for d in told if self._root(d.id) in self._translated]
        keys = (*map(_outlet, told), *originals, *([("actor", actor)] if actor else []))
        return _Rest(keys, first.voice or first.name, kind, actor, report)

    def _root(self, document: str) -> str:
        """The original of a translation; of any other document itself."""
        return (self._documents[document].translation_of or document) if document in self._documents else document

    def _as_published(self, document: Document) -> Document:
        """A translation under the name of its original's outlet, where that is known: who translates does not vouch."""
        original = self._documents.get(document.translation_of or "")
        if original is None or original.voice is None:
            return document
        return msgspec.structs.replace(document, publisher=original.publisher, relays=original.relays)

    def _relayed_actor(self, document: Document) -> str | None:
        """The actor whose text `document` hands on, unless that one is an outlet of the case."""
        if not document.relays or normal_form(document.relays) in self._outlets:
            return None
        return self._cast.named(document.relays)

    def _first_told(self, document: str) -> str:
        """The document that `document` restates in the end, itself where it restates none."""
        seen = {document}
        while document in self._relayed and self._relayed[document] not in seen:
            document = self._relayed[document]
            seen.add(document)
        return document

    def _sure(self, sources: list[_Source]) -> frozenset[Key]:
        """The keys of origins that are surely apart: taken one by one, the best known first."""
        kept: list[_Source] = []
        for source in sorted(sources, key=lambda s: (s.kind == "commentary", s.kind == "unknown", s.rank, s.key)):
            if not any(self._may_be_one(source, other) for other in kept):
                kept.append(source)
        return frozenset(s.key for s in kept)

    def _may_be_one(self, one: _Source, other: _Source) -> bool:
        """Whether two origins may be the same in the end."""
        kinds = {one.kind, other.kind}
        if "commentary" in kinds or ("unknown" in kinds and kinds <= _ANY_NARRATOR):
            return True
        if kinds == {"speaker"} and not (self._is_known(one) and self._is_known(other)):
            return True
        if self._in_one_text(one, other, speakers=kinds == {"speaker"}):
            return True
        if one.key in other.listed or other.key in one.listed or one.listed & other.listed:
            return True
        return kinds <= _ANY_NARRATOR and self._share_wording(one, other)

    def _in_one_text(self, one: _Source, other: _Source, *, speakers: bool) -> bool:
        """Whether two origins stand in one text. Speakers in one text are two, but not those in two translations of it:
        one man's name may be spelt in two ways.
        """
        if set(one.documents) & set(other.documents):
            return not speakers
        return not {self._root(d) for d in one.documents}.isdisjoint(self._root(d) for d in other.documents)

    def _share_wording(self, one: _Source, other: _Source) -> bool:
        """Whether a sentence of one has most words of a sentence of the other, in their order."""
        least = self._config.near_copy_share
        return any(
            Indel.normalized_similarity(a.report.sentence.split(), b.report.sentence.split()) >= least
            for a in one.rests
            for b in other.rests
        )

    def _is_known(self, source: _Source) -> bool:
        return source.actor is not None and self._cast.is_named(source.actor)

    def _party(self, source: _Source, parties: frozenset[str]) -> bool | None:
        """Whether an origin is an actor in the claim; None where that cannot be told."""
        if source.kind != "speaker":
            return None if source.kind == "unknown" else False
        if source.actor is None:
            return None
        own = self._cast.polity(source.actor)
        if source.actor in parties or (own and own in {self._cast.polity(p) for p in parties}):
            return True
        return False if self._is_known(source) else None


def _outlet(document: Document) -> Key:
    """One outlet is one origin; a document of unknown outlet stands for itself."""
    return _outlet_named(document.voice) if document.voice else ("document", document.id)


def _outlet_named(name: str) -> Key:
    return ("outlet", normal_form(name))


def _voice(speaker: Speaker) -> Key:
    return ("actor", speaker.actor) if speaker.actor else ("voice", normal_form(speaker.name))


def _relays(reuse: Sequence[Reuse], order: Timeline) -> dict[str, str]:
    """Which document restates which, by id: the later one the earlier, as the reuse says or else the order."""
    found: dict[str, str] = {}
    for relay in sorted((r for r in reuse if r.kind == "relay"), key=lambda r: r.id):
        one, other = relay.passages[0].document, relay.passages[1].document
        first = relay.direction or (one if order.later(other, one) else other)
        found.setdefault(other if first == one else one, first)
    return found


def graded(support: Support, *, hedged: bool, contradicted: bool, letters: dict[str, str]) -> Admiralty | None:
    """The Admiralty grade of a claim; None where the analyst gave no letter for a document of its origins."""
    given = sorted({letters[d] for o in support.origins for d in o.documents if d in letters})
    if not given:
        return None
    digit, why = _digit(support, hedged, contradicted)
    return Admiralty(given[0], digit, why)


def _digit(support: Support, hedged: bool, contradicted: bool) -> tuple[int, str]:
    """The digit of the table above with the reason."""
    sure = [o for o in support.origins if o.sure]
    apart = [o for o in sure if o.party is False]
    facts = f"{len(sure)} sure of {len(support.origins)} origins, {len(apart)} no party"
    facts += ", contradicted" * contradicted + ", hedged" * hedged
    if all(o.party is None for o in support.origins):
        return 6, facts
    if contradicted:
        return (5 if len(sure) == 1 else 4), facts
    if hedged or not apart:
        return 4, facts
    if len(apart) > 1:
        return 1, facts
    return (2 if len(support.origins) > 1 else 3), facts
