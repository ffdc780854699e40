"""PDFs built by reportlab and by hand give their text in paragraphs with pages; bad ones give one clear line."""

from __future__ import annotations

import re
from functools import partial
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.formats import pdf
from crosscurrents.ingest.layout import paragraphs
from crosscurrents.ingest.media import DOCX, PDF, TEXT
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.records.custody import Arrived
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document
from tests.ingest.formats.papers import HEIGHT, article, by_hand, drawn, lines, paper, sentence, with_ligatures

TITLE = "Harbour council puts off its vote on the guards"
SMALL = by_hand(b"BT /F1 10 Tf 72 700 Td 12 TL (The harbour council put off the vote.) Tj ET")


def incoming(data: bytes, media: str = PDF, name: str = "a.pdf") -> Incoming:
    return Incoming(f"case/{name}", name, data, media)


def one(data: bytes) -> Document:
    (arrived,) = parse(incoming(data))
    assert isinstance(arrived, Arrived), arrived
    return arrived.document


def refusal(data: bytes, media: str = PDF, config: Config | None = None) -> InputError:
    (error,) = parse(incoming(data, media), config=config or Config())
    assert isinstance(error, InputError)
    assert error.file and error.hint
    return error


def watch(canvas: Canvas, page: int) -> None:
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(60, HEIGHT - 50, "Harbour Watch | Issue 12")
    canvas.drawCentredString(300, 40, f"Page {page}")


def kept(document: Document) -> list[str]:
    return [document.text[s:e] for s, e in document.paragraphs if not document.is_dropped(s, e)]


@pytest.mark.parametrize(
    "style",
    [{"spaceAfter": 6}, {"firstLineIndent": 12}, {"firstLineIndent": 12, "alignment": 4}, {"spaceAfter": 3}],
)
@pytest.mark.parametrize("columns", [1, 2])
def test_paragraphs_are_whole_in_reading_order_and_furniture_is_dropped(columns: int, style: dict[str, int]) -> None:
    told = article(28)
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, **style)
    document = one(paper(told, columns=columns, style=body, furniture=watch, title=TITLE))
    assert document.title == TITLE
    assert kept(document) == [TITLE, *told]
    dropped = [document.text[d.start : d.end] for d in document.dropped]
    assert {d.reason for d in document.dropped} == {"running header"}
    assert dropped == [
        line for n in range(len(document.pages)) for line in ("Harbour Watch | Issue 12", f"Page {n + 1}")
    ]


def test_evidence_tells_the_page() -> None:
    data = paper(article(28), furniture=watch)
    document, reader = one(data), PdfReader(BytesIO(data))
    assert len(document.pages) == len(reader.pages) > 2
    words = [page.extract_text() for page in reader.pages]
    for start, end in document.paragraphs:
        page = document.evidence(start, end, "test").page
        assert page is not None
        assert " ".join(document.text[start:end].split()[:4]) in " ".join(words[page - 1].split())
    assert document.page_of(0) == 1
    assert document.page_of(len(document.text) - 1) == len(reader.pages)


def test_hyphens_ligatures_footnotes_and_raised_numbers() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(with_ligatures(), 10)
        lines(canvas, ["The council met for the fourth time this week and asked for clari-", "fication of the rules."])
        text = canvas.beginText(72, 660)
        text.setFont("Times-Roman", 10, 12)
        text.textOut("Its head named no date for the handover.")
        text.setFont("Times-Roman", 6)
        text.setRise(4)
        text.textOut("3")
        text.setRise(0)
        text.setFont("Times-Roman", 10, 12)
        text.textLine(" The basin has 12 km")
        text.textLine("of quays, and the old rules are to end there in June.")
        canvas.drawText(text)
        canvas.setFont(with_ligatures(), 10)
        canvas.drawString(72, 600, "The \ufb01rst \ufb01gures of the con\ufb02ict are said to differ a lot.")
        lines(canvas, ["3 The figures are those of the port office, which counts ships", "twice."], top=90, size=8)

    text = one(drawn(page)).text
    assert text.split("\n\n")[0].endswith("asked for clarification of the rules.")
    assert "for the handover. The basin has 12 km of quays, and" in text
    assert "The first figures of the conflict are said to differ a lot." in text
    assert text.endswith("3 The figures are those of the port office, which counts ships twice.")


def test_a_landscape_page_reads_like_any_other() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(0, 842)
        canvas.rotate(-90)
        lines(canvas, ["The harbour council put off its vote on the new", "rules.", "", sentence(3)[:50]], top=500)

    assert one(drawn(page)).text.split("\n\n") == [
        "The harbour council put off its vote on the new rules.",
        sentence(3)[:50].strip(),
    ]


def test_properties_go_after_the_text() -> None:
    told = article(4)
    data = paper(told, title="", author="Ana Keeper", subject="x")
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.add_metadata({"/Title": TITLE, "/CreationDate": "D:20240503101500+02'00'"})
    out = BytesIO()
    writer.write(out)
    document = one(out.getvalue())
    assert (document.title, document.author) == (TITLE, "Ana Keeper")
    assert document.date == DateRange(None, "2024-05-03", "open", "metadata")
    dated = PdfWriter(clone_from=BytesIO(paper(["Published: 2 May 2024", "By Oleg Pilot", *told], title=TITLE)))
    dated.add_metadata({"/Title": "Microsoft Word - draft7.docx", "/CreationDate": "D:20240610", "/Author": "user"})
    out = BytesIO()
    dated.write(out)
    document = one(out.getvalue())
    assert (document.title, document.author) == (TITLE, "Oleg Pilot")
    assert document.date and (document.date.start, document.date.basis) == ("2024-05-02", "stated")


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(SMALL))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_encryption() -> None:
    assert one(encrypted("")).text == "The harbour council put off the vote."
    error = refusal(encrypted("secret"))
    assert "password" in error.message


