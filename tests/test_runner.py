"""The same work in one process or in several."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from crosscurrents.runner import SMALL, run, workers_for


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    assert list(run(square, range(20), workers=workers)) == [n * n for n in range(20)]


def test_few_items_are_not_worth_a_second_process() -> None:
    assert workers_for(SMALL - 1) == 1
    assert workers_for(3, wanted=9) == 3
    assert workers_for(0, wanted=4) == 1


def dies_of_three(number: int) -> int:
    if number == 3:
        os._exit(9)  # as a process does that the system ends
    return number


def lost(number: int) -> int:
    return -number


def test_an_item_on_which_its_process_dies_does_not_stop_the_others() -> None:
    assert list(run(dies_of_three, range(6), workers=2, lost=lost)) == [0, 1, 2, -3, 4, 5]


def test_a_dead_process_is_an_error_where_nothing_says_what_it_gives() -> None:
    with pytest.raises(BrokenProcessPool):
        list(run(dies_of_three, range(6), workers=2))
