"""The lines of a file of many articles: what each is by its form, before it is known to which article it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from crosscurrents.ingest.bundle_layouts import bundle_cues
from crosscurrents.ingest.dating import FoundDate, dates_in
from crosscurrents.ingest.layout import Range, is_prose, lines_of, word_count
from crosscurrents.text.normal import normal_form, words_at

BLANK, PAGE = "blank", "page"  # what parts a line from the one before it
LONGEST_MARK = 200  # characters; a longer line marks nothing
_LONGEST_LABEL = 50
_LONGEST_DATE_LINE = 160
_MOST_FIELDS = 12  # words beside the date, in a line of several fields
_WRAP_LIMIT = 100  # longest line of hard-wrapped text, in characters
_WRAPPED = 55  # a shorter line of such a text does not go on
_AROUND = " \t*_#|>\u00a0\u200b\u200e\u200f\ufeff"
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w /'’().&-]{0,45}?)(?<! )[ \u00a0]?:(?:[ \t|*_]*)")
_TAG = re.compile(r"(?P<tag>[A-Z]{2,3})(?:[ \t]*\|[ \t]*|[ \t]+|$)")
_TITLE_TAG, _TEXT_TAG = (re.compile(rf"^[ \t|]*(?:{tags})(?:[ \t|]|$)", re.MULTILINE) for tags in ("HD", "LP|TD"))
_RULER = re.compile(r"[_=*—–-]{20,}")
_FOREIGN = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:er|\.|º|°)? ?(?:de )?(?P<month>[^\W\d_]{3,10})\.?,? (?:de |del )?"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>(?:19|20)\d\d)(?!\d)")


class Line(NamedTuple):
    """A line that is not blank, without blanks around it; `gap` says what stands before it: nothing, BLANK or PAGE."""

    start: int
    end: int
    gap: str


class Label(NamedTuple):
    """What a line's label stands for, its rank among the labels for that, and where its value begins."""

    field: str
    rank: int
    value: int


class Sheet:
    """A text by its lines, each judged once and only when it is asked for."""

    def __init__(self, text: str, furniture: Sequence[Range] = ()) -> None:
        """`furniture` are ranges of running headers, whose lines are passed over."""
        self.text = text
        self.lines = tuple(_lines(text, furniture))
        self._labels: dict[int, Label | None] = {}
        self._kinds: dict[int, str] = {}
        self._dates: dict[int, FoundDate | None] = {}
        self.has_tags = bool(_TITLE_TAG.search(text) and _TEXT_TAG.search(text))
        self.is_wrapped = max((line.end - line.start for line in self.lines), default=0) <= _WRAP_LIMIT

    def words(self, i: int) -> str:
        """The line without marks of emphasis and headings around it."""
        return self.text[self.lines[i].start : self.lines[i].end].strip(_AROUND)

    def label(self, i: int) -> Label | None:
        """The label with which a line begins, if bundles.yaml knows it."""
        if i not in self._labels:
            self._labels[i] = self._label(i)
        return self._labels[i]

    def kind(self, i: int) -> str:
        """What a line is: label, tail, ruler, words, copyright, page, time, byline, language, code, date or text."""
        if i not in self._kinds:
            self._kinds[i] = self._kind(i)
        return self._kinds[i]

    def date(self, i: int) -> FoundDate | None:
        """The date of a line that is one of dates."""
        if i not in self._dates:
            self._dates[i] = _line_date(self.text, self.lines[i])
        return self._dates[i]

    def field(self, i: int) -> str:
        """What a line's label stands for; empty where it has none."""
        label = self.label(i)
        return label.field if label else ""

    def is_tagged(self, i: int) -> bool:
        """Whether a line begins with a tag of two letters."""
        return self._tag(i) is not None

    def counts_words(self, i: int) -> bool:
        """Whether a line gives the number of words of an article, with a label or without."""
        label = self.label(i)
        words = self.text[label.value : self.lines[i].end] if label and label.field == "words" else self.words(i)
        return bool(bundle_cues().words.fullmatch(words))

    def goes_on(self, i: int) -> bool:
        """Whether a line goes on with the one before it: a long line of hard-wrapped text that was broken."""
        before = self.lines[i - 1]
        return self.is_wrapped and i > 0 and not self.lines[i].gap and before.end - before.start >= _WRAPPED

    def is_running(self, i: int) -> bool:
        """Whether a line is running text, or in hard-wrapped text may be a line of it."""
        line = self.lines[i]
        return is_prose(self.text, line.start, line.end) or (self.is_wrapped and line.end - line.start >= _WRAPPED)

    def _tag(self, i: int) -> re.Match[str] | None:
        if not self.has_tags:
            return None
        line = self.lines[i]
        start = line.end - len(self.text[line.start : line.end].lstrip(_AROUND))
        tag = _TAG.match(self.text, start, line.end)
        return tag if tag and tag["tag"] in bundle_cues().tags else None

    def _label(self, i: int) -> Label | None:
        line, cues = self.lines[i], bundle_cues()
        start = line.end - len(self.text[line.start : line.end].lstrip(_AROUND))
        tag = self._tag(i)
        if tag:
            return Label(*cues.tags[tag["tag"]], tag.end())
        found = _LABEL.match(self.text, start, min(line.end, start + _LONGEST_LABEL))
        if found:
            known = cues.labels.get(normal_form(found["label"]))
            return Label(*known, found.end()) if known else None
        heading = cues.headings.get(normal_form(self.words(i))) if line.end - start <= _LONGEST_LABEL else None
        return Label("body", 0, line.end) if heading == "body" else None

    def _kind(self, i: int) -> str:
        line, words = self.lines[i], self.words(i)
        if not any(char.isalnum() for char in words):
            return "ruler"
        if line.end - line.start > LONGEST_MARK:
            return "label" if self.label(i) else "text"
        if bundle_cues().headings.get(normal_form(words)) == "tail":
            return "tail"
        return "label" if self.label(i) else _form(words) or ("date" if self.date(i) else "text")


