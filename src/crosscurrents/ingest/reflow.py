"""Lines with their places on pages become paragraphs: the running text of a PDF.

A paragraph ends where the gap to the next line is wider than between most lines, where the next line is indented after
a full stop, where a line ends early, and where the type changes. It runs on over the end of a column or a page where
its sentence does. What stands in small type (footnotes, captions) and what recurs at the top or foot of pages is parted
from it, and follows the paragraphs of its page, so that no sentence is cut by it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from crosscurrents.ingest.layout import Range, is_closed

_EDGE_LINES = 3  # lines at the top and at the foot of a page that may be a running header or footer
_MOST_NEEDED = 3  # pages with the same line at the same height are enough, in however long a document
_SHARE = 0.4  # of the pages of a short document: headers of left and right pages take turns
_HEIGHT = 6.0  # points within which lines stand at the same height
_SMALL = 0.92  # of the size of the text: smaller type is no running text
_SAME_SIZE = 0.12  # relative difference of sizes within a paragraph
_WIDE_GAP = 1.15  # of the usual distance between lines: a wider one parts paragraphs ...
_WIDEST_GAP = 1.9  # ... unless a sentence goes on over it, up to this
_INDENT = 0.7  # of the size of the type
_FULL = 0.88  # of the usual length in characters: a full stop on a shorter line ends the paragraph
_SHORT = 0.6  # of the same: a shorter line without a full stop is a heading
_BULLET = re.compile(r"[•◦‣▪■●–—-]\s|[•◦‣▪■●]")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|\([a-z]\))\s")
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|[-–—\[(] ?)?#(?: ?(?:of|/|\|) ?#)?(?: ?[-–—\])])?", re.IGNORECASE)
_ROMAN = re.compile(r"[ivxl]{1,7}", re.IGNORECASE)
_NOTE = re.compile(r"\d{1,3}\b|[*†‡]")
_HYPHEN = re.compile(r"(?P<before>[^\W\d_]+)(?P<mark>[-\u00ad\u2010])$")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")

_Kind = Literal["text", "small", "furniture"]


class Line(NamedTuple):
    """A line of a page (from 0): its words, where its baseline begins in points, and the type of most of it."""

    page: int
    text: str
    x: float
    y: float
    size: float
    font: str = ""
    turned: int = 0  # degrees


class Flow(NamedTuple):
    """The text, the offsets at which its pages begin, and the ranges of running headers and footers."""

    text: str
    pages: tuple[int, ...]
    furniture: tuple[Range, ...]


@dataclass
class _Paragraph:
    kind: _Kind
    lines: list[Line] = field(default_factory=list)


class _Measures:
    """What is usual in a document: the size of its text, the distance and the length of its lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[_half(line.size)] += len(line.text)
        self.size = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0.0
        self._leading = self._gaps(lines)
        self._length = self._lengths(lines)

    @staticmethod
    def _gaps(lines: Sequence[Line]) -> dict[float, float]:
        gaps: defaultdict[float, Counter[float]] = defaultdict(Counter)
        for a, b in pairwise(lines):
            if a.page == b.page and 0 < a.y - b.y < 3 * a.size and _same_size(a, b):
                gaps[_half(a.size)][round(a.y - b.y, 1)] += 1
        return {size: max(found, key=lambda g: (found[g], -g)) for size, found in gaps.items()}

    @staticmethod
    def _lengths(lines: Sequence[Line]) -> dict[tuple[int, float], int]:
        """The nearly longest line of each page and size: columns may differ from page to page."""
        lengths: defaultdict[tuple[int, float], list[int]] = defaultdict(list)
        for line in lines:
            lengths[line.page, _half(line.size)].append(len(line.text))
        return {key: sorted(found)[int(0.9 * (len(found) - 1))] for key, found in lengths.items()}

    def leading(self, line: Line) -> float:
        """The usual distance between lines of this size."""
        return self._leading.get(_half(line.size), 1.25 * line.size)

    def length(self, line: Line) -> int:
        """The usual length of a full line of this size on this page, in characters."""
        return self._length[line.page, _half(line.size)]


