"""Who says what inside one sentence, by its parse.

A `Voice` is a stretch of the sentence that somebody other than the document's narrator vouches for. Four forms give
one: a verb of saying with its clause (before, behind or around it), "according to X", a chain ("X quoted Y as
saying"), and a noun ("the ministry's claim that"). Voices depend on the sentence alone; `speakers` links them.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crosscurrents.annotate.discourse import Discourse
from crosscurrents.annotate.tree import SUBJECTS, VERBAL, Range, Tree

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_ASIDE = frozenset({"parataxis", "ccomp", "advcl", "dep", "conj"})
_OF_AUTHOR = frozenset({"by", "from", "of"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
_NAMELESS_POS = frozenset({"VERB", "PUNCT", "ADV", "AUX"})
_NAMELESS = frozenset(
    ["few", "nobody", "none", "no", "one", "anyone", "anybody", "everyone", "everybody", "there", "i", "we", "whoever"]
)
_WITH_ASIDE = frozenset(
    ["nsubj", "nsubjpass", "prep", "npadvmod", "advmod", "dobj", "dative", "aux", "auxpass", "agent", "prt", "neg"]
)
_EMBEDDED = frozenset({"conj", "advcl", "ccomp", "relcl", "acl"})
_BREAKS = frozenset({",", "—", "–", "-", "”", '"', "’", "'", "»", "--", "."})
_ASIDE_MARKS = frozenset({"that", "as"})


class Voice(msgspec.Struct, frozen=True):
    """The stretches `scopes` of a sentence are said by the words at `name`; offsets count in the sentence.

    `written` is how the speaker is named here, `cue` the word that says so, `chain` those through whom it came
    (outermost last). `document` is the lemma of the document that speaks, `authored` whether its author is named
    ("the report said" names none).
    """

    scopes: tuple[Range, ...]
    name: Range
    written: str
    cue: Range
    chain: tuple[str, ...] = ()
    addressee: str | None = None
    document: str | None = None
    authored: bool = True

    @property
    def breadth(self) -> int:
        """How many characters it says."""
        return sum(end - start for start, end in self.scopes)

    def holds(self, start: int, end: int) -> bool:
        """Whether most of [start, end) is said by this voice."""
        return 2 * sum(max(0, min(end, e) - max(start, s)) for s, e in self.scopes) > end - start


def find_voices(tree: Tree, words: Discourse) -> tuple[Voice, ...]:
    """Give the voices of a sentence in order of their cue."""
    found = [voice for finder in (_verbs, _according, _quoting, _nouns) for voice in finder(tree, words)]
    found = _without_doubles(found)
    return tuple(sorted(_relayed(tree, words, found), key=lambda v: (v.cue, v.scopes)))


def speech_verb(tree: Tree, token: int, words: frozenset[str]) -> bool:
    """Whether the token is a verb of `words` that is not negated."""
    # The parser takes some verbs of saying for nouns; what has a subject is none.
    verbal = tree.pos[token] in VERBAL or (tree.pos[token] == "NOUN" and tree.child(token, "nsubj") is not None)
    if not verbal or tree.lemmas[token] not in words:
        return False
    return tree.child(token, "neg") is None or tree.lemmas[token] == "deny"


def speaker_of(tree: Tree, verb: int, words: Discourse) -> int | None:
    """The token that names who says what `verb` says; None where nobody is named (passive without ``by``)."""
    passive = tree.child(verb, "auxpass", "nsubjpass") is not None
    if passive or (tree.deps[verb] == "acl" and tree.parse.tags[verb] == "VBN"):
        agent = tree.child(verb, "agent")
        return tree.child(agent, "pobj") if agent is not None else None
    if tree.deps[verb] in ("acl", "relcl"):
        return _modified(tree, verb, words)
    return tree.subject(verb)


class Naming(msgspec.Struct, frozen=True):
    """How a speaker is named: where, and the lemma of the document that speaks, with or without its author."""

    name: Range
    document: str | None
    authored: bool


def naming(tree: Tree, token: int, words: Discourse) -> Naming:
    """How the speaker at `token` is named.

    A document stands for its author where it names one; a description stands for the name in apposition to it.
    """
    document = tree.lemmas[token] if is_document(tree, token, words) else None
    author = author_of(tree, token, words) if document else None
    if document and author is None:
        return Naming(tree.phrase(token), document, False)
    token = author if author is not None else token
    apposition = tree.child(token, "appos")
    described = tree.pos[token] == "NOUN" or tree.child(token, "det") is not None
    if apposition is not None and described and tree.pos[apposition] == "PROPN":
        token = apposition
    return Naming(_with_conjuncts(tree, token), document, True)


def is_document(tree: Tree, token: int, words: Discourse) -> bool:
    """Whether the token is a noun for something written or broadcast."""
    return tree.lemmas[token] in words.document_nouns and tree.pos[token] == "NOUN"


def addressee_of(tree: Tree, verb: int, words: Discourse) -> str | None:
    """Who is spoken to: the object of a verb such as ``tell``, or the object of ``to`` under another one."""
    target = tree.child(verb, "dative")
    if target is not None and tree.pos[target] == "ADP":
        target = tree.child(target, "pobj")
    if target is None and tree.lemmas[verb] in words.addressing:
        target = tree.child(verb, "nsubjpass", "dobj")
    if target is None:
        to = next((p for p in tree.children(verb, "prep") if tree.lemmas[p] == "to"), None)
        target = tree.child(to, "pobj") if to is not None else None
    return tree.text[slice(*tree.phrase(target))] if target is not None and tree.pos[target] != "PRON" else None


def _modified(tree: Tree, verb: int, words: Discourse) -> int | None:
    """Who acts in a relative or participle clause: its own subject unless that is a relative, else the noun.

    A participle behind an object that cannot speak ("condemned the raid, calling it ...") goes with the subject.
    """
    subject = tree.child(verb, *SUBJECTS)
    if subject is not None and tree.lemmas[subject] not in _RELATIVE:
        return subject
    noun = tree.heads[verb]
    speaks = words.source_nouns | words.document_nouns | words.statement_nouns
    if tree.deps[verb] == "acl" and tree.deps[noun] == "dobj" and tree.lemmas[noun] not in speaks:
        return tree.subject(tree.heads[noun])
    return noun if noun != verb else None


def author_of(tree: Tree, token: int, words: Discourse) -> int | None:
    """Who wrote or issued the document named by `token`: ``X's report``, ``a report by X``, ``released by X``."""
    possessor = tree.child(token, "poss")
    if possessor is not None and tree.pos[possessor] != "PRON":
        return possessor
    for child in tree.children(token, "prep", "acl", "agent"):
        by = _agent(tree, child, words)
        if by is not None:
            return by
    name = [c for c in tree.children(token, "compound", "nmod") if tree.pos[c] == "PROPN"]
    return name[-1] if name else None


