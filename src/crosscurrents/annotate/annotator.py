"""The second stage: a document's sentences with all their marks, and its mention chains.

What a sentence's parse, names, learned marks, voices and cues are depends on its own words alone. Four passes see the
document: quotations over sentences, mention chains, speakers, and the times that count from the time told last.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from crosscurrents.annotate.attribution import find_voices
from crosscurrents.annotate.cues import find_cues
from crosscurrents.annotate.discourse import load_discourse
from crosscurrents.annotate.encoder import load_reader
from crosscurrents.annotate.learned import with_learned_speakers
from crosscurrents.annotate.names import Namer
from crosscurrents.annotate.quotes import find_quotes, quotes_inside
from crosscurrents.annotate.reference import Draft, Linker
from crosscurrents.annotate.sentences import split_document
from crosscurrents.annotate.speakers import Spoken, link_speakers
from crosscurrents.annotate.syntax import Parsed, load_parser
from crosscurrents.annotate.tense import tense_of_parse
from crosscurrents.annotate.tree import Range, Tree
from crosscurrents.config import DEFAULT, Config
from crosscurrents.lexicon.actors import load_actors
from crosscurrents.lexicon.cues import load_cues
from crosscurrents.lexicon.places import load_places
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Annotated, Cue, Document, Marks, Mention, Name, Sentence, TimeMark


class _Read(msgspec.Struct):
    """One sentence as read by itself."""

    draft: Draft
    marks: Marks
    cues: tuple[Cue, ...]


class Annotator:
    """Annotates documents, one a call.

    Args:
        config: the settings.
        pipeline: name or path of another installed spaCy pipeline; by default the packaged one.

    Raises:
        ReaderError: weights, parser or vocabularies cannot be loaded.
    """

    def __init__(self, config: Config = DEFAULT, *, pipeline: str | None = None) -> None:
        self._config = config
        self._words, self._cues, self._catalogue = load_discourse(), load_cues(), load_actors()
        self._parser, self._reader = load_parser(pipeline), load_reader()
        self._namer = Namer(self._catalogue, load_places(), self._words)

    def annotate(self, document: Document) -> Annotated:
        """Give the sentences of what is kept of a document, with their marks, and its mention chains."""
        ranges = split_document(document, self._config)
        paragraphs = document.paragraphs or ((0, len(document.text)),)
        quotes = quotes_inside(find_quotes(document.text, paragraphs), ranges)
        parsed = self._parser.read_all([document.text[start:end] for start, end in ranges])
        read = [self._read(document, *each) for each in zip(ranges, parsed, quotes, strict=True)]
        drafts = [one.draft for one in read]
        mentions = Linker(drafts, self._catalogue, self._words).read()
        spoken = link_speakers(drafts, mentions, self._words)
        times = _times(read, document.date)
        sentences = [_sentence(n, *parts, mentions) for n, parts in enumerate(zip(read, spoken, times, strict=True))]
        return Annotated(document.id, tuple(sentences), mentions)

    def _read(self, document: Document, ends: Range, parsed: Parsed, quotes: tuple[Range, ...]) -> _Read:
        """Read one sentence: but for its place and its quotations, a function of its words alone."""
        start, text = ends[0], document.text[slice(*ends)]
        tree = Tree(text, parsed.parse)
        names = self._namer.find(tree, parsed.entities)
        draft = Draft(start, document.paragraph_of(start), tree, names, find_voices(tree, self._words), quotes)
        return _Read(draft, self._reader.read(text), find_cues(tree, self._cues))


def _times(read: Sequence[_Read], anchor: DateRange | None) -> list[tuple[TimeMark, ...]]:
    """The times of each sentence; those told relative to another count from the last one in the paragraph."""
    from crosscurrents.annotate import temporal  # compiles a large grammar

    found: list[tuple[TimeMark, ...]] = []
    context, paragraph = None, -1
    for one in read:
        text = one.draft.tree.text
        context = context if one.draft.paragraph == paragraph else None
        paragraph = one.draft.paragraph
        tense = partial(tense_of_parse, one.draft.tree.parse)
        marks = temporal.resolve_times(text, _time_spans(text, one.marks), anchor=anchor, tense=tense, context=context)
        context = temporal.narrative_context(text, marks, context)
        found.append(marks)
    return found


def _time_spans(text: str, marks: Marks) -> list[Range]:
    """The learned time spans and those found by rule; of two that overlap the longer one, the learned one first."""
    from crosscurrents.annotate.temporal import find_times

    spans = [(m.start, m.end) for m in marks.of("times")] + list(find_times(text))
    kept: list[Range] = []
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if not any(start < e and s < end for s, e in kept):
            kept.append((start, end))
    return sorted(kept)


def _sentence(
    index: int, read: _Read, spoken: Spoken, times: tuple[TimeMark, ...], mentions: Sequence[Mention]
) -> Sentence:
    """The record of one sentence."""
    draft = read.draft
    spoken = with_learned_speakers(draft.tree, spoken, read.marks)
    return Sentence(
        index=index,
        start=draft.start,
        end=draft.start + len(draft.tree.text),
        paragraph=draft.paragraph,
        parse=draft.tree.parse,
        names=_typed(draft, mentions),
        marks=read.marks,
        times=times,
        attributions=spoken.attributions,
        quotes=spoken.quotes,
        cues=read.cues,
    )


def _typed(draft: Draft, mentions: Sequence[Mention]) -> tuple[Name, ...]:
    """The names of a sentence with the types that their chains have in the document (a surname taken for a town)."""
    types = {(m.start - draft.start, m.end - draft.start): m.type for m in _within(draft, mentions)}
    return tuple(msgspec.structs.replace(n, type=types.get((n.start, n.end), n.type)) for n in draft.names)


def _within(draft: Draft, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions inside a sentence."""
    end = draft.start + len(draft.tree.text)
    return [m for m in mentions if draft.start <= m.start and m.end <= end]
