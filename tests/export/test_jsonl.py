from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.export import as_jsonl


def test_a_line_a_record_with_sorted_keys_and_no_blanks(records: list[dict[str, Any]]) -> None:
    lines = as_jsonl(records).decode("utf-8").split("\n")
    assert lines.pop() == ""
    assert [json.loads(x) for x in lines] == records
    for line in lines:
        found = json.loads(line)
        assert line == json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "b", "a"]), VALUES, max_size=3), max_size=4))
def test_any_text_survives_on_one_line(rows: list[dict[str, Any]]) -> None:
    data = as_jsonl(rows)
    assert data.count(b"\n") == len(rows)
    assert [json.loads(x) for x in data.split(b"\n") if x] == rows


def test_an_empty_case_is_an_empty_file() -> None:
    assert as_jsonl([]) == b""
