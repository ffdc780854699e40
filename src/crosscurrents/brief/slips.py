"""Slips of the sources themselves, found by arithmetic: a weekday that its date did not have, a share that its parts
do not make. Every line of this module is computed, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from crosscurrents.brief.labels import number
from crosscurrents.brief.material import Material
from crosscurrents.brief.vocabulary import Vocabulary
from crosscurrents.brief.wording import inner
from crosscurrents.lexicon.cues import load_cues
from crosscurrents.records.document import Document
from crosscurrents.records.page import Line
from crosscurrents.records.statement import FigureStatement
from crosscurrents.text.numbers import find_numbers

NEAREST_YEAR = timedelta(days=90)  # a date without a year is read only so far from the document's own day
SHARE_SLACK = 0.03  # a share stated plainly may be off by so much
QUALIFIED_SLACK = {"about": (0.06, 0.06), "nearly": (0.06, 0.0), "over": (0.0, 0.12), "under": (0.12, 0.0)}
LONGEST_QUALIFIER = 5  # words
FARTHEST = 60  # characters between a share and the whole that it is of

_WHOLE = re.compile(r"\s+(?:of|the|its|their|this|that|all)\b")  # "half of the road", "half the road"
_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)")


def slips(material: Material) -> list[Line]:
    """All slips of the documents that are read, in their order; the rows of a table are no sentences."""
    found = []
    for document in (d for d in material.documents if d.coding is None and d.is_read):
        found += [*_weekdays(material, document), *_shares(material, document)]
    return found


# ---- a weekday against its date
def _weekdays(material: Material, document: Document) -> Iterator[Line]:
    pattern = _dated_weekday(material)
    for match in pattern.finditer(document.text):
        day = _date_of(material, document, match)
        named = match["weekday"].lower()
        if day is None or document.is_dropped(match.start(), match.end()):
            continue
        true = material.vocabulary.weekdays[day.weekday()]
        if true != named:
            evidence = document.evidence(match.start(), match.end(), "weekday of a date")
            said = f"{day.day} {material.vocabulary.months[day.month - 1].title()} {day.year} was a {true.title()}"
            text = f"“{inner(' '.join(match.group().split()))}” [{material.label(document.id)}]: {said} (computed)"
            yield Line(text=text, status="slip", evidence=(evidence,), computed=True)


def _dated_weekday(material: Material) -> re.Pattern[str]:
    """Finds "Thursday, April 17, 2025" and "Thursday the 17th of April", the year or none."""
    weekday = "|".join(material.vocabulary.weekdays)
    month = "|".join(material.vocabulary.months)
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    before = rf"(?P<month>{month})\s+{day}"
    after = rf"(?:the\s+)?{day}\s+(?:of\s+)?(?P<month_after>{month})"
    year = r"(?!\d)(?:,?\s+(?P<year>\d{4}))?"
    return re.compile(rf"\b(?P<weekday>{weekday}),?\s+(?:on\s+)?(?:{before}|{after}){year}", re.IGNORECASE)


def _date_of(material: Material, document: Document, match: re.Match[str]) -> date | None:
    """The day that the words name; without a year the one nearest to the document's own day."""
    month = (match["month"] or match["month_after"]).lower()
    number_of_month = material.vocabulary.months.index(month) + 1
    day = int(next(g for g in match.groups() if g and g.isdigit()))
    try:
        if match["year"]:
            return date(int(match["year"]), number_of_month, day)
        if document.date is None or document.date.start is None:
            return None
        near = [date(document.date.first.year + n, number_of_month, day) for n in (-1, 0, 1)]
    except ValueError:
        return None
    best = min(near, key=lambda d: abs((d - document.date.first).days) if document.date else 0)
    return best if abs(best - document.date.first) <= NEAREST_YEAR else None


# ---- a share against its parts
def _shares(material: Material, document: Document) -> Iterator[Line]:
    reading = material.readings.get(document.id)
    figures = [s for s in reading.statements if isinstance(s, FigureStatement)] if reading else []
    by_sentence: dict[tuple[int, int], list[FigureStatement]] = {}
    for figure in figures:
        place = material.sentence(document.id, figure.evidence.start, figure.evidence.end)
        by_sentence.setdefault(place, []).append(figure)
    for (start, end), members in by_sentence.items():
        parts = _parts(members)
        if parts and (line := _share_line(material, document, (start, end), parts)):
            yield line


def _parts(members: list[FigureStatement]) -> tuple[FigureStatement, FigureStatement] | None:
    """The only two figures of one unit in a sentence, the smaller first."""
    plain = [f for f in members if f.value is not None and f.value > 0 and f.unit not in ("percent", "times")]
    if len(plain) != 2 or plain[0].unit != plain[1].unit or plain[0].value == plain[1].value:
        return None
    small, large = sorted(plain, key=lambda f: f.value or 0)
    return small, large


def _share_line(
    material: Material, document: Document, place: tuple[int, int], parts: tuple[FigureStatement, FigureStatement]
) -> Line | None:
    small, large = parts
    found = _share_of(document.text, place, large, material.vocabulary)
    if found is None or small.value is None or large.value is None:
        return None
    (start, end), low, high = found
    share = small.value / large.value
    if low <= share <= high:
        return None
    words = inner(" ".join(document.text[start:end].split()))
    sum_ = f"{number(small.value)} of {number(large.value)} {large.unit} is {100 * share:.0f} %"
    return Line(
        text=f"“{words}” [{material.label(document.id)}]: {sum_} (computed)",
        status="slip",
        items=tuple(dict.fromkeys(material.situation.item_of.get(f.id, f.id) for f in parts)),
        evidence=(document.evidence(*place, "share of its parts"),),
        computed=True,
    )


def _share_of(
    text: str, place: tuple[int, int], whole: FigureStatement, vocabulary: Vocabulary
) -> tuple[tuple[int, int], float, float] | None:
    """The only share of a sentence, said to be one of `whole`: its words, the least and the greatest value."""
    found = _all_shares(text, place)
    if len(found) != 1:
        return None
    start, end, value = found[0]
    between = text[end : whole.evidence.start]
    if not end <= whole.evidence.start <= end + FARTHEST or not _WHOLE.match(between) or vocabulary.has_verb(between):
        return None
    qualifier, start = _qualified(text, place[0], start)
    low, high = QUALIFIED_SLACK.get(qualifier or "", (SHARE_SLACK, SHARE_SLACK))
    return (start, end), value - low, value + high


def _qualified(text: str, begin: int, start: int) -> tuple[str | None, int]:
    """What the words directly before `start` make of a number ("nearly"), and where they begin."""
    before = list(_WORD.finditer(text, begin, start))[-LONGEST_QUALIFIER:]
    for word in before:
        if found := load_cues().qualifier(" ".join(text[word.start() : start].split())):
            return found, word.start()
    return None, start


def _all_shares(text: str, place: tuple[int, int]) -> list[tuple[int, int, float]]:
    sentence = text[slice(*place)]
    found = [(n.start, n.end, n.value) for n in find_numbers(sentence) if n.kind == "fraction" and n.value is not None]
    found += [(m.start(), m.end(), float(m[1]) / 100) for m in _PERCENT.finditer(sentence)]
    return [(place[0] + a, place[0] + b, value) for a, b, value in found if 0 < value < 1]
