"""Rules for parts of times, for bounds and for spans: "late 2027", "since spring", "by Friday", "from 2014 to 2017"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crosscurrents.annotate.calendar import Interval, Part, half, middle, one_day, part, span
from crosscurrents.annotate.temporal_durations import shift, singular
from crosscurrents.annotate.temporal_frame import Frame, Rule, Unresolvable, rule
from crosscurrents.annotate.temporal_words import DAYTIME, NUMBER, ORDINAL, amount
from crosscurrents.text.numbers import parse_ordinal

Match = re.Match[str]

_ONE_DAY = timedelta(1)
_PARTS: dict[str, Part] = {
    "early": "early", "beginning": "early", "start": "early", "opening": "early", "first": "early",
    "mid": "mid", "middle": "mid", "second": "mid", "late": "late", "third": "late", "last": "late", "final": "late",
    "closing": "late",
}  # fmt: skip
_FIRST = frozenset({"first", "opening", "early"})
_LAST = frozenset({"last", "final", "closing"})
_MID = re.compile(r"(?:the )?(?:middle of |mid-? ?)(?P<x>.+)")
_DEICTIC = re.compile(r"\b(?:yesterday|today|tonight|tomorrow|now|then|last|next|this|ago)\b")


# --- parts ------------------------------------------------------------------------------------------------------------


def _part(match: Match, frame: Frame) -> Interval:
    """early March, late in 2027, the beginning of November, the early part of that decade."""
    return part(frame.must_read(match["x"]), _PARTS[match["part"]])


def _mid(match: Match, frame: Frame) -> Interval:
    """mid-November is the 15th; of longer periods the middle third."""
    whole = frame.must_read(match["x"])
    if whole.precision != "month":
        return part(whole, "mid")
    return one_day(middle(whole), whole.basis)._replace(precision="part")


def _end(match: Match, frame: Frame) -> Interval:
    """the end of August, year-end: the last day."""
    whole = frame.must_read(match["x"])
    return one_day(whole.last, whole.basis)


def _half(match: Match, frame: Frame) -> Interval:
    """the first half of the year; without more, of this year."""
    return half(frame.must_read(match["x"] or "this year"), 1 if match["n"] == "first" else 2)


def _first_units(match: Match, frame: Frame) -> Interval:
    """the first ten days of August, the last two weeks of May, the second week of March, the first months of 2018."""
    whole, plural = frame.must_read(match["x"]), match["unit"].endswith("s")
    if plural and not match["count"]:
        return part(whole, "early" if match["n"] in _FIRST else "late")
    unit, count = singular(match["unit"]), amount(match["count"]) if match["count"] else 1
    if match["n"] in _LAST:
        return Interval(shift(whole.last + _ONE_DAY, -count, unit), whole.last, "part", whole.basis)
    place = 1 if match["n"] in _FIRST else parse_ordinal(match["n"]) or 1
    first = shift(whole.first, count * (place - 1), unit)
    return Interval(first, min(shift(first, count, unit) - _ONE_DAY, whole.last), "part", whole.basis)


def _inner(match: Match, frame: Frame) -> Interval:
    """the evening of 28 February, late on Sunday, Friday night, all of 2019: the time itself."""
    return frame.must_read(match["x"])


def _night(match: Match, frame: Frame) -> Interval:
    """the night of Thursday to Friday."""
    return _between(match["a"], match["b"], frame)


def _so_far(match: Match, frame: Frame) -> Interval:
    """earlier this year, 2023 to date."""
    return span(frame.in_tense("past").must_read(match["x"]).first, frame.today)


def _rest(match: Match, frame: Frame) -> Interval:
    """later this year, the rest of the month."""
    return span(frame.today, frame.in_tense("future").must_read(match["x"]).last)


# --- bounds -----------------------------------------------------------------------------------------------------------


def _clause(text: str, frame: Frame) -> Interval:
    found = frame.read_inside(text)
    if found is None:
        raise Unresolvable(text)
    return found


def _since(match: Match, frame: Frame) -> Interval:
    """since 2006: from its first day to the day of writing; open where that is not known."""
    found = _clause(match["x"], frame.in_tense("past"))
    first = found.first
    if (middles := _MID.fullmatch(match["x"])) and (whole := frame.in_tense("past").read(middles["x"])):
        first = middle(whole) if whole.precision == "month" else found.first
    if frame.anchor is None:
        return Interval(first, date.max, "open", found.basis)
    return span(first, frame.anchor, found.basis)


def _until(match: Match, frame: Frame) -> Interval:
    """by Friday, until mid-2026: from the day of writing to its last day; a bound that has passed is told itself."""
    text, way = match["x"], match["way"]
    ahead = frame if frame.tense == "past" and match["way"] != "through" else frame.in_tense("future")
    found = _clause(text, ahead)
    last = _last_day(text, found, ahead, exclusive=way in {"before", "ahead of", "prior to"})
    if frame.anchor is None:
        return Interval(date.min, last, "open", found.basis)
    return found if last < frame.anchor else span(frame.anchor, last, found.basis)


def _last_day(text: str, found: Interval, frame: Frame, *, exclusive: bool) -> date:
    """The last day of a bound: the middle for "mid-", the day before for "before" a time that is named itself."""
    if (middles := _MID.fullmatch(text)) and (whole := frame.read(middles["x"])):
        return middle(whole)
    if re.fullmatch(r"(?:the )?new year", text):
        return found.first - _ONE_DAY
    if exclusive and not re.match(r"(?:the )?(?:end|close) of", text):
        return found.first - _ONE_DAY
    return found.last


def _before_over(match: Match, frame: Frame) -> Interval:
    """before the year is out, before the summer is over."""
    return span(frame.today, frame.in_tense("future").must_read(match["x"]).last)


# --- spans ------------------------------------------------------------------------------------------------------------

_JOINTS = {
    "from": re.compile(r",? (?:to|until|till|through|up to) | ?[-–—] ?"),
    "between": re.compile(r" and "),
    "": re.compile(r" (?:to|and|or|until|through) | ?[-–—] ?|, "),
}


def _from_to(match: Match, frame: Frame) -> Interval | None:
    """from A to B, between A and B, A to B, A and B: every place at which the two may part is tried."""
    text = match["x"]
    for joint in _JOINTS[match["lead"] or ""].finditer(text):
        try:
            return _between(text[: joint.start()], text[joint.end() :], frame)
        except (ValueError, OverflowError):
            continue
    return None


def _between(one: str, two: str, frame: Frame) -> Interval:
    """From the first day of one time to the last day of another; the first takes its year from the second."""
    last = frame.must_read(two)
    if one in {"now", "today"}:
        return span(frame.today, last.last)
    deictic = bool(_DEICTIC.search(one))
    first = frame.read(one) if deictic else frame.on(last.last, "past").read(one)
    if first is not None and deictic and not _DEICTIC.search(two):
        last = frame.on(first.last, "future").must_read(two)
    if first is not None and first.first > last.last:
        first = frame.read(one)
    if first is None or (first.first, first.last) == (last.first, last.last):
        raise ValueError(f"no span: {one}, {two}")
    return span(first.first, last.last, last.basis)


def _from(match: Match, frame: Frame) -> Interval:
    """from 6 August, as of Monday: the time at which it begins."""
    return frame.must_read(match["x"])


_PREPOSITION = r"(?: (?:of|in|on|for))?"

BOUND_RULES: tuple[Rule, ...] = (
    rule(r"(?:ever )?since (?:at least |about |around )?(?P<x>.+)", _since),
    rule(r"before (?P<x>.+?) (?:is|are|was) (?:out|over|up|done)", _before_over),
    rule(
        r"(?:not later than |no later than )?(?P<way>by|before|until|till|up to|up until|through|no later than|not "
        r"later than|ahead of|prior to)"
        r"(?: (?:about|around|at least|at the latest))? (?P<x>.+)",
        _until,
    ),
    rule(r"(?P<lead>from|between) (?P<x>.+)", _from_to),
    rule(r"(?:from|as of|starting|beginning|effective)(?: on)? (?P<x>.+)", _from),
)

PART_RULES: tuple[Rule, ...] = (
    rule(r"(?:the )?(?:night|evening) of (?P<a>.+) to (?P<b>.+)", _night),
    rule(
        rf"(?:{DAYTIME}|first night|hours|course|whole|all|rest of the day|prayers)(?: prayers)?(?: of| on| in)? "
        rf"(?P<x>.+)",
        _inner,
    ),
    rule(
        r"(?:early|late|later|earlier|shortly|on)(?: on)?(?: the)? (?P<x>today|yesterday|tomorrow|tonight|this .*day"
        r"|this (?:morning|evening|afternoon))",
        _inner,
    ),
    rule(rf"(?P<x>.+?)(?:['’]s)? (?:the )?(?:at )?(?:{DAYTIME}|prayers)", _inner),
    rule(r"(?:late|early) (?:on|at) (?P<x>.+)", _inner),
    rule(r"earlier (?P<x>(?:this|in the) .+)", _so_far),
    rule(r"(?:so far )?(?P<x>this .+|the .+|\d{4}|in \d{4})(?: to date| so far)", _so_far),
    rule(r"(?:later (?P<x>this .+))", _rest),
    rule(r"(?:rest|remainder) of (?P<x>.+)", _rest),
    rule(r"(?P<part>early|late)(?: (?:in|on))? (?P<x>.+)", _part),
    rule(r"(?P<part>early|late|beginning|start|opening|middle|closing)(?: part| third| stages?)? of (?P<x>.+)", _part),
    rule(r"(?P<part>first|second|third|last|final) third of (?P<x>.+)", _part),
    rule(r"mid-? ?(?P<x>.+)", _mid),
    rule(r"(?:end|close|turn|last day) of (?P<x>.+)", _end),
    rule(r"(?P<x>year|month|week|the year|the month)(?:['’]s)?[- ]end(?:s)?", _end),
    rule(r"(?P<n>first|second|latter) (?:half|part)(?: of (?P<x>.+))?", _half),
    rule(
        rf"(?P<n>{ORDINAL}|last|final|opening|closing|early) (?:(?P<count>{NUMBER}) )?(?P<unit>days?|weeks?|fortnight"
        rf"|months?|years?)"
        r" (?:of|in) (?P<x>.+)",
        _first_units,
    ),
    rule(r"(?:coming |whole |entire )(?P<x>week|month|year|quarter|decade|.*\d{4})", _inner),
    rule(r"(?P<lead>)(?P<x>.+)", _from_to),
)
