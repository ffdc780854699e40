"""What kind of text a document is: a report, a commentary (analysis, opinion) or an official statement.

What it says of itself comes first: the section or genre, a statement's title, issuer or ending, a disclaimer about the
author's views. Then the form: a dateline is a report's. Else sentences decide: a text that argues in many sentences and
passes on the words of others in few is a commentary, the reverse a report; in between it is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from crosscurrents.ingest.cues import document_cues, matches
from crosscurrents.ingest.layout import Range, sentences, word_count
from crosscurrents.ingest.metadata import Found
from crosscurrents.records.document import DocumentKind
from crosscurrents.text.normal import normal_form

_LEAST_SENTENCES = 5  # a shorter text is not judged by its sentences
_SHORTEST_SENTENCE = 6  # words
_ARGUED = 0.10  # share of sentences that argue, from which a text may be a commentary
_REPORTED = 0.15  # share of sentences that pass on another's words, from which it may be a report
_MUCH_MORE = 1.1  # how much commoner one of the two must be
_STATEMENT_VOICE = 0.30  # share of sentences in which an institution speaks of itself
_KINDS: tuple[DocumentKind, ...] = ("commentary", "statement", "report")


def document_kind(text: str, paragraphs: Sequence[Range], found: Found, *, disclaimed: bool) -> DocumentKind:
    """The kind of the text in `paragraphs` (those that are kept); `disclaimed` says that the views are the author's."""
    named = _named(found)
    if named:
        return named
    if found.issued or _is_statement(text, paragraphs, found.title or ""):
        return "statement"
    if disclaimed:
        return "commentary"
    if any(reason == "dateline" for _, reason in found.header):
        return "report"
    return _judged(text, paragraphs)


def _named(found: Found) -> DocumentKind | None:
    """The kind that a section or genre names."""
    forms = [normal_form(name) for name in found.section]
    kinds = document_cues().kinds
    return next((kind for kind in _KINDS for form in forms if form in kinds[kind]), None)


def _is_statement(text: str, paragraphs: Sequence[Range], title: str) -> bool:
    cues = document_cues()
    if matches(cues.statement_titles, title) and word_count(title) <= 25:
        return True
    return any(matches(cues.statement_endings, text[slice(*p)]) for p in paragraphs[-3:])


def _judged(text: str, paragraphs: Sequence[Range]) -> DocumentKind:
    """The kind by the shares of sentences that argue, report another's words, or are an institution's own."""
    cues = document_cues()
    spans = (span for p in paragraphs for span in sentences(text, *p))
    parts = [text[slice(*span)] for span in spans if word_count(text, *span) >= _SHORTEST_SENTENCE]
    if len(parts) < _LEAST_SENTENCES:
        return "unknown"
    argued, reported, own = (
        sum(matches(patterns, part) for part in parts) / len(parts)
        for patterns in (cues.argument, cues.speech, cues.statement_voice)
    )
    if own >= _STATEMENT_VOICE and own > reported:
        return "statement"
    if argued >= _ARGUED and argued >= _MUCH_MORE * reported:
        return "commentary"
    return "report" if reported >= _REPORTED and reported >= _MUCH_MORE * argued else "unknown"
