"""Events: one statement for each learned trigger, with whole actors, voice, time and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast, get_args

from crosscurrents.extract.names import actors
from crosscurrents.extract.placing import date_of, own_news, place_of, said_at
from crosscurrents.extract.sides import aimed_at, doers, done_to
from crosscurrents.extract.view import METHOD, View
from crosscurrents.lexicon.plover import is_cooperative
from crosscurrents.records.document import Mark, Modality, RoleMark
from crosscurrents.records.identity import statement_id
from crosscurrents.records.statement import EventStatement, PloverType, Words

_TYPES = frozenset(get_args(PloverType))
_MODALITIES = frozenset(get_args(Modality))
_TO_COME = frozenset({"planned", "possible", "hypothetical"})
_SPOKEN = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # acts that words do
# Acts that often name whom they concern only in what is threatened, refused, asked or promised.
_CONCERNING = frozenset({"ACCUSE", "AGREE", "PROTEST", "REJECT", "REQUEST", "THREATEN"})
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})  # several sources and no target did it with each other


def events(view: View) -> Iterator[EventStatement]:
    """The events of the sentence whose confidence reaches `config.event_floor`, in order of text."""
    for mark in view.sentence.marks.of("events"):
        if mark.score >= view.config.event_floor and mark.label in _TYPES and view.holds_words(mark):
            yield _event(view, mark)


def _event(view: View, mark: Mark) -> EventStatement:
    type_ = cast(PloverType, mark.label)
    modality = modality_of(mark)
    start, end = view.trimmed(mark.start, mark.end)
    sources, targets = _roles(view, mark)
    sentence = view.sentence
    main = mark.probability("main") >= view.config.main_floor
    when = date_of(view, start, end, past=modality not in _TO_COME)
    if when is None and modality == "happened":
        when = own_news(view, start, end)
    if when is None and type_ in _SPOKEN and (modality == "happened" or type_ == "THREATEN"):
        when = said_at(view, start, end)
    return EventStatement(
        id=statement_id(view.document.id, "event", sentence.start + start, sentence.start + end),
        document=view.document.id,
        sentence=sentence.index,
        evidence=view.document.evidence(sentence.start, sentence.end, METHOD),
        speaker=view.learned_voice(mark),
        modality=modality,
        date=when,
        place=place_of(view, start, end),
        hedge=view.hedge(start, end),
        confidence=mark.score,
        type=type_,
        plover="AGREE" if modality == "planned" and is_cooperative(type_) else type_,
        trigger=view.words(start, end),
        main=main,
        sources=sources,
        targets=targets,
    )


def modality_of(mark: Mark) -> Modality:
    """The mark's learned modality; `happened` where the reader gives none."""
    label = mark.attribute("modality", "happened")
    return cast(Modality, label) if label in _MODALITIES else "happened"


def _roles(view: View, mark: Mark) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Sources and targets as whole names; nobody is both, and parties to a mutual act stand on both sides."""
    sides: dict[Words, tuple[float, str]] = {}
    for role in ("source", "target"):
        marks = mark.role(role)
        for words in actors(view, marks):
            score = max((m.score for m in marks if _touches(view, words, m)), default=0.0)
            sides[words] = max(sides.get(words, (0.0, role)), (score, role))
    ordered = sorted(sides, key=lambda w: (w.start, w.end))
    sources = tuple(w for w in ordered if sides[w][1] == "source")
    targets = tuple(w for w in ordered if sides[w][1] == "target")
    if mark.label in _MUTUAL and len(sources) > 1 and not targets:
        return sources[:1], sources[1:]
    return _completed(view, mark, sources, targets)


def _completed(
    view: View, mark: Mark, sources: tuple[Words, ...], targets: tuple[Words, ...]
) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Sources and targets with what the parse says of a side for which the reader names nobody."""
    start, end = view.trimmed(mark.start, mark.end)
    if not sources:
        sources = _others(view, doers(view, start, end), targets)
    if not targets:
        targets = _others(view, done_to(view, start, end), sources)
    if not targets and mark.label in _CONCERNING:
        targets = _others(view, aimed_at(view, start, end), sources)
    return sources, targets


def _others(view: View, spans: Sequence[tuple[int, int]], taken: Sequence[Words]) -> tuple[Words, ...]:
    """The words of `spans` that share no character with words already taken."""
    words = [view.words(*span) for span in spans]
    return tuple(w for w in words if not any(w.start < t.end and t.start < w.end for t in taken))


def _touches(view: View, words: Words, mark: RoleMark) -> bool:
    at = view.sentence.start
    return words.start < at + mark.end and at + mark.start < words.end
