from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crosscurrents.errors import FormatError, InputError, UsageError
from crosscurrents.evaluate import Options, evaluate, own_tenth
from tests.evaluate.predictions import PERFECT, write_lines
from tests.evaluate.test_kinds import ROW as PASSAGE
from tests.evaluate.test_sentences import ROW as SENTENCE
from tests.evaluate.test_states import ROW as STATE

Row = dict[str, Any]
CAUSAL = {"id": "c", "text": "Rain broke it.", "corpus": "one", "causal": True,
          "relations": [{"cause": "Rain", "effect": "broke it"}]}  # fmt: skip
EVENT = {"id": "e", "text": "Peru met Chad.", "complete": True,
         "events": [{"type": "CONSULT", "source": "Peru", "target": "Chad"}]}  # fmt: skip
GOLD: dict[str, Row] = {"sentences": SENTENCE, "kinds": PASSAGE, "states": STATE, "causal": CAUSAL, "events": EVENT}
BEST = {
    "sentences": "strict.F1",
    "kinds": "figures.right",
    "states": "phrases.both",
    "causal": "exact_all.F1",
    "events": "type_and_roles.F1",
}


def at(figures: Row, name: str) -> Any:
    for key in name.split("."):
        figures = figures.get(key, {})
    return figures


@pytest.mark.parametrize("kind", sorted(GOLD))
def test_every_kind_from_files_and_from_a_reader(tmp_path: Path, kind: str) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", [GOLD[kind]])
    perfect = PERFECT[kind](GOLD[kind])
    seen: list[Row] = []

    def reader(rows: list[Row]) -> list[Row]:
        seen.extend(rows)
        return [perfect]

    from_file = evaluate(kind, gold, write_lines(tmp_path / "pred.jsonl", [perfect]))
    assert at(from_file, BEST[kind]) == 1
    assert evaluate(kind, gold, reader=reader) == from_file
    assert seen == [{"id": GOLD[kind]["id"], "text": GOLD[kind]["text"]}]  # a reader does not see the gold
    assert at(evaluate(kind, gold, reader=lambda rows: []), BEST[kind]) in (0, {})


@pytest.mark.parametrize("kind", sorted(GOLD))
def test_baseline_and_intervals_stand_beside_the_same_figures(tmp_path: Path, kind: str) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", [GOLD[kind] | {"id": f"{n}"} for n in range(6)])
    preds = [PERFECT[kind](GOLD[kind]) | {"id": f"{n}"} for n in range(3)]
    pred = write_lines(tmp_path / "pred.jsonl", preds)
    bare = evaluate(kind, gold, pred)
    full = evaluate(kind, gold, pred, options=Options(baseline=True, intervals=True))
    assert full.pop("baseline")
    low, high = at(full.pop("intervals"), BEST[kind])
    assert full == bare and 0 <= low <= at(bare, BEST[kind]) <= high <= 1


def test_prefix_own_tenth_and_corpora_choose_rows(tmp_path: Path) -> None:
    rows = [CAUSAL | {"id": f"{'ab'[n % 2]}-{n}", "corpus": "ab"[n % 2]} for n in range(100)]
    gold, pred = write_lines(tmp_path / "gold.jsonl", rows), write_lines(tmp_path / "pred.jsonl", [])
    assert evaluate("causal", gold, pred, options=Options(prefix="a"))["sentences"] == 50
    assert evaluate("causal", gold, pred, options=Options(own_tenth=True))["sentences"] == len(own_tenth(rows))
    by_corpus = evaluate("causal", gold, pred, options=Options(by_corpus=True))
    assert {name: cell["sentences"] for name, cell in by_corpus.items()} == {"all": 100, "a": 50, "b": 50}


def test_events_of_one_sentence_may_come_in_several_rows(tmp_path: Path) -> None:
    row = EVENT | {"events": [*EVENT["events"], {"type": "AID", "source": "Peru", "target": "Chad"}]}
    gold = write_lines(tmp_path / "gold.jsonl", [row])
    pred = write_lines(tmp_path / "pred.jsonl", [{"id": "e", "events": [e]} for e in row["events"]])
    assert evaluate("events", gold, pred)["type_and_roles"]["tp"] == 2


def test_errors_name_the_fault(tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "gold.jsonl", [EVENT])
    with pytest.raises(UsageError, match="no such kind"):
        evaluate("verbs", gold)
    with pytest.raises(FormatError, match="lacks causal"):
        evaluate("causal", gold, gold)
    with pytest.raises(InputError, match="no gold row"):
        evaluate("events", gold, gold, options=Options(prefix="zz"))
    with pytest.raises(InputError, match="cannot be read"):
        evaluate("events", gold, tmp_path / "none.jsonl")
    broken = write_lines(tmp_path / "broken.jsonl", [{"id": "e", "events": ["no event"]}])
    with pytest.raises(FormatError, match="not the form that events needs"):
        evaluate("events", gold, broken)