def _agent(tree: Tree, child: int, words: Discourse) -> int | None:
    """The author that a modifier of a document noun names, if it names one."""
    if tree.deps[child] == "acl":
        agent = tree.child(child, "agent") if tree.lemmas[child] in words.publishing else None
        return tree.child(agent, "pobj") if agent is not None else None
    author = tree.child(child, "pobj") if tree.lemmas[child] in _OF_AUTHOR else None
    loose = tree.lemmas[child] == "of" or tree.parse.tags[tree.heads[child]] == "NNS"
    return None if author is not None and loose and tree.pos[author] != "PROPN" else author


def _with_conjuncts(tree: Tree, token: int) -> Range:
    """The naming of `token` with those joined to it (``Egypt and Qatar``)."""
    start, end = tree.phrase(token)
    while True:
        joined = tree.child(token, "conj")
        if joined is None or tree.pos[joined] not in ("NOUN", "PROPN"):
            return start, end
        token, end = joined, max(end, tree.phrase(joined)[1])


def _named(
    tree: Tree, words: Discourse, scopes: list[Range], speaker: int, cue: int, addressee: str | None = None
) -> Iterator[Voice]:
    """The voice of `speaker` over `scopes`, where the speaker can be named."""
    if tree.pos[speaker] in _NAMELESS_POS or tree.lemmas[speaker] in _NAMELESS:
        return
    named = naming(tree, speaker, words)
    written = tree.text[slice(*named.name)]
    kept = tuple(scope for scope in scopes if scope[0] < scope[1])
    if written.strip() and kept:
        cued = tree.extent(cue, cue)
        yield Voice(kept, named.name, written, cued, (), addressee, named.document, named.authored)


