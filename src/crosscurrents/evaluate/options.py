"""What can be asked of an evaluation."""

from __future__ import annotations

from pathlib import Path

import msgspec

LINE_KINDS = ("events", "causal", "kinds", "states", "sentences")  # gold is JSON Lines, a text a line
CASE_KINDS = ("articles", "brief")  # gold is one JSON file about a few documents
KINDS = (*LINE_KINDS, *CASE_KINDS)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one evaluation; what a kind has no use for is ignored.

    Args:
        collapse: events: merge events of one type in a sentence, on both sides.
        prefix: only gold rows whose id begins so.
        quad: events: compare the four quad classes instead of the types.
        all_events: events: score background events too, not only those that are marked `main`.
        by_corpus: causal: figures for each corpus of the gold beside those for all.
        texts: articles, brief: folders of the documents (default: `texts` beside the gold); the other kinds: JSON
            Lines files, or folders of them, whose rows complete gold rows of the same id.
        answers: articles: JSON Lines of answers to the gold's questions.
        export: brief: the export of the same case.
        brief_gold: brief: the must-haves (default: the `_brief.json` beside the `_gold.json`).
        own_tenth: only the tenth of labelled texts that is never trained on.
        baseline: add `baseline`, what always saying the commonest answer would reach.
        intervals: add `intervals`, 95 % bootstrap intervals of the rates, drawn by sentence.
    """

    collapse: bool = False
    prefix: str | None = None
    quad: bool = False
    all_events: bool = False
    by_corpus: bool = False
    texts: tuple[Path, ...] = ()
    answers: Path | None = None
    export: Path | None = None
    brief_gold: Path | None = None
    own_tenth: bool = False
    baseline: bool = False
    intervals: bool = False
