"""Relations, stances, influences, states, indicators and unknowns: one item of the same claim told again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from crosscurrents.records.provenance import Evidence
from crosscurrents.records.situation import Indicator, Influence, Relation, Stance, State, Unknown
from crosscurrents.records.statement import (
    IndicatorStatement,
    InfluenceStatement,
    RelationStatement,
    StanceStatement,
    Statement,
    StateOf,
    StateStatement,
    UnknownStatement,
    Words,
)
from crosscurrents.resolve.clusters import by_key
from crosscurrents.resolve.corroboration import Support, Witnesses
from crosscurrents.resolve.entities import Cast
from crosscurrents.resolve.intervals import agreed
from crosscurrents.resolve.reports import Report
from crosscurrents.resolve.words import plain

S = TypeVar("S", bound=Statement)
Group = Sequence[tuple[Report, S]]


def relations(reports: Iterable[Report], cast: Cast) -> list[Relation]:
    """Who stands in which relation to whom; subject and object are actor ids, else words."""

    def key(s: RelationStatement) -> tuple[str, ...]:
        return (s.relation, _who(cast, s, s.subject), _who(cast, s, s.object), plain(s.label or ""))

    def make(group: Group[RelationStatement]) -> Relation:
        s = group[0][1]
        return Relation(
            id=_id(group),
            evidence=_evidence(group),
            kind=s.relation,
            subject=_who(cast, s, s.subject),
            object=_who(cast, s, s.object),
            label=s.label,
            date=agreed([x.date for _, x in group if x.date]),
            speaker=cast.speaker(s.document, s.speaker),
            confidence=_confidence(group),
            statements=_statements(group),
        )

    return [make(g) for g in _grouped(reports, RelationStatement, key)]


def stances(reports: Iterable[Report], cast: Cast) -> list[Stance]:
    """Who takes which position on whom or what; a stance without an actor named is its speaker's."""

    def actor(s: StanceStatement) -> str | None:
        return cast.actor(s.document, s.actor) or (None if s.actor else cast.speaker(s.document, s.speaker).actor)

    def key(s: StanceStatement) -> tuple[str, ...]:
        target = cast.actor(s.document, s.target) or (plain(s.target.text) if s.target else "")
        # Where nobody is known to take it, a stance is told apart by its own words.
        return (actor(s) or f"? {plain(s.evidence.quote)}", target, plain(s.issue or ""), s.position)

    def make(group: Group[StanceStatement]) -> Stance:
        s = group[0][1]
        return Stance(
            id=_id(group),
            evidence=_evidence(group),
            actor=actor(s),
            target=cast.actor(s.document, s.target),
            issue=s.issue,
            position=s.position,
            speaker=cast.speaker(s.document, s.speaker),
            date=agreed([x.date for _, x in group if x.date]),
            confidence=_confidence(group),
            statements=_statements(group),
        )

    return [make(g) for g in _grouped(reports, StanceStatement, key)]


def influences(reports: Iterable[Report], cast: Cast, witnesses: Witnesses) -> list[Influence]:
    """What raises or lowers what."""

    def key(s: InfluenceStatement) -> tuple[str, ...]:
        return (plain(s.cause.text), plain(s.effect.text), s.sign, plain(s.condition.text) if s.condition else "")

    def make(group: Group[InfluenceStatement]) -> Influence:
        s = group[0][1]
        support = _support(witnesses, group)
        return Influence(
            id=_id(group),
            evidence=_evidence(group),
            cause=s.cause.text,
            effect=s.effect.text,
            sign=s.sign,
            hedge=s.strength,
            condition=s.condition.text if s.condition else None,
            signal=s.signal.text if s.signal else None,
            speaker=cast.speaker(s.document, s.speaker),
            origins=support.origins,
            independent=support.independent,
            independent_most=support.independent_most,
            cause_state=_resolved(cast, s.document, s.cause_state),
            effect_state=_resolved(cast, s.document, s.effect_state),
            confidence=_confidence(group),
            statements=_statements(group),
        )

    return [make(g) for g in _grouped(reports, InfluenceStatement, key)]


