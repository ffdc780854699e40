"""Candidate time expressions by rule: the longest runs of time words that are sure to be a time."""

from __future__ import annotations

import re

from crosscurrents.annotate.calendar import MONTHS, WEEKDAYS
from crosscurrents.annotate.temporal_words import (
    DAYTIME,
    DECADES,
    DURATION,
    FEAST,
    MONTH,
    NUMBER,
    ORDINAL,
    SEASON,
    YEAR,
)
from crosscurrents.text.offsets import lower_in_place

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_LONG_MONTH = rf"(?:{'|'.join(MONTHS)})"
_UNIT = r"(?:week|week-?end|fortnight|month|quarter|year|decade|century)"
_WHICH = (
    r"(?:last|this|next|the coming|this coming|the previous|the following|the preceding|the past|the same|that|the "
    r"next)"
)
_CALENDAR_YEAR = (
    r"(?<![\d.,$€£:/-])(?:1[5-9]|20|21)\d\d(?![\d%:/]|[.,-]\d| ?(?:per cent|percent|km|metres|tons|people|men|troops"
    r"|soldiers|dead|euros|dollars))"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|the {ORDINAL}(?: of)?|{ORDINAL} of)"
_OF_YEAR = rf"(?:,? (?:of )?(?:{YEAR}|(?:last|this|next|that) year))"

