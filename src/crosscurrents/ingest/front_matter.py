"""Front matter: the block of `key: value` lines before a text, read with the place of each value.

Read by line and not by a YAML parser: every value keeps its characters' range, and no input can blow up or fail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crosscurrents.ingest.layout import Range, lines_of

_PAIR = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*(:|=)[ \t]*(.*)")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_MOST_LINES = 200  # a longer block is no front matter
_BARE_KEYS = frozenset(
    {
        "title",
        "headline",
        "publisher",
        "outlet",
        "source",
        "site",
        "author",
        "authors",
        "byline",
        "date",
        "published",
        "url",
        "address",
        "link",
    }
)


@dataclass(frozen=True)
class FrontMatter:
    """The block's end (0 where there is none) and, for each key in lower case, the range of its value."""

    end: int = 0
    values: dict[str, Range] = field(default_factory=dict)

    def find(self, *keys: str) -> Range | None:
        """The range of the first of `keys` that has a value."""
        return next((self.values[key] for key in keys if key in self.values), None)

    def value(self, text: str, *keys: str) -> str | None:
        """The value of the first of `keys` that has one."""
        found = self.find(*keys)
        return text[slice(*found)] if found else None


def front_matter(text: str) -> FrontMatter:
    """Find the front matter of `text`: fenced by --- or +++, or at least two bare lines of well-known keys."""
    begin = 1 if text.startswith("\ufeff") else 0
    lines = lines_of(text[: begin + 40_000], begin)[: _MOST_LINES + 1]
    fence = text[slice(*lines[0])].rstrip()
    return _fenced(text, lines, fence) if fence in _FENCES else _bare(text, lines)


def _fenced(text: str, lines: list[Range], fence: str) -> FrontMatter:
    values: dict[str, Range] = {}
    for start, end in lines[1:]:
        line = text[start:end].rstrip()
        if line in _FENCES[fence]:
            return FrontMatter(end, values) if values else FrontMatter()
        pair = _PAIR.match(text, start, end)
        if pair:
            _keep(values, text, pair)
        elif line and not line[0].isspace() and line[0] not in "-#]}[":
            return FrontMatter()
    return FrontMatter()


def _bare(text: str, lines: list[Range]) -> FrontMatter:
    values: dict[str, Range] = {}
    last = 0
    for start, end in lines:
        pair = _PAIR.match(text, start, end)
        if not pair or pair[2] != ":" or pair[1].strip().lower() not in _BARE_KEYS:
            blank = not text[start:end].strip()
            return FrontMatter(last, values) if blank and len(values) >= 2 else FrontMatter()
        _keep(values, text, pair)
        last = end
    return FrontMatter()


def _keep(values: dict[str, Range], text: str, pair: re.Match[str]) -> None:
    """Keep the first value of a key, without quotation marks, brackets and blanks around it."""
    start, end = pair.span(3)
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start >= 2 and text[start] in "\"'[" and text[end - 1] == {"[": "]"}.get(text[start], text[start]):
        start, end = start + 1, end - 1
    if end > start and text[start:end] not in ("|", ">", "null", "~"):
        values.setdefault(pair[1].strip().lower(), (start, end))
