"""Speakers of a document: who a voice's pronoun or document is, and who speaks each quotation.

This is the document's pass over what `attribution` found in single sentences. A quotation belongs to the voice that
holds it, else to the subject of the verb of speech that governs it, else to that of the verb of speech beside it; a
paragraph's quotations that nobody introduces go on with its last speaker.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from crosscurrents.annotate.attribution import (
    Voice,
    addressee_of,
    author_of,
    is_document,
    naming,
    speaker_of,
    speech_verb,
)
from crosscurrents.annotate.discourse import Discourse
from crosscurrents.annotate.reference import IMPERSONAL, PERSONAL, Draft
from crosscurrents.annotate.tree import SUBJECTS, VERBAL, Range, Tree
from crosscurrents.records.document import Attribution, Mention, QuoteMark
from crosscurrents.records.provenance import Speaker

_PLURAL = frozenset({"they", "their"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = "“‘\"'« "
_SPEAKING_POS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_LONGEST_SCARE = 5  # words; a longer quotation that nobody introduces is speech all the same
_BESIDE = 12  # tokens between a quotation and the verb of speech beside it, at most
_TITLE = 40  # characters of the titles before a name, at most
_MEMORY = 4  # sentences after which a pronoun no longer means the last speaker


class Spoken(msgspec.Struct, frozen=True):
    """The voices of one sentence as records: attributions and quotations."""

    attributions: tuple[Attribution, ...]
    quotes: tuple[QuoteMark, ...]


class _Said(msgspec.Struct, frozen=True):
    """A speaker with the cue that says so and the one spoken to."""

    speaker: Speaker
    cue: Range | None = None
    addressee: str | None = None


def link_speakers(drafts: Sequence[Draft], mentions: Sequence[Mention], words: Discourse) -> list[Spoken]:
    """Give each sentence its attributions and quotations.

    Args:
        drafts: the sentences in order, with their quotations.
        mentions: the document's mention chains (`reference`).
        words: the word lists of attribution.
    """
    names = _Names(mentions)
    book = _Book(names, words)
    spoken = []
    for index, draft in enumerate(drafts):
        outer = sorted(draft.speaking(), key=lambda v: v.breadth)  # the outermost is the last speaker
        voices = [(voice, book.said(index, draft, voice)) for voice in outer]
        voices += [(voice, book.said(index, draft, voice, nested=True)) for voice in draft.voices if voice not in outer]
        book.note_documents(draft)
        marks = [_quoted(draft, span, voices, book, index) for span in draft.quotes]
        spoken.append(_records(voices, [mark for mark in marks if mark is not None]))
    return spoken


class _Names:
    """The mentions of a document by place, and the first full name of each chain."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m.end, m.start))
        self._ends = [m.end for m in self._mentions]
        self._full: dict[int, str] = {}
        for head in ("name", "acronym", "short"):
            for mention in mentions:
                if mention.head == head:
                    self._full.setdefault(mention.chain, mention.text)

    def mention(self, start: int, end: int) -> Mention | None:
        """The mention that ends where [start, end) ends."""
        at = bisect_right(self._ends, end) - 1
        found = self._mentions[at] if at >= 0 else None
        # A mention may begin before the speaker's words (a title that the parse leaves out), but not far.
        return found if found is not None and found.end == end and start - _TITLE <= found.start < end else None

    def full(self, mention: Mention) -> str | None:
        """The first full name of a mention's chain."""
        return self._full.get(mention.chain)


