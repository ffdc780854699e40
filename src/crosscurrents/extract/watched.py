"""Indicators and unknowns: what the author says is to be watched, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterator

from crosscurrents.extract.states import state_of
from crosscurrents.extract.view import RULE_CONFIDENCE, View
from crosscurrents.records.document import Cue, Mark
from crosscurrents.records.statement import IndicatorStatement, UnknownStatement

_RULE = "rule:cue words"
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def indicators(view: View) -> Iterator[IndicatorStatement]:
    """The indicators of the sentence: the learned ones, then clauses with a cue that no learned one covers."""
    marks = view.marks("indicators")
    for mark in marks:
        yield _indicator(view, *view.trimmed(mark.start, mark.end), mark)
    for cue in view.cues("indicator", 0, len(view.text)):
        if not any(m.start < cue.end and cue.start < m.end for m in marks):
            yield _indicator(view, *view.trimmed(*view.clause(cue.start, cue.end)), None)


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
        span = view.clipped(*view.trimmed(*_clause(view, cue)))
        if span not in seen:
            seen.add(span)
            yield UnknownStatement(
                **view.common("unknown", *span, method=_RULE),
                speaker=view.voice(*span),
                confidence=RULE_CONFIDENCE,
                text=view.text[slice(*span)],
            )


def _clause(view: View, cue: Cue) -> tuple[int, int]:
    """The clause that holds the cue, from the cue at the latest to its end at the earliest."""
    low, high = view.clause(cue.start, cue.end)
    return min(low, cue.start), max(high, cue.end)
