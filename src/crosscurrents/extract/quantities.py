"""What a number with its words says: value or range, unit, qualifier; and which numbers are sure to be figures.

The number itself is read by `text.numbers`, its unit by `counting`; qualifiers are cues of the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crosscurrents.extract.counting import CountedNoun, Unit, half_as, harmed, named_unit, unit_of
from crosscurrents.extract.money import currency_before
from crosscurrents.extract.numerals import is_figure
from crosscurrents.lexicon.cues import load_cues
from crosscurrents.lexicon.units import load_units
from crosscurrents.records.statement import Qualifier
from crosscurrents.text.numbers import Numeral, find_numbers

_LOOKS = 2  # how many figures deep a number without a unit looks around


@dataclass(frozen=True)
class Quantity:
    """Value or range, unit (OUTPUT.md) and qualifier; `start`, `end` hold the number itself.

    A range has `low` and `high` and no value; "at least 40" has value and `low` 40; "hundreds" has the least as `low`.
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str
    qualifier: Qualifier
    start: int
    end: int


def quantity(text: str, start: int, end: int, noun: CountedNoun | None = None) -> Quantity | None:
    """Give what the figure in characters [start, end) of `text` says, or None where no number stands there.

    `text` may go back beyond the sentence: a number without a unit takes that of a figure beside it. `noun` gives, from
    a parse, the characters of the noun that the number at some characters counts; without it the words decide.
    """
    special = _compound_time(text, start, end) or _share(text, start, end)
    if special:
        return special
    numerals = _within(text, start, end)
    if not numerals:
        return _article_unit(text, start, end)
    number = _main(text, numerals)
    unit = unit_of(text, number, end, noun, _LOOKS)
    return _made(text, number, unit, start, end)


def _within(text: str, start: int, end: int) -> list[Numeral]:
    """The numbers of a span; of a range that begins or ends outside it only what is inside."""
    found = [n for n in find_numbers(text) if n.start < end and n.end > start]
    if all(start <= n.start and n.end <= end for n in found):
        return found
    return [replace(n, start=n.start + start, end=n.end + start) for n in find_numbers(text[start:end])]


def _main(text: str, numerals: list[Numeral]) -> Numeral:
    """The number that the figure is about: the first, or of a change ("from seven years to five") the last."""
    first = numerals[0]
    if (
        len(numerals) > 1
        and first.kind == "cardinal"
        and re.search(r"\bfrom [$€£]?$", text[max(0, first.start - 8) : first.start].lower())
    ):
        between = text[first.end : numerals[1].start]
        if re.fullmatch(r"[^,;.]{0,30} to [$€£]?", between):
            return numerals[1]
    return first


def _made(text: str, number: Numeral, unit: Unit, start: int, end: int) -> Quantity:
    factor = unit.factor
    if half_as(text, number) and re.match(r" as \w+ again\b", text[number.end :]):
        number = replace(number, value=1 + (number.value or 0))
    value, low, high = (_rounded(amount, factor) for amount in (number.value, number.low, number.high))
    if value and text[max(0, number.start - 6) : number.start].lower() == "minus ":
        value = -value
    qualifier = _qualifier(text, number, unit.end, start, end)
    if number.kind == "vague":
        low = load_units().least(text[number.start : number.end]) or number.low
        return Quantity(
            None, low, None, unit.name, "at_least" if qualifier == "exact" else qualifier, number.start, number.end
        )
    if qualifier == "at_least" and low is None:
        low = value
    return Quantity(value, low, high, unit.name, qualifier, number.start, number.end)


def _rounded(amount: float | None, factor: float) -> float | None:
    """The amount in its unit; shares keep two decimals (66.67 percent), parts of a unit four."""
    return None if amount is None else round(amount * factor, 4 if factor < 1 else 2)


# --- qualifiers -------------------------------------------------------------------------------------------------------


def _qualifier(text: str, number: Numeral, unit_end: int, start: int, end: int) -> Qualifier:
    """By the cue that touches the number from before, else one that follows it; a range is about."""
    left = text[max(0, min(start, number.start) - 28) : number.start].rstrip(' $€£"“')
    for cue in reversed(load_cues().find("qualifiers", left)):
        between = left[cue.end :].strip().casefold()
        if between in {"", "the", "a", "an", "its", "us", "about"} or re.fullmatch(r"[a-z]{0,3}\$?", between):
            found = load_cues().qualifier(cue.words)
            if found:
                return found
        break
    if re.search(r"\b(?:perhaps|maybe|probably|possibly|as near as)$", left.casefold()):
        return "about"
    if re.search(r"\b(?:within|only up|as far as|a maximum|capped at|limited to)$", left.casefold()):
        return "at_most"
    return _following_qualifier(text, number, max(unit_end, number.end))


