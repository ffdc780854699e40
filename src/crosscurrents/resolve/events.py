"""Events told twice become one: across wording, neighbouring types and precision of date.

Reports meet in blocks (an actor and some days, or an actor, another one and the trigger word), never all with all. Two
reports are one event where nothing forbids it (type, modality, dates, actors, a series against one of its members) and
roles, date and words agree enough. A plan is never merged with what comes of it, a denial with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosscurrents.config import Config
from crosscurrents.lexicon.plover import may_be_one, quad_class
from crosscurrents.records.coding import is_coded
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Modality
from crosscurrents.records.situation import Event
from crosscurrents.records.statement import EventStatement
from crosscurrents.resolve.chronology import Timeline, long_before
from crosscurrents.resolve.clusters import Clusters
from crosscurrents.resolve.corroboration import Support, Witnesses
from crosscurrents.resolve.entities import Cast
from crosscurrents.resolve.intervals import agreed, compatible, gap, loose, narrow
from crosscurrents.resolve.reports import Report, apart_from_own_table
from crosscurrents.resolve.words import stem, stems
from crosscurrents.text.normal import normal_form

_SURENESS: tuple[Modality, ...] = ("happened", "planned", "alleged", "possible", "hypothetical", "denied")
_PAST = frozenset({"happened", "alleged"})

# What each agreement counts towards the likeness of two reports (sum 1).
_ROLES, _DATE, _WORDS, _TRIGGER, _TYPE = 0.25, 0.20, 0.35, 0.10, 0.10
_FEW_WORDS = 5  # a sentence of fewer content words counts as one of so many
_ONE_TEXT = 0.05  # off for two sentences of one text, which more often go on than repeat
_PLACE = 0.10  # on top where the places are equal, off where they differ
# Of a whole agreement:
_UNKNOWN_ROLE, _VAGUE_ROLE = 0.4, 0.2
_UNKNOWN_DATE, _INFERRED_DATE, _LOOSE_DATE, _OTHER_DAY = 0.2, 0.7, 0.7, -1.0


@dataclass(frozen=True, slots=True)
class EventReport:
    """A report of an event with its roles resolved."""

    report: Report
    said: EventStatement
    sources: frozenset[str]
    targets: frozenset[str]
    place: str | None
    date: DateRange | None
    near: DateRange | None  # its date, else that of its document: where it may meet others

    words: frozenset[str]  # content words of its sentence, without those that name its actors
    trigger: str  # the stem of the trigger

    @property
    def parties(self) -> frozenset[str]:
        """All actors in it."""
        return self.sources | self.targets

    @property
    def is_coded(self) -> bool:
        """Whether somebody coded it by hand."""
        return is_coded(self.said.evidence)

    @property
    def order(self) -> tuple[bool, bool, tuple[int, str, int, str]]:
        """The best report of an event first: what was read, since a row is no sentence; of that a narrator's."""
        return self.is_coded, not self.report.best.speaker.is_narrator, self.report.key


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """An event with the reports that tell it, best first."""

    event: Event
    reports: tuple[EventReport, ...]
    support: Support


