"""Files of many articles, as press databases export them: cut into the articles, each with its metadata.

A layout of bundles.yaml is believed where at least two articles of the file hold all that it needs; of several the one
with the most articles. Where none is, blocks of the same labels, or page breaks with a title and a date behind each, do
the same. Every article is a slice of the file's text; cover pages, lists of contents and marks belong to none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from crosscurrents.errors import InputError
from crosscurrents.ingest.bundle_articles import Article, Stretch, found_of, next_header, read_article
from crosscurrents.ingest.bundle_headers import by_labels, by_pages
from crosscurrents.ingest.bundle_layouts import Layout, bundle_cues
from crosscurrents.ingest.bundle_lines import LONGEST_MARK, Sheet, is_ruler
from crosscurrents.ingest.decoding import decode, storable
from crosscurrents.ingest.html_text import running_text
from crosscurrents.ingest.layout import BREAKS, Range, is_prose, paragraphs, word_count
from crosscurrents.ingest.media import DOCX, HTML, MARKDOWN, PDF, RTF, TEXT
from crosscurrents.ingest.pieces import Piece

BUNDLED = frozenset((TEXT, MARKDOWN, HTML, PDF, DOCX, RTF))  # the media types of files that may hold many articles
_FEWEST = 2  # complete articles that make a bundle
_RUNNING_HEADER = "running header"
_MOST_LINES = 500_000  # of a bundle; two thousand articles have a fifth of that


def split(piece: Piece, *, page: bytes = b"", locator: str = "") -> list[Piece | InputError]:
    """The articles of a text that holds many, or the piece itself where it does not.

    Args:
        piece: the text of a file, as its format gives it.
        page: the file, where it is HTML: the reader of pages takes one article out, so the text is made anew of it.
        locator: names the file in errors.

    Returns:
        A piece an article, with `original` None (the file as a whole); then an error, if running text of the file
        belongs to none of them.
    """
    if sum(map(piece.text.count, BREAKS)) > _MOST_LINES:
        return [piece]
    if page:
        whole = Piece(_page_text(page))
        found = articles_of(whole.text, databases_only=True)
    else:
        whole = piece
        found = articles_of(piece.text, [span for span, reason in piece.found.header if reason == _RUNNING_HEADER])
    if len(found) < _FEWEST:
        return [piece]
    parts = _parts(found)
    pieces = [_piece(whole, article, part) for article, part in zip(found, parts, strict=True)]
    return [*pieces, *_left_over(whole.text, found, locator)]


def articles_of(text: str, furniture: Sequence[Range] = (), *, databases_only: bool = False) -> list[Article]:
    """The articles of a bundle, in order and without overlaps; empty where the text is none.

    Args:
        text: the text of a file.
        furniture: the ranges of running headers in it, in order.
        databases_only: whether only the layouts of bundles.yaml are believed.
    """
    sheet = Sheet(text, furniture)
    marks = [i for i in range(len(sheet.lines)) if _is_mark(sheet, i)]
    best: list[Article] = []
    for layout in bundle_cues().layouts:
        found = [a for s in _stretches(sheet, marks, layout) for a in _articles(sheet, s, layout)]
        if _complete(found) >= _FEWEST and _complete(found) > _complete(best):
            best = found
    if best or databases_only:
        return best
    return by_labels(sheet) or by_pages(sheet)


def _page_text(page: bytes) -> str:
    """All the text of a page, one block a line; empty where it is no HTML."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8")
    try:
        return storable(running_text(html.document_fromstring(decode(page).encode(), parser=parser)))
    except (etree.LxmlError, ValueError, RecursionError):
        return ""


def _complete(found: Sequence[Article]) -> int:
    return sum(article.is_complete for article in found)


def _articles(sheet: Sheet, stretch: Stretch, layout: Layout) -> Iterator[Article]:
    """The article of a stretch; several where marks between them are missing."""
    while (begin := next_header(sheet, stretch, layout)) is not None:
        article = read_article(sheet, stretch._replace(last=begin, part=""), layout)
        if article:
            yield article
        stretch = stretch._replace(first=begin, is_opened=True)
    article = read_article(sheet, stretch, layout)
    if article:
        yield article


