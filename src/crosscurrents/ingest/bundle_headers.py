"""Bundles of no known database: blocks of the same labels before each text, or a title and a day on each new page.

Much that is no bundle has labels, page breaks and dates, so both ask for more than the layout of a database does: the
same block at least twice, each with title, outlet, day and running text; or a title and a day behind every page break.
No running header may pass for a title, and no text may go on over a break.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from crosscurrents.ingest.bundle_articles import Article, labelled, part_of, read_date
from crosscurrents.ingest.bundle_layouts import bundle_cues
from crosscurrents.ingest.bundle_lines import BLANK, PAGE, Sheet, day_in
from crosscurrents.ingest.layout import is_closed, word_count
from crosscurrents.text.normal import normal_form

_FEWEST = 2  # articles that make a bundle
_FEWEST_LABELS = 3  # of a block
_FEWEST_WORDS = 40  # of running text: at least so many articles as make a bundle have them
_MOST_TITLE_WORDS = 35
_MOST_DATE_WORDS = 10  # of a line that gives the day
_DATE_WITHIN = 3  # lines after the title
_LONGEST_LABEL = 50


class _Block(NamedTuple):
    """Lines [first, last) with a label each; `title` is the line before them where no label is one, else `first`."""

    title: int
    first: int
    last: int
    labels: tuple[tuple[str, int], ...]


def by_labels(sheet: Sheet) -> list[Article]:
    """The articles that begin with blocks of the same labels; empty where these are no headers of articles."""
    found = list(_blocks(sheet))
    if len(found) < _FEWEST:
        return []
    opening = Counter(block.labels[0] for block in found).most_common(1)[0][0]
    blocks = [block for block in found if block.labels[0] == opening]
    shared = set(blocks[0].labels).intersection(*(block.labels for block in blocks))
    if len(blocks) < _FEWEST or len(shared) < _FEWEST_LABELS or not {"date", "publisher"} <= {f for f, _ in shared}:
        return []
    ends = [*(block.title for block in blocks[1:]), len(sheet.lines)]
    articles = [_labelled_article(sheet, block, end) for block, end in zip(blocks, ends, strict=True)]
    told = [article for article in articles if article]
    return told if len(told) == len(articles) and _are_articles(sheet, told) else []


def by_pages(sheet: Sheet) -> list[Article]:
    """The articles that begin on new pages; empty where a page begins otherwise, but for the first."""
    breaks = [i for i, line in enumerate(sheet.lines) if line.gap == PAGE and i]
    if not breaks:
        return []
    pages = list(pairwise([0, *breaks, len(sheet.lines)]))
    articles = [_paged_article(sheet, first, last) for first, last in pages]
    told = [article for article in articles if article]
    whole = all(is_closed(sheet.text, article.start, article.end) for article in told)
    every = all(articles[1:]) and whole
    return told if every and len(told) >= _FEWEST and _are_articles(sheet, told, distinct=True) else []


def _blocks(sheet: Sheet) -> Iterator[_Block]:
    """The blocks of labels that hold a day and an outlet, under a title."""
    i = 0
    while i < len(sheet.lines):
        last = _block_end(sheet, i)
        block = _block(sheet, i, last) if last - i >= _FEWEST_LABELS else None
        if block:
            yield block
        i = max(last, i + 1)


def _block_end(sheet: Sheet, first: int) -> int:
    """The line after the labels that begin with line `first`."""
    i = first
    while i < len(sheet.lines) and (_is_labelled(sheet, i) or (i > first and sheet.goes_on(i))):
        i += 1
    return i


def _is_labelled(sheet: Sheet, i: int) -> bool:
    start, end, _ = sheet.lines[i]
    return ":" in sheet.text[start : min(end, start + _LONGEST_LABEL)] and sheet.field(i) not in ("", "body")


def _block(sheet: Sheet, first: int, last: int) -> _Block | None:
    if _is_about_a_book(sheet, first, last):
        return None
    labels = tuple((label.field, label.rank) for i in range(first, last) if (label := sheet.label(i)))
    if any(field == "title" for field, _ in labels):
        return _Block(first, first, last, labels)
    title = first - 1
    fits = title >= 0 and (title == 0 or sheet.lines[title].gap in (BLANK, PAGE)) and _is_title(sheet, title)
    return _Block(title, first, last, labels) if fits else None


def _is_about_a_book(sheet: Sheet, first: int, last: int) -> bool:
    """Whether one of the labels, or of the lines right behind them, is that of a book."""
    books, i = bundle_cues().about_books, first
    while i < len(sheet.lines) and (i < last or not sheet.lines[i].gap):
        name, colon, _ = sheet.text[slice(*sheet.lines[i][:2])][:_LONGEST_LABEL].partition(":")
        if not colon and i >= last:
            return False
        if colon and normal_form(name) in books:
            return True
        i += 1
    return False


def _labelled_article(sheet: Sheet, block: _Block, last: int) -> Article | None:
    """The article under a block; None where the block gives no day, or no words follow it."""
    while last > block.last and sheet.kind(last - 1) == "ruler":
        last -= 1
    if last <= block.last:
        return None
    body = block.last + (sheet.field(block.last) == "body")
    lines = list(range(block.first, block.last))
    article = Article(
        sheet.lines[block.title].start, sheet.lines[last - 1].end, values=labelled(sheet, lines, block.last)
    )
    if block.title < block.first:
        article.values["title"] = sheet.lines[block.title][:2]
    article.header = [(sheet.lines[i].start, sheet.lines[i].end) for i in range(block.first, body)]
    read_date(sheet, article, range(0))
    article.part = part_of(sheet, article)
    is_dated = article.date is not None and article.date.precision == "day"
    article.is_complete = is_dated and {"title", "publisher"} <= set(article.values)
    return article if article.is_complete else None


def _paged_article(sheet: Sheet, first: int, last: int) -> Article | None:
    """The article of the page [first, last); None where it does not begin with a title and a day."""
    dated = next((i for i in range(first + 1, min(first + 1 + _DATE_WITHIN, last)) if _is_dated(sheet, i)), None)
    if dated is None or dated + 1 >= last or not _is_title(sheet, first):
        return None
    article = Article(sheet.lines[first].start, sheet.lines[last - 1].end, values={"title": sheet.lines[first][:2]})
    day = day_in(sheet.text, *sheet.lines[dated][:2])
    if day:
        article.values["date"] = (day.start, day.end)
        article.date = day.as_range("stated")
    article.is_complete = True
    return article


def _is_title(sheet: Sheet, i: int) -> bool:
    start, end, _ = sheet.lines[i]
    words = word_count(sheet.text, start, end)
    return sheet.kind(i) == "text" and 2 <= words <= _MOST_TITLE_WORDS and sheet.text[end - 1] not in ".:;,"


def _is_dated(sheet: Sheet, i: int) -> bool:
    """Whether a line gives a day, and little more: "The Outlet, 3 March 2025"."""
    start, end, _ = sheet.lines[i]
    short = end - start <= 100 and word_count(sheet.text, start, end) <= _MOST_DATE_WORDS
    day = day_in(sheet.text, start, end) if short else None
    return bool(day and day.precision == "day" and not is_closed(sheet.text, start, end))


def _are_articles(sheet: Sheet, found: Sequence[Article], *, distinct: bool = False) -> bool:
    """Whether enough of them have running text, and their titles are more than a running header.

    `distinct`: no title may return, not even with another number; else at least half of them must be different.
    """
    long = sum(_words(sheet, article) >= _FEWEST_WORDS for article in found)
    titles = [normal_form(sheet.text[slice(*article.values["title"])]) for article in found]
    if distinct:
        different = len({re.sub(r"\d+", "", title) for title in titles}) == len(titles)
    else:
        different = 2 * len(set(titles)) >= max(len(titles), 2 * _FEWEST)
    return long >= _FEWEST and different


def _words(sheet: Sheet, article: Article) -> int:
    """The words of an article without its metadata."""
    header = sum(word_count(sheet.text, *span) for span in article.header)
    return word_count(sheet.text, article.start, article.end) - header
