"""The figures of articles on a small gold of our own, whose export is spoiled one way at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crosscurrents.errors import FormatError, InputError, UsageError
from crosscurrents.evaluate import Options, evaluate, reading
from crosscurrents.evaluate.articles import baseline, score_articles
from tests.evaluate.articles.made import MEETING, TEXTS, cited, export, gold, of
from tests.evaluate.predictions import write_lines

Row = dict[str, Any]
ANSWERS = [{"id": "q1", "answerable": True, "evidence": [e for r in of(export(), "figure")[:1] for e in r["evidence"]]}]


def figures(rows: list[Row], answers: list[Row] | None = None) -> Row:
    return score_articles(gold(), TEXTS, rows, answers)


def test_a_perfect_export_has_every_share_one() -> None:
    got = figures(export(), [*ANSWERS, {"id": "q2", "answerable": False, "evidence": []}])
    shares = {
        f"{kind}.{name}": value
        for kind, cell in got.items()
        if isinstance(cell, dict) and kind not in ("by_document", "text_reuse")
        for name, value in cell.items()
        if isinstance(value, float)
    }
    wrong = {name: value for name, value in shares.items() if value != 1}
    assert wrong == {} and len(shares) > 50
    assert got["events"]["false_merges"] == got["exactness"]["violations"] == got["exactness"]["in_junk"] == 0
    assert got["modality"] == {"happened>happened": 2}
    assert got["by_document"]["one.txt"]["events"] == [2, 2]


@pytest.mark.parametrize(
    ("record", "change", "figure", "value"),
    [
        ("event", {"type": "ASSAULT"}, "events.type", 0.0),
        ("event", {"modality": "possible"}, "events.modality", 0.0),
        ("event", {"date": {"start": "2019-01-01", "end": None}}, "events.date_tight", 0.0),
        ("event", {"date": {"start": "not a day"}}, "events.date", 0.0),
        ("event", {"place": "elsewhere"}, "events.place", 0.0),
        ("event", {"actors": [], "recipients": []}, "events.source", 0.0),
        ("event", {"evidence": []}, "events.recall", 0.0),
        ("figure", {"value": 41}, "figures.value", 0.0),
        ("figure", {"unit": "parsec"}, "figures.unit", 0.0),
        ("figure", {"qualifier": "under"}, "figures.qualifier", 0.0),
        ("influence", {"cause": "grain exports", "effect": "dearth of pilots"}, "influences.sides", 0.0),
        ("influence", {"condition": "if it rains"}, "influences.conditional", 0.0),
        ("expectation", {"outcome": "fulfilled"}, "expectations.outcome", 0.0),
        ("expectation", {"holder": "narrator"}, "expectations.holder", 0.0),
        ("stance", {"position": "supports"}, "stances.position", 0.0),
        ("actor", {"type": "vessel"}, "actors.type", 0.3333),
        ("figure_group", {"verdict": "agree"}, "contradictions.recall", 0.0),
        ("document", {"source_group": None}, "text_reuse.one_source_recall", 0.0),
    ],
)
def test_each_fault_lowers_its_figure(record: str, change: Row, figure: str, value: float) -> None:
    rows = export()
    for row in of(rows, record):
        row.update(change)
    kind, name = figure.split(".")
    assert figures(export())[kind][name] == 1
    assert figures(rows)[kind][name] == value


def test_reports_left_apart_and_reports_wrongly_joined() -> None:
    apart = export()
    meeting = of(apart, "event")[0]
    apart.append({**meeting, "id": "e3", "evidence": meeting["evidence"][1:]})
    meeting["evidence"] = meeting["evidence"][:1]
    assert figures(apart)["events"]["merge_recall"] == 0
    joined = export()
    of(joined, "event")[1]["evidence"] += cited(MEETING[1])
    assert figures(joined)["events"]["false_merges"] == 1


def test_one_actor_for_all_stands_for_nobody_alone() -> None:
    rows = export()
    actors = of(rows, "actor")
    for actor in actors[1:]:
        for document, forms in actor["forms"].items():
            actors[0]["forms"][document] += forms
        rows.remove(actor)
    got = figures(rows)["actors"]
    assert got["found"] == 1 and got["bcubed_recall"] == 1 and got["bcubed_precision"] < 0.5


def test_quotes_that_do_not_stand_where_they_say() -> None:
    rows = export()
    moved, invented = of(rows, "influence")[0]["evidence"][0], of(rows, "stance")[0]["evidence"][0]
    moved.update(start=0, end=5)
    invented["quote"] = "words that nobody wrote"
    of(rows, "expectation")[0]["evidence"] = [{"name": "one.txt", "start": 0, "end": 1, "quote": "Share this story."}]
    got = figures(rows)
    assert (got["exactness"]["violations"], got["exactness"]["not_in_text"], got["exactness"]["in_junk"]) == (3, 1, 1)
    assert got["influences"]["recall"] == 1  # a slip of offsets costs only there


def test_questions_answered_and_refused() -> None:
    refused = figures(export(), [{"id": "q1", "answerable": False}, {"id": "q2", "answerable": True}])["questions"]
    assert (refused["evidence_recall_at_5"], refused["answered"], refused["abstained"]) == (0, 0, 0)


def test_baseline_is_the_commonest_answer() -> None:
    got = baseline(gold())
    assert got["events.modality"] == {"always": "happened", "share": 1.0}
    assert got["events.type"]["share"] == 0.5


# ---- files
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    (tmp_path / "harbour_gold.json").write_text(json.dumps(gold()), encoding="utf-8")
    return tmp_path


def test_from_files_with_baseline(folder: Path) -> None:
    pred = write_lines(folder / "export.jsonl", export())
    got = evaluate("articles", folder / "harbour_gold.json", pred, options=Options(baseline=True))
    assert got["events"]["strict_f"] == 1 and got["baseline"]["influences.sign"]["always"] == "-"


def test_without_an_export_the_texts_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Made:
        def export(self) -> list[Row]:
            return export()

    def read(paths: Any) -> Made:
        seen.extend(path.name for path in paths)
        return Made()

    monkeypatch.setattr(reading, "read_case", read)
    assert evaluate("articles", folder / "harbour_gold.json")["events"]["recall"] == 1
    assert seen == list(TEXTS)


def test_errors_name_the_fault(folder: Path) -> None:
    path = folder / "harbour_gold.json"
    pred = write_lines(folder / "export.jsonl", [{"record": "event"}])
    with pytest.raises(FormatError, match="`record` and `id`"):
        evaluate("articles", path, pred)
    with pytest.raises(UsageError, match="export"):
        evaluate("brief", path, pred, options=Options(brief_gold=path))
    with pytest.raises(UsageError, match="intervals"):
        evaluate("articles", path, pred, options=Options(intervals=True))
    (folder / "texts" / "two.txt").unlink()
    with pytest.raises(InputError, match=r"two\.txt"):
        evaluate("articles", path, pred)
