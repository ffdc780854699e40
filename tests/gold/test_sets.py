"""The gold sets are what they claim to be, and their scorers tell right answers from wrong ones."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.gold.reading_scorers import SEEDS, digest
from tests.gold.score import measured, table
from tests.gold.scorers import (
    SETS,
    GoldSet,
    score_contested,
    score_drafts,
    score_outcomes,
    score_questions,
    score_reuse,
)
from tests.gold.split import is_sealed, rows

SIZES = {
    "general": 200, "reuse": 60, "origins": 60, "contested": 200, "expectations": 60, "questions": 60, "drafts": 120,
    "influences": 70, "states": 80, "systems": 160, "second_events": 30, "second_expectations": 12,
}  # fmt: skip
SPREAD = ("general", "reuse", "origins", "contested", "expectations")  # sets of many regions and styles
BY_NAME = {s.name: s for s in SETS}


def both(name: str) -> list[dict[str, Any]]:
    return rows(name) + rows(name, sealed=True)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_third_is_sealed_by_the_hash_of_the_id(name: str) -> None:
    found = both(name)
    ids = [r["id"] for r in found]
    assert len(set(ids)) == len(ids) >= SIZES.get(name, 1)
    assert not any(is_sealed(r["id"]) for r in rows(name))
    assert all(is_sealed(r["id"]) for r in rows(name, sealed=True))
    assert 0.2 < len(rows(name, sealed=True)) / len(found) < 0.5


@pytest.mark.parametrize("name", SPREAD)
def test_many_regions_and_styles(name: str) -> None:
    found = both(name)
    regions = Counter(r["region"] for r in found)
    assert len(regions) >= 4 and max(regions.values()) <= len(found) / 3
    assert len({r["style"] for r in found}) >= 3


def test_quotas_of_the_labels() -> None:
    assert sum(not r["answerable"] for r in both("questions")) == 15
    assert sum(r["planted"] for r in both("drafts")) == 60
    assert sum(r["label"] == "contradiction" for r in both("contested")) == 40
    assert sum(r["outcome"] == "open" for r in both("expectations")) == 30


def test_ranges_lie_in_their_texts() -> None:
    for row in both("origins"):
        assert row["low"] <= row["true"] <= row["high"]
        assert all(d["text"][d["start"] : d["end"]].strip() for d in row["documents"])
    for row in both("reuse"):
        for a, b, c, d in row["passages"]:
            assert row["a"]["text"][a:b].strip() and row["b"]["text"][c:d].strip()
    for row in both("expectations"):
        wanted = row["expectation"]
        assert 0 <= wanted["start"] < wanted["end"] <= len(wanted["text"])


def test_quotes_stand_in_the_sample_articles(examples: Any) -> None:
    for row in both("questions") + both("drafts"):
        for found in row["evidence"]:
            file = examples / found["file"].split("#")[0]
            assert file.is_file()
            if found["start"] is not None and "#" not in found["file"]:
                text = file.read_bytes().decode("utf-8")
                assert text[found["start"] : found["end"]] == found["quote"]


def test_ranges_of_the_real_articles_hold_the_words_that_were_meant(shared: Any) -> None:
    texts = {p.name: p.read_bytes().decode("utf-8") for p in SEEDS.glob("*.txt")}
    for row in both("systems"):
        assert digest(texts[row["file"]][row["start"] : row["end"]]) == row["sha256"]
    for row in both("states"):
        assert digest(texts[row["file"]][slice(*row["words"])]) == row["sha256"]
    for row in both("influences"):
        for side in ("cause", "effect"):
            assert digest(texts[row["file"]][slice(*row[side])]) == row["sha256"][side]


# ---- the scorers
@pytest.mark.parametrize(
    "gold", [s for s in SETS if not s.name.startswith(("second", "questions"))], ids=lambda s: s.name
)
def test_a_baseline_is_printed_for_every_set(gold: GoldSet) -> None:
    found = rows(gold.name)
    base = gold.score(found, gold.majority(found))
    assert base and all(v >= 0 for v in base.values())
    shown = table({"set": gold.name, "rows": len(found), "measured": None, "baseline": base})
    assert shown.count("baseline") == len(base)


def test_right_answers_score_one_and_wrong_ones_nought() -> None:
    pairs = rows("contested")
    right = [r["label"] == "contradiction" for r in pairs]
    assert score_contested(pairs, right) == {"recall": 1.0, "precision": 1.0, "accuracy": 1.0}
    assert score_contested(pairs, [not x for x in right])["accuracy"] == 0
    copies = rows("reuse")
    good = score_reuse(copies, [(r["label"], r["earlier"]) for r in copies])
    assert (good["recall"], good["precision"], good["kind right"], good["direction right"]) == (1, 1, 1, 1)
    assert score_reuse(copies, [("none", None)] * len(copies))["recall"] == 0


def test_questions_and_drafts() -> None:
    asked = rows("questions")
    right = [
        {"answerable": r["answerable"], "evidence": [{"name": e["file"], "quote": e["quote"]} for e in r["evidence"]]}
        for r in asked
    ]
    assert score_questions(asked, right) == {"right evidence in the first five": 1.0, "rightly declined": 1.0}
    declined = [{"answerable": False, "evidence": []} for _ in asked]
    assert score_questions(asked, declined)["right evidence in the first five"] == 0
    drafts = rows("drafts")
    assert score_drafts(drafts, drafts) == {"planted found": 1.0, "verdict right": 1.0, "false alarms": 0.0}
    assert score_drafts(drafts, [{"verdict": "contested"}] * len(drafts))["false alarms"] == 1


def test_an_expectation_settled_by_an_earlier_document_is_counted() -> None:
    row = {
        "expectation": {"date": "2025-03-01"},
        "later": [{"date": "2025-02-01"}, {"date": "2025-04-01"}],
        "outcome": "fulfilled",
        "decides": [1, 0, 5],
    }
    early, right = score_outcomes([row], [("fulfilled", "0")]), score_outcomes([row], [("fulfilled", "1")])
    assert early["settled by an earlier document"] == 1 and right["settled by an earlier document"] == 0
    assert early["by the right document"] == 0 and right["by the right document"] == 1


def test_a_set_without_a_verb_shows_its_baseline_alone() -> None:
    result = measured(BY_NAME["drafts"])
    assert result["measured"] is None and "     -" in table(result)