class EventMerger:
    """Merges the event reports of one case."""

    def __init__(self, cast: Cast, order: Timeline, witnesses: Witnesses, config: Config) -> None:
        self._cast = cast
        self._order = order
        self._witnesses = witnesses
        self._config = config

    def merge(self, reports: Iterable[Report]) -> list[MergedEvent]:
        """The events that `reports` tell, in order of id."""
        told = {r.id: self._read(r, r.best) for r in reports if isinstance(r.best, EventStatement)}
        clusters = self._clusters(told)
        merged = [self._merged([told[i] for i in group]) for group in clusters.groups()]
        return sorted(merged, key=lambda m: m.event.id)

    def _read(self, report: Report, said: EventStatement) -> EventReport:
        actors = self._cast.actors_of
        written = self._order.bounds[said.document].date
        return EventReport(
            report,
            said,
            frozenset(actors(said.document, said.sources)),
            frozenset(actors(said.document, said.targets)),
            self._cast.place(said.document, said.place),
            said.date,
            said.date or written,
            _own_words(report, said),
            stem(normal_form(said.trigger.text)),
        )

    # ---- which reports are one
    def _clusters(self, told: dict[str, EventReport]) -> Clusters[str]:
        """Join the likeliest pairs first; a set never spans more days than one event may."""
        scored = sorted(
            (-self.likeness(a, b), a.report.key, b.report.key, a.report.id, b.report.id) for a, b in self._pairs(told)
        )
        clusters: Clusters[str] = Clusters(told)
        for score, _, _, a, b in scored:
            if -score < self._config.event_similarity:
                break
            if self._fit([told[i] for i in clusters.members(a)], [told[i] for i in clusters.members(b)]):
                clusters.join(a, b)
        return clusters

    def _pairs(self, told: dict[str, EventReport]) -> Iterator[tuple[EventReport, EventReport]]:
        """The pairs of reports that share a block and that nothing forbids, each once."""
        blocks: dict[tuple[object, ...], list[EventReport]] = {}
        for report in told.values():
            if report.said.modality != "denied":
                for key in self._blocks(report):
                    blocks.setdefault(key, []).append(report)
        seen: set[tuple[str, str]] = set()
        for key, block in blocks.items():
            for a, b in apart_from_own_table(block, lambda r: r.said):
                if key[0] == "words" and narrow(a.near) and narrow(b.near):
                    continue  # they meet by day, or lie too far apart
                ids = (a.report.id, b.report.id) if a.report.key < b.report.key else (b.report.id, a.report.id)
                if ids not in seen:
                    seen.add(ids)
                    if self.may_be_one(a, b):
                        yield told[ids[0]], told[ids[1]]

    def _blocks(self, report: EventReport) -> Iterator[tuple[object, ...]]:
        """Where a report meets others: its actors in its days; its actors and another thing under its trigger."""
        keys = sorted({k for a in report.parties for k in self._keys(a)})
        if narrow(report.near):
            meeting = [*keys, *_place(report)] if report.is_coded else keys or [report.place or ""]
            for grid in self._days(report.near):
                yield from (("days", grid, key) for key in meeting)
        others = [*keys, *_place(report)]
        for one, other in combinations(others, 2):
            yield ("words", report.trigger, one, other)
            yield ("words", report.said.type, one, other)
        if len(others) == 1:
            yield ("words", report.trigger, others[0])

    def _keys(self, actor: str) -> tuple[str, ...]:
        """An actor's id, and the country for which it may stand."""
        country = self._cast.country(actor)
        return (actor, f"country {country}") if country else (actor,)

    def _days(self, date: DateRange | None) -> set[tuple[int, int]]:
        """Cells of two shifted grids of days: dates no further apart than the window share one of them."""
        width = 4 * self._config.event_window_days + 2
        if date is None:
            return set()
        ends = (date.first.toordinal(), date.last.toordinal())
        return {(shift, (day + shift) // width) for day in ends for shift in (0, width // 2)}

    def may_be_one(self, a: EventReport, b: EventReport) -> bool:
        """Whether nothing forbids that two reports tell one event."""
        if (a.said.modality in _PAST) != (b.said.modality in _PAST) or _one_sentence(a.said, b.said):
            return False
        if a.is_coded and b.is_coded and a.said.document == b.said.document:
            return False  # a table has a row an event
        if not may_be_one(a.said.type, b.said.type) or loose(a.date) != loose(b.date):
            return False
        if a.place and b.place and self._cast.are_apart(a.place, b.place):
            return False
        return self._dates_fit(a.date, b.date) and self._roles(a, b) > 0

    def places_differ(self, a: EventReport, b: EventReport) -> bool:
        """Whether two reports give towns that are no two names of one neighbourhood."""
        if not (a.place and b.place) or a.place == b.place:
            return False
        far = self._cast.distance(a.place, b.place)
        return far is not None and far > self._config.one_place_km

    def can_be_denied(self, claim: EventReport, denial: EventReport) -> bool:
        """Whether a denial may be about what a report claims."""
        if not may_be_one(claim.said.type, denial.said.type) or _one_sentence(claim.said, denial.said):
            return False
        if not self._dates_fit(claim.date, denial.date) or self._roles(claim, denial) == 0:
            return False
        return self.likeness(claim, denial) >= self._config.event_similarity

    def _dates_fit(self, one: DateRange | None, other: DateRange | None) -> bool:
        if one is None or other is None or not (narrow(one) and narrow(other)):
            return compatible(one, other)
        return gap(one, other) <= self._config.event_window_days

    def _fit(self, one: list[EventReport], other: list[EventReport]) -> bool:
        """Whether two sets leave one event: nothing forbids any pair, pairs agree enough on average, dates span no
        more than the window. One likely pair alone would chain events that only share a party and a week."""
        pairs = [(a, b) for a in one for b in other]
        if not all(self.may_be_one(a, b) for a, b in pairs):
            return False
        if sum(self.likeness(a, b) for a, b in pairs) < self._config.event_similarity * len(pairs):
            return False
        dates = [r.date for r in (*one, *other) if r.date]
        days = [d for d in dates if narrow(d)]
        if len(days) > 1:
            first, last = min(days, key=lambda d: d.last), max(days, key=lambda d: d.first)
            if not self._dates_fit(first, last):
                return False
        return True

    # ---- how much two reports agree
    def likeness(self, a: EventReport, b: EventReport) -> float:
        """How much two reports agree: 1 where they do in all."""
        whole = _ROLES * self._roles(a, b) + _DATE * _date_likeness(a, b) + _WORDS * _common(a.words, b.words)
        whole += _TRIGGER * (a.trigger == b.trigger) + _TYPE * (a.said.type == b.said.type)
        if a.said.document == b.said.document:
            whole -= _ONE_TEXT
        if a.place and b.place:
            whole += _PLACE if a.place == b.place else -_PLACE
        return whole

    def _roles(self, a: EventReport, b: EventReport) -> float:
        """Agreement of the roles, 0 where one of them has other actors.

        A mutual event may be told from either side, and the two sides of a coded fight do not say who began it.
        """
        straight = self._sides((a.sources, b.sources), (a.targets, b.targets))
        sideless = a.is_coded or b.is_coded or quad_class(a.said.type).endswith("cooperation")
        if straight or not sideless:
            return straight
        return self._sides((a.sources, b.targets), (a.targets, b.sources))

    def _sides(self, *sides: tuple[frozenset[str], frozenset[str]]) -> float:
        found = [alike for one, other in sides if (alike := self._alike(one, other)) is not None]
        if not found:
            return _UNKNOWN_ROLE
        return 0.0 if min(found) == 0 else sum(found) / len(found)

    def _alike(self, one: frozenset[str], other: frozenset[str]) -> float | None:
        """1 where an actor is shared, less where one may be the other, 0 where not; None where nothing is told."""
        if one & other:
            return 1.0
        named = [any(map(self._cast.is_named, side)) for side in (one, other) if side]
        if len(named) < 2 or not any(named):
            return None
        if not all(named):
            return _VAGUE_ROLE
        shared = {self._cast.country(a) for a in one} & {self._cast.country(a) for a in other} - {None}
        return 0.5 if shared else 0.0

    # ---- what is told of one event
    def _merged(self, group: list[EventReport]) -> MergedEvent:
        """The event of some reports: the best one's own fields, what it lacks from the next."""
        group.sort(key=lambda r: r.order)
        best = group[0].said
        actors = next((r.said.sources for r in group if r.sources), ())
        acting = next((r.said.document for r in group if r.sources), best.document)
        aimed = next((r for r in group if r.targets), group[0])
        date = agreed([r.date for r in group if r.date])
        support = self._witnesses.support([r.report for r in group], {a for r in group for a in r.parties})
        event = Event(
            id=min(r.report.id for r in group),
            evidence=tuple(e for r in group for e in r.report.evidence),
            type=best.type,
            plover=best.plover,
            mode=next((r.said.mode for r in group if r.said.mode), None),
            main=any(r.said.main for r in group),
            date=date,
            actors=self._cast.actors_of(acting, actors),
            recipients=self._cast.actors_of(aimed.said.document, aimed.said.targets),
            place=next((r.place for r in group if r.place), None),
            modality=min((r.said.modality for r in group), key=_SURENESS.index),
            speaker=self._cast.speaker(best.document, best.speaker),
            summary=best.evidence.quote,
            trigger=(best.trigger.start, best.trigger.end),
            reports=self._in_order(group),
            origins=support.origins,
            independent=support.independent,
            independent_most=support.independent_most,
            admiralty=None,
            confidence=max(r.said.confidence for r in group if r.is_coded == group[0].is_coded),
            background=long_before(date, self._order.earliest, self._config.background_days),
            statements=tuple(sorted(s for r in group for s in r.report.statements)),
        )
        return MergedEvent(event, tuple(group), support)

    def _in_order(self, group: Sequence[EventReport]) -> tuple[str, ...]:
        documents = {d for r in group for d in r.report.documents}
        return tuple(sorted(documents, key=lambda d: (self._order.ranks[d], d)))


def _place(report: EventReport) -> list[str]:
    return [report.place] if report.place else []


def _own_words(report: Report, said: EventStatement) -> frozenset[str]:
    """What a sentence says besides whom it names in the event."""
    named = (stem for words in (*said.sources, *said.targets) for stem in stems(words.text))
    return stems(report.sentence) - frozenset(named)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared content words over those of the shorter sentence; a very short one proves little."""
    return len(one & other) / max(_FEW_WORDS, min(len(one), len(other)))


def _one_sentence(a: EventStatement, b: EventStatement) -> bool:
    """Whether one sentence tells both: it then tells two events."""
    return a.document == b.document and a.sentence == b.sentence


def _date_likeness(a: EventReport, b: EventReport) -> float:
    if a.date is None or b.date is None:
        return _UNKNOWN_DATE
    if narrow(a.date) and narrow(b.date):
        if "inferred" in {a.date.basis, b.date.basis}:  # from the day of the report: said of much that is in it
            return _INFERRED_DATE if a.date.overlaps(b.date) else _OTHER_DAY
        return 1.0 if a.date.overlaps(b.date) else _OTHER_DAY
    return _LOOSE_DATE
