"""Rules for durations and for times told from another time: "two weeks ago", "the next day", "a year earlier"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from crosscurrents.annotate.calendar import Interval, add_months, one_day, season, span, week, whole_year
from crosscurrents.annotate.temporal_frame import Frame, Rule, Unresolvable, rule
from crosscurrents.annotate.temporal_points import period_at
from crosscurrents.annotate.temporal_words import DURATION, NUMBER, UNIT, amount

Match = re.Match[str]

_ONE_DAY = timedelta(1)
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "decade": 120, "century": 1200}
_PERIODS = frozenset({"day", "week", "fortnight", "month", "quarter", "year", "decade", "century"})
_ABOUT = re.compile(
    r"(?:(?:about|around|some|nearly|almost|just|only|over|at least|at most|more than|less than|barely|roughly"
    r"|another|a further|the|"
    r"exactly|full) )+"
)
_DURATION = re.compile(
    rf"(?P<a>{NUMBER})(?: (?:to|or) (?P<b>{NUMBER}))?[- ](?:full |whole |long |more )?(?P<unit>{UNIT})(?P<half> and a "
    rf"half)?"
)


def shift(day: date, count: float, unit: str) -> date:
    """The day so many units on (back where `count` is negative); parts of months and years in whole days and months."""
    if unit == "hour":
        whole_days = int(-(-abs(count) // 24))  # within 12 hours may end tomorrow
        return day + timedelta(whole_days if count > 0 else -whole_days)
    if unit in _DAYS:
        return day + timedelta(round(count * _DAYS[unit]))
    months = count * _MONTHS.get(unit, 12)
    return add_months(day, int(months)) + timedelta(round((months - int(months)) * 30))


def singular(unit: str) -> str:
    """The name of a unit of time from its plural."""
    unit = unit.replace("week-end", "weekend")
    return "century" if unit.startswith("centur") else unit.removesuffix("s")


def duration(text: str) -> tuple[float, float, str]:
    """Least and most count and the unit of "four to six weeks", "a year and a half"; raises `ValueError` else."""
    text = _ABOUT.sub("", text.strip(), count=1) if not _DURATION.fullmatch(text.strip()) else text.strip()
    if match := _DURATION.fullmatch(text):
        least = amount(match["a"]) + 0.5 * bool(match["half"])
        return least, amount(match["b"]) if match["b"] else least, singular(match["unit"])
    if text in _PERIODS:
        return 1, 1, text
    raise ValueError(f"no duration: {text}")


def at_point(day: date, unit: str) -> Interval:
    """A point as exact as its unit: "two weeks ago" is a week, "a month ago" a month, "a decade ago" a year."""
    if unit in {"hour", "day", "night"}:
        return one_day(day)
    if unit in {"week", "fortnight", "weekend"}:
        return week(day)
    if unit in {"month", "quarter"}:
        return period_at("month", day).based("relative")
    if unit in {"spring", "summer", "autumn", "winter"}:
        return season(day.year - (unit == "winter" and day.month < 9), unit).based("relative")
    return whole_year(day.year).based("relative")


# --- from the day of writing ------------------------------------------------------------------------------------------


def _ago(match: Match, frame: Frame) -> Interval:
    """two weeks ago, a week ago yesterday."""
    count, _, unit = duration(match["d"])
    if match["base"]:
        return one_day(shift(frame.must_read(match["base"]).first, -count, unit))
    return at_point(shift(frame.today, -count, unit), unit)


def _period_ago(match: Match, frame: Frame) -> Interval:
    """July two years ago, the summer three years ago: that period of the year counted back to."""
    count, _, unit = duration(match["d"])
    if unit != "year":
        raise ValueError("only years are counted back to a period")
    back = shift(frame.today, -count, unit)
    return frame.on(back.replace(month=12, day=31), "past").must_read(match["x"])


def _from_now(match: Match, frame: Frame) -> Interval:
    """four weeks from now, ninety days hence, a week from tomorrow."""
    count, _, unit = duration(match["d"])
    if match["base"] and match["base"] != "now":
        return one_day(shift(frame.must_read(match["base"]).first, count, unit))
    return at_point(shift(frame.today, count, unit), unit)


def _away(match: Match, frame: Frame) -> Interval:
    """three weeks away."""
    count, _, unit = duration(match["d"])
    day = shift(frame.today, count, unit)
    return one_day(day) if unit == "week" else at_point(day, unit)


def _in_duration(match: Match, frame: Frame) -> Interval:
    """in three days: from now on; in four to six months: from the first to the last day that it may be."""
    least, most, unit = duration(match["d"])
    first = frame.today if least == most else shift(frame.today, least, unit)
    return span(first, shift(frame.today, most, unit))


def _bare(match: Match, frame: Frame) -> Interval:
    """A duration alone that is known to be a time: up to the day of writing, or from it on."""
    _, most, unit = duration(match["d"])
    if frame.tense in {"past", "perfect"}:
        return span(shift(frame.today, -most, unit), frame.today)
    return span(frame.today, shift(frame.today, most, unit))


def _within(match: Match, frame: Frame) -> Interval:
    """within fourteen days, inside a month, within the year."""
    if match["d"].startswith("the ") and "fortnight" not in match["d"]:
        return span(frame.today, frame.must_read(match["d"]).last)
    _, most, unit = duration(match["d"])
    return span(frame.today, shift(frame.today, most, unit))


def _past_duration(match: Match, frame: Frame) -> Interval:
    """the past two weeks, the previous 48 hours."""
    _, most, unit = duration(match["d"])
    base = frame.told.last if match["way"] in {"previous", "preceding"} and frame.context else frame.today
    return span(shift(base, -most, unit), base)


def _next_duration(match: Match, frame: Frame) -> Interval:
    """the next six months, over the coming two weeks."""
    _, most, unit = duration(match["d"])
    base = frame.told.last if match["way"] == "following" else frame.today
    return span(base, shift(base, most, unit))


def _vague(match: Match, frame: Frame) -> Interval:
    """the coming months, recent weeks: sure is only the end that touches the day of writing."""
    if match["way"] in {"coming", "next"}:
        return Interval(frame.today, date.max, "open", "relative")
    return Interval(date.min, frame.today, "open", "relative")


# --- from a time told before ------------------------------------------------------------------------------------------


def moved(base: Interval, count: float, unit: str) -> Interval:
    """A told time moved by a duration; a period moved by longer units stays a period of its kind."""
    if base.precision == "day" and unit in {"week", "fortnight"}:
        day = shift(base.first, count, unit)
        return one_day(day) if count > 0 else week(day)
    if unit in {"year", "decade", "century"} and base.precision in {
        "month",
        "quarter",
        "season",
        "part",
        "range",
        "week",
    }:
        return _same_period(base, count, unit)
    return at_point(shift(base.first, count, unit), unit)


def _same_period(base: Interval, count: float, unit: str) -> Interval:
    if base.precision == "week":
        number = base.first.isocalendar()
        return week(date.fromisocalendar(shift(base.first, count, unit).year, number.week, 1))
    first = shift(base.first, count, unit)
    return Interval(first, shift(base.last + _ONE_DAY, count, unit) - _ONE_DAY, base.precision, "relative")


def _later(match: Match, frame: Frame) -> Interval:
    """nine days later, a month earlier, five days before; "six days on" without a story is told as of today."""
    least, _, unit = duration(match["d"])
    if match["way"] in {"later", "afterwards", "after", "on"}:
        if frame.context is None and match["way"] == "on":
            return at_point(frame.today, "day" if unit == "week" else unit)
        return moved(frame.told, least, unit)
    return moved(frame.context or one_day(frame.today), -least, unit)


def _after_clause(match: Match, frame: Frame) -> Interval:
    """three weeks after that, two days before the vote of 3 May; "ten days after the quake", told today, is today."""
    least, _, unit = duration(match["d"])
    sign = 1 if match["way"] in {"after", "from"} else -1
    inner = frame.read_inside(match["x"])
    if inner is not None:
        return moved(inner, sign * least, unit)
    if sign < 0 or frame.context is not None:
        raise Unresolvable("the other time is not known")
    return at_point(frame.today, "month" if unit in {"month", "year"} else "day")


def _neighbour(match: Match, frame: Frame) -> Interval:
    """the day before, the following week, the year after, the next day."""
    unit = "day" if match["unit"] in {"night", "evening", "morning", "afternoon"} else match["unit"]
    step = 1 if match["way"] in {"after", "following", "next"} else -1
    base = frame.context or one_day(frame.today)
    if unit == "year" and base.precision in {"quarter", "range", "part"}:
        return moved(base, step, "year")
    return period_at(unit, base.last if step > 0 else base.first, step).based("relative")


def _beside(match: Match, frame: Frame) -> Interval:
    """the day after the vote on 3 May, the eve of 1 July."""
    inner = frame.read_inside(match["x"])
    if inner is None:
        raise Unresolvable("the other day is not known")
    return one_day(inner.last + _ONE_DAY if match["way"] == "after" else inner.first - _ONE_DAY)


def _same(match: Match, frame: Frame) -> Interval:
    """that day, the same month; "the same week of 2025" is told again in another year."""
    unit, told = match["unit"].replace("week-end", "weekend"), frame.told
    if unit in {"day", "night", "evening", "morning", "afternoon", "time", "period"}:
        base = told
    else:
        base = period_at(unit, told.last).based("relative")
    return moved(base, int(match["year"]) - base.last.year, "year") if match["year"] else base


def _then(match: Match, frame: Frame) -> Interval:
    return frame.told


_SOME = r"(?:(?:some|about|around|just|only|barely|almost|nearly|more than|over) )?"
_OVER = r"(?:(?:over|in|during|for|within) )?(?:(?:the|its|their|his|her) )?"
_LATER = r"later|afterwards|after|on|earlier|before|prior|previously|beforehand"
_PARTS_OF_DAY = r"day|night|evening|morning|afternoon"
_NEIGHBOURS = r"week|week-?end|month|quarter|year|decade"

DURATION_RULES: tuple[Rule, ...] = (
    rule(rf"(?:within|inside) (?P<d>the {UNIT})", _within),
    rule(rf"(?:within|inside) (?P<d>(?:[a-z]+ ){{0,2}}?{DURATION})", _within),
    rule(rf"in (?P<d>(?:about |another |just |only )?{DURATION})(?:['’]s?)?(?: time)?", _in_duration),
    rule(rf"(?P<d>another {DURATION})", _in_duration),
    rule(rf"{_OVER}(?P<way>past|last|previous|preceding) (?P<d>{DURATION})", _past_duration),
    rule(rf"{_OVER}(?P<way>past) (?P<d>day|week|fortnight|month|quarter|year|decade|century)", _past_duration),
    rule(rf"{_OVER}(?P<way>next|coming|following) (?P<d>{DURATION})", _next_duration),
    rule(
        rf"{_OVER}(?P<way>coming|next|recent|past|last)(?: few| several| couple of)? (?:hours|days|weeks|months|years"
        rf"|decades)",
        _vague,
    ),
    rule(
        rf"{_SOME}(?P<d>{DURATION}) ago(?: (?:almost to the day)?(?P<base>yesterday|today|tomorrow|last .+|on .+)?)?",
        _ago,
    ),
    rule(rf"(?P<x>.+?),? (?P<d>{DURATION}) ago", _period_ago),
    rule(rf"{_SOME}(?P<d>{DURATION}) (?:hence|from (?P<base>now|today|tomorrow|yesterday|{_NEIGHBOURS}))", _from_now),
    rule(rf"(?P<d>{DURATION}) away", _away),
    rule(rf"{_SOME}(?P<d>{DURATION}) (?P<way>{_LATER})", _later),
    rule(
        rf"{_SOME}(?P<d>{DURATION})(?: to the day)? (?P<way>after|before|from|prior to|ahead of) (?P<x>.+)",
        _after_clause,
    ),
    rule(rf"(?P<unit>{_PARTS_OF_DAY}|{_NEIGHBOURS}) (?P<way>before|after|earlier)", _neighbour),
    rule(rf"(?P<way>following|next|previous|preceding) (?P<unit>{_PARTS_OF_DAY}|{_NEIGHBOURS})", _neighbour),
    rule(r"(?:day (?P<way>before|after)|eve of) (?P<x>.+)", _beside),
    rule(
        rf"(?:that same|that|same) (?P<unit>{_PARTS_OF_DAY}|time|{_NEIGHBOURS}|period)(?: (?:of|in) "
        rf"(?P<year>\d{{4}}))?",
        _same,
    ),
    rule(r"then", _then),
    rule(rf"(?P<d>{DURATION})", _bare),
)
