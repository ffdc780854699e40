"""Influences: one statement for each learned link from a cause to an effect.

The reader knows two conventions: `influences`, links that the words state, and `reasons`, the wide sense of
causal-news corpora, in which a grievance or an aim is the reason of a protest and spans are whole clauses. A link in
the wide sense is given where a sentence states none in the narrow one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from crosscurrents.extract.conditions import condition_of
from crosscurrents.extract.states import state_of
from crosscurrents.extract.view import View
from crosscurrents.records.document import Link, Mark
from crosscurrents.records.statement import Hedge, InfluenceStatement, Sign, Words

_SIGNS = frozenset(get_args(Sign))
_HEDGES = frozenset(get_args(Hedge))


def influences(view: View) -> Iterator[InfluenceStatement]:
    """The causal links of the sentence, in the reader's order; its own threshold has decided which ones there are."""
    marks, links = view.sentence.marks.marks, view.sentence.marks.links
    stated = [x for x in links if x.layer == "influences"]
    for link in stated or [x for x in links if x.layer == "reasons"]:
        yield _influence(view, link, marks[link.source], marks[link.target])


def _influence(view: View, link: Link, cause: Mark, effect: Mark) -> InfluenceStatement:
    ends = [view.trimmed(m.start, m.end) for m in (cause, effect)]
    signal = _signal(view, ends)
    spans = [*ends, signal] if signal else ends
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    hedge = link.attributes["hedge"][0] if "hedge" in link.attributes else "asserted"
    (a, b), (c, d) = ends
    condition = condition_of(view, start, end)
    return InfluenceStatement(
        **view.common("influence", start, end, f"{a - start}:{b - start}>{c - start}:{d - start}"),
        speaker=view.voice(start, end),
        hedge=view.hedge(start, end),
        confidence=link.score,
        cause=view.words(a, b),
        effect=view.words(c, d),
        sign=cast(Sign, link.label) if link.label in _SIGNS else "?",
        strength=cast(Hedge, hedge) if hedge in _HEDGES else "asserted",
        signal=view.words(*signal) if signal else None,
        condition=None if condition is None or _overlaps(view, condition, ends) else condition,
        cause_state=state_of(view, cause),
        effect_state=state_of(view, effect),
    )


def _overlaps(view: View, words: Words, spans: list[tuple[int, int]]) -> bool:
    """Whether `words` share a character with one of the spans: the cause itself is no condition of its own."""
    at = view.sentence.start
    return any(words.start < at + b and at + a < words.end for a, b in spans)


def _signal(view: View, ends: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The learned signal that lies nearest to the gap between the two situations."""
    (a, b), (c, d) = sorted(ends)
    low, high = min(b, c), max(b, c)
    found = sorted(view.sentence.marks.of("signals"), key=lambda m: (max(low - m.end, m.start - high, 0), m.start))
    free = [m for m in found if not (a <= m.start and m.end <= b) and not (c <= m.start and m.end <= d)]
    return view.trimmed(free[0].start, free[0].end) if free else None
