"""MIME messages taken apart (RFC 2045 to 2047): headers, nested parts, transfer encodings, charsets.

Messages are cut here and not by `email.parser`, which takes 17 seconds for a megabyte of empty parts and holds each
line as a string; here the time is linear in the bytes. Headers are parsed by `email` under its older policy: the newer
one needs seconds for some headers of 8 kB, and raises on others. What a header may hold is bounded, what is over is
left out. Nothing raises but `Part.parts`, for a message that is nested too deeply or has too many parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

import msgspec

from crosscurrents.errors import FormatError
from crosscurrents.ingest.decoding import decode, decode_as, storable

MOST_LEVELS = 20  # of multiparts in one another
_MOST_HEADER_BYTES = 200_000  # of one part
_LONGEST_HEADER = 4_000  # characters
_LONGEST_PARAMETERS = 1_000  # the same of content headers, for which `email` may take quadratic time: 10 s for 64,000
_LONGEST_NAME = 200
_HEADERS = re.compile(rb"(?:[!-9;-~]++[ \t]*+:[^\n]*+(?:\n|\Z)(?:[ \t][^\n]*+(?:\n|\Z))*+)*+")
_END = re.compile(rb"\n(?=\r?\n)")
_BLANK_LINE = re.compile(rb"\r?\n")
_MAILBOX = re.compile(
    r"\s*(?P<name>[^<>]*)<\s*(?P<address>[^<>\s]+)\s*>"
    r"|\s*(?P<bare>[^\s,;()<>]+@[^\s,;()<>]+)(?:\s*\((?P<note>[^()]*)\))?"
)
_MARK_LINE = re.compile(rb"(?:\xef\xbb\xbf)?(?:>?From [^\n]*\n)?")


class Part(msgspec.Struct, frozen=True):
    """A message or a part of one: its parsed headers, its body as sent, and whether any header was there."""

    headers: Message
    body: bytes

    @property
    def type(self) -> str:
        """The media type in lower case; text/plain where none is given."""
        return self.headers.get_content_type()

    @property
    def is_attached(self) -> bool:
        """Whether it is there to be saved and not to be read with the message."""
        return bool(self.name) or self.headers.get_content_disposition() == "attachment"

    @property
    def name(self) -> str | None:
        """The name of its file, without folders."""
        name = _one_line(_decoded(self.headers.get_filename() or ""))
        return re.split(r"[/\\]", name)[-1].strip(" .")[-_LONGEST_NAME:] or None

    @property
    def content(self) -> bytes:
        """Its bytes as they were before they were coded for transfer; decoding only ever makes less of them."""
        coded = Message()
        coded["Content-Transfer-Encoding"] = (self.value("Content-Transfer-Encoding") or "").lower()
        coded.set_payload(self.body.decode("ascii", "surrogateescape"))
        found = coded.get_payload(decode=True)
        return found if isinstance(found, bytes) else self.body

    @property
    def text(self) -> str:
        """Its characters, with line ends as LF."""
        return decode_as(self.content, self.headers.get_content_charset()).replace("\r\n", "\n").lstrip("\ufeff")

    def value(self, name: str) -> str | None:
        """A header's value, RFC 2047 undone, on one line; None where it is missing or empty."""
        value = self.headers.get(name)
        return _one_line(_decoded(value)) or None if isinstance(value, str) else None

    def address(self, name: str) -> tuple[str, str]:
        """Display name and address of the first mailbox in a header, each empty where there is none."""
        return mailbox(self.headers.get(name) or "")

    def day(self, name: str) -> date | None:
        """The day that a date header names, in its own time zone."""
        try:
            when = parsedate_to_datetime(self.value(name) or "").date()
        except (ValueError, OverflowError, IndexError, TypeError):
            return None
        return when if 1900 <= when.year < 2100 else None

    def parts(self, most: int) -> Iterator[Part]:
        """The parts that are no multipart, in order; the message itself where it has no parts.

        Raises:
            FormatError: they are more than `most`, or lie deeper in one another than `MOST_LEVELS`.
        """
        waiting, count = [(self, 0)], 0
        while waiting:
            part, level = waiting.pop()
            boundary = part.headers.get_boundary() if part.headers.get_content_maintype() == "multipart" else None
            if not boundary:
                yield part
                continue
            children = []
            for child in _children(part.body, boundary):
                count += 1
                if count > most:
                    raise FormatError("the message has too many parts", hint=f"the limit is {most:,}")
                if level >= MOST_LEVELS:
                    raise FormatError("the message is nested too deeply", hint=f"the limit is {MOST_LEVELS}")
                children.append((part_of(child), level + 1))
            waiting += reversed(children)


def part_of(data: bytes) -> Part:
    """A message or part from its bytes; a line before it that a mailbox puts there is passed over."""
    start = match.end() if (match := _MARK_LINE.match(data)) else 0
    limit = start + _MOST_HEADER_BYTES
    headers = _HEADERS.match(data, start, limit)
    end = headers.end() if headers else start
    body = end if end < limit else _end_of_headers(data, end)
    blank = _BLANK_LINE.match(data, body)
    return Part(_headers(data[start:end]), data[blank.end() if blank else body :])


def mailbox(value: str) -> tuple[str, str]:
    """Display name and address of the first mailbox in `value` ("Jane Doe <jane@example.org>"); empty where missing."""
    match = _MAILBOX.match(value)
    if not match:
        return "", ""
    name = _one_line(_decoded(match["name"] or match["note"] or ""))
    return name.strip("\"' ,;*")[:_LONGEST_NAME], (match["address"] or match["bare"])[:_LONGEST_NAME]


def _end_of_headers(data: bytes, start: int) -> int:
    """Where a header block that is too long ends: at its first blank line."""
    blank = _END.search(data, start)
    return blank.end() if blank else len(data)


def _headers(block: bytes) -> Message:
    """The headers, each cut to a length that `email` can parse in time."""
    parsed, kept = BytesHeaderParser().parsebytes(block), Message()
    for name, value in parsed.raw_items():
        key = name.lower()
        if key not in kept:
            most = _LONGEST_PARAMETERS if key.startswith("content-") else _LONGEST_HEADER
            kept.set_raw(key, _characters(str(value))[:most])
    return kept


def _characters(value: str) -> str:
    """A header's value with bytes beyond ASCII, which `email` keeps as surrogates, read by the rule for all text."""
    return value if value.isascii() else decode(value.encode("utf-8", "surrogateescape"))


def _decoded(value: str) -> str:
    """A value with its encoded words (RFC 2047) read."""
    try:
        chunks = decode_header(value)
    except (ValueError, LookupError):
        return value
    return "".join(c if isinstance(c, str) else decode_as(c, charset or "utf-8") for c, charset in chunks)


def _one_line(value: str) -> str:
    return storable(" ".join(value.split()))


def _children(body: bytes, boundary: str) -> Iterator[bytes]:
    """The bytes between the lines of a boundary; a missing last line is the end."""
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    line = re.compile(rb"(?:^|(?<=\n))--" + mark + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    start = None
    for match in line.finditer(body):
        if start is not None:
            yield body[start : match.start()].removesuffix(b"\n").removesuffix(b"\r")
        start = match.end()
        if match[1]:
            return
    if start is not None:
        yield body[start:]
