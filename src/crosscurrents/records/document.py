"""Documents, their sentences and the once-only marks on them.

Offsets of a `Document` count code points of its stored text. Inside a `Sentence` (its parse, names, marks, times,
attributions, cues) every offset counts from the sentence's own first character; add `Sentence.start` for the document.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

import msgspec

from crosscurrents.records.coding import Coding
from crosscurrents.records.dates import DateRange
from crosscurrents.records.provenance import Evidence, Speaker

DocumentKind = Literal["report", "commentary", "statement", "unknown"]
ActorType = Literal["person", "state", "government", "armed_group", "party", "community", "organisation"]
READ_LANGUAGE = "en"  # documents in other languages are kept and counted, not read
Modality = Literal["happened", "planned", "possible", "hypothetical", "denied", "alleged"]


class Original(msgspec.Struct, frozen=True):
    """The bytes as they came: their SHA-256 (64 hex digits), their number and their media type."""

    sha256: str
    bytes: int
    media_type: str


class Dropped(msgspec.Struct, frozen=True):
    """A passage that is kept in the text but read by nobody, with the reason."""

    start: int
    end: int
    reason: str


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article as stored. `id` hashes text and locator; nothing that a person edits enters it.

    `date_because` holds the words that give the date. `lead` is the offset at which the body begins (after front
    matter and title). `paragraphs` are the character ranges of the text's paragraphs, in order. `pages` are the
    offsets at which pages begin (PDF), else empty; `first_page` is the number of the first of them. `relays` names the
    one whose text it is, where it was handed on as a whole (a forwarded post); it is empty where that one is not named,
    None where nothing was handed on. `coding` says how its rows are coded,
    where it is a table of events coded by hand.
    `translation_of` is the id of the document that it translates. `told` says that its title, date and so on came with
    it, from a library or a feed: they hold whether it is read before or after the bare file.
    """

    id: str
    locator: str
    name: str
    text: str
    original: Original
    media: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: DateRange | None = None
    date_because: tuple[Evidence, ...] = ()
    address: str | None = None
    language: str = "en"
    words: int = 0
    kind: DocumentKind = "unknown"
    reliability: str = "F"
    translation_of: str | None = None
    supersedes: str | None = None
    lead: int = 0
    paragraphs: tuple[tuple[int, int], ...] = ()
    pages: tuple[int, ...] = ()
    first_page: int = 1
    dropped: tuple[Dropped, ...] = ()
    relays: str | None = None
    coding: Coding | None = None
    told: bool = False

    @property
    def voice(self) -> str | None:
        """Whose text it is: the one whom it relays, else its publisher; None where that one is not named."""
        return (self.publisher if self.relays is None else self.relays) or None

    @property
    def is_read(self) -> bool:
        """Whether its language is one that is read."""
        return self.language == READ_LANGUAGE

    def is_dropped(self, start: int, end: int) -> bool:
        """Whether more than half of [start, end) lies in dropped passages."""
        covered = sum(max(0, min(end, d.end) - max(start, d.start)) for d in self.dropped)
        return 2 * covered > end - start

    def paragraph_of(self, offset: int) -> int:
        """The number of the paragraph that holds `offset`, from 0; the last one that begins before it."""
        return max(0, bisect_right(self.paragraphs, offset, key=lambda p: p[0]) - 1)

    def page_of(self, offset: int) -> int | None:
        """The page that holds `offset`, or None where the document has no pages or begins before the first."""
        begun = sum(1 for p in self.pages if p <= offset)
        return self.first_page - 1 + begun if begun else None

    def evidence(self, start: int, end: int, method: str) -> Evidence:
        """The evidence for characters [start, end)."""
        return Evidence(
            document=self.id,
            name=self.name,
            start=start,
            end=end,
            quote=self.text[start:end],
            page=self.page_of(start),
            paragraph=self.paragraph_of(start),
            method=method,
        )


