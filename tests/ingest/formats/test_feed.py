"""Entries with a text are documents, the others are announced; any bytes are entries or a named error."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.formats import feed
from crosscurrents.ingest.media import FEED
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped, Teaser
from crosscurrents.records.custody import Arrived, Retrieval

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after a third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
THREE = "Fishermen asked that the eastern pier be opened first, because their boats have lain in the river since March."
LONG = f"{ONE} {TWO} {THREE}"

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Post &amp;amp; Sons</title><link>https://post.example/news/</link>
<atom:link rel="self" href="https://post.example/feed.xml"/>
<item>
  <media:title>A picture of the pier</media:title><title>Council puts off vote</title><link>/2025/05/vote</link>
  <guid isPermaLink="false">post-17</guid><pubDate>Fri, 02 May 2025 23:40:00 -0500</pubDate>
  <dc:creator>Ana Keeper</dc:creator><description>Short.</description>
  <content:encoded><![CDATA[<p>{ONE}</p><script>var hidden = 1;</script><p>{TWO}</p>
  <ul><li>{THREE}</li></ul>]]></content:encoded>
</item>
<item>
  <title>Pier &lt;b&gt;opens&lt;/b&gt;</title><guid>https://post.example/2025/05/pier</guid>
  <pubDate>Sat, 3 May 25 08:00 GMT</pubDate><author>desk@post.example (Bo Warden)</author>
  <description>&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;It rained.&nbsp;Nobody came.&lt;/p&gt;</description>
</item>
<item>
  <title>Only a teaser</title><link>https://post.example/2025/05/teaser</link><pubDate>2025-05-04</pubDate>
  <description>The navy has named a new head of the port guards.</description>
</item>
<item>
  <title>A long teaser</title><link>https://post.example/2025/05/long</link>
  <description>{LONG} The next meeting [&#8230;]</description>
</item>
<item><title>Nothing to read</title></item>
</channel></rss>
"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://review.example/">
<title type="text">The Highland Review</title><link rel="self" href="/feed"/><link href="/"/>
<entry xml:base="essays/">
  <id>tag:review.example,2025:1</id><title type="html">What &amp;lt;i&amp;gt;remains&amp;lt;/i&amp;gt;</title>
  <link rel="alternate" type="text/html" href="what-remains"/><link rel="edit" href="edit"/>
  <published>2025-05-02T23:40:00-05:00</published><updated>2025-06-01T00:00:00Z</updated>
  <author><name>Ana Keeper</name></author><author><name>Bo Warden</name><email>bo@review.example</email></author>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p>
  <p>{TWO} <em>{THREE}</em></p></div></content>
</entry>
<entry>
  <id>tag:review.example,2025:2</id><title>Taken over</title><link href="../two"/><updated>2025-05-05</updated>
  <source><title>Valley Wire</title></source><content type="text">{LONG}</content>
</entry>
</feed>
"""

RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://river.example/"><title>River Daily</title><link>https://river.example/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://river.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://river.example/1"><title>Guards remain</title><link>https://river.example/1</link>
<description>{LONG}</description><dc:date>2025-05-02T10:00+01:00</dc:date><dc:creator>Ana Keeper</dc:creator></item>
</rdf:RDF>
"""


def incoming(data: str | bytes, *, named: bool = True, final: str = "") -> Incoming:
    raw = data.encode() if isinstance(data, str) else data
    told = Retrieval(final, final, (), 200, "2025-05-02T10:00:00+00:00", {}) if final else None
    return Incoming("desk/news.xml", "news.xml", raw, FEED, retrieval=told, named=named)


def entries(data: str | bytes) -> list[Piece | Teaser | Skipped | InputError]:
    return list(feed.read(incoming(data), DEFAULT))


def pieces(data: str | bytes) -> list[Piece]:
    return [e for e in entries(data) if isinstance(e, Piece)]


def item(inner: str, root: str = "<rss><channel><title>Post</title>{}</channel></rss>") -> str:
    return root.format(f"<item><title>A vote</title>{inner}<description>{LONG}</description></item>")


def test_rss() -> None:
    first, second, *rest = entries(RSS)
    assert isinstance(first, Piece) and isinstance(second, Piece)
    assert first.text == f"{ONE}\n\n{TWO}\n\n{THREE}"
    found = first.found
    assert (found.title, found.publisher, found.author) == (
        "Council puts off vote",
        "Harbour Post & Sons",
        "Ana Keeper",
    )
    assert (first.part, found.address) == ("post-17", "https://post.example/2025/05/vote")
    assert found.date and (found.date.start, found.date.precision) == ("2025-05-02", "day")
    assert second.text == f"{LONG}\n\nIt rained. Nobody came."
    assert (second.found.title, second.found.author) == ("Pier opens", "Bo Warden")
    assert second.found.address == second.part == "https://post.example/2025/05/pier"
    assert second.found.date and second.found.date.start == "2025-05-03"
    said = {"title": "Only a teaser", "publisher": "Harbour Post & Sons", "date": "2025-05-04"}
    assert rest[0] == Teaser("https://post.example/2025/05/teaser", said)
    assert isinstance(rest[1], Teaser) and rest[1].address == "https://post.example/2025/05/long"
    assert rest[2:] == [Skipped("desk/news.xml", "1 entry without text or address")]


def test_atom() -> None:
    first, second = pieces(ATOM)
    assert first.text == f"{ONE}\n\n{TWO} {THREE}"
    assert (first.found.title, first.found.publisher) == ("What remains", "The Highland Review")
    assert first.found.author == "Ana Keeper, Bo Warden"
    assert (first.part, first.found.address) == (
        "tag:review.example,2025:1",
        "https://review.example/essays/what-remains",
    )
    assert first.found.date and first.found.date.start == "2025-05-02"
    assert (second.found.publisher, second.found.address) == ("Valley Wire", "https://review.example/two")
    assert second.found.date and second.found.date.start == "2025-05-05"


def test_rss_1() -> None:
    (only,) = pieces(RDF)
    assert (only.text, only.part, only.found.publisher) == (LONG, "https://river.example/1", "River Daily")
    assert only.found.author == "Ana Keeper"
    assert only.found.date and only.found.date.start == "2025-05-02"


def test_links_count_from_where_the_feed_was_fetched() -> None:
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="a"/><content>{LONG}</content></entry></feed>'
    (found,) = feed.read(incoming(atom, final="https://x.example/feeds/all"), DEFAULT)
    assert isinstance(found, Piece) and found.found.address == "https://x.example/feeds/a"
    assert pieces(atom)[0].found.address is None


def test_documents_and_the_line_about_teasers() -> None:
    made = list(parse(incoming(RSS)))
    documents = [m.document for m in made if isinstance(m, Arrived)]
    assert [(d.locator, d.name) for d in documents] == [
        ("desk/news.xml#post-17", "news.xml#post-17"),
        ("desk/news.xml#https://post.example/2025/05/pier", "news.xml#https://post.example/2025/05/pier"),
    ]
    assert [d.date.start if d.date else None for d in documents] == ["2025-05-02", "2025-05-03"]
    assert [m.reason for m in made if isinstance(m, Skipped)] == [
        "1 entry without text or address",
        "2 entries with a teaser only: name their addresses or use --follow",
    ]
    assert all(m.original == RSS.encode() for m in made if isinstance(m, Arrived))


def test_what_stands_behind_the_links_is_read_with_what_the_feed_says() -> None:
    asked = []

    def follow(address: str, source: Incoming) -> Incoming | InputError | None:
        asked.append(address)
        if address.endswith("long"):
            return None
        return Incoming(address, address[8:], f"A pier\n\n{LONG}".encode(), "text/plain", retrieval=source.retrieval)

    made = list(parse(incoming(RSS), follow=follow))
    assert asked == ["https://post.example/2025/05/teaser", "https://post.example/2025/05/long"]
    followed = [m.document for m in made if isinstance(m, Arrived)][-1]
    assert followed.locator == "https://post.example/2025/05/teaser"
    assert (followed.title, followed.publisher) == ("Only a teaser", "Harbour Post & Sons")
    assert followed.date and followed.date.start == "2025-05-04"
    assert [m.reason for m in made if isinstance(m, Skipped)][-1] == (
        "1 entry with a teaser only: over the limit of 50 links"
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("<pubDate>Fri, 02 May 2025 10:00:00 GMT</pubDate>", "2025-05-02"),
        ("<pubDate>2 May 25 10:00 GMT</pubDate>", "2025-05-02"),
        ("<pubDate>Fri, 32 May 2025</pubDate>", None),
        ("<pubDate>soon</pubDate>", None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate>0000-00-00</pubDate>", None),
        ("<pubDate/>", None),
    ],
)
def test_dates_and_wrong_dates(written: str, day: str | None) -> None:
    (only,) = pieces(item(written))
    assert (only.found.date.start if only.found.date else None) == day


def test_an_entry_without_id_is_named_by_its_text_and_stands_once() -> None:
    twice = item("").replace(
        "</channel>", item("").split("<title>Post</title>")[1].split("</channel>")[0] + "</channel>"
    )
    assert twice.count("<item>") == 2
    (only,) = pieces(twice)
    assert len(only.part) == 16 and only.text == LONG


def test_html_entities_and_escaping_twice() -> None:
    inner = (
        f"&amp;lt;p&amp;gt;{ONE}&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;{TWO} caf&eacute; &mdash; {THREE}&amp;lt;/p&amp;gt;"
    )
    (only,) = pieces(f"<rss><channel><item><description>{inner}</description></item></channel></rss>")
    assert only.text == f"{ONE}\n\n{TWO} café — {THREE}"


def test_other_encodings() -> None:
    whole = RSS.replace("Council puts", "Räte schieben")
    for encoding in ("ISO-8859-1", "UTF-16"):
        (first, *_) = pieces(whole.replace("UTF-8", encoding).encode(encoding))
        assert first.found.title == "Räte schieben off vote"


# ---- what is refused
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS + item("&a11;"),
        LAUGHS + item('<link href="&a11;"/>'),
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>' + item("&a;" * 50_000),
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hosts">]>' + item("&a;"),
        '<!DOCTYPE rss [<!ENTITY % a SYSTEM "file:///etc/hosts"> %a;]>' + item(""),
    ],
)
def test_entities_are_refused_at_once(data: str) -> None:
    began = time.monotonic()
    with pytest.raises(FormatError, match="declares entities"):
        entries(data)
    assert time.monotonic() - began < 2


def test_an_outer_grammar_is_not_loaded() -> None:
    assert len(pieces('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">' + item(""))) == 1


def test_what_is_no_feed() -> None:
    for data in ("<urlset><url/></urlset>", "no xml at all", ""):
        with pytest.raises(FormatError):
            entries(data)
    found = list(feed.read(incoming("<urlset><url/></urlset>", named=False), DEFAULT))
    assert found == [Skipped("desk/news.xml", "XML, but no feed (urlset)")]


def test_a_feed_that_breaks_off_gives_what_it_holds() -> None:
    assert [str(e) for e in entries("<rss")] == [str(e) for e in entries("<rss><channel>")] != []
    *found, last = entries(RSS[: RSS.index("<item>\n  <title>Only")])
    assert len(found) == 2
    assert isinstance(last, FormatError) and "breaks off" in last.message
    assert len(pieces(RSS.replace("Short.", "Fish & chips"))) == 2


def test_ten_thousand_entries_are_linear() -> None:
    one = "<item><guid>{}</guid><description>" + LONG + "</description></item>"
    many = "<rss><channel>" + "".join(one.format(n) for n in range(5_000)) + "</channel></rss>"
    began = time.monotonic()
    assert len(pieces(many)) == 5_000
    assert time.monotonic() - began < 10


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([RSS, ATOM, RDF]), st.integers(0, 3_000), st.integers(0, 80), st.binary(max_size=12))
def test_any_damage_gives_entries_or_a_named_error(whole: str, at: int, cut: int, instead: bytes) -> None:
    data = whole.encode()
    for made in parse(incoming(data[:at] + instead + data[at + cut :])):
        assert isinstance(made, Arrived | Skipped | InputError)
        if isinstance(made, Arrived):
            text = made.document.text
            assert "\x00" not in text and text.encode("utf-8")


def test_a_feed_without_an_entry_is_an_error() -> None:
    (error,) = parse(Incoming("desk/a.rss", "a.rss", b"<rss><channel><title>A</title></channel></rss>", FEED))
    assert isinstance(error, FormatError) and error.message == "the feed holds no entry"


def test_entries_beyond_the_limit_are_left_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    incoming = Incoming("desk/a.rss", "a.rss", b"<rss><channel>" + b"<item/>" * 9 + b"</channel></rss>", FEED)
    skipped, error = feed.read(incoming, Config(max_parts=4))
    assert isinstance(skipped, Skipped) and skipped.reason.startswith("4 entries")
    assert isinstance(error, FormatError) and "too many entries" in error.message
    monkeypatch.setattr("crosscurrents.ingest.markup._MOST_TAGS", 5)
    with pytest.raises(FormatError, match="too many elements"):
        list(feed.read(incoming, DEFAULT))
