"""Hand-made sentences with marks: what the extractors take, without a parser or weights.

`parses.json` holds the parser's arrays for a few sentences of our own; everything else is made here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from crosscurrents.config import DEFAULT, Config
from crosscurrents.extract.view import View
from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.document import (
    Annotated,
    Attribution,
    Cue,
    Document,
    Link,
    Mark,
    Marks,
    Mention,
    Name,
    Original,
    Parse,
    QuoteMark,
    RoleMark,
    Sentence,
    TimeMark,
)
from crosscurrents.records.provenance import Speaker

PARSES: dict[str, dict[str, list[str]]] = {
    row["text"]: row for row in json.loads((Path(__file__).parent / "parses.json").read_text(encoding="utf-8"))
}

PORT = next(text for text in PARSES if "Port Crater" in text)


def parse_of(text: str) -> Parse:
    """The stored parse of `text`; none for a sentence that has none."""
    row = PARSES.get(text)
    if row is None:
        return Parse()
    rows = [token.split(" ") for token in row["tokens"]]
    starts, at = [], 0
    for form, *_ in rows:
        at = text.index(form, at)
        starts.append(at)
        at += len(form)
    forms, lemmas, pos, tags, deps, heads = zip(*rows, strict=True)
    return Parse(
        starts=tuple(starts),
        ends=tuple(s + len(f) for s, f in zip(starts, forms, strict=True)),
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        deps=deps,
        heads=tuple(map(int, heads)),
        chunks=tuple((text.index(c), text.index(c) + len(c)) for c in row["chunks"]),
    )


class Maker:
    """Makes the marks of one sentence; words are named by what they are in its text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, words: str) -> tuple[int, int]:
        """The first place of `words`."""
        start = self.text.index(words)
        return start, start + len(words)

    def mark(
        self,
        layer: str,
        label: str,
        words: str,
        roles: Iterable[tuple[str, str]] = (),
        score: float = 0.9,
        **attributes: str,
    ) -> Mark:
        """A learned mark; attributes are certain, `main` and `conditional` are "yes" or "no"."""
        heads = {name: (value, 0.95) for name, value in attributes.items()}
        for head in ("main", "conditional"):
            if head in attributes:
                heads[head] = (head, 0.9 if attributes[head] == "yes" else 0.1)
        found = tuple(RoleMark(role, *self.at(w), 0.9) for role, w in roles)
        return Mark(layer, label, *self.at(words), score, found, heads)

    def name(self, words: str, type: str) -> Name:
        """A recognised name."""
        return Name(*self.at(words), type)

    def time(self, words: str, first: str, last: str | None = None) -> TimeMark:
        """A time from one day to another."""
        return TimeMark(*self.at(words), DateRange(first, last or first, "day", "stated"))

    def cue(self, kind: str, words: str) -> Cue:
        """A cue word."""
        return Cue(kind, words, *self.at(words))

    def quote(self, words: str, speaker: str = "narrator", *, scare: bool = False) -> QuoteMark:
        """Words between quotation marks."""
        return QuoteMark(*self.at(words), scare, Speaker(name=speaker))

    def attribution(self, words: str, speaker: str) -> Attribution:
        """Words that someone says."""
        return Attribution(*self.at(words), Speaker(name=speaker))

    def said(self, words: str, speaker: str, cue: str) -> Attribution:
        """Words that someone says, with the word that says so."""
        return Attribution(*self.at(words), Speaker(name=speaker), self.at(cue))


def document(text: str, date: str | None = "2031-04-20") -> Document:
    """A report that holds nothing but `text`."""
    return Document(
        id="0123456789abcdef",
        locator="made/text.txt",
        name="text.txt",
        text=text,
        original=Original("0" * 64, len(text), "text/plain"),
        media="text/plain",
        date=day(date, "metadata") if date else None,
        kind="report",
        paragraphs=((0, len(text)),),
    )


def sentence(text: str, marks: Iterable[Mark] = (), links: Iterable[Link] = (), **fields: object) -> Sentence:
    """The sentence `text` with its stored parse."""
    given: Mapping[str, object] = {name: tuple(value) for name, value in fields.items()}  # type: ignore[call-overload]
    found = Marks(tuple(marks), tuple(links))
    return Sentence(index=0, start=0, end=len(text), paragraph=0, parse=parse_of(text), marks=found, **given)


def view(
    text: str, marks: Iterable[Mark] = (), links: Iterable[Link] = (), *, config: Config = DEFAULT, **fields: object
) -> View:
    """What an extractor sees of `text`."""
    date, news = fields.pop("date", "2031-04-20"), fields.pop("news", ())
    seen = document(text, date)  # type: ignore[arg-type]
    return View(seen, sentence(text, marks, links, **fields), config, news)  # type: ignore[arg-type]


def annotated(*sentences: Sentence, mentions: Iterable[Mention] = ()) -> Annotated:
    """The sentences as annotate hands them on."""
    return Annotated("0123456789abcdef", sentences, tuple(mentions))
