"""The same work in one process or in several."""

from __future__ import annotations

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