class RoleMark(msgspec.Struct, frozen=True):
    """The words that fill a role of a mark, with the reader's score in 0..1."""

    role: str
    start: int
    end: int
    score: float


class Mark(msgspec.Struct, frozen=True):
    """A learned span: its layer (events, figures, ...), its class there, its roles and its further classes.

    `attributes` map a head (modality, main, archetype, direction, variant, conditional) to (class, score).
    """

    layer: str
    label: str
    start: int
    end: int
    score: float
    roles: tuple[RoleMark, ...] = ()
    attributes: dict[str, tuple[str, float]] = {}

    def role(self, name: str) -> tuple[RoleMark, ...]:
        """The words in role `name`, in order of text."""
        return tuple(sorted((r for r in self.roles if r.role == name), key=lambda r: (r.start, r.end)))

    def attribute(self, name: str, default: str = "") -> str:
        """The class of head `name`, or `default`."""
        return self.attributes[name][0] if name in self.attributes else default

    def probability(self, name: str, default: float = 0.0) -> float:
        """The score of head `name`, or `default`."""
        return self.attributes[name][1] if name in self.attributes else default


class Link(msgspec.Struct, frozen=True):
    """A learned ordered pair of marks (indexes into `Marks.marks`): cause to effect, or subject to object."""

    layer: str
    label: str
    source: int
    target: int
    score: float
    attributes: dict[str, tuple[str, float]] = {}


class Marks(msgspec.Struct, frozen=True):
    """All that the learned reader says of one sentence."""

    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()

    def of(self, layer: str) -> tuple[Mark, ...]:
        """The marks of one layer, in order of text."""
        return tuple(m for m in self.marks if m.layer == layer)


class Parse(msgspec.Struct, frozen=True):
    """The parser's arrays, one entry a token; `heads` are token indexes (a root is its own head)."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    lemmas: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    deps: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    chunks: tuple[tuple[int, int], ...] = ()  # noun chunks as character ranges


class Name(msgspec.Struct, frozen=True):
    """A recognised name: its characters, its type (an ActorType, "place", or "other") and its catalogue entry."""

    start: int
    end: int
    type: str
    entry: str | None = None


class TimeMark(msgspec.Struct, frozen=True):
    """Time words with the interval that they mean; `date` is None where they cannot be resolved."""

    start: int
    end: int
    date: DateRange | None


class Attribution(msgspec.Struct, frozen=True):
    """Characters [start, end) of the sentence are said by `speaker`; `cue` is the range of the word that says so."""

    start: int
    end: int
    speaker: Speaker
    cue: tuple[int, int] | None = None


class QuoteMark(msgspec.Struct, frozen=True):
    """Words between quotation marks (the marks left out); scare quotes are told apart."""

    start: int
    end: int
    scare: bool
    speaker: Speaker
    addressee: str | None = None


class Cue(msgspec.Struct, frozen=True):
    """A word or phrase of the reviewed lists: kind is negation, hedge, conditional, unknown, indicator ..."""

    kind: str
    label: str
    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence [start, end) of a document with all its marks; `index` counts from 0 in order of text."""

    index: int
    start: int
    end: int
    paragraph: int
    parse: Parse = Parse()
    names: tuple[Name, ...] = ()
    marks: Marks = Marks()
    times: tuple[TimeMark, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quotes: tuple[QuoteMark, ...] = ()
    cues: tuple[Cue, ...] = ()


class Mention(msgspec.Struct, frozen=True):
    """A naming of an actor or place in a document, with the chain that it belongs to.

    `start`, `end` count in the document. `chain` is the number of its chain in the document; mentions of one chain
    name one thing. `head` says whether the mention is a full name, a short form, a pronoun or a description.
    """

    start: int
    end: int
    text: str
    type: str
    chain: int
    head: Literal["name", "short", "acronym", "pronoun", "description"] = "name"
    entry: str | None = None


class Annotated(msgspec.Struct, frozen=True):
    """A document's sentences and mentions: what annotate hands on."""

    document: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
