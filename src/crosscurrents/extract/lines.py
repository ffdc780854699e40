"""The lines of `crosscurrents extract` (OUTPUT.md, section 1): one reading as lists of plain objects.

Offsets count characters of the text that was read. Actors, triggers, causes, effects and signals are exact substrings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Annotated, Document, Mention, Sentence, TimeMark
from crosscurrents.records.provenance import NARRATOR, Speaker
from crosscurrents.records.statement import (
    EventStatement,
    ExpectationStatement,
    FigureStatement,
    IndicatorStatement,
    InfluenceStatement,
    QuotationStatement,
    Reading,
    RelationStatement,
    StanceStatement,
    Statement,
    StateOf,
    StateStatement,
    Words,
)

Line = dict[str, Any]
KINDS = (
    "events", "influences", "figures", "relations", "stances", "expectations", "times", "states", "indicators",
    "quotations",
)  # fmt: skip


class Names:
    """Looks up for a pronoun the name that its chain has in the text, so that an actor is told as who he is."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        ordered = sorted(mentions, key=lambda m: (m.start, m.end))
        self._pronouns = {(m.start, m.end): m.chain for m in ordered if m.head == "pronoun"}
        self._names: dict[int, str] = {}
        for head in ("name", "short", "acronym", "description"):
            for mention in ordered:
                if mention.head == head:
                    self._names.setdefault(mention.chain, mention.text)

    def of(self, words: Words | None) -> str | None:
        """The words, or the first full name of their chain where they are a pronoun."""
        if words is None:
            return None
        chain = self._pronouns.get((words.start, words.end), -1)
        return self._names.get(chain, words.text)


def as_line(
    id: str, document: Document, annotated: Annotated, reading: Reading, *, kinds: frozenset[str] | None = None
) -> Line:
    """One line of output.

    Args:
        id: the id of the line that was read.
        document: the text that was read.
        annotated: its sentences, for their times.
        reading: its statements.
        kinds: names of the lists to give, some of `KINDS`; None gives all.
    """
    names = Names(reading.mentions)
    line: Line = {"id": id}
    for kind in KINDS:
        if kinds is not None and kind not in kinds:
            continue
        if kind == "times":
            line[kind] = [_time(t, s) for s in annotated.sentences for t in s.times if not _is_dropped(document, s)]
        else:
            type_, form = _FORMS[kind]
            line[kind] = [form(s, names) for s in reading.statements if isinstance(s, type_)]
    return line


def _is_dropped(document: Document, sentence: Sentence) -> bool:
    return document.is_dropped(sentence.start, sentence.end)


def _span(statement: Statement) -> Line:
    return {"start": statement.evidence.start, "end": statement.evidence.end}


def _date(date: DateRange | None) -> Line | None:
    return msgspec.structs.asdict(date) if date else None


def _speaker(speaker: Speaker) -> Line:
    return {"name": speaker.name, "actor": speaker.actor, "chain": list(speaker.chain)}


def _text(words: Words | None) -> str | None:
    return words.text if words else None


def _event(s: EventStatement, names: Names) -> Line:
    sources, targets = ([names.of(w) for w in side] for side in (s.sources, s.targets))
    return {
        "type": s.type, "plover": s.plover, "mode": s.mode,
        "source": next(iter(sources), None), "target": next(iter(targets), None),
        "sources": sources, "targets": targets,
        "modality": s.modality, "speaker": _speaker(s.speaker), "date": _date(s.date), "main": s.main,
        "confidence": round(s.confidence, 2), "trigger": s.trigger.text, "start": s.trigger.start, "end": s.trigger.end,
    }  # fmt: skip


def _influence(s: InfluenceStatement, _: Names) -> Line:
    return {
        "cause": s.cause.text, "effect": s.effect.text, "signal": _text(s.signal), "sign": s.sign, "hedge": s.strength,
        "condition": _text(s.condition), "cause_state": _state_of(s.cause_state),
        "effect_state": _state_of(s.effect_state), **_span(s),
    }  # fmt: skip


def _state_of(state: StateOf | None) -> Line | None:
    if state is None:
        return None
    return {
        "archetype": state.archetype, "arguments": dict(sorted(state.arguments.items())),
        "direction": state.direction, "variant": state.variant,
    }  # fmt: skip


def _figure(s: FigureStatement, _: Names) -> Line:
    return {
        "value": s.value, "low": s.low, "high": s.high, "unit": s.unit, "measures": s.measures,
        "qualifier": s.qualifier, **_span(s),
    }  # fmt: skip


def _relation(s: RelationStatement, names: Names) -> Line:
    return {
        "kind": s.relation, "subject": names.of(s.subject), "object": names.of(s.object), "label": s.label, **_span(s),
    }  # fmt: skip


def _stance(s: StanceStatement, names: Names) -> Line:
    return {
        "actor": names.of(s.actor), "target": names.of(s.target), "issue": s.issue, "position": s.position, **_span(s),
    }  # fmt: skip


def _expectation(s: ExpectationStatement, names: Names) -> Line:
    return {
        "kind": s.expectation, "holder": names.of(s.holder) or NARRATOR, "due": _date(s.due),
        "condition": _text(s.condition), "likelihood": s.likelihood, **_span(s),
    }  # fmt: skip


def _time(time: TimeMark, sentence: Sentence) -> Line:
    return {"date": _date(time.date), "start": sentence.start + time.start, "end": sentence.start + time.end}


def _state(s: StateStatement, _: Names) -> Line:
    return {**(_state_of(s.state) or {}), "speaker": _speaker(s.speaker), "modality": s.modality, **_span(s)}


def _indicator(s: IndicatorStatement, _: Names) -> Line:
    return {"what": s.what, **_span(s)}


def _quotation(s: QuotationStatement, _: Names) -> Line:
    return {"text": s.text, "speaker": _speaker(s.speaker), "addressee": s.addressee, **_span(s)}


_FORMS: dict[str, tuple[type[Statement], Callable[..., Line]]] = {
    "events": (EventStatement, _event),
    "influences": (InfluenceStatement, _influence),
    "figures": (FigureStatement, _figure),
    "relations": (RelationStatement, _relation),
    "stances": (StanceStatement, _stance),
    "expectations": (ExpectationStatement, _expectation),
    "states": (StateStatement, _state),
    "indicators": (IndicatorStatement, _indicator),
    "quotations": (QuotationStatement, _quotation),
}
