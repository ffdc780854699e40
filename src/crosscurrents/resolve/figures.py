"""Figures of one measurand: what is counted, where and when; all values with their speakers, never an average."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import inf

from crosscurrents.config import Config
from crosscurrents.lexicon.resource import read
from crosscurrents.records.coding import is_coded
from crosscurrents.records.situation import Figure, FigureGroup, FigureVerdict
from crosscurrents.records.statement import FigureStatement
from crosscurrents.resolve.chronology import Timeline
from crosscurrents.resolve.clusters import Clusters
from crosscurrents.resolve.corroboration import Support, Witnesses
from crosscurrents.resolve.entities import Cast
from crosscurrents.resolve.intervals import compatible
from crosscurrents.resolve.reports import Report, apart_from_own_table
from crosscurrents.resolve.words import dice, plain, prefix, stem, stems

_NOTHING = ""  # the context of a figure whose sentence tells no event and names nobody
_NEAR = 6  # sentences between two speakers who speak of one thing
_SAME_WORDS = 0.9  # Dice of the words from which two speakers of one text measure one thing without more in common
_SHARED_ACTORS = 2  # actors that two documents name, from which a thing of one size may be the same in both
_ONE_SIZE = 0.02  # relative difference of two lengths, areas or weights that rounding explains
_SHORTEST_WITH_E = 5
_SIZES = frozenset({"m", "km", "km2", "m2", "ha", "hectare", "mm", "cm"})  # units of what stands and is measured
_GRAVITY: tuple[FigureVerdict, ...] = ("agree", "differ_in_time", "differ_in_definition", "conflict")


@dataclass(frozen=True, slots=True)
class FigureReport:
    """A report of a figure: the words measured, the place, and what else its sentence is about."""

    report: Report
    said: FigureStatement
    words: frozenset[str]
    place: str | None
    context: frozenset[str]  # ids of events in its sentence, else of actors
    named: frozenset[str]  # actors of its sentence: who tells of them and one value tells of one thing
    voice: str  # whose figure it is
    kind: str  # the kind of thing that its last word of a kind names (`wall`: barrier), else nothing
    around: frozenset[str]  # of a measure (km): the actors of its document

    @property
    def is_measure(self) -> bool:
        """Whether it gives the size of a thing and no count."""
        return _is_measure(self.said.unit)

    @property
    def is_coded(self) -> bool:
        """Whether somebody coded it by hand."""
        return is_coded(self.said.evidence)


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
        alone = _two_words(told)
        pairs = [
            (a, b) for a, b in self._pairs(told, alone) if self._one_measurand(told[a], told[b], alone=(a, b) in alone)
        ]
        for a, b in _of_one_row(pairs, told):
            clusters.join(a, b)
        groups = [sorted((told[i] for i in group), key=lambda f: f.report.key) for group in clusters.groups()]
        figures = [f for group in groups for f in self._figures(group)]
        measurands = [self._measurand(group) for group in groups if len(group) > 1]
        return sorted(figures, key=lambda f: f.id), sorted(measurands, key=lambda m: m.group.id)

    def _read(self, report: Report, said: FigureStatement, sentence: tuple[int, int]) -> FigureReport:
        events = self._events_in.get((said.document, said.sentence), frozenset())
        voice = self._cast.speaker(said.document, said.speaker)
        own = said.document if is_coded(said.evidence) and voice.is_narrator else voice.name
        named = self._cast.between(said.document, *sentence)
        return FigureReport(
            report,
            said,
            _words(said.measures),
            self._cast.place(said.document, said.place),
            events or named,
            named,
            voice.actor or own,
            _kind(said.measures),
            self._cast.between(said.document, 0, sys.maxsize) if _is_measure(said.unit) else frozenset(),
        )

    # ---- which figures measure one thing
    def _pairs(self, told: dict[str, FigureReport], alone: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Figures of one unit that share a telling word of the measure and something of the context, or have none.

        Sizes of things meet by the word alone; `alone` are pairs that meet in any case.
        """
        blocks: dict[tuple[str, str, str], list[str]] = {}
        for key, figure in told.items():
            words = figure.words if figure.is_measure else prefix(figure.words, self._config.figure_similarity)
            about = [*sorted(figure.context | figure.named), *([figure.place] if figure.place else [])]
            for word in words:
                for thing in [_NOTHING] if figure.is_measure else about or [_NOTHING]:
                    blocks.setdefault((figure.said.unit, word, thing), []).append(key)
        pairs = (pair for block in blocks.values() for pair in apart_from_own_table(block, lambda key: told[key].said))
        met = {(min(a, b), max(a, b)) for a, b in pairs}
        yield from sorted(met | alone)

    def _one_measurand(self, a: FigureReport, b: FigureReport, *, alone: bool) -> bool:
        """Whether two figures measure one thing: like words, no other place, and no two in one sentence.

        A coded count is that of its row's event alone: of one size, but of another event, there may be many.
        """
        if _told_apart(a, b):
            return False
        if a.is_measure:
            return self._one_size(a, b)
        alike = dice(a.words, b.words)
        if a.is_coded or b.is_coded:
            return bool(a.context & b.context) and alike >= self._config.figure_similarity
        if _in_common(a, b):
            return alike >= self._config.figure_similarity
        if self._equal(a.said, b.said) and a.named & b.named:
            return alike >= self._config.figure_similarity
        return alone and a.voice != b.voice and alike >= _SAME_WORDS

    def _one_size(self, a: FigureReport, b: FigureReport) -> bool:
        """Whether two sizes are of one thing: of one kind, most of the fewer words shared, in texts about the same."""
        if a.kind != b.kind or not a.words or not b.words:
            return False
        if len(a.words & b.words) < self._config.figure_similarity * min(len(a.words), len(b.words)):
            return False
        return _in_common(a, b) or len(a.around & b.around) >= _SHARED_ACTORS

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
        apart = apart and not (a.is_coded or b.is_coded)  # a coder looks back: a row is no later word
        (low, high), (least, most) = _ends(a.said), _ends(b.said)
        if a.is_measure:
            return self._between_sizes(a.said, b.said)
        if low <= most and least <= high:
            return "differ_in_time" if apart else "agree"
        if apart and (a.voice == b.voice or a.said.speaker.is_narrator or b.said.speaker.is_narrator):
            return "differ_in_time"
        one_wording = plain(a.said.measures) == plain(b.said.measures)
        return "conflict" if one_wording or a.voice != b.voice else "differ_in_definition"

    def _between_sizes(self, a: FigureStatement, b: FigureStatement) -> FigureVerdict:
        """Two sizes of one thing agree where rounding parts them, and else are in conflict: things seldom change."""
        (low, high), (least, most) = _ends(a), _ends(b)
        if low <= most and least <= high:
            return "agree"
        between = min(abs(least - high), abs(low - most))
        return "agree" if between <= _ONE_SIZE * max(map(abs, (high, most))) else "conflict"

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


