"""Indicators and unknowns: what the author says is to be watched, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterator

from crosscurrents.extract.states import state_of
from crosscurrents.extract.view import RULE_CONFIDENCE, View
from crosscurrents.records.document import Cue, Mark
from crosscurrents.records.statement import IndicatorStatement, UnknownStatement

_RULE = "rule:cue words"
SURE_PHRASE = 0.65  # chance from which a learned span without a cue is an indicator: read off the sure ones by hand
FEWEST_CONTENT = 2  # content words of such a span
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_NEGATING = frozenset({"no", "not", "nobody", "none"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def indicators(view: View) -> Iterator[IndicatorStatement]:
    """The indicators of the sentence, each the clause that states it, a clause once: the learned ones, then the cues.

    A learned span alone is often a fragment. It counts where its clause has a cue for an indicator, or where it is a
    phrase of several content words that the reader is sure of.
    """
    told: list[tuple[int, int]] = []
    for mark in sorted(view.marks("indicators"), key=lambda m: (-m.score, m.start)):
        start, end = _widened(view, mark)
        if _is_indicator(view, mark, start, end) and not _overlaps(told, start, end):
            told.append((start, end))
            yield _indicator(view, start, end, mark)
    for cue in view.cues("indicator", 0, len(view.text)):
        start, end = view.trimmed(*view.clause(cue.start, cue.end))
        if not _overlaps(told, min(start, cue.start), max(end, cue.end)):
            told.append((start, end))
            yield _indicator(view, start, end, None)


def _widened(view: View, mark: Mark) -> tuple[int, int]:
    """The clause that holds a learned span, at least the span itself."""
    low, high = view.clause(mark.start, mark.end)
    return view.trimmed(min(low, mark.start), max(high, mark.end))


def _is_indicator(view: View, mark: Mark, start: int, end: int) -> bool:
    """Whether a cue stands in the clause [start, end), or the learned span is a sure phrase."""
    if view.cues("indicator", start, end):
        return True
    found = [view.sentence.parse.pos[t] for t in view.tree.tokens(mark.start, mark.end)]
    is_phrase = sum(p in CONTENT for p in found) >= FEWEST_CONTENT and not {"VERB", "AUX"}.isdisjoint(found)
    return mark.score >= SURE_PHRASE and (is_phrase or not found)  # without a parse the reader alone decides


def _overlaps(told: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in told)


def _indicator(view: View, start: int, end: int, mark: Mark | None) -> IndicatorStatement:
    common = view.common("indicator", start, end) if mark else view.common("indicator", start, end, method=_RULE)
    return IndicatorStatement(
        **common,
        speaker=view.voice(start, end, mark),
        confidence=mark.score if mark else RULE_CONFIDENCE,
        what=_watched(view, start, end),
        state=state_of(view, mark) if mark else None,
    )


def _watched(view: View, start: int, end: int) -> str:
    """What is to be watched: what the cue governs ("hinges on X"), else its subject ("X is a test"), else all."""
    cue = next(iter(view.cues("indicator", start, end)), None)
    low, high = (_governed(view, cue) or _subject(view, cue) or (start, end)) if cue else (start, end)
    return view.text[slice(*view.clipped(*view.trimmed(low, high)))]


def _governed(view: View, cue: Cue) -> tuple[int, int] | None:
    tree, deps = view.tree, view.sentence.parse.deps
    inside = tree.tokens(cue.start, cue.end)
    below = [c for t in inside for c in tree.children[t] if c not in inside and c > t and deps[c] in {"pobj", "pcomp"}]
    return tree.phrase(below[0]) if below else None


def _subject(view: View, cue: Cue) -> tuple[int, int] | None:
    tree, deps = view.tree, view.sentence.parse.deps
    head = tree.head(cue.start, cue.end)
    if head is None:
        return None
    found = [t for t in tree.children[tree.verb(head)] if deps[t] in _SUBJECTS]
    return tree.phrase(found[0]) if found else None


def unknowns(view: View) -> Iterator[UnknownStatement]:
    """What the sentence says is not known: the clause of each cue for it, a clause once."""
    seen: set[tuple[int, int]] = set()
    for cue in view.cues("unknown", 0, len(view.text)):
        if not _says_unknown(view, cue):
            continue
        span = view.clipped(*view.trimmed(*_clause(view, cue)))
        if span not in seen:
            seen.add(span)
            yield UnknownStatement(
                **view.common("unknown", *span, method=_RULE),
                speaker=view.voice(*span),
                confidence=RULE_CONFIDENCE,
                text=view.text[slice(*span)],
            )


def _says_unknown(view: View, cue: Cue) -> bool:
    """Whether a cue says that something is not known: a mere noun ("the fate of") needs another cue beside it."""
    head = view.tree.head(cue.start, cue.end)
    words = view.text[cue.start : cue.end].lower().split()
    if head is None or view.sentence.parse.pos[head] != "NOUN" or _NEGATING & set(words):
        return True
    low, high = _clause(view, cue)
    others = [c for kind in ("unknown", "negation") for c in view.cues(kind, low, high) if c != cue]
    return bool(others)


def _clause(view: View, cue: Cue) -> tuple[int, int]:
    """The clause that holds the cue, from the cue at the latest to its end at the earliest."""
    low, high = view.clause(cue.start, cue.end)
    return min(low, cue.start), max(high, cue.end)
