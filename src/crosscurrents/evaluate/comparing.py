"""Small comparisons and rates that every kind shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

from crosscurrents.evaluate.rows import Row

Tally = dict[str, float]  # counts that add up over sentences, so that sentences can be drawn again
HALF = 0.5  # overlap of words from which two phrases are one


def count(tally: Tally, key: str, amount: float = 1) -> None:
    """Add to a count."""
    tally[key] = tally.get(key, 0) + amount


def words(text: str | None) -> list[str]:
    """The words of a text in lower case."""
    return re.findall(r"\w+", (text or "").lower())


def overlap(first: str | None, second: str | None) -> float:
    """F1 of the words that two phrases share, 0 to 1."""
    a, b = words(first), words(second)
    both = (Counter(a) & Counter(b)).total()
    return 2 * both / (len(a) + len(b)) if both else 0.0


def alike(first: str | None, second: str | None) -> bool:
    """Whether two phrases share half of their words."""
    return overlap(first, second) >= HALF


def speaker_name(value: Any) -> str:  # noqa: ANN401  # an object with a name, a text or nothing
    """The name of a speaker or holder; `narrator` where none is given."""
    name = value.get("name") if isinstance(value, dict) else value
    return str(name) if name else "narrator"


def touches(text: str, quote: str, item: Row) -> bool:
    """Whether a predicted item shares a character with any place of a quote in the text."""
    start, end = item.get("start", -1), item.get("end", -1)
    places = (m.start() for m in re.finditer(re.escape(quote), text))
    return any(min(at + len(quote), end) > max(at, start) for at in places)


def best_first(options: Iterable[tuple[tuple[float, ...], int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, predicted index) of (gain, gold, predicted), greatest gain first, ties in order."""
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(options, key=lambda o: (tuple(-x for x in o[0]), o[1], o[2])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def share(part: float, whole: float, digits: int = 3) -> float | None:
    """A rounded share; None of nothing."""
    return round(part / whole, digits) if whole else None


def harmonic(precision: float, recall: float) -> float:
    """F1 of a precision and a recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rates(hit: float, made: float, there: float, digits: int = 3) -> Row:
    """Precision, recall and F1 of `hit` right ones among `made` predicted and `there` gold ones."""
    precision = hit / made if made else 0.0
    recall = hit / there if there else 0.0
    return {
        "P": round(precision, digits),
        "R": round(recall, digits),
        "F1": round(harmonic(precision, recall), digits),
    }


def majority(labels: Iterable[tuple[str, Hashable]]) -> Row:
    """For each field of (field, gold value): the commonest value and the share of the gold that has it."""
    seen: dict[str, Counter[Hashable]] = {}
    for field, value in labels:
        seen.setdefault(field, Counter())[value] += 1
    out = {}
    for field, values in seen.items():
        value, number = min(values.items(), key=lambda v: (-v[1], str(v[0])))
        out[field] = {"always": value, "share": round(number / values.total(), 3)}
    return out
