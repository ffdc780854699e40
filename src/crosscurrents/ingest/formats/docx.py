"""DOCX: the text of a Word file's body, then its footnotes, read from the XML in its zip with lxml.

python-docx is not used: it skips what was inserted under "track changes", which is text like any other. Inserted and
moved-to words are read, deleted, moved-away and hidden ones are not; of a field its result; a text box once, after the
paragraph that holds it; a table as a row a line, its cells parted by " | " (a table of one column is layout, and its
paragraphs stand alone). A page or section break is a form feed on a line of its own, for who cuts a file of many
articles there. Headers, footers, comments, numbers of lists, pictures and macros are not read. The pages of a printout
are not in the file, so `pages` stays empty.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.blocks import METHOD, PAGE_BREAK, filled, joined, row
from crosscurrents.ingest.decoding import binary_kind, storable
from crosscurrents.ingest.markup import OVERGROWN, is_overgrown
from crosscurrents.ingest.media import BY_MEDIA, MSWORD, RTF
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.ingest.properties import add_properties

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAVE_AS = "open it in a word processor and save as .docx"
_OLD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_MOST_FILES = 20_000  # in the zip
_XML_SHARE = 4  # a part's tree takes about 14 times its bytes: it may have a fourth of what a file may unpack to
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "tcPr", "sectPr", "sdtPr", "instrText", "delText",
     "delInstrText", "rt", "annotationRef", "footnoteRef", "endnoteRef")
)  # fmt: skip
_TEMPLATES = frozenset(("python-docx",))  # programs that leave the day on which their template was saved
_OFF = frozenset(("0", "false", "off"))
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read(incoming: Incoming, config: Config) -> Iterator[Piece | Incoming]:
    """The text of a Word file; a .doc that holds another format of Word is read as that.

    Raises:
        InputError: the file is no Word file, is of a kind that is not read, is broken, or holds no text.
    """
    if incoming.media == MSWORD and incoming.data.lstrip()[:5] == b"{\\rtf":
        yield msgspec.structs.replace(incoming, media=RTF)
        return
    _check_kind(incoming)
    yield _piece(incoming, config)


def _check_kind(incoming: Incoming) -> None:
    data = incoming.data
    if data.startswith(_OLD):
        message = "the file is an old Word file (.doc), or locked with a password"
        raise FormatError(message, file=incoming.locator, hint=f"{_SAVE_AS}, without a password")
    if data.startswith(_ZIP) and b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise FormatError("the file is an OpenDocument file (.odt)", file=incoming.locator, hint=_SAVE_AS)
    if not data.startswith(_ZIP):
        what = binary_kind(data) or "text"
        wanted = BY_MEDIA[incoming.media].what
        hint = "give it the ending of its own format"
        raise FormatError(f"the file is {what}, not {wanted}", file=incoming.locator, hint=hint)


def _piece(incoming: Incoming, config: Config) -> Piece:
    try:
        parts = _Parts(incoming, config)
        text = _text(parts)
        properties = parts.properties()
    except InputError:
        raise
    except Exception as error:  # zipfile and what it unpacks with raise more kinds than they promise
        message = f"the Word file is broken: {storable(str(error))[:120]}"
        raise FormatError(message, file=incoming.locator, hint=_SAVE_AS) from None
    if not any(char.isalnum() for char in text):
        raise InputError("the Word file holds no text", file=incoming.locator, hint="text in pictures needs OCR")
    found = Found()
    add_properties(text, found, incoming.said, method=METHOD, **properties)
    return Piece(text, found)


class _Parts:
    """The parts of the zip that are read, under the limits; bytes are counted as they unpack, whatever the zip says."""

    def __init__(self, incoming: Incoming, config: Config) -> None:
        if incoming.data.count(b"PK\x01\x02") > _MOST_FILES:
            raise FormatError("the Word file holds too many parts", file=incoming.locator, hint=_SAVE_AS)
        self._locator = incoming.locator
        self._zip = zipfile.ZipFile(BytesIO(incoming.data))
        self._names = frozenset(self._zip.namelist())
        self._left = config.max_unpacked_bytes
        self._largest = config.max_unpacked_bytes // _XML_SHARE

    def tree(self, name: str) -> _Element | None:
        """The XML of a part; None where there is none.

        Raises:
            InputError: it is broken or unpacks to too much.
        """
        if name not in self._names:
            return None
        from lxml import etree

        most = min(self._left, self._largest)
        with self._zip.open(name) as part:
            data = part.read(most + 1)
        self._left -= len(data)
        if len(data) > most:
            hint = f"the limit is {self._largest:,} bytes a part"
            raise InputError("the Word file unpacks to too much", file=self._locator, hint=hint)
        if is_overgrown(data):
            raise InputError("the Word file holds too many elements", file=self._locator, hint=OVERGROWN)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            message = f"{name} in the Word file is broken: {storable(str(error))[:100]}"
            raise FormatError(message, file=self._locator, hint=_SAVE_AS) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise FormatError(f"{name} in the Word file declares entities", file=self._locator, hint=_SAVE_AS)
        return root

    def body(self) -> tuple[str, _Element]:
        """The name and the tree of the main part: as the package says, else under its usual name.

        Raises:
            InputError: there is none.
        """
        links = self.tree("_rels/.rels")
        for link in [] if links is None else links:
            if isinstance(link.tag, str) and link.get("Type", "").endswith("/officeDocument"):
                name = link.get("Target", "").lstrip("/")
                if (root := self.tree(name)) is not None:
                    return name, root
        if (root := self.tree(_MAIN)) is not None:
            return _MAIN, root
        hint = "give it the ending of its own format"
        raise FormatError("the file is a zip archive, not a Word file", file=self._locator, hint=hint)

    def properties(self) -> dict[str, str]:
        """The title, the author and the last day on which the file was made or saved."""
        root = self.tree(_CORE)
        values = {} if root is None else {_local(e): e.text or "" for e in root if isinstance(e.tag, str)}
        saved = max(values.get("created", "")[:10], values.get("modified", "")[:10])
        if values.get("creator") in _TEMPLATES:
            saved = ""
        return {"title": values.get("title", ""), "author": values.get("creator", ""), "saved": saved}


def _text(parts: _Parts) -> str:
    name, body = parts.body()
    folder = posixpath.dirname(name)
    styles = parts.tree(posixpath.join(folder, "styles.xml"))
    hidden = frozenset() if styles is None else _hidden_styles(styles)
    walk = _Walk(hidden)
    walk.read(body)
    paragraphs = walk.paragraphs
    for kind in ("footnote", "endnote"):
        notes = parts.tree(posixpath.join(folder, f"{kind}s.xml"))
        paragraphs += [] if notes is None else _notes(notes, walk.notes[kind], hidden)
    return joined(paragraphs)


def _notes(root: _Element, wanted: Iterable[str], hidden: frozenset[str]) -> Iterator[str]:
    """The notes to which the text refers, in that order, a paragraph each."""
    by_id = {_value(note, "id"): note for note in root if isinstance(note.tag, str)}
    for name in dict.fromkeys(wanted):
        if name in by_id:
            walk = _Walk(hidden)
            walk.read(by_id[name])
            note = " ".join(" ".join(p.split()) for p in walk.paragraphs if p != PAGE_BREAK)
            if note:
                yield note


def _hidden_styles(root: _Element) -> frozenset[str]:
    """The ids of styles that hide their text, by themselves or by the style that they are based on."""
    hides: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in root.iter(*_tags("style")):
        name = _value(style, "styleId")
        hides[name] = _flag(_child(style, "rPr"), "vanish")
        based[name] = _value(_child(style, "basedOn"), "val")
    return frozenset(name for name in hides if _is_hidden(name, hides, based))


def _is_hidden(name: str, hides: dict[str, bool | None], based: dict[str, str]) -> bool:
    seen: set[str] = set()
    while name in hides and name not in seen:
        if (own := hides[name]) is not None:
            return own
        seen.add(name)
        name = based[name]
    return False


@dataclass
class _Level:
    """A paragraph, cell, row or table that is being read: what it holds so far."""

    text: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


class _Walk:
    """Goes through a tree once, from its first to its last element, and collects paragraphs.

    Paragraphs may hold text boxes, these paragraphs and tables, whose cells hold paragraphs again: what is open stands
    on a stack, each level of which gives what it has to the one below when it is closed.
    """

    def __init__(self, hidden: frozenset[str]) -> None:
        self.notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._hidden = hidden
        self._levels = [_Level()]
        self._fields: list[bool] = []  # for each open field whether its result is reached
        self._carried = ""  # the text of a paragraph whose mark is deleted: it goes on in the next
        self._sections: list[bool] = []  # for each section whether it goes on on the page of the one before
        self._section = 0

    @property
    def paragraphs(self) -> list[str]:
        """What was read so far."""
        return self._levels[0].done

    def read(self, root: _Element) -> None:
        """Read all below `root`."""
        from lxml import etree

        sections = (s for s in root.iter(*_tags("sectPr")) if _local(s.getparent()) in ("pPr", "body"))
        self._sections = [_value(_child(s, "type"), "val") == "continuous" for s in sections]
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: _Element | None = None
        for event, element in walk:
            if event == "start" and self._is_left_out(element):
                walk.skip_subtree()
                skipped = element
            elif event == "start":
                self._begin(element)
            elif element is not skipped:
                self._end(element)
        self.paragraphs.extend(filled([self._carried]))

    def _is_left_out(self, element: _Element) -> bool:
        space, name = _split(element)
        if space == _COMPATIBILITY:  # the same drawing in several forms: the first is read
            return name in ("Choice", "Fallback") and _is_later_choice(element)
        if space not in (_WORD, _STRICT):
            return False
        if name == "r":
            return self._hides(_child(element, "rPr"), "rStyle")
        if name == "tr":
            return _child(_child(element, "trPr"), "del") is not None
        if name == "sdtContent":
            return _flag(_child(element.getparent(), "sdtPr"), "showingPlcHdr") is True
        return name in _LEFT_OUT

    def _hides(self, properties: _Element | None, style: str) -> bool:
        own = _flag(properties, "vanish")
        return own if own is not None else _value(_child(properties, style), "val") in self._hidden

    def _begin(self, element: _Element) -> None:
        space, name = _split(element)
        if space == _MATHS and name == "t":
            self._add(element.text or "")
        if space not in (_WORD, _STRICT):
            return
        if name == "p":
            self._begin_paragraph(element)
        elif name in ("tr", "tc"):
            self._levels.append(_Level())
        elif name == "t":
            self._add(element.text or "")
        elif name in _SIGNS:
            self._add(_SIGNS[name])
        elif name == "br":
            self._break(_value(element, "type"))
        elif name == "fldChar":
            self._field(_value(element, "fldCharType"))
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes[name.removesuffix("Reference")].append(_value(element, "id"))

    def _begin_paragraph(self, element: _Element) -> None:
        if _flag(_child(element, "pPr"), "pageBreakBefore"):
            self._levels[-1].done.append(PAGE_BREAK)
        self._levels.append(_Level([self._carried] if self._carried else []))
        self._carried = ""

    def _add(self, text: str) -> None:
        """Add words to the open paragraph, unless they are the code of a field."""
        if all(self._fields):
            self._levels[-1].text.append(text)

    def _break(self, kind: str) -> None:
        """A line break, or a page break, which ends the part of the paragraph before it."""
        if kind != "page":
            self._add("\n" if kind != "column" else " ")
            return
        level = self._levels[-1]
        level.done += filled(level.text)
        level.done.append(PAGE_BREAK)
        level.text = []

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _end(self, element: _Element) -> None:
        space, name = _split(element)
        if space not in (_WORD, _STRICT):
            return
        if name == "p":
            self._end_paragraph(element)
        elif name == "tc":
            cell = [p for p in self._levels.pop().done if p != PAGE_BREAK]
            self._levels[-1].text.append("\n\n".join(cell))
        elif name == "tr":
            cells = self._levels.pop().text
            self._levels[-1].done += row(cells)

    def _end_paragraph(self, element: _Element) -> None:
        """Close a paragraph: its text, then the text boxes in it, then the break of the section that it ends."""
        level = self._levels.pop()
        self._fields = [reached for reached in self._fields if reached]  # the code of a field ends with its paragraph
        properties = _child(element, "pPr")
        ends_section = _child(properties, "sectPr") is not None
        if _child(_child(properties, "rPr"), "del") is not None and not ends_section:
            self._carried = "".join(level.text)
            self._levels[-1].done += level.done
            return
        self._section += ends_section
        goes_on = self._section < len(self._sections) and self._sections[self._section]
        breaks = [PAGE_BREAK] if ends_section and not goes_on else []
        split = PAGE_BREAK in level.done  # what stands before a page break goes before the rest
        words = filled(level.text)
        self._levels[-1].done += [*level.done, *words, *breaks] if split else [*words, *level.done, *breaks]


def _is_later_choice(element: _Element) -> bool:
    return any(_split(before)[1] == "Choice" for before in element.itersiblings(preceding=True))


def _split(element: _Element | None) -> tuple[str, str]:
    """Namespace and local name of an element; both empty for none, comments and the like."""
    if element is None or not isinstance(element.tag, str):
        return "", ""
    space, _, name = element.tag.rpartition("}")
    return space[1:], name


def _local(element: _Element | None) -> str:
    return _split(element)[1]


def _tags(name: str) -> tuple[str, str]:
    return f"{{{_WORD}}}{name}", f"{{{_STRICT}}}{name}"


def _child(element: _Element | None, name: str) -> _Element | None:
    """The first child of a name in Word's namespace."""
    return None if element is None else next(element.iterchildren(*_tags(name)), None)


def _value(element: _Element | None, name: str) -> str:
    """An attribute in Word's namespace, empty where there is none."""
    if element is None:
        return ""
    first, second = _tags(name)
    return str(element.get(first) or element.get(second) or "")


def _flag(properties: _Element | None, name: str) -> bool | None:
    """Whether a property is on; None where it is not named."""
    found = _child(properties, name)
    return None if found is None else _value(found, "val") not in _OFF
