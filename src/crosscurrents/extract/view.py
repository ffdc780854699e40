"""One sentence in its document, as every extractor sees it: text, tree, voices, and what all statements share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TypedDict

from crosscurrents.config import Config
from crosscurrents.extract.tree import Tree
from crosscurrents.records.document import Cue, Document, Mark, Sentence
from crosscurrents.records.identity import statement_id
from crosscurrents.records.provenance import Evidence, Speaker
from crosscurrents.records.statement import Words

RULE_CONFIDENCE = 0.8  # of a statement that rests on cue words or quotation marks alone: an estimate, not calibrated
MORE_LIKELY_THAN_NOT = 0.5  # the chance from which a class of two is taken
METHOD = "reader"  # the learned reader's statements; a rule's name stands in place of it where a rule found them
_EDGE = " \t\r\n,;:.!?\"'‘’“”„«»()[]—–-"
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which"})
_RIGHT_EDGE = _EDGE.replace(".", "").replace(")", "").replace("]", "")


class Common(TypedDict):
    """The fields that every statement takes from where it stands."""

    id: str
    document: str
    sentence: int
    evidence: Evidence


class View:
    """`sentence` of `document`; offsets that go in and out are the sentence's unless a method says otherwise.

    `news` are the days of the document's own news that its sentences name: (index of the sentence, ISO day).
    """

    def __init__(
        self, document: Document, sentence: Sentence, config: Config, news: Sequence[tuple[int, str]] = ()
    ) -> None:
        self.document = document
        self.sentence = sentence
        self.config = config
        self.news = news
        self.text = document.text[sentence.start : sentence.end]

    @cached_property
    def tree(self) -> Tree:
        """The sentence's parse."""
        return Tree(self.sentence.parse)

    def marks(self, layer: str) -> tuple[Mark, ...]:
        """The learned marks of `layer` that hold a word and are sure enough to become statements."""
        sure = (m for m in self.sentence.marks.of(layer) if m.score >= self.config.statement_floor)
        return tuple(m for m in sure if self.holds_words(m))

    def holds_words(self, mark: Mark) -> bool:
        """Whether a mark is more than blanks and marks of punctuation."""
        start, end = self.trimmed(mark.start, mark.end)
        return start < end

    def telling(self, layer: str) -> tuple[Mark, ...]:
        """Those of `marks` that say something by themselves, for layers whose spans are clauses."""
        return tuple(m for m in self.marks(layer) if self._says_something(m))

    def _says_something(self, mark: Mark) -> bool:
        """Whether one of the mark's words is more than a function word ("will", "on the" state nothing)."""
        inside = self.tree.tokens(mark.start, mark.end)
        return not inside or any(self.sentence.parse.pos[t] in _CONTENT for t in inside)

    def words(self, start: int, end: int) -> Words:
        """[start, end) of the sentence as words of the document."""
        at = self.sentence.start
        return Words(self.text[start:end], at + start, at + end)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) without blanks and marks of punctuation at its edges; a bracket that is opened inside stays."""
        while start < end and self.text[start] in _EDGE:
            start += 1
        while start < end and self._loose_at_end(start, end):
            end -= 1
        return start, end

    def _loose_at_end(self, start: int, end: int) -> bool:
        last = self.text[end - 1]
        if last in ")]":
            inside = self.text[start:end]
            return inside.count("(") + inside.count("[") < inside.count(")") + inside.count("]")
        return last in _RIGHT_EDGE or (last == "." and not re.search(r"\b\w\.$", self.text[start:end]))

    def clipped(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) cut, at the end of a word, to the longest evidence that the configuration allows."""
        if end - start <= self.config.max_evidence:
            return start, end
        piece = self.text[start : start + self.config.max_evidence]
        cut = piece.rfind(" ")
        return start, start + (cut if cut > 0 else len(piece))

    def common(self, kind: str, start: int, end: int, part: str = "", method: str = METHOD) -> Common:
        """Id and evidence of a statement of `kind` that the words [start, end) make."""
        start, end = self.clipped(start, end)
        at = self.sentence.start
        return Common(
            id=statement_id(self.document.id, kind, at + start, at + end, part),
            document=self.document.id,
            sentence=self.sentence.index,
            evidence=self.document.evidence(at + start, at + end, method),
        )

    def voice(self, start: int, end: int, mark: Mark | None = None) -> Speaker:
        """Who says the words [start, end): the narrowest attribution that holds them, else the reader's speaker."""
        return self._attributed(start, end) or self._spoken(mark) or Speaker()

    def learned_voice(self, mark: Mark) -> Speaker:
        """Who says that an event took place: the reader's speaker.

        The reader has learnt that what a report takes for granted ("said that the ban would stay") is the narrator's,
        which a scope cannot tell. It sees one sentence: an attribution counts where its speaker stands in another one,
        where the words are quoted, and for a pronoun that the reader names.
        """
        learned, found = self._spoken(mark), self._attributed(mark.start, mark.end)
        if learned and (found is None or learned.name.lower() not in _PRONOUNS):
            return learned
        middle = (mark.start + mark.end) // 2
        quoted = any(q.start <= middle < q.end for q in self.sentence.quotes)
        if found and (learned or quoted or found.name not in self.text):
            return found
        return learned or Speaker()

    def _attributed(self, start: int, end: int) -> Speaker | None:
        middle = (start + end) // 2
        around = [a for a in self.sentence.attributions if a.start <= middle < a.end]
        return min(around, key=lambda a: (a.end - a.start, a.start)).speaker if around else None

    def _spoken(self, mark: Mark | None) -> Speaker | None:
        spoken = mark.role("speaker") if mark else ()
        if not spoken:
            return None
        best = max(spoken, key=lambda r: (r.score, -r.start))
        return Speaker(name=self.text[slice(*self.trimmed(best.start, best.end))])

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the clause that governs [start, end); the whole sentence where there is no parse."""
        head = self.tree.head(start, end)
        return (0, len(self.text)) if head is None else self.tree.clause(head)

    def hedge(self, start: int, end: int) -> str | None:
        """The first hedge word of the clause that governs [start, end), as written."""
        low, high = self.clause(start, end)
        return self.cue_words("hedge", min(low, start), max(high, end))

    def cues(self, kind: str, start: int, end: int) -> Sequence[Cue]:
        """The cue words of `kind` that stand in [start, end)."""
        return [c for c in self.sentence.cues if c.kind == kind and start <= c.start and c.end <= end]

    def cue_words(self, kind: str, start: int, end: int) -> str | None:
        """The first cue of `kind` in [start, end), as written."""
        return next((self.text[c.start : c.end] for c in self.cues(kind, start, end)), None)
