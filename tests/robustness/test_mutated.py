"""Mutated and random files of every format: documents or named errors, in bounded time, and no good file is lost.

`python benchmarks/robustness.py --inputs 2000` does the same with more of them; a failure names the seed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.ingest.media import FORMATS
from tests.robustness.good_files import good_files
from tests.robustness.mutated import mutant, parse_all, parsed, read_batch

PARSED = 300
BATCHES = (range(50), range(50, 100))
ENDINGS = sorted(good_files())
_TOKEN = re.compile(rb"<[^<>]{0,80}>|\\?\w+|\s+|[^\w\s]")


def test_there_is_a_good_file_of_every_format_and_it_is_read() -> None:
    read = {f.module for f in FORMATS if f.is_read}
    of = {ending: f.module for f in FORMATS for ending in f.endings}
    assert {of[f".{ending}"] for ending in good_files()} == read - {"telegram"}
    for ending, data in good_files().items():
        outcome = parsed(f"good.{ending}", data)
        assert (outcome.documents > 0, outcome.errors, outcome.fault) == (True, 0, ""), ending


def test_mutants_give_documents_or_named_errors() -> None:
    outcomes = list(parse_all(range(PARSED)))
    assert [(one.seed, one.ending, told.fault) for one, told in outcomes if told.fault] == []
    assert sum(told.documents > 0 for _, told in outcomes) > PARSED // 4  # they are not all refused
    assert sum(told.errors > 0 for _, told in outcomes) > PARSED // 10  # nor all read


@pytest.mark.parametrize("seeds", BATCHES, ids=str)
def test_no_good_file_is_lost_among_mutants(seeds: range, tmp_path: Path) -> None:
    documents, errors, faults = read_batch(seeds, tmp_path)
    assert faults == []
    assert documents and errors


def test_a_seed_makes_the_same_mutant_again() -> None:
    assert mutant(17) == mutant(17)
    assert mutant(17).data != good_files()[mutant(17).ending]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_tokens_of_a_format_in_any_order(ending: str) -> None:
    tokens = sorted(set(_TOKEN.findall(good_files()[ending][:20_000])))[:400]
    head = good_files()[ending][:20]

    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(st.lists(st.sampled_from(tokens) | st.binary(max_size=8), max_size=60), st.booleans())
    def check(parts: list[bytes], with_head: bool) -> None:
        data = (head if with_head else b"") + b"".join(parts)
        assert parsed(f"any.{ending}", data).fault == "", data

    check()