def states(reports: Iterable[Report], cast: Cast, witnesses: Witnesses) -> list[State]:
    """Where things stand and how they move; arguments are actor ids where they name actors, else words."""

    def key(s: StateStatement) -> tuple[str, ...]:
        state, date = s.state, s.date
        arguments = [f"{name}={plain(value)}" for name, value in sorted(_resolved_arguments(cast, s).items())]
        # Without arguments only the same words are the same state.
        told = arguments or [plain(s.evidence.quote)]
        when = f"{date.start}/{date.end}" if date else ""
        return (state.archetype, state.direction, state.variant or "", s.modality, when, *told)

    def make(group: Group[StateStatement]) -> State:
        s = group[0][1]
        support = _support(witnesses, group)
        return State(
            id=_id(group),
            evidence=_evidence(group),
            archetype=s.state.archetype,
            direction=s.state.direction,
            variant=s.state.variant,
            arguments=_resolved_arguments(cast, s),
            place=next((p for _, x in group if (p := cast.place(x.document, x.place))), None),
            date=s.date,
            modality=s.modality,
            speaker=cast.speaker(s.document, s.speaker),
            origins=support.origins,
            independent=support.independent,
            independent_most=support.independent_most,
            confidence=_confidence(group),
            statements=_statements(group),
        )

    return [make(g) for g in _grouped(reports, StateStatement, key)]


def indicators(reports: Iterable[Report], cast: Cast) -> list[Indicator]:
    """What is to be watched; `watched_by` are the ids, else the names, of those who say so."""

    def make(group: Group[IndicatorStatement]) -> Indicator:
        s = group[0][1]
        speakers = [cast.speaker(x.document, x.speaker) for _, x in group]
        evidence = _evidence(group)
        return Indicator(
            id=_id(group),
            evidence=evidence,
            what=s.what,
            state=_resolved(cast, s.document, s.state),
            watched_by=tuple(sorted({v.actor or v.name for v in speakers})),
            speaks_for=(),
            latest=(max(group, key=lambda g: g[0].key)[1].evidence,),
            statements=_statements(group),
        )

    return [make(g) for g in _grouped(reports, IndicatorStatement, lambda s: (plain(s.what),))]


def unknowns(reports: Iterable[Report], cast: Cast, sentences: dict[str, tuple[tuple[int, int], ...]]) -> list[Unknown]:
    """What the documents say that they do not know; `about` are the actors of its sentence."""

    def make(group: Group[UnknownStatement]) -> Unknown:
        s = group[0][1]
        about = {a for _, x in group for a in cast.between(x.document, *sentences[x.document][x.sentence])}
        return Unknown(
            id=_id(group),
            evidence=_evidence(group),
            text=s.text,
            about=tuple(sorted(about)),
            speaker=cast.speaker(s.document, s.speaker),
            statements=_statements(group),
        )

    return [make(g) for g in _grouped(reports, UnknownStatement, lambda s: (plain(s.text),))]


# ---- what all kinds share
def _grouped(
    reports: Iterable[Report], kind: type[S], key: Callable[[S], tuple[str, ...]]
) -> list[list[tuple[Report, S]]]:
    """The reports of one kind that make one claim, each group in order."""
    told: list[tuple[Report, S]] = [
        (r, r.best) for r in sorted(reports, key=lambda r: r.key) if isinstance(r.best, kind)
    ]
    return list(by_key(told, lambda t: key(t[1])).values())


def _id(group: Group[S]) -> str:
    return min(report.id for report, _ in group)


def _evidence(group: Group[S]) -> tuple[Evidence, ...]:
    return tuple(e for report, _ in group for e in report.evidence)


def _statements(group: Group[S]) -> tuple[str, ...]:
    return tuple(sorted(s for report, _ in group for s in report.statements))


def _confidence(group: Group[S]) -> float:
    return max(s.confidence for _, s in group)


def _support(witnesses: Witnesses, group: Group[S]) -> Support:
    return witnesses.support([report for report, _ in group])


def _who(cast: Cast, s: Statement, words: Words) -> str:
    return cast.actor(s.document, words) or words.text


def _resolved_arguments(cast: Cast, s: StateStatement) -> dict[str, str]:
    return {name: cast.called(s.document, words) or words for name, words in sorted(s.state.arguments.items())}


def _resolved(cast: Cast, document: str, state: StateOf | None) -> StateOf | None:
    """A state whose arguments are actor ids where they name actors."""
    if state is None:
        return None
    arguments = {name: cast.called(document, words) or words for name, words in sorted(state.arguments.items())}
    return StateOf(state.archetype, arguments, state.direction, state.variant)
