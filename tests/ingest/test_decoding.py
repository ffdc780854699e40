"""Bytes become characters by the stated rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.ingest.decoding import (
    binary_kind,
    decode,
    decode_as,
    is_undeclared,
    json_value,
    line_breaks,
    storable,
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Zoë – «ici»".encode(), "Zoë – «ici»"),
        ("\ufeffmarked".encode(), "\ufeffmarked"),
        ("\ufeffمرحبا".encode("utf-16-le"), "\ufeffمرحبا"),
        ("\ufeffwide".encode("utf-16-be"), "\ufeffwide"),
        ("bare wide text".encode("utf-16-le"), "bare wide text"),
        ("bare wide text".encode("utf-16-be"), "bare wide text"),
        (b"it\x92s \x80 5", "it’s € 5"),
        (b"caf\xe9 \x81", "café \x81"),
        ("été à Genève ".encode() + b"\xff", "été à Genève \ufffd"),
        (b"a\x00b", "a\ufffdb"),
    ],
)
def test_rule(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_line_ends_stay() -> None:
    assert decode(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


def test_lone_surrogates_and_nul_are_replaced_one_for_one() -> None:
    assert storable("a\ud800b\x00") == "a\ufffdb\ufffd"


def test_binary_files_are_recognised() -> None:
    assert binary_kind(b"%PDF-1.7 ...") == "a PDF"
    assert binary_kind(b"PDF is a format") is None


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_utf8_is_read_back_character_for_character(text: str) -> None:
    assert decode(text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_can_be_stored(data: bytes) -> None:
    decode(data).encode("utf-8")


def test_random_bytes_are_no_text_and_a_stray_control_character_is_no_fault() -> None:
    noise = bytes((n * 89 + n // 7) % 256 for n in range(3000))
    assert binary_kind(noise) == "binary data"
    text = "The ferry to Port Amal did not sail on Tuesday, the harbour master said. " * 3
    assert binary_kind(("\x00" + text).encode()) is None
    assert binary_kind(text.encode("utf-16-le")) is None


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Ана".encode("cp1251"), "windows-1251", "Ана"),
        ("It’s".encode("cp1252"), "iso-8859-1", "It’s"),
        ("It’s".encode("cp1252"), "US-ASCII", "It’s"),
        ("It’s".encode(), "us-ascii", "It’s"),
        ("It’s".encode(), "no-such-charset", "It’s"),
        ("It’s".encode(), None, "It’s"),
        ("Élan".encode("cp1252"), "utf-8", "Élan"),
        (b"plain-", "punycode", "plain-"),
        (b"a\x00", "utf-8", "a\ufffd"),
    ],
)
def test_declared_charsets(data: bytes, charset: str | None, text: str) -> None:
    assert decode_as(data, charset) == text


@pytest.mark.parametrize(
    ("text", "encoding", "is_so"),
    [
        ("Совет порта отложил голосование. " * 3, "cp1251", True),
        ("أجل مجلس المرفأ التصويت. " * 3, "cp1256", True),
        ("港の評議会は投票を延期した。" * 3, "shift-jis", True),
        ("港务委员会推迟了投票。" * 3, "gbk", True),
        ("Совет порта отложил голосование. " * 3, "utf-8", False),
        ("Совет порта отложил голосование. " * 3, "utf-16", False),
        ("L’été où Noël a été fêté à Besançon, là-bas. " * 3, "cp1252", False),
        ("Þór sá örvæntingu á ísnum, úti í éljum. " * 3, "cp1252", False),
        ("é" * 19, "latin-1", False),
    ],
)
def test_encodings_that_the_bytes_do_not_tell(text: str, encoding: str, is_so: bool) -> None:
    assert is_undeclared(text.encode(encoding)) is is_so


def test_json_that_is_none_or_too_much() -> None:
    assert json_value(b'\xef\xbb\xbf{"a": "\\ud800"}') == {"a": "\ud800"}
    for data in (b"{", b"[" + b"[]," * 3_100_000 + b"1]", b"1" * 5_000):
        with pytest.raises(ValueError):
            json_value(data)
    with pytest.raises(RecursionError):
        json_value(b"[" * 100_000 + b"]" * 100_000)


def test_every_kind_of_line_break_counts() -> None:
    assert line_breaks(b"a\nb\r\nc\vd\fe\x1cf") == 6