def _verbs(tree: Tree, words: Discourse) -> Iterator[Voice]:
    """Reported speech: a verb of saying with what is said."""
    verbs = words.saying | words.holding | words.claiming | words.undertaking
    for verb in range(len(tree)):
        speaker = speaker_of(tree, verb, words) if speech_verb(tree, verb, verbs) else None
        if speaker is not None:
            scopes = _said(tree, verb, speaker, words)
            yield from _named(tree, words, scopes, speaker, verb, addressee_of(tree, verb, words))


def _said(tree: Tree, verb: int, speaker: int, words: Discourse) -> list[Range]:
    """The characters that the subject of a verb of saying vouches for."""
    lemma = tree.lemmas[verb]
    clauses = [c for c in tree.children(verb, "ccomp") if _is_clause(tree, c)]
    if lemma not in words.saying:
        clauses = [c for c in clauses if tree.pos[c] in VERBAL]
    first = min(verb, tree.subtree(speaker)[0])
    if _is_subordinate(tree, verb) or (first > 0 and tree.word(first - 1) not in _BREAKS):
        clauses = [c for c in clauses if c > verb]
    if clauses and lemma in words.saying | words.holding:
        return [_clause(tree, clause, speaker) for clause in clauses]
    scopes = _around(tree, verb, speaker) if lemma in words.saying else []
    if not scopes and lemma in words.undertaking:
        scopes = [tree.span(c) for c in tree.children(verb, "xcomp", "advcl") if c > verb and _is_infinitive(tree, c)]
    if not scopes and lemma in words.claiming:
        scopes = _claimed(tree, verb)
    return scopes


def _is_clause(tree: Tree, token: int) -> bool:
    """Whether a complement is a clause of its own, not a bare word that the parser made one."""
    return tree.pos[token] in VERBAL or tree.child(token, *SUBJECTS, "cop", "aux") is not None


def _is_infinitive(tree: Tree, token: int) -> bool:
    """Whether a complement is ``to`` and a verb, or a gerund."""
    to = any(tree.lemmas[aux] == "to" for aux in tree.children(token, "aux"))
    return to or (tree.deps[token] == "xcomp" and tree.parse.tags[token] == "VBG")


def _clause(tree: Tree, head: int, speaker: int) -> Range:
    """A clause that is said, up to where the narrator goes on: a main clause joined by a comma or a semicolon, with a
    subject of its own and no ``that``."""
    first, end = tree.span(head)
    if tree.parse.starts[speaker] >= end or tree.parse.ends[speaker] <= first:
        for joined in tree.children(head, "conj"):
            if joined > head and _narrated(tree, joined):
                return first, tree.parse.ends[tree.subtree(joined)[0] - 1]
    return first, end


def _narrated(tree: Tree, joined: int) -> bool:
    """Whether a joined clause may be the narrator's own."""
    first = tree.subtree(joined)[0]
    before = tree.lemmas[max(0, first - 2) : first]
    own = tree.child(joined, *SUBJECTS) is not None and tree.child(joined, "mark") is None
    return own and (";" in before or ("," in before and before[-1] in ("and", "but", "yet")))


def _around(tree: Tree, verb: int, speaker: int) -> list[Range]:
    """What an inserted or final "X said" refers to: all of the sentence or clause that holds it but itself."""
    first, last = _aside(tree, verb, speaker)
    if not _is_finite(tree, verb) or tree.parse.starts[speaker] < tree.parse.starts[first]:
        return []
    if first == 0 or not _set_off(tree, first, last) or _is_subordinate(tree, verb):
        return []
    head = tree.heads[verb]
    nodes = tree.subtree(head) if head != verb and tree.deps[verb] in _ASIDE else list(range(len(tree)))
    before = [token for token in nodes if token < first]
    after = [token for token in nodes if token > last] if tree.word(min(last + 1, len(tree) - 1)) == "," else []
    if not any(_is_main_clause(tree, token) for token in (*before, *after)):
        return []
    return [tree.extent(part[0], part[-1]) for part in (before, after) if part]


