"""Bootstrap intervals of rates: sentences are drawn again with replacement (Efron and Tibshirani 1993, percentiles)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from crosscurrents.evaluate.comparing import Tally
from crosscurrents.evaluate.rows import Row

SEED = 20_211
DRAWS = 1_000
PERCENTILES = (2.5, 97.5)
Path = tuple[str, ...]


def intervals(tallies: Sequence[Tally], figures: Callable[[Tally], Row], point: Row) -> Row:
    """The 95 % interval of every rate of `point`, as [low, high] under the same names.

    Args:
        tallies: the counts of each sentence.
        figures: makes the figures of summed counts.
        point: the figures of all sentences; whole numbers in it are counts and get no interval.
    """
    import numpy as np

    values: dict[Path, list[float]] = {path: [] for path, _ in rates_of(point)}
    keys = sorted({key for tally in tallies for key in tally})
    counts = np.array([[tally.get(key, 0) for key in keys] for tally in tallies], dtype=float)
    size = len(tallies)
    drawn = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), size=DRAWS)
    for sums in drawn @ counts:
        for path, value in rates_of(figures(dict(zip(keys, sums.tolist(), strict=True)))):
            if path in values:
                values[path].append(value)
    bounds = {path: np.percentile(seen, PERCENTILES).tolist() for path, seen in values.items() if seen}
    return _nested({path: [round(bound, 3) for bound in pair] for path, pair in bounds.items()})


def rates_of(node: Row, path: Path = ()) -> Iterator[tuple[Path, float]]:
    """The fractional numbers of nested figures with their paths."""
    for name, value in node.items():
        if isinstance(value, dict):
            yield from rates_of(value, (*path, name))
        elif isinstance(value, float):
            yield (*path, name), value


def _nested(flat: dict[Path, list[float]]) -> Row:
    out: Row = {}
    for path, value in flat.items():
        node = out
        for name in path[:-1]:
            node = node.setdefault(name, {})
        node[path[-1]] = value
    return out
