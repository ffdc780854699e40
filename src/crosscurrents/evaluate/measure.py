"""One door to all evaluations: which files, which scorer, which extras."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from crosscurrents.errors import FormatError, InputError, UsageError
from crosscurrents.evaluate import articles, causal, events, kinds, reading, sentences, states
from crosscurrents.evaluate.comparing import Tally, count
from crosscurrents.evaluate.intervals import intervals
from crosscurrents.evaluate.options import CASE_KINDS, KINDS, LINE_KINDS, Options
from crosscurrents.evaluate.rows import Row, check_fields, completed, own_tenth, read_lines


class Scorer(NamedTuple):
    """What one kind of line-wise gold needs."""

    needed: tuple[str, ...]  # fields of a gold row
    lists: tuple[str, ...]  # lists that the reader is asked for
    tally: Callable[[Row, Row | None, Options], Tally]
    figures: Callable[[Tally], Row]
    baseline: Callable[[Sequence[Row], Options], Row]


SCORERS = {
    name: Scorer(module.NEEDED, module.LISTS, module.tally, module.figures, module.baseline)
    for name, module in zip(LINE_KINDS, (events, causal, kinds, states, sentences), strict=True)
}
MALFORMED = (KeyError, TypeError, ValueError, AttributeError)


def evaluate(
    kind: str,
    gold: Path,
    pred: Path | None = None,
    *,
    options: Options | None = None,
    reader: reading.Reader | None = None,
) -> Row:
    """Compare predictions with gold.

    Args:
        kind: one of KINDS.
        gold: the gold file; for `articles` and `brief` the `_gold.json` of a cluster.
        pred: predictions in the form of `extract`, for `articles` of `export --format jsonl`, for `brief` of
            `brief --json`; without it the texts of the gold are read now.
        options: see Options.
        reader: reads the texts in place of the installed reader, where `pred` is None (not for `articles`, `brief`).

    Returns:
        The figures by name: shares from 0 to 1, None where nothing could be judged, and counts. Only as asked for,
        `baseline` and `intervals` stand beside them.

    Raises:
        UsageError: an unknown kind, or options that do not fit it.
        InputError: a file is missing or is no such gold.
    """
    options = options or Options()
    if kind not in KINDS:
        raise UsageError(f"no such kind of evaluation: {kind}", hint="one of " + ", ".join(KINDS))
    if kind in CASE_KINDS and (options.intervals or options.own_tenth):
        raise UsageError(f"{kind}: neither intervals nor the own tenth, which are made of sentences")
    try:
        if kind in CASE_KINDS:
            return articles.evaluate(kind, gold, pred, options)
        return _by_line(SCORERS[kind], gold, pred, options, reader)
    except MALFORMED as error:
        raise FormatError(
            f"not the form that {kind} needs: {type(error).__name__}: {error}",
            file=str(gold),
            hint="check the gold and the predictions",
        ) from error


def _by_line(scorer: Scorer, gold: Path, pred: Path | None, options: Options, reader: reading.Reader | None) -> Row:
    rows = _gold_rows(scorer, gold, options)
    predictions = _by_id(_predictions(scorer, rows, pred, reader))
    if not options.by_corpus:
        return _figures(scorer, rows, predictions, options)
    groups = {"all": rows}
    for row in rows:
        groups.setdefault(row.get("corpus", "?"), []).append(row)
    return {name: _figures(scorer, members, predictions, options) for name, members in groups.items()}


def _gold_rows(scorer: Scorer, gold: Path, options: Options) -> list[Row]:
    rows = completed(read_lines(gold), options.texts)
    check_fields(rows, scorer.needed, gold)
    if options.prefix:
        rows = [row for row in rows if row["id"].startswith(options.prefix)]
    rows = own_tenth(rows) if options.own_tenth else rows
    if not rows:
        raise InputError("no gold row is left to compare with", file=str(gold))
    return rows


def _predictions(scorer: Scorer, rows: Sequence[Row], pred: Path | None, reader: reading.Reader | None) -> list[Row]:
    if pred is not None:
        return read_lines(pred)
    return (reader or reading.installed_reader(scorer.lists))(reading.questions(rows))


def _by_id(predictions: Sequence[Row]) -> dict[str, Row]:
    """Predictions by id; of rows that share one the last counts, but their events are taken together."""
    out: dict[str, Row] = {}
    for row in predictions:
        name, more = row["id"], row.get("events")
        known = out.get(name, {}).get("events")
        out[name] = {**row, "events": [*known, *(more or [])]} if known else row
    return out


def _figures(scorer: Scorer, rows: Sequence[Row], predictions: dict[str, Row], options: Options) -> Row:
    tallies = [scorer.tally(row, predictions.get(row["id"]), options) for row in rows]
    total: Tally = {}
    for tally in tallies:
        for key, value in tally.items():
            count(total, key, value)
    out = scorer.figures(total)
    if options.baseline:
        out["baseline"] = scorer.baseline(rows, options)
    if options.intervals:
        out["intervals"] = intervals(tallies, scorer.figures, scorer.figures(total))
    return out
