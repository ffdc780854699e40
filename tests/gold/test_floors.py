"""The installed reader against its floors (floors.yaml), and the program that keeps them (training/floors.py)."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.evaluate.articles.made import TEXTS, export, gold
from tests.evaluate.articles.test_brief import MUSTS, good
from tests.evaluate.predictions import of_sentence, write_lines
from tests.evaluate.test_sentences import ROW

BESIDE = "../shared/"


def load_program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors", ROOT / "training" / "floors.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


floors = load_program()
ENTRIES: list[dict[str, Any]] = floors.load()


# ---- the installed reader
@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e["name"])
def test_the_reader_is_not_below_its_floors(entry: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if entry["gold"].startswith(BESIDE):
        request.getfixturevalue("shared")
    assert floors.digest(entry) == entry["digest"], "the gold is another one: run training/floors.py"
    if any(cell["floor"] is not None for cell in entry["measures"].values()):
        assert floors.below(entry, floors.measure(entry)) == []


def test_floors_are_changed_by_the_program_only() -> None:
    assert floors.is_sealed(), "floors.yaml was changed by hand: use training/floors.py"


# ---- the program, on gold of our own
@pytest.fixture
def entry(tmp_path: Path) -> dict[str, Any]:
    write_lines(tmp_path / "gold.jsonl", [ROW | {"id": f"{n}"} for n in range(20)])
    measures = {name: {"floor": None, "measured": None} for name in ("strict.F1", "type", "influences.F1")}
    return {"name": "own", "kind": "sentences", "gold": "*.jsonl", "rows": 8, "digest": None, "measures": measures}


def perfect(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [of_sentence(ROW) | {"id": row["id"]} for row in rows]


def half(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return perfect(rows[::2])


def test_a_sample_does_not_depend_on_the_order_of_lines(entry: dict[str, Any], tmp_path: Path) -> None:
    first = floors.sample(entry, tmp_path)
    write_lines(tmp_path / "gold.jsonl", [ROW | {"id": f"{n}"} for n in reversed(range(20))])
    assert len(first) == 8 and floors.sample(entry, tmp_path) == first
    tenth = floors.sample(entry | {"own_tenth": True}, tmp_path)
    assert len(tenth) < 8


def test_floors_are_filled_raised_and_kept(entry: dict[str, Any], tmp_path: Path) -> None:
    worse, better = (floors.measure(entry, tmp_path, reader) for reader in (half, perfect))
    filled = floors.updated(entry, worse)
    assert filled["measures"]["strict.F1"] == {"floor": round(worse["strict.F1"] - floors.MARGIN, 3), "measured": 0.667}
    assert floors.below(filled, worse) == []
    raised = floors.updated(filled, better)
    assert raised["measures"]["strict.F1"]["floor"] == 0.99
    assert len(floors.below(raised, worse)) == 2  # strict and influences; the type is right where an event is found
    assert floors.updated(raised, worse)["measures"]["strict.F1"]["floor"] == 0.99  # a fall changes no floor


def test_a_floor_is_lowered_for_a_reason_only(entry: dict[str, Any], tmp_path: Path) -> None:
    raised = floors.updated(entry, floors.measure(entry, tmp_path, perfect))
    worse = floors.measure(entry, tmp_path, half)
    lowered = floors.updated(raised, worse, because="a smaller encoder")
    assert floors.below(lowered, worse) == []
    assert [row["measure"] for row in lowered["lowered"]] == ["strict.F1", "influences.F1"]
    assert {row["because"] for row in lowered["lowered"]} == {"a smaller encoder"}


def test_a_case_is_read_once_for_articles_and_brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Made:
        def export(self) -> list[dict[str, Any]]:
            return export()

        def brief(self) -> dict[str, Any]:
            return good()

    monkeypatch.setattr(floors, "read_case", lambda paths: read.append(len(list(paths))) or Made())
    (tmp_path / "texts").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    for name, value in (("x_gold.json", gold()), ("x_brief.json", MUSTS)):
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    for kind, measure in (("articles", "events.strict_f"), ("brief", "must.recall")):
        entry = {"name": kind, "kind": kind, "gold": "x_gold.json", "measures": {measure: None}}
        assert floors.measure(entry, tmp_path) == {measure: 1.0}
    assert read == [len(TEXTS)]


def test_what_could_not_be_judged_lies_below_every_floor(entry: dict[str, Any]) -> None:
    entry["measures"]["type"]["floor"] = 0.1
    assert floors.below(entry, dict.fromkeys(entry["measures"])) == ["own: type is None, the floor 0.1"]


def test_a_changed_floor_breaks_the_seal(entry: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    floors.save([entry], path)
    assert floors.is_sealed(path) and floors.load(path) == [entry]
    path.write_text(path.read_text(encoding="utf-8").replace("rows: 8", "rows: 2"), encoding="utf-8")
    assert not floors.is_sealed(path)


def test_lowering_needs_a_reason_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["floors.py", "--lower", "events"])
    with pytest.raises(SystemExit, match="2"):
        floors.main()


def test_entries_whose_gold_is_absent_are_left_alone(entry: dict[str, Any], tmp_path: Path) -> None:
    absent = entry | {"gold": "none/gold.jsonl"}
    assert floors.update_all([absent], [], [], None, tmp_path) == ([absent], [])