def _form(words: str) -> str:
    """The kind of a line that has the form of one; empty where it has none."""
    cues = bundle_cues()
    if cues.words.fullmatch(words):
        return "words"
    found = next((kind for kind, form in cues.lines.items() if form.fullmatch(words)), "")
    return found or ("language" if normal_form(words) in cues.languages else "")


def is_ruler(text: str, line: Line) -> bool:
    """Whether a line is a long rule."""
    return bool(_RULER.fullmatch(text, line.start, line.end))


def day_in(text: str, start: int, end: int) -> FoundDate | None:
    """The first date of text[start:end], in English or a language of bundles.yaml; with points the day goes first."""
    found = dates_in(text, start, end)
    if found:
        return found[0]
    months = bundle_cues().months
    for match in _FOREIGN.finditer(text, start, end):
        made = _made(match, months.get(normal_form(match["month"])))
        if made:
            return made
    dotted = _DOTTED.search(text, start, end)
    return _made(dotted, int(dotted["month"])) if dotted else None


def _made(match: re.Match[str], month: int | None) -> FoundDate | None:
    try:
        day = date(int(match["year"]), month or 0, int(match["day"]))
    except ValueError:
        return None
    return FoundDate(*match.span(), day, day, "day")


def _line_date(text: str, line: Line) -> FoundDate | None:
    """The date of a line that holds little else: weekday, hour, edition; or a count of words, a page and a section."""
    if line.end - line.start > _LONGEST_DATE_LINE:
        return None
    found = day_in(text, line.start, line.end)
    if found is None:
        return None
    beside = f"{text[line.start : found.start]} {text[found.end : line.end]}"
    cues = bundle_cues()
    if all(word in cues.date_words or word.isdigit() for _, _, word in words_at(beside)):
        return found
    fields = cues.beside_date.search(beside)
    return found if fields and word_count(beside) <= _MOST_FIELDS else None


def _lines(text: str, furniture: Sequence[Range]) -> Iterator[Line]:
    gap, passed = "", 0
    for start, end in lines_of(text):
        stripped = text[start:end].strip()
        while passed < len(furniture) and furniture[passed][1] <= start:
            passed += 1
        hidden = passed < len(furniture) and furniture[passed][0] < end
        if stripped and not hidden:
            begin = start + text[start:end].index(stripped[0])
            yield Line(begin, begin + len(stripped), gap)
            gap = ""
        elif not stripped and gap != PAGE:
            gap = BLANK
        if text[end : end + 1] == "\f":
            gap = PAGE
