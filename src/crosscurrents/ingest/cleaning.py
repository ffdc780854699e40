"""What a stored text holds that is no part of the article: passages to be dropped, each with its reason.

The rules run in the order of `_RULES`; each sees what the earlier ones dropped. Cue lists are data
(resources/junk.yaml); besides them the layout counts: what stands before the first and after the last running text,
what is said twice, what lacks the form of a sentence. Precision comes first: a sentence of the article must never be
dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from crosscurrents.ingest.cues import junk_cues, matches
from crosscurrents.ingest.language import foreign_paragraphs
from crosscurrents.ingest.layout import Range, is_closed, is_prose, sentences, word_count
from crosscurrents.ingest.mash import is_mash
from crosscurrents.records.document import Dropped
from crosscurrents.text.normal import normal_form

_LONGEST_LINE = 60  # words of a line that may be furniture as a whole
_LONGEST_CUE = 1_000  # characters of the same
_LINKS_IN_TEXT = 5  # paragraphs that a teaser heading amid the text may lead
_FEED_WORDS = 5  # words that a feed adds to a repeated headline
_SENTENCE_WORDS = 6  # a shorter sentence may recur by chance
_HEADLINE_CAPITALS = 0.7  # share of longer words with a capital in a headline in title case
_ELLIPSIS = ("…", "...", "[…]", "[...]", "…]")
_ITEM = re.compile(r"[-*•◦‣–—]\s|\d{1,3}[.)]\s")
_NEXT_CAPITAL = re.compile(r"[,:]?\s+[\"'“‘]?([A-Z][a-z]*)\b")
_CRUMB = re.compile(r"\s+[-–—|>»/]\s+|\s*[|>»·]\s*")


class _Page:
    """The text with its paragraphs, and what is dropped so far."""

    def __init__(
        self, text: str, paragraphs: Sequence[Range], title: str | None, title_span: Range | None, language: str
    ) -> None:
        self.text = text
        self.paragraphs = tuple(paragraphs)
        self.title = normal_form(title or "")
        self.title_span = title_span
        self.language = language
        self.dropped: list[Range] = []
        self.reasons: dict[Range, str] = {}

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The normal form of each paragraph."""
        return tuple(normal_form(self.text[start:end]) for start, end in self.paragraphs)

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """Whether each paragraph is running text."""
        return tuple(is_prose(self.text, *p) for p in self.paragraphs)

    @property
    def first_prose(self) -> int:
        """The index of the first running text; their number where there is none."""
        return next((i for i, p in self.kept() if self.prose[i]), len(self.paragraphs))

    @property
    def last_prose(self) -> int:
        """The index of the last running text that is not cut off; -1 where there is none."""
        for i in range(len(self.paragraphs) - 1, -1, -1):
            p = self.paragraphs[i]
            if self.prose[i] and self.is_kept(p) and not self.words(p).endswith(_ELLIPSIS):
                return i
        return -1

    def words(self, span: Range) -> str:
        """The text of a range, with plain apostrophes."""
        return self.text[slice(*span)].replace("’", "'")

    def is_kept(self, span: Range) -> bool:
        """Whether nothing of a range is dropped."""
        at = bisect_right(self.dropped, (span[0], len(self.text) + 1))
        return not any(a < span[1] and span[0] < b for a, b in self.dropped[max(at - 1, 0) : at + 1])

    def drop(self, span: Range, reason: str) -> None:
        """Drop a range, unless part of it is dropped already."""
        if span[0] < span[1] and self.is_kept(span):
            insort(self.dropped, span)
            self.reasons[span] = reason

    def kept(self) -> Iterator[tuple[int, Range]]:
        """The paragraphs of which nothing is dropped, with their indexes."""
        return ((i, p) for i, p in enumerate(self.paragraphs) if self.is_kept(p))


