"""Executors: the same work in one process or in several; the results come in the order of the items either way."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")
SMALL = 8  # fewer items than this are not worth the start of a second process


def workers_for(count: int, wanted: int | None = None) -> int:
    """How many processes to use for `count` items: `wanted` where it is given, else at most the free cores."""
    if wanted is not None:
        return max(1, min(wanted, count))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if count < SMALL else max(1, min(cores, count // 4))


def run(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int = 1,
    lost: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """Apply `work` (a module-level function) to each item, in this process or in `workers` others.

    Where another process dies (the system ends it when memory runs out), what it had not done is done again, an item
    at a time, and the item whose process dies once more gives what `lost` says of it.

    Raises:
        BrokenProcessPool: a process died on an item, and nothing says what that gives.
    """
    if workers <= 1:
        yield from map(work, items)
        return
    from concurrent.futures.process import BrokenProcessPool

    everything: Sequence[Item] = list(items)
    done = 0
    try:
        with _pool(workers) as pool:
            for result in pool.map(work, everything):
                yield result
                done += 1
    except BrokenProcessPool:
        yield from _each_alone(work, everything[done:], lost)


def _each_alone(
    work: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item], Result] | None
) -> Iterator[Result]:
    """Apply `work` to one item after the other in one other process, and in a new one after each that died."""
    from concurrent.futures.process import BrokenProcessPool

    waiting = list(items)
    while waiting:
        with _pool(1) as pool:
            try:
                while waiting:
                    yield pool.submit(work, waiting[0]).result()
                    waiting.pop(0)
            except BrokenProcessPool:
                if lost is None:
                    raise
                yield lost(waiting.pop(0))


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # "spawn": a forked copy of a process that holds native thread pools may hang
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let this process end when the one that started it is killed, instead of waiting for work for ever."""
    from multiprocessing import parent_process
    from threading import Thread

    def watch() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()
