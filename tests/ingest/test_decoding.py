"""Bytes become characters by the stated rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.ingest.decoding import binary_kind, decode, decode_as, storable


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
