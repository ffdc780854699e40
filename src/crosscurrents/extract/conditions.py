"""Conditions: the clause that a conditional word opens ("if the talks fail", "should Cairo refuse")."""

from __future__ import annotations

from crosscurrents.extract.view import View
from crosscurrents.records.document import Cue
from crosscurrents.records.statement import Words

Span = tuple[int, int]


def condition_of(view: View, start: int, end: int, *, anywhere: bool = False) -> Words | None:
    """The condition on which the words [start, end) rest: the nearest conditional clause inside or tied to them.

    With `anywhere` one that stands elsewhere in the sentence will do too.
    """
    near = [span for span in clauses(view) if anywhere or _is_tied(view, span, start, end)]
    if not near:
        return None
    low, high = min(near, key=lambda s: (max(s[0] - end, start - s[1], 0), s))
    return view.words(*view.clipped(*view.trimmed(low, high)))


def clauses(view: View) -> list[Span]:
    """The conditional clauses of the sentence, each from its conditional word on."""
    cues = [c for c in view.cues("conditional", 0, len(view.text)) if not _is_time(view, c)]
    found = (_clause(view, cue) for cue in cues)
    return [span for span in found if span is not None]


def _is_time(view: View, cue: Cue) -> bool:
    """Whether the cue belongs to a time ("until 1 October")."""
    return any(t.start <= cue.start < t.end or cue.end == t.start - 1 for t in view.sentence.times)


def _clause(view: View, cue: Cue) -> Span | None:
    """The characters of the clause or phrase that the cue opens; None where it opens none ("should" as a plain modal).

    Without a parse it is the rest of the sentence.
    """
    tree, parse = view.tree, view.sentence.parse
    inside = tree.tokens(cue.start, cue.end)
    if not inside:
        return cue.start, len(view.text)
    token = inside[-1]
    if parse.deps[token] in {"mark", "advmod"} and parse.heads[token] > token:
        return cue.start, tree.phrase(parse.heads[token])[1]
    if parse.deps[token] in {"aux", "auxpass"} or parse.pos[token] == "AUX":
        return _inverted(view, token)
    below = [c for t in inside for c in tree.children[t] if c > token]
    return (cue.start, max(tree.phrase(c)[1] for c in below)) if below and parse.pos[token] != "VERB" else None


def _inverted(view: View, token: int) -> Span | None:
    """The clause that an auxiliary opens by standing before its subject ("Were it to fail,")."""
    tree, parse = view.tree, view.sentence.parse
    verb = token if parse.deps[token] not in {"aux", "auxpass"} else parse.heads[token]
    subject = [c for c in tree.children[verb] if parse.deps[c] in {"nsubj", "nsubjpass", "expl"}]
    if not subject or subject[0] < token or "?" in view.text:
        return None
    high = tree.phrase(verb)[1]
    comma = view.text.find(",", parse.ends[subject[0]], high)
    return parse.starts[token], high if parse.deps[verb] == "advcl" or comma < 0 else comma


def _is_tied(view: View, clause: Span, start: int, end: int) -> bool:
    """Whether the clause stands inside [start, end), or hangs on a word there or above it."""
    if start <= clause[0] < end:
        return True
    tree = view.tree
    inner, outer = tree.head(*clause), tree.head(start, end)
    if inner is None or outer is None:
        return False
    above = view.sentence.parse.heads[inner]
    return above in tree.tokens(start, end) or above == tree.verb(outer)
