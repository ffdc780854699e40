"""Mention chains: which names, short forms, acronyms, pronouns and descriptions of a document name one thing.

Precision before recall: a pronoun or description that might mean two things is left out. The passes are those of
Hobbs-style deterministic coreference (Lee et al. 2013, "Deterministic coreference resolution based on
entity-centric, precision-ranked rules"): catalogue and exact form, acronym, title and surname, apposition, a speaker's
own pronouns, and last the single candidate of its type in two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from crosscurrents.annotate.attribution import Voice, author_of, is_document
from crosscurrents.annotate.discourse import Discourse
from crosscurrents.annotate.tree import SUBJECTS, Range, Tree
from crosscurrents.lexicon.actors import Catalogue
from crosscurrents.records.document import Mention, Name
from crosscurrents.text.normal import normal_form
from crosscurrents.text.skeleton import same_skeleton, skeleton

Head = Literal["name", "short", "acronym", "pronoun", "description"]

PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
IMPERSONAL = frozenset({"it", "its", "itself"})
OWN = frozenset({"i", "me", "my", "mine", "myself"})
BODIES = frozenset({"state", "government", "armed_group", "party", "organisation"})

_REACH = 2  # sentences back in which a single candidate is looked for
_FAR_REACH = 5  # the same for a description that repeats a word of the name
_ACRONYM = re.compile(r"\s*\(\s*(?:the\s+)?[“\"]?([A-Z][A-Za-z.&-]{1,9})[”\"]?\s*[,;)]")


class Draft(msgspec.Struct):
    """A sentence on its way: its place in the document, its tree, names, voices and quotations (in the sentence)."""

    start: int
    paragraph: int
    tree: Tree
    names: tuple[Name, ...]
    voices: tuple[Voice, ...]
    quotes: tuple[Range, ...] = ()

    def speaking(self) -> list[Voice]:
        """The voices outside the quotations: those that the narrator gives the word to."""
        return [v for v in self.voices if not any(start <= v.cue[0] < end for start, end in self.quotes)]

    def head(self, span: Range) -> Range:
        """The characters of the head word of a phrase."""
        top = self.tree.top(*span)
        return self.tree.extent(top, top) if top is not None else span


class Chain(msgspec.Struct):
    """One thing of a document as far as it has been read: its forms and the words that it has been called by."""

    number: int
    type: str
    entry: str | None
    forms: list[str]
    words: set[str]


class Linker:
    """Reads a document's sentences in order and chains their mentions. One linker reads one document."""

    def __init__(self, drafts: Sequence[Draft], catalogue: Catalogue, words: Discourse) -> None:
        self._drafts, self._catalogue, self._words = drafts, catalogue, words
        self._titles = words.titles
        self._types_of = _types_by_lemma(words)
        self._surnames = {name.split()[-1] for name in self._full_persons()}
        self.chains: list[Chain] = []
        self.mentions: list[Mention] = []
        self._by_place: dict[int, int] = {}  # start of a mention in the document -> its chain
        self._quoted: set[int] = set()  # starts of the mentions inside quotations
        self._aliases: dict[str, int] = {}  # acronym -> chain
        self._authors: dict[str, int] = {}  # noun of a document -> chain of its author
        self._called: dict[str, int] = {}  # noun of description -> where it last stood
        self._speakers: list[tuple[int, int]] = []  # (sentence, chain) of each speaker that has a chain

    def read(self) -> tuple[Mention, ...]:
        """Give all mentions in order of text; chains are numbered in order of their first mention."""
        for index, draft in enumerate(self._drafts):
            self._read_names(draft)
            self._read_appositions(draft)
            self._read_speakers(index, draft)
            self._read_descriptions(index, draft)
            self._read_pronouns(index, draft)
            self._note_nouns(draft)
        return self._numbered()

    # ---- names

    def _full_persons(self) -> Iterator[str]:
        """The normal forms of all personal names of two words or more."""
        for draft in self._drafts:
            for name in draft.names:
                form = self._untitled(draft.tree.text[name.start : name.end])
                if name.type == "person" and " " in form:
                    yield form

    def _read_names(self, draft: Draft) -> None:
        for name in draft.names:
            if name.type == "other":
                continue
            text = draft.tree.text[name.start : name.end]
            kind = self._kind(name, text)
            chain = self._chain_of(name, kind, text)
            self._add(draft, (name.start, name.end), chain, self._head(name, text, chain), name.entry)
            acronym = _ACRONYM.match(draft.tree.text, name.end)
            if acronym and _abbreviates(acronym.group(1), text):
                self._aliases.setdefault(acronym.group(1).replace(".", ""), chain.number)
        self._read_acronyms(draft)

    def _read_acronyms(self, draft: Draft) -> None:
        """Add acronyms that the document has explained where the recogniser overlooks them."""
        for token in range(len(draft.tree)):
            number = self._aliases.get(draft.tree.word(token).replace(".", ""))
            span = draft.tree.extent(token, token)
            if number is not None and self._at(draft, *span) is None:
                self._add(draft, span, self.chains[number], "acronym", None)

    def _kind(self, name: Name, text: str) -> str:
        """The type of a name; a single word that is some person's surname here names the person."""
        form = self._untitled(text)
        single = name.entry is None and form and " " not in form
        return "person" if single and name.type in ("place", "organisation") and form in self._surnames else name.type

    def _chain_of(self, name: Name, kind: str, text: str) -> Chain:
        """The chain that a name belongs to, a new one where it is new."""
        form = self._untitled(text) if kind == "person" else normal_form(text)
        found = self._known(name, kind, text, form)
        if found is None:
            found = Chain(len(self.chains), kind, name.entry, [], set())
            self.chains.append(found)
        if form not in found.forms:
            found.forms.append(form)
        found.entry = found.entry or name.entry
        found.words.update(form.split())
        return found

    def _known(self, name: Name, kind: str, text: str, form: str) -> Chain | None:
        alias = self._aliases.get(text.replace(".", ""))
        if alias is not None and (name.entry is None or self.chains[alias].entry in (None, name.entry)):
            return self.chains[alias]
        if name.entry is not None:
            same = [c for c in self.chains if c.entry == name.entry]
            if same:
                return same[0]
        fitting = [c for c in self.chains if _one_entry(c.entry, name.entry)]
        if kind == "person":
            return self._known_person(fitting, form)
        return next((c for c in fitting if form in c.forms and _one_kind(c.type, kind)), None)

    def _known_person(self, chains: list[Chain], form: str) -> Chain | None:
        """The person with the same name, or the only one with the same surname and no other given name."""
        persons = [c for c in chains if c.type == "person"]
        exact = [c for c in persons if form in c.forms]
        if exact:
            return exact[0]
        alike = [c for c in persons if any(_same_person(form, other) for other in c.forms)]
        return alike[0] if len(alike) == 1 else None

    def _untitled(self, text: str) -> str:
        """The normal form of a personal name without the titles before it."""
        form = normal_form(text).split()
        while len(form) > 1 and (form[0] in self._titles or (form[0] == "of" and len(form) > 2)):
            form = form[1:]
        return " ".join(form)

    def _head(self, name: Name, text: str, chain: Chain) -> Head:
        """What kind of naming the words are."""
        if text.replace(".", "").isupper() and len(text) <= 8:
            return "acronym"
        if name.entry is not None:
            entry = self._catalogue.entry(name.entry)
            known = {normal_form(form) for form in (entry.name, *entry.forms)}
            return "name" if normal_form(text) in known or entry.type == "person" else "short"
        return "short" if chain.type == "person" and " " not in self._untitled(text) else "name"

    # ---- descriptions

    def _read_appositions(self, draft: Draft) -> None:
        """Read "the group's leader, X": the description names X."""
        tree = draft.tree
        for token in range(len(tree)):
            if tree.deps[token] != "appos":
                continue
            for noun, other in ((token, tree.heads[token]), (tree.heads[token], token)):
                chain = self._at(draft, tree.parse.starts[other], tree.parse.ends[other])
                named = self._at(draft, *tree.extent(noun, noun)) is not None
                if chain is None or named or tree.parse.tags[noun] != "NN" or tree.lemmas[noun] not in self._types_of:
                    continue
                if self._fits(tree.lemmas[noun], chain.type):
                    chain.words.add(tree.lemmas[noun])
                    self._add(draft, tree.phrase(noun), chain, "description", None)

    def _read_descriptions(self, index: int, draft: Draft) -> None:
        """Read "the group": the nearest thing that is named with the word, else the only one of its type."""
        tree = draft.tree
        for token in range(len(tree)):
            if not self._is_definite(tree, token):
                continue
            chain = self._described(index, draft, token)
            if chain is not None:
                self._add(draft, tree.phrase(token), chain, "description", None)

    def _is_definite(self, tree: Tree, token: int) -> bool:
        """Whether a noun of the lists stands with ``the``, ``this`` or ``that`` and nothing else."""
        if tree.lemmas[token] not in self._types_of or tree.parse.tags[token] != "NN":
            return False
        children = tree.children(token)
        articles = [c for c in children if tree.deps[c] == "det" and tree.lemmas[c] in ("the", "this", "that")]
        return bool(articles) and all(c in articles or tree.deps[c] in ("case", "punct") for c in children)

    def _described(self, index: int, draft: Draft, token: int) -> Chain | None:
        lemma, start = draft.tree.lemmas[token], draft.start + draft.tree.parse.starts[token]
        if start in self._by_place:
            return None
        fitting = [c for c in self._recent(index, start, _FAR_REACH) if self._fits(lemma, c.type)]
        named = [c for c in fitting if lemma in c.words]
        if named:
            return named[0] if self._is_last_so_called(named[0], lemma, start) else None
        reach = 1 if "place" in self._types_of[lemma] else _REACH
        near = [c for c in self._recent(index, start, reach) if c in fitting]
        return near[0] if len(near) == 1 and near[0].type != "person" else None

    def _is_last_so_called(self, chain: Chain, lemma: str, start: int) -> bool:
        """Whether nobody else has been called by the noun since the chain was last named."""
        named = next((m for m in reversed(self.mentions) if m.chain == chain.number and m.start < start), None)
        return named is not None and self._called.get(lemma, -1) < named.end

    def _note_nouns(self, draft: Draft) -> None:
        """Remember where each noun of description last stood, whomever it meant."""
        for token, lemma in enumerate(draft.tree.lemmas):
            if lemma in self._types_of:
                self._called[lemma] = draft.start + draft.tree.parse.starts[token]

    def _fits(self, lemma: str, kind: str) -> bool:
        """Whether a thing of this type can be called by the noun; the government of a state may bear its name."""
        kinds = self._types_of.get(lemma, frozenset())
        return kind in kinds or (kind == "state" and lemma == "government")

    # ---- pronouns

    def _read_speakers(self, index: int, draft: Draft) -> None:
        """Speakers in order; a pronoun that speaks is the last speaker of its kind."""
        self._note_authors(draft)
        for voice in sorted(draft.speaking(), key=lambda v: v.breadth):
            pronoun = voice.written.casefold()
            chain = self._at(draft, *draft.head(voice.name))
            if voice.document is not None and not voice.authored and voice.document in self._authors:
                chain = self.chains[self._authors[voice.document]]
            elif chain is None and pronoun in PERSONAL | IMPERSONAL:
                chain = self._last_speaker(index, pronoun)
                if chain is not None:
                    self._add(draft, voice.name, chain, "pronoun", None)
            if chain is not None:
                self._speakers.append((index, chain.number))
        for token in range(len(draft.tree)):
            if draft.tree.deps[token] == "nsubj" and draft.tree.deps[draft.tree.heads[token]] == "ROOT":
                subject = self._at(draft, *draft.tree.extent(token, token))
                if subject is not None and self._speakers[-1:] != [(index, subject.number)]:
                    self._speakers.append((index, subject.number))

    def _note_authors(self, draft: Draft) -> None:
        """Remember whose the documents are that a sentence names ("a report by X")."""
        tree = draft.tree
        for token in range(len(tree)):
            author = author_of(tree, token, self._words) if is_document(tree, token, self._words) else None
            chain = self._at(draft, *tree.extent(author, author)) if author is not None else None
            if chain is not None:
                self._authors[tree.lemmas[token]] = chain.number

    def _last_speaker(self, index: int, pronoun: str) -> Chain | None:
        """The last speaker or subject that agrees, unless the sentence before names just one other person."""
        before = self._named_in(index - 1, pronoun) if pronoun in PERSONAL and index else []
        if len(before) == 1 and not any(sentence == index - 1 for sentence, _ in self._speakers):
            return before[0]
        for sentence, number in reversed(self._speakers):
            if index - sentence > _REACH + 1:
                return None
            if _agrees(pronoun, self.chains[number].type):
                return self.chains[number]
        return None

    def _named_in(self, index: int, pronoun: str) -> list[Chain]:
        """The chains that agree with a pronoun and are named in a sentence outside quotations."""
        draft = self._drafts[index]
        names = [n for n in draft.names if not any(s <= n.start < e for s, e in draft.quotes)]
        found = {c.number: c for n in names if (c := self._at(draft, n.start, n.end)) and _agrees(pronoun, c.type)}
        return list(found.values())

    def _read_pronouns(self, index: int, draft: Draft) -> None:
        tree = draft.tree
        for token in range(len(tree)):
            word = tree.word(token).casefold()
            start = draft.start + tree.parse.starts[token]
            if word not in PERSONAL | IMPERSONAL | OWN or start in self._by_place:
                continue
            chain = self._spoken(draft, token, word)
            if chain is None and word not in OWN:
                chain = self._bound(draft, token, word) or self._single(index, draft, token, word)
            if chain is not None:
                self._add(draft, tree.extent(token, token), chain, "pronoun", None)

    def _spoken(self, draft: Draft, token: int, word: str) -> Chain | None:
        """Whom a pronoun means in what somebody says: the speaker, in the third person or, quoted, in the first."""
        start, end = draft.tree.extent(token, token)
        holding = [voice for voice in draft.voices if voice.holds(start, end)]
        if not holding:
            return None
        voice = min(holding, key=lambda v: v.breadth)
        chain = self._at(draft, *draft.head(voice.name))
        subject = draft.tree.deps[token] in (*SUBJECTS, "poss")
        if chain is None or not (word in OWN or (subject and _agrees(word, chain.type))):
            return None
        others = [n for n in draft.names if voice.holds(n.start, n.end) and _agrees(word, n.type) and n.end <= start]
        return None if word not in OWN and others else chain

    def _bound(self, draft: Draft, token: int, word: str) -> Chain | None:
        """The subject of the clause, for a possessive or reflexive behind it ("Iraq has closed its border")."""
        tree = draft.tree
        if tree.deps[token] != "poss" and not word.endswith("self"):
            return None
        for verb in tree.ancestors(token):
            subject = tree.child(verb, "nsubj", "nsubjpass")
            if subject is None or subject >= token:
                continue
            if tree.child(subject, "conj") is not None:
                return None
            chain = self._at(draft, *tree.extent(subject, subject))
            return chain if chain is not None and _agrees(word, chain.type) else None
        return None

    def _single(self, index: int, draft: Draft, token: int, word: str) -> Chain | None:
        """The only thing of its type named in this sentence before the pronoun or in the two before."""
        start = draft.start + draft.tree.parse.starts[token]
        near = [c for c in self._recent(index, start, _REACH, outside=True) if _agrees(word, c.type)]
        if word in IMPERSONAL and not self._subject_before(index, draft, token, near):
            return None
        return near[0] if len(near) == 1 else None

    def _subject_before(self, index: int, draft: Draft, token: int, near: list[Chain]) -> bool:
        """Whether ``it`` is a subject and the candidate was the subject of the sentence before."""
        if len(near) != 1 or draft.tree.deps[token] != "nsubj" or index == 0:
            return False
        if draft.tree.pos[draft.tree.heads[token]] != "VERB":
            return False
        before = self._drafts[index - 1]
        roots = [t for t in range(len(before.tree)) if before.tree.deps[t] == "ROOT"]
        tops = [s for root in roots for s in before.tree.children(root, "nsubj")]
        return any(self._at(before, *before.tree.extent(s, s)) is near[0] for s in tops)

    # ---- records

    def _recent(self, index: int, start: int, reach: int, *, outside: bool = False) -> list[Chain]:
        """The chains named in the last `reach` sentences before character `start`, the nearest first; `outside`: not
        those that are named in quotations alone."""
        found: dict[int, Chain] = {}
        for mention in reversed(self.mentions):
            if mention.start < self._drafts[max(0, index - reach)].start:
                break
            if mention.start < start and not (outside and mention.start in self._quoted):
                found.setdefault(mention.chain, self.chains[mention.chain])
        return list(found.values())

    def _at(self, draft: Draft, start: int, end: int) -> Chain | None:
        """The chain of the shortest mention that holds these characters of a sentence."""
        holding: list[Mention] = []
        for mention in reversed(self.mentions):
            if mention.start < draft.start:
                break
            if mention.start <= draft.start + start and draft.start + end <= mention.end:
                holding.append(mention)
        return self.chains[min(holding, key=lambda m: m.end - m.start).chain] if holding else None

    def _add(self, draft: Draft, span: Range, chain: Chain, head: Head, entry: str | None) -> None:
        start, end = draft.start + span[0], draft.start + span[1]
        text = draft.tree.text[span[0] : span[1]]
        self.mentions.append(Mention(start, end, text, chain.type, chain.number, head, entry))
        self.mentions.sort(key=lambda m: (m.start, m.end))
        self._by_place.setdefault(start, chain.number)
        if any(first <= span[0] < last for first, last in draft.quotes):
            self._quoted.add(start)

    def _numbered(self) -> tuple[Mention, ...]:
        """The mentions with chains numbered by their first mention, each with its chain's entry and type."""
        numbers: dict[int, int] = {}
        for mention in self.mentions:
            numbers.setdefault(mention.chain, len(numbers))
        return tuple(
            msgspec.structs.replace(
                m, chain=numbers[m.chain], type=self.chains[m.chain].type, entry=m.entry or self.chains[m.chain].entry
            )
            for m in self.mentions
        )


