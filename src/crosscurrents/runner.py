"""Executors: the same work in one process or in several; the results come in the order of the items either way."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
SMALL = 8  # fewer items than this are not worth the start of a second process


def workers_for(count: int, wanted: int | None = None) -> int:
    """How many processes to use for `count` items: `wanted` where it is given, else at most the free cores."""
    if wanted is not None:
        return max(1, min(wanted, count))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if count < SMALL else max(1, min(cores, count // 4))


def run(work: Callable[[Item], Result], items: Iterable[Item], *, workers: int = 1) -> Iterator[Result]:
    """Apply `work` (a module-level function) to each item, in this process or in `workers` others."""
    if workers <= 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    everything: Sequence[Item] = list(items)
    # "spawn": a forked copy of a process that holds native thread pools may hang
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, everything)
