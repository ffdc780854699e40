"""Figures: what the numbers of a sentence measure, from learned spans and from sure numbers found by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crosscurrents.config import Config
from crosscurrents.extract.counting import CountedNoun
from crosscurrents.extract.placing import date_of
from crosscurrents.extract.quantities import Quantity, find_quantities, quantity
from crosscurrents.extract.tree import Tree
from crosscurrents.extract.view import METHOD, RULE_CONFIDENCE, View
from crosscurrents.lexicon.units import PERSONS, load_units
from crosscurrents.records.document import Document, Mark, Sentence
from crosscurrents.records.statement import FigureStatement

RULE_METHOD = "quantities"
_CONTEXT = 400  # characters before the sentence in which a bare number may find its unit
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_LONGEST = 8  # words of what is measured
_NOUNS = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SPOKEN_OF = _SUBJECTS | {"dobj", "attr", "ROOT"}
_COUNTS = frozenset({PERSONS, "time", "times", "percent"})
_OF_THINGS = frozenset({"it", "they", "them", "these", "those", "this", "that", "which"})
_PLURAL = frozenset({"they", "them", "these", "those"})
_SAYS_NOTHING = frozenset({"NUM", "SYM", "PUNCT", "DET", "SPACE", "PRON"})


def figures(document: Document, sentence: Sentence, config: Config) -> list[FigureStatement]:
    """The figures of `sentence`, in order of text: learned spans, and sure numbers outside them and outside times."""
    view = View(document, sentence, config)
    learned = view.marks("figures")
    found = [_statement(view, m.start, m.end, m) for m in learned]
    taken = [(m.start, m.end) for m in learned] + [(t.start, t.end) for t in sentence.times]
    for start, end in find_quantities(view.text, _noun_in(view, 0)):
        if not any(start < b and a < end for a, b in taken):
            found.append(_statement(view, start, end, None))
    unique = {s.id: s for s in found if s is not None}
    return sorted(unique.values(), key=lambda s: (s.evidence.start, s.evidence.end, s.id))


def _statement(view: View, start: int, end: int, mark: Mark | None) -> FigureStatement | None:
    told = _quantity(view, start, end)
    if told is None:
        return None
    return FigureStatement(
        **view.common("figure", start, end, method=METHOD if mark else RULE_METHOD),
        speaker=view.voice(start, end, mark),
        date=date_of(view, start, end, past=True),
        hedge=view.hedge(start, end),
        confidence=mark.score if mark else RULE_CONFIDENCE,
        value=told.value,
        low=told.low,
        high=told.high,
        unit=told.unit,
        qualifier=told.qualifier,
        measures=measured(view.tree, view.text, told.start, told.end, sized=told.unit not in _COUNTS)
        or view.text[start:end],
    )


def _quantity(view: View, start: int, end: int) -> Quantity | None:
    """The quantity, read with the text before the sentence; offsets are the sentence's again."""
    begins = max(0, view.sentence.start - _CONTEXT)
    shift = view.sentence.start - begins
    text = view.document.text[begins : view.sentence.end]
    told = quantity(text, start + shift, end + shift, _noun_in(view, shift))
    return replace(told, start=told.start - shift, end=told.end - shift) if told else None


def _noun_in(view: View, shift: int) -> CountedNoun | None:
    """The counted noun of a number in a text whose sentence begins at `shift`; None where there is no parse."""
    if not len(view.tree):
        return None

    def noun(start: int, end: int) -> tuple[int, int] | None:
        place = counted_noun(view.tree, start - shift, end - shift) if start >= shift else None
        return (place[0] + shift, place[1] + shift) if place else None

    return noun


def counted_noun(tree: Tree, start: int, end: int) -> tuple[int, int] | None:
    """The noun that the number at [start, end) counts, by the parse: its head, or what follows "of"."""
    token = tree.head(start, end)
    if token is None:
        return None
    parse = tree.parse
    while parse.pos[parse.heads[token]] == "NUM" and parse.heads[token] != token:
        token = parse.heads[token]
    if (
        parse.deps[token] == "nummod"
        and parse.heads[token] > token
        and parse.pos[parse.heads[token]] in {"NOUN", "PROPN"}
    ):
        return _span(tree, parse.heads[token])
    for child in tree.children[token]:
        if parse.deps[child] == "prep" and parse.lemmas[child].lower() == "of":
            nouns = [c for c in tree.children[child] if parse.deps[c] == "pobj" and parse.tags[c] in {"NNS", "NNPS"}]
            return _span(tree, nouns[0]) if nouns else None
    return None


def _span(tree: Tree, token: int) -> tuple[int, int]:
    return tree.parse.starts[token], tree.parse.ends[token]


