"""Word files built by python-docx and by hand give what a reader of the final document sees, and nothing else."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.formats.docx import read
from crosscurrents.ingest.media import DOCX, MSWORD, OPENDOCUMENT, PDF
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.records.custody import Arrived
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'


def incoming(data: bytes, media: str = DOCX, name: str = "a.docx") -> Incoming:
    return Incoming(f"case/{name}", name, data, media)


def package(body: str, *, spaces: str = SPACES, **parts: str) -> bytes:
    """A Word file whose body is `body`; `parts` are further files of its folder "word"."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", re.sub(r"(?=/?>)", f" {spaces}", content, count=1))
    return out.getvalue()


def told(body: str, **parts: str) -> list[str]:
    (piece,) = read(incoming(package(body, **parts)), Config())
    assert isinstance(piece, Piece)
    assert piece.pages == ()
    return piece.text.split("\n\n")


def refusal(data: bytes, media: str = DOCX, config: Config | None = None) -> InputError:
    (error,) = parse(incoming(data, media), config=config or Config())
    assert isinstance(error, InputError), error
    assert error.file == "case/a.docx" and error.hint and "\n" not in str(error)
    return error


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def saved(document: docx.document.Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def article() -> docx.document.Document:
    document = docx.Document()
    document.core_properties.title = "Council puts off vote"
    document.core_properties.author = "Ana Keeper"
    document.core_properties.created = datetime(2024, 5, 1)
    document.core_properties.modified = datetime(2024, 5, 3)
    document.sections[0].header.paragraphs[0].text = "Head of the page"
    document.add_heading("Council puts off vote", 0)
    document.add_paragraph(ONE)
    table = document.add_table(2, 3)
    for n, words in enumerate(["Port", "Guards", "Since", "Alba", "40", ""]):
        table.cell(n // 3, n % 3).text = words
    document.add_paragraph(TWO)
    return document


def test_an_article_in_order_with_its_table_and_properties() -> None:
    (arrived,) = parse(incoming(saved(article())))
    assert isinstance(arrived, Arrived)
    document: Document = arrived.document
    assert document.text.split("\n\n") == [
        "Council puts off vote", ONE, "Port | Guards | Since", "Alba | 40 | ", TWO,
    ]  # fmt: skip
    assert (document.title, document.author, document.pages) == ("Council puts off vote", "Ana Keeper", ())
    assert document.date == DateRange(None, "2024-05-03", "open", "metadata")
    assert document.evidence(0, 7, "test").page is None


def test_properties_of_templates_and_programs_are_none() -> None:
    document = article()
    document.core_properties.title = "Document1"
    document.core_properties.author = "python-docx"
    (piece,) = read(incoming(saved(document)), Config())
    assert isinstance(piece, Piece)
    assert (piece.found.title, piece.found.author, piece.found.date) == (None, None, None)


def test_page_and_section_breaks_are_form_feeds_and_rendered_ones_are_none() -> None:
    document = docx.Document()
    document.add_paragraph("One").add_run().add_break(WD_BREAK.PAGE)
    broken = document.add_paragraph("Two")
    broken.add_run().add_break(WD_BREAK.LINE)
    broken.add_run("goes on")
    broken.add_run().add_break(WD_BREAK.PAGE)
    broken.add_run("Three")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Four")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("Five").paragraph_format.page_break_before = True
    document.add_page_break()
    (piece,) = read(incoming(saved(document)), Config())
    assert isinstance(piece, Piece)
    assert piece.text == "One\n\n\f\n\nTwo\ngoes on\n\n\f\n\nThree\n\n\f\n\nFour\n\n\f\n\nFive"
    (arrived,) = parse(incoming(saved(document)))
    assert isinstance(arrived, Arrived)
    assert not any("\f" in arrived.document.text[s:e] for s, e in arrived.document.paragraphs)
    assert told(
        p("<w:r><w:lastRenderedPageBreak/></w:r>", r("One "), "<w:r><w:lastRenderedPageBreak/></w:r>", r("two"))
    ) == ["One two"]


def test_tracked_changes() -> None:
    deleted = "<w:del><w:r><w:delText>held </w:delText></w:r></w:del>"
    body = (
        p(r("The council "), f"<w:ins>{r('put off ')}</w:ins>", deleted, r("it."))
        + p(f"<w:moveFrom>{r('Moved away.')}</w:moveFrom>", f"<w:moveTo>{r('Moved here.')}</w:moveTo>")
        + p(r("A paragraph whose mark is "), properties="<w:rPr><w:del/></w:rPr>")
        + p(r("deleted."))
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p(r("gone")) + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert told(body) == ["The council put off it.", "Moved here.", "A paragraph whose mark is deleted."]


def test_hidden_text_by_itself_and_by_style() -> None:
    styles = (
        '<w:styles><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="More"><w:basedOn w:val="Secret"/></w:style>'
        '<w:style w:styleId="Shown"><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
        "</w:styles>"
    )
    body = p(
        r("a"), r("b", "<w:vanish/>"), r("c", '<w:vanish w:val="false"/>'), r("d", '<w:rStyle w:val="More"/>'),
        r("e", '<w:rStyle w:val="Shown"/>'), r("f", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>'),
    )  # fmt: skip
    assert told(body, styles=styles) == ["acef"]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_fields_links_signs_and_placeholders() -> None:
    code = '<w:r><w:instrText>HYPERLINK "https://a.example"</w:instrText></w:r>'
    nested = field("begin") + r("code") + field("separate") + r("inner") + field("end")
    body = p(
        r("See "), field("begin"), code, nested, field("separate"), r("the link"), field("end"), r(", "),
        f"<w:hyperlink>{r('another')}</w:hyperlink>", r(" and "), f"<w:fldSimple>{r('7')}</w:fldSimple>",
        "<w:r><w:tab/><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t><w:softHyphen/><w:t>z</w:t></w:r>",
    ) + p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>",
          f"<w:sdt><w:sdtContent>{r('Filled in')}</w:sdtContent></w:sdt>")  # fmt: skip
    assert told(body) == ["See the link, another and 7\tx-yz", "Filled in"]


def test_a_field_whose_end_is_missing_hides_nothing_after_its_paragraph() -> None:
    assert told(p(field("begin"), r("code")) + p(r("The text goes on."))) == ["The text goes on."]


def test_text_boxes_once_after_their_paragraph_and_footnotes_after_the_text() -> None:
    content = f"<w:txbxContent>{p(r('In the box.'))}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{content}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{p(r('Old box.'))}</v:textbox></w:pict></w:r>"
    notes = (
        f'<w:footnotes><w:footnote w:type="separator" w:id="-1">{p(r("---"))}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r(" Second."))}</w:footnote>'
        f'<w:footnote w:id="1">{p(r("First,"))}{p(r("in two."))}</w:footnote><w:footnote w:id="3">{p(r("Unused."))}'
        "</w:footnote></w:footnotes>"
    )
    ends = f'<w:endnotes><w:endnote w:id="1">{p(r("At the end."))}</w:endnote></w:endnotes>'
    references = '<w:r><w:footnoteReference w:id="1"/></w:r>', '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = p(r("Before"), box, r(" and after."), references[0]) + p(
        old, r("Next."), references[1], '<w:r><w:endnoteReference w:id="1"/></w:r>'
    )
    assert told(body, footnotes=notes, endnotes=ends) == [
        "Before and after.", "In the box.", "Next.", "Old box.", "First, in two.", "Second.", "At the end.",
    ]  # fmt: skip


def test_tables_in_cells_and_tables_of_one_column() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(r('a'))}</w:tc><w:tc>{p(r('b'))}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p(r('one'))}{inner}</w:tc><w:tc>{p(r('two'))}{p(r('three'))}</w:tc></w:tr></w:tbl>"
    layout = f"<w:tbl><w:tr><w:tc>{p(r(ONE))}{p(r(TWO))}</w:tc></w:tr></w:tbl>"
    assert told(outer + layout) == ["one a | b | two three", ONE, TWO]


