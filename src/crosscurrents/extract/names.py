"""Whole names: from the words that the learned reader marked as an actor to the shortest full naming.

The reader's role scorer judges single words, so that a span may begin or end inside a name ("Interior Ministry" of
"Syrian Interior Ministry") or run over two actors ("Egypt and Qatar"). The rules here complete names, add the words
that stand before a noun and narrow it, and part joined actors; articles, possessive endings, appositions and relative
clauses stay out (OUTPUT.md, section 1, "Actors").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crosscurrents.extract.view import View
from crosscurrents.records.document import RoleMark
from crosscurrents.records.statement import Words

_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_DASH = re.compile(r"\s[-–—]\s?|[–—]")
_BEFORE = frozenset({"compound", "amod", "nummod", "nmod", "quantmod"})  # what narrows a noun from its left
_GLUE = frozenset({"ADP", "DET", "PART"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
Span = tuple[int, int]


def actors(view: View, marks: Iterable[RoleMark]) -> tuple[Words, ...]:
    """The actors that marked words of one role name, in order of text; one that lies inside another is left out."""
    spans: set[Span] = set()
    for start, end in joined(view, ((m.start, m.end) for m in marks)):
        spans.update(whole(view, a, b) for a, b in parts(view, *view.trimmed(start, end)))
    kept = [s for s in spans if _names_someone(view, s) and not any(_adds_nothing(view, s, o) for o in spans)]
    return tuple(view.words(a, b) for a, b in sorted(kept))


def _adds_nothing(view: View, span: Span, other: Span) -> bool:
    """Whether `span` lies inside `other` or is one of two namings of which `other` is the better (apposition)."""
    if span == other:
        return False
    return _inside(span, other) or _is_second_name(view, span, other)


def _is_second_name(view: View, span: Span, other: Span) -> bool:
    """Whether the two stand in apposition and `other` is the proper name, or the first where neither or both are."""
    tree, parse = view.tree, view.sentence.parse
    own, rival = tree.head(*span), tree.head(*other)
    if own is None or rival is None:
        return False
    is_name = [parse.pos[t] == "PROPN" for t in (own, rival)]
    if parse.deps[own] == "appos" and parse.heads[own] == rival:
        return not is_name[0] or is_name[1]
    return parse.deps[rival] == "appos" and parse.heads[rival] == own and is_name == [False, True]


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _names_someone(view: View, span: Span) -> bool:
    """Whether the words can name somebody: one of them is a noun, a name, a pronoun or what stands for one."""
    inside = view.tree.tokens(*span)
    return span[0] < span[1] and (not inside or any(view.sentence.parse.pos[t] in _NOMINAL for t in inside))


def joined(view: View, spans: Iterable[Span]) -> list[Span]:
    """The spans in order of text, those joined that are pieces of one naming ("members" of "the Northern Congress")."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and _is_one(view, found[-1], (start, end)):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _is_one(view: View, left: Span, right: Span) -> bool:
    """Whether only prepositions, articles and possessives part two spans, and the right one hangs on the left."""
    tree, parse = view.tree, view.sentence.parse
    if right[0] <= left[1]:
        return True
    between = range(tree.tokens(*left).stop, tree.tokens(*right).start)
    head = tree.head(*right)
    if head is None or not all(parse.pos[t] in _GLUE for t in between):
        return False
    return any(t in tree.tokens(*left) for t in tree.up(head)) or (not between and parse.heads[head - 1] == head)


def whole(view: View, start: int, end: int) -> Span:
    """The full naming that [start, end) belongs to, without article and possessive ending."""
    start, end = view.trimmed(start, end)
    start, end = _with_names(view, start, end)
    end = _with_object(view, start, end)
    start = _with_modifiers(view, start, end)
    return bare(view, start, end)


def named(view: View, start: int, end: int) -> Span:
    """[start, end) with the names whole that it touches, without title, article and possessive ending."""
    return bare(view, *_with_names(view, *view.trimmed(start, end)))


def _with_object(view: View, start: int, end: int) -> int:
    """The end of [start, end), with the object of a preposition that ends it."""
    inside, parse = view.tree.tokens(start, end), view.sentence.parse
    if len(inside) < 2 or parse.deps[inside[-1]] != "prep":
        return end
    objects = [c for c in view.tree.children[inside[-1]] if parse.deps[c] == "pobj"]
    return next((high for low, high in parse.chunks if objects and low <= parse.starts[objects[0]] < high), end)


