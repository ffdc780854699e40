"""The words that time expressions are made of, as parts of regular expressions over lower-case text."""

from __future__ import annotations

import re

from crosscurrents.annotate.calendar import FEASTS, MONTHS, SEASONS, WEEKDAYS
from crosscurrents.text.numbers import parse_number, parse_ordinal

_MONTH_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
        "dec": 12,
}  # fmt: skip
_WEEKDAY_SHORT = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
           "nineties": 90}  # fmt: skip

MONTH = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(sorted(_MONTH_SHORT, key=lambda w: -len(w)))})\b\.?)"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|(?:{'|'.join(sorted(_WEEKDAY_SHORT, key=lambda w: -len(w)))})\b\.?)"
SEASON = rf"(?:{'|'.join(SEASONS)})"
FEAST = rf"(?:{'|'.join(re.escape(name) for name in FEASTS)}|(?:saint|st\.?) valentine's day|saint patrick's day)"
YEAR = r"(?:1[0-9]{3}|2[01][0-9]{2})"
CARDINAL_WORD = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|"
    r"nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven"
    r"|eight|nine))?|"
    r"a hundred|half an?|a couple of|a dozen|several|a few)"
)
NUMBER = rf"(?:\d+(?:\.\d+)?|{CARDINAL_WORD})(?: and a half)?"
ORDINAL_WORD = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|twenty[- ](?:first|second|third|fourth|fifth"
    r"|sixth|seventh|eighth|ninth)|"
    r"thirty[- ]first)"
)
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORD})"
UNIT = (
    r"(?:hours?|days?|nights?|weeks?|week-?ends?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies)"
    r"|springs?|summers?|autumns?|winters?)"
)
DURATION = rf"{NUMBER}(?: (?:to|or) {NUMBER})?[- ](?:full |whole |long |more )?{UNIT}(?: and a half)?"
DAYTIME = (
    r"(?:(?:early |late |mid-?)?(?:morning|forenoon|noon|midday|lunch(?:time)?|afternoon|evening|night|midnight|dawn"
    r"|dusk|daybreak|nightfall|sunset)|"
    r"(?:small|early) hours)"
)


def month_number(word: str) -> int:
    """The number of a month from its name or its short form."""
    word = word.rstrip(".")
    return MONTHS.index(word) + 1 if word in MONTHS else _MONTH_SHORT[word]


def weekday_number(word: str) -> int:
    """The number of a weekday, Monday 0, from its name or its short form."""
    word = word.rstrip(".")
    return WEEKDAYS.index(word) if word in WEEKDAYS else _WEEKDAY_SHORT[word]


def day_number(word: str) -> int:
    """The day of a month written "17", "17th" or "seventeenth"; 0 where it is none."""
    return int(word) if word.isdigit() else parse_ordinal(word) or 0


def amount(words: str) -> float:
    """The number of a duration ("two", "a", "half a", "two and a half"); `ValueError` for "several"."""
    words = words.removesuffix(" and a half") if (halved := words.endswith(" and a half")) else words
    known = {"a": 1.0, "an": 1.0, "a couple of": 2.0, "half a": 0.5, "half an": 0.5}
    value = known.get(words, parse_number(words))
    if value is None:
        raise ValueError(f"no exact number: {words}")
    return value + 0.5 * halved