def test_strict_files_and_files_with_macros_are_read() -> None:
    data = package(p(r(ONE)), spaces=STRICT, vbaProject="<x/>")
    (piece,) = read(incoming(data, name="a.docm"), Config())
    assert isinstance(piece, Piece) and piece.text == ONE


@pytest.mark.parametrize(
    ("data", "media", "message"),
    [
        (b"\xd0\xcf\x11\xe0 old", MSWORD, "old Word file"),
        (b"\xd0\xcf\x11\xe0 old", DOCX, "locked with a password"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", OPENDOCUMENT, "OpenDocument"),
        (b"PK\x03\x04 cut", DOCX, "the Word file is broken"),
        (ONE.encode(), DOCX, "the file is text, not a Word file"),
        (package(""), DOCX, "holds no text"),
        (package("").replace(b"word/document.xml", b"word/documents.ml"), DOCX, "not a Word file"),
        (package("<w:p>"), DOCX, "word/document.xml in the Word file is broken"),
        (package(p(r(ONE))), PDF, "the file is a zip archive or an office file, not a PDF"),
    ],
)
def test_files_that_are_not_read_say_what_to_do(data: bytes, media: str, message: str) -> None:
    error = refusal(data, media)
    assert isinstance(error, InputError) and message in error.message
    if media in (MSWORD, OPENDOCUMENT):
        assert ".docx" in str(error.hint)


def test_a_doc_file_that_holds_another_format_of_word_is_read() -> None:
    for data in (package(p(r(ONE))), b"{\\rtf1 " + ONE.encode() + b"}"):
        (arrived,) = parse(incoming(data, MSWORD, "a.doc"))
        assert isinstance(arrived, Arrived) and arrived.document.text == ONE
        assert arrived.document.locator == "case/a.doc"


def test_entities_bombs_and_floods_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"{laughs}<w:document {SPACES}><w:body>{p(r('&b;'))}</w:body></w:document>"
        )
    assert isinstance(refusal(out.getvalue()), FormatError)
    flood = package(p(r(" " * 1_000_000 + "x")))
    lying = re.sub(re.escape((1_000_000).to_bytes(4, "little")[:2]), b"\1\0", flood)
    for data in (flood, lying):
        assert refusal(data, config=Config(max_unpacked_bytes=400_000)).message
    assert "unpacks to too much" in refusal(flood, config=Config(max_unpacked_bytes=400_000)).message
    assert "too many parts" in refusal(b"PK\x03\x04" + b"PK\x01\x02" * 20_001).message
    assert "broken" in refusal(package("<w:p>" * 300 + "</w:p>" * 300)).message


