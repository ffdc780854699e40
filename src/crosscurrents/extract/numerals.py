"""Which numbers of a text are figures: no ages, clock times, ordinals, dates, numbers of roads, models, resolutions."""

from __future__ import annotations

import re

from crosscurrents.extract.money import currency_before
from crosscurrents.text.numbers import Numeral

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_NUMBERED = re.compile(
    r"(?:\b(?:resolutions?|articles?|section|chapter|paragraph|page|route|highway|road|room|flight|number|no|nos|law"
    r"|decree|act|order|"
    rf"case|phase|model|type|brigade|unit|line|gate|block|point|group|channel|lot|sector|local|aged?|ages"
    rf"|{_MONTH})\.? ?|[#№] ?|\b[A-Za-z]+-|\d[:/.])$",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b(?:[A-Z][A-Za-z]*-|[A-Z]{1,4} )$")
_ORDINAL_OR_CLOCK = re.compile(
    rf"^(?:st|nd|rd|th|s|h)\b|^-(?:first|second|third|\w+th)\b|^\.\d\d\b(?! ?(?:%|per|m|b))|^ hours (?:on|and"
    rf"|local)\b|^ ?(?:{_MONTH})\b|^:\d|^[/.]\d"
    r"|^ ?(?:a\.?m|p\.?m|hrs|GMT|UTC|o['’]clock)\b|^[- ]years?[- ]old|^(?:[-–]\d{2,4})? (?:BC|AD)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:[-–](?:\d\d){1,2})?")
_TIME = r"[- ](?:hours?|days?|weeks?|months?|years?|decades?|fortnights?)"
_TIME_AFTER = re.compile(rf"{_TIME}\b")
_FROM_NOW_AFTER = re.compile(rf"^{_TIME}(?:['’]s?)? (?:ago|later|earlier|before|after|from now|hence|prior|on\b)")
_SPAN_BEFORE = re.compile(
    r"\b(?:within|inside|past|last|next|coming|previous|following|first|since|in)\s+(?:the\s+)?(?:about |some |just "
    r")?$",
    re.IGNORECASE,
)
_HALF_BEFORE = re.compile(r"\b(?:first|second|latter|other|better) $", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n][\"”’)]? ?|^[\"“‘(])$")


def is_figure(text: str, number: Numeral) -> bool:
    """Whether a number of `text` counts or measures something, by what stands beside it."""
    before, after = text[max(0, number.start - 20) : number.start], text[number.end : number.end + 24]
    written = text[number.start : number.end]
    if _ORDINAL_OR_CLOCK.match(after) or _is_part_of_name(written, before, after):
        return False
    if _is_time(written, before, after) or (number.kind == "cardinal" and written.casefold() == "one"):
        return False
    named = _CODE.search(before) or _NUMBERED.search(before) or _YEARS.fullmatch(written)
    return not named or currency_before(text, number.start) is not None


def _is_part_of_name(written: str, before: str, after: str) -> bool:
    """Five Eyes, the Four Seasons: number and noun with capitals inside a sentence."""
    return written[0].isupper() and bool(re.match(r"[- ][A-Z]", after)) and not _SENTENCE_START.search(before)


def _is_time(written: str, before: str, after: str) -> bool:
    """A duration that is a date (ten days ago, within a week) or the half of a period."""
    if written == "half":
        return bool(_HALF_BEFORE.search(before))
    return bool(_FROM_NOW_AFTER.match(after) or (_SPAN_BEFORE.search(before) and _TIME_AFTER.match(after)))