def reflow(lines: Sequence[Line], pages: int) -> Flow:
    """Make paragraphs of the lines of a document.

    Args:
        lines: the lines in the order in which they are read; blank ones are left out.
        pages: the number of pages, of which some may be empty.
    """
    lines = [line for line in lines if line.text.strip()]
    furniture = _furniture(lines, pages)
    running = [line for n, line in enumerate(lines) if n not in furniture]
    paragraphs = _paragraphs(lines, furniture, _Measures(running))
    return _rendered(paragraphs, pages, Counter(word for line in running for word in _WORD.findall(line.text.lower())))


def _furniture(lines: Sequence[Line], pages: int) -> frozenset[int]:
    """The indexes of lines at the edge of a page that recur there on other pages, and of lone page numbers there."""
    found: defaultdict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    numbers: set[int] = set()
    for n, outermost in _edge_lines(lines):
        form = _form(lines[n].text)
        found[form, round(lines[n].y / _HEIGHT)][lines[n].page] = n
        if outermost and _PAGE_NUMBER.fullmatch(form):
            numbers.add(n)
    needed = max(2, min(_MOST_NEEDED, round(_SHARE * pages)))
    return frozenset(numbers.union(*(on.values() for on in found.values() if len(on) >= needed)))


def _edge_lines(lines: Sequence[Line]) -> Iterator[tuple[int, bool]]:
    """The indexes of the first and last lines of each page by height, and whether nothing stands beyond them."""
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        if not line.turned:
            by_page[line.page].append(n)
    for on_page in by_page.values():
        ordered = sorted(on_page, key=lambda n: (-lines[n].y, lines[n].x))
        for n in dict.fromkeys([*ordered[:_EDGE_LINES], *ordered[-_EDGE_LINES:]]):
            yield n, len(ordered) > 1 and n in (ordered[0], ordered[-1])


def _form(text: str) -> str:
    """A line with its numbers left open, so that "Page 3" and "Page 4" are one."""
    form = _NUMBER.sub("#", " ".join(text.lower().split()))
    return "#" if _ROMAN.fullmatch(form) else form


def _paragraphs(lines: Sequence[Line], furniture: frozenset[int], usual: _Measures) -> list[_Paragraph]:
    """The paragraphs in the order of the text: what is no running text after that of its page.

    Where a paragraph runs on over the end of its page, the rest of that page goes before it: so both stand in the page
    on which they begin.
    """
    done: list[_Paragraph] = []
    aside: list[_Paragraph] = []
    current = _Paragraph("text")
    for n, line in enumerate(lines):
        kind = _kind(line, n in furniture, usual)
        if kind != "text":
            _add_aside(aside, line, kind, usual)
            continue
        before = current.lines[-1] if current.lines else None
        if before and _goes_on(before, line, usual, interrupted=bool(aside), first=len(current.lines) == 1):
            if current.lines[0].page == before.page < line.page:
                done += [a for a in aside if a.lines[0].page == before.page]
                aside = [a for a in aside if a.lines[0].page != before.page]
            current.lines.append(line)
            continue
        done.append(current)
        current = _Paragraph("text", [line])
        done += [a for a in aside if a.kind == "small" or a.lines[0].page < line.page]
        aside = [a for a in aside if a.kind != "small" and a.lines[0].page == line.page]
    return [p for p in [*done, current, *aside] if p.lines]


def _kind(line: Line, is_furniture: bool, usual: _Measures) -> _Kind:
    if is_furniture:
        return "furniture"
    return "small" if line.size < _SMALL * usual.size or line.turned else "text"


def _add_aside(aside: list[_Paragraph], line: Line, kind: _Kind, usual: _Measures) -> None:
    """Add a line to the last paragraph beside the text, or begin another."""
    last = aside[-1] if aside else None
    is_note = last is not None and last.kind == kind == "small" and not _NOTE.match(line.text)
    if last and is_note and _goes_on(last.lines[-1], line, usual, interrupted=False, first=len(last.lines) == 1):
        last.lines.append(line)
    else:
        aside.append(_Paragraph(kind, [line]))


