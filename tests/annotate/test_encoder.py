"""The reader: windows, faults of its files, and laws of the one that the package ships."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.annotate.encoder import Reader, load_reader, windows
from crosscurrents.errors import ReaderError
from crosscurrents.records.document import Marks
from crosscurrents.text.wordpiece import WordPiece
from tests.annotate.reader_parts import VOCABULARY, FakeSession, events_decoder, links_decoder, spec

TEXT = "The police raid the army, the army and the police raid the port, the flood and the curfew."
SENTENCES = [
    "Customs officers at the northern crossing turned back forty lorries on Monday, the haulage union said.",
    "The ministry denied that its envoy had met the rebels.",
    "Rents fell because thousands of students left the city.",
    "It rained.",
    "",
]


def reader(window: int = 64) -> tuple[Reader, FakeSession]:
    session = FakeSession()
    return Reader(session, WordPiece(VOCABULARY), events_decoder(window=window), "f" * 16), session


def test_reads_a_sentence_in_one_run() -> None:
    made, session = reader()
    marks = made.read(TEXT)
    assert [TEXT[m.start : m.end] for m in marks.of("events")] == ["raid", "raid"]
    assert session.sizes == [len(made.pieces(TEXT).ids) + 2]


def test_a_long_sentence_is_read_whole_in_windows_cut_at_commas() -> None:
    made, session = reader(window=10)
    pieces = made.pieces(TEXT)
    cuts = windows(TEXT, pieces, 10)
    assert [TEXT[pieces.starts[b - 1]] for _, b in cuts] == [",", ",", "."]
    assert [m.start for m in made.read(TEXT).of("events")] == [TEXT.index("raid"), TEXT.rindex("raid")]
    assert max(session.sizes) <= 12


def test_links_point_at_their_marks_in_a_later_window() -> None:
    made = Reader(FakeSession(), WordPiece(VOCABULARY), links_decoder(window=5), "f" * 16)
    text = "flood the port the port, curfew because flood"
    marks = made.read(text)
    (link,) = marks.links
    assert text[marks.marks[link.source].start :] == "flood"
    assert text[marks.marks[link.target].start :].startswith("curfew")


@given(st.lists(st.sampled_from(["raid", "raiders", "port", ",", "the"]), max_size=60), st.integers(2, 12))
def test_windows_follow_one_another_without_gap(words: list[str], limit: int) -> None:
    text = " ".join(words)
    pieces = WordPiece(VOCABULARY).pieces(text)
    cuts = windows(text, pieces, limit)
    assert cuts[0][0] == 0
    assert cuts[-1][1] == len(pieces.ids)
    assert all(a[1] == b[0] for a, b in pairwise(cuts))
    assert all(0 < b - a <= limit for a, b in cuts) or not pieces.ids
    assert all(pieces.begins[b] for _, b in cuts[:-1])


def test_a_missing_reader_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="cannot be read"):
        load_reader(tmp_path)


def test_a_damaged_description_is_named(tmp_path: Path) -> None:
    (tmp_path / "reader.json").write_text('{"encoder": 1}')
    with pytest.raises(ReaderError, match="not a reader's description"):
        load_reader(tmp_path)


def test_another_file_than_the_description_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reader.json").write_bytes(msgspec.json.encode(spec()))
    (tmp_path / "none").write_bytes(b"weights")
    with pytest.raises(ReaderError, match=r"not the file that reader\.json names"):
        load_reader(tmp_path)


def test_the_shipped_reader_is_loaded_once() -> None:
    shipped = load_reader()
    assert load_reader() is shipped
    assert len(shipped.fingerprint) == 16
    int(shipped.fingerprint, 16)


def test_marks_do_not_depend_on_what_was_read_before() -> None:
    shipped = load_reader()
    there = [shipped.read(s) for s in SENTENCES]
    back = [shipped.read(s) for s in reversed(SENTENCES)]
    assert there == back[::-1]
    assert there[-1] == Marks()


def test_the_shipped_reader_reads_plain_news() -> None:
    marks = load_reader().read("Police arrested eleven union leaders in the capital on Tuesday.")
    (event,) = marks.of("events")
    assert event.label == "COERCE"
    assert [r.role for r in event.roles] == ["source", "target"]
    assert event.probability("main") > 0.5
    assert len(marks.of("times")) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_range_lies_in_the_sentence(text: str) -> None:
    marks = load_reader().read(text)
    for m in marks.marks:
        assert 0 <= m.start < m.end <= len(text)
        assert 0.0 <= m.score <= 1.0
        assert all(0 <= r.start < r.end <= len(text) for r in m.roles)
    assert all(0 <= x.source < len(marks.marks) and 0 <= x.target < len(marks.marks) for x in marks.links)
