"""Messages are taken apart as the standards say, in bounds, whatever the bytes."""

from __future__ import annotations

import email
from datetime import date
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.errors import FormatError
from crosscurrents.ingest.mime import MOST_LEVELS, mailbox, part_of

NESTED = (
    b'Subject: s\r\nContent-Type: multipart/mixed; boundary="a b"\r\n\r\npreamble\r\n--a b\r\n'
    b"Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n\r\nplain\r\n\r\n"
    b"--a\r\nContent-Type: text/html\r\n\r\n"
    b'<p>x\r\n--a--\r\n--a b  \r\nContent-Type: text/csv; name="t.csv"\r\n\r\n1,2\r\n--a b--\r\nepilogue'
)


def test_nested_parts_are_those_of_the_standard_library() -> None:
    ours = [(p.type, p.content) for p in part_of(NESTED).parts(10)]
    walked = email.message_from_bytes(NESTED, policy=default).walk()
    theirs = [(p.get_content_type(), p.get_payload(decode=True)) for p in walked if not p.is_multipart()]
    assert ours == theirs == [("text/plain", b"plain\r\n"), ("text/html", b"<p>x"), ("text/csv", b"1,2")]


def test_a_missing_end_is_the_end_and_a_missing_boundary_no_part() -> None:
    assert [p.content for p in part_of(NESTED.replace(b"--a--\r\n", b"")).parts(10)][1] == b"<p>x"
    assert list(part_of(NESTED.replace(b"--a b", b"--c")).parts(10)) == []


def test_bounds() -> None:
    with pytest.raises(FormatError, match="too many parts"):
        list(part_of(NESTED).parts(3))
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(MOST_LEVELS + 2))
    with pytest.raises(FormatError, match="nested too deeply"):
        list(part_of(deep + b"\nx").parts(1000))


def test_headers() -> None:
    part = part_of(
        b"From x Tue Mar  4 09:15:00 2025\nSUBJECT:  two\n\t lines \nSubject: second\n"
        b"Content-Disposition: attachment; filename*0*=utf-8''a%C3; filename*1*=%A9.pdf\n\nbody"
    )
    assert (part.value("Subject"), part.value("Missing"), part.body) == ("two lines", None, b"body")
    assert (part.name, part.is_attached) == ("aé.pdf", True)
    assert part_of(b'Content-Type: a/b; name="C:\\\\x\\\\..\\\\=?utf-8?q?=C3=A9?=.txt"\n\n').name == "é.txt"
    assert part_of(b"\nno headers").body == b"no headers"
    assert part_of(b"no header\nat all").body == b"no header\nat all"


def test_a_block_of_headers_that_is_too_long_is_cut_and_passed_over() -> None:
    part = part_of(b"Subject: s\n" + b"X-Y: z\n" * 100_000 + b"\nbody")
    assert (part.value("Subject"), part.body) == ("s", b"body")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Ana K <a@b.example>", ("Ana K", "a@b.example")),
        ('"Keeper, Ana" <a@b.example>, Bo <b@b.example>', ("Keeper, Ana", "a@b.example")),
        ("a@b.example (Ana K)", ("Ana K", "a@b.example")),
        ("=?utf-8?q?Ana=2C_K=C3=A9?= <a@b.example>", ("Ana, Ké", "a@b.example")),
        ("a@b.example", ("", "a@b.example")),
        ("nobody", ("", "")),
        ("", ("", "")),
    ],
)
def test_mailboxes(value: str, found: tuple[str, str]) -> None:
    assert mailbox(value) == found


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (b"Tue, 4 Mar 2025 23:30:00 -0500", date(2025, 3, 4)),
        (b"4 Mar 25 00:10 +0300 (local)", date(2025, 3, 4)),
        (b"soon", None),
        (b"", None),
        (b"Tue, 40 Mar 2025 23:30:00", None),
    ],
)
def test_days_are_those_of_the_sender(value: bytes, day: date | None) -> None:
    assert part_of(b"Date: " + value + b"\n\n").day("Date") == day


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    for raw in (data, b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + data, b"Subject: " + data):
        part = part_of(raw)
        _ = part.value("subject"), part.address("from"), part.day("date"), part.name
        assert all(isinstance(p.text, str) and isinstance(p.content, bytes) for p in part.parts(100))
