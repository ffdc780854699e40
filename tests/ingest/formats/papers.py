"""Builds the PDFs of the tests: real files by reportlab, with texts of the tests' own."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

WIDTH, HEIGHT = A4
PARTS = (
    ("The harbour council", "The guards of the northern quay", "Two of the shipping firms", "A spokesman of the navy"),
    ("put off its vote on the new rules", "asked for a longer list of posts", "spoke of delays at the outer basin",
     "named no date for the handover"),
    ("until the lists are complete", "while talks with the unions go on", "after the third meeting in a week",
     "although the old rules end in June"),
    ("and said that nothing had been decided.", "which its head called a formality.", "as the port office had feared.",
     "without giving any reason for it."),
)  # fmt: skip


def sentence(number: int) -> str:
    """One of many sentences, all of which differ."""
    picked = [options[number // 4**n % 4] for n, options in enumerate(PARTS)]
    return f"{picked[0]} {picked[1]} {picked[2]}, {picked[3]}"


def article(paragraphs: int, sentences: int = 4) -> list[str]:
    """Paragraphs of as many sentences each."""
    return [" ".join(sentence(7 * p + n * 5) for n in range(sentences)) for p in range(paragraphs)]


def paper(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    style: ParagraphStyle | None = None,
    furniture: Callable[[Canvas, int], None] | None = None,
    title: str = "",
    **properties: str,
) -> bytes:
    """A PDF of `paragraphs`, as many pages as they need; `furniture` draws on each page, given its number."""
    style = style or ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, spaceAfter=6)
    out = BytesIO()
    width = (WIDTH - 120) / columns
    frames = [Frame(60 + n * width, 80, width - 6, HEIGHT - 160) for n in range(columns)]
    document = BaseDocTemplate(out, pagesize=A4, invariant=1, title=title, **properties)

    def drawn(canvas: Canvas, template: BaseDocTemplate) -> None:
        if furniture:
            furniture(canvas, template.page)

    document.addPageTemplates(PageTemplate("page", frames, onPage=drawn))
    heading = ParagraphStyle("title", fontName="Times-Bold", fontSize=18, leading=22, spaceAfter=12)
    story = [Paragraph(title, heading), Spacer(1, 6)] if title else []
    document.build([*story, *(Paragraph(p, style) for p in paragraphs)])
    return out.getvalue()


def drawn(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF whose pages are drawn by hand."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(canvas: Canvas, rows: Sequence[str], *, x: float = 72, top: float = 700, size: float = 10) -> None:
    """Draw lines one below the other."""
    text = canvas.beginText(x, top)
    text.setFont("Times-Roman", size, 1.2 * size)
    for row in rows:
        text.textLine(row)
    canvas.drawText(text)


def with_ligatures() -> str:
    """Register a font that has the letters fi and fl as one, and give its name."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    return "Vera"


def by_hand(content: bytes, *, pages: int = 1, compressed: bool = False) -> bytes:
    """The least PDF whose pages all draw `content`."""
    kids = " ".join(f"{n + 5} 0 R" for n in range(pages))
    packed = zlib.compress(content, 9) if compressed else content
    filters = b"/Filter /FlateDecode " if compressed else b""
    resources = b"<< /Font << /F1 3 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filters, len(packed), packed),
        *[page] * pages,
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
