"""Answers to questions: whether the right passages come first, and whether the unanswerable is refused."""

from __future__ import annotations

from collections.abc import Sequence

from crosscurrents.evaluate.articles.comparison import Comparison, as_list, part
from crosscurrents.evaluate.articles.passages import closeness
from crosscurrents.evaluate.rows import Row

FIRST = 5  # passages of an answer that are looked at


def score_questions(c: Comparison, answers: Sequence[Row]) -> None:
    """Note the figures of answers ({id, answerable, evidence})."""
    by_id = {a.get("id"): a for a in answers}
    asked = [(q, by_id.get(q["id"], {})) for q in c.gold["questions"]]
    answerable = [(q, a) for q, a in asked if q["answerable"]]
    refused = [a.get("answerable") is False for q, a in asked if not q["answerable"]]
    hits = [_hits(c, q, a) for q, a in answerable]
    cover = [
        min(1.0, hit / min(FIRST, len(q["evidence"]))) if q["evidence"] else 1.0
        for (q, _), hit in zip(answerable, hits, strict=True)
    ]
    c.put("questions", answerable=len(answerable), unanswerable=len(refused), answers=len(answers))
    c.put(
        "questions",
        evidence_recall_at_5=part(sum(cover), len(cover)),
        evidence_hit_at_5=part(sum(hit > 0 for hit in hits), len(hits)),
        answered=part(sum(a.get("answerable") is True for _, a in answerable), len(answerable)),
        abstained=part(sum(refused), len(refused)),
    )


def _hits(c: Comparison, question: Row, answer: Row) -> int:
    top = c.spans_of(as_list(answer.get("evidence"))[:FIRST]) if answer.get("answerable") else []
    return sum(closeness(places, top) > 0 for places in c.passages(question))