def _is_main_clause(tree: Tree, token: int) -> bool:
    """Whether the token heads a clause that can stand alone, not one under a conjunction or a relative."""
    subordinate = tree.deps[token] in ("advcl", "relcl", "acl") or tree.child(token, "mark") is not None
    return tree.deps[token] == "ROOT" or (not subordinate and tree.child(token, *SUBJECTS) is not None)


def _is_finite(tree: Tree, verb: int) -> bool:
    """Whether a verb is a predicate by itself, not an infinitive or participle."""
    if tree.parse.tags[verb] in ("VBD", "VBZ", "VBP") or tree.pos[verb] == "NOUN":
        return True
    helpers = tree.children(verb, "aux", "auxpass")
    return bool(helpers) and all(tree.lemmas[helper] != "to" for helper in helpers)


def _aside(tree: Tree, verb: int, speaker: int) -> Range:
    """First and last token of "X said" with what belongs to it and to nothing else (``on Monday``, ``in a letter``)."""
    near = [token for child in tree.children(verb) if tree.deps[child] in _WITH_ASIDE for token in tree.subtree(child)]
    own = {verb, *tree.subtree(speaker), *near}
    first = last = verb
    while first - 1 in own:
        first -= 1
    while last + 1 in own:
        last += 1
    return first, last


def _set_off(tree: Tree, first: int, last: int) -> bool:
    """Whether "X said" stands between commas, dashes or quotation marks, or between one and the sentence's end."""
    behind = last + 1 >= len(tree) or tree.pos[last + 1] == "PUNCT"
    return tree.word(first - 1) in _BREAKS and behind


def _is_subordinate(tree: Tree, verb: int) -> bool:
    """Whether a conjunction such as ``after`` or ``when`` opens the clause of the verb."""
    marks = tree.children(verb, "mark", "advmod")
    return any(tree.pos[m] == "SCONJ" and tree.lemmas[m] not in _ASIDE_MARKS for m in marks)


def _claimed(tree: Tree, verb: int) -> list[Range]:
    """The complements of a verb such as accuse: ``of shelling the town``, ``reports of a coup``."""
    parts = [c for c in tree.children(verb, "dobj", "xcomp", "ccomp", "pcomp", "prep") if c > verb]
    return [(tree.span(parts[0])[0], max(tree.span(part)[1] for part in parts))] if parts else []


def _according(tree: Tree, words: Discourse) -> Iterator[Voice]:
    """ "According to X", "in the words of X": the clause that the phrase belongs to, all of it."""
    for token in range(len(tree)):
        speaker = _source_phrase(tree, token)
        if speaker is None:
            continue
        head = tree.heads[token]
        yield from _named(tree, words, [_clause_scope(tree, head, token)], speaker, token)


def _source_phrase(tree: Tree, token: int) -> int | None:
    """The speaker of a phrase that names a source, where `token` begins one."""
    if tree.word(token).casefold() == "according":
        to = tree.child(token, "prep")
        return tree.child(to, "pobj") if to is not None else None
    if tree.lemmas[token] in ("in", "by") and tree.deps[token] == "prep":
        noun = tree.child(token, "pobj")
        if noun is None or tree.lemmas[noun] not in ("word", "view", "opinion", "account", "telling"):
            return None
        of = next((p for p in tree.children(noun, "prep") if tree.lemmas[p] == "of"), None)
        return tree.child(of, "pobj") if of is not None else tree.child(noun, "poss")
    return None


def _clause_scope(tree: Tree, head: int, phrase: int) -> Range:
    """The clause around a source phrase: one conjunct where the phrase stands inside it, else all that it modifies."""
    while tree.pos[head] not in VERBAL and tree.heads[head] != head:
        head = tree.heads[head]
    nodes = tree.subtree(head)
    end = tree.span(phrase)
    if tree.extent(nodes[0], nodes[-1])[1] <= end[1] + 2 and tree.deps[head] in _EMBEDDED:
        first = 0 if tree.deps[head] != "conj" else nodes[0]
        return tree.extent(first, nodes[-1])
    return tree.extent(nodes[0], nodes[-1])


