from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.resolve.clusters import Clusters, by_key

pairs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


@given(pairs, st.randoms(use_true_random=False))
def test_sets_do_not_depend_on_the_order_of_joins(joins: list[tuple[int, int]], chance: random.Random) -> None:
    def sets(order: list[tuple[int, int]]) -> set[frozenset[int]]:
        clusters: Clusters[int] = Clusters(range(13))
        for a, b in order:
            clusters.join(a, b)
            assert clusters.same(a, b) and b in clusters.members(a)
        return {frozenset(g) for g in clusters.groups()}

    shuffled = [(b, a) for a, b in joins]
    chance.shuffle(shuffled)
    assert sets(joins) == sets(shuffled)
    assert sum(map(len, sets(joins))) == 13


def test_by_key_keeps_the_order_given() -> None:
    assert by_key(["bb", "a", "cc"], len) == {2: ["bb", "cc"], 1: ["a"]}
