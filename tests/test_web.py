"""Addresses and feeds in a case: what is stored of them, what a second reading finds, and what `show` tells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import crosscurrents
from crosscurrents.cli import app
from crosscurrents.ingest import fetching
from tests.articles import DAILY, WIRE
from tests.ingest.server import Server, serving

HEAD = '<title>Soldiers close the Tarn road</title><meta property="og:site_name" content="Valley Wire (sample)">'


def html(text: str, head: str = HEAD) -> bytes:
    body = "".join(f"<p>{p}</p>" for p in text.split("\n\n")[1:])
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def shown(case: Path, document: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["show", str(case), document, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_custody_of_a_fetched_page(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    server.redirects("/a", "/b")
    server.redirects("/b", "/2025/03/14/road")
    server.says("/2025/03/14/road", html(WIRE), "text/html", ETag='"x"')
    done = crosscurrents.open(path).read([server.at("/a#top")])
    assert [o.what for o in done.outcomes] == ["new"] and done.errors == ()
    (document,) = crosscurrents.open(path).documents()
    assert document.locator == server.at("/a")
    assert document.name == f"127.0.0.1:{server.port}/a"
    assert document.address == server.at("/2025/03/14/road")
    told = shown(path, document.id)["custody"]
    assert isinstance(told, dict)
    assert told["locator"] == server.at("/a")
    assert told["original"]["sha256"] == hashlib.sha256(html(WIRE)).hexdigest()
    assert told["original"]["bytes"] == len(html(WIRE))
    assert told["versions"] == [document.id]
    assert told["retrieval"]["final"] == document.address
    assert told["retrieval"]["redirects"] == [server.at("/b")]
    assert told["retrieval"]["at"].startswith("20")
    assert told["retrieval"]["headers"]["etag"] == '"x"'
    plain = CliRunner().invoke(app, ["show", str(path), document.id]).stdout
    assert "custody:" in plain and "redirects:" in plain and told["original"]["sha256"] in plain


def test_the_page_says_its_own_address(server: Server, tmp_path: Path) -> None:
    own = '<link rel="canonical" href="https://wire.example/road">'
    server.says("/a", html(WIRE, HEAD + own), "text/html")
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([server.at("/a")])
    assert case.documents()[0].address == "https://wire.example/road"


def test_the_charset_of_the_header_is_believed(server: Server, tmp_path: Path) -> None:
    text = html(WIRE.replace("Port Tarn", "Порт-Тарн"), "<title>Road</title>").decode().encode("windows-1251")
    server.says("/a", text, "text/html; charset=windows-1251")
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([server.at("/a")])
    assert "Порт-Тарн" in case.documents()[0].text


def test_read_again(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = crosscurrents.open(tmp_path / "case.db")
    address = server.says("/a", html(WIRE), "text/html")

    def again() -> list[str]:
        return [o.what for o in case.read([address]).outcomes]

    assert again() == ["new"]
    first = case.documents()[0]
    assert again() == ["unchanged"]
    server.says("/a", html(DAILY), "text/html")
    assert again() == ["version"]
    (second,) = case.documents()
    assert second.id != first.id and second.locator == first.locator
    assert case.custody(second.id).versions == (first.id, second.id)
    server.says("/a", html(WIRE), "text/html")
    assert again() == ["read again"]
    assert [d.id for d in case.documents()] == [first.id]
    assert again() == ["unchanged"]


def test_the_hour_of_fetching_changes_nothing(server: Server, tmp_path: Path) -> None:
    address = server.says("/a", html(WIRE), "text/html")
    exports = []
    for name in ("a.db", "b.db"):
        case = crosscurrents.open(tmp_path / name)
        case.read([address])
        exports.append((case.export(), case.situation().stamp))
    assert exports[0] == exports[1]


def test_a_file_has_no_retrieval(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    case = crosscurrents.open(tmp_path / "case.db")
    case.read([tmp_path / "wire.txt"])
    told = case.custody("wire.txt")
    assert told.retrieval is None and told.original.bytes == len(WIRE.encode())


def test_faults_are_reported_and_the_others_are_read(server: Server, tmp_path: Path) -> None:
    good = server.says("/a", html(WIRE), "text/html")
    done = crosscurrents.open(tmp_path / "case.db").read([good, server.at("/none"), "gopher://old.example/", good])
    assert [o.what for o in done.outcomes] == ["new"]
    assert sorted(e.message for e in done.errors) == [
        "only http and https addresses are read",
        "there is no such page (status 404)",
    ]
    assert [path for path, _ in server.asked].count("/a") == 1


def test_a_feed_with_and_without_follow(server: Server, tmp_path: Path) -> None:
    server.says("/road", html(WIRE), "text/html")
    entry = f"<item><title>Soldiers close a road</title><link>{server.at('/road')}</link>"
    entry += "<pubDate>Fri, 14 Mar 2025 10:00:00 GMT</pubDate><description>Short.</description></item>"
    feed = f"<rss><channel><title>Valley Wire (sample)</title>{entry}</channel></rss>".encode()
    address = server.says("/feed", feed, "text/xml")
    path = tmp_path / "case.db"
    result = CliRunner().invoke(app, ["read", address, "--case", str(path)])
    assert result.exit_code == 0
    assert "1 entry with a teaser only: name their addresses or use --follow" in result.stdout
    assert [p for p, _ in server.asked] == ["/feed"]
    result = CliRunner().invoke(app, ["read", address, "--follow", "--case", str(path), "--json"])
    told = json.loads(result.stdout)
    assert [d["what"] for d in told["documents"]] == ["new"] and told["left_out"] == []
    (document,) = crosscurrents.open(path).documents()
    assert (document.locator, document.title) == (server.at("/road"), "Soldiers close a road")
    assert document.date and document.date.start == "2025-03-14"
    assert crosscurrents.open(path).custody(document.id).retrieval


def test_no_address_no_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.Fetcher, "_fetch", lambda *_, **__: pytest.fail("something was fetched"))
    (tmp_path / "a.html").write_bytes(html(WIRE, '<link rel="canonical" href="http://127.0.0.1:9/">'))
    crosscurrents.open(tmp_path / "case.db").read([tmp_path / "a.html"], follow=True)


def test_a_library_tells_of_a_file_before_or_after_it_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "My Library"
    (folder / "files" / "1").mkdir(parents=True)
    (folder / "files" / "1" / "a.txt").write_text(WIRE, encoding="utf-8")
    entry = "TY  - NEWS\nTI  - The closed road\nT2  - Hill Gazette\nDA  - 2025/03/15\nL1  - files/1/a.txt\nER  -\n"
    (folder / "lib.ris").write_text(entry)
    exports = []
    for name, orders in (("a", ([folder], [folder / "lib.ris"])), ("b", ([folder / "lib.ris"], [folder]))):
        case = crosscurrents.open(tmp_path / f"{name}.db")
        whats = [[o.what for o in case.read(paths).outcomes] for paths in orders]
        assert whats == [["new"], ["unchanged"]]
        exports.append(case.export())
    bare = crosscurrents.open(tmp_path / "c.db")
    (folder / "lib.ris").rename(tmp_path / "lib.ris")
    assert [o.what for o in bare.read([folder]).outcomes] == ["new"]
    assert bare.documents()[0].publisher != "Hill Gazette"
    (tmp_path / "lib.ris").rename(folder / "lib.ris")
    assert [o.what for o in bare.read([folder]).outcomes] == ["read again"]
    (folder / "lib.ris").rename(tmp_path / "lib.ris")
    assert [o.what for o in bare.read([folder]).outcomes] == ["unchanged"]
    exports.append(bare.export())
    assert exports[0] == exports[1] == exports[2]
    (document,) = bare.documents()
    assert (document.title, document.publisher) == ("The closed road", "Hill Gazette")
    assert document.date and document.date.start == "2025-03-15"
