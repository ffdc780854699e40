"""Names of a sentence: what the recogniser marks, corrected by the catalogue of actors and the gazetteer.

The catalogue overrules the recogniser's type and boundaries, since militias and small towns are what general
recognisers mistake most. A title before a name stays in the name as written and out of the matching.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crosscurrents.annotate.discourse import Discourse
from crosscurrents.annotate.syntax import Entity
from crosscurrents.annotate.tree import Range, Tree
from crosscurrents.lexicon.actors import Catalogue
from crosscurrents.lexicon.places import Gazetteer
from crosscurrents.records.document import Name

_TYPES = {
    "PERSON": "person", "NORP": "community", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "other", "LAW": "other", "PRODUCT": "other", "WORK_OF_ART": "other",
}  # fmt: skip
_LEADING = re.compile(r"(?:(?:the|a|an)\s+)+", re.IGNORECASE)
_ENDING = re.compile(r"(?:['’]s?|[\s,.;:–—-]+)$")
_LOCATIVE = frozenset(
    ["in", "at", "near", "from", "to", "around", "outside", "inside", "towards", "toward", "into", "across"]
)
_PLAIN = frozenset({"VERB", "AUX", "PRON", "DET", "ADP", "ADV", "CCONJ", "SCONJ"})
_NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
# Under these a capital stands for the government that sits there.
_ACTS = frozenset({"poss", "dative"})
_ACTS_UNDER = frozenset({"by", "with", "between", "against", "on", "for", "among", "behind"})
_PREFIX = re.compile(r"(?:anti|pro|post|pre|non|ex)-", re.IGNORECASE)
_LONGEST_WORD_OF_STATE = 3  # words of an adjective or a capital


class Namer:
    """Finds names; holds the vocabularies that it needs."""

    def __init__(self, catalogue: Catalogue, places: Gazetteer, words: Discourse) -> None:
        self._catalogue, self._places, self._words = catalogue, places, words
        self._of_speech = words.saying | words.holding | words.addressing | words.claiming | words.wording

    def find(self, tree: Tree, entities: Sequence[Entity]) -> tuple[Name, ...]:
        """The names of a sentence, in order, without overlap."""
        scanned = [found for found in self._catalogue.scan(tree.text) if not _is_plain_word(tree, *found[:2])]
        known = [Name(start, end, self._catalogue.entry(entry).type, entry) for start, end, entry in scanned]
        known = _added(known, self._state_words(tree))
        marked = [name for entity in entities if (name := self._marked(tree, entity))]
        merged = [self._widened(tree, name) for name in self._merged(tree, known, marked)]
        merged = [self._beside_place(tree, name, merged) for name in merged]
        dates = [Name(e.start, e.end, "other") for e in entities if e.label in ("DATE", "TIME")]
        merged = _added(merged, self._placed(tree, [*merged, *dates]))
        titled = [self._titled(tree, _with_given_name(tree, name, merged)) for name in merged]
        return tuple(_added(sorted(titled, key=lambda n: (n.type != "person", n.start)), ()))

    def _marked(self, tree: Tree, entity: Entity) -> Name | None:
        """A span of the recogniser as a name: trimmed, with a type of ours; None for dates and numbers."""
        if entity.label not in _TYPES:
            return None
        start, end = _trimmed(tree.text, entity.start, entity.end)
        named = tree.text[start:end] != tree.text[start:end].lower()
        return Name(start, end, self._retyped(tree, start, end, _TYPES[entity.label])) if named else None

    def _retyped(self, tree: Tree, start: int, end: int, kind: str) -> str:
        """The type of a name that the catalogue lacks, by the words in it and the words before it."""
        text = tree.text[start:end]
        office = self._catalogue.office(text)
        if office is not None:
            return office[1].type
        if kind in ("organisation", "community"):
            words = {word.casefold() for word in text.split()}
            kind = next((t for t, marks in self._words.name_words.items() if words & marks), kind)
        if kind not in ("person", "organisation"):
            return kind
        places = self._places.find(text)
        # GeoNames' cities bear the names of persons; camps, crossings and provinces of the reviewed list do not.
        sure = places and (places[0].kind != "city" or " " in text or self._is_located(tree, start, end))
        return "place" if sure else kind

    def _is_located(self, tree: Tree, start: int, end: int) -> bool:
        """Whether a single word stands right behind a preposition of place, or behind ``city of`` and the like."""
        tokens = tree.tokens_in(start, end)
        if len(tokens) != 1 or tokens.start == 0:
            return False
        before = tokens.start - 1
        of = tree.lemmas[before] == "of" and tree.lemmas[tree.heads[before]] in self._words.descriptions["place"]
        return of or tree.lemmas[before] in _LOCATIVE - {"to", "from"}

    def _state_words(self, tree: Tree) -> Iterator[Name]:
        """Adjectives and demonyms of states, and capitals: a place, or the government where they act."""
        for first in range(len(tree)):
            if not tree.word(first)[:1].isupper() or tree.pos[first] not in _NAMING:
                continue
            for last in range(min(first + _LONGEST_WORD_OF_STATE, len(tree)) - 1, first - 1, -1):
                start, end = tree.extent(first, last)
                state = self._catalogue.state_of(tree.text[start:end]) if tree.pos[last] in _NAMING else None
                if state is None:
                    continue
                if _is_seat(tree.text[start:end], (state.capital, *state.seats)) and not self._acts(tree, last):
                    yield Name(start, end, "place")
                else:
                    yield Name(start, end, state.type, state.id)
                break

    def _acts(self, tree: Tree, token: int) -> bool:
        """Whether a capital stands where an actor stands: subject, owner, one spoken to or dealt with."""
        dep, head = tree.deps[token], tree.heads[token]
        while dep == "conj" and head != token:
            token, dep, head = head, tree.deps[head], tree.heads[head]
        if dep == "dobj":
            return tree.lemmas[head] not in self._words.place_verbs
        if dep == "nsubjpass":
            return tree.lemmas[head] in self._of_speech
        if dep == "nsubj":
            return tree.pos[head] == "VERB"
        return dep in _ACTS or (dep == "pobj" and tree.lemmas[head] in _ACTS_UNDER)

    def _merged(self, tree: Tree, known: list[Name], marked: list[Name]) -> list[Name]:
        """Known names, widened or dropped where a marked name holds them, and the marked names without any."""
        names: list[Name] = []
        used: set[int] = set()
        for mark in marked:
            inside = [n for n in known if n.start < mark.end and mark.start < n.end]
            if inside and not self._is_longer_name(tree, mark, inside):
                names += _rest_of_person(tree, mark, inside)
                continue
            names.append(mark)
            used.update(known.index(n) for n in inside)
        names += [n for at, n in enumerate(known) if at not in used]
        return _added(sorted(names, key=lambda n: (n.start, n.end)), ())

    def _is_longer_name(self, tree: Tree, mark: Name, inside: list[Name]) -> bool:
        """Whether a marked name is another, longer name than those of the catalogue in it (``Bank of Israel``)."""
        start, end = min(n.start for n in inside), max(n.end for n in inside)
        if start < mark.start or end > mark.end:
            return False
        rest = f"{tree.text[mark.start : start]} {tree.text[end : mark.end]}"
        further = [w for w in re.findall(r"[^\W\d_][\w.’'-]*", rest) if w[0].isupper() and not self._is_title(w)]
        if not further or mark.type == "other":
            return False
        if mark.type == "person":
            return start > mark.start and all(n.type in ("community", "state") for n in inside)
        states = all(n.type in ("state", "place") or n.type == mark.type for n in inside)
        return states and mark.type != "community"

    def _widened(self, tree: Tree, name: Name) -> Name:
        """A place whose name goes on behind what was marked (``Deir`` ez-Zor), as far as the gazetteer knows it."""
        if name.type != "place":
            return name
        last = tree.tokens_in(name.start, name.end)[-1:]
        ends = [tree.parse.ends[t] for t in range(last[0] + 1, min(last[0] + 4, len(tree)))] if last else []
        for end in reversed(ends):
            if tree.text[name.end : end].strip()[-1:].isalpha() and self._places.find(tree.text[name.start : end]):
                return Name(name.start, end, "place")
        return name

    def _beside_place(self, tree: Tree, name: Name, names: list[Name]) -> Name:
        """A name taken for a person or body that the gazetteer knows and that stands in a row with a place."""
        if name.entry is not None or name.type not in ("person", "organisation"):
            return name
        token = tree.top(name.start, name.end)
        row = [] if token is None else [h for h in tree.ancestors(token) if tree.deps[token] in ("conj", "appos")][:1]
        beside = any(n.type == "place" and n.start <= tree.parse.starts[h] < n.end for h in row for n in names)
        known = beside and self._places.find(tree.text[name.start : name.end])
        return Name(name.start, name.end, "place") if known else name

    def _placed(self, tree: Tree, names: list[Name]) -> Iterator[Name]:
        """Towns that nobody marked: capitalised words behind ``in``, ``at``, ``near`` that the gazetteer knows."""
        for token in range(1, len(tree)):
            if tree.lemmas[token - 1] not in _LOCATIVE or tree.pos[token] != "PROPN":
                continue
            last = token
            while last + 1 < len(tree) and (tree.pos[last + 1] == "PROPN" or tree.word(last + 1) == "-"):
                last += 1
            for stop in range(last, token - 1, -1):
                start, end = tree.extent(token, stop)
                free = not any(n.start < end and start < n.end for n in names)
                if free and tree.pos[stop] == "PROPN" and self._places.find(tree.text[start:end]):
                    yield Name(start, end, "place")
                    break

    def _titled(self, tree: Tree, name: Name) -> Name:
        """A person's name with the titles that touch it."""
        start = name.start
        if name.type != "person":
            return name
        first = tree.tokens_in(name.start, name.end).start
        while first > 0 and self._is_title_at(tree, first - 1):
            first -= 1
            start = min(start, tree.parse.starts[first]) if tree.word(first)[:1].isupper() else start
        return Name(start, name.end, name.type, name.entry)

    def _is_title_at(self, tree: Tree, token: int) -> bool:
        """Whether a token before a name is a title, or the ``of`` inside one (``Secretary of State``)."""
        if tree.lemmas[token] == "of" and token > 0:
            return self._is_title_at(tree, token - 1)
        return tree.word(token)[:1].isupper() and self._is_title(tree.word(token))

    def _is_title(self, word: str) -> bool:
        return word.casefold().strip(".") in self._words.titles