def _types_by_lemma(words: Discourse) -> dict[str, frozenset[str]]:
    """The types that each noun of description may have."""
    lemmas = {lemma for nouns in words.descriptions.values() for lemma in nouns}
    return {m: frozenset(t for t, nouns in words.descriptions.items() if m in nouns) for m in sorted(lemmas)}


def _agrees(pronoun: str, kind: str) -> bool:
    """Whether a pronoun may mean a thing of this type."""
    return kind == "person" if pronoun in PERSONAL else kind in BODIES


def _one_entry(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _one_kind(one: str, other: str) -> bool:
    """Whether two types may be those of one name: a place is no actor, a person no body."""
    return one == other or (one in BODIES and other in BODIES)


def _same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: the same surname, and given names that agree where both have one."""
    first, second = one.split(), other.split()
    if skeleton(first[-1]) != skeleton(second[-1]) or len(skeleton(first[-1])) < 2:
        return first[-1] == second[-1] and min(len(first), len(second)) == 1
    if min(len(first), len(second)) == 1:
        return True
    return same_skeleton(one, other) or _initial(first[0], second[0])


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym in brackets may stand for the name before it: capitals, and not the name's own length."""
    letters = acronym.replace(".", "")
    return sum(char.isupper() for char in letters) >= 2 and len(letters) < len(name)
