from __future__ import annotations

from crosscurrents.evaluate.comparing import Tally, share
from crosscurrents.evaluate.intervals import intervals
from crosscurrents.evaluate.rows import Row


def figures(total: Tally) -> Row:
    return {"n": int(total["n"]), "part": {"right": share(total.get("right", 0), total["n"])}}


def test_the_interval_is_that_of_a_share_and_the_same_every_time() -> None:
    tallies: list[Tally] = [{"n": 1, "right": n % 2} for n in range(400)]
    got = intervals(tallies, figures, {"n": 400, "part": {"right": 0.5}})
    low, high = got["part"]["right"]
    assert 0.44 < low < 0.47 and 0.53 < high < 0.56  # 0.5 +- 1.96 * sqrt(0.25 / 400)
    assert "n" not in got and got == intervals(tallies, figures, {"n": 400, "part": {"right": 0.5}})


def test_no_spread_no_width() -> None:
    assert intervals([{"n": 1, "right": 1}] * 5, figures, {"part": {"right": 1.0}}) == {"part": {"right": [1.0, 1.0]}}
