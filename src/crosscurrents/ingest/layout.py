"""How a text is laid out: its paragraphs and, roughly, their sentences, as character ranges.

A blank line always parts paragraphs. Whether a single line break does is read off the text: in hard-wrapped text (lines
of at most 100 characters, broken where the next word did not fit) it does not, in all other text each line is a
paragraph. The sentences here serve the judging of junk only; the sentences that are read are cut by annotate.
"""

from __future__ import annotations

import re

from crosscurrents.text.scripts import count_words

Range = tuple[int, int]

BREAKS = "\n\r\v\f\x85\u2028\u2029"  # characters that end a line
_BREAK = re.compile(rf"\r\n|[{BREAKS}]")
_MARKER = re.compile(r"(?:#{1,6}|>+)[ \t]+")
_ITEM = re.compile(r"[-*•◦‣–—][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]|>")
_BLANK = " \t\u00a0\u200b\u200e\u200f\ufeff"
_CLOSERS = "\"'’”»)]*_」』）》"
_END_MARKS = (".", "!", "?", "…", "。", "！", "？", "．", "؟", "۔", "।", "။", "።")
_WRAP_LIMIT = 100  # longest line of hard-wrapped text, in characters
_OVERLONG = 0.05  # share of lines that may stand out over the margin
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'’”»)\]]*(?=\s+[\"'‘“«(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|Jr|Sr|No|vs|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def lines_of(text: str, begin: int = 0) -> list[Range]:
    """The lines of `text` from `begin` on, without their breaks, blank ones included."""
    lines, start = [], begin
    for match in _BREAK.finditer(text, begin):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    return lines


def paragraphs(text: str, begin: int = 0) -> tuple[Range, ...]:
    """The ranges of the paragraphs from `begin` on, in order, without outer blanks and heading marks.

    Lines without a letter or digit (rules, ornaments) belong to none.
    """
    lines = lines_of(text, begin)
    width = _wrap_width(text, lines)
    found: list[Range] = []
    previous: Range | None = None
    for line in lines:
        start, end = _trimmed(text, *line)
        if not _WORD.search(text, start, end):
            previous = None
            continue
        running = bool(previous and found and found[-1][0] < previous[0])
        if previous and width and _continues(text, previous, (start, end), width, running=running):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        previous = (start, end)
    return tuple(found)


def sentences(text: str, start: int, end: int) -> list[Range]:
    """The sentences of text[start:end], cut after end marks before a capital; abbreviations do not end one."""
    found, here = [], start
    for match in _SENTENCE_END.finditer(text, start, end):
        if text[match.start()] == "." and _ABBREVIATION.search(text, max(start, match.start() - 6), match.start() + 1):
            continue
        found.append((here, match.end()))
        here = match.end()
        while here < end and text[here].isspace():
            here += 1
    return [*found, (here, end)] if here < end else found


def word_count(text: str, start: int = 0, end: int | None = None) -> int:
    """The number of words in text[start:end] (`scripts.count_words`)."""
    return count_words(text[start:end])


def is_closed(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] ends like a sentence: with an end mark, whatever quotes and brackets follow it."""
    return text[start:end].rstrip(_CLOSERS + _BLANK).endswith(_END_MARKS)


def is_prose(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is running text: at least 15 words that end like a sentence or a colon, or 60 words."""
    words = word_count(text, start, end)
    return words >= 60 or (words >= 15 and (is_closed(text, start, end) or text[end - 1] == ":"))


def _trimmed(text: str, start: int, end: int) -> Range:
    """[start, end) without outer blanks and a leading heading or quotation mark of Markdown."""
    while start < end and (text[start] in _BLANK or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _BLANK or text[end - 1].isspace()):
        end -= 1
    marker = _MARKER.match(text, start, end)
    return (marker.end(), end) if marker and marker.end() < end else (start, end)


def _wrap_width(text: str, lines: list[Range]) -> int | None:
    """The width to which the text is wrapped, or None where it is not."""
    lengths = [end - start for start, end in lines if " " in text[start:end].strip()]
    if len(lengths) < 3 or max(lengths) > _WRAP_LIMIT:
        return None
    return sorted(lengths)[-1 - int(_OVERLONG * len(lengths))]


def _continues(text: str, before: Range, line: Range, width: int, *, running: bool) -> bool:
    """Whether `line` goes on with the paragraph of the line `before` it; `running` where that went on already.

    A long line without an end mark goes on where it is surely prose: in a running paragraph or with a sentence in it.
    """
    if _ITEM.match(text, *line):
        return False
    first_word = text[line[0] : line[1]].split(maxsplit=1)[0]
    if before[1] - before[0] + 1 + len(first_word) > width:
        return True
    if 2 * (before[1] - before[0]) <= width or is_closed(text, *before):
        return False
    return first_word[0].islower() or running or bool(_SENTENCE_END.search(text, *before))
