"""The ledger: what was expected, by whom, by when, and what later documents say came of it.

An expectation is settled only by documents later in order, by an event of the type and actors that its words announce:
`fulfilled` where it happened, `not_fulfilled` where it is denied. What hangs on a condition stays open: whether the
condition was met is not read here. It is overdue where its due date has passed and nothing settles it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from crosscurrents.config import Config
from crosscurrents.records.dates import DateRange
from crosscurrents.records.provenance import Evidence
from crosscurrents.records.situation import Expectation, Outcome
from crosscurrents.records.statement import ExpectationStatement
from crosscurrents.resolve.chronology import Timeline
from crosscurrents.resolve.clusters import Clusters
from crosscurrents.resolve.entities import Cast
from crosscurrents.resolve.events import EventReport, MergedEvent
from crosscurrents.resolve.intervals import compatible
from crosscurrents.resolve.reports import Report
from crosscurrents.resolve.words import dice, prefix, stems

_COMMON_WORDS = 2  # content words that tell an event of the same actor and type from another where no target does
_UNSETTLED = frozenset({"conditional"})


@dataclass(frozen=True, slots=True)
class _Expected:
    """An expectation as told once: its holder, and the events that its words announce."""

    report: Report
    said: ExpectationStatement
    holder: str
    words: frozenset[str]
    events: tuple[EventReport, ...]


class Ledger:
    """Settles the expectations of one case by its events."""

    def __init__(self, cast: Cast, order: Timeline, events: Sequence[MergedEvent], config: Config) -> None:
        self._cast = cast
        self._order = order
        self._config = config
        self._told: dict[str, list[tuple[int, EventReport]]] = {}
        self._by_actor: dict[str, list[MergedEvent]] = {}
        for merged in events:
            for actor in {a for r in merged.reports for a in r.parties}:
                self._by_actor.setdefault(actor, []).append(merged)
            for told in merged.reports:
                self._told.setdefault(told.said.document, []).append((told.said.trigger.start, told))
        for rows in self._told.values():
            rows.sort(key=lambda row: (row[0], row[1].report.id))

    def settle(self, reports: Iterable[Report]) -> list[Expectation]:
        """The ledger's lines, in order of id."""
        expected = {r.id: self._read(r, r.best) for r in reports if isinstance(r.best, ExpectationStatement)}
        clusters: Clusters[str] = Clusters(expected)
        for a, b in self._pairs(expected):
            if self._same(expected[a], expected[b]):
                clusters.join(a, b)
        groups = [sorted((expected[i] for i in g), key=lambda e: e.report.key) for g in clusters.groups()]
        return sorted((self._line(group) for group in groups), key=lambda e: e.id)

    def _read(self, report: Report, said: ExpectationStatement) -> _Expected:
        speaker = self._cast.speaker(said.document, said.speaker)
        holder = self._cast.actor(said.document, said.holder) or (said.holder.text if said.holder else None)
        rows = self._told.get(said.document, [])
        start, end = (bisect_left(rows, at, key=lambda row: row[0]) for at in (said.evidence.start, said.evidence.end))
        events = tuple(told for _, told in rows[start:end])
        words = stems(said.evidence.quote)
        return _Expected(report, said, holder or speaker.actor or speaker.name, words, events)

    # ---- one expectation told twice
    def _pairs(self, expected: dict[str, _Expected]) -> Iterator[tuple[str, str]]:
        blocks: dict[tuple[str, str], list[str]] = {}
        for key, e in expected.items():
            for word in prefix(e.words, self._config.event_similarity):
                blocks.setdefault((e.holder, word), []).append(key)
        yield from sorted({(min(a, b), max(a, b)) for block in blocks.values() for a, b in combinations(block, 2)})

    def _same(self, a: _Expected, b: _Expected) -> bool:
        """Whether two expectations of one holder are one: like words, no other due date."""
        fits = compatible(a.said.due, b.said.due) and a.said.expectation == b.said.expectation
        return fits and dice(a.words, b.words) >= self._config.event_similarity

    # ---- what came of it
    def _line(self, group: list[_Expected]) -> Expectation:
        first = group[0]
        said = first.said
        due = next((e.said.due for e in group if e.said.due), None)
        condition = next((e.said.condition.text for e in group if e.said.condition), None)
        outcome, decided_by = self._outcome(group, due, conditional=bool(condition))
        return Expectation(
            id=min(e.report.id for e in group),
            evidence=tuple(e for x in group for e in x.report.evidence),
            text=said.evidence.quote,
            kind=said.expectation,
            holder=first.holder,
            due=due,
            condition=condition,
            likelihood=next((e.said.likelihood for e in group if e.said.likelihood), None),
            outcome=outcome,
            overdue=outcome == "open" and self._order.overdue(due),
            decided_by=decided_by,
            speaker=self._cast.speaker(said.document, said.speaker),
            confidence=max(e.said.confidence for e in group),
            admiralty=None,
            statements=tuple(sorted(s for e in group for s in e.report.statements)),
        )

    def _outcome(
        self, group: list[_Expected], due: DateRange | None, *, conditional: bool
    ) -> tuple[Outcome, tuple[Evidence, ...]]:
        """The outcome with the evidence of later documents that decides it."""
        if conditional or group[0].said.expectation in _UNSETTLED:
            return "open", ()
        last = max((e.said.document for e in group), key=lambda d: self._order.ranks[d])
        announced = [told for e in group for told in e.events if told.said.modality != "happened"]
        ways: tuple[tuple[Outcome, bool], ...] = (("fulfilled", False), ("not_fulfilled", True))
        for outcome, denied in ways:
            deciding = [e for told in announced for e in self._deciding(told, last, due, denied=denied)]
            if deciding:
                unique = {(e.document, e.start): e for e in deciding}
                return outcome, tuple(unique[k] for k in sorted(unique))
        return "open", ()

    def _deciding(self, told: EventReport, last: str, due: DateRange | None, *, denied: bool) -> Iterator[Evidence]:
        """The evidence in documents later than `last` of events that are what was announced."""
        candidates = {m.event.id: m for actor in told.parties for m in self._by_actor.get(actor, ())}
        for _, merged in sorted(candidates.items()):
            event = merged.event
            if event.modality != ("denied" if denied else "happened") or not self._is_it(told, merged, due):
                continue
            if not any(self._known_before(r, last) for r in merged.reports):
                reports = (r for r in merged.reports if self._order.later(r.said.document, last))
                yield from (e for r in reports for e in r.report.evidence)

    def _known_before(self, report: EventReport, last: str) -> bool:
        """Whether a report of the event stands in a document that is not later: then it is not what was to come."""
        return not self._order.later(report.said.document, last)

    def _is_it(self, told: EventReport, merged: MergedEvent, due: DateRange | None) -> bool:
        """Whether an event is what was announced: type, actors in their roles, words, no earlier date."""
        event = merged.event
        acting, aimed = set(event.actors), set(event.recipients)
        if event.type != told.said.type or not compatible(due, event.date):
            return False
        if told.sources and acting and not told.sources & acting:
            return False
        if told.targets and aimed and not told.targets & aimed:
            return False
        if not told.targets & aimed and max(len(told.words & r.words) for r in merged.reports) < _COMMON_WORDS:
            return False
        written = self._order.bounds[told.said.document].known_from
        return not (written and event.date and event.date.end and event.date.end < written)
