"""Quotations: words between quotation marks that someone spoke or wrote; scare quotes are none."""

from __future__ import annotations

from collections.abc import Iterator

from crosscurrents.extract.names import bare
from crosscurrents.extract.view import METHOD, RULE_CONFIDENCE, View
from crosscurrents.records.document import Mark, QuoteMark
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.statement import QuotationStatement

_RULE = "rule:quotation marks"


def quotations(view: View) -> Iterator[QuotationStatement]:
    """The quotations of the sentence in order of text: quoted speech by rule, and what the reader takes for speech."""
    learned = view.marks("quotations")
    taken: list[tuple[int, int]] = []
    for quote in view.sentence.quotes:
        mark = next((m for m in learned if m.start < quote.end and quote.start < m.end), None)
        if not quote.scare or mark:
            taken.append((quote.start, quote.end))
            yield _quotation(view, quote, mark)
    for mark in learned:
        if not any(mark.start < b and a < mark.end for a, b in taken) and _is_quoted(view, mark):
            yield _quotation(view, QuoteMark(mark.start, mark.end, False, Speaker()), mark)


def _is_quoted(view: View, mark: Mark) -> bool:
    """Whether a quotation mark stands directly before or after the words."""
    around = view.text[max(0, mark.start - 1) : mark.start] + view.text[mark.end : mark.end + 1]
    return any(char in "\"“”„«»'‘’" for char in around)


def _quotation(view: View, quote: QuoteMark, mark: Mark | None) -> QuotationStatement:
    common = view.common("quotation", quote.start, quote.end, method=METHOD if quote.scare else _RULE)
    speaker = quote.speaker if not quote.speaker.is_narrator else view.voice(quote.start, quote.end, mark)
    return QuotationStatement(
        **common,
        speaker=speaker,
        confidence=mark.score if mark else RULE_CONFIDENCE,
        text=common["evidence"].quote,
        addressee=quote.addressee or _addressee(view, mark),
    )


def _addressee(view: View, mark: Mark | None) -> str | None:
    found = mark.role("addressee") if mark else ()
    return view.text[slice(*bare(view, found[0].start, found[0].end))] if found else None