def junk(
    text: str,
    paragraphs: Sequence[Range],
    *,
    title: str | None = None,
    title_span: Range | None = None,
    header: Sequence[tuple[Range, str]] = (),
    language: str = "en",
) -> tuple[Dropped, ...]:
    """The passages of `text` to be dropped, in order, without overlaps.

    Args:
        text: the stored text; all ranges count its characters.
        paragraphs: as given by `layout.paragraphs`.
        title: the document's title, and `title_span` the paragraph that holds it, where one does.
        header: passages that are known to be metadata, with their reasons.
        language: the document's language (ISO 639-1).
    """
    page = _Page(text, paragraphs, title, title_span, language)
    for span, reason in header:
        page.drop(span, reason)
    for rule in _RULES:
        for span, reason in list(rule(page)):
            page.drop(span, reason)
    return tuple(Dropped(start, end, page.reasons[start, end]) for start, end in page.dropped)


def _mash(page: _Page) -> Iterator[tuple[Range, str]]:
    for _, paragraph in page.kept():
        if is_mash(page.text[slice(*paragraph)]):
            yield paragraph, "keyboard mash"


def _repeated_headline(page: _Page) -> Iterator[tuple[Range, str]]:
    """The title said again, alone or with a few words of a feed; its first place in the header stays."""
    if len(page.title.split()) < 3:
        return
    first, last = page.first_prose, page.last_prose
    for i, paragraph in page.kept():
        if paragraph == page.title_span:
            continue
        again = page.forms[i] == page.title and (page.title_span is not None or i > first)
        closed_early = is_closed(page.text, *paragraph) and i <= last and not page.words(paragraph).endswith(_ELLIPSIS)
        if again or (not closed_early and _is_feed_line(page.forms[i], page.title)):
            yield paragraph, "repeated headline"


def _is_feed_line(form: str, title: str) -> bool:
    """Whether a line is the title with a few words before or after it."""
    extra = len(form.split()) - len(title.split())
    return 0 < extra <= _FEED_WORDS and (form.startswith(f"{title} ") or form.endswith(f" {title}"))


def _furniture(page: _Page) -> Iterator[tuple[Range, str]]:
    """Lines that equal a button or label, breadcrumbs, lines "Related: ..." and lines of cue patterns."""
    cues = junk_cues()
    first, last = page.first_prose, page.last_prose
    for i, paragraph in page.kept():
        words, outside = page.words(paragraph), i < first or i > last
        if page.forms[i] in cues.lines or (outside and _is_crumb(words)):
            yield paragraph, "site furniture"
        elif _is_pointer(words):
            yield paragraph, "teaser"
        elif len(words) <= _LONGEST_CUE and word_count(words) <= _LONGEST_LINE:
            reason = _pattern_reason(words)
            # a cue in one of several sentences speaks for it alone, save in furniture around the text
            if reason and ((outside and reason == "site furniture") or len(sentences(words, 0, len(words))) == 1):
                yield paragraph, reason


def _is_crumb(line: str) -> bool:
    """Whether a short line is a name beside the name of a section ("World - Outlet"), or a trail of such."""
    parts = [normal_form(part) for part in _CRUMB.split(line)]
    return 2 <= len(parts) <= 6 and word_count(line) <= 8 and any(part in junk_cues().sections for part in parts)


def _is_pointer(line: str) -> bool:
    """Whether a line is "Read more: ..." or the like, and no sentence."""
    head, colon, rest = line.partition(":")
    return bool(colon) and normal_form(head) in junk_cues().prefixes and not is_closed(rest, 0, len(rest))


def _pattern_reason(words: str) -> str | None:
    return next((reason for reason, patterns in junk_cues().patterns.items() if matches(patterns, words)), None)


def _teasers_after_heading(page: _Page) -> Iterator[tuple[Range, str]]:
    """A heading such as "Read more" with the links that it leads."""
    last = page.last_prose
    for i, paragraph in page.kept():
        if page.forms[i] in junk_cues().headings and not is_closed(page.text, *paragraph):
            yield paragraph, "teaser"
            for link in _links_after(page, i, last):
                yield link, "teaser"


def _links_after(page: _Page, heading: int, last: int) -> Iterator[Range]:
    """All paragraphs after a heading at the end of the text; amid it those that are no sentences."""
    following = page.paragraphs[heading + 1 :]
    if heading > last:
        yield from following
        return
    for paragraph in following[:_LINKS_IN_TEXT]:
        closed = is_closed(page.text, *paragraph) and not page.words(paragraph).endswith(_ELLIPSIS)
        if closed or is_prose(page.text, *paragraph):
            return
        yield paragraph


