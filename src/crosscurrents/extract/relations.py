"""Relations: offices, memberships, alliances, commands, funding, parts and other names, one for each learned pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

from crosscurrents.extract.names import bare, named
from crosscurrents.extract.view import View
from crosscurrents.records.document import Link, Mark
from crosscurrents.records.statement import RelationKind, RelationStatement

_KINDS = frozenset(get_args(RelationKind))
_LABELLED = frozenset({"office", "command"})  # kinds whose words name a post
_POST = frozenset({"NOUN", "PROPN", "ADJ"})
Span = tuple[int, int]


def relations(view: View) -> Iterator[RelationStatement]:
    """The relations of the sentence, in the reader's order; its own threshold has decided which ones there are."""
    marks = view.sentence.marks
    for link in marks.links:
        if link.layer == "relations" and link.label in _KINDS:
            yield _relation(view, link, marks.marks[link.source], marks.marks[link.target])


def _relation(view: View, link: Link, subject: Mark, object_: Mark) -> RelationStatement:
    (a, b), (c, d) = (named(view, m.start, m.end) for m in (subject, object_))
    label = _post(view, (a, b), (c, d)) if link.label in _LABELLED else None
    spans = [(a, b), (c, d), *([label] if label else [])]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return RelationStatement(
        **view.common("relation", start, end, f"{link.label}:{a - start}:{b - start}>{c - start}:{d - start}"),
        speaker=view.voice(start, end),
        hedge=view.hedge(start, end),
        confidence=link.score,
        relation=cast(RelationKind, link.label),
        subject=view.words(a, b),
        object=view.words(c, d),
        label=view.text[slice(*label)] if label else None,
    )


def _post(view: View, subject: Span, object_: Span) -> Span | None:
    """The words that name the post: between holder and body, else after the body, else before the holder."""
    between = (min(subject[1], object_[1]), max(subject[0], object_[0]))
    after = _rest_of_chunk(view, object_[1])
    before = _title(view, subject[0])
    found = (_nominal(view, *space) for space in (between, after, before))
    return next((s for s in found if s and not any(s[0] < b and a < s[1] for a, b in (subject, object_))), None)


def _nominal(view: View, start: int, end: int) -> Span | None:
    """The longest run of words in [start, end) that can name a post: nouns and adjectives, a noun last."""
    parse, best = view.sentence.parse, range(0)
    run: list[int] = []
    for token in (*view.tree.tokens(start, end), None):
        if token is not None and (parse.pos[token] in _POST or (run and _links(view, token))):
            run.append(token)
            continue
        while run and parse.pos[run[-1]] not in {"NOUN", "PROPN"}:
            run.pop()
        if len(run) > len(best):
            best = range(run[0], run[-1] + 1)
        run = []
    return bare(view, *view.tree.span(best.start, best.stop)) if best else None


def _links(view: View, token: int) -> bool:
    """Whether the token may stand inside the name of a post ("minister of the interior", "envoy for trade")."""
    parse = view.sentence.parse
    return parse.lemmas[token].lower() in {"of", "for", "the", "-", "and"}


def _rest_of_chunk(view: View, at: int) -> Span:
    """The rest of the noun chunk in which `at` stands ("'s regional coordinator")."""
    return next(((at, e) for s, e in view.sentence.parse.chunks if s <= at < e), (at, at))


def _title(view: View, at: int) -> Span:
    """The words before `at` in its noun chunk."""
    return next(((s, at) for s, e in view.sentence.parse.chunks if s < at < e), (at, at))