GOOD = saved(article())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=20), st.integers(0, len(GOOD)))
def test_changed_bytes_give_a_document_or_a_named_error(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    for found in parse(incoming(bytes(data[:cut] if cut % 3 == 0 else data))):
        if isinstance(found, InputError):
            assert found.file == "case/a.docx" and found.message
        elif isinstance(found, Arrived):
            found.document.text.encode("utf-8")


TAGS = st.sampled_from(
    [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "del",
        "ins",
        "pPr",
        "rPr",
        "sectPr",
        "txbxContent",
        "sdt",
        "sdtContent",
        "br",
        "tab",
    ]
)
TREES = st.recursive(
    st.sampled_from(["", "<w:t>word</w:t>", '<w:br w:type="page"/>', field("begin"), field("separate"), field("end")]),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda made: f"<w:{made[0]}>{''.join(made[1])}</w:{made[0]}>"
    ),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, max_size=4))
def test_any_tree_gives_text_or_a_named_error(trees: list[str]) -> None:
    for found in parse(incoming(package("".join(trees)))):
        assert isinstance(found, Arrived | InputError)


def test_more_elements_than_any_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosscurrents.ingest.markup._MOST_TAGS", 50)
    made = docx.Document()
    for _ in range(20):
        made.add_paragraph(ONE)
    out = BytesIO()
    made.save(out)
    (error,) = parse(incoming(out.getvalue()))
    assert isinstance(error, InputError) and "too many elements" in error.message