def _teasers_at_the_end(page: _Page) -> Iterator[tuple[Range, str]]:
    """Headlines of other articles after the last running text: said twice, or at least two in title case."""
    last = page.last_prose
    if last < 0 or page.words(page.paragraphs[last]).endswith(":"):
        return
    counts = Counter(page.forms)
    after = ((i, p) for i, p in page.kept() if i > last)
    lines = [(i, p) for i, p in after if not _ITEM.match(page.text, *p) and not _is_sentence(page, p)]
    titled = [p for i, p in lines if _is_title_case(page.text[slice(*p)])]
    for i, paragraph in lines:
        if counts[page.forms[i]] > 1 or (len(titled) >= 2 and paragraph in titled):
            yield paragraph, "teaser"


def _is_sentence(page: _Page, paragraph: Range) -> bool:
    return is_closed(page.text, *paragraph) and not page.words(paragraph).endswith((*_ELLIPSIS, "?"))


def _is_title_case(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", line)
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= _HEADLINE_CAPITALS * len(words)


def _sentences_about_the_text(page: _Page) -> Iterator[tuple[Range, str]]:
    """Single sentences of disclaimers, credits and newsroom notes inside a paragraph."""
    for _, paragraph in page.kept():
        parts = sentences(page.text, *paragraph)
        for part in parts if len(parts) > 1 or paragraph[1] - paragraph[0] > _LONGEST_CUE else ():
            short = part[1] - part[0] <= _LONGEST_CUE and word_count(page.text, *part) <= _LONGEST_LINE
            reason = _pattern_reason(page.words(part)) if short else None
            if reason:
                yield part, reason


def _inserted_openers(page: _Page) -> Iterator[tuple[Range, str]]:
    """Words put before another's sentence: a call to the reader, or an attribution before a new capital."""
    cues = junk_cues()
    for start, end in page.paragraphs:
        words = page.words((start, end))
        calls = (m for p in cues.openers if (m := p.match(words)))
        claims = (m for p in cues.openers_before_capital if (m := p.match(words)) and _begins_anew(words, m.end()))
        found = next(chain(calls, claims), None)
        if found and found.end() < len(words):
            yield (start, start + found.end()), "inserted opener"


def _begins_anew(words: str, at: int) -> bool:
    """Whether what follows begins with a capital on a word that has one only where a sentence begins."""
    match = _NEXT_CAPITAL.match(words, at)
    return match is not None and match[1] in junk_cues().common_words


def _blurb(page: _Page) -> Iterator[tuple[Range, str]]:
    """Sentences of a first paragraph that the next two paragraphs say again, word for word: a teaser above the text."""
    body = [i for i, p in page.kept() if p != page.title_span and word_count(page.text, *p) >= _SENTENCE_WORDS]
    if len(body) < 3:
        return
    below = " ".join(f" {page.forms[i]} " for i in body[1:3])
    first = page.paragraphs[body[0]]
    if page.words(first).endswith(_ELLIPSIS) and f" {page.forms[body[0]]}" in below:
        yield first, "teaser"
        return
    for sentence in sentences(page.text, *first):
        form = normal_form(page.text[slice(*sentence)])
        if len(form.split()) >= _SENTENCE_WORDS and f" {form} " in below:
            yield sentence, "teaser"


def _repeated_paragraphs(page: _Page) -> Iterator[tuple[Range, str]]:
    seen: set[str] = set()
    for i, paragraph in page.kept():
        if page.forms[i] in seen and len(page.forms[i].split()) >= _SENTENCE_WORDS:
            yield paragraph, "repeated paragraph"
        seen.add(page.forms[i])


def _other_language(page: _Page) -> Iterator[tuple[Range, str]]:
    first, last = page.first_prose, page.last_prose
    ranges = [p for _, p in page.kept()]
    outside = {p for i, p in page.kept() if i < first or i > last}
    for paragraph, language in foreign_paragraphs(page.text, ranges, page.language, outside):
        yield paragraph, f"other language: {language}"


_RULES = (
    _mash,
    _furniture,
    _sentences_about_the_text,
    _repeated_headline,
    _teasers_after_heading,
    _teasers_at_the_end,
    _inserted_openers,
    _blurb,
    _repeated_paragraphs,
    _other_language,
)
