"""Makers of hostile files: bombs, broken files, files that are not what their name says."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from functools import cache

from tests.ingest.formats.papers import article, by_hand, drawn, paper

PROSE = "\n\n".join(article(3))
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def docx(body: bytes) -> bytes:
    """A Word file with this main part."""
    return zipped({"[Content_Types].xml": _TYPES.encode(), "word/document.xml": body})


def word(inner: str = f"<w:p><w:r><w:t>{article(1)[0]}</w:t></w:r></w:p>", before: str = "") -> bytes:
    """The main part of a Word file with these paragraphs."""
    return f'{before}<w:document xmlns:w="{_WORD}"><w:body>{inner}</w:body></w:document>'.encode()


@cache
def large_docx() -> bytes:
    """A Word file whose main part unpacks to 1 GB: a paragraph of blanks; made in parts, never whole."""
    out, (start, end) = io.BytesIO(), word("<w:p><w:r><w:t> </w:t></w:r></w:p>").split(b" </w:t>")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        with packed.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(start)
            for _ in range(1_000):
                part.write(b" " * 1_000_000)
            part.write(b"</w:t>" + end)
    return out.getvalue()


def nested_zip() -> bytes:
    """A zip in a zip in a zip, under the name of a Word file's main part."""
    inner = docx(b" " * 50_000_000)
    for _ in range(5):
        inner = docx(inner)
    return inner


def wrong_sizes() -> bytes:
    """A Word file whose directory says of 100 MB that they are 10 bytes."""
    whole = bytearray(docx(word() + b" " * 100_000_000))
    at = whole.rfind(b"PK\x01\x02")
    whole[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(whole)


def overlapping_zip() -> bytes:
    """A zip of 30,000 names for one and the same megabyte of blanks."""
    whole = docx(word() + b" " * 1_000_000)
    at = whole.rfind(b"PK\x01\x02")
    entry, end = whole[at : whole.rfind(b"PK\x05\x06")], bytearray(whole[whole.rfind(b"PK\x05\x06") :])
    count = 30_000
    end[8:10] = end[10:12] = count.to_bytes(2, "little")
    end[12:16] = (len(entry) * count).to_bytes(4, "little")
    end[16:20] = at.to_bytes(4, "little")
    return whole[:at] + entry * count + bytes(end)


def gzip_bomb() -> bytes:
    """A gzip body that unpacks to 1 GB."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0) as packed:
        for _ in range(1_000):
            packed.write(bytes(1_000_000))
    return out.getvalue()


def entities(name: str, body: str) -> str:
    """A document type that declares a billion laughs, and a body that laughs."""
    rows = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return f'<?xml version="1.0"?><!DOCTYPE {name} [{"".join(rows)}]>{body}'


def bomb_docx() -> bytes:
    """A Word file whose main part declares entities."""
    return docx(word("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", entities("w:document", "")))


def bomb_feed() -> bytes:
    """A feed that declares entities."""
    item = "<item><title>&a9;</title><link>https://port.example/1</link><description>&a9;</description></item>"
    return entities("rss", f'<rss version="2.0"><channel><title>Port</title>{item}</channel></rss>').encode()


def quadratic_feed() -> bytes:
    """A feed with one long entity that is used 50,000 times."""
    use = "&a;" * 50_000
    rows = f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 50_000}">]>'
    return f'{rows}<rss version="2.0"><channel><item><description>{use}</description></item></channel></rss>'.encode()


def outside_feed() -> bytes:
    """A feed that wants the words of a file of this machine and of a server."""
    rows = '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:9/x">]>'
    return f'{rows}<rss version="2.0"><channel><item><description>&f;&h;</description></item></channel></rss>'.encode()


def pdf(pages: int = 2) -> bytes:
    """A good PDF."""
    return paper(article(6 * pages))


def pdf_bomb() -> bytes:
    """A PDF whose page unpacks to 1 GB."""
    packer, parts = zlib.compressobj(1), []
    for _ in range(1_000):
        parts.append(packer.compress(b" " * 1_000_000))
    packed, small = b"".join([*parts, packer.flush()]), zlib.compress(b"BT ET", 9)
    whole = by_hand(b"BT ET", compressed=True)
    assert small in whole
    return whole.replace(b"/Length %d" % len(small), b"/Length %d" % len(packed)).replace(small, packed)


def encrypted_pdf() -> bytes:
    """A PDF that is locked with a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(1))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_pdf() -> bytes:
    """A PDF that draws shapes and no letter."""
    return drawn(lambda canvas: canvas.rect(100, 100, 200, 200, fill=1))


def looped_pdf() -> bytes:
    """A PDF whose tree of pages is its own child."""
    return by_hand(b"BT ET").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")


def json_line(**fields: str) -> bytes:
    """A line of JSON with escapes for all that is not ASCII."""
    return json.dumps(fields).encode() + b"\n"


def mail_in_mail(depth: int) -> bytes:
    """A message whose parts lie `depth` deep in one another."""
    parts = [b"From: a@port.example\r\nSubject: deep\r\nMIME-Version: 1.0\r\n"]
    parts += [b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)]
    parts.append(b"Content-Type: text/plain\r\n\r\n" + PROSE.encode() + b"\r\n")
    parts += [b"--b%d--\r\n" % n for n in reversed(range(depth))]
    return b"".join(parts)


def messages_in_messages(depth: int) -> bytes:
    """A message that hands on a message that hands on a message ..."""
    head = b"From: a@port.example\r\nSubject: deep\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n"
    return head * depth + b"From: a@port.example\r\nSubject: last\r\n\r\n" + PROSE.encode()
