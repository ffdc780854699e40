from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from crosscurrents.errors import FormatError, InputError
from crosscurrents.evaluate import own_tenth
from crosscurrents.evaluate.rows import check_fields, completed, read_lines, read_object, read_texts, stored_text
from tests.evaluate.predictions import write_lines


def test_own_tenth_is_decided_by_the_id_alone() -> None:
    rows = [{"id": f"row-{n}"} for n in range(2000)]
    kept = own_tenth(rows)
    assert 150 < len(kept) < 270 and kept == own_tenth(reversed(rows))[::-1]
    assert all(int(hashlib.sha256(r["id"].encode()).hexdigest()[:2], 16) % 10 == 0 for r in kept)


def test_texts_of_one_family_are_kept_apart_together() -> None:
    rows = [{"id": f"family-{f}+{n}"} for f in range(300) for n in range(4)]
    kept = [r["id"].split("+")[0] for r in own_tenth(rows)]
    assert kept and all(kept.count(family) == 4 for family in kept)


def test_lines_may_hold_line_separators(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "one\u2028two"}, {"id": "b"}]
    assert read_lines(write_lines(tmp_path / "x.jsonl", rows)) == rows


@pytest.mark.parametrize(("text", "fault"), [('{"id": 1}\n{', "line 2"), ("[1]", "no JSON object")])
def test_bad_lines_are_named(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=fault):
        read_lines(path)


def test_missing_and_undecodable_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_object(tmp_path / "none.json")
    (tmp_path / "bad").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match="cannot be read"):
        stored_text(tmp_path / "bad")


def test_rows_are_completed_by_id_and_keep_their_own_fields(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", [{"id": "x", "text": "words", "states": "theirs"}, {"id": "y", "text": "no"}])
    other = write_lines(tmp_path / "b.json", [{"id": "x", "phrases": []}])
    got = completed([{"id": "x", "states": "own"}, {"id": "z"}], [tmp_path, other])
    assert got == [{"id": "x", "text": "words", "states": "own", "phrases": []}, {"id": "z"}]
    with pytest.raises(FormatError, match=r"row 2 .* lacks text"):
        check_fields(got, ("id", "text"), tmp_path)


def test_texts_are_looked_for_in_every_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_bytes(b"a\r\nb")
    found = read_texts({"documents": [{"doc": "one.txt"}]}, [tmp_path / "a", tmp_path / "b"])
    assert stored_text(found["one.txt"]) == "a\r\nb"
