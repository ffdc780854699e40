"""Cue words of a sentence: negation, hedge, conditional, unknown, indicator, obligation and modal, with their ranges.

The words are those of `lexicon.cues`; the parse sorts out what only looks like one (``May`` the month, ``once`` in
"once a week", ``should`` that opens no condition).
"""

from __future__ import annotations

from crosscurrents.annotate.tree import SUBJECTS, Tree
from crosscurrents.lexicon.cues import Cue as Found
from crosscurrents.lexicon.cues import Cues, Kind
from crosscurrents.records.document import Cue

_KINDS: dict[Kind, str] = {
    "negations": "negation", "hedges": "hedge", "conditions": "conditional", "unknown": "unknown",
    "indicators": "indicator", "modals": "modal",
}  # fmt: skip
_OBLIGATION = frozenset({"must", "should", "shall", "ought to", "need to", "needs to", "have to", "has to"})
_INVERTED = frozenset({"should", "were", "had"})
_NO_NEGATION = frozenset({"not only"})
_JOINING = frozenset({"SCONJ", "ADP", "CCONJ"})


def find_cues(tree: Tree, cues: Cues) -> tuple[Cue, ...]:
    """Give the cues of a sentence in order of text, then of kind; the label is the cue's words, a hedge's its level."""
    found = []
    for listed, kind in _KINDS.items():
        for match in cues.find(listed, tree.text):
            if _means(tree, kind, match):
                found.append(Cue(*_labelled(cues, kind, match.words), match.start, match.end))
    return tuple(sorted(found, key=lambda c: (c.start, c.end, c.kind)))


def _labelled(cues: Cues, kind: str, words: str) -> tuple[str, str]:
    """Kind and label of a cue; modals that oblige are cues of obligation."""
    if kind == "modal" and words in _OBLIGATION:
        return "obligation", words
    hedge = cues.hedge(words) if kind == "hedge" else None
    return kind, hedge.level if hedge else words


def _means(tree: Tree, kind: str, match: Found) -> bool:
    """Whether the words are what the list says, by their part of speech and place."""
    tokens = tree.tokens_in(match.start, match.end)
    if len(tokens) != 1:
        return match.words not in _NO_NEGATION
    token = tokens[0]
    if kind == "conditional":
        return _conditional(tree, token, match.words)
    if kind == "negation" and match.words == "no":
        return tree.pos[token] in ("DET", "INTJ")
    return not (tree.pos[token] == "PROPN" and kind in ("hedge", "modal"))


def _conditional(tree: Tree, token: int, word: str) -> bool:
    """Whether a single word opens a condition."""
    if word in _INVERTED:
        after = [s for s in tree.children(tree.heads[token], *SUBJECTS) if s > token]
        first = token == 0 or tree.pos[token - 1] in ("PUNCT", "CCONJ")
        return first and bool(after) and "?" not in tree.text and tree.heads[token] != token
    return tree.pos[token] in _JOINING or tree.deps[token] in ("mark", "prep")
