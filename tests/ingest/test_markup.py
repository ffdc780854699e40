"""Fragments of HTML become the words that a reader sees, with their paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.ingest import markup
from crosscurrents.ingest.markup import one_line, plain_text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>One <b>two</b>\n three.</p><p>Four.</p>", "One two three.\n\nFour."),
        ("before<div>in<!-- no -->side</div>after", "before\n\ninside\n\nafter"),
        ("one<br>two<br/><br/>three", "one\ntwo\n\nthree"),
        ("<script>no()</script><style>p {}</style>yes<template>no</template> too", "yes too"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("&lt;p&gt;Escaped &amp;amp; twice&lt;/p&gt;", "Escaped & twice"),
        ("no tags: 3 < 5 &amp; 7 > 6\nsecond  line", "no tags: 3 < 5 & 7 > 6\nsecond line"),
        ("a\x00b", "a\ufffdb"),
        ("", ""),
    ],
)
def test_plain_text(fragment: str, text: str) -> None:
    assert plain_text(fragment) == text


def test_one_line() -> None:
    assert one_line("<p>A</p><p>B &mdash; C</p>") == "A B — C"


def test_depth_exhausts_nothing() -> None:
    assert "deep" in plain_text("<div>" * 200 + "deep")
    assert isinstance(plain_text("<b>" * 100_000 + "deep"), str)


@given(st.text(alphabet=st.sampled_from("<>/&;p br!-ab\x00\n\"'="), max_size=60) | st.text())
def test_any_text(fragment: str) -> None:
    assert "\x00" not in plain_text(fragment)


def test_a_fragment_of_more_elements_than_any_page_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_MOST_TAGS", 3)
    assert plain_text("<p>a</p>") == "a"
    assert plain_text("<p>a</p><p>b</p>") == ""
    assert markup.is_overgrown(b"<<<<") and not markup.is_overgrown("<<<")
