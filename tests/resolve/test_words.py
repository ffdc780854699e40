from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.resolve.words import dice, plain, prefix, stems

sets = st.frozensets(st.text("abcdefgh", min_size=1, max_size=4), max_size=12)


def test_stems_leave_endings_and_function_words_out() -> None:
    assert stems("The attackers were attacking after 12 raids in the US") == {"attacker", "attack", "12", "raid", "us"}


def test_plain_is_what_a_copy_keeps() -> None:
    assert plain("“Rain” — fell,\n on Óslo’s quay") == plain('"rain" fell on OSLO\'s quay')


@given(sets, sets, st.sampled_from([0.3, 0.5, 0.6, 0.85, 1.0]))
def test_sets_that_are_alike_share_a_member_of_their_prefixes(
    one: frozenset[str], other: frozenset[str], least: float
) -> None:
    if (one or other) and dice(one, other) >= least:
        assert set(prefix(one, least)) & set(prefix(other, least))
