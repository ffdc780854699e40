"""Walks over the dependency tree of a parsed sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from crosscurrents.records.document import Parse

Range = tuple[int, int]

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj")

# What stands inside a noun phrase before its head, and what may follow it and still belong to the name.
_BEFORE = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "case", "advmod", "punct"}
)
_TAIL = frozenset({"of", "for", "in", "at", "from"})


class Tree:
    """A sentence with its parse; tokens are named by their index."""

    def __init__(self, text: str, parse: Parse) -> None:
        self.text = text
        self.parse = parse
        self.lemmas = tuple(lemma.casefold() for lemma in parse.lemmas)
        self.pos = parse.pos
        self.deps = parse.deps
        self.heads = parse.heads
        self._children: list[list[int]] = [[] for _ in parse.starts]
        for token, head in enumerate(parse.heads):
            if head != token:
                self._children[head].append(token)

    def __len__(self) -> int:
        return len(self.parse.starts)

    def word(self, token: int) -> str:
        """The characters of a token."""
        return self.text[self.parse.starts[token] : self.parse.ends[token]]

    def extent(self, first: int, last: int) -> Range:
        """The characters from token `first` to token `last`, both included."""
        return self.parse.starts[first], self.parse.ends[last]

    def children(self, token: int, *deps: str) -> list[int]:
        """The dependents of a token in order, those of the kinds `deps` where any is named."""
        return [child for child in self._children[token] if not deps or self.deps[child] in deps]

    def child(self, token: int, *deps: str) -> int | None:
        """The first dependent of one of the kinds `deps`, in the order of `deps`."""
        for dep in deps:
            for child in self._children[token]:
                if self.deps[child] == dep:
                    return child
        return None

    def subtree(self, token: int, *, without: frozenset[str] = frozenset()) -> list[int]:
        """The token and all below it, in order, branches of the kinds `without` left out."""
        found, open_ = [], [token]
        while open_:
            node = open_.pop()
            found.append(node)
            open_ += [child for child in self._children[node] if self.deps[child] not in without]
        return sorted(found)

    def span(self, token: int) -> Range:
        """The characters from the first to the last token of a subtree."""
        nodes = self.subtree(token)
        return self.extent(nodes[0], nodes[-1])

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads of a token, nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that lie within characters [start, end)."""
        return range(bisect_left(self.parse.starts, start), bisect_right(self.parse.ends, end))

    def top(self, start: int, end: int) -> int | None:
        """The token of [start, end) whose head lies outside, the first such one that is no punctuation."""
        tokens = self.tokens_in(start, end)
        tops = [t for t in tokens if self.heads[t] not in tokens or self.heads[t] == t]
        words = [t for t in tops if self.pos[t] not in ("PUNCT", "SPACE")]
        return words[0] if words else (tops[0] if tops else None)

    def subject(self, verb: int) -> int | None:
        """Who does what a verb says: its own subject, else that of the verb which it is joined to or depends on."""
        for _ in range(len(self)):
            found = self.children(verb, *SUBJECTS)
            if found:
                return min(found, key=lambda token: abs(token - verb))
            if self.deps[verb] not in ("conj", "xcomp", "advcl", "ccomp", "aux") or self.heads[verb] == verb:
                return None
            verb = self.heads[verb]
        return None

    def phrase(self, head: int) -> Range:
        """The naming whose head is token `head`: with what stands before it and a tail such as ``of the port`` or
        ``close to the army``, without article, apposition and relative clause."""
        first = head
        for child in reversed(self.children(head)):
            if child < head and self.deps[child] in _BEFORE and self.subtree(child)[-1] == first - 1:
                first = self.subtree(child)[0]
        last = head
        for child in self.children(head):
            if child > head and self._is_tail(child) and self.subtree(child)[0] == last + 1:
                last = self._tail_end(child)
        while first < last and (self.pos[first] in ("DET", "PUNCT") or self.deps[first] == "predet"):
            first += 1
        return self.extent(first, last)

    def _is_tail(self, token: int) -> bool:
        dep = self.deps[token]
        return dep == "amod" or (dep == "prep" and self.lemmas[token] in _TAIL)

    def _tail_end(self, token: int) -> int:
        """The last token of a tail: its object with the object's own tails."""
        inner = self.child(token, "pobj")
        if inner is None:
            return self.subtree(token)[-1]
        return self.tokens_in(0, self.phrase(inner)[1])[-1]
