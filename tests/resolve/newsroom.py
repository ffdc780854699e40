"""Hand-made documents and readings: sentences with what is read in them, offsets found by the words themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crosscurrents.config import DEFAULT
from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.decision import Decision
from crosscurrents.records.document import Document, Mention, Original
from crosscurrents.records.identity import digest, document_id, statement_id
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Item, Reuse, Situation
from crosscurrents.records.statement import (
    AnyStatement,
    EventStatement,
    ExpectationStatement,
    FigureStatement,
    IndicatorStatement,
    InfluenceStatement,
    QuotationStatement,
    Reading,
    RelationStatement,
    StanceStatement,
    StateOf,
    StateStatement,
    UnknownStatement,
    Words,
)
from crosscurrents.resolve import resolve

Build = Callable[[str, Document, int, int, int], Any]


class Story:
    """A document that is written sentence by sentence; what is added is read in the last sentence written."""

    def __init__(self, name: str, publisher: str | None = None, on: str | None = None, kind: str = "report") -> None:
        self.name, self.publisher, self.on, self.kind = name, publisher, on, kind
        self.relays: str | None = None
        self.sentences: list[str] = []
        self._statements: list[tuple[int, Build]] = []
        self._mentions: list[tuple[int, str, str, int | None, str]] = []

    def say(self, sentence: str) -> Story:
        self.sentences.append(sentence)
        return self

    def name_(self, text: str, kind: str, chain: int | None = None, head: str = "name") -> Story:
        """A mention; without a chain number it is a chain of its own."""
        self._mentions.append((len(self.sentences) - 1, text, kind, chain, head))
        return self

    def event(self, kind: str, trigger: str, by: Sequence[str] = (), on: Sequence[str] = (), **more: Any) -> Story:
        def build(i: str, d: Document, n: int, start: int, end: int) -> EventStatement:
            place = more.get("place")
            return EventStatement(
                id=statement_id(i, "event", *_at(d, trigger, start)),
                document=i,
                sentence=n,
                evidence=d.evidence(start, end, "test"),
                type=kind,  # type: ignore[arg-type]
                plover=kind,  # type: ignore[arg-type]
                trigger=_words(d, trigger, start),
                sources=tuple(_words(d, w, start) for w in by),
                targets=tuple(_words(d, w, start) for w in on),
                modality=more.get("modality", "happened"),
                date=more.get("date"),
                speaker=more.get("speaker", Speaker()),
                place=_words(d, place, start) if place else None,
                hedge=more.get("hedge"),
                main=more.get("main", True),
                confidence=0.9,
            )

        return self._add(build)

    def figure(self, words: str, value: float, unit: str, measures: str, **more: Any) -> Story:
        return self._read(FigureStatement, "figure", words, {
            "value": value, "low": None, "high": None, "unit": unit, "qualifier": "exact", "measures": measures,
        } | more)  # fmt: skip

    def expect(self, words: str, kind: str, holder: str | None = None, **more: Any) -> Story:
        return self._read(ExpectationStatement, "expectation", words, {"expectation": kind, "holder": holder} | more)

    def quote(self, words: str, by: str) -> Story:
        return self._read(QuotationStatement, "quotation", words, {"text": words, "speaker": Speaker(by)})

    def stance(self, words: str, actor: str, target: str, position: str) -> Story:
        return self._read(StanceStatement, "stance", words, {
            "actor": actor, "target": target, "issue": None, "position": position,
        })  # fmt: skip

    def relation(self, words: str, kind: str, subject: str, object_: str) -> Story:
        return self._read(RelationStatement, "relation", words, {
            "relation": kind, "subject": subject, "object": object_,
        })  # fmt: skip

    def influence(self, words: str, cause: str, effect: str, sign: str) -> Story:
        return self._read(InfluenceStatement, "influence", words, {
            "cause": cause, "effect": effect, "sign": sign, "strength": "asserted",
        })  # fmt: skip

    def state(self, words: str, archetype: str, **arguments: str) -> Story:
        return self._read(StateStatement, "state", words, {"state": StateOf(archetype, arguments, "down", None)})

    def watch(self, words: str) -> Story:
        return self._read(IndicatorStatement, "indicator", words, {"what": words})

    def unknown(self, words: str) -> Story:
        return self._read(UnknownStatement, "unknown", words, {"text": words})

    def copy(self, name: str, publisher: str | None = None) -> Story:
        """The same text and reading under another name."""
        other = Story(name, publisher, self.on, self.kind)
        other.sentences, other._statements, other._mentions = self.sentences, self._statements, self._mentions
        return other

    # ---- the records
    @property
    def document(self) -> Document:
        text = " ".join(self.sentences)
        return Document(
            id=document_id(text, self.name),
            locator=self.name,
            name=self.name,
            text=text,
            original=Original("0" * 64, len(text), "text/plain"),
            media="text/plain",
            publisher=self.publisher,
            date=day(self.on, "metadata") if self.on else None,
            kind=self.kind,  # type: ignore[arg-type]
            relays=self.relays,
            words=len(text.split()),
        )

    @property
    def reading(self) -> Reading:
        d = self.document
        ranges = self._ranges()
        statements: list[AnyStatement] = [make(d.id, d, n, *ranges[n]) for n, make in self._statements]
        mentions = []
        for number, (n, text, kind, chain, head) in enumerate(self._mentions):
            start, end = _at(d, text, ranges[n][0])
            mentions.append(Mention(start, end, text, kind, 1000 + number if chain is None else chain, head))  # type: ignore[arg-type]
        return Reading(d.id, "test", ranges, tuple(mentions), tuple(statements))

    def _ranges(self) -> tuple[tuple[int, int], ...]:
        starts = [sum(len(s) + 1 for s in self.sentences[:n]) for n in range(len(self.sentences))]
        return tuple((a, a + len(s)) for a, s in zip(starts, self.sentences, strict=True))

    def _add(self, build: Build) -> Story:
        self._statements.append((len(self.sentences) - 1, build))
        return self

    def _read(self, kind: Any, tag: str, words: str, fields: dict[str, Any]) -> Story:
        def build(i: str, d: Document, n: int, start: int, end: int) -> AnyStatement:
            begin, stop = _at(d, words, start)
            roles = {k: _words(d, v, start) for k, v in fields.items() if k in _ROLES and isinstance(v, str)}
            common = {"document": i, "sentence": n, "evidence": d.evidence(begin, stop, "test"), "confidence": 0.8}
            made: AnyStatement = kind(**{"id": statement_id(i, tag, begin, stop), **common, **fields, **roles})
            return made

        return self._add(build)


_ROLES = frozenset({"holder", "actor", "target", "subject", "object", "cause", "effect", "condition", "place"})


def _at(d: Document, words: str, start: int) -> tuple[int, int]:
    begin = d.text.index(words, start)
    return begin, begin + len(words)


def _words(d: Document, words: str, start: int) -> Words:
    return Words(words, *_at(d, words, start))


def month(text: str) -> DateRange:
    """A month as YYYY-MM, in a month of 28 days or more."""
    return DateRange(f"{text}-01", f"{text}-28", "month", "stated")


def shared(one: Story, other: Story, kind: str = "verbatim", words: str | None = None) -> Reuse:
    """The reuse of a passage (the whole text where none is given)."""
    passages = tuple(
        s.document.evidence(*((0, len(s.document.text)) if words is None else _at(s.document, words, 0)), "test")
        for s in (one, other)
    )
    ident = digest("reuse", *sorted(p.document for p in passages))
    return Reuse(id=ident, kind=kind, passages=passages, direction=None, share=1.0, evidence=passages)  # type: ignore[arg-type]


def situation(
    *stories: Story, reuse: Sequence[Reuse] = (), decisions: Sequence[Decision] = (), as_of: str | None = None
) -> Situation:
    """The situation of some stories."""
    documents = [s.document for s in stories]
    readings = [s.reading for s in stories]
    return resolve(documents, readings, reuse, decisions, stamp="s", as_of=as_of, config=DEFAULT)


def only(found: Situation, record: type[Item]) -> Any:
    """The one item of a record."""
    (item,) = found.of(record)
    return item


def called(found: Situation, name: str) -> Any:
    """The actor of that name."""
    from crosscurrents.records.situation import Actor

    (item,) = [a for a in found.of(Actor) if a.name == name]  # type: ignore[attr-defined]
    return item
