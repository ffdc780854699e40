"""Rich text files give what a reader of the document sees, in whatever encoding, and broken ones a named error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import Config
from crosscurrents.errors import InputError
from crosscurrents.ingest.formats.rtf import read
from crosscurrents.ingest.media import DOCX, RTF, sniff
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.records.custody import Arrived
from crosscurrents.records.dates import DateRange

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
FONTS = (
    rb"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Mincho;}{\f3\fcharset178 Arabic;}"
    rb"{\f4\fcharset2 Symbol;}}"
)
GOOD = b"".join(
    [
        rb"{\rtf1\ansi\ansicpg1252\deff0", FONTS, rb"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}",
        rb"{\info{\title Council puts off vote}{\author Ana Keeper}",
        rb"{\creatim\yr2024\mo5\dy1\hr9}{\revtim\yr2024\mo5\dy3}}",
        rb"{\header Head of the page}\pard\b Council puts off vote\b0\par ", ONE.encode(), rb"\par\page ", TWO.encode(),
        rb"\par}",
    ]
)  # fmt: skip


def incoming(data: bytes, media: str = RTF) -> Incoming:
    return Incoming("case/a.rtf", "a.rtf", data, media)


def told(body: bytes, head: bytes = rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS) -> str:
    (piece,) = read(incoming(head + b" " + body + b"}"), Config())
    assert isinstance(piece, Piece)
    return piece.text


def refusal(data: bytes, media: str = RTF) -> InputError:
    (error,) = parse(incoming(data, media))
    assert isinstance(error, InputError)
    assert error.file == "case/a.rtf" and error.hint and "\n" not in str(error)
    return error


def test_an_article_with_its_properties() -> None:
    (arrived,) = parse(incoming(GOOD))
    assert isinstance(arrived, Arrived)
    document = arrived.document
    assert document.text == f"Council puts off vote\n\n{ONE}\n\n\f\n\n{TWO}"
    assert (document.title, document.author, document.pages) == ("Council puts off vote", "Ana Keeper", ())
    assert document.date == DateRange(None, "2024-05-03", "open", "metadata")
    assert [document.text[s:e] for s, e in document.paragraphs] == ["Council puts off vote", ONE, TWO]
    assert sniff(GOOD) == RTF


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"caf\'e9 \lquote so\rquote  \emdash  x\~y\-z a\_b \{c\}", "café ‘so’ — x yz a-b {c}"),
        (rb"\u8220?Port\u8221? \uc2\u233ab\'41b \uc0\u252x", "“Port” éAb üx"),
        (rb"{\uc2\u233\'65\'65b}\u233\'65c", "ébéc"),
        (rb"so \u-10179?\u-8704?", "so 😀"),
        (rb"{\f1 \'cf\'ee\'f0\'f2} {\f2 \'83A\'93\'fa\'96\'7b} \f1\'cf\plain\'cf", "Порт ア日本 ПÏ"),
        (rb"{\f3 \'e3\'ed\'e4\'c7\'c1}", "ميناء"),
        (rb"{\upr{plain}{\*\ud{\u233?tat}}} of things", "état of things"),
        (b"raw caf\xe9 and\r\n more", "raw café and more"),
        (rb"broken \u12x \'zz \u99999999? end", None),
    ],
)  # fmt: skip
def test_characters(body: bytes, text: str | None) -> None:
    assert told(body) == text if text else told(body).endswith("end")


def test_code_pages() -> None:
    assert told(rb"\'cf\'ee\'f0\'f2", rb"{\rtf1\ansi\ansicpg1251") == "Порт"
    assert told(rb"caf\'8e", rb"{\rtf1\mac") == "café"
    assert told(rb"caf\'82", rb"{\rtf1\pc") == "café"
    assert told(rb"caf\'e9", rb"{\rtf1\ansi\ansicpg99999") == "café"


def test_hidden_deleted_and_other_text_beside_the_body() -> None:
    body = (
        rb"A{\v hidden} b{\deleted gone}c \v x\v0 d {\*\generator Tool;}{\*\unknown y}{\header h}{\footerf f}"
        rb"{\pict\wmetafile8 0102ab}{\object{\*\objdata 0102}{\result shown}} {\*\annotation note}e"
    )
    assert told(body) == "A bc d shown e"


def test_fields_footnotes_and_text_boxes() -> None:
    field = rb'{\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt the link}}'
    note = rb"{\footnote \chftn  A note\par in two.}"
    box = rb"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt \pard In the box.\par}}{\shprslt In the box.}}"
    assert told(rb"See " + field + note + rb", " + box + rb"please.\par Next.\par").split("\n\n") == [
        "See the link, please.", "In the box.", "Next.", "A note in two.",
    ]  # fmt: skip


def test_tables_lines_and_breaks() -> None:
    table = rb"\trowd\pard\intbl Port\par of call\cell 40\cell\row\trowd\intbl Lone\par cell\cell\row\pard "
    assert told(table + rb"After\line it\par").split("\n\n") == ["Port of call | 40", "Lone", "cell", "After\nit"]
    assert told(rb"One\par\sect\sectd Two\page\page Three\par\sect\sectd\sbknone Four\par\page") == (
        "One\n\n\f\n\nTwo\n\n\f\n\nThree\n\nFour"
    )


def test_deep_groups_raw_data_and_what_follows_the_end() -> None:
    assert told(b"{" * 100_000 + b"deep words" + b"}" * 100_000) == "deep words"
    assert told(rb"a{\pict\bin7 }}}{{{\b} c") == "a c"
    assert told(rb"the end}trailing") == "the end"
    (piece,) = read(incoming(rb"{\rtf1 cut off {\b in the mid"), Config())
    assert isinstance(piece, Piece) and piece.text == "cut off in the mid"


def test_twenty_megabytes() -> None:
    line = rb"Some \b words\b0  of the caf\'e9 by the harbour, which is told of here at length and again\par" + b"\n"
    text = told(line * (2_000_000 // len(line)))
    assert text.count("\n\n") == 2_000_000 // len(line) - 1


@pytest.mark.parametrize(
    ("data", "media", "message"),
    [
        (ONE.encode(), RTF, "the file is text, not RTF"),
        (b"%PDF-1.4", RTF, "the file is a PDF, not RTF"),
        (GOOD, DOCX, "the file is text, not a Word file"),
        (rb"{\rtf1 {\pict 0102}}", RTF, "holds no text"),
        (rb"{\rtf1 " + b"{" * 1_000_001, RTF, "nests too deep"),
    ],
)
def test_files_that_are_not_read(data: bytes, media: str, message: str) -> None:
    assert message in refusal(data, media).message


TOKENS = st.sampled_from(
    [b"{", b"}", rb"\par ", rb"\u55357?", rb"\u-1 ", rb"\uc9 ", rb"\'e9", rb"\'8", rb"\f1 ", rb"\f2 ", rb"\v ",
     rb"\row ", rb"\cell ", rb"\intbl ", rb"{\*\ud ", rb"{\footnote ", rb"{\shptxt ", rb"{\info{\title ",
     rb"{\fonttbl\f2\fcharset134 ", rb"\bin3 ", rb"\bin-5 ", rb"\page ", rb"\sect\sbknone ", b"word ",
     b"\x81", b"\\", b"\r\n", rb"\ansicpg932 "]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TOKENS, max_size=25).map(b"".join))
def test_any_tokens_give_text_or_a_named_error(body: bytes) -> None:
    for found in parse(incoming(rb"{\rtf1 " + body)):
        assert isinstance(found, Arrived | InputError)
        if isinstance(found, Arrived):
            found.document.text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=20))
def test_changed_bytes_give_a_document_or_a_named_error(changes: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    for found in parse(incoming(bytes(data))):
        if isinstance(found, InputError):
            assert found.file == "case/a.rtf" and found.message
        elif isinstance(found, Arrived):
            found.document.text.encode("utf-8")


def test_more_control_words_than_any_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosscurrents.ingest.formats.rtf._MOST_WORDS", 20)
    assert "holds too much" in refusal(rb"{\rtf1 " + rb"\par" * 20 + b"}").message
    assert "holds too much" in refusal(rb"{\rtf1 " + b"{}" * 20 + b"}").message
