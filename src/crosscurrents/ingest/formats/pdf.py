"""PDF: the text that its pages draw, by pypdf; `reflow` makes paragraphs of it. The pages' offsets are kept.

Text is taken in the order in which it is drawn, which in nearly all files is that of reading, columns included. Nothing
is rendered: a page that is a picture has no text. Attachments, forms, comments and scripts in the file are not looked
at. All work is bounded by what is counted (bytes, operations, pages), never by a clock: the same file gives the same
text on any machine.
"""

from __future__ import annotations

import logging
import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.decoding import REPLACEMENT, binary_kind, storable
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.ingest.properties import add_properties
from crosscurrents.ingest.reflow import Flow, Line, reflow

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

T = TypeVar("T")
Matrix = Sequence[float]

METHOD = "PDF metadata"
_HEAD = 1024  # bytes within which a PDF says that it is one
_MOST_OBJECTS = 500_000  # a broken file is searched for them
_MOST_PAGES = 5_000
_LARGEST_STREAM = 20_000_000  # bytes of one unpacked stream; a page of print has some thousands
_MOST_CONTENT = 50_000_000  # unpacked bytes of all pages
_MOST_OPERANDS = 500_000  # of one stream
_MOST_OPERATIONS = 3_000_000  # of the whole file; a page of print has some hundreds, and a hundred pages take seconds
_LONGEST_PAGE = 400_000  # characters; pypdf's time grows with their square
_MOST_CHARACTERS = 10_000_000  # of all pages; two thousand articles have as many
_FORM_COST = 200  # operations: what drawing a form costs besides those in it
_MOST_FORMS = 500  # drawn on a page
_LEAST_LETTERS = 0.5  # share of letters and digits in what is drawn, below which the fonts do not tell what they draw
_PRINTED = str.maketrans(
    {"\uf001": "fi", "\uf002": "fl", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
     "\ufb05": "ft", "\ufb06": "st", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " "}
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_NOTE_MARK = re.compile(r"\s?[\d*†‡]{1,3}(?:[,–-]\s?\d{1,3})*\s?")
_BEFORE_NOTE_MARK = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?)\]”’\"'»])\s?$")
_RAISED = 0.2  # of the size of the line: so far above it stands a raised mark, if its type is smaller than this:
_RAISED_SIZE = 0.8


class _TooMuch(Exception):
    """The file draws more than any text would."""


@dataclass
class _Run:
    """Words drawn at one place, in one type; `turned` in degrees."""

    text: str
    x: float
    y: float
    size: float
    font: str
    turned: int


@dataclass
class _Work:
    """What reading a file has cost so far, against what it may cost; any of these raises `_TooMuch` beyond it."""

    most_bytes: int
    bytes: int = 0
    operations: int = 0
    characters: int = 0  # of this page
    all_characters: int = 0

    def page(self, page: PageObject) -> None:
        """Count the unpacked bytes of a page, before it is read."""
        contents = page.get_contents()
        self.characters = 0
        self.bytes += len(contents.get_data()) if contents is not None else 0
        if self.bytes > self.most_bytes:
            raise _TooMuch

    def before(self, operator: object, operands: object, cm: object, tm: object) -> None:
        """Count an operation; called by pypdf before each."""
        self.operations += _FORM_COST if operator == b"Do" else 1
        if self.operations > _MOST_OPERATIONS:
            raise _TooMuch

    def drawn(self, text: str) -> None:
        """Count words that are drawn."""
        self.characters += len(text)
        self.all_characters += len(text)
        if self.characters > _LONGEST_PAGE or self.all_characters > _MOST_CHARACTERS:
            raise _TooMuch


@dataclass
class _Read:
    """What was read of a file."""

    lines: list[Line] = field(default_factory=list)
    pages: int = 0
    properties: dict[str, str] = field(default_factory=dict)
    errors: list[InputError] = field(default_factory=list)


