"""The figures are those of the scorers that lie beside the evaluation data, on real and on spoiled predictions."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crosscurrents.evaluate import KINDS, Options, evaluate, own_tenth
from crosscurrents.evaluate.reading import installed_reader, questions
from crosscurrents.evaluate.rows import completed, read_lines
from tests.evaluate.predictions import PERFECT, Row, spoiled, write_lines

SCORERS = {
    "causal": "eval/causal/score.py",
    "events": "eval/events/score.py",
    "kinds": "eval/kinds/score.py",
    "states": "eval/states/score.py",
    "sentences": "labelled/score.py",
}
LISTS = {
    "causal": ["influences"],
    "events": ["events"],
    "kinds": ["figures", "relations", "stances", "expectations", "times"],
    "states": ["states", "indicators", "quotations", "influences"],
    "sentences": ["events", "influences"],
}
REAL_ROWS = 12


def scorer(shared: Path, script: str, *arguments: object) -> str:
    command = [sys.executable, str(shared / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def plain(figures: Row) -> Any:
    return json.loads(json.dumps(figures))


def gold_rows(shared: Path, kind: str) -> list[Row]:
    labelled = shared / "labelled"
    if kind == "states":
        rows = own_tenth(read_lines(labelled / "states" / "states.jsonl"))
        return completed(rows, [labelled, labelled / "kinds", labelled / "archetypes"])
    if kind == "sentences":
        return own_tenth(
            [r for name in ("europe", "links_news", "voices") for r in read_lines(labelled / f"{name}.jsonl")]
        )
    return read_lines(shared / "eval" / kind / "dev.jsonl")[::3]


def theirs(shared: Path, kind: str, gold: Path, pred: Path) -> Any:
    text = scorer(shared, SCORERS[kind], gold, pred, *(["--json"] if kind != "causal" else []))
    return json.loads(text.removeprefix("all "))


@pytest.mark.parametrize("seed", [None, 1, 2])
@pytest.mark.parametrize("kind", ["causal", "kinds", "states", "sentences"])
def test_lines_spoiled(shared: Path, tmp_path: Path, kind: str, seed: int | None) -> None:
    rows = gold_rows(shared, kind)
    perfect = [PERFECT[kind](row) for row in rows]
    gold = write_lines(tmp_path / "gold.jsonl", rows)
    pred = write_lines(tmp_path / "pred.jsonl", perfect if seed is None else spoiled(perfect, seed))
    assert plain(evaluate(kind, gold, pred)) == theirs(shared, kind, gold, pred)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["causal", "kinds", "states", "sentences"])
def test_lines_read(shared: Path, tmp_path: Path, kind: str) -> None:
    rows = gold_rows(shared, kind)[:REAL_ROWS]
    gold = write_lines(tmp_path / "gold.jsonl", rows)
    read = installed_reader(LISTS[kind])(questions(rows))
    if kind == "causal":
        read = [{"id": r["id"], "relations": r["influences"]} for r in read]
    pred = write_lines(tmp_path / "pred.jsonl", read)
    assert plain(evaluate(kind, gold, pred)) == theirs(shared, kind, gold, pred)


def test_causal_by_corpus(shared: Path, tmp_path: Path) -> None:
    rows = gold_rows(shared, "causal")
    gold = write_lines(tmp_path / "gold.jsonl", rows)
    pred = write_lines(tmp_path / "pred.jsonl", spoiled([PERFECT["causal"](row) for row in rows], 3))
    lines = scorer(shared, SCORERS["causal"], gold, pred, "--by-corpus").splitlines()
    wanted = {line.partition(" ")[0]: json.loads(line.partition(" ")[2]) for line in lines}
    assert plain(evaluate("causal", gold, pred, options=Options(by_corpus=True))) == wanted


# ---- events: the scorer prints a table
LINES = {
    "type": r"\(i\) ",
    "type_set": r"\(i'\)",
    "type_and_roles": r"\(ii\) ",
    "roles": r"\(ii'\)",
    "any_event": r"\(iii\)",
}


def table(text: str) -> Row:
    out: Row = {}
    for name, mark in LINES.items():
        line = re.search(
            mark + r".*P ([\d.]+)  R ([\d.]+)  F1 ([\d.]+) .*\(tp (\d+) fp (\d+) fn (\d+)(?: tn (\d+))?", text
        )
        out[name] = line and [*map(float, line.groups()[:3]), *(int(x) for x in line.groups()[3:] if x)]
    macro = re.search(r"macro F1 over gold types ([\d.]+)", text)
    out["macro_F1"] = macro and float(macro[1])
    out["by_type"] = {m[1]: int(m[2]) for m in re.finditer(r"^   (\S+) +P .* gold (\d+)$", text, re.M)}
    return out


def as_table(figures: Row) -> Row:
    out: Row = {}
    for name in LINES:
        cell = figures[name]
        out[name] = cell and [cell[k] for k in ("P", "R", "F1", "tp", "fp", "fn", "tn") if k in cell]
    by_type = {name: cell["gold"] for name, cell in figures["by_type"].items()}
    return out | {"macro_F1": figures["macro_F1"], "by_type": by_type}


EVENT_OPTIONS = [
    (Options(), []),
    (Options(collapse=True), ["--collapse"]),
    (Options(quad=True), ["--quad"]),
    (Options(quad=True, collapse=True, prefix="c"), ["--quad", "--collapse", "--prefix", "c"]),
    (Options(all_events=True, prefix="gsr"), ["--all-events", "--prefix", "gsr"]),
]


@pytest.mark.parametrize(("options", "flags"), EVENT_OPTIONS)
def test_events_spoiled(shared: Path, tmp_path: Path, options: Options, flags: list[str]) -> None:
    name = "quad_dev" if options.quad else "dev"
    rows = read_lines(shared / "eval" / "events" / f"{name}.jsonl")
    gold = write_lines(tmp_path / "gold.jsonl", rows)
    pred = write_lines(tmp_path / "pred.jsonl", spoiled([PERFECT["events"](row) for row in rows], 4))
    wanted = table(scorer(shared, SCORERS["events"], gold, pred, "--by-type", *flags))
    assert as_table(evaluate("events", gold, pred, options=options)) == wanted


def test_events_without_types(shared: Path, tmp_path: Path) -> None:
    gold = shared / "eval" / "events" / "stylised_dev.jsonl"
    rows = [PERFECT["events"](row) for row in read_lines(gold)]
    typed = [r | {"events": [e | {"type": "172 coerce"} for e in r["events"]]} for r in rows]
    pred = write_lines(tmp_path / "pred.jsonl", spoiled(typed, 5))
    wanted = table(scorer(shared, SCORERS["events"], gold, pred, "--by-type"))
    assert as_table(evaluate("events", gold, pred)) == wanted


@pytest.mark.slow
def test_events_read(shared: Path, tmp_path: Path) -> None:
    rows = gold_rows(shared, "events")[:REAL_ROWS]
    gold = write_lines(tmp_path / "gold.jsonl", rows)
    pred = write_lines(tmp_path / "pred.jsonl", installed_reader(["events"])(questions(rows)))
    wanted = table(scorer(shared, SCORERS["events"], gold, pred, "--by-type", "--collapse"))
    assert as_table(evaluate("events", gold, pred, options=Options(collapse=True))) == wanted


def test_every_kind_is_compared() -> None:
    assert set(KINDS) == {*SCORERS, "articles", "brief"}
