"""Expectations: what a sentence says is to come, whose expectation it is, when it is due and on which condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast, get_args

from crosscurrents.extract.conditions import clauses, condition_of
from crosscurrents.extract.names import actors
from crosscurrents.extract.view import MORE_LIKELY_THAN_NOT, View
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Mark, Modality, TimeMark
from crosscurrents.records.statement import ExpectationKind, ExpectationStatement, Words

_KINDS = frozenset(get_args(ExpectationKind))
_MODALITY: dict[str, Modality] = {
    "plan": "planned", "scheduled": "planned", "threat": "hypothetical", "conditional": "hypothetical",
    "forecast": "possible", "hope": "possible", "fear": "possible",
}  # fmt: skip


def expectations(view: View) -> Iterator[ExpectationStatement]:
    """The expectations of the sentence, in order of text."""
    for mark in view.telling("expectations"):
        if mark.label in _KINDS:
            yield _expectation(view, mark)


def _expectation(view: View, mark: Mark) -> ExpectationStatement:
    start, end = view.trimmed(mark.start, mark.end)
    conditional = mark.probability("conditional") >= MORE_LIKELY_THAN_NOT or mark.label == "conditional"
    return ExpectationStatement(
        **view.common("expectation", start, end, mark.label),
        speaker=view.voice(start, end),
        modality=_MODALITY[mark.label],
        hedge=view.hedge(start, end),
        confidence=mark.score,
        expectation=cast(ExpectationKind, mark.label),
        holder=_holder(view, mark),
        due=_due(view, start, end),
        condition=condition_of(view, start, end, anywhere=True) if conditional else None,
        likelihood=view.cue_words("hedge", start, end),
    )


def _holder(view: View, mark: Mark) -> Words | None:
    """Whose expectation it is: the learned holder, else the speaker where the sentence names him; None: narrator."""
    found = actors(view, mark.role("holder"))
    if found:
        return found[0]
    name = view.voice(mark.start, mark.end).name
    at = view.text.find(name)
    return view.words(at, at + len(name)) if at >= 0 else None


def _due(view: View, start: int, end: int) -> DateRange | None:
    """When it is due: the first time to come inside [start, end), else the first that hangs on its clause.

    Times of a condition come last; the day of writing itself counts only inside.
    """
    apart = [c for c in clauses(view) if not _holds_head(view, c, start, end)]
    rest = [(t, any(a <= t.start and t.end <= b for a, b in apart)) for t in view.sentence.times]
    inside = [t for t, _ in sorted(rest, key=lambda r: r[1]) if t.start < end and start < t.end]
    near = [t for t, other in rest if not other and t not in inside and _hangs_on(view, t, start, end)]
    chosen = next((t for t in (*inside, *near) if _is_to_come(view, t, same_day=False)), None)
    chosen = chosen or next((t for t in inside if _is_to_come(view, t, same_day=True)), None)
    return _before(view, chosen) if chosen else None


def _holds_head(view: View, clause: tuple[int, int], start: int, end: int) -> bool:
    """Whether the expectation itself stands in the clause."""
    head = view.tree.head(start, end)
    return head is None or clause[0] <= view.sentence.parse.starts[head] < clause[1]


def _hangs_on(view: View, time: TimeMark, start: int, end: int) -> bool:
    tree = view.tree
    own, head = tree.head(time.start, time.end), tree.head(start, end)
    return own is not None and head is not None and tree.verb(own) == tree.verb(head)


def _is_to_come(view: View, time: TimeMark, *, same_day: bool) -> bool:
    """Whether the time ends after the document's own day, or (`same_day`) lies on it; True for an undated document."""
    own, date = view.document.date, time.date
    if date is None:
        return False
    if own is None or date.last > own.last:
        return True
    return same_day and own.first <= date.first


def _before(view: View, time: TimeMark) -> DateRange | None:
    """The days meant: those of the time itself, or with "before" in front of it those until then."""
    date, own = time.date, view.document.date
    lead = view.text[: time.start].split()
    if date is None or date.start is None or not any(w.lower() == "before" for w in lead[-2:]):
        return date
    last = date.first - timedelta(days=1)
    first = own.start if own and own.first <= last else None
    return DateRange(first, last.isoformat(), "range", date.basis)
