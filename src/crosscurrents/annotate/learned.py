"""Speakers that the learned reader finds where the parse finds none."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crosscurrents.annotate.speakers import Spoken
from crosscurrents.annotate.tree import Tree
from crosscurrents.records.document import Attribution, Mark, Marks, QuoteMark
from crosscurrents.records.provenance import Speaker

_SURE = 0.5  # score of a learned role from which it fills a gap


def with_learned_speakers(tree: Tree, spoken: Spoken, marks: Marks) -> Spoken:
    """Fill the gaps: an attribution for each event with a speaker that no voice holds, a speaker for a quotation."""
    attributions = [*spoken.attributions, *_attributions(tree, spoken, marks)]
    quotes = tuple(_quote(tree, quote, marks) for quote in spoken.quotes)
    return Spoken(tuple(sorted(attributions, key=lambda a: (a.start, a.end, a.cue or (0, 0)))), quotes)


def _attributions(tree: Tree, spoken: Spoken, marks: Marks) -> Iterator[Attribution]:
    for mark in marks.of("events"):
        name = _role(tree, mark, "speaker")
        if name and not any(a.start < mark.end and mark.start < a.end for a in spoken.attributions):
            yield Attribution(mark.start, mark.end, Speaker(name))


def _quote(tree: Tree, quote: QuoteMark, marks: Marks) -> QuoteMark:
    """A quotation with the learned speaker and addressee where it has none; with a speaker it is no scare quote."""
    for mark in marks.of("quotations"):
        shared = min(quote.end, mark.end) - max(quote.start, mark.start)
        if 2 * shared <= quote.end - quote.start:
            continue
        name, addressee = _role(tree, mark, "speaker"), quote.addressee or _role(tree, mark, "addressee")
        if name and quote.speaker.is_narrator:
            return QuoteMark(quote.start, quote.end, False, Speaker(name), addressee)
        return msgspec.structs.replace(quote, addressee=addressee)
    return quote


def _role(tree: Tree, mark: Mark, role: str) -> str | None:
    """The whole naming of the likeliest filler of a role, if it is likely enough and a noun."""
    sure = [(r.score, -r.start, r) for r in mark.role(role) if r.score >= _SURE]
    if not sure:
        return None
    best = max(sure, key=lambda entry: entry[:2])[2]
    top = tree.top(best.start, best.end)
    return tree.text[slice(*tree.phrase(top))] if top is not None and tree.pos[top] in ("NOUN", "PROPN") else None
