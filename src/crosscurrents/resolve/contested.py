"""Contradictions: figures of one measurand in conflict, dates of one event that exclude each other, claim and denial;
and where somebody coded an event by hand, another sort of act or another place than the one that was read.

Each has both evidences side by side and a topic in words. An update (a later number, a later word) is listed as such
and is not contested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crosscurrents.lexicon.plover import quad_class
from crosscurrents.records.coding import is_coded
from crosscurrents.records.dates import DateRange
from crosscurrents.records.identity import digest
from crosscurrents.records.situation import Claim, Contradiction
from crosscurrents.records.statement import FigureStatement
from crosscurrents.resolve.clusters import by_key
from crosscurrents.resolve.events import EventMerger, EventReport, MergedEvent
from crosscurrents.resolve.figures import Measurand
from crosscurrents.resolve.intervals import intersection, narrow
from crosscurrents.resolve.reports import Report

_CLAIMED = frozenset({"happened", "alleged"})
_OF_VERDICT = {"conflict": "contradiction", "differ_in_definition": "tension", "differ_in_time": "update"}


def contradictions(
    events: Sequence[MergedEvent], measurands: Sequence[Measurand], merger: EventMerger
) -> list[Contradiction]:
    """All contradictions of a case, in order of id."""
    found = [
        *_figures(measurands),
        *_dates(events),
        *_types(events),
        *_places(events, merger),
        *_denials(events, merger),
    ]
    return sorted(found, key=lambda c: c.id)


def _figures(measurands: Iterable[Measurand]) -> Iterator[Contradiction]:
    for measurand in measurands:
        kind = _OF_VERDICT.get(measurand.group.verdict)
        if kind:
            told = sorted(measurand.reports, key=lambda f: f.is_coded)  # what was read goes before an equal row
            by_value = by_key(told, lambda f: written_value(f.said))
            claims = [_claim(reports[0].report, value) for value, reports in by_value.items()]
            yield _record(kind, f"{measurand.group.measures} ({measurand.group.unit})", claims, measurand.group.verdict)


def _dates(events: Iterable[MergedEvent]) -> Iterator[Contradiction]:
    """Events whose reports give dates without a day in common."""
    for merged in events:
        dated = [r for r in merged.reports if r.date and narrow(r.date)]
        if dated and intersection([r.date for r in dated if r.date]) is None:
            by_date = by_key(dated, lambda r: _written_date(r.date))
            claims = [_claim(reports[0].report, value) for value, reports in by_date.items()]
            yield _record("contradiction", f"when: {merged.reports[0].said.trigger.text}", claims, "dates differ")


def _types(events: Iterable[MergedEvent]) -> Iterator[Contradiction]:
    """Events whose coder took them for another sort of act (PLOVER's quad classes) than who tells them.

    Two readings that waver between types are no two claims; what a person coded is one.
    """
    for one, other in _coded_otherwise(events):
        if quad_class(one.said.type) != quad_class(other.said.type):
            claims = [_claim(r.report, r.said.type) for r in (one, other)]
            yield _record("contradiction", f"what: {one.said.trigger.text}", claims, "types differ")


def _places(events: Iterable[MergedEvent], merger: EventMerger) -> Iterator[Contradiction]:
    """Events whose coder gives a town far from the one that is told."""
    for one, other in _coded_otherwise(events):
        if merger.places_differ(one, other):
            claims = [_claim(r.report, r.said.place.text) for r in (one, other) if r.said.place]
            yield _record("contradiction", f"where: {one.said.trigger.text}", claims, "places differ")


def _coded_otherwise(events: Iterable[MergedEvent]) -> Iterator[tuple[EventReport, EventReport]]:
    """Each coded report of an event beside the event's best one, where that is another's."""
    for merged in events:
        for report in merged.reports[1:]:
            if report.is_coded:
                yield merged.reports[0], report


def _denials(events: Sequence[MergedEvent], merger: EventMerger) -> Iterator[Contradiction]:
    """Events that someone denies, beside the likeliest event that is told as a fact or a charge."""
    claimed: dict[tuple[str, str], list[MergedEvent]] = {}
    for merged in events:
        if merged.event.modality in _CLAIMED:
            for key in _denial_keys(merged):
                claimed.setdefault(key, []).append(merged)
    for merged in events:
        if merged.event.modality == "denied":
            candidates = {m.event.id: m for key in _denial_keys(merged) for m in claimed.get(key, ())}
            yield from _denial(merged, list(candidates.values()), merger)


def _denial_keys(merged: MergedEvent) -> set[tuple[str, str]]:
    return {(merged.event.type, actor) for r in merged.reports for actor in r.parties}


def _denial(denied: MergedEvent, candidates: Sequence[MergedEvent], merger: EventMerger) -> Iterator[Contradiction]:
    """The denial and the claim that it fits best."""
    no = denied.reports[0]
    fitting = [
        (merger.likeness(no, yes), m.event.id, yes)
        for m in candidates
        for yes in m.reports[:1]
        if merger.can_be_denied(yes, no)
    ]
    if fitting:
        _, _, yes = max(fitting, key=lambda f: (f[0], f[1]))
        claims = [_claim(yes.report, _said_so(yes)), _claim(no.report, _said_so(no))]
        yield _record("denial", f"whether: {no.said.trigger.text}", claims, "claimed and denied")


def _said_so(report: EventReport) -> str:
    return f"{report.said.modality}: {report.said.trigger.text} ({report.said.speaker.name})"


def _claim(report: Report, value: str) -> Claim:
    return Claim(report.id, value, report.best.evidence)


def _record(kind: str, topic: str, claims: Sequence[Claim], verdict: str) -> Contradiction:
    """One contradiction; its id comes from its kind and the statements on its sides."""
    return Contradiction(
        id=digest("contradiction", kind, *sorted(c.statement for c in claims)),
        evidence=tuple(c.evidence for c in claims),
        kind=kind,  # type: ignore[arg-type]  # one of the four names above
        topic=topic,
        claims=tuple(claims),
        verdict=verdict,
    )


def written_value(s: FigureStatement) -> str:
    """A figure in words: qualifier where it is no plain number, value or range."""
    number = f"{s.value:g}" if s.value is not None and abs(s.value) < 1e6 else _plain_number(s.value)
    if s.value is None:
        number = f"{_plain_number(s.low) or '?'}-{_plain_number(s.high) or '?'}"
    elif s.low is not None and s.high is not None and is_coded(s.evidence):
        number += f" ({_plain_number(s.low)}-{_plain_number(s.high)})"
    return number if s.qualifier == "exact" else f"{s.qualifier.replace('_', ' ')} {number}"


def _plain_number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0")


def _written_date(date: DateRange | None) -> str:
    if date is None:
        return ""
    return date.start or "" if date.start == date.end else f"{date.start}/{date.end}"
