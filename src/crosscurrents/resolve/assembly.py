"""The situation of a case: the stages of resolution in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from crosscurrents.config import Config
from crosscurrents.errors import UsageError
from crosscurrents.records.decision import Decision
from crosscurrents.records.document import Document
from crosscurrents.records.situation import (
    Actor,
    AnyItem,
    Contradiction,
    DocumentView,
    Event,
    Figure,
    Place,
    Reuse,
    Situation,
    SourceGroup,
)
from crosscurrents.records.statement import Reading
from crosscurrents.resolve import items
from crosscurrents.resolve.chronology import Timeline, timeline
from crosscurrents.resolve.clusters import Clusters, by_key
from crosscurrents.resolve.contested import contradictions
from crosscurrents.resolve.corroboration import Support, Witnesses, graded
from crosscurrents.resolve.entities import Cast, cast, load_vocabulary
from crosscurrents.resolve.events import EventMerger, MergedEvent
from crosscurrents.resolve.expectations import Ledger
from crosscurrents.resolve.figures import FigureGrouper
from crosscurrents.resolve.judgements import letters
from crosscurrents.resolve.quotations import quotations
from crosscurrents.resolve.reports import Report, collect, document_families
from crosscurrents.resolve.translations import with_originals

_COUNTED = frozenset({"contradiction", "denial"})
Graded = TypeVar("Graded", Event, Figure)


def resolve(
    documents: Sequence[Document],
    readings: Sequence[Reading],
    reuse: Sequence[Reuse],
    decisions: Sequence[Decision],
    *,
    stamp: str,
    as_of: str | None,
    config: Config,
) -> Situation:
    """What the statements of all documents amount to. Pure: the order of the arguments never matters, no clock enters.

    `documents` are the newest versions with decisions applied (`amend`); `readings` are theirs (one for a document that
    is not given raises UsageError); reuse between other documents is left out. `as_of` is the case's own day (ISO).
    """
    documents = sorted(documents, key=lambda d: d.id)
    readings = sorted(readings, key=lambda r: r.document)
    known = {d.id for d in documents}
    for reading in readings:
        if reading.document not in known:
            raise UsageError("a reading belongs to no document of the case", file=reading.document)
    reuse = sorted((r for r in reuse if all(p.document in known for p in r.passages)), key=lambda r: r.id)
    order = timeline(documents, readings, as_of)
    reports = collect(documents, readings, reuse, order, config)
    who = cast(documents, readings, reports, order, load_vocabulary(), config)
    witnesses = Witnesses(documents, reuse, order, who, config)
    found = _items(readings, reports, order, who, witnesses, letters(documents, decisions), config)
    groups = _source_groups(reuse)
    everything = with_originals([*found, *reuse, *groups], documents, readings, config)
    everything.sort(key=lambda i: (type(i).__struct_config__.tag, i.id))
    return Situation(
        stamp=stamp,
        today=order.today,
        items=tuple(everything),
        documents=_views(documents, order, _copies(reuse, config), groups),
        item_of=_item_of(everything),
    )


def _items(
    readings: Sequence[Reading],
    reports: Sequence[Report],
    order: Timeline,
    who: Cast,
    witnesses: Witnesses,
    given: dict[str, str],
    config: Config,
) -> list[AnyItem]:
    """All records but reuse and its groups."""
    sentences = {r.document: r.sentences for r in readings}
    merger = EventMerger(who, order, witnesses, config)
    merged = merger.merge(reports)
    grouper = FigureGrouper(who, order, witnesses, _events_in(merged), config)
    figures, measurands = grouper.group(reports, sentences)
    contested = contradictions(merged, measurands, merger)
    doubted = _doubted(contested)
    events = [_graded(m.event, doubted, given, hedged=all(r.said.hedge for r in m.reports)) for m in merged]
    return [
        *who.actors.values(),
        *who.places,
        *events,
        *(_graded(f, doubted, given, hedged=False) for f in figures),
        *(m.group for m in measurands),
        *items.relations(reports, who),
        *items.stances(reports, who),
        *items.influences(reports, who, witnesses),
        *Ledger(who, order, merged, config).settle(reports),
        *items.states(reports, who, witnesses),
        *quotations(reports, who, config),
        *items.indicators(reports, who),
        *items.unknowns(reports, who, sentences),
        *contested,
    ]


def _events_in(merged: Iterable[MergedEvent]) -> dict[tuple[str, int], frozenset[str]]:
    """The ids of the events that each sentence (document, index) tells."""
    rows = [((r.said.document, r.said.sentence), m.event.id) for m in merged for r in m.reports]
    return {place: frozenset(i for _, i in found) for place, found in by_key(rows, lambda row: row[0]).items()}


def _doubted(contested: Iterable[Contradiction]) -> frozenset[str]:
    """The statements on the sides of contradictions; an update or a tension doubts nothing."""
    return frozenset(c.statement for found in contested if found.kind in _COUNTED for c in found.claims)


def _graded(item: Graded, doubted: frozenset[str], given: dict[str, str], *, hedged: bool) -> Graded:
    """The item with its Admiralty grade, where the analyst gave a letter."""
    if not given:
        return item
    support = Support(item.origins, item.independent, item.independent_most)
    contradicted = not doubted.isdisjoint(item.statements)
    grade = graded(support, hedged=hedged, contradicted=contradicted, letters=given)
    return msgspec.structs.replace(item, admiralty=grade)


def _source_groups(reuse: Sequence[Reuse]) -> list[SourceGroup]:
    """Documents that share text, each group under the smallest id of the reuse that makes it one."""
    families: Clusters[str] = document_families(reuse)
    because = by_key((r for r in reuse if r.kind != "relay"), lambda r: families.root(r.passages[0].document))
    return [
        SourceGroup(
            id=min(r.id for r in found),
            documents=tuple(sorted(families.members(root))),
            because=tuple(sorted(r.id for r in found)),
        )
        for root, found in because.items()
    ]


def _copies(reuse: Sequence[Reuse], config: Config) -> list[Reuse]:
    """The reuse of texts as a whole, not of a passage."""
    return [r for r in reuse if r.kind != "relay" and r.share >= config.near_copy_share]


def _views(
    documents: Sequence[Document], order: Timeline, copies: Sequence[Reuse], groups: Sequence[SourceGroup]
) -> tuple[DocumentView, ...]:
    """The documents in order, each with its bounds, its group and what it copies."""
    group_of = {d: g.id for g in groups for d in g.documents}
    originals = _originals(order, copies)
    return tuple(
        DocumentView(
            document=d.id,
            order=order.ranks[d.id],
            date=order.bounds[d.id].date,
            date_because=order.bounds[d.id].because,
            source_group=group_of.get(d.id),
            copy_of=originals.get(d.id),
        )
        for d in sorted(documents, key=lambda d: (order.ranks[d.id], d.id))
    )


def _originals(order: Timeline, copies: Sequence[Reuse]) -> dict[str, str]:
    """Which document copies which as a whole: the later one the earlier, where nothing tells that of the larger id."""
    found: dict[str, str] = {}
    for shared in copies:
        one, other = (p.document for p in shared.passages[:2])
        first = shared.direction or min((one, other), key=lambda d: (order.ranks[d], d))
        copy = other if first == one else one
        found[copy] = min((found.get(copy, first), first), key=lambda d: (order.ranks[d], d))
    return found


def _item_of(found: Iterable[AnyItem]) -> dict[str, str]:
    """What each statement became. Actors and places, which statements only name, are left out."""
    told = (i for i in found if not isinstance(i, (Actor, Place)))
    return dict(sorted((s, i.id) for i in told for s in getattr(i, "statements", ())))
