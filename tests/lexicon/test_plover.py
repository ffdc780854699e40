from collections import Counter
from typing import get_args

import pytest

from crosscurrents.lexicon.plover import is_cooperative, load_plover, may_be_one, quad_class, types_of
from crosscurrents.records.statement import PloverType


def test_the_sixteen_types():
    types = load_plover()
    assert tuple(types) == get_args(PloverType)
    assert Counter(kind.quad for kind in types.values()) == {
        "verbal cooperation": 4,
        "material cooperation": 3,
        "verbal conflict": 4,
        "material conflict": 5,
    }


def test_a_planned_act_of_these_is_agree():
    assert {name for name in load_plover() if is_cooperative(name)} == {
        "CONSULT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "SUPPORT",
    }  # fmt: skip


def test_neighbours_are_types_and_hold_both_ways():
    types = load_plover()
    for name, kind in types.items():
        assert set(kind.neighbours) <= set(types) - {name}
        assert all(may_be_one(name, other) and may_be_one(other, name) for other in kind.neighbours)
    assert may_be_one("ASSAULT", "ASSAULT")
    assert not may_be_one("ASSAULT", "AGREE")


def test_words_name_types():
    assert sum(len(kind.words) for kind in load_plover().values()) >= 600
    assert types_of("Raid") == ("COERCE", "ASSAULT")
    assert types_of("condemn") == ("ACCUSE",)
    assert types_of("wheelbarrow") == ()


def test_no_such_type():
    assert quad_class("ASSAULT") == "material conflict"
    with pytest.raises(KeyError):
        is_cooperative("HUG")
