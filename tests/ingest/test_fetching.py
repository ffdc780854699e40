"""One page, asked of a real server: what comes, what is refused, and that nothing goes where it must not."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from importlib.metadata import version
from ipaddress import ip_address

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest import fetching
from crosscurrents.ingest.addresses import IP, Address, network_of
from crosscurrents.ingest.fetching import Fetcher, fetch
from crosscurrents.ingest.media import FEED, HTML, JSONL, MARKDOWN, PDF, TEXT
from crosscurrents.ingest.pieces import Incoming
from tests.ingest.server import Server, serving

PAGE = b"<!DOCTYPE html><html><body><p>The ferry company will raise its fares in May, its board said.</p></body></html>"
QUICK = Config(fetch_seconds=0.6)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def page(address: str, config: Config = DEFAULT) -> Incoming:
    found = fetch(address, config=config)
    assert isinstance(found, Incoming), found
    return found


def fault(address: str, config: Config = DEFAULT) -> str:
    """The one line that says why there is no page, which must come with a hint."""
    found = fetch(address, config=config)
    assert isinstance(found, InputError), found
    assert found.file and found.hint and "\n" not in str(found)
    return found.message


# ---- what comes
def test_a_page_with_how_it_was_fetched(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = {"Last_Modified": "Fri, 02 May 2025 10:00:00 GMT", "ETag": '"a1"', "Set_Cookie": "id=1"}
    server.says("/fares?b=1", PAGE, "text/html; charset=utf-8", **headers)
    found = page(server.at("/fares?b=1#top"))
    assert found.locator == server.at("/fares?b=1")
    assert found.name == f"127.0.0.1:{server.port}/fares?b=1"
    assert (found.data, found.media, found.said) == (PAGE, HTML, {})
    told = found.retrieval
    assert told
    assert (told.address, told.final, told.redirects, told.status) == (found.locator, found.locator, (), 200)
    assert set(told.headers) == {"content-type", "last-modified", "etag", "date"}
    assert told.at.endswith("+00:00") and len(told.at) == len("2025-05-02T10:00:00+00:00")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert page(found.locator).data == PAGE
    for _, sent in server.asked:
        assert sent["user-agent"] == f"crosscurrents/{version('crosscurrents')}"
        assert sent["host"] == f"127.0.0.1:{server.port}"
        assert not {"cookie", "referer", "authorization"} & set(sent)


def test_a_long_address_gives_a_short_name(server: Server) -> None:
    server.says("/" + "a" * 300, b"text")
    found = page(server.at("/" + "a" * 300))
    assert len(found.name) == 100 and found.name.endswith("a…")
    assert found.locator.endswith("a" * 300)


@pytest.mark.parametrize(
    ("path", "kind", "body", "media"),
    [
        ("/a", "text/html", PAGE, HTML),
        ("/a", "application/xhtml+xml; charset=utf-8", PAGE, HTML),
        ("/a", "application/xml", b"<?xml version='1.0'?><html><body>x</body></html>", HTML),
        ("/a", "text/html", b"<?xml version='1.0'?><rss version='2.0'></rss>", FEED),
        ("/a", "Application/Atom+XML", b"<feed/>", FEED),
        ("/a.md", "text/plain", b"# A title", MARKDOWN),
        ("/a", "text/plain", b"<html>as text</html>", TEXT),
        ("/a.jsonl", "application/octet-stream", b"x", JSONL),
        ("/a", "application/octet-stream", b"%PDF-1.7", PDF),
        ("/a", "application/pdf", b"%PDF-1.7", PDF),
        ("/a", "", PAGE, HTML),
    ],
)
def test_media_by_header_then_ending_then_bytes(server: Server, path: str, kind: str, body: bytes, media: str) -> None:
    assert page(server.says(path, body, kind)).media == media


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "bare deflate", "identity"])
def test_packed_bodies(server: Server, coding: str) -> None:
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "deflate": zlib.compress(PAGE),
        "bare deflate": bare.compress(PAGE) + bare.flush(),
        "identity": PAGE,
    }.get(coding, gzip.compress(PAGE))
    found = page(server.says("/a", packed, "text/html", Content_Encoding=coding.removeprefix("bare ")))
    assert found.data == PAGE


def test_redirects_are_followed_and_kept(server: Server) -> None:
    server.redirects("/a", "b/c", 301)
    server.redirects("/b/c", "../d?e#f", 307)
    server.says("/d?e", PAGE, "text/html")
    found = page(server.at("/a"))
    assert found.locator == server.at("/a")
    assert found.retrieval
    assert found.retrieval.redirects == (server.at("/b/c"),)
    assert found.retrieval.final == server.at("/d?e")


# ---- what does not
@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "password"), (403, "refuses"), (404, "no such page"), (410, "gone"), (429, "often"), (500, "out of order")],
)
def test_bad_status(server: Server, status: int, words: str) -> None:
    message = fault(server.says("/a", PAGE, "text/html", status))
    assert words in message and str(status) in message


def test_wrong_addresses_are_no_questions() -> None:
    assert "only http" in fault("ftp://example.org/")
    assert "password" in fault("http://ann:secret@127.0.0.1/")


def test_unknown_names_and_closed_doors() -> None:
    assert "unknown" in fault("http://no-such-name.invalid/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "refuses the connection" in fault(f"http://127.0.0.1:{free.getsockname()[1]}/")


def test_a_name_server_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_ips", lambda _: time.sleep(5))
    began = time.monotonic()
    assert "within 0.6 seconds" in fault("http://slow.example/", QUICK)
    assert time.monotonic() - began < 2


def test_pictures_are_refused_before_they_are_loaded(server: Server) -> None:
    found = fetch(server.says("/a", b"x", "image/png"))
    assert isinstance(found, FormatError) and "image/png" in found.message


def drip(request: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        request.wfile.write(b"a")
        time.sleep(0.05)


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
    while True:
        request.wfile.write(b"a")
        time.sleep(0.05)


def silence(request: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


@pytest.mark.parametrize("answer", [drip, drip_headers, silence])
def test_the_time_is_a_total(server: Server, answer: object) -> None:
    server.answers["/a"] = answer  # type: ignore[assignment]
    began = time.monotonic()
    assert "within 0.6 seconds" in fault(server.at("/a"), QUICK)
    assert time.monotonic() - began < 2


def test_the_time_holds_for_all_redirects_together(server: Server) -> None:
    def slowly(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.25)
        request.send_response(302)
        request.send_header("Location", "/a")
        request.end_headers()

    server.answers["/a"] = slowly
    assert "within 0.6 seconds" in fault(server.at("/a"), QUICK)


def test_size_is_counted_as_sent_and_as_unpacked(server: Server) -> None:
    small = Config(max_file_bytes=10_000)
    assert "too large" in fault(server.says("/told", b"a" * 10_001), small)
    assert "too large" in fault(server.says("/bomb", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), small)
    assert page(server.says("/fits", b"a" * 10_000), small).data == b"a" * 10_000

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            request.wfile.write(b"a" * 4096)

    server.answers["/endless"] = endless
    assert "too large" in fault(server.at("/endless"), small)


def test_headers_without_end_are_refused(server: Server) -> None:
    def flood(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            request.wfile.write(b"X-A: " + b"a" * 1000 + b"\r\n")

    server.answers["/a"] = flood
    assert "no HTTP" in fault(server.at("/a"))


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", b"not packed"), ("gzip", gzip.compress(PAGE)[:-9]), ("deflate", b"\xff\xff"), ("br", PAGE)],
)
def test_what_is_packed_otherwise_is_no_page(server: Server, coding: str, body: bytes) -> None:
    assert "packed" in fault(server.says("/a", body, "text/html", Content_Encoding=coding))


def test_a_second_packed_member_is_not_lost_silently(server: Server) -> None:
    twice = gzip.compress(PAGE) + gzip.compress(PAGE)
    assert "packed" in fault(server.says("/a", twice, "text/html", Content_Encoding="gzip"))


def test_an_answer_that_breaks_off(server: Server) -> None:
    def short(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nabc")
        request.close_connection = True

    server.answers["/a"] = short
    assert "breaks off" in fault(server.at("/a"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_a_page_or_an_error(server: Server, data: bytes, is_answer: bool) -> None:
    head = b"HTTP/1.1 200 OK\r\n" if is_answer else b""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head + data)
        request.close_connection = True

    server.answers["/a"] = answer
    assert isinstance(fetch(server.at("/a"), config=Config(fetch_seconds=2)), Incoming | InputError)


# ---- where it may go
def test_too_many_redirects(server: Server) -> None:
    for n in range(7):
        server.redirects(f"/{n}", f"/{n + 1}")
    server.says("/6", PAGE, "text/html")
    assert page(server.at("/1")).data == PAGE
    assert "more than 5 times" in fault(server.at("/0"))
    server.redirects("/loop", "/loop")
    assert "more than 5 times" in fault(server.at("/loop"))


@pytest.mark.parametrize(
    "target", ["ftp://example.org/", "file:///etc/hosts", "http://a:b@example.org/", "http://a b/", ""]
)
def test_redirects_to_what_is_no_page(server: Server, target: str) -> None:
    assert "redirects to" in fault(server.redirects("/a", target))


def test_from_the_own_network_only_to_the_same_server(server: Server) -> None:
    with serving() as other:
        other.says("/secret", PAGE, "text/html")
        server.redirects("/a", other.at("/secret"))
        assert "loopback network" in fault(server.at("/a"))
        server.redirects("/b", server.at("/a", host="localhost"))
        assert "loopback network" in fault(server.at("/b"))
        assert other.asked == []


@pytest.fixture
def public(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server as one of the public network, under the name public.example."""
    names = {"public.example": "127.0.0.1", "inner.example": "10.0.0.1"}
    system = fetching._ips

    def kind(ip: IP) -> str:
        return "public" if str(ip) == "127.0.0.1" else network_of(ip)

    monkeypatch.setattr(fetching, "_ips", lambda here: system(here._replace(host=names.get(here.host, here.host))))
    monkeypatch.setattr(fetching, "network_of", kind)
    return server


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("10.0.0.1", "private"),
        ("0x0a000001", "private"),
        ("167772161", "private"),
        ("10.1", "private"),
        ("inner.example", "private"),
        ("192.168.1.1", "private"),
        ("[fd00::1]", "private"),
        ("127.0.0.2", "loopback"),
        ("[::1]", "loopback"),
        ("169.254.169.254", "link-local"),
        ("100.64.0.1", "shared"),
        ("224.0.0.1", "multicast"),
        ("0.0.0.0", "reserved"),
        ("[::ffff:10.0.0.1]", "IPv4-mapped"),
        ("[64:ff9b::a00:1]", "NAT64"),
        ("[2002:a00:1::]", "tunnelled"),
    ],
)
def test_a_public_page_leads_into_no_inner_network(public: Server, host: str, kind: str) -> None:
    public.redirects("/a", f"http://{host}/secret")
    found = fetch(public.at("/a", host="public.example"))
    assert isinstance(found, InputError)
    assert f"in a {kind}" in found.message and "name that address itself" in str(found.hint)