def _told_apart(a: FigureReport, b: FigureReport) -> bool:
    """Whether two figures cannot measure one thing: two of one voice in a sentence, two rows of a table, other places.

    Of one event, though, a coder may give another place.
    """
    coded = a.is_coded or b.is_coded
    if a.said.document == b.said.document and coded:
        return True
    if a.said.document == b.said.document and a.said.sentence == b.said.sentence and a.voice == b.voice:
        return True
    return a.place is not None and b.place is not None and a.place != b.place and not coded


def _of_one_row(pairs: Sequence[tuple[str, str]], told: dict[str, FigureReport]) -> Iterator[tuple[str, str]]:
    """The pairs, without those of a figure whose sentence tells what several rows of one table code: it is of none."""
    sides = [(key, told[other].said.document) for pair in pairs for key, other in (pair, pair[::-1])]
    rows = Counter((key, table) for key, table in sides)
    for a, b in pairs:
        many = (told[y].is_coded and rows[x, told[y].said.document] > 1 for x, y in ((a, b), (b, a)))
        if not any(many):
            yield a, b


def _in_common(a: FigureReport, b: FigureReport) -> bool:
    """Whether two figures are told of something in common, or both of nothing."""
    bare = not (a.context or b.context or a.place or b.place)
    return bare or bool(a.context & b.context) or (a.place is not None and a.place == b.place)


def _two_words(told: dict[str, FigureReport]) -> set[tuple[str, str]]:
    """The pairs of figures near each other that two speakers of one text give, the only ones there of their words."""
    blocks: dict[tuple[str, str, str], list[str]] = {}
    for key, figure in told.items():
        for word in sorted(figure.words):
            blocks.setdefault((figure.said.document, figure.said.unit, word), []).append(key)
    pairs = [sorted(block) for block in blocks.values() if len(block) == 2]
    return {(a, b) for a, b in pairs if _near_by(told[a].said, told[b].said)}


def _near_by(a: FigureStatement, b: FigureStatement) -> bool:
    """Whether two speakers, none the narrator, are heard within some sentences."""
    return not (a.speaker.is_narrator or b.speaker.is_narrator) and abs(a.sentence - b.sentence) <= _NEAR


def _is_measure(unit: str) -> bool:
    """Whether a unit measures a thing that stands, so that two values are no two states of a count."""
    return unit in _SIZES


@cache
def _kinds() -> dict[str, str]:
    """The kind of thing that a word (its stem) names: words that documents put for each other."""
    listed = read("measurands", dict[str, list[str]])
    return {_bare(stem(word)): kind for kind, words in listed.items() for word in words}


def _kind(measures: str) -> str:
    found = [kind for word in plain(measures).split() if (kind := _kinds().get(_bare(stem(word))))]
    return found[-1] if found else ""


def _words(measures: str) -> frozenset[str]:
    """The content words of what is measured, each for its kind where it has one."""
    return frozenset(_kinds().get(_bare(word), _bare(word)) for word in stems(measures))


def _bare(word: str) -> str:
    """A stem without its last "e", so that "escape" and "escaped" meet."""
    return word[:-1] if len(word) > _SHORTEST_WITH_E and word.endswith("e") else word
