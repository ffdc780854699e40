"""Who does an event and to whom, by the parse: asked where the learned reader names nobody for a role.

The doer is the subject of the trigger's verb, that of a verb which shares its subject, or the possessor or agent of a
noun; a pronoun in what somebody says ("said it would lend") is the one who says it. Whom it is done to is the direct
object, or the subject of a passive; as objects are mostly things, only names and words for people are taken there. A
threat, a refusal or a protest may name whom it concerns only in its content ("threatened to cut off power to Selene").
"""

from __future__ import annotations

from typing import get_args

from crosscurrents.extract.names import Span, bare, whole
from crosscurrents.extract.view import View
from crosscurrents.lexicon.units import load_units
from crosscurrents.records.document import ActorType

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SHARING = frozenset({"conj", "xcomp", "dep"})  # arcs from a verb to one that has its subject
_PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i"})
_PERSONAL = _PRONOUNS - {"it"}  # pronouns that stand for somebody; who that is, the document tells
_RELATIVE = frozenset({"who", "which", "that"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_AIMED = frozenset({*get_args(ActorType), "place"})


def doers(view: View, start: int, end: int) -> list[Span]:
    """Who does what the trigger [start, end) names; empty where the parse does not say."""
    head = view.tree.head(start, end)
    if head is None:
        return []
    if view.sentence.parse.pos[head] not in {"VERB", "AUX"}:
        return _namings(view, _owner(view, head))
    return _namings(view, _agent(view, head) if _is_passive(view, head) else _subject(view, head))


def done_to(view: View, start: int, end: int) -> list[Span]:
    """Whom what the trigger [start, end) names is done to; empty where the parse does not say."""
    head = view.tree.head(start, end)
    if head is None or view.sentence.parse.pos[head] != "VERB":
        return []
    object_ = _child(view, head, "nsubjpass" if _is_passive(view, head) else "dobj")
    return [span for span in _namings(view, object_) if _is_somebody(view, span)]


def aimed_at(view: View, start: int, end: int) -> list[Span]:
    """The first one named in what hangs on the trigger [start, end): whom a threat, a refusal or a protest concerns."""
    head = view.tree.head(start, end)
    if head is None:
        return []
    low, high = view.tree.phrase(view.tree.verb(head))
    names = [n for n in view.sentence.names if n.type in _AIMED and max(end, low) <= n.start and n.end <= high]
    return [whole(view, n.start, n.end) for n in names[:1]]


def _child(view: View, token: int, *deps: str) -> int | None:
    """The first dependent of one of the kinds `deps`."""
    return next((c for c in view.tree.children[token] if view.sentence.parse.deps[c] in deps), None)


def _is_passive(view: View, verb: int) -> bool:
    """Whether a verb stands in the passive, or as a participle behind the noun that it is done to."""
    parse = view.sentence.parse
    participle = parse.deps[verb] == "acl" and parse.tags[verb] == "VBN"
    return participle or _child(view, verb, "nsubjpass", "auxpass", "agent") is not None


def _subject(view: View, verb: int) -> int | None:
    """The subject of a verb, its own or that of the verb with which it shares one."""
    for at in view.tree.up(verb):
        own = _child(view, at, *_SUBJECTS)
        if own is not None:
            return _meant(view, own, at)
        if view.sentence.parse.deps[at] not in _SHARING:
            return None
    return None


def _meant(view: View, subject: int, verb: int) -> int | None:
    """What a subject stands for: the noun before a relative clause, the speaker for a pronoun in his words."""
    parse = view.sentence.parse
    word = parse.lemmas[subject].lower()
    if word in _RELATIVE:
        return parse.heads[verb] if parse.deps[verb] == "relcl" else None
    if word not in _PRONOUNS:
        return subject
    return _subject(view, parse.heads[verb]) if parse.deps[verb] == "ccomp" else subject


def _owner(view: View, noun: int) -> int | None:
    """Whose act a noun names ("the army's raid", "a raid by the army")."""
    owner = _child(view, noun, "poss")
    return owner if owner is not None else _agent(view, noun)


def _agent(view: View, token: int) -> int | None:
    """The noun behind "by" that hangs on a verb or noun."""
    by = [c for c in view.tree.children[token] if view.sentence.parse.lemmas[c].lower() == "by"]
    return next((noun for b in by if (noun := _child(view, b, "pobj")) is not None), None)


def _namings(view: View, token: int | None) -> list[Span]:
    """The whole namings of a noun and of the nouns joined to it, or a pronoun; empty for any other word."""
    parse = view.sentence.parse
    if token is not None and parse.lemmas[token].lower() in _PERSONAL:
        return [(parse.starts[token], parse.ends[token])]
    if token is None or parse.pos[token] not in _NOUNS:
        return []
    joined = [token]
    for at in joined:
        joined += [c for c in view.tree.children[at] if parse.deps[c] == "conj" and parse.pos[c] in _NOUNS]
    return [_with_owner(view, t) for t in joined]


def _with_owner(view: View, noun: int) -> Span:
    """The whole naming of a noun, with a named possessor before it ("the guild's envoy")."""
    parse = view.sentence.parse
    start, end = whole(view, parse.starts[noun], parse.ends[noun])
    owner = _child(view, noun, "poss")
    if owner is None or parse.pos[owner] not in _NOUNS:
        return start, end
    return bare(view, min(start, view.tree.phrase(owner)[0]), end)


def _is_somebody(view: View, span: Span) -> bool:
    """Whether a phrase holds a name or its head is a word for people."""
    if any(n.type != "other" and n.start < span[1] and span[0] < n.end for n in view.sentence.names):
        return True
    head, parse = view.tree.head(*span), view.sentence.parse
    return head is not None and load_units().is_person(view.text[parse.starts[head] : parse.ends[head]])
