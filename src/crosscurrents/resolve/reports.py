"""Statements told once and copied: every later stage counts a copy as what it is, the same report again.

A verbatim sentence in another document is the same report where the two documents share text, or where it is long
enough not to be chance and dates do not part the two. A near copy is the same report inside passages that were found
to be one. What a report says is taken from its earliest document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeVar

from crosscurrents.config import Config
from crosscurrents.records.coding import is_coded
from crosscurrents.records.document import Document
from crosscurrents.records.identity import digest
from crosscurrents.records.provenance import Evidence
from crosscurrents.records.situation import Reuse
from crosscurrents.records.statement import (
    AnyStatement,
    EventStatement,
    ExpectationStatement,
    FigureStatement,
    InfluenceStatement,
    Reading,
    RelationStatement,
    StanceStatement,
    Statement,
    StateStatement,
)
from crosscurrents.resolve.chronology import Timeline
from crosscurrents.resolve.clusters import Clusters, by_key
from crosscurrents.resolve.intervals import compatible
from crosscurrents.resolve.words import dice, plain, stems

R = TypeVar("R")
S = TypeVar("S", bound=Statement)


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with its whole sentence."""

    statement: AnyStatement
    sentence: str
    offset: int  # of the evidence in the sentence
    rank: int
    text: str  # a hash of its document's text, equal for verbatim copies


@dataclass(frozen=True, slots=True)
class Report:
    """One statement with its copies. `best` is the earliest; `id` the smallest of all; `documents` in order."""

    id: str
    best: AnyStatement
    sentence: str
    rank: int
    statements: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    documents: tuple[str, ...]
    key: tuple[int, str, int, str]  # an order by what reports say before their ids: a copy never changes it


def collect(
    documents: Sequence[Document], readings: Sequence[Reading], reuse: Sequence[Reuse], order: Timeline, config: Config
) -> list[Report]:
    """All reports of a case, in an order of their own."""
    texts = {d.id: d.text for d in documents}
    told = [t for r in readings for t in _told(r, texts[r.document], order.ranks[r.document])]
    families = document_families(reuse)
    clusters: Clusters[str] = Clusters(t.statement.id for t in told)
    for same in by_key(told, _wording).values():
        if len(same) > 1:
            _join_verbatim(same, families, clusters, config)
    _join_near(told, reuse, clusters, config)
    by_id = {t.statement.id: t for t in told}
    return sorted((_report([by_id[i] for i in group]) for group in clusters.groups()), key=lambda r: r.key)


def document_families(reuse: Sequence[Reuse]) -> Clusters[str]:
    """Documents that share text, directly or through a third (a relay restates and shares none)."""
    families: Clusters[str] = Clusters()
    for shared in reuse:
        if shared.kind != "relay":
            families.join(shared.passages[0].document, shared.passages[1].document)
    return families


def apart_from_own_table(block: Sequence[R], said: Callable[[R], Statement]) -> Iterator[tuple[R, R]]:
    """The pairs of a block, without those of two rows of one table, which never tell one thing.

    Left out before they are made: a long table has millions of them.
    """
    tables: dict[str, list[R]] = {}
    read: list[R] = []
    for one in block:
        statement = said(one)
        (tables.setdefault(statement.document, []) if is_coded(statement.evidence) else read).append(one)
    yield from combinations(read, 2)
    for one_side, other_side in combinations([read, *tables.values()], 2):
        yield from product(one_side, other_side)


def _told(reading: Reading, text: str, rank: int) -> Iterable[Told]:
    whole = digest(text)
    for s in reading.statements:
        start, end = reading.sentences[s.sentence]
        yield Told(s, plain(text[start:end]), s.evidence.start - start, rank, whole)


def _wording(told: Told) -> tuple[object, ...]:
    """What is equal for a statement and its verbatim copy."""
    s = told.statement
    return (type(s).__name__, told.sentence, told.offset, len(s.evidence.quote), s.modality, *content(s))


