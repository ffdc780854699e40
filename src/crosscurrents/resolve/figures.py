"""Figures of one measurand: what is counted, where and when; all values with their speakers, never an average."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from crosscurrents.config import Config
from crosscurrents.records.situation import Figure, FigureGroup, FigureVerdict
from crosscurrents.records.statement import FigureStatement
from crosscurrents.resolve.chronology import Timeline
from crosscurrents.resolve.clusters import Clusters
from crosscurrents.resolve.corroboration import Support, Witnesses
from crosscurrents.resolve.entities import Cast
from crosscurrents.resolve.intervals import compatible
from crosscurrents.resolve.reports import Report
from crosscurrents.resolve.words import dice, plain, prefix, stems

_NOTHING = ""  # the context of a figure whose sentence tells no event and names nobody
_GRAVITY: tuple[FigureVerdict, ...] = ("agree", "differ_in_time", "differ_in_definition", "conflict")


@dataclass(frozen=True, slots=True)
class FigureReport:
    """A report of a figure: the words measured, the place, and what else its sentence is about."""

    report: Report
    said: FigureStatement
    words: frozenset[str]
    place: str | None
    context: frozenset[str]  # ids of events in its sentence, else of actors
    voice: str  # whose figure it is


@dataclass(frozen=True, slots=True)
class Measurand:
    """A group of figures with its reports, in order."""

    group: FigureGroup
    reports: tuple[FigureReport, ...]


class FigureGrouper:
    """Groups the figures of one case. `events_in` maps (document, sentence) to the ids of the events told there."""

    def __init__(
        self,
        cast: Cast,
        order: Timeline,
        witnesses: Witnesses,
        events_in: dict[tuple[str, int], frozenset[str]],
        config: Config,
    ) -> None:
        self._cast = cast
        self._order = order
        self._witnesses = witnesses
        self._events_in = events_in
        self._config = config

    def group(
        self, reports: Iterable[Report], sentences: dict[str, tuple[tuple[int, int], ...]]
    ) -> tuple[list[Figure], list[Measurand]]:
        """The figures and their groups. `sentences` are the character ranges of each document's sentences."""
        told = {
            r.id: self._read(r, r.best, sentences[r.best.document][r.best.sentence])
            for r in reports
            if isinstance(r.best, FigureStatement)
        }
        clusters: Clusters[str] = Clusters(told)
        for a, b in self._pairs(told):
            if self._one_measurand(told[a], told[b]):
                clusters.join(a, b)
        groups = [sorted((told[i] for i in group), key=lambda f: f.report.key) for group in clusters.groups()]
        figures = [f for group in groups for f in self._figures(group)]
        measurands = [self._measurand(group) for group in groups if len(group) > 1]
        return sorted(figures, key=lambda f: f.id), sorted(measurands, key=lambda m: m.group.id)

    def _read(self, report: Report, said: FigureStatement, sentence: tuple[int, int]) -> FigureReport:
        events = self._events_in.get((said.document, said.sentence), frozenset())
        voice = self._cast.speaker(said.document, said.speaker)
        return FigureReport(
            report,
            said,
            stems(said.measures),
            self._cast.place(said.document, said.place),
            events or self._cast.between(said.document, *sentence),
            voice.actor or voice.name,
        )

    # ---- which figures measure one thing
    def _pairs(self, told: dict[str, FigureReport]) -> Iterator[tuple[str, str]]:
        """Figures of one unit that share a telling word of the measure and something of the context, or have none."""
        blocks: dict[tuple[str, str, str], list[str]] = {}
        for key, figure in told.items():
            about = [*sorted(figure.context), *([figure.place] if figure.place else [])]
            for word in prefix(figure.words, self._config.figure_similarity):
                for thing in about or [_NOTHING]:
                    blocks.setdefault((figure.said.unit, word, thing), []).append(key)
        yield from sorted({(min(a, b), max(a, b)) for block in blocks.values() for a, b in combinations(block, 2)})

    def _one_measurand(self, a: FigureReport, b: FigureReport) -> bool:
        """Whether two figures measure one thing: like words, no other place, and no two in one sentence."""
        if a.said.document == b.said.document and a.said.sentence == b.said.sentence and a.voice == b.voice:
            return False
        if a.place and b.place and a.place != b.place:
            return False
        return dice(a.words, b.words) >= self._config.figure_similarity

    # ---- records
    def _figures(self, group: list[FigureReport]) -> Iterator[Figure]:
        """The figures of one group; those of one value support each other."""
        name = min(f.report.id for f in group) if len(group) > 1 else None
        for figure in group:
            alike = [f.report for f in group if self._equal(f.said, figure.said)]
            yield self._figure(figure, name, self._witnesses.support(alike, figure.context))

    def _figure(self, figure: FigureReport, group: str | None, support: Support) -> Figure:
        s = figure.said
        return Figure(
            id=figure.report.id,
            evidence=figure.report.evidence,
            value=s.value,
            low=s.low,
            high=s.high,
            unit=s.unit,
            qualifier=s.qualifier,
            measures=s.measures,
            place=figure.place,
            date=s.date,
            speaker=self._cast.speaker(s.document, s.speaker),
            group=group,
            origins=support.origins,
            independent=support.independent,
            independent_most=support.independent_most,
            admiralty=None,
            confidence=s.confidence,
            statements=figure.report.statements,
        )

    def _measurand(self, group: list[FigureReport]) -> Measurand:
        ends = [_ends(f.said) for f in group]
        lows, highs = [low for low, _ in ends if low > -inf], [high for _, high in ends if high < inf]
        longest = min(group, key=lambda f: (-len(f.said.measures), f.said.measures))
        record = FigureGroup(
            id=min(f.report.id for f in group),
            measures=longest.said.measures,
            unit=longest.said.unit,
            figures=tuple(sorted(f.report.id for f in group)),
            low=min((*lows, *highs), default=None),
            high=max((*lows, *highs), default=None),
            verdict=self.verdict(group),
            independent=self._witnesses.support([f.report for f in group]).independent,
        )
        return Measurand(record, tuple(group))

    def verdict(self, group: Sequence[FigureReport]) -> FigureVerdict:
        """The gravest verdict of any two figures of the group."""
        return max((self._between(a, b) for a, b in combinations(group, 2)), key=_GRAVITY.index, default="single")

    def _between(self, a: FigureReport, b: FigureReport) -> FigureVerdict:
        """Why two figures of one measurand differ, if they do."""
        if self._equal(a.said, b.said):
            return "agree"
        if not compatible(a.said.date, b.said.date):
            return "differ_in_time"
        apart = self._order.ranks[a.said.document] != self._order.ranks[b.said.document]
        (low, high), (least, most) = _ends(a.said), _ends(b.said)
        if low <= most and least <= high:
            return "differ_in_time" if apart else "agree"
        if apart and (a.voice == b.voice or a.said.speaker.is_narrator or b.said.speaker.is_narrator):
            return "differ_in_time"
        one_wording = plain(a.said.measures) == plain(b.said.measures)
        return "conflict" if one_wording or a.voice != b.voice else "differ_in_definition"

    def _equal(self, a: FigureStatement, b: FigureStatement) -> bool:
        """Whether two figures give one value, or one range, within the tolerance."""
        pairs = ((a.value, b.value), (a.low, b.low), (a.high, b.high))
        if a.value is not None and b.value is not None:
            return self._near(a.value, b.value)
        return all(x == y or (x is not None and y is not None and self._near(x, y)) for x, y in pairs)

    def _near(self, x: float, y: float) -> bool:
        return abs(x - y) <= self._config.figure_tolerance * max(abs(x), abs(y))


def _ends(s: FigureStatement) -> tuple[float, float]:
    """The interval of values that a figure allows: open where its words are (`at least`)."""
    if s.low is None and s.high is None:
        return (s.value, s.value) if s.value is not None else (-inf, inf)
    return (s.low if s.low is not None else -inf, s.high if s.high is not None else inf)
