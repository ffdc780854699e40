"""All that the page is made of, with the look-ups that its sections share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

import msgspec

from crosscurrents.brief.vocabulary import Vocabulary, load_vocabulary
from crosscurrents.config import Config
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document, Mention
from crosscurrents.records.page import Clause, Line
from crosscurrents.records.provenance import TRANSLATION, Evidence, Speaker
from crosscurrents.records.situation import Actor, DocumentView, Figure, Item, Place, Situation
from crosscurrents.records.statement import AnyStatement, Reading
from crosscurrents.text.normal import normal_form

Record = TypeVar("Record", bound=Item)
_ENDS = frozenset(".?!…”’)\"'")
LONGEST_NAME = 60  # characters of a speaker's name on a line


class Material:
    """Documents, situation and readings of one case, indexed. Documents are numbered from 1 in order of time."""

    def __init__(
        self, documents: Sequence[Document], situation: Situation, readings: Sequence[Reading], config: Config
    ) -> None:
        self.originals = situation.originals()
        self.situation = _as_told(situation) if self.originals else situation
        self.config = config
        self.views: dict[str, DocumentView] = {v.document: v for v in situation.documents}
        self.documents = tuple(sorted(documents, key=self._in_order))
        self.by_id = {d.id: d for d in self.documents}
        self.numbers = {d.id: n for n, d in enumerate(self.documents, 1)}
        self.readings = {r.document: r for r in readings}
        self.vocabulary: Vocabulary = load_vocabulary()
        self._clause_words: dict[tuple[str, tuple[tuple[int, int], ...]], frozenset[str]] = {}

    def _in_order(self, document: Document) -> tuple[int, str, str, str]:
        view = self.views.get(document.id)
        when = view.date if view else document.date
        return (view.order if view else 0, (when.start if when else None) or "", document.name, document.id)

    def of(self, record: type[Record]) -> list[Record]:
        """The items of one record class, in order of id."""
        return cast("list[Record]", self._by_class.get(record, []))

    @cached_property
    def _by_class(self) -> dict[type[Item], list[Item]]:
        found: dict[type[Item], list[Item]] = {}
        for item in self.situation.items:
            found.setdefault(type(item), []).append(item)
        return found

    @cached_property
    def statements(self) -> dict[str, AnyStatement]:
        """All statements by id."""
        return {s.id: s for r in self.readings.values() for s in r.statements}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors by id."""
        return {a.id: a for a in self.of(Actor)}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures by id."""
        return {f.id: f for f in self.of(Figure)}

    def named_elsewhere(self, form: str, actor: str) -> bool:
        """Whether words are the name of another actor or of a place."""
        return bool(self._named.get(normal_form(form), frozenset()) - {actor})

    def names_other_body(self, words: str, actor: str) -> bool:
        """Whether words name another person, group or organisation of the catalogue; states do not count."""
        found = normal_form(words).split()
        spans = (" ".join(found[a:b]) for a in range(len(found)) for b in range(a + 1, len(found) + 1))
        owners = (self.actors.get(i) for span in spans for i in self._named.get(span, ()))
        return any(o and o.catalogue and o.id != actor and o.type not in ("state", "government") for o in owners)

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for actor in self.of(Actor):
            for name in (actor.name, *(f for forms in actor.forms.values() for f in forms)):
                found.setdefault(normal_form(name), set()).add(actor.id)
        for place in self.of(Place):
            for name in (place.name, *(f for forms in place.forms.values() for f in forms)):
                found.setdefault(normal_form(name), set()).add(place.id)
        return found

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {d: [a for a, _ in r.sentences] for d, r in self.readings.items()}

    @cached_property
    def today(self) -> date | None:
        """The case's own day."""
        return date.fromisoformat(self.situation.today) if self.situation.today else None

    def is_known(self, actors: Iterable[str]) -> bool:
        """Whether one of these actors stands in the catalogue, or is a body rather than a person."""
        found = [self.actors[a] for a in actors if a in self.actors]
        return any(a.catalogue or a.type != "person" for a in found)

    def label(self, document: str) -> str:
        """How the page calls a document: "D3"."""
        return f"D{self.numbers[document]}"

    def labels(self, documents: Iterable[str], most: int = 3) -> str:
        """Several documents in order: "D1, D4 and 2 more"."""
        numbers = sorted({self.numbers[d] for d in documents if d in self.numbers})
        shown = ", ".join(f"D{n}" for n in numbers[:most])
        return shown if len(numbers) <= most else f"{shown} and {len(numbers) - most} more"

    def sentence(self, document: str, start: int, end: int) -> tuple[int, int]:
        """The sentence of a document that holds the character `start`; [start, end) itself where there is none."""
        reading = self.readings.get(document)
        if reading is None or not reading.sentences:
            return start, end
        at = bisect_right(self._starts[document], start) - 1
        if at < 0 or reading.sentences[at][1] <= start:
            return start, end
        return reading.sentences[at]

    def content_of(self, evidence: Evidence) -> frozenset[str]:
        """The content words of the sentence in which evidence stands."""
        start, end = self.sentence(evidence.document, evidence.start, evidence.end)
        return self.vocabulary.content(self.by_id[evidence.document].text[start:end])

    def words_of(self, clause: Clause) -> frozenset[str]:
        """The content words of a clause; remembered, since every line is compared with every other."""
        key = (clause.document, clause.slices)
        if key not in self._clause_words:
            text = self.by_id[clause.document].text
            self._clause_words[key] = self.vocabulary.content(" ".join(text[a:b] for a, b in clause.slices))
        return self._clause_words[key]

    def told(self, document: str) -> DateRange | None:
        """When a document was written, as far as that is known."""
        view = self.views.get(document)
        return view.date if view else self.by_id[document].date

    def sentence_number(self, document: str, start: int) -> int:
        """Which sentence of a document holds the character `start`, from 0."""
        return max(0, bisect_right(self._starts.get(document, []), start) - 1)

    def is_heading(self, evidence: Evidence) -> bool:
        """Whether evidence stands in a headline: before the body of its document, or in words without an end."""
        document = self.by_id[evidence.document]
        _, end = self.sentence(evidence.document, evidence.start, evidence.end)
        return end <= document.lead or document.text[evidence.start : end].rstrip()[-1:] not in _ENDS

    def mentions(self, document: str) -> tuple[Mention, ...]:
        """The mentions of a document, in order of text."""
        reading = self.readings.get(document)
        return reading.mentions if reading else ()

    def with_originals(self, line: Line) -> Line:
        """A line, its evidence in translations followed by the passages of the originals that they render."""
        found = [e for told in line.evidence for e in (told, self._original_of(told)) if e is not None]
        return msgspec.structs.replace(line, evidence=tuple(found)) if len(found) > len(line.evidence) else line

    def _original_of(self, evidence: Evidence) -> Evidence | None:
        """The passage of the original behind evidence, or behind that with which it shares most characters."""
        shared = {
            spot: min(end, evidence.end) - max(start, evidence.start)
            for spot in self.originals
            for document, start, end in [spot]
            if document == evidence.document
        }
        best = max(sorted(shared), key=shared.__getitem__, default=None)
        return self.originals[best] if best and shared[best] > 0 else None

    def statement(self, ids: Sequence[str], evidence: Evidence, trigger: tuple[int, int] | None) -> AnyStatement | None:
        """Of an item's statements the one that the item's first evidence shows, else any of that document."""
        near = [s for s in map(self.statements.get, ids) if s is not None and s.document == evidence.document]
        spot = trigger or (evidence.start, evidence.end)
        exact = (s for s in near if _spot(s) == spot)
        return next(exact, None) or next(iter(sorted(near, key=lambda s: (s.evidence.start, s.id))), None)

    def speaker_name(self, speaker: Speaker) -> str | None:
        """Who says it, in words: an actor's own name where the text has a pronoun; None for the narrator."""
        if speaker.is_narrator:
            return None
        actor = self.actors.get(speaker.actor or "")
        pronoun = speaker.name.casefold() in self.vocabulary.words("pronouns") | self.vocabulary.words("voices")
        return actor.name if actor and pronoun else " ".join(speaker.name.split())

    def name_of(self, actor_or_name: str) -> str:
        """The name of an actor given by id, else the words themselves."""
        actor = self.actors.get(actor_or_name)
        return actor.name if actor else " ".join(actor_or_name.split())


def _as_told(situation: Situation) -> Situation:
    """A situation without the passages of originals: nothing on the page is chosen or counted by them."""
    items = tuple(
        msgspec.structs.replace(i, evidence=tuple(e for e in i.evidence if e.method != TRANSLATION))
        for i in situation.items
    )
    return msgspec.structs.replace(situation, items=items)


def _spot(statement: AnyStatement) -> tuple[int, int]:
    trigger = getattr(statement, "trigger", None)
    return (trigger.start, trigger.end) if trigger else (statement.evidence.start, statement.evidence.end)
