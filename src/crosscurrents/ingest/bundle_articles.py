"""One article of a bundle: where it begins, which of its lines are metadata, and what these say.

A stretch of lines between two marks is read from three sides: the labels in it, the lines without a label before and
after its anchor (a date, a count of words, the first label), and from its end back the index that a database adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from crosscurrents.ingest.bundle_layouts import Layout, bundle_cues
from crosscurrents.ingest.bundle_lines import PAGE, Sheet, day_in
from crosscurrents.ingest.layout import Range, is_closed, word_count
from crosscurrents.ingest.metadata import Found
from crosscurrents.records.dates import DateRange

METHOD = "press database"
_REASON = "front matter"
_LONGEST_HEADER = 60  # lines before the text of an article
_LONGEST_AFTER = 16  # lines between the anchor and the text, where no label opens it
_LONGEST_INDEX = 12  # lines between the heading of an index and the labels in it
_LONGEST_WRAP = 40  # lines over which one value may be wrapped
_LONGEST_COVER = 30  # lines from the anchor to the label of the text, where a cover page stands before the article
_LONGEST_TITLE = 8  # lines before the anchor; where more stand there, the first belong to a cover page
_DATED_WITHIN = (8, 3)  # lines before and after a count of words, where a header gives its date
_MOST_NAME_WORDS = 6
_LONGEST_PART = 60  # characters of a database's number
_LONGEST_VALUE = 300  # characters of a title or a name
_LAST_IN_HEADER = frozenset({"language", "copyright"})  # nothing else follows them there
_IN_HEADER = frozenset({"label", "words", "copyright", "page", "time", "byline", "language", "code", "date"})
_IN_INDEX = frozenset({"tail", "copyright", "page", "address", "ruler"})
_BY = re.compile(r"(?:by|von|par|por|di|door)\s+", re.IGNORECASE)
_PAGE_OF_SECTION = re.compile(r"(?:pg?|s|page|seite)\.? ?[A-Z]{0,3}-?\d[\w-]*$", re.IGNORECASE)
_PART = re.compile(r"[\w|.·:-]{3,}")


class Stretch(NamedTuple):
    """Lines [first, last) between two marks: whether a mark opens and one closes them, and the number that it gives."""

    first: int
    last: int
    is_opened: bool  # else what stands before may be a cover page
    is_marked: bool  # by a mark that stands at nothing but articles
    part: str = ""


@dataclass
class Article:
    """An article: its characters, what is known of it, the characters of metadata, and whether all that it needs is
    there. Offsets count in the whole text.
    """

    start: int
    end: int
    values: dict[str, Range] = field(default_factory=dict)
    date: DateRange | None = None
    part: str = ""
    header: list[Range] = field(default_factory=list)
    is_complete: bool = False


class _Head(NamedTuple):
    """The lines [first, body) before the text, the anchor among them, and what lines without a label are."""

    first: int
    body: int
    roles: dict[int, str]


def read_article(sheet: Sheet, stretch: Stretch, layout: Layout) -> Article | None:
    """The article in a stretch of lines; None where it holds no text or nothing that tells whose it is."""
    head = _head(sheet, stretch, layout)
    if head is None:
        return None
    last = _without_rulers(sheet, head.body, stretch.last)
    tail = _tail(sheet, head.body, last)
    begin = _text_begins(sheet, head, tail)
    if not any(char.isalnum() for char in sheet.text[begin : sheet.lines[tail - 1].end]):
        return None
    article = Article(sheet.lines[head.first].start, sheet.lines[last - 1].end, part=stretch.part)
    lines = [*range(head.first, head.body + 1), *range(tail, last)]
    article.values = {**_positional(sheet, head), **labelled(sheet, lines, last)}
    read_date(sheet, article, range(head.first, head.body))
    article.part = article.part or part_of(sheet, article)
    article.header = list(_header(sheet, head, begin, tail, last))
    known = set(article.values) | ({"date"} if article.date else set()) | ({"body"} if _is_body(sheet, head) else set())
    article.is_complete = layout.needs <= known
    told = stretch.is_marked and known & {"title", "publisher", "date"}
    return article if article.is_complete or told else None


def next_header(sheet: Sheet, stretch: Stretch, layout: Layout) -> int | None:
    """The line at which another article begins in a stretch, because the mark between the two is missing: there the
    words are counted once more, beside a date.
    """
    head = _head(sheet, stretch, layout)
    if head is None or "words" not in layout.needs:
        return None
    for i in range(head.body + 1, stretch.last):
        if sheet.counts_words(i):
            before, after = max(head.body + 1, i - _DATED_WITHIN[0]), min(stretch.last, i + _DATED_WITHIN[1])
            dates = [j for j in range(before, after) if sheet.kind(j) == "date"]
            if dates:
                anchor = i if layout.anchor == "words" else dates[-1]
                return _first(sheet, stretch._replace(first=head.body + 1, is_opened=False), anchor, layout)
    return None


def found_of(text: str, article: Article) -> Found:
    """What the metadata of an article say, with offsets that count from its beginning."""
    found = Found(title=_value(text, article, "title"), address=_value(text, article, "address"))
    found.publisher = _outlet(_value(text, article, "publisher"))
    found.author = _author(_value(text, article, "author"))
    if article.date:
        start, end = article.values["date"]
        found.set_date(article.date, (start - article.start, end - article.start), METHOD)
    sections = re.split(r"[;,|/]", _value(text, article, "section") or "")
    found.section = [s.strip() for s in sections if s.strip() and not _PAGE_OF_SECTION.match(s.strip())]
    found.header = [((start - article.start, end - article.start), _REASON) for start, end in article.header]
    return found


# ---- before the text
def _head(sheet: Sheet, stretch: Stretch, layout: Layout) -> _Head | None:
    limit = stretch.last if not stretch.is_opened else min(stretch.last, stretch.first + _LONGEST_HEADER)
    body = next((i for i in range(stretch.first, limit) if sheet.field(i) == "body"), None)
    anchor = _anchor(sheet, stretch, layout, limit if body is None else body, is_open=body is None)
    if anchor is None:
        return None
    if layout.anchor == "label" and body is None and not sheet.is_tagged(anchor):
        running = next((i for i in range(stretch.first, anchor) if sheet.is_running(i)), None)
        if running is not None:
            return _bare_head(sheet, stretch, running, layout)
    first = _first(sheet, stretch, anchor, layout)
    roles = _before(sheet, first, anchor, layout)
    end, after = _after(sheet, anchor, stretch.last if body is None else body, layout)
    return _Head(first, end if body is None else body, {**roles, **after})


def _bare_head(sheet: Sheet, stretch: Stretch, running: int, layout: Layout) -> _Head:
    """The head of an article whose labels all stand behind its text, which begins at line `running`."""
    first = _first(sheet, stretch, running, layout)
    return _Head(first, running, _before(sheet, first, running, layout))


def _anchor(sheet: Sheet, stretch: Stretch, layout: Layout, limit: int, *, is_open: bool) -> int | None:
    """The line by which the header is known: the last before the text where a cover page stands before it."""
    first = stretch.first if stretch.is_opened or is_open else max(stretch.first, limit - _LONGEST_COVER)
    kinds = [i for i in range(first, limit) if sheet.kind(i) == layout.anchor]
    if layout.anchor == "words":
        kinds = [i for i in kinds if any(sheet.kind(j) == "date" for j in range(i + 1, min(i + 4, limit)))]
    if kinds and layout.anchor != "label":
        near = is_open or (stretch.is_opened and kinds[0] - first <= _LONGEST_TITLE)
        return kinds[0] if near else kinds[-1]
    if not stretch.is_opened:
        first = max((i for i in range(first, limit) if sheet.lines[i].gap == PAGE), default=first)
    labels = [i for i in range(first, limit) if sheet.kind(i) == "label" and sheet.field(i) != "other"]
    tags = [i for i in range(first, limit) if sheet.is_tagged(i)]
    return next(iter(tags or labels), limit if stretch.is_opened and not is_open else None)


def _first(sheet: Sheet, stretch: Stretch, anchor: int, layout: Layout) -> int:
    """The first line of the article: that of the stretch, or where a cover page stands before it, that of the title,
    as far as the layout has lines before the anchor.
    """
    if stretch.is_opened and anchor - stretch.first <= _LONGEST_TITLE:
        passed = (i for i in range(stretch.first, anchor) if sheet.kind(i) not in ("page", "ruler"))
        return next(passed, anchor)
    if sheet.is_tagged(anchor):
        return anchor
    at, groups = anchor, 0
    while at > stretch.first and sheet.lines[at].gap != PAGE:
        is_text = _is_text(sheet, at - 1)
        groups += is_text and not (groups and sheet.goes_on(at))
        if not (is_text or sheet.kind(at - 1) == "byline") or groups > len(layout.before):
            break
        at -= 1
    return at


def _before(sheet: Sheet, first: int, anchor: int, layout: Layout) -> dict[int, str]:
    """What the lines without a label are that stand before the anchor."""
    lines = [i for i in range(first, anchor) if _is_text(sheet, i)]
    roles = {i: "author" for i in range(first, anchor) if sheet.kind(i) == "byline"}
    if not lines:
        return roles
    if layout.before == ("publisher",):
        return {**roles, lines[0]: "publisher"}
    if layout.before[-1] == "publisher" and (len(lines) > 1 or lines[0] != first):
        roles[lines.pop()] = "publisher"
    if not lines or sheet.kind(first) == "copyright":
        return roles
    if layout.anchor == "words":
        return {**roles, **_around_title(sheet, lines)}
    return {**roles, **dict.fromkeys(_group(sheet, lines), "title")}


def _is_text(sheet: Sheet, i: int) -> bool:
    """Whether a line before the anchor may be a title or a name: "Correction: ..." is a title there, no label."""
    return sheet.kind(i) == "text" or sheet.field(i) == "other"


def _around_title(sheet: Sheet, lines: list[int]) -> dict[int, str]:
    """The longest line is the title; a section may stand before it, a name after it."""
    title = max(lines, key=lambda i: (word_count(sheet.words(i)), -i))
    return {i: "section" if i < title else "title" if i == title else "author" for i in lines}


def _group(sheet: Sheet, lines: list[int]) -> list[int]:
    """The first of `lines` with those that go on with it."""
    last = 1
    while last < len(lines) and lines[last] == lines[last - 1] + 1 and sheet.goes_on(lines[last]):
        last += 1
    return lines[:last]


def _after(sheet: Sheet, anchor: int, last: int, layout: Layout) -> tuple[int, dict[int, str]]:
    """Where the text begins if no label opens it, and what the lines without a label after the date are."""
    roles: dict[int, str] = {}
    waiting, seen = list(layout.after), set[str]()
    body = anchor
    for i in range(anchor, min(last, anchor + _LONGEST_AFTER)):
        kind = sheet.kind(i)
        seen.add(kind)
        role = _role(sheet, i, waiting) if "date" in seen and kind in ("text", "byline", "code") else ""
        if role:
            roles[i], body = role, i + 1
        elif kind in (_LAST_IN_HEADER if seen & _LAST_IN_HEADER else _IN_HEADER):
            body = i + 1
        elif kind != "text" or sheet.is_running(i) or "copyright" in seen:
            break
    return body, roles


def _role(sheet: Sheet, i: int, waiting: list[str]) -> str:
    """The next role for a line, taken out of `waiting`; an author must be a name."""
    words = sheet.words(i)
    if not waiting or (waiting[0] != "title" and sheet.is_running(i)):
        return ""
    if waiting[0] == "author" and not _is_name(words):
        waiting.pop(0)
        return ""
    return waiting.pop(0)


def _is_name(words: str) -> bool:
    longer = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    capitals = bool(longer) and all(word[0].isupper() for word in longer)
    return capitals and len(words.split()) <= _MOST_NAME_WORDS and not is_closed(words, 0, len(words))


# ---- after the text
def _without_rulers(sheet: Sheet, first: int, last: int) -> int:
    while last > first + 1 and sheet.kind(last - 1) == "ruler":
        last -= 1
    return last


def _tail(sheet: Sheet, first: int, last: int) -> int:
    """The line at which the index after the text begins."""
    at = last
    while at > first + 1:
        kind = sheet.kind(at - 1)
        if kind in _IN_INDEX or (kind == "label" and sheet.field(at - 1) != "body"):
            at -= 1
            continue
        heading = _index_above(sheet, first + 1, at) or _wrapped_label(sheet, first + 1, at)
        if heading is None:
            break
        at = heading
    return at


def _index_above(sheet: Sheet, first: int, at: int) -> int | None:
    """The heading of an index some lines above."""
    above = range(at - 1, max(first, at - _LONGEST_INDEX) - 1, -1)
    return next((i for i in above if sheet.kind(i) == "tail"), None)


def _wrapped_label(sheet: Sheet, first: int, at: int) -> int | None:
    """The line of the label whose value is wrapped over the lines before `at`."""
    i = at - 1
    while i > max(first, at - _LONGEST_WRAP) and sheet.goes_on(i):
        i -= 1
        if sheet.kind(i) == "label" and sheet.field(i) != "body":
            return i
    return None


# ---- what is said
def _is_body(sheet: Sheet, head: _Head) -> bool:
    return head.body < len(sheet.lines) and sheet.field(head.body) == "body"


def _text_begins(sheet: Sheet, head: _Head, tail: int) -> int:
    """The character at which the text begins: after the label that opens it."""
    if not _is_body(sheet, head):
        return sheet.lines[min(head.body, tail - 1)].start if head.body < tail else sheet.lines[tail - 1].end
    label = sheet.label(head.body)
    return label.value if label else sheet.lines[head.body].end


def _positional(sheet: Sheet, head: _Head) -> dict[str, Range]:
    """The ranges of lines without a label."""
    found: dict[str, Range] = {}
    for i in sorted(head.roles):
        start, end = sheet.lines[i].start, sheet.lines[i].end
        found[head.roles[i]] = (found.get(head.roles[i], (start, end))[0], end)
    for i in range(head.first, head.body):
        if sheet.kind(i) == "words":
            found.setdefault("words", sheet.lines[i][:2])
    if "publisher" not in found:
        found.update(_beside_date(sheet, head))
    return found


def _beside_date(sheet: Sheet, head: _Head) -> dict[str, Range]:
    """The outlet that stands on the line of the date, before it, where that is the first line."""
    date = sheet.date(head.first) if sheet.kind(head.first) == "date" else None
    before = (sheet.lines[head.first].start, date.start) if date else (0, 0)
    return {"publisher": before} if word_count(sheet.text, *before) > 1 else {}


def labelled(sheet: Sheet, lines: list[int], last: int) -> dict[str, Range]:
    """The ranges of labelled values; of several labels for one thing the one that is believed most."""
    best: dict[str, tuple[int, Range]] = {}
    for i in lines:
        label = sheet.label(i) if i < last else None
        if label is None or label.field in ("body", "other"):
            continue
        value = _value_of(sheet, i, label.value, last)
        if not value or (label.field == "words" and not bundle_cues().words.fullmatch(sheet.text[slice(*value)])):
            continue
        if label.field == "date" and day_in(sheet.text, *value) is None:
            continue
        if label.field not in best or label.rank < best[label.field][0]:
            best[label.field] = label.rank, value
    return {name: value for name, (_, value) in best.items()}


def _value_of(sheet: Sheet, i: int, start: int, last: int) -> Range | None:
    """The value beside a label, else on the line after it, with the lines that go on with it."""
    end = sheet.lines[i].end
    if not sheet.text[start:end].strip(" \t*_|"):
        if i + 1 >= last or sheet.kind(i + 1) in ("label", "tail", "ruler"):
            return None
        i, (start, end) = i + 1, sheet.lines[i + 1][:2]
    while i + 1 < last and sheet.goes_on(i + 1) and sheet.kind(i + 1) == "text":
        i, end = i + 1, sheet.lines[i + 1].end
    return start, end


def read_date(sheet: Sheet, article: Article, lines: range) -> None:
    """The date of the label for it, else of the first line of dates, else beside the outlet."""
    spans = [article.values[name] for name in ("date",) if name in article.values]
    spans += [sheet.lines[i][:2] for i in lines if sheet.kind(i) == "date"]
    spans += [article.values["publisher"]] if "publisher" in article.values else []
    found = next((day for span in spans if (day := day_in(sheet.text, *span))), None)
    article.values.pop("date", None)
    if found:
        article.values["date"] = (found.start, found.end)
        article.date = found.as_range("metadata")


def part_of(sheet: Sheet, article: Article) -> str:
    """The database's own number, as far as it is one word."""
    value = article.values.get("part")
    found = _PART.search(sheet.text, *value) if value else None
    return found.group()[:_LONGEST_PART] if found else ""


