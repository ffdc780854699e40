"""Pages give their article's text and their markup's metadata; broken ones give an error, never a crash."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.errors import InputError
from crosscurrents.ingest.formats.page import page_text
from crosscurrents.records.dates import DateRange, day

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
BODY = f"<main><article><h1>Council puts off vote</h1><p>{ONE}</p><p>{TWO}</p></article></main>"


def page(head: str = "", body: str = BODY) -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def test_text_without_navigation() -> None:
    around = "<nav><a href='/'>Home</a></nav>" + BODY + "<footer>Terms</footer><script>var x = 'hidden';</script>"
    text, found = page_text(page(body=around), "a.html")
    assert ONE in text and TWO in text
    assert "hidden" not in text and "Terms" not in text
    assert found.title == "Council puts off vote"


def test_meta_tags() -> None:
    head = (
        '<meta property="og:title" content="A &amp; B"><meta property="og:site_name" content="Harbour Post">'
        '<meta name="author" content="Ana Keeper"><meta property="article:published_time" '
        'content="2024-05-03T23:30:00-05:00">'
        '<meta property="article:section" content="Opinion"><link rel="canonical" href="https://a.example/vote">'
    )
    _, found = page_text(page(head), "a.html")
    assert (found.title, found.publisher, found.author) == ("A & B", "Harbour Post", "Ana Keeper")
    assert (found.address, found.section) == ("https://a.example/vote", ["Opinion"])
    assert found.date and (found.date.start, found.date.basis) == ("2024-05-03", "metadata")


def test_linked_data_and_site_in_the_title() -> None:
    head = (
        "<title>Council puts off vote | Harbour Post</title><script type='application/ld+json'>"
        '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "Vote off", '
        '"datePublished": "2024-05-03", "author": [{"name": "Ana Keeper"}, '
        '{"name": "Bo Warden"}], "publisher": {"name": "The Post"}}]}'
        "</script>"
    )
    _, found = page_text(page(head), "a.html")
    assert (found.title, found.publisher, found.author) == ("Vote off", "The Post", "Ana Keeper, Bo Warden")
    assert found.date and found.date.start == "2024-05-03"
    _, plain = page_text(page("<title>Council puts off vote | Harbour Post</title>", f"<p>{ONE}</p>"), "a.html")
    assert (plain.title, plain.publisher) == ("Council puts off vote", "Harbour Post")


def test_time_element_dates_and_navigation_does_not() -> None:
    body = "<aside><time datetime='2020-01-01'>x</time></aside><time datetime='2024-05-03'>3 May</time>" + BODY
    _, found = page_text(page(body=body), "a.html")
    assert found.date and found.date.start == "2024-05-03"


def test_declared_charset() -> None:
    data = (
        "<html><head><meta charset='windows-1251'></head><body><p>Совет порта отложил "
        f"голосование. {ONE}</p></body></html>"
    )
    assert "Совет порта" in page_text(data.encode("cp1251"), "a.html")[0]


def test_own_fallback_reads_what_the_extractor_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: None)
    text, _ = page_text(b"<html><body><div><p>Vote <b>off</b>.</p><ul><li>One</li></ul></div></body></html>", "a.html")
    assert text == "Vote off.\nOne"


@pytest.mark.parametrize(
    "data",
    [b"<html></html>", b"<html><script>only()</script></html>", b"<!-- -->", b"<html><body><img src=x></body></html>"],
)
def test_pages_without_text_are_errors(data: bytes) -> None:
    with pytest.raises(InputError):
        page_text(data, "a.html")


def test_deep_and_broken_pages() -> None:
    for data in (
        b"<div>" * 30_000 + b"text",
        b'<?xml version="1.0" encoding="utf-8"?>' + page(),
        page("<script type='application/ld+json'>" + "[" * 50_000 + "</script>"),
        page('<script type=\'application/ld+json\'>{"headline": {"a": [1]}, "author": [[[]]]}</script>'),
        b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b; and some words</p>',
    ):
        try:
            assert page_text(data, "a.html")[0].strip()
        except InputError as error:
            assert error.file == "a.html"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/=\"' pdivahrefmetascript!-[]&;x\x00\ud800", max_size=200))
def test_any_markup_gives_text_or_an_error(markup: str) -> None:
    try:
        text, _ = page_text(markup.encode("utf-8", "surrogatepass"), "a.html")
    except InputError:
        return
    text.encode("utf-8")
    assert "\x00" not in text


MARK = (
    "<!--\n Page saved with SingleFile \n url: https://a.example/vote \n"
    " saved date: Tue Mar 04 2025 09:15:00 GMT+0100 (Central European Standard Time)\n-->"
)


def test_the_comment_of_a_saved_page_gives_address_and_last_day() -> None:
    _, found = page_text(MARK.encode() + page(), "a.html")
    assert (found.address, found.date) == ("https://a.example/vote", DateRange(None, "2025-03-04", "open", "metadata"))


def test_what_the_page_says_goes_before_the_comment() -> None:
    head = '<link rel="canonical" href="https://b.example/x"><meta name="date" content="2025-02-01">'
    _, found = page_text(MARK.encode() + page(head), "a.html")
    assert (found.address, found.date) == ("https://b.example/x", day("2025-02-01", "metadata"))
    dated = BODY.replace("</h1>", "</h1><p>Published: 3 February 2025</p>")
    text, found = page_text(MARK.encode() + page(body=dated), "a.html")
    assert "3 February" in text and found.date is None  # the text itself tells it


def test_pictures_written_into_a_page_cost_nothing() -> None:
    picture = b"<img src='data:image/jpeg;base64," + b"QUJDRA" * 1_500_000 + b"'>"
    started = time.process_time()
    text, _ = page_text(page().replace(b"</article>", picture + b"</article>"), "a.html")
    assert ONE in text and "QUJD" not in text
    assert time.process_time() - started < 2


def test_a_charset_that_is_none_of_a_page() -> None:
    assert ONE in page_text(page("<meta charset='punycode'>"), "a.html")[0]


def test_a_page_of_very_many_paragraphs_is_read_in_bounded_time() -> None:
    began = time.process_time()
    text, _ = page_text(page(body=f"<p>{ONE}</p>" + "<p>a</p>" * 40_000), "a.html")
    assert text.startswith(ONE) and text.count("\na") == 40_000
    assert time.process_time() - began < 10


def test_the_words_of_a_page_without_blocks_are_not_glued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosscurrents.ingest.formats.page._MOST_BLOCKS", 1)
    text, _ = page_text(page(body=f"<div>{ONE}</div><div>{TWO}</div>"), "a.html")
    assert text.split("\n\n") == [ONE, TWO]


def test_a_page_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosscurrents.ingest.markup._MOST_TAGS", 5)
    with pytest.raises(InputError, match="too many elements"):
        page_text(page(), "a.html")
