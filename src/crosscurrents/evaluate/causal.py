"""Causal extraction: whether a sentence states a cause, and the spans of cause and effect.

`overlap` pairs relations one to one so that the total score is greatest; a pair scores the mean of the word-overlap F1
of its two sides. `exact` counts a pair where both sides have the same words. `swapped` is the share of paired
relations that fit better with cause and effect exchanged. `all` counts what is predicted in sentences without a cause
as wrong, `causal_only` looks at sentences whose gold has relations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from crosscurrents.evaluate.comparing import Tally, count, overlap, rates, share, words
from crosscurrents.evaluate.options import Options
from crosscurrents.evaluate.rows import Row

NEEDED = ("id", "causal", "relations")
LISTS = ("influences",)
MOST_EXACT = 12  # predictions in a sentence up to which the best pairing is searched exhaustively
DIGITS = 4
TINY = 1e-12  # a gain below this is rounding


def sides_overlap(gold: Row, predicted: Row) -> float:
    """The mean overlap of cause with cause and effect with effect."""
    return (overlap(gold["cause"], predicted["cause"]) + overlap(gold["effect"], predicted["effect"])) / 2


def exchanged(relation: Row) -> Row:
    """The relation with cause and effect exchanged."""
    return {"cause": relation["effect"], "effect": relation["cause"]}


def either_way(gold: Row, predicted: Row) -> float:
    """The overlap in the better of the two directions."""
    return max(sides_overlap(gold, predicted), sides_overlap(exchanged(gold), predicted))


def same_words(gold: Row, predicted: Row) -> float:
    """1 where both sides have the same words in the same order, else 0."""
    return float(all(words(gold[side]) == words(predicted[side]) for side in ("cause", "effect")))


Pairing = tuple[float, tuple[tuple[int, int], ...]]


def best_pairing(gold: Sequence[Row], predicted: Sequence[Row], score: Callable[[Row, Row], float]) -> Pairing:
    """The greatest total score of a one-to-one pairing and its pairs; greedy beyond `MOST_EXACT` predictions."""
    scores = [[score(g, p) for p in predicted] for g in gold]
    return _greedy(scores) if len(predicted) > MOST_EXACT else _exhaustive(scores, len(predicted))


def _greedy(scores: list[list[float]]) -> Pairing:
    ranked = sorted(((v, i, j) for i, row in enumerate(scores) for j, v in enumerate(row) if v > 0), reverse=True)
    left: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in left and j not in left.values():
            left[i] = j
    return sum(scores[i][j] for i, j in left.items()), tuple(left.items())


def _exhaustive(scores: list[list[float]], width: int) -> Pairing:
    @cache
    def from_row(i: int, used: int) -> Pairing:  # `used`: a bit for each prediction that has its pair
        if i == len(scores):
            return 0.0, ()
        best = from_row(i + 1, used)
        for j in range(width):
            if not used >> j & 1 and scores[i][j] > 0:
                value, rest = from_row(i + 1, used | 1 << j)
                if value + scores[i][j] > best[0] + TINY:
                    best = value + scores[i][j], ((i, j), *rest)
        return best

    return from_row(0, 0)


def prepared(prediction: Row) -> Row:
    """A prediction in the form of the gold: the `influences` of a reading are its relations here."""
    return {"relations": prediction["influences"]} if "influences" in prediction else prediction


def tally(row: Row, prediction: Row | None, options: Options) -> Tally:
    """The counts of one sentence; one without a prediction is taken as not causal."""
    got = prepared(prediction or {})
    gold, predicted = row["relations"], got.get("relations") or []
    says, is_causal = bool(got.get("causal", bool(predicted))), bool(row["causal"])
    out: Tally = {"sentences": 1, "gold": len(gold), "predicted": len(predicted)}
    count(out, ("t" if says == is_causal else "f") + ("p" if says else "n"))
    if gold:
        count(out, "predicted_causal", len(predicted))
    if gold and predicted:
        count(out, "overlap", best_pairing(gold, predicted, sides_overlap)[0])
        count(out, "exact", best_pairing(gold, predicted, same_words)[0])
        pairs = best_pairing(gold, predicted, either_way)[1]
        count(out, "paired", len(pairs))
        for i, j in pairs:
            turned = sides_overlap(exchanged(gold[i]), predicted[j]) > sides_overlap(gold[i], predicted[j])
            count(out, "swapped", turned)
    return out


def figures(total: Tally) -> Row:
    """The figures of summed counts."""
    tp, fp, fn, tn = (total.get(k, 0) for k in ("tp", "fp", "fn", "tn"))
    gold, made, made_causal = (total.get(k, 0) for k in ("gold", "predicted", "predicted_causal"))
    met, exact = total.get("overlap", 0), total.get("exact", 0)
    accuracy = share(tp + tn, total.get("sentences", 0), DIGITS)
    return {
        "sentences": total.get("sentences", 0),
        "sentence": {**rates(tp, tp + fp, tp + fn, DIGITS), "accuracy": accuracy},
        "overlap_all": rates(met, made, gold, DIGITS),
        "overlap_causal_only": rates(met, made_causal, gold, DIGITS),
        "exact_all": rates(exact, made, gold, DIGITS),
        "exact_causal_only": rates(exact, made_causal, gold, DIGITS),
        "swapped": share(total.get("swapped", 0), total.get("paired", 0), DIGITS),
        "gold_relations": gold,
        "predicted_relations": made,
    }


def baseline(rows: Sequence[Row], options: Options) -> Row:
    """The figures of saying that every sentence states a cause."""
    total: Tally = {}
    for row in rows:
        for key, value in tally(row, {"causal": True}, options).items():
            count(total, key, value)
    return {"always": "causal", "sentence": figures(total)["sentence"]}