def _is_mark(sheet: Sheet, i: int) -> bool:
    start, end, _ = sheet.lines[i]
    return end - start <= LONGEST_MARK and bool(bundle_cues().marks.fullmatch(sheet.words(i)))


def _stretches(sheet: Sheet, lines: Sequence[int], layout: Layout) -> Iterator[Stretch]:
    """The lines between the marks of a layout, which are among `lines`."""
    marks = list(_marks(sheet, lines, layout))
    starts = sum(is_start for _, is_start, _ in marks)
    if layout.rulers and starts < _FEWEST:
        yield from _ruled(sheet)
        return
    at, opened, marked = 0, False, False
    for i, is_start, part in marks:
        if i > at and (opened or not is_start):
            yield Stretch(at, i, opened, marked or not is_start, part)
        at, opened, marked = i + 1, True, is_start
    if marks and at < len(sheet.lines):
        yield Stretch(at, len(sheet.lines), True, marked)


def _marks(sheet: Sheet, lines: Sequence[int], layout: Layout) -> Iterator[tuple[int, bool, str]]:
    """The lines that are marks: their index, whether it opens an article, and the number that it gives."""
    for i in lines:
        words = sheet.words(i)
        if layout.starts and layout.starts.fullmatch(words):
            yield i, True, ""
        elif end := layout.ends.fullmatch(words) if layout.ends else None:
            yield i, False, end.groupdict().get("part") or ""


def _ruled(sheet: Sheet) -> Iterator[Stretch]:
    """The lines between rulers."""
    at = 0
    rulers = [i for i, line in enumerate(sheet.lines) if is_ruler(sheet.text, line)]
    for i in [*rulers, len(sheet.lines)] if rulers else []:
        if i > at:
            yield Stretch(at, i, True, False)
        at = i + 1


def _parts(found: Sequence[Article]) -> list[str]:
    """What tells each article from the others: the database's number, else its place; one that returns gets ~2, ~3."""
    seen: dict[str, int] = {}
    parts = []
    for place, article in enumerate(found, 1):
        part = article.part or f"{place:03}"
        seen[part] = count = seen.get(part, 0) + 1
        parts.append(part if count == 1 else f"{part}~{count}")
    return parts


def _piece(whole: Piece, article: Article, part: str) -> Piece:
    start, end = article.start, article.end
    found = found_of(whole.text, article)
    for (a, b), reason in whole.found.header:
        if start <= a and b <= end:
            found.header.append(((a - start, b - start), reason))
    pages, first_page = _pages(whole.pages, start, end)
    return Piece(whole.text[start:end], found, part=part, pages=pages, first_page=first_page)


def _pages(pages: Sequence[int], start: int, end: int) -> tuple[tuple[int, ...], int]:
    """The pages of a slice, counted from its beginning, and the number of the first: the one that it begins on."""
    before = bisect_right(pages, start)
    inside = tuple(page - start for page in pages[before : bisect_right(pages, end - 1)])
    return ((0, *inside), before) if before else (inside, 1)


def _left_over(text: str, found: Sequence[Article], locator: str) -> Iterator[InputError]:
    """An error for the running text that belongs to no article and to no cover page."""
    ends = [0, *(article.end for article in found)]
    starts = [*(article.start for article in found), len(text)]
    left = [text[slice(*p)] for span in zip(ends, starts, strict=True) for p in _running(text, *span)]
    if left:
        words = sum(map(word_count, left))
        message = f"{words} words belong to none of the {len(found)} articles in the file and are left out"
        first = " ".join(left[0].split()[:8])
        yield InputError(
            message, file=locator or None, hint=f"they begin “{first}”; read them from a file of their own"
        )


def _running(text: str, start: int, end: int) -> Iterator[Range]:
    """The paragraphs of running text in [start, end) that are no words of a cover page."""
    between = text[start:end]
    for a, b in paragraphs(between):
        if is_prose(between, a, b) and not bundle_cues().cover.search(between[a:b]):
            yield start + a, start + b
