"""Cases made by hand: texts of an invented strait, with the statements and items that a reader would find in them."""

from __future__ import annotations

import re
from typing import Any

from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.document import Document, Dropped, Mention, Original
from crosscurrents.records.identity import document_id, statement_id
from crosscurrents.records.provenance import Evidence, Origin, Speaker
from crosscurrents.records.situation import (
    Actor,
    AnyItem,
    Claim,
    Contradiction,
    DocumentView,
    Event,
    Expectation,
    Figure,
    Indicator,
    Influence,
    Relation,
    Reuse,
    Situation,
    Unknown,
)
from crosscurrents.records.statement import (
    AnyStatement,
    EventStatement,
    ExpectationStatement,
    FigureStatement,
    InfluenceStatement,
    Reading,
    Words,
)

NARRATOR = Speaker()

NARRATOR = Speaker()


class CaseBuilder:
    """Collects documents and items; `parts` gives what `compose` and `records_of` take."""

    def __init__(self, today: str | None = "2025-10-31") -> None:
        self.today = today
        self.documents: list[Document] = []
        self.views: list[DocumentView] = []
        self.statements: dict[str, list[AnyStatement]] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self.items: list[AnyItem] = []
        self.item_of: dict[str, str] = {}

    # ---- documents
    def document(self, name: str, text: str, date: str | None = None, **fields: Any) -> Document:
        when = day(date, "dateline") if date else None
        drops = tuple(Dropped(text.index(q), text.index(q) + len(q), r) for q, r in fields.pop("dropped", ()))
        view = {"copy_of": fields.pop("copy_of", None), "source_group": fields.pop("source_group", None)}
        document = Document(
            id=document_id(text, name),
            locator=name,
            name=name,
            text=text,
            original=Original("0" * 64, len(text.encode()), "text/plain"),
            media="text/plain",
            date=when,
            paragraphs=tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)),
            words=len(text.split()),
            dropped=drops,
            **fields,
        )
        self.documents.append(document)
        order = len(self.documents)
        self.views.append(DocumentView(document.id, order, when, (), view["source_group"], view["copy_of"]))
        self.statements[document.id] = []
        self.mentions[document.id] = []
        return document

    def evidence(self, document: Document, quote: str) -> Evidence:
        start = document.text.index(quote)
        return document.evidence(start, start + len(quote), "test")

    def words(self, document: Document, sentence: str, text: str) -> Words:
        start = document.text.index(sentence) + sentence.index(text)
        return Words(text, start, start + len(text))

    # ---- items
    def event(
        self,
        document: Document,
        sentence: str,
        trigger: str,
        *,
        sources: tuple[str, ...] = (),
        targets: tuple[str, ...] = (),
        date: DateRange | None = None,
        type: str = "COERCE",
        modality: str = "happened",
        speaker: Speaker = NARRATOR,
        confidence: float = 0.9,
        main: bool = True,
        background: bool = False,
        actors: tuple[str, ...] = (),
        also: tuple[Evidence, ...] = (),
        sure: int = 1,
        most: int = 1,
        party: bool | None = None,
    ) -> Event:
        evidence, spot = self.evidence(document, sentence), self.words(document, sentence, trigger)
        statement = EventStatement(
            id=statement_id(document.id, "event", spot.start, spot.end),
            document=document.id,
            sentence=0,
            evidence=evidence,
            speaker=speaker,
            modality=modality,
            date=date,
            confidence=confidence,
            type=type,
            plover=type,
            trigger=spot,
            main=main,
            sources=tuple(self.words(document, sentence, s) for s in sources),
            targets=tuple(self.words(document, sentence, t) for t in targets),
        )
        item = Event(
            id=statement.id,
            evidence=(evidence, *also),
            type=type,
            plover=type,
            mode=None,
            main=main,
            date=date,
            actors=actors,
            recipients=(),
            place=None,
            modality=modality,
            speaker=speaker,
            summary=sentence,
            trigger=(spot.start, spot.end),
            reports=tuple(dict.fromkeys(e.document for e in (evidence, *also))),
            origins=(Origin(speaker.name, "speaker", party, True, (document.id,)),),
            independent=sure,
            independent_most=most,
            admiralty=None,
            confidence=confidence,
            background=background,
            statements=(statement.id,),
        )
        return self._add(document, statement, item)

    def expectation(
        self, document: Document, quote: str, *, due: DateRange | None = None, kind: str = "plan", **fields: Any
    ) -> Expectation:
        evidence, shared = self.evidence(document, quote), self._shared(document, "expectation", quote)
        shared["speaker"] = fields.pop("speaker", Speaker())
        shared["confidence"] = fields.pop("confidence", 0.9)
        condition = fields.pop("condition", None)
        words = self.words(document, quote, condition) if condition else None
        statement = ExpectationStatement(**shared, expectation=kind, holder=None, due=due, condition=words)
        item = Expectation(
            id=statement.id,
            evidence=(evidence,),
            text=quote,
            kind=kind,
            holder=fields.pop("holder", "narrator"),
            due=due,
            condition=condition,
            likelihood=None,
            outcome=fields.pop("outcome", "open"),
            overdue=fields.pop("overdue", False),
            decided_by=(),
            speaker=statement.speaker,
            confidence=statement.confidence,
            admiralty=None,
            statements=(statement.id,),
        )
        return self._add(document, statement, item)

    def figure(
        self, document: Document, quote: str, value: float, *, unit: str = "persons", speaker: Speaker = NARRATOR
    ) -> Figure:
        shared = self._shared(document, "figure", quote) | {"speaker": speaker}
        numbers: dict[str, Any] = {"value": value, "low": None, "high": None, "unit": unit, "qualifier": "exact"}
        statement = FigureStatement(**shared, **numbers, measures="dead")
        item = Figure(
            id=statement.id,
            evidence=(statement.evidence,),
            **numbers,
            measures="dead",
            place=None,
            date=None,
            speaker=speaker,
            group=None,
            origins=(),
            independent=1,
            independent_most=1,
            admiralty=None,
            confidence=0.9,
            statements=(statement.id,),
        )
        return self._add(document, statement, item)

    def influence(
        self, document: Document, quote: str, cause: str, effect: str, *, hedge: str = "likely", confidence: float = 0.9
    ) -> Influence:
        shared = self._shared(document, "influence", quote) | {"confidence": confidence}
        statement = InfluenceStatement(
            **shared,
            cause=self.words(document, quote, cause),
            effect=self.words(document, quote, effect),
            sign="+",
            strength=hedge,
        )
        item = Influence(
            id=statement.id,
            evidence=(statement.evidence,),
            cause=cause,
            effect=effect,
            sign="+",
            hedge=hedge,
            condition=None,
            signal=None,
            speaker=Speaker(),
            origins=(),
            independent=1,
            independent_most=1,
            cause_state=None,
            effect_state=None,
            confidence=confidence,
            statements=(statement.id,),
        )
        return self._add(document, statement, item)

    def dispute(self, topic: str, *sides: tuple[str, Evidence], verdict: str = "conflict") -> Contradiction:
        """A contradiction between statements given by id with their evidence."""
        claims = tuple(Claim(s, e.quote, e) for s, e in sides)
        item = Contradiction(id=sides[0][0][::-1], kind="contradiction", topic=topic, claims=claims, verdict=verdict)
        self.items.append(item)
        return item

    def unknown(self, document: Document, quote: str) -> Unknown:
        evidence = self.evidence(document, quote)
        item = Unknown(
            id=statement_id(document.id, "unknown", evidence.start, evidence.end),
            evidence=(evidence,),
            text=quote,
            about=(),
            speaker=Speaker(),
            statements=(),
        )
        self.items.append(item)
        return item

    def indicator(self, document: Document, quote: str) -> Indicator:
        evidence = self.evidence(document, quote)
        item = Indicator(
            id=statement_id(document.id, "indicator", evidence.start, evidence.end),
            evidence=(evidence,),
            what=quote,
            state=None,
            watched_by=(),
            speaks_for=(),
            latest=(),
            statements=(),
        )
        self.items.append(item)
        return item

    def actor(self, id: str, name: str, forms: dict[Document, tuple[str, ...]] | None = None, **fields: Any) -> Actor:
        found = {d.name: f for d, f in (forms or {}).items()}
        for document, names in (forms or {}).items():
            for form in names:
                start = document.text.index(form)
                self.mentions[document.id].append(Mention(start, start + len(form), form, "person", 0))
        item = Actor(id=id, name=name, type=fields.pop("type", "person"), forms=found, **fields)
        self.items.append(item)
        return item

    def relation(self, document: Document, quote: str, subject: str, object: str, label: str | None) -> Relation:
        evidence = self.evidence(document, quote)
        item = Relation(
            id=statement_id(document.id, "relation", evidence.start, evidence.end),
            evidence=(evidence,),
            kind="office",
            subject=subject,
            object=object,
            label=label,
            date=None,
            speaker=Speaker(),
            confidence=0.9,
            statements=(),
        )
        self.items.append(item)
        return item

    def reuse(self, kind: str, one: Evidence, other: Evidence, direction: str | None = None) -> Reuse:
        item = Reuse(id="ab" * 8, kind=kind, passages=(one, other), direction=direction, share=0.5)
        self.items.append(item)
        return item

    def _shared(self, document: Document, kind: str, quote: str) -> dict[str, Any]:
        evidence = self.evidence(document, quote)
        identity = statement_id(document.id, kind, evidence.start, evidence.end)
        return {"id": identity, "document": document.id, "sentence": 0, "evidence": evidence, "confidence": 0.9}

    def _add(self, document: Document, statement: AnyStatement, item: Any) -> Any:
        self.statements[document.id].append(statement)
        self.items.append(item)
        self.item_of[statement.id] = item.id
        return item

    # ---- what the stages hand over
    @property
    def situation(self) -> Situation:
        items = tuple(sorted(self.items, key=lambda i: (str(type(i).__struct_config__.tag), i.id)))
        return Situation(
            stamp="5" * 16, today=self.today, items=items, documents=tuple(self.views), item_of=self.item_of
        )

    @property
    def readings(self) -> list[Reading]:
        return [
            Reading(d.id, "test", _sentences(d), tuple(self.mentions[d.id]), tuple(self.statements[d.id]))
            for d in self.documents
        ]

    @property
    def parts(self) -> tuple[list[Document], Situation, list[Reading]]:
        return self.documents, self.situation, self.readings


def _sentences(document: Document) -> tuple[tuple[int, int], ...]:
    """Sentences as the tests write them: they end in a full stop, question mark or closing quotation, then a blank."""
    return tuple((m.start(), m.end()) for m in re.finditer(r"\S[^\n]*?[.?!][”\"]?(?=\s|$)|\S[^\n]+", document.text))


GAZETTE = """Ferries to Sarn stop

Soldiers turned back every lorry at the Sarn ferry on Tuesday, the harbour master said. The council of Sarn, which \
has governed the island since the storm of 1987, refused to receive the envoy. At least 31 sailors were killed off \
Cape Ull, according to the coast guard.

The ministry said the ferry would run again by 28 October. It was not known who had ordered the closure.
"""

COURIER = """A quiet week on the strait

The ministry put the number of dead sailors at 12. Governor Edda Holm travelled to Sarn on Wednesday, 26 October \
2025, and she met the council. If the ferry stays shut, the island could run out of fuel within a month. Everything \
hinges on the harbour licence.
"""
