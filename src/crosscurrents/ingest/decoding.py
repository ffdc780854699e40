"""Bytes to characters by one stated rule, and what bytes are no text at all.

The rule: a byte order mark decides; else text with a zero in most even or odd places is UTF-16; else UTF-8 if it is
valid; else UTF-8 with U+FFFD for what is broken, if whole multi-byte characters outnumber the broken bytes; else
Windows-1252, whose five undefined bytes are read as in Latin-1. A byte order mark stays in the text, as the first
character.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CP1252_HOLES = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_SAMPLE = 4096  # bytes looked at for the zeros of UTF-16
_FOREIGN_SAMPLE = 65_536  # bytes looked at for an encoding that is not known
_ASCII = bytes(range(128))
_BREAKS = b"\n\r\v\f\x1c\x1d\x1e"
_MOST_NESTED = 3_000_000  # lists and objects; 50 MB of a chat hold about half as many
_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\x00", "a SQLite file"),
    (b"\x7fELF", "a program"),
)
# Codecs that Python calls encodings of text, but that are none of a document (punycode takes quadratic time).
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})
_TEXT_BYTES = bytes(b for b in range(256) if b >= 0x20 or b in b"\t\n\r\f\x1b")
_FOREIGN_SHARE = 0.45  # of the bytes that are no blanks, beyond ASCII: in languages of Windows-1252 a tenth are
_LEAST_FOREIGN = 20  # bytes beyond ASCII; fewer tell nothing
_LEAST_SAMPLE = 64  # bytes: fewer tell nothing
_MOST_NOISE = 0.05  # share of control characters: random bytes hold about a tenth


def binary_kind(data: bytes) -> str | None:
    """What the first bytes say that `data` is, where that is no text; else None."""
    known = next((kind for magic, kind in _BINARY if data.startswith(magic)), None)
    return known or ("binary data" if _is_noise(data[:_SAMPLE]) else None)


def _is_noise(sample: bytes) -> bool:
    """Whether control characters are far more than a slip or two: no text of any encoding but UTF-16 holds so many."""
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _bare_utf16(sample):
        return False
    return len(sample) >= _LEAST_SAMPLE and len(sample.translate(None, _TEXT_BYTES)) > _MOST_NOISE * len(sample)


def line_breaks(data: bytes) -> int:
    """How many line breaks `data` holds, by the widest understanding of one in ASCII."""
    return len(data) - len(data.translate(None, _BREAKS))


def json_value(data: bytes) -> Any:  # noqa: ANN401  # any JSON value
    """The value that some JSON stands for; lone surrogates are read (msgspec does not), to be replaced later.

    Raises:
        ValueError: it is no JSON, or holds more lists and objects than any export of texts.
        RecursionError: it is nested too deeply.
    """
    import json

    if data.count(b"[") + data.count(b"{") > _MOST_NESTED:
        raise ValueError("too many lists and objects")
    return json.loads(decode(data).lstrip("\ufeff"))


def is_undeclared(data: bytes) -> bool:
    """Whether `data` is text in an encoding that its bytes do not tell (Cyrillic, Arabic or East Asian ones of old).

    By the rule above it would be read as Windows-1252, and be no words of any language.
    """
    sample = data[:_FOREIGN_SAMPLE]
    beyond = len(sample.translate(None, _ASCII))
    if beyond < _LEAST_FOREIGN or beyond < _FOREIGN_SHARE * len(sample.translate(None, b" \t\r\n")):
        return False
    marked = any(sample.startswith(mark) for mark, _ in _MARKS) or _bare_utf16(sample[:_SAMPLE])
    return not marked and _mended(sample) is None


def storable(text: str) -> str:
    """`text` with NUL and lone surrogates replaced by U+FFFD, character for character."""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def decode(data: bytes) -> str:
    """The characters of `data` by the rule above, fit to be stored; never raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return storable(data.decode(encoding, "replace"))
    encoding16 = _bare_utf16(data[:_SAMPLE])
    if encoding16:
        return storable(data.decode(encoding16, "replace"))
    return storable(_decode_bytes(data))


def decode_as(data: bytes, charset: str | None) -> str:
    """The characters of `data` by the charset that was declared for it, else by the rule above; never raises.

    Latin-1 is read as Windows-1252, as browsers do (WHATWG Encoding): who declares it mostly means that.
    """
    try:
        name = codecs.lookup(charset or "").name
        if name not in _NO_CHARSETS:
            return storable(data.decode("cp1252" if name == "iso8859-1" else name))
    except (LookupError, UnicodeError, ValueError):
        pass
    return decode(data)


def _bare_utf16(sample: bytes) -> str | None:
    """The UTF-16 encoding that the places of zero bytes speak for: text in Latin script has a zero in every second."""
    half = len(sample) // 2
    if half < 4:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_bytes(data: bytes) -> str:
    mended = _mended(data)
    return _decode_windows(data) if mended is None else mended


def _mended(data: bytes) -> str | None:
    """The characters of UTF-8, perhaps a little broken; None where it is none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    broken = mended.count(REPLACEMENT)
    whole = sum(1 for char in mended if ord(char) > 127) - broken
    return mended if whole > broken else None


def _decode_windows(data: bytes) -> str:
    return data.decode("cp1252", "crosscurrents_latin1")


def _latin1_holes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return _CP1252_HOLES[error.object[error.start]], error.start + 1


codecs.register_error("crosscurrents_latin1", _latin1_holes)