def content(s: AnyStatement) -> tuple[object, ...]:
    """What tells statements on the same words apart, kind by kind."""
    found: tuple[object, ...] = ()
    if isinstance(s, EventStatement):
        found = (s.type, s.trigger.text, s.trigger.start - s.evidence.start)
    elif isinstance(s, FigureStatement):
        found = (s.value, s.low, s.high, s.unit)
    elif isinstance(s, RelationStatement):
        found = (s.relation, s.subject.text, s.object.text)
    elif isinstance(s, StanceStatement):
        found = (s.position, s.actor.text if s.actor else None, s.target.text if s.target else None)
    elif isinstance(s, InfluenceStatement):
        found = (s.cause.text, s.effect.text, s.sign)
    elif isinstance(s, ExpectationStatement):
        found = (s.expectation,)
    elif isinstance(s, StateStatement):
        found = (s.state.archetype, s.state.direction)
    return found


def _join_verbatim(same: list[Told], families: Clusters[str], clusters: Clusters[str], config: Config) -> None:
    """Join each of the equally worded to the first that it may be a copy of."""
    heads: list[Told] = []
    for told in sorted(same, key=lambda t: (t.rank, t.statement.id)):
        head = next((h for h in heads if _is_copy(h, told, families, config)), None)
        if head is None:
            heads.append(told)
        else:
            clusters.join(head.statement.id, told.statement.id)


def _is_copy(one: Told, other: Told, families: Clusters[str], config: Config) -> bool:
    a, b = one.statement, other.statement
    if a.document == b.document or families.same(a.document, b.document):
        return True
    long_enough = one.sentence.count(" ") + 1 >= config.min_shared_words
    return long_enough and compatible(a.date, b.date)


def _join_near(told: list[Told], reuse: Sequence[Reuse], clusters: Clusters[str], config: Config) -> None:
    """Join statements of one kind and content in passages that are near copies, one to one, best wording first."""
    near = [r for r in reuse if r.kind == "near"]
    wanted = {p.document for r in near for p in r.passages}
    placed = by_key((t for t in told if t.statement.document in wanted), lambda t: t.statement.document)
    for group in placed.values():
        group.sort(key=lambda t: (t.statement.evidence.start, t.statement.id))
    for shared in near:
        first, second = (_inside(placed.get(p.document, []), p) for p in shared.passages[:2])
        _join_best(first, second, clusters, config.near_passage_ratio)


def _inside(placed: list[Told], passage: Evidence) -> list[Told]:
    """The statements whose evidence lies in a passage."""
    begin = bisect_left(placed, passage.start, key=lambda t: t.statement.evidence.start)
    end = bisect_left(placed, passage.end, key=lambda t: t.statement.evidence.start)
    return placed[begin:end]


def _join_best(first: list[Told], second: list[Told], clusters: Clusters[str], least: float) -> None:
    """Pair the likeliest, each at most once; pairs that are joined already are passed over."""
    others = by_key(second, _substance)
    pairs = [
        (dice(stems(a.sentence), stems(b.sentence)), a.statement.id, b.statement.id)
        for a in first
        for b in others.get(_substance(a), ())
    ]
    used: set[str] = set()
    for score, a, b in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if score >= least and a not in used and b not in used:
            used |= {a, b}
            clusters.join(a, b)


def _substance(told: Told) -> tuple[object, ...]:
    """What must be equal in near copies: the kind and the main value, not where the words stand."""
    s = told.statement
    value: tuple[object, ...] = ()
    if isinstance(s, EventStatement):
        value = (s.type, plain(s.trigger.text))
    elif isinstance(s, (FigureStatement, RelationStatement, ExpectationStatement, StateStatement)):
        value = content(s)
    return (type(s).__name__, *value)


def _report(group: list[Told]) -> Report:
    """One report of statements that are copies of each other.

    Of copies that nothing puts in order one document is taken for all statements, so that they stay together; which
    one follows from the texts, so that one more copy of a text changes nothing.
    """
    group.sort(key=lambda t: (t.rank, t.sentence, t.text, t.statement.document, t.statement.evidence.start))
    best = group[0]
    smallest = min(t.statement.id for t in group)
    return Report(
        id=smallest,
        best=best.statement,
        sentence=best.sentence,
        rank=best.rank,
        statements=tuple(sorted(t.statement.id for t in group)),
        evidence=tuple(t.statement.evidence for t in group),
        documents=tuple(dict.fromkeys(t.statement.document for t in group)),
        key=(best.rank, best.sentence, best.statement.evidence.start, smallest),
    )
