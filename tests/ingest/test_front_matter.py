"""Front matter is found with the place of each value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.ingest.front_matter import front_matter


def test_fenced_block_with_quotes_and_lists() -> None:
    text = '\ufeff---\ntitle: "Harbour: a vote"\ndate: 2024-05-03\ntags: [a, b]\nlist:\n  - one\n---\n\nBody.'
    block = front_matter(text)
    assert text[block.end :] == "\n\nBody."
    assert block.value(text, "headline", "title") == "Harbour: a vote"
    assert block.value(text, "date") == "2024-05-03"
    assert block.value(text, "author") is None


def test_toml_and_bare_keys() -> None:
    assert front_matter('+++\ntitle = "One"\n+++\nText').value('+++\ntitle = "One"\n+++\nText', "title") == "One"
    bare = "Title: One\nAuthor: A. Writer\n\nBody of the text."
    assert front_matter(bare).value(bare, "author") == "A. Writer"


def test_what_only_looks_like_it_is_text() -> None:
    for text in (
        "---\nA rule above a text.\n---\nMore.",
        "---\ntitle: never closed\n",
        "Title: a single line\n\nBody.",
        "Minister: we will go\nReporter: when?\n\nBody.",
        "",
        "---",
    ):
        assert front_matter(text).end == 0


@given(st.text(alphabet="-+:=ab \n\"'[]", max_size=80))
def test_never_fails_and_ranges_hold(text: str) -> None:
    block = front_matter(text)
    assert 0 <= block.end <= len(text)
    assert all(0 <= s < e <= block.end for s, e in block.values.values())