def read(incoming: Incoming, config: Config) -> Iterator[Piece | InputError]:
    """The text of the pages; a page that cannot be read is an error that names it.

    Raises:
        InputError: the file is no PDF, is broken, wants a password, or holds no text.
    """
    _check_kind(incoming)
    found = _read(incoming, config)
    flow = reflow(found.lines, found.pages)
    if not any(char.isalnum() for char in flow.text):
        raise found.errors[0] if found.errors else _no_text(incoming)
    _check_letters(incoming, flow)
    yield Piece(flow.text, _found(incoming, flow, found.properties), pages=flow.pages)
    yield from found.errors


def _check_kind(incoming: Incoming) -> None:
    if b"%PDF-" not in incoming.data[:_HEAD]:
        what = binary_kind(incoming.data) or "text"
        hint = "give it the ending of its own format, or save it as PDF again"
        raise FormatError(f"the file is {what}, not a PDF", file=incoming.locator, hint=hint)
    if incoming.data.count(b" obj") > _MOST_OBJECTS:
        hint = f"the limit is {_MOST_OBJECTS:,}; cut it into parts, or print it to a new PDF"
        raise InputError("the PDF holds too many objects", file=incoming.locator, hint=hint)


def _no_text(incoming: Incoming) -> InputError:
    return InputError("the PDF holds only images; run OCR first", file=incoming.locator, hint="ocrmypdf IN.pdf OUT.pdf")


def _check_letters(incoming: Incoming, flow: Flow) -> None:
    """Refuse a text whose fonts do not say which letters they draw."""
    drawn = [char for char in flow.text if not char.isspace()]
    known = sum(char.isalnum() and not "\ue000" <= char <= "\uf8ff" for char in drawn)
    if known < _LEAST_LETTERS * len(drawn):
        message = "the PDF does not say which letters its fonts draw; run OCR first"
        raise InputError(message, file=incoming.locator, hint="ocrmypdf --force-ocr IN.pdf OUT.pdf")


def _found(incoming: Incoming, flow: Flow, properties: dict[str, str]) -> Found:
    found = Found(header=[(span, "running header") for span in flow.furniture])
    title, author, made = (properties.get(key, "") for key in ("/Title", "/Author", "/CreationDate"))
    add_properties(flow.text, found, incoming.said, method=METHOD, title=title, author=author, saved=made[:10])
    return found


def _read(incoming: Incoming, config: Config) -> _Read:
    """The lines of all pages, under the limits."""
    from pypdf import apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends, it mends silently
    largest = min(_LARGEST_STREAM, config.max_unpacked_bytes)
    limits: dict[str, int] = {
        "maximum_declared_stream_length": max(largest, len(incoming.data)),
        "xform_maximum_invocations_per_extraction": _MOST_FORMS,
        "stream_decoding_work_maximum_length": 2 * largest,
        "stream_parsing_work_maximum_count": _MOST_OPERANDS,
    }
    for coding in ("array_based_stream", "lzw", "run_length", "zlib"):
        limits[f"{coding}_maximum_output_length"] = largest
    with warnings.catch_warnings(), apply_configuration(None, **limits):
        warnings.simplefilter("ignore")
        return _read_pages(incoming, config)


def _read_pages(incoming: Incoming, config: Config) -> _Read:
    reader = _guarded(lambda: _opened(incoming))
    count = reader if isinstance(reader, str) else _guarded(lambda: len(reader.pages))
    if isinstance(reader, str) or isinstance(count, str):
        raise FormatError(f"the PDF is broken: {count}", file=incoming.locator, hint="print it to a new PDF")
    found, work = _Read(pages=min(count, _MOST_PAGES)), _Work(min(_MOST_CONTENT, config.max_unpacked_bytes))
    if count > _MOST_PAGES:
        hint = f"the first {_MOST_PAGES:,} are read; cut it into parts"
        found.errors.append(InputError("the PDF has too many pages", file=incoming.locator, hint=hint))
    for number in range(found.pages):
        where = f"{incoming.locator}, page {number + 1}"
        try:
            lines = _guarded(partial(_page_lines, reader, number, work))
        except _TooMuch:
            hint = "the pages before it are read; cut it into parts, or print it to a new PDF"
            found.errors.append(InputError("the PDF draws more than any text would", file=where, hint=hint))
            break
        if isinstance(lines, str):
            hint = "the other pages are read; print it to a new PDF"
            found.errors.append(FormatError(f"the page cannot be read: {lines}", file=where, hint=hint))
        else:
            found.lines += lines
    properties = _guarded(lambda: {key: str(value) for key, value in (reader.metadata or {}).items()})
    found.properties = {} if isinstance(properties, str) else properties
    return found