def _quoting(tree: Tree, words: Discourse) -> Iterator[Voice]:
    """ "X quoted Y as saying", "Y was quoted by X as saying": Y speaks, through X."""
    for verb in range(len(tree)):
        if tree.lemmas[verb] not in words.quoting or tree.pos[verb] not in VERBAL:
            continue
        said = next((s for p in tree.children(verb, "prep") for s in tree.children(p, "pcomp", "pobj")), None)
        passive = tree.child(verb, "auxpass", "nsubjpass") is not None
        speaker = tree.child(verb, "nsubjpass") if passive else tree.child(verb, "dobj")
        if said is None or speaker is None or tree.lemmas[said] not in words.saying:
            continue
        relay = _relayer(tree, (verb, said)) if passive else tree.subject(verb)
        start, end = tree.parse.ends[said] + 1, tree.span(verb)[1]
        for voice in _named(tree, words, [(start, end)], speaker, said):
            chain = (tree.text[slice(*tree.phrase(relay))],) if relay is not None else ()
            yield msgspec.structs.replace(voice, chain=chain)


def _relayer(tree: Tree, verbs: tuple[int, ...]) -> int | None:
    """Who quotes in a passive: the object of ``by`` under one of the verbs."""
    for verb in verbs:
        for by in tree.children(verb, "agent", "prep"):
            if tree.lemmas[by] == "by":
                return tree.child(by, "pobj")
    return None


def _nouns(tree: Tree, words: Discourse) -> Iterator[Voice]:
    """ "The ministry's claim that ...": the clause of the noun."""
    for noun in range(len(tree)):
        if tree.pos[noun] != "NOUN" or tree.lemmas[noun] not in words.statement_nouns:
            continue
        clause = next((c for c in tree.children(noun, "acl", "ccomp", "relcl") if _has_that(tree, c)), None)
        author = tree.child(noun, "poss")
        if author is None:
            by = next((p for p in tree.children(noun, "prep") if tree.lemmas[p] in ("by", "from")), None)
            author = tree.child(by, "pobj") if by is not None else None
        if clause is not None and author is not None:
            yield from _named(tree, words, [tree.span(clause)], author, noun)


def _has_that(tree: Tree, clause: int) -> bool:
    return any(tree.lemmas[m] == "that" for m in tree.children(clause, "mark"))


def _without_doubles(voices: list[Voice]) -> list[Voice]:
    """One voice a cue, the one with a chain first."""
    best: dict[Range, Voice] = {}
    for voice in voices:
        kept = best.get(voice.cue)
        if kept is None or len(voice.chain) > len(kept.chain):
            best[voice.cue] = voice
    return list(best.values())


def _relayed(tree: Tree, words: Discourse, voices: list[Voice]) -> list[Voice]:
    """The voices, those of a medium that cites somebody ("Reuters, citing officials") given to whom it cites."""
    for verb in range(len(tree)):
        if tree.lemmas[verb] not in words.quoting or tree.deps[verb] not in ("acl", "advcl"):
            continue
        source = tree.child(verb, "dobj")
        at = _cited_by(tree, verb, voices)
        if source is None or at is None or not _is_source(tree, source, words):
            continue
        if tree.lemmas[verb] == "quote" and voices[at].written.casefold() in _PRONOUNS:
            continue
        named, medium = naming(tree, source, words), voices[at]
        voices[at] = msgspec.structs.replace(
            medium,
            name=named.name,
            written=tree.text[slice(*named.name)],
            document=named.document,
            authored=named.authored,
            chain=(medium.written, *medium.chain),
        )
    return voices


def _is_source(tree: Tree, token: int, words: Discourse) -> bool:
    """Whether what is cited can speak: a name, a document, or people who are sources."""
    return tree.pos[token] == "PROPN" or tree.lemmas[token] in words.source_nouns | words.document_nouns


def _cited_by(tree: Tree, verb: int, voices: list[Voice]) -> int | None:
    """Which voice is that of the medium whose "citing" is `verb`: its head's, else the nearest one before."""
    head = tree.heads[verb]
    start = tree.parse.starts[verb]
    for at, voice in enumerate(voices):
        if voice.name[0] <= tree.parse.starts[head] < voice.name[1] or tree.extent(head, head) == voice.cue:
            return at
    before = [(voice.name[1], at) for at, voice in enumerate(voices) if voice.name[1] <= start <= voice.name[1] + 4]
    return max(before)[1] if before else None
