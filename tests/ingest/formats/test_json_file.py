"""JSON files are told apart by what they hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crosscurrents.errors import FormatError
from crosscurrents.ingest.formats.json_file import READERS
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Skipped
from crosscurrents.records.custody import Arrived

TEXT = "The ferry to Sarn stays in port until the wind drops, the harbour office said on Monday."


def read(value: Any) -> list[Any]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(parse(Incoming("desk/a.json", "a.json", data, "application/json")))


def test_an_array_of_articles_is_read_like_json_lines() -> None:
    found = read([{"id": "x1", "title": "Ferry", "text": TEXT, "date": "2025-03-04"}, {"text": TEXT + " \ud800"}])
    first, second = (f.document for f in found)
    assert (first.locator, first.title) == ("desk/a.json#x1", "Ferry")
    assert first.date and first.date.start == "2025-03-04"
    assert second.text.endswith("\ufffd")


def test_a_bad_object_is_named_and_the_others_go_on() -> None:
    found = read([{"id": "x1", "text": TEXT}, {"id": "x1", "text": TEXT}, 7, {"text": " "}, {"text": TEXT + " More."}])
    assert [type(f) for f in found] == [Arrived, FormatError, FormatError, FormatError, Arrived]
    assert [f.file for f in found[1:4]] == [f"desk/a.json, object {n}" for n in (2, 3, 4)]


def test_json_that_is_not_read_names_what_is() -> None:
    for value in ({"a": 1}, [], [1, 2], "x", 5, None):
        (error,) = read(value)
        assert isinstance(error, FormatError)
        assert error.hint and all(r.what in error.hint for r in READERS)


@pytest.mark.parametrize(
    "data",
    [b"{", b'[{"text": "x"', b"{}{}", b"\x00\x01", b"[" * 100_000, b"1" * 10_000, b'{"a": \xff}', b"plain words"],
)
def test_what_is_no_json_is_an_error(data: bytes) -> None:
    (error,) = read(data)
    assert isinstance(error, FormatError)
    assert error.file == "desk/a.json"


def test_a_byte_order_mark_and_utf_16() -> None:
    text = json.dumps([{"id": "x1", "text": TEXT}])
    for data in (b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        (found,) = read(data)
        assert found.document.text == TEXT


def test_json_of_another_kind_is_passed_over_in_a_folder() -> None:
    data = json.dumps({"compilerOptions": {}}).encode()
    (passed,) = parse(Incoming("desk/tsconfig.json", "tsconfig.json", data, "application/json", named=False))
    assert isinstance(passed, Skipped) and "nothing in it" in passed.reason