def test_aes_without_its_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from pypdf import _encryption
    from pypdf.errors import DependencyError

    def missing(*args: object, **named: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(_encryption.Encryption, "verify", missing)
    error = refusal(encrypted("secret"))
    assert "AES" in error.message and "cryptography" in str(error.hint)


def test_pages_without_text_are_images() -> None:
    data = drawn(*[lambda canvas: canvas.rect(50, 50, 300, 300, fill=1)] * 3)
    assert refusal(data).message == "the PDF holds only images; run OCR first"


def test_fonts_that_do_not_tell_their_letters() -> None:
    data = by_hand(b"BT /F1 10 Tf 72 700 Td (" + bytes([1, 2, 3, 4, 5, 6, 7]) * 20 + b" a) Tj ET")
    assert "letters" in refusal(data).message


@pytest.mark.parametrize(
    ("data", "media", "message"),
    [
        (SMALL, TEXT, "the file is a PDF, not text"),
        (b"The harbour council put off the vote.\n" * 5, PDF, "the file is text, not a PDF"),
        (SMALL, DOCX, "the file is a PDF, not a Word file"),
        (b"PK\x03\x04 something", PDF, "the file is a zip archive or an office file, not a PDF"),
        (b"%PDF-1.7\nnothing else", PDF, "the PDF is broken"),
    ],
)
def test_names_that_lie_give_one_clear_line(data: bytes, media: str, message: str) -> None:
    error = refusal(data, media)
    assert isinstance(error, FormatError)
    assert error.message.startswith(message) and "\n" not in str(error)


def test_what_pypdf_mends_it_mends_silently(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    broken = re.sub(rb"startxref\n\d+", b"startxref\n7", SMALL)
    assert one(broken).text == "The harbour council put off the vote."
    assert one(re.sub(rb"\d{10} 00000 n", b"0000000099 00000 n", SMALL)).text == "The harbour council put off the vote."
    assert capfd.readouterr() == ("", "") and not caplog.records


def test_a_bad_page_is_named_and_the_others_are_read() -> None:
    data = drawn(*[partial(lines, rows=[f"The harbour council met on day {n} of the talks."]) for n in range(3)])
    writer = PdfWriter(clone_from=BytesIO(data))
    stream = writer.pages[1]["/Contents"].get_object()
    stream._data = b"\x00 no deflated data"
    out = BytesIO()
    writer.write(out)
    found = list(parse(incoming(out.getvalue())))
    (arrived,) = [f for f in found if isinstance(f, Arrived)]
    assert "day 0" in arrived.document.text and "day 2" in arrived.document.text
    assert "day 1" not in arrived.document.text
    assert len(arrived.document.pages) == 3
    assert all("page 2" in str(f.file) for f in found if isinstance(f, InputError))


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = by_hand(b" " * 30_000_000 + b"BT ET", compressed=True)
    assert len(bomb) < 40_000
    assert "imit" in refusal(bomb).message
    text = b"BT /F1 10 Tf 72 700 Td (The harbour council met.) Tj ET "
    found = list(parse(incoming(by_hand(text * 100, pages=50)), config=Config(max_unpacked_bytes=20_000)))
    assert sum(isinstance(f, Arrived) for f in found) == 1
    errors = [f for f in found if isinstance(f, InputError)]
    assert len(errors) == 1 and "more than any text would" in errors[0].message
    monkeypatch.setattr(pdf, "_MOST_OPERATIONS", 5_000)
    found = list(parse(incoming(by_hand(text * 100, pages=50))))
    assert any(isinstance(f, InputError) and "more than any text would" in f.message for f in found)


def test_too_many_pages_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 3)
    piece, error = pdf.read(incoming(by_hand(b"BT /F1 10 Tf 72 700 Td (The council met.) Tj ET", pages=5)), Config())
    assert isinstance(piece, Piece) and len(piece.pages) == 3
    assert isinstance(error, InputError) and "too many pages" in error.message


def test_form_feeds_are_no_words_and_part_paragraphs() -> None:
    text = "The council met.\n\n\f\n\nThe council met again.\n\f\nIt went home."
    assert [text[s:e] for s, e in paragraphs(text)] == ["The council met.", "The council met again.", "It went home."]


GOOD = paper(article(3), furniture=watch, title=TITLE)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=30), st.integers(0, len(GOOD)))
def test_changed_bytes_give_a_document_or_named_errors(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    for found in parse(incoming(bytes(data[:cut] if cut % 3 == 0 else data))):
        if isinstance(found, InputError):
            assert found.file and found.file.startswith("case/a.pdf") and found.message
        elif isinstance(found, Arrived):
            found.document.text.encode("utf-8")


def test_more_objects_than_any_paper_are_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_OBJECTS", 3)
    assert "too many objects" in refusal(SMALL).message


def test_the_characters_of_all_pages_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_CHARACTERS", 100)
    found = list(
        parse(incoming(by_hand(b"BT /F1 10 Tf 72 700 Td (The harbour council put off the vote.) Tj ET", pages=9)))
    )
    assert isinstance(found[0], Arrived) and found[0].document.text.count("harbour") == 2
    assert isinstance(found[1], InputError) and "draws more than any text would" in found[1].message
