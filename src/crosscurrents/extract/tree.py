"""The parse of one sentence as a tree that can be asked about characters.

Tokens are numbered as in `Parse`; all offsets are characters of the sentence. Every question has an answer for a
sentence without a parse too (no token, an empty list), so that extraction works on marks alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from crosscurrents.records.document import Parse

_VERBAL = frozenset({"VERB", "AUX"})
# Dependents that begin a clause of their own (Universal and ClearNLP labels of spaCy's English pipelines).
_CLAUSES = frozenset({"advcl", "relcl", "ccomp", "xcomp", "acl", "csubj", "csubjpass", "parataxis", "pcomp"})


class Tree:
    """A parse with its arcs turned round."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse

    def __len__(self) -> int:
        return len(self.parse.starts)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The direct dependents of every token, in order of text."""
        found: list[list[int]] = [[] for _ in range(len(self))]
        for token, head in enumerate(self.parse.heads):
            if head != token:
                found[head].append(token)
        return tuple(map(tuple, found))

    def tokens(self, start: int, end: int) -> range:
        """The tokens that share a character with [start, end)."""
        return range(bisect_right(self.parse.ends, start), bisect_left(self.parse.starts, end))

    def head(self, start: int, end: int) -> int | None:
        """The token of [start, end) that governs the others: the first one whose own head lies outside."""
        inside = self.tokens(start, end)
        outer = [t for t in inside if self.parse.heads[t] not in inside or self.parse.heads[t] == t]
        words = [t for t in outer if self.parse.pos[t] not in {"PUNCT", "SPACE", "ADP", "DET"}]
        return next(iter(words or outer), None)

    def up(self, token: int) -> Iterator[int]:
        """`token` and what governs it, up to the root."""
        seen: set[int] = set()
        while token not in seen:
            yield token
            seen.add(token)
            token = self.parse.heads[token]

    def verb(self, token: int) -> int:
        """The nearest verb at or above `token`; the root where there is none."""
        above = list(self.up(token))
        return next((t for t in above if self.parse.pos[t] in _VERBAL), above[-1])

    def subtree(self, token: int) -> tuple[int, int]:
        """First token and last token + 1 of all that hangs on `token`."""
        low = high = token
        stack = [token]
        while stack:
            at = stack.pop()
            low, high = min(low, at), max(high, at)
            stack.extend(self.children[at])
        return low, high + 1

    def span(self, low: int, high: int) -> tuple[int, int]:
        """The characters of tokens [low, high)."""
        return self.parse.starts[low], self.parse.ends[high - 1]

    def phrase(self, token: int) -> tuple[int, int]:
        """The characters of all that hangs on `token`."""
        return self.span(*self.subtree(token))

    def clause(self, token: int) -> tuple[int, int]:
        """The characters of the smallest clause that holds `token`: its verb's with all that hangs on it."""
        for at in self.up(token):
            if self.parse.deps[at] in _CLAUSES or self.parse.heads[at] == at:
                return self.phrase(at)
            if self.parse.deps[at] == "conj" and self.parse.pos[at] in _VERBAL:
                return self.phrase(at)
        return self.phrase(token)
