"""Pages saved as MHTML give the page's own article; broken ones give an error, never a crash."""

from __future__ import annotations

import quopri
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming
from crosscurrents.records.custody import Arrived
from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.document import Document

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year’s end."
FRAME = "<html><p>Buy a boat today, and have it brought to any quay of the town without a fee, they say.</p></html>"
HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/vote\r\n"
    "Subject: =?utf-8?Q?Vote=20put=20off=20=E2=80=93=20again?=\r\nDate: Tue, 4 Mar 2025 23:15:00 -0500\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    '\tboundary="----Part--x----"\r\n\r\n\r\n'
)


def html(head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><p>{ONE}</p><p>{TWO}</p></article></body></html>"


def part(kind: str, content: bytes, place: str, extra: str = "") -> bytes:
    head = (
        f"------Part--x----\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {place}\r\n{extra}\r\n"
    )
    return head.encode() + quopri.encodestring(content) + b"\r\n"


def archive(page: str = "", *, head: str = HEAD) -> bytes:
    main = part("text/html; charset=utf-8", (page or html()).encode(), "https://a.example/vote?full")
    frame = part("text/html", FRAME.encode(), "cid:frame-1@mhtml.blink")
    return (
        head.encode()
        + main
        + frame
        + part("image/png", b"\x89PNG\x00", "https://a.example/p.png")
        + b"------Part--x------"
    )


def read(data: bytes) -> list[Any]:
    return list(parse(Incoming("desk/vote.mhtml", "vote.mhtml", data, "multipart/related")))


def document(data: bytes) -> Document:
    (found,) = read(data)
    assert isinstance(found, Arrived), found
    return found.document


def test_the_page_without_its_frames() -> None:
    found = document(archive())
    assert ONE in found.text and TWO in found.text
    assert "Buy a boat" not in found.text
    assert (found.address, found.title) == ("https://a.example/vote", "Vote put off – again")
    assert found.original.media_type == "multipart/related"


def test_the_day_of_saving_is_the_last_on_which_it_was_written() -> None:
    assert document(archive()).date == DateRange(None, "2025-03-04", "open", "metadata")


def test_the_markup_of_the_page_goes_first() -> None:
    head = (
        '<meta property="article:published_time" content="2025-02-01"><title>Vote off</title>'
        '<link rel="canonical" href="https://b.example/vote"><meta property="og:title" content="Vote off">'
    )
    found = document(archive(html(head)))
    assert found.date == day("2025-02-01", "metadata")
    assert (found.address, found.title) == ("https://b.example/vote", "Vote off")


def test_the_date_in_the_address_goes_before_the_day_of_saving() -> None:
    found = document(archive(head=HEAD.replace("/vote", "/2025/01/30/vote")))
    assert found.date == day("2025-01-30", "address")


def test_content_location_and_start() -> None:
    head = HEAD.replace("Snapshot-Content-Location: https://a.example/vote\r\n", "")
    assert document(archive(head=head)).address == "https://a.example/vote?full"
    start = head.replace('type="text/html"', 'type="text/html"; start="<main>"')
    data = start.encode() + part("text/html", FRAME.encode(), "cid:f")
    data += part("text/html", html().encode(), "https://a.example/v", "Content-ID: <main>\r\n") + b"------Part--x------"
    assert document(data).address == "https://a.example/v"


def test_a_page_without_parts() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: text/html; charset=windows-1252\n\n" + html().encode("cp1252")
    assert TWO in document(data).text


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 \x00\x01", b"just words", HEAD.encode(), b"A: b\n\nwords", b"\x00" * 100, archive("<html></html>")],
)
def test_what_holds_no_page_is_one_clear_line(data: bytes) -> None:
    (error,) = read(data)
    assert isinstance(error, FormatError)
    assert error.file == "desk/vote.mhtml" and "\n" not in str(error)


def test_a_pdf_under_this_name_is_called_one() -> None:
    assert "a PDF" in str(read(b"%PDF-1.7\n1 0 obj")[0])


GOOD = archive()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=6), st.integers(0, 40))
def test_damaged_archives_give_a_document_or_a_named_error(at: int, new: bytes, gone: int) -> None:
    for found in read(GOOD[:at] + new + GOOD[at + gone :]):
        assert isinstance(found, Arrived | InputError)
