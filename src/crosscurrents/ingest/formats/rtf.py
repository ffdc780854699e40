"""RTF: the text of a rich text file, by a reader of its own.

striprtf was tried: it reads hidden and deleted words, leaves footnotes out, writes the addresses of links into
sentences, makes a page break a blank line, and halves characters beyond 16 bits. Here hidden and deleted words are left
out; of a field its result is read; footnotes follow the text; a table is a row a line, its cells parted by " | "; a
page or section break is a form feed on a line of its own. Headers, footers, pictures and comments are left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.blocks import METHOD, PAGE_BREAK, filled, joined, row
from crosscurrents.ingest.decoding import binary_kind
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.ingest.properties import add_properties

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_DEEPEST = 1_000_000  # groups in groups
_MOST_WORDS = 2_000_000  # of the file; a thousand pages have a tenth of that
_LEFT_OUT = frozenset(
    b"colortbl stylesheet pict header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn "
    b"aftnsep aftnsepc aftncn fldinst xe tc rxe txe annotation atnid atnauthor nonesttables shprslt sn sv upr "
    b"objdata objclass objname listtable listoverridetable".split()
)
_STARRED = frozenset((b"shpinst", b"shptxt", b"ud", b"footnote"))  # are read although "\*" lets a reader skip them
_SIGNS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " ", b"nestcell": " ",
    b"nestrow": "\n", b"~": " ", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_DEFAULTS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
_PROPERTIES = frozenset((b"title", b"author", b"creatim", b"revtim"))
_DATE_PARTS = {b"yr": "{:04d}-", b"mo": "{:02d}-", b"dy": "{:02d}"}


@dataclass(eq=False)
class _Sink:
    """Where words go: the paragraphs done, the cells of the open row, the open paragraph, the text boxes in that."""

    done: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    def end_paragraph(self) -> None:
        """Close the open paragraph."""
        self.done += [*filled(_whole(self.text)), *self.boxes]
        self.text, self.boxes = [], []

    def end_cell(self) -> None:
        """Close the open cell, whose paragraphs are parted by line feeds."""
        self.cells.append("".join(_whole(self.text)).strip().replace("\n", "\n\n"))
        self.text = []

    def end_row(self) -> None:
        """Close the open row."""
        self.done += row(self.cells)
        self.cells = []


class _State(NamedTuple):
    """What holds inside a group, and ends with it; words without a sink are left out."""

    sink: _Sink | None
    encoding: str = ""  # empty: that of the file
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    fallback: int = 1  # characters after a \u that say the same to readers without Unicode
    within: bytes = b""  # "fonttbl" or "info", the destinations that are looked into


def read(incoming: Incoming, config: Config) -> Iterator[Piece]:
    """The text of a rich text file.

    Raises:
        InputError: the file is no RTF, nests too deep, or holds no text.
    """
    if incoming.data.lstrip()[:5] != b"{\\rtf":
        what, hint = binary_kind(incoming.data) or "text", "give it the ending of its own format"
        raise FormatError(f"the file is {what}, not RTF", file=incoming.locator, hint=hint)
    if incoming.data.count(b"\\") + incoming.data.count(b"{") > _MOST_WORDS:
        hint = f"the limit is {_MOST_WORDS:,} control words and groups; save it as text"
        raise InputError("the RTF file holds too much", file=incoming.locator, hint=hint)
    reader = _Reader()
    if not reader.read(incoming.data):
        raise FormatError("the RTF file nests too deep", file=incoming.locator, hint="save it again as .docx")
    text = joined([*reader.body.done, *reader.notes.done])
    if not any(char.isalnum() for char in text):
        raise InputError("the RTF file holds no text", file=incoming.locator, hint="text in pictures needs OCR")
    found, values = Found(), {name.decode(): "".join(_whole(sink.text)) for name, sink in reader.info.items()}
    saved = max(values["creatim"], values["revtim"])
    add_properties(
        text, found, incoming.said, method=METHOD, title=values["title"], author=values["author"], saved=saved
    )
    yield Piece(text, found)


class _Reader:
    """Reads one token after another; the groups that are open stand on a stack, however deep they lie."""

    def __init__(self) -> None:
        self.body, self.notes = _Sink(), _Sink()
        self.info = {name: _Sink() for name in _PROPERTIES}
        self._state = _State(self.body)
        self._stack: list[_State] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._default_font = 0
        self._decoder = codecs.getincrementaldecoder("cp1252")("replace")
        self._decodes = "cp1252"
        self._skip = 0
        self._starred = self._after_section = False

    def read(self, data: bytes) -> bool:
        """Read all; False where groups nest too deep."""
        at = data.find(b"{")
        while (match := _TOKEN.search(data, at)) and len(self._stack) < _DEEPEST:
            at = match.end()
            if match["word"]:
                at += self._word(match["word"], int(match["number"]) if match["number"] else None)
            elif match["brace"] == b"{":
                self._skip = 0
                self._stack.append(self._state)
            elif match["brace"]:
                self._close()
                if not self._stack:
                    break  # what follows the outermost group is no part of the text
            else:
                self._characters(match)
        self.body.end_paragraph()
        return len(self._stack) < _DEEPEST

    def _close(self) -> None:
        """End a group; a footnote or a text box ends with its group."""
        inner, self._state, self._skip = self._state.sink, self._stack.pop(), 0
        outer = self._state.sink
        if inner is None or inner in (outer, self.body) or inner in self.info.values():
            return
        if inner is self.notes:
            inner.text = [" ".join("".join(inner.text).split())]
        inner.end_paragraph()
        if outer is not None and inner is not self.notes:
            outer.boxes += inner.done

    def _characters(self, match: re.Match[bytes]) -> None:
        """Words as they stand, a byte in hexadecimal, or a sign after a backslash."""
        sign = match["sign"]
        if sign in (b"\r", b"\n"):
            self._word(b"par", None)
        elif sign == b"*":
            self._starred = True
        elif self._skip and (sign or match["hex"]):
            self._skip -= 1
        elif sign:
            self._add(_SIGNS.get(sign, ""))
        elif match["hex"]:
            self._decode(bytes.fromhex(match["hex"].decode()))
        else:
            text = match["text"][self._skip :]
            self._skip = max(0, self._skip - len(match["text"]))
            self._decode(text)

    def _decode(self, data: bytes) -> None:
        """Add bytes in the encoding of the font; of a character of two bytes each may be written in its own way."""
        encoding = self._state.encoding or self._encoding
        if encoding != self._decodes:
            self._decoder, self._decodes = codecs.getincrementaldecoder(encoding)("replace"), encoding
        self._add(self._decoder.decode(data))

    def _add(self, text: str) -> None:
        state = self._state
        if state.sink is not None and not state.hidden and not state.deleted:
            state.sink.text.append(text)

    def _word(self, word: bytes, number: int | None) -> int:
        """Obey a control word; how many bytes of raw data follow it."""
        starred, self._starred = self._starred, False
        if word == b"bin":
            return max(0, number or 0)
        if self._skip and word != b"u":
            self._skip -= 1
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word == b"u" and number is not None:
            self._add(chr(number % 0x10000))
            self._skip = self._state.fallback
        elif not self._destination(word, starred) and not self._layout(word):
            self._format(word, number)
        return 0

    def _destination(self, word: bytes, starred: bool) -> bool:
        """Whether the word says what its group is for."""
        state = self._state
        if word in (b"fonttbl", b"info"):
            self._state = state._replace(sink=None, within=word)
        elif state.within == b"info" and word in _PROPERTIES:
            self._state = state._replace(sink=self.info[word])
        elif word in _LEFT_OUT or (starred and word not in _STARRED):
            self._state = state._replace(sink=None)
        elif word == b"footnote":
            self._state = state._replace(sink=self.notes, in_table=True)  # its paragraphs are one
        elif word == b"shptxt":
            self._state = state._replace(sink=_Sink(), in_table=False)
        elif word == b"ud" and starred:
            self._state = self._stack[-2]._replace() if len(self._stack) > 1 else state
        else:
            return False
        return True

    def _layout(self, word: bytes) -> bool:
        """Whether the word ends a paragraph, a cell, a row or a page."""
        sink = self._state.sink
        if word not in (b"par", b"cell", b"row", b"page", b"sect", b"sbknone"):
            return False
        if sink is None:
            return True
        if word == b"par" and self._state.in_table:
            self._add("\n")
        elif word == b"par":
            sink.end_paragraph()
        elif word == b"cell":
            sink.end_cell()
        elif word == b"row":
            sink.end_row()
        elif word != b"sbknone":
            sink.end_paragraph()
            sink.done.append(PAGE_BREAK)
            self._after_section = word == b"sect"
        elif self._after_section and sink.done[-1:] == [PAGE_BREAK] and not sink.text:
            sink.done.pop()  # the section goes on on the same page
        return True

    def _format(self, word: bytes, number: int | None) -> None:
        """Words for the state of the group, and for the encodings of the file and its fonts."""
        state, on = self._state, number != 0
        if word == b"v":
            self._state = state._replace(hidden=on)
        elif word == b"deleted":
            self._state = state._replace(deleted=on)
        elif word == b"plain":
            self._state = state._replace(hidden=False, deleted=False, encoding=self._fonts.get(self._default_font, ""))
        elif word in (b"intbl", b"pard"):
            self._state = state._replace(in_table=word == b"intbl" or state.sink is self.notes)
        elif word == b"uc" and number is not None:
            self._state = state._replace(fallback=max(0, number))
        elif word == b"f" and number is not None:
            self._font = number
            self._state = state._replace(encoding=self._fonts.get(number, ""))
        elif word in _DATE_PARTS and state.sink is not None and number is not None:
            self._add(_DATE_PARTS[word].format(number))
        else:
            self._encodings(word, number)

    def _encodings(self, word: bytes, number: int | None) -> None:
        if word == b"fcharset" and self._state.within == b"fonttbl" and number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number]
        elif word == b"deff":
            self._default_font = number or 0
        elif word in _DEFAULTS:
            self._encoding = _DEFAULTS[word]
        elif word == b"ansicpg":
            self._encoding = _known(f"cp{number}")


def _known(encoding: str) -> str:
    """The encoding, where Python has it as one of text."""
    try:
        return encoding if codecs.lookup(encoding)._is_text_encoding else "cp1252"
    except LookupError:
        return "utf-8" if encoding == "cp65001" else "cp1252"


def _whole(text: list[str]) -> list[str]:
    """The same text, its surrogate pairs made the characters for which they stand."""
    joined_text = "".join(text)
    if not any("\ud800" <= char <= "\udfff" for char in joined_text):
        return [joined_text]
    return [joined_text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")]