def _following_qualifier(text: str, number: Numeral, unit_end: int) -> Qualifier:
    right = text[number.end : unit_end + 22].casefold()
    if re.match(r"[- ]odd\b| or so\b| or thereabouts", right) or re.search(
        r"^[^,.;]{0,24} (?:or so|or thereabouts|give or take)\b", right
    ):
        return "about"
    if re.match(r" and more\b|[^,.;]{0,16} or more\b|[^,.;]{0,16} at least\b|\+", right):
        return "at_least"
    if re.match(r"[^,.;]{0,16} (?:at most|or less|or fewer|at the most)\b", right):
        return "at_most"
    return "about" if number.kind == "range" else "exact"


# --- forms of their own -----------------------------------------------------------------------------------------------


def _compound_time(text: str, start: int, end: int) -> Quantity | None:
    """1 hour and 15 minutes; an hour and a half."""
    match = re.match(
        r"(?P<h>\d+|an?|one|two|three|four|five) hours? and (?:(?P<m>\d+|[a-z]+) minutes?|(?P<half>a half))",
        text[start:].casefold(),
    )
    if match is None or start + match.end() > end + 1:
        return None
    hours = {"a": 1.0, "an": 1.0}.get(match["h"]) or next((n.value for n in find_numbers(match["h"])), None)
    minutes = 30.0 if match["half"] else next((n.value for n in find_numbers(match["m"])), None)
    if hours is None or minutes is None:
        return None
    return Quantity(60 * hours + minutes, None, None, "minute", "exact", start, start + match.end())


def _share(text: str, start: int, end: int) -> Quantity | None:
    """nine boats out of ten, 12 people in every hundred, one crate in thirty."""
    numbers = [n for n in find_numbers(text[start:end]) if n.kind == "cardinal" and n.value]
    if len(numbers) != 2 or not numbers[0].value or not numbers[1].value:
        return None
    one, two = numbers
    between = text[start + one.end : start + two.start].casefold()
    sure = two.value in {10, 100, 1000} or (one.value == 1 and two.value is not None and two.value > 2)
    if not sure or not re.fullmatch(r" [\w ]{2,24} (?:out of|in)(?: every)?(?: an?)? ?", between):
        return None
    share = round(100 * (one.value or 0) / (two.value or 1), 2)
    return Quantity(share, None, None, "percent", "exact", start + one.start, start + two.end)


_ARTICLE = re.compile(
    r"\b(?:an?|one|the|another|every|each|per)\s+(?:full |whole |mere |single |further )?(?P<noun>[A-Za-z-]+)",
    re.IGNORECASE,
)


def _article_unit(text: str, start: int, end: int) -> Quantity | None:
    """a month, a decade, a century: one of the unit."""
    for match in _ARTICLE.finditer(text, start, end):
        found = named_unit(
            text, match["noun"], match.start("noun"), Numeral(match.start(), match.end(), 1.0, None, None, "cardinal")
        )
        if found and found[0] != "percent":
            number = Numeral(match.start(), match.start("noun"), 1.0, None, None, "cardinal")
            return _made(text, number, Unit(found[0], found[1], match.end()), start, end)
    return None


# --- candidates -------------------------------------------------------------------------------------------------------


def find_quantities(text: str, noun: CountedNoun | None = None) -> tuple[tuple[int, int], ...]:
    """Give the character ranges of `text` that are sure by rule to be figures: number, unit words and qualifier.

    `noun` is as in `quantity`. No ages, clock times, ordinals, dates, numbers of roads, models, resolutions; of bare
    numbers only those said of people.
    """
    found = []
    for number in find_numbers(text):
        if is_figure(text, number):
            unit = unit_of(text, number, number.end, noun, 1)
            start = _qualified_start(text, number)
            if _sure_unit(text, number, unit):
                found.append((start, max(number.end, unit.end)))
    return tuple(_disjoint(found))


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            continue
        kept.append((start, end))
    return kept


def _sure_unit(text: str, number: Numeral, unit: Unit) -> bool:
    """Whether the unit is written with the number; a bare number is sure only before a verb of harm."""
    if unit.end > number.end or currency_before(text, number.start):
        return True
    if number.kind in {"multiple", "odds"}:
        return True
    if number.kind == "fraction":
        whole = re.match(r" (?:of|the|its|their|as|more|less)\b", text[number.end :])
        several = re.match(r"(?:two|three|four|nine|\d)", text[number.start : number.end].casefold())
        return bool(whole or several) or _qualified_start(text, number) < number.start
    return harmed(text, number)


def _qualified_start(text: str, number: Numeral) -> int:
    """Where the figure begins with its qualifier and its currency."""
    left = text[max(0, number.start - 24) : number.start]
    cues = load_cues().find("qualifiers", left)
    symbol = re.search(r"[^\s\w]*[A-Z]{0,3}[$€£¥₹₺₽]? ?$", left)
    edge = len(left) - (len(symbol.group().strip()) if symbol and currency_before(text, number.start) else 0)
    if cues and not left[cues[-1].end : edge].strip(" ,"):
        return number.start - len(left) + cues[-1].start
    return number.start - len(left) + edge