def bare(view: View, start: int, end: int) -> Span:
    """[start, end) without a leading article, a possessive ending and punctuation at its edges."""
    start, end = view.trimmed(start, end)
    inside = view.tree.tokens(start, end)
    if len(inside) > 1 and view.text[start].islower() and view.sentence.parse.deps[inside[0]] == "prep":
        start = view.sentence.parse.starts[inside[1]]
    article = _ARTICLE.match(view.text, start, end)
    if article and not _is_name_part(view, start, article.end()):
        start = article.end()
    possessive = _POSSESSIVE.search(view.text[start:end])
    return (start, start + possessive.start()) if possessive else (start, end)


def _is_name_part(view: View, start: int, end: int) -> bool:
    """Whether an article is part of a name that is never written without it ("The Hague")."""
    return view.text[start].isupper() and any(
        n.start == start and n.end > end and n.type == "place" for n in view.sentence.names
    )


def _with_names(view: View, start: int, end: int) -> Span:
    """[start, end) with every name whole of which it holds a part."""
    for name in view.sentence.names:
        if name.start < end and start < name.end and not _POSSESSIVE.search(view.text[start:end]):
            low, high = min(start, name.start), max(end, name.end)
            if not _breaks(view, low, start) and not _breaks(view, end, high):
                start, end = low, high
    return start, end


def _breaks(view: View, start: int, end: int) -> bool:
    """Whether [start, end) holds what no name holds: a verb or a dash (the recogniser takes headlines for names)."""
    pos = view.sentence.parse.pos
    verb = any(pos[t] in {"VERB", "AUX"} for t in view.tree.tokens(start, end))
    return verb or bool(_DASH.search(view.text, start, end))


def _with_modifiers(view: View, start: int, end: int) -> int:
    """The start of the words directly before [start, end) that narrow its head; dates and other names stop them."""
    tree, parse = view.tree, view.sentence.parse
    inside = tree.tokens(start, end)
    head = tree.head(start, end)
    if head is None:
        return start
    token = inside.start - 1
    while token >= 0 and _narrows(view, token, range(token + 1, inside.stop)):
        start = parse.starts[token]
        token -= 1
    return start


def _narrows(view: View, token: int, phrase: range) -> bool:
    """Whether the token narrows a noun of the phrase after it: "Libyan" in "Maltese and Libyan envoys"."""
    parse = view.sentence.parse
    if parse.deps[token] == "conj" and parse.pos[token] == "ADJ":
        return parse.heads[parse.heads[token]] in phrase
    governed = parse.heads[token] in phrase and parse.deps[token] in _BEFORE
    return governed and parse.pos[token] in {"NOUN", "PROPN", "ADJ", "NUM"}


def parts(view: View, start: int, end: int) -> list[Span]:
    """[start, end) parted where it joins several actors; a name that holds the joint itself stays whole."""
    tree, parse = view.tree, view.sentence.parse
    inside = tree.tokens(start, end)
    cuts = [t for t in inside if _is_joint(view, t, inside)]
    spans: list[Span] = []
    at = start
    for token in cuts:
        spans.append((at, parse.starts[token]))
        at = parse.ends[token]
    spans.append((at, end))
    kept = [view.trimmed(a, b) for a, b in spans if b > a]
    return [s for s in kept if s[1] > s[0]]


def _is_joint(view: View, token: int, inside: range) -> bool:
    """Whether `token` joins two heads of `inside`, as "and" or a comma of a list does."""
    parse = view.sentence.parse
    if not (parse.deps[token] == "cc" or view.text[parse.starts[token] : parse.ends[token]] in {",", "&"}):
        return False
    if any(n.start < parse.starts[token] and parse.ends[token] < n.end for n in view.sentence.names):
        return False
    right = [t for t in inside if t > token and parse.deps[t] == "conj" and parse.heads[t] < token]
    if not right or parse.heads[right[0]] not in inside or parse.pos[right[0]] not in _NOMINAL:
        return False
    return _free(view, parse.heads[right[0]], inside) and parse.tags[token + 1] != "PRP$"  # "X and their families"


def _free(view: View, token: int, inside: range) -> bool:
    """Whether `token` heads the whole of `inside` or is joined to what does."""
    parse = view.sentence.parse
    while parse.deps[token] == "conj" and parse.heads[token] in inside:
        token = parse.heads[token]
    return parse.heads[token] not in inside or parse.heads[token] == token