def _goes_on(a: Line, b: Line, usual: _Measures, *, interrupted: bool, first: bool) -> bool:
    """Whether line `b` goes on with the paragraph of line `a`, which is its `first` line so far."""
    if not _same_size(a, b) or a.turned != b.turned or _BULLET.match(b.text):
        return False
    closed, gap = _is_closed(a.text), a.y - b.y
    unfinished = not closed and (b.text[0].islower() or bool(_HYPHEN.search(a.text)))
    if a.page != b.page or gap < -0.5 * a.size:  # a new column or page
        return unfinished or (not closed and not interrupted and len(a.text) >= _FULL * usual.length(a))
    if gap > _WIDE_GAP * usual.leading(a) + 0.5:
        return unfinished and (interrupted or gap <= _WIDEST_GAP * usual.leading(a))
    short = len(a.text) + 1 + len(b.text.split(maxsplit=1)[0]) < _FULL * usual.length(a)
    moved = b.x - a.x
    if moved > _INDENT * a.size or (moved < -_INDENT * a.size and not first):
        return unfinished or (not closed and not short)
    if closed:
        return not short and not _NUMBERED.match(b.text)
    return unfinished or (len(a.text) >= _SHORT * usual.length(a) and (a.font == b.font or not short))


def _is_closed(text: str) -> bool:
    return is_closed(text, 0, len(text)) or text.rstrip().endswith(":")


def _same_size(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size)


def _half(size: float) -> float:
    return round(2 * size) / 2


def _rendered(paragraphs: Sequence[_Paragraph], pages: int, words: Counter[str]) -> Flow:
    """The text of the paragraphs, a blank line between them, with the places of pages and furniture."""
    parts: list[str] = []
    length = 0
    begins: dict[int, int] = {}
    furniture: list[Range] = []
    for paragraph in paragraphs:
        start = length
        for n, (line, (text, glue)) in enumerate(zip(paragraph.lines, _joined(paragraph.lines, words), strict=True)):
            begins[line.page] = min(begins.get(line.page, length), length)
            end = "\n\n" if n == len(paragraph.lines) - 1 else glue
            parts += [text, end]
            length += len(text) + len(end)
        if paragraph.kind == "furniture":
            furniture.append((start, length - 2))
    text = "".join(parts).removesuffix("\n\n")
    return Flow(text, _page_offsets(begins, pages, len(text)), tuple(furniture))


def _page_offsets(begins: dict[int, int], pages: int, end: int) -> tuple[int, ...]:
    """Where each page begins; an empty one where the next does, none after a later one."""
    offsets: list[int] = []
    for page in range(pages - 1, -1, -1):
        end = min(end, begins.get(page, end))
        offsets.append(end)
    return tuple(reversed([*offsets[:-1], 0])) if offsets else ()


def _joined(lines: Sequence[Line], words: Counter[str]) -> Iterator[tuple[str, str]]:
    """Each line's words with what joins them to the next line: a blank, or nothing after a hyphen."""
    for n, line in enumerate(lines):
        text = " ".join(line.text.split())
        broken = _HYPHEN.search(text) if n + 1 < len(lines) else None
        after = _WORD.match(lines[n + 1].text.lstrip()) if broken else None
        if broken is None or after is None:
            yield text, " "
        elif _keeps_hyphen(broken, after.group(), words):
            yield text, ""
        else:
            yield text[: broken.start("mark")], ""


def _keeps_hyphen(broken: re.Match[str], after: str, words: Counter[str]) -> bool:
    """Whether the hyphen at a line's end is the word's own: the document has it so elsewhere, or a capital follows.

    Where the document has the word neither with nor without it, it is kept between two words that the document has
    alone ("long-" "term"), and is the typesetter's between others ("clari-" "fied").
    """
    first, second = broken["before"].lower(), after.lower()
    if broken["mark"] == "\u00ad" or words[first + second]:
        return False
    if words[f"{first}-{second}"] or not after[0].islower() or broken["before"].isupper():
        return True
    return len(first) > 2 and words[first] > 0 and words[second] > 1
