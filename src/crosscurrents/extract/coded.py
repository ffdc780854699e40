"""Rows of a table of coded events, as statements: an event a row, and a figure where it counts the dead.

What a person coded is taken as it stands, with the row as evidence and `coded` as its method; its confidence is 1, for
nothing was guessed. A row that names outlets rests on them: the first is the speaker, so that a row coded from Reuters
is no witness beside Reuters; the others are the speaker's `chain`, since the row may have been coded from any of them,
which keeps them from being counted as surely apart (resolve/corroboration.py).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, cast

from msgspec.structs import replace

from crosscurrents.config import Config
from crosscurrents.lexicon.actors import load_actors
from crosscurrents.lexicon.coding import load_coding
from crosscurrents.lexicon.plover import is_cooperative
from crosscurrents.lexicon.units import PERSONS
from crosscurrents.records.coding import CODED, Coding
from crosscurrents.records.dates import DateRange, Precision
from crosscurrents.records.document import Document, Mention, Modality
from crosscurrents.records.identity import statement_id
from crosscurrents.records.provenance import Evidence, Speaker
from crosscurrents.records.statement import EventStatement, FigureStatement, PloverType, Reading, Words
from crosscurrents.text.coded import CodedRow, CodedTable, Said
from crosscurrents.text.days import Days

MEASURES = "fatalities"
SIDES = (("source", "source_with"), ("target", "target_with"))
PLACES = ("place", "country")
_WEEK = timedelta(days=3)  # on both sides of the middle that is given for a week
_YEARS = re.compile(r"\s*\((?:\d{4})?\s*[-–]\s*(?:\d{4})?\)\s*")  # from when to when somebody was called so
_PARTS = re.compile(r"\s*[;|]\s*")
_TWO_NAMES = re.compile(r"\s*:\s+|\s+[-–—]\s+")  # an acronym or second name with the name
_BRACKET = re.compile(r"\s*\([^()]*\)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def coded_reading(document: Document, *, reader: str, config: Config) -> Reading:
    """What the rows of a table of coded events say.

    Args:
        document: the table as stored, with its `coding`; every evidence is an exact slice of its text.
        reader: fingerprint of the rules that read it.
        config: the greatest length of the evidence of a figure.

    A row without a type, or with other cells than the heading, gives nothing. Every other one is a sentence.
    """
    assert document.coding is not None  # the caller has looked
    rows = _Rows(document, document.coding, config)
    found = [s for row in rows.table for s in rows.read(row)]
    return Reading(
        document=document.id,
        reader=reader,
        sentences=tuple(rows.sentences),
        mentions=tuple(sorted(rows.mentions, key=lambda m: (m.start, m.end))),
        statements=tuple(found),
    )


class _Rows:
    """Reads the rows of one table one after the other, and gathers whom and what they name."""

    def __init__(self, document: Document, coding: Coding, config: Config) -> None:
        self.document = document
        self.coding = coding
        self.config = config
        self.table = CodedTable(document.text, coding)
        self.sentences: list[tuple[int, int]] = []
        self.mentions: list[Mention] = []
        self._namings: dict[tuple[str, str], Mention] = {}  # (name, kind of actor): its first mention
        self._paragraph = 0

    def read(self, row: CodedRow) -> Iterator[EventStatement | FigureStatement]:
        """The statements of the next row."""
        self._paragraph += 1
        act, kind = row.act, row.type
        if not row.is_whole or act is None or kind is None:
            return
        event = self._event(row, act, cast(PloverType, kind))
        self.sentences.append((row.start, row.end))
        yield event
        dead = row.said("dead")
        figure = self._figure(row, dead, event) if dead else None
        if figure:
            yield figure

    def _event(self, row: CodedRow, act: Said, kind: PloverType) -> EventStatement:
        coding = self.coding
        modality = cast(Modality, coding.modalities.get(row.key("modality"), "happened"))
        sources, targets = (self._actors(row, *fields) for fields in SIDES)
        place, country = (self._named(row.said(field), "place") for field in PLACES)
        return EventStatement(
            id=statement_id(self.document.id, "event", act.start, act.end),
            document=self.document.id,
            sentence=len(self.sentences),
            evidence=self._evidence(row.start, row.end),
            speaker=_speaker(row),
            modality=modality,
            date=_date(row, coding),
            place=place or country,
            confidence=1.0,
            type=kind,
            plover="AGREE" if modality == "planned" and is_cooperative(kind) else kind,
            trigger=self._words(act),
            mode=coding.modes.get(row.key("detail")) or coding.modes.get(row.key("type")),
            main=True,
            sources=sources,
            targets=targets,
        )

    def _figure(self, row: CodedRow, dead: Said, event: EventStatement) -> FigureStatement | None:
        """How many were killed; its evidence is the row, of a very long one the number alone."""
        value, low, high = (_number(row.said(field)) for field in ("dead", "dead_low", "dead_high"))
        if value is None:
            return None
        bounded = low is not None and high is not None and low < high
        whole = row.end - row.start <= self.config.max_evidence
        return FigureStatement(
            id=statement_id(self.document.id, "figure", dead.start, dead.end),
            document=self.document.id,
            sentence=event.sentence,
            evidence=self._evidence(row.start, row.end) if whole else self._evidence(dead.start, dead.end),
            speaker=event.speaker,
            modality=event.modality,
            date=event.date,
            place=event.place,
            confidence=1.0,
            value=value,
            low=low if bounded else None,
            high=high if bounded else None,
            unit=PERSONS,
            qualifier="exact",
            measures=MEASURES,
        )

    # ---- who and where
    def _actors(self, row: CodedRow, field: str, others: str) -> tuple[Words, ...]:
        """The actors of one side: its own cell as a whole, and each name in the cell of those who are with it."""
        own, beside = row.said(field), row.said(others)
        kind = self.coding.kinds.get(row.key(f"{field}_kind"), self.coding.actor_type)
        named = [own] if own else []
        named += self._parts(beside) if beside else []
        return tuple(dict.fromkeys(w for said in named if (w := self._named(said, kind))))

    def _parts(self, said: Said) -> list[Said]:
        """The names that one cell lists, parted by semicolons."""
        text, found, at = self.document.text[said.start : said.end], [], 0
        for match in [*_PARTS.finditer(text), None]:
            end = match.start() if match else len(text)
            if text[at:end].strip():
                found.append(Said(text[at:end], said.start + at, said.start + end))
            at = match.end() if match else end
        return found

    def _named(self, said: Said | None, kind: str) -> Words | None:
        """The words of a name, noted as a mention; the same name of the same kind is one chain in a table."""
        if said is None:
            return None
        words = self._words(said)
        first = self._namings.get((words.text, kind))
        if first is None:
            first = self._namings[words.text, kind] = self._naming(words, kind)
        self.mentions.append(replace(first, start=words.start, end=words.end))
        return words

    def _naming(self, words: Words, kind: str) -> Mention:
        entry, described = (None, False) if kind == "place" else _known(words.text)
        what = "other" if described else _type_of(entry) or kind
        head: Literal["description", "name"] = "description" if described else "name"
        return Mention(words.start, words.end, words.text, what, len(self._namings), head, entry)

    def _words(self, said: Said) -> Words:
        return Words(self.document.text[said.start : said.end], said.start, said.end)

    def _evidence(self, start: int, end: int) -> Evidence:
        document = self.document
        quote = document.text[start:end]
        return Evidence(document.id, document.name, start, end, quote, None, self._paragraph, CODED)


# ---- actors
@lru_cache(maxsize=1 << 16)
def _known(name: str) -> tuple[str | None, bool]:
    """The catalogue's entry of an actor's cell, and whether the cell describes somebody and names nobody."""
    if load_coding().is_unnamed(name):
        return None, True
    catalogue = load_actors()
    for form in _forms(name):
        found = [e for e in catalogue.find(form) if e.type != "person"]
        if found:
            return found[0].id, False
    return None, False


def _forms(name: str) -> Iterator[str]:
    """The forms under which the catalogue may have an actor: the whole; what stands behind the years in which a body
    was called so (its part); without brackets; and both of two names in one cell.
    """
    whole = " ".join(name.split())
    before, years, part = _parted(whole)
    yield whole
    if years and part:
        yield part
        return  # the rest names the body that it is a part of
    bare = _BRACKET.sub("", before).strip()
    yield bare
    names = _TWO_NAMES.split(bare)
    yield from names if len(names) > 1 else ()


def _parted(name: str) -> tuple[str, bool, str]:
    """A name before and after the years in it, and whether there are any."""
    found = _YEARS.search(name)
    return (name[: found.start()], True, name[found.end() :].strip()) if found else (name, False, "")


def _type_of(entry: str | None) -> str | None:
    return load_actors().entry(entry).type if entry else None


# ---- who says so, when, how many
def _speaker(row: CodedRow) -> Speaker:
    """The first outlet that the row names, with the others; the table's own narrator where it names none.

    Outlets are parted by semicolons; of each what stands before a comma is the name (UCDP adds day and headline).
    """
    said = row.said("outlet")
    names = (part.partition(",")[0].strip(" \"'“”") for part in _PARTS.split(said.text)) if said else ()
    outlets = list(dict.fromkeys(name for name in names if load_coding().is_outlet(name)))
    return Speaker(outlets[0], chain=tuple(outlets[1:])) if outlets else Speaker()


def _date(row: CodedRow, coding: Coding) -> DateRange | None:
    """The date with its precision; one day that stands for a week, a month or a year is widened to it."""
    begin, end = row.days, row.last_days
    if begin is None:
        return None
    first, last = begin[0], max(begin[1], end[1]) if end else begin[1]
    stated = cast(Precision | None, coding.precisions.get(row.key("precision")))
    if stated and first == last:
        first, last = _widened(first, stated)
    return DateRange(first.isoformat(), last.isoformat(), _precision(first, last, stated), "stated")


def _widened(day: date, precision: Precision) -> Days:
    if precision == "week":
        return day - _WEEK, day + _WEEK
    if precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return (day.replace(month=1, day=1), day.replace(month=12, day=31)) if precision == "year" else (day, day)


def _precision(first: date, last: date, stated: Precision | None) -> Precision:
    """The precision that a table states, where the days allow it; else what the days show."""
    days = (last - first).days + 1
    if days == 1:
        return "day"
    if stated in ("week", "month", "year"):
        return stated
    month = _widened(first, "month") == (first, last)
    return "month" if month else "year" if _widened(first, "year") == (first, last) else "range"


def _number(said: Said | None) -> float | None:
    """A count as a cell gives it; None for words and for less than nothing."""
    digits = re.sub(r"(?<=\d)[,\s'’](?=\d{3}\b)", "", said.text) if said else ""
    return float(digits) if _NUMBER.fullmatch(digits) else None
