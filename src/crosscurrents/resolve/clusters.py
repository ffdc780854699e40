"""Sets that grow together: the joining of members that are one thing, in an order that the members alone decide."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Clusters(Generic[K]):
    """Disjoint sets of members (Tarjan 1975). What is joined never depends on the order of joins."""

    def __init__(self, members: Iterable[K] = ()) -> None:
        self._parent: dict[K, K] = {member: member for member in members}
        self._held: dict[K, list[K]] = {member: [member] for member in self._parent}

    def root(self, member: K) -> K:
        """The member that stands for the set of `member`, which is added where it is new."""
        if member not in self._parent:
            self._parent[member] = member
            self._held[member] = [member]
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def members(self, member: K) -> list[K]:
        """All members of the set of `member`."""
        return self._held[self.root(member)]

    def same(self, one: K, other: K) -> bool:
        """Whether both are in one set."""
        return self.root(one) == self.root(other)

    def join(self, one: K, other: K) -> None:
        """Make one set of the sets of both; the smaller is hung under the larger."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return
        if len(self._held[a]) < len(self._held[b]):
            a, b = b, a
        self._parent[b] = a
        self._held[a] += self._held.pop(b)

    def groups(self) -> list[list[K]]:
        """All sets, in no particular order."""
        return list(self._held.values())


def by_key(things: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """The things under their keys, each list in the order given."""
    found: dict[K, list[V]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found