@pytest.mark.parametrize("host", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "100.64.0.1", "[::ffff:127.0.0.1]"])
def test_what_is_no_page_is_refused_even_if_named(host: str) -> None:
    assert "network" in fault(f"http://{host}/")


def test_a_name_is_resolved_once(public: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def turning(here: Address) -> tuple[IP, ...]:
        asked.append(here.host)
        return (ip_address("127.0.0.1" if len(asked) == 1 else "10.0.0.1"),)

    monkeypatch.setattr(fetching, "_ips", turning)
    public.redirects("/a", "/b")
    public.says("/b", PAGE, "text/html")
    assert page(public.at("/a", host="turning.example")).data == PAGE
    assert asked == ["turning.example"]
    assert public.asked[0][1]["host"] == f"turning.example:{public.port}"


def test_the_next_address_of_a_host_is_tried(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_ips", lambda _: (ip_address("::1"), ip_address("127.0.0.1")))
    server.says("/a", PAGE, "text/html")
    assert page(server.at("/a", host="two.example")).data == PAGE


# ---- links of feeds
def test_links_are_asked_up_to_the_limit_and_only_where_the_feed_stands(server: Server) -> None:
    server.says("/feed", b"<rss/>", "application/rss+xml")
    fetcher = Fetcher(Config(max_follow=2))
    feed = fetcher.named(server.at("/feed"))
    assert isinstance(feed, Incoming)
    for path in ("/a", "/b", "/c"):
        server.says(path, PAGE, "text/html")
    assert isinstance(fetcher.linked(server.at("/a"), feed), Incoming)
    assert isinstance(fetcher.linked(server.at("/b"), feed), Incoming)
    assert fetcher.linked(server.at("/c"), feed) is None
    assert isinstance(fetcher.linked(server.at("/a#again"), feed), Incoming)
    with serving() as other:
        refused = Fetcher().linked(other.says("/x", PAGE, "text/html"), feed)
        assert isinstance(refused, InputError) and "loopback network" in refused.message
        from_a_file = Incoming("case/a.rss", "a.rss", b"", FEED)
        assert isinstance(Fetcher().linked(server.at("/a"), from_a_file), InputError)
        assert other.asked == []


# ---- TLS
@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


def secured(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def test_the_certificate_is_held_against_the_name(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr(fetching, "_tls", lambda: trusting)
    with serving(secured(authority, "localhost")) as good:
        good.says("/a", PAGE, "text/html")
        assert page(good.at("/a", host="localhost")).data == PAGE
        assert "certificate is not valid" in fault(good.at("/a"))


def test_an_unknown_authority_and_no_tls_at_all(authority: trustme.CA, server: Server) -> None:
    with serving(secured(authority, "localhost")) as unknown:
        assert "certificate is not valid" in fault(unknown.at("/a", host="localhost"))
    assert "no secure connection" in fault(f"https://127.0.0.1:{server.port}/")