class _Book:
    """Who has spoken so far: speakers in order, with their type where it is known, and the authors of documents."""

    def __init__(self, names: _Names, words: Discourse) -> None:
        self._names, self.words = names, words
        self._last: list[tuple[int, str, str | None, int]] = []  # sentence, name, type, paragraph
        self._authors: dict[str, str] = {}

    def said(self, index: int, draft: Draft, voice: Voice, *, nested: bool = False) -> _Said:
        """The speaker of a voice, pronouns, descriptions and bare documents resolved; a nested one is not kept."""
        document = None if voice.authored else voice.document
        name = self.resolve(index, draft, voice.name, voice.written, document, nested=nested)
        if voice.document is not None and voice.authored:
            self._authors[voice.document] = name
        return _Said(Speaker(name, chain=voice.chain), voice.cue, voice.addressee)

    def resolve(
        self, index: int, draft: Draft, span: Range, written: str, document: str | None, *, nested: bool = False
    ) -> str:
        """Give a speaker's name and, unless he is quoted himself, note that he spoke."""
        mention = self._names.mention(draft.start + span[0], draft.start + span[1])
        name, kind = written, mention.type if mention is not None else self._type_by_noun(written)
        if document is not None:
            name, kind = self._authors.get(document, written), "organisation"
        elif written.casefold() in PERSONAL | IMPERSONAL | _PLURAL:
            known = self._names.full(mention) if mention is not None else None
            name = known or self._last_name(index, written.casefold()) or written
        elif mention is not None and mention.head == "description":
            name = self._names.full(mention) or written
        elif mention is None and draft.tree.text[: span[0]].casefold().endswith("the "):
            name = self._so_called(index, written) or written
        if not nested:
            self._last.append((index, name, kind, draft.paragraph))
        return name

    def note_documents(self, draft: Draft) -> None:
        """Remember the authors of the documents that a sentence names, whoever speaks in it."""
        tree = draft.tree
        for token in range(len(tree)):
            author = author_of(tree, token, self.words) if is_document(tree, token, self.words) else None
            if author is not None and tree.pos[author] in ("PROPN", "NOUN"):
                self._authors[tree.lemmas[token]] = tree.text[slice(*tree.phrase(author))]

    def last(self, index: int, paragraph: int, *, on: bool) -> str | None:
        """Who spoke last in this paragraph or, where a quotation goes on, in the sentence before it."""
        spoken = [n for at, n, _, where in self._last if where == paragraph or (on and at == index - 1)]
        return spoken[-1] if spoken else None

    def _so_called(self, index: int, written: str) -> str | None:
        """The last speaker whose description ends with the same noun ("the spokesman")."""
        noun = written.casefold().split()[-1]
        same = [name for at, name, _, _ in self._last if index - at <= _MEMORY and name.casefold().split()[-1] == noun]
        return same[-1] if same else None

    def _last_name(self, index: int, pronoun: str) -> str | None:
        """The last speaker whom a pronoun may mean."""
        for at, name, kind, _ in reversed(self._last):
            if index - at > _MEMORY:
                return None
            if name.casefold() not in PERSONAL | IMPERSONAL | _PLURAL and _may_mean(pronoun, kind):
                return name
        return None

    def _type_by_noun(self, written: str) -> str | None:
        """The type of a described speaker by the nouns of the description ("the ministry")."""
        for word in reversed(written.casefold().split()):
            for kind, nouns in self.words.descriptions.items():
                if word in nouns:
                    return kind
        return None


def _may_mean(pronoun: str, kind: str | None) -> bool:
    if pronoun in PERSONAL:
        return kind in ("person", None)
    return kind != "person"


def _quoted(
    draft: Draft, span: Range, voices: list[tuple[Voice, _Said]], book: _Book, index: int
) -> tuple[QuoteMark, _Said] | None:
    """A quotation with who says it; None where it is neither speech nor a word held at arm's length."""
    tree, words = draft.tree, book.words
    if _names_a_thing(tree, span, words) or _is_name(tree, span):
        return QuoteMark(*span, True, Speaker()), _Said(Speaker())
    said = (
        _introduced(draft, span, voices, book, index)
        or _of_subject(draft, span, book, index)
        or _beside(draft, span, book, index)
    )
    scare = said is None and _is_phrase(tree, span)
    if said is None and not scare:
        alone = span[0] <= 1 and span[1] >= len(tree.text) - 1
        name = book.last(index, draft.paragraph, on=alone)
        said = _Said(Speaker(name)) if name else None
    said = said or _Said(Speaker())
    return QuoteMark(*span, scare, said.speaker, said.addressee), said


def _introduced(draft: Draft, span: Range, voices: list[tuple[Voice, _Said]], book: _Book, index: int) -> _Said | None:
    """The narrower one of the voice that holds the quotation and the verb of speech above it."""
    outer = [(v, said) for v, said in voices if not span[0] <= v.cue[0] < span[1]]
    held, verb = _held(span, outer), _governor(draft.tree, span, book.words)
    if held is not None and (verb is None or not held[0].holds(*draft.tree.extent(verb, verb))):
        return held[1]
    governed = _speaks(draft, verb, span, book, index) if verb is not None else None
    return governed or (held[1] if held is not None else None)


def _held(span: Range, voices: list[tuple[Voice, _Said]]) -> tuple[Voice, _Said] | None:
    """The narrowest voice that holds the quotation."""
    holding = [(v.breadth, at) for at, (v, _) in enumerate(voices) if v.holds(*span)]
    return voices[min(holding)[1]] if holding else None


def _governor(tree: Tree, span: Range, words: Discourse) -> int | None:
    """The nearest verb of speech above the quotation and outside it."""
    top = tree.top(*span)
    verbs = words.saying | words.claiming | words.wording | words.undertaking
    for verb in tree.ancestors(top) if top is not None else ():
        if speech_verb(tree, verb, verbs) and not span[0] <= tree.parse.starts[verb] < span[1]:
            return verb
    return None


def _beside(draft: Draft, span: Range, book: _Book, index: int) -> _Said | None:
    """The subject of the verb of speech right behind or before the quotation."""
    tree, words = draft.tree, book.words
    tokens = tree.tokens_in(*span)
    behind = range(tokens.stop, min(tokens.stop + _BESIDE, len(tree)))
    before = range(tokens.start - 1, max(tokens.start - 1 - _BESIDE, -1), -1)
    for side in (behind, before):
        for token in side:
            if tree.word(token) in (".", "!", "?", ";"):
                break
            if speech_verb(tree, token, words.saying | words.wording) and tree.pos[token] in VERBAL:
                said = _speaks(draft, token, span, book, index)
                if said is not None:
                    return said
    return None