def _guarded(call: Callable[[], T]) -> T | str:
    """What `call` gives, or what went wrong in it, in a few words."""
    try:
        return call()
    except (InputError, _TooMuch):
        raise
    except Exception as error:  # pypdf raises whatever its parsing stumbles over: it promises no kind
        told = " ".join(str(error).split())[:120]
        return storable(told) or type(error).__name__


def _opened(incoming: Incoming) -> PdfReader:
    """The open file.

    Raises:
        InputError: it wants a password, or is encrypted in a way that cannot be undone here.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(BytesIO(incoming.data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        hint = "pip install cryptography, or print it to a new PDF"
        raise InputError("the PDF is encrypted with AES", file=incoming.locator, hint=hint) from None
    if locked:
        hint = "save it without the password"
        raise InputError("the PDF is locked with a password", file=incoming.locator, hint=hint)
    return reader


def _page_lines(reader: PdfReader, number: int, work: _Work) -> list[Line]:
    """The lines of a page in the order in which they are drawn.

    Raises:
        _TooMuch: the file has cost more than a text would.
    """
    page = reader.pages[number]
    work.page(page)
    runs: list[_Run] = []

    def keep(text: str, cm: Matrix, tm: Matrix, font: dict[str, Any] | None, size: float) -> None:
        work.drawn(text)
        if text:
            runs.append(_run(text, cm, tm, font, size))

    page.extract_text(visitor_text=keep, visitor_operand_before=work.before)
    return list(_as_lines(runs, number))


def _as_lines(runs: Sequence[_Run], number: int) -> Iterator[Line]:
    """The lines of a page; most of its words stand upright, however the page itself is turned."""
    upright = Counter({0: 0})
    for run in runs:
        upright[run.turned] += len(run.text.strip())
    usual = max(upright, key=lambda turned: (upright[turned], -turned))
    for line in filter(None, _lines(runs)):
        text = _text(line)
        main = max(line, key=lambda run: len(run.text.strip()))
        first = next((run for run in line if run.text.strip()), main)
        if text.strip():
            yield Line(number, text, first.x, main.y, main.size, main.font, (main.turned - usual) % 360)


def _run(text: str, cm: Matrix, tm: Matrix, font: dict[str, Any] | None, size: float) -> _Run:
    """A run with its place as the reader of an upright page sees it."""
    a, b = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
    c, d = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
    x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    turned = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
    x, y = {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turned]
    name = str(font.get("/BaseFont", "")) if font else ""
    return _Run(_CONTROL.sub(REPLACEMENT, text.translate(_PRINTED)), x, y, size * math.hypot(c, d), name, turned)


def _lines(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """The runs of each line; pypdf ends the last of a line with a line feed."""
    line: list[_Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(_Run(first, run.x, run.y, run.size, run.font, run.turned))
        for text in others:
            yield line
            line = [_Run(text, run.x, run.y, run.size, run.font, run.turned)]
    yield line


def _text(line: Sequence[_Run]) -> str:
    """The words of a line without the raised marks of its footnotes, which would be figures in the sentence."""
    main = max(line, key=lambda run: len(run.text.strip()))
    text = ""
    for run in line:
        if run.size < _RAISED_SIZE * main.size and _is_note_mark(run, main, text):
            text += " " if run.text.endswith(" ") else ""
        else:
            text += run.text
    return text


def _is_note_mark(run: _Run, main: _Run, before: str) -> bool:
    """Whether a run in small type is the mark of a footnote: raised, or at the height of the line close to a word.

    A number after a figure or a short unit (10 to the power of 6, square kilometres) is none.
    """
    raised = run.y > main.y + _RAISED * main.size
    close = run.y >= main.y - 1 and not before.endswith(" ") and not run.text.startswith(" ")
    return (raised or close) and bool(_NOTE_MARK.fullmatch(run.text)) and bool(_BEFORE_NOTE_MARK.search(before))