_DATE = (
    rf"(?:{YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{YEAR}"
    rf"|(?:{_WEEKDAY},? )?(?:{_DAY}(?: ?[-–] ?| to | and | or ))?{_DAY} {MONTH}{_OF_YEAR}?"
    rf"|(?:{_WEEKDAY},? )?{MONTH} (?:\d{{1,2}}(?: ?[-–] ?| to | and ))?\d{{1,2}}(?:st|nd|rd|th)?(?![\d:%]"
    rf"|[.,]\d){_OF_YEAR}?"
    rf"|(?:last |next |this )?{_LONG_MONTH}{_OF_YEAR}?)"
)
_PERIOD = (
    rf"(?:{_WHICH} {_UNIT}\b|(?:the )?{_UNIT} (?:before last|before|after|earlier)(?= ?[.,;:]|$)"
    rf"|(?:the |last |this |next |that )?(?:spring|summer|autumn|winter){_OF_YEAR}|(?:last|this|next) {SEASON}|the "
    rf"(?:spring|summer|autumn|winter)\b"
    rf"|(?:the )?(?:first|second|third|fourth|last|final)[- ]quarter(?: of (?:the year|{YEAR})|{_OF_YEAR})?|q[1-4](?: "
    rf"{YEAR})?"
    rf"|the (?:{'|'.join(DECADES)})\b|(?:the )?['’]?(?:1[5-9]\d0|20\d0)['’]?s|the weekend"
    rf"|{_CALENDAR_YEAR}[-–]\d\d(?:\d\d)?|{_CALENDAR_YEAR})"
)
_DAY_NEAR = (
    rf"(?:the day (?:before yesterday|after tomorrow)|(?:early |late |later )?(?:today|yesterday|tomorrow)(?: "
    rf"{DAYTIME})?|tonight|overnight"
    rf"|(?:last (?:night|evening)|this (?:{DAYTIME}))|(?:late |early )?(?:on )?(?:{_WHICH} )?{_WEEKDAY}(?: "
    rf"(?:{DAYTIME}|week|last))?"
    rf"|{FEAST}(?: {YEAR})?|(?:that|the same|the next|the following|the previous) (?:day|night|evening|morning"
    rf"|afternoon)|the (?:day|night) (?:before|after)(?= ?[.,;:]|$)"
    rf"|the \d{{1,2}}(?:st|nd|rd|th)(?= ?[.,;:)]| (?:and|or|of (?:the|this|next|last) month|in|at|when|after)\b|$)(?: "
    rf"of (?:the|this|next|last) month)?)"
)
_PART = (
    r"(?:(?:the )?(?:early|late|mid)(?:[- ](?:part of )?| in )|(?:the )?(?:beginning|start|end|middle|close|turn|eve) "
    r"of (?:the )?"
    rf"|the (?:first|second|third|last|final|opening|closing) (?:(?:{NUMBER} )?(?:half|third|fortnight|days?|weeks?"
    rf"|months?|weekend)|{_WEEKDAY}) of (?:the )?"
    rf"|(?:the )?(?:{DAYTIME}) of (?:the )?|(?:earlier|later) (?=this))"
)
_OF_PART = rf"(?:{_DATE}|{_PERIOD}|{YEAR}|{_DAY_NEAR}|(?:the |this |next |last |that )?(?:{SEASON}|{_UNIT})\b)"
_POINT = rf"(?:{_PART}{_OF_PART}|{_DATE}|{_DAY_NEAR}|{_PERIOD})"
_TOLD = (
    rf"(?:(?:within|inside) {DURATION}|{DURATION} (?:ago(?: yesterday| today)?|later|earlier|prior|hence|from now"
    rf"|from (?:today|tomorrow))"
    rf"|{DURATION} (?:before|afterwards)(?= ?[.,;:]|$)|(?:over |in |during |for )?the (?:past|last|next|coming"
    rf"|previous|following) {DURATION}"
    rf"|(?:the )?(?:coming|recent) (?:days|weeks|months|years))"
)
_LINK = r"(?: ?[-–] ?| to | until | and | through )"
_EXPRESSION = re.compile(
    rf"(?<![\w$€£])(?:from {_POINT}(?: to | until | till | through ){_POINT}|between {_POINT} and {_POINT}"
    rf"|(?:since|by|until|till|before|through|up to) (?:at least |about )?(?:then\b|next {_UNIT}|the (?:end of (?:the "
    rf")?)?{_UNIT}\b|{_TOLD}|{_POINT})|{_POINT}{_LINK}{_POINT}"
    rf"|{_TOLD}|{_POINT})(?![\w-])"
)
# Month names that are also other words stand for a month only beside another time word or after a preposition.
_DOUBTFUL_MONTHS = frozenset({"may", "march", "august"})
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|to|of|for|before|after|through|during|last|next|this|every|and|between|late"
    r"|early|mid-?)\s+$"
)
# Numbers that look like years: "resolution 1701", "Law 2029", "Vision 2030", "Mirage 2000s".
_NUMBERED = re.compile(
    r"(?:\b(?:resolutions?|laws?|decrees?|acts?|article|bill|number|no\.?|room|route|flight|model|type)|(?<![.!?] "
    r")(?<!^)\b[A-Z][a-z]+) $"
)
_TIME_WORD = re.compile(
    rf"\b(?:in|by|since|until|till|from|of|on|for|before|after|through|during|early|late|mid|{_LONG_MONTH}|{SEASON}) $"
)


def find_times(text: str) -> tuple[tuple[int, int], ...]:
    """Give the character ranges of `text` that are times by rule, in order, none inside another."""
    lowered = lower_in_place(text).replace("’", "'")
    found = []
    for match in _EXPRESSION.finditer(lowered):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1] in " ,":
            end -= 1
        if start < end and _is_sure(text, lowered, start, end):
            found.append((start, end))
    return tuple(found)


def _is_sure(text: str, lowered: str, start: int, end: int) -> bool:
    """Names of days and months are written with a capital; "May" and "March" alone need a preposition."""
    words = re.finditer(rf"\b(?:{_LONG_MONTH}|{_WEEKDAY})\b", lowered[start:end])
    if any(not text[start + word.start()].isupper() for word in words):
        return False
    if lowered[start:end] in _DOUBTFUL_MONTHS:
        return bool(_BEFORE_MONTH.search(lowered[:start]))
    if re.fullmatch(rf"{YEAR}s?", lowered[start:end]):
        return not _NUMBERED.search(text[:start]) or bool(_TIME_WORD.search(lowered[:start]))
    return True