def _with_given_name(tree: Tree, name: Name, names: list[Name]) -> Name:
    """A person's name with the capitalised words before it that the parse joins to it and no other name holds."""
    if name.type != "person" or name.entry is not None:
        return name
    inside = tree.tokens_in(name.start, name.end)
    first = inside.start
    while first > 0 and tree.pos[first - 1] == "PROPN" and tree.deps[first - 1] == "compound":
        start, end = tree.extent(first - 1, first - 1)
        if tree.heads[first - 1] not in inside or any(n.start < end and start < n.end for n in names):
            break
        first -= 1
    start = tree.parse.starts[first] if first < inside.start else name.start
    return Name(start, name.end, name.type, name.entry)


def _is_plain_word(tree: Tree, start: int, end: int) -> bool:
    """Whether a single word that looks like a name is a verb, pronoun or article in this sentence (``Let``)."""
    tokens = tree.tokens_in(start, end)
    return len(tokens) == 1 and tree.pos[tokens[0]] in _PLAIN and not tree.text[start:end].isupper()


def _rest_of_person(tree: Tree, mark: Name, inside: list[Name]) -> list[Name]:
    """The person's name that remains of a marked one behind the state or body named in front of it."""
    end = max(n.end for n in inside)
    start = end + len(tree.text[end : mark.end]) - len(tree.text[end : mark.end].lstrip(" -–"))
    behind = mark.type == "person" and all(n.start <= mark.start for n in inside)
    return [Name(start, mark.end, "person")] if behind and tree.text[start : mark.end][:1].isupper() else []


def _is_seat(text: str, seats: Sequence[str | None]) -> bool:
    return text.casefold() in {seat.casefold() for seat in seats if seat}


def _trimmed(text: str, start: int, end: int) -> Range:
    """A range without leading article, possessive ending and punctuation behind it; ``U.S.`` keeps its point."""
    for leading in (_LEADING, _PREFIX):
        found = leading.match(text, start, end)
        start = found.end() if found else start
    ending = _ENDING.search(text[start:end])
    if ending and not re.search(r"\b[A-Z]\.$", text[start:end]):
        end = start + ending.start()
    return start, end


def _added(names: list[Name], more: Iterator[Name] | tuple[Name, ...]) -> list[Name]:
    """The names with those of `more` that overlap none of them, in order of text."""
    kept: list[Name] = []
    for name in (*names, *more):
        if not any(n.start < name.end and name.start < n.end for n in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: (n.start, n.end))