def measured(tree: Tree, text: str, start: int, end: int, *, sized: bool = False) -> str:
    """The words that say what a number at [start, end) measures.

    They are the counted noun, its modifiers, and the verb or noun it belongs to, in order of text; where those are
    pronouns and a verb, the noun before that they stand for. `sized`: the number gives a size, which only a thing has.
    Empty where there is no parse.
    """
    head = tree.head(start, end)
    if head is None:
        return ""
    of = _measured_of(tree, text, head)
    noun = of if of is not None else _counted(tree, head)
    chosen = {noun, *_around(tree, noun)} if noun is not None else set()
    if of is None:
        chosen |= set(_governor(tree, noun if noun is not None else head))
    named = [t for t in sorted(chosen) if tree.parse.pos[t] in _NOUNS and not _is_unit(_word(tree, text, t))]
    if not named and (thing := _stood_for(tree, text, head, chosen, sized=sized)) is not None:
        chosen |= {thing, *_modifiers(tree, thing)}
    return _worded(tree, text, sorted(chosen))


def _worded(tree: Tree, text: str, chosen: list[int]) -> str:
    """The words of some tokens without numbers, units, pronouns and articles."""
    words = [_word(tree, text, t) for t in chosen if tree.parse.pos[t] not in _SAYS_NOTHING]
    return " ".join([w for w in words if w and not _is_unit(w)][:_LONGEST])


def _measured_of(tree: Tree, text: str, head: int) -> int | None:
    """The noun whose measure a number is: "a wall of 300 kilometres", "a frontier of 610"."""
    parse, unit = tree.parse, head
    if parse.deps[head] == "nummod" and _is_unit(_word(tree, text, parse.heads[head])):
        unit = parse.heads[head]
    if parse.pos[unit] in _NOUNS and not _is_unit(_word(tree, text, unit)):
        return None
    while parse.deps[unit] == "conj" and parse.heads[unit] != unit:
        unit = parse.heads[unit]
    above = parse.heads[unit]
    if parse.deps[unit] != "pobj" or parse.lemmas[above].lower() != "of":
        return None
    return parse.heads[above] if parse.pos[parse.heads[above]] in _NOUNS else None


def _stood_for(tree: Tree, text: str, head: int, chosen: set[int], *, sized: bool) -> int | None:
    """The noun before that a pronoun or a relative clause stands for; of a measure, what was last spoken of."""
    parse = tree.parse
    verb = tree.verb(head)
    subjects = [c for c in tree.children[verb] if parse.deps[c] in _SUBJECTS]
    pronouns = [t for t in (*sorted(chosen), *subjects) if parse.lemmas[t].lower() in _OF_THINGS]
    before = min([*pronouns, *tree.tokens(*tree.clause(verb))[:1]], default=head)
    nouns = [t for t in range(before) if parse.pos[t] in _NOUNS and not _is_unit(_word(tree, text, t))]
    if parse.deps[verb] == "relcl":
        return nouns[-1] if nouns else None
    if not pronouns and not sized:
        return None
    plural = any(parse.lemmas[t].lower() in _PLURAL for t in pronouns)
    numbers = {"NNS", "NNPS"} if plural else {"NN", "NNP"}
    fitting = [t for t in nouns if parse.deps[t] in _SPOKEN_OF and parse.tags[t] in numbers]
    return fitting[-1] if fitting else None


def _is_unit(word: str) -> bool:
    units = load_units()
    return units.measure(word) is not None or units.currency(word) is not None


def _word(tree: Tree, text: str, token: int) -> str:
    return text[tree.parse.starts[token] : tree.parse.ends[token]].strip("'’\"")


def _counted(tree: Tree, head: int) -> int | None:
    """The noun that carries the number: the head itself or the noun above it."""
    for token in list(tree.up(head))[:3]:
        if tree.parse.pos[token] in {"NOUN", "PROPN"}:
            return token
    return None


def _modifiers(tree: Tree, noun: int) -> Iterator[int]:
    return (c for c in tree.children[noun] if tree.parse.deps[c] in _MODIFIERS)


def _around(tree: Tree, noun: int) -> Iterator[int]:
    """Modifiers of a noun and the noun of its first "of"-phrase."""
    for child in tree.children[noun]:
        if tree.parse.deps[child] in _MODIFIERS:
            yield child
        elif tree.parse.deps[child] == "prep" and tree.parse.lemmas[child].lower() == "of":
            for inner in tree.children[child]:
                if tree.parse.deps[inner] == "pobj":
                    yield inner
                    yield from _modifiers(tree, inner)
        elif tree.parse.deps[child] == "acl":
            yield child


def _governor(tree: Tree, token: int) -> Iterator[int]:
    """The verb or noun that the counted noun hangs on; for an attribute or object, the subject of that verb too."""
    parse = tree.parse
    above = [t for t in tree.up(token) if t != token and parse.pos[t] in {"VERB", *_NOUNS} and parse.deps[t] != "prep"]
    if not above:
        return
    yield above[0]
    if parse.pos[above[0]] == "VERB" and parse.deps[token] in {"dobj", "attr", "pobj", "npadvmod", "oprd"}:
        for child in tree.children[tree.verb(token)]:
            if parse.deps[child] in _SUBJECTS and parse.pos[child] in _NOUNS:
                yield child
                yield from _modifiers(tree, child)