def _header(sheet: Sheet, head: _Head, begin: int, tail: int, last: int) -> Iterator[Range]:
    """The ranges of metadata: the lines before the text but a title that stands alone, and the index after it."""
    titles = [i for i, role in head.roles.items() if role == "title"]
    lines = [i for i in range(head.first, head.body) if [i] != titles]
    lines += [head.body] if _is_body(sheet, head) else []
    for i in lines:
        end = sheet.lines[i].end
        yield sheet.lines[i].start, min(end, begin) if i == head.body else end
    for i in range(head.body + 1, tail):
        label = sheet.label(i)
        if label and sheet.is_tagged(i) and label.field == "body":
            yield sheet.lines[i].start, label.value
    for i in range(tail, last):
        yield sheet.lines[i].start, sheet.lines[i].end


def _value(text: str, article: Article, name: str) -> str | None:
    """A value on one line, without marks around it."""
    start, end = article.values.get(name, (0, 0))
    return " ".join(text[start:end].split()).strip(" *_#|")[:_LONGEST_VALUE] or None


def _outlet(value: str | None) -> str | None:
    """The name of an outlet without place, number, date and page behind it."""
    if not value:
        return None
    cut = bundle_cues().after_publisher.search(value)
    name = value[: cut.start()] if cut else value
    date = day_in(name, 0, len(name))
    return name[: date.start if date else None].strip(" ,.-–—•|*_") or None


def _author(value: str | None) -> str | None:
    if not value:
        return None
    return ", ".join(part.strip() for part in _BY.sub("", value, count=1).split(";") if part.strip()) or None
