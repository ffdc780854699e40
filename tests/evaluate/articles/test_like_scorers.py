"""Figures of articles and briefs equal those of the scorers beside the data, on perfect and spoiled exports."""

from __future__ import annotations

import copy
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from crosscurrents.evaluate import Options, evaluate
from crosscurrents.evaluate.articles import score_articles
from crosscurrents.evaluate.articles.brief import SECTIONS
from crosscurrents.evaluate.rows import read_object, read_texts, stored_text
from tests.evaluate.predictions import write_lines

MODULES = ("selftest", "score", "rules", "report")
WITH_TEXTS = ("whole_document", "sentence_evidence", "short_evidence")
Cluster = tuple[dict[str, Any], dict[str, str], Any]


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "eval" / "articles"


@pytest.fixture(scope="module")
def selftest(folder: Path) -> Iterator[ModuleType]:
    """The scorer's own checks: they turn gold into a perfect export, and spoil it."""
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("selftest")
    finally:
        sys.path.remove(str(folder))
        for name in MODULES:
            sys.modules.pop(name, None)


@pytest.fixture(scope="module", params=["iraqsyria", "levant"])
def cluster(folder: Path, selftest: ModuleType, request: pytest.FixtureRequest) -> Cluster:
    gold = read_object(folder / f"{request.param}_gold.json")
    texts = {name: stored_text(path) for name, path in read_texts(gold, [folder / "texts"]).items()}
    return gold, texts, selftest.Perfect(gold, texts)


def plain(figures: Any) -> Any:
    return json.loads(json.dumps(figures))


def test_articles(cluster: Cluster, selftest: ModuleType) -> None:
    gold, texts, perfect = cluster
    different = []
    for spoil in (None, *selftest.FALLS):
        rows, answers = copy.deepcopy(perfect.rows), copy.deepcopy(perfect.answers)
        if spoil:
            spoil(rows, answers, *([texts] if spoil.__name__ in WITH_TEXTS else []))
        wanted = plain(selftest.score(gold, texts, rows, answers).figures())
        if plain(score_articles(gold, texts, rows, answers)) != wanted:
            different.append(spoil.__name__ if spoil else "perfect")
    assert different == []


def test_articles_from_files(folder: Path, cluster: Cluster, tmp_path: Path) -> None:
    gold, _, perfect = cluster
    path = folder / f"{next(p for p in ('iraqsyria', 'levant') if p in gold['documents'][0]['doc'])}_gold.json"
    export = write_lines(tmp_path / "export.jsonl", perfect.rows)
    command = [sys.executable, folder / "score.py", path, export, "--texts", folder / "texts", "--json"]
    wanted = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert plain(evaluate("articles", path, export)) == wanted


def made_brief(gold: dict[str, Any], perfect: Any, spoil: bool) -> dict[str, Any]:
    """A brief that has a line for every gold event, with honest clauses or broken ones."""
    events = [r for r in perfect.rows if r["record"] == "event"]
    lines = [made_line(event, spoil and n % 3) for n, event in enumerate(events)]
    sections = [{"name": name, "more": 0, "lines": []} for name in SECTIONS]
    for n, line in enumerate(lines):
        sections[(2, 3, 1, 4)[n % 4 if spoil else 0]]["lines"].append(line)
    documents = [{"name": d["doc"], "order": n if not spoil else -n} for n, d in enumerate(gold["documents"])]
    return {"sections": sections[: 7 if spoil else 8], "documents": documents}


def made_line(event: dict[str, Any], fault: int) -> dict[str, Any]:
    quote = event["evidence"][0]
    middle = quote["start"] + len(quote["quote"].split(" ", 3)[0])
    slices = (
        [[quote["start"], middle], [quote["end"] - 20, quote["end"]]]
        if fault == 1
        else [[quote["start"], quote["end"]]]
    )
    text = quote["quote"] if fault < 2 else "Something else."
    clause = {"document": quote["document"], "name": quote["name"], "slices": slices}
    return {
        "text": text,
        "clause": clause,
        "evidence": event["evidence"] if fault < 2 else [],
        "items": [event["id"]],
        "status": "happened",
    }


@pytest.mark.parametrize("spoil", [False, True])
def test_brief(folder: Path, cluster: Cluster, tmp_path: Path, spoil: bool) -> None:
    gold, _, perfect = cluster
    name = next(p for p in ("iraqsyria", "levant") if p in gold["documents"][0]["doc"])
    path, export = folder / f"{name}_gold.json", write_lines(tmp_path / "export.jsonl", perfect.rows)
    brief = tmp_path / "brief.json"
    brief.write_text(json.dumps(made_brief(gold, perfect, spoil)), encoding="utf-8")
    files = [path, folder / f"{name}_brief.json", brief, export]
    command = [sys.executable, folder / "brief.py", *files, "--texts", folder / "texts", "--json"]
    wanted = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert plain(evaluate("brief", path, brief, options=Options(export=export))) == wanted