def _speaks(draft: Draft, verb: int, span: Range, book: _Book, index: int) -> _Said | None:
    """Who says a quotation by the verb `verb`; None where its subject is unknown or inside the quotation."""
    tree = draft.tree
    inside = tree.tokens_in(*span)
    candidates = [s for s in tree.children(verb, *SUBJECTS) if s not in inside]
    found = speaker_of(tree, verb, book.words)
    if candidates and found in inside:
        found = min(candidates, key=lambda token: abs(token - verb))
    elif found is None or found in inside:
        # The parser takes the subject of an inverted verb for its object ("..." asked the envoy).
        behind = tree.child(verb, "dobj")
        found = behind if behind is not None and inside.stop <= verb < behind else None
    if found is None or tree.pos[found] not in _SPEAKING_POS:
        return None
    said = _as_said(draft, found, book, index)
    return _Said(said.speaker, tree.extent(verb, verb), addressee_of(tree, verb, book.words))


def _as_said(draft: Draft, token: int, book: _Book, index: int) -> _Said:
    """The speaker whose head word is `token`."""
    named = naming(draft.tree, token, book.words)
    written = draft.tree.text[slice(*named.name)]
    name = book.resolve(index, draft, named.name, written, None if named.authored else named.document)
    return _Said(Speaker(name))


def _of_subject(draft: Draft, span: Range, book: _Book, index: int) -> _Said | None:
    """Whose words a quotation is that is a predicate (the army "regrets" it) or stands behind a name and a colon."""
    tree = draft.tree
    inside = tree.tokens_in(*span)
    for verb in inside:
        before = [s for s in tree.children(verb, "nsubj") if s < inside.start and tree.pos[s] in _SPEAKING_POS]
        if before and tree.pos[verb] in VERBAL:
            return _as_said(draft, before[-1], book, index)
    heading = tree.text[: span[0]].rstrip(_OPENING)
    head = tree.top(0, len(heading)) if heading.endswith(":") else None
    short = head is not None and tree.pos[head] == "PROPN" and len(heading.split()) <= _LONGEST_SCARE
    return _as_said(draft, head, book, index) if head is not None and short else None


def _names_a_thing(tree: Tree, span: Range, words: Discourse) -> bool:
    """Whether the quotation gives a name ("dubbed", "known as", "so-called") and is nobody's wording."""
    before = [t for t in range(tree.tokens_in(0, span[0]).stop - 1, -1, -1) if tree.pos[t] != "PUNCT"][:2]
    if not before:
        return False
    first = before[0] if tree.lemmas[before[0]] != "as" else before[-1]
    if tree.text[: span[0]].rstrip(_OPENING).casefold().endswith("so-called"):
        return True
    passive = tree.deps[first] == "acl" or tree.child(first, "auxpass") is not None
    return tree.lemmas[first] in words.naming and tree.parse.tags[first] == "VBN" and passive


def _is_name(tree: Tree, span: Range) -> bool:
    """Whether a quotation is two capitalised words or more, with small words between them ("Guards of the Gate")."""
    tokens = [t for t in tree.tokens_in(*span) if tree.pos[t] != "PUNCT"]
    content = [t for t in tokens if tree.pos[t] not in ("ADP", "DET", "CCONJ", "PART")]
    named = all(tree.word(t)[:1].isupper() and tree.parse.tags[t] not in _FINITE for t in content)
    return len(content) > 1 and named and len(tokens) <= _LONGEST_SCARE


def _is_phrase(tree: Tree, span: Range) -> bool:
    """Whether a quotation is a short phrase without a finite verb, an exclamation or a question."""
    text = tree.text[span[0] : span[1]].strip()
    finite = any(tree.parse.tags[token] in _FINITE for token in tree.tokens_in(*span))
    return len(text.split()) <= _LONGEST_SCARE and not finite and text[-1] not in "!?"


def _covered(mark: QuoteMark, speaker: Speaker, found: list[Attribution]) -> bool:
    """Whether a quotation, but for a comma at its end, is attributed to its speaker already."""
    return any(a.start <= mark.start and mark.end <= a.end + 1 and a.speaker == speaker for a in found)


def _records(voices: list[tuple[Voice, _Said]], marks: list[tuple[QuoteMark, _Said]]) -> Spoken:
    """The attributions of a sentence, those of its quotations that no voice holds included, and its quotations."""
    found = [Attribution(start, end, said.speaker, said.cue) for voice, said in voices for start, end in voice.scopes]
    for mark, said in marks:
        if not mark.scare and not said.speaker.is_narrator and not _covered(mark, said.speaker, found):
            found.append(Attribution(mark.start, mark.end, said.speaker, said.cue))
    ordered = sorted(found, key=lambda a: (a.start, a.end, a.cue or (0, 0)))
    return Spoken(tuple(ordered), tuple(mark for mark, _ in marks))
