"""Rules for days and periods that are named by themselves: "17 May", "last Friday", "late 2027", "this summer"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from crosscurrents.annotate.calendar import (
    Interval,
    add_months,
    decade,
    feast,
    month,
    one_day,
    quarter,
    season,
    span,
    week,
    weekend,
    whole_year,
    years,
)
from crosscurrents.annotate.temporal_frame import Frame, Rule, rule
from crosscurrents.annotate.temporal_words import (
    DAYTIME,
    DECADES,
    FEAST,
    MONTH,
    ORDINAL,
    SEASON,
    WEEKDAY,
    YEAR,
    amount,
    day_number,
    month_number,
    weekday_number,
)
from crosscurrents.annotate.temporal_years import TAIL, in_year, nearest, neighbour, story_year
from crosscurrents.text.numbers import parse_ordinal

Match = re.Match[str]
_DAY = rf"(?:\d{{1,2}}|{ORDINAL})"
_ONE_DAY = timedelta(1)


# --- dates ------------------------------------------------------------------------------------------------------------


def _iso(match: Match, frame: Frame) -> Interval:
    return one_day(date(int(match["y"]), int(match["m"]), int(match["d"])), "stated")


def _day_month(match: Match, frame: Frame) -> Interval:
    """17 May, May 17th, the seventeenth of May last year; a weekday before it decides between years."""
    day, number = day_number(match["day"]), month_number(match["month"])
    return in_year(lambda year: one_day(date(year, number, day), "inferred"), match, frame)


def _days_of_month(match: Match, frame: Frame) -> Interval:
    """4 to 17 November, 12-13 May, May 3-5, 10 or 17 June."""
    one, two, number = day_number(match["one"]), day_number(match["two"]), month_number(match["month"])
    return in_year(lambda year: span(date(year, number, one), date(year, number, two), "inferred"), match, frame)


def _month(match: Match, frame: Frame) -> Interval:
    number = month_number(match["month"])
    if match["which"] in {"last", "past"}:
        return neighbour(lambda year: month(year, number), "last", frame)
    if match["which"] in {"next", "coming"}:
        return neighbour(lambda year: month(year, number), "next", frame)
    if match["which"] == "this":
        return month(frame.today.year, number)
    if match["which"] in {"that", "the same", "same"}:
        return month(frame.told.first.year, number)
    return in_year(lambda year: month(year, number), match, frame)


def _day_of_month(match: Match, frame: Frame) -> Interval:
    """The 18th, the tenth of this month, the first of next month."""
    day = day_number(match["day"])
    if not 1 <= day <= 31:
        raise ValueError("no day of a month")
    if match["of"]:
        return one_day(frame.must_read(match["of"]).first.replace(day=day))
    told = frame.context
    if (
        told is not None
        and told.precision in {"day", "month", "part", "range"}
        and _same_month(told)
        and frame.anchor != told.last
    ):
        return one_day(told.first.replace(day=day), "inferred")
    months = (month(frame.today.year, frame.today.month + shift) for shift in range(-2, 3))
    return nearest([one_day(m.first.replace(day=day), "inferred") for m in months if day <= m.last.day], frame)


def _same_month(interval: Interval) -> bool:
    return (interval.first.year, interval.first.month) == (interval.last.year, interval.last.month)


def _year(match: Match, frame: Frame) -> Interval:
    return whole_year(int(match["y"])).based("stated")


def _year_span(match: Match, frame: Frame) -> Interval:
    first, last = int(match["a"]), int(match["b"])
    if last < 100:
        last += first - first % 100
    return years(first, last).based("stated")


def _decade(match: Match, frame: Frame) -> Interval:
    if match["digits"]:
        year = int(match["digits"])
        return decade(year if year > 100 else 1900 + year).based("stated")
    return decade(1900 + DECADES[match["name"]]).based("stated")


def _century(match: Match, frame: Frame) -> Interval:
    number = parse_ordinal(match["n"]) or 0
    return years(100 * number - 99, 100 * number).based("stated")


# --- weekdays ---------------------------------------------------------------------------------------------------------


def _weekday(match: Match, frame: Frame) -> Interval:
    """A weekday with what stands before it: bare, last, next, this, that, the following, the previous."""
    number, which = weekday_number(match["weekday"]), (match["which"] or "").strip()
    if which in {"last", "past"}:
        return one_day(before(frame.today, number))
    if which in {"next", "coming", "this coming"}:
        return one_day(after(frame.today, number))
    if which in {"the following", "following"}:
        return one_day(after(frame.told.last, number))
    if which in {"the previous", "previous", "the preceding", "preceding"}:
        return one_day(before(frame.told.first, number))
    if which in {"that", "the same", "same", "that same"}:
        return one_day(before(frame.told.last + _ONE_DAY, number))
    return one_day(_bare_weekday(number, frame))


def _bare_weekday(number: int, frame: Frame) -> date:
    """The nearest by tense; the day of writing itself where it has that name."""
    today = frame.today
    if today.weekday() == number:
        return today
    back, ahead = before(today, number), after(today, number)
    if frame.tense == "unknown":
        return ahead if (ahead - today).days <= 2 else back  # without a verb, news tells of the past
    return ahead if frame.tense == "future" else back


def before(day: date, number: int) -> date:
    """The last such weekday before `day`."""
    return day - timedelta((day.weekday() - number - 1) % 7 + 1)


def after(day: date, number: int) -> date:
    """The first such weekday after `day`."""
    return day + timedelta((number - day.weekday() - 1) % 7 + 1)


def _weekday_last(match: Match, frame: Frame) -> Interval:
    """Friday last, Friday next."""
    number = weekday_number(match["weekday"])
    return one_day(before(frame.today, number) if match["which"] == "last" else after(frame.today, number))


def _weekday_week(match: Match, frame: Frame) -> Interval:
    """Saturday week, Sunday a fortnight from now, a week on Monday."""
    weeks = 2 if match["far"] else 1
    if match["weekday"]:
        coming = after(frame.today, weekday_number(match["weekday"]))
        far = f"{match['far'] or ''}"
        return one_day(coming + timedelta(7 * (weeks - 1 if "from" in far else weeks)))
    return one_day(frame.today + timedelta(7 * weeks))


def _weekday_of_week(match: Match, frame: Frame) -> Interval:
    """Tuesday of last week."""
    monday = week(frame.must_read(match["of"]).first).first
    return one_day(monday + timedelta(weekday_number(match["weekday"])))


def _nth_weekday(match: Match, frame: Frame) -> Interval:
    """The third Friday of May, the last Sunday of that month, the second weekend of October."""
    whole = frame.read(match["of"])
    if whole is None or whole.precision != "month":
        raise ValueError("no month")
    number = 5 if "weekend" in match["weekday"] else weekday_number(match["weekday"])
    if match["n"] in {"last", "final"}:
        day = before(whole.last + _ONE_DAY, number)
    else:
        day = after(whole.first - _ONE_DAY, number) + timedelta(7 * ((parse_ordinal(match["n"]) or 0) - 1))
    if not whole.first <= day <= whole.last:
        raise ValueError("not in the month")
    return span(day, day + _ONE_DAY) if number == 5 and "weekend" in match["weekday"] else one_day(day)


def _dated_weekday(match: Match, frame: Frame) -> Interval:
    """Sunday 28 June, Thursday, 17 April 2025: the date decides; without a year, the year in which the weekday fits."""
    number = weekday_number(match["weekday"])
    dated = frame.read(match["date"])
    if dated is None or dated.precision != "day":
        raise ValueError("no date")
    if dated.basis == "inferred" and dated.first.weekday() != number:
        near = (dated.first.replace(year=dated.first.year + shift) for shift in (-1, 1))
        return one_day(next((d for d in near if d.weekday() == number), dated.first), "inferred")
    return dated


# --- today and its neighbours -----------------------------------------------------------------------------------------

_DEICTIC = {"today": 0, "tonight": 0, "now": 0, "yesterday": -1, "last night": -1, "last evening": -1,
            "tomorrow": 1}  # fmt: skip


def _deictic(match: Match, frame: Frame) -> Interval:
    return one_day(frame.today + timedelta(_DEICTIC[match["word"]]))


def _day_before_yesterday(match: Match, frame: Frame) -> Interval:
    return one_day(frame.today + timedelta(-2 if match["way"] == "before yesterday" else 2))


def _today(match: Match, frame: Frame) -> Interval:
    return one_day(frame.today)


def _overnight(match: Match, frame: Frame) -> Interval:
    return span(frame.today - _ONE_DAY, frame.today)


# --- this, last, next -------------------------------------------------------------------------------------------------

_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "the current": 0, "current": 0, "next": 1, "coming": 1}


def _century_at(day: date, shift: int) -> Interval:
    first = day.year - (day.year - 1) % 100 + 100 * shift
    return years(first, first + 99)


_PERIODS: dict[str, Callable[[date, int], Interval]] = {
    "day": lambda day, shift: one_day(day + timedelta(shift)),
    "week": lambda day, shift: week(day + timedelta(7 * shift)),
    "weekend": lambda day, shift: weekend(day + timedelta(7 * shift)),
    "fortnight": lambda day, shift: span(day + timedelta(14 * shift), day + timedelta(14 * shift + 13)),
    "month": lambda day, shift: month(day.year, day.month + shift),
    "quarter": lambda day, shift: quarter(day.year, (day.month - 1) // 3 + 1 + shift),
    "year": lambda day, shift: whole_year(day.year + shift),
    "decade": lambda day, shift: decade(day.year + 10 * shift),
    "century": _century_at,
}


def period_at(unit: str, day: date, shift: int = 0) -> Interval:
    """The calendar period of `unit` that holds `day`, or the one so many periods on; `ValueError` for another unit."""
    if unit not in _PERIODS:
        raise ValueError(unit)
    return _PERIODS[unit](day, shift)


def _period(match: Match, frame: Frame) -> Interval:
    """last week, this year, next month, the current quarter, the coming year."""
    return period_at(match["unit"].replace("week-end", "weekend"), frame.today, _SHIFTS[match["which"]]).based(
        "relative"
    )


def _this_and_next(match: Match, frame: Frame) -> Interval:
    return span(period_at(match["unit"], frame.today).first, period_at(match["unit"], frame.today, 1).last)


def _weekend(match: Match, frame: Frame) -> Interval:
    """The weekend by tense; last and next ones by the days of writing."""
    today, which = frame.today, match["which"] or ""
    this = weekend(today)
    if which == "last":
        return weekend(today - timedelta(7)) if this.last >= today else this
    if which == "next":
        return weekend(today + timedelta(7))
    candidates = [weekend(today - timedelta(7)), this, weekend(today + timedelta(7))]
    return nearest(candidates, frame.in_tense("future") if which == "this" and today.weekday() < 5 else frame)


def _period_before_last(match: Match, frame: Frame) -> Interval:
    return period_at(match["unit"], frame.today, -2).based("relative")


def _bare_period(match: Match, frame: Frame) -> Interval:
    """The year, the month, the week: the present one, or that of the story."""
    background = story_year(frame)
    if background is not None and match["unit"] == "year":
        return whole_year(background)
    return period_at(match["unit"], frame.today).based("relative")


def _season(match: Match, frame: Frame) -> Interval:
    """summer, this summer, last winter, the spring of 2007, the winter months."""
    name, which = match["season"], match["which"] or ""

    def build(year: int) -> Interval:
        return season(year, name)

    if which in {"last", "next", "coming", "past"}:
        return neighbour(build, "last" if which in {"last", "past"} else "next", frame)
    if which == "this":
        return nearest([build(frame.today.year - 1), build(frame.today.year)], frame.in_tense("unknown"))
    if which == "that":
        return build(frame.told.first.year)
    return in_year(build, match, frame)


def _quarter(match: Match, frame: Frame) -> Interval:
    number = (
        int(match["q"]) if match["q"] else {"last": 4, "final": 4}.get(match["n"]) or parse_ordinal(match["n"]) or 0
    )
    if not 1 <= number <= 4:
        raise ValueError("no quarter")
    return in_year(lambda year: quarter(year, number), match, frame)


def _feast(match: Match, frame: Frame) -> Interval:
    name = re.sub(r"^(?:saint|st\.?) valentine", "valentine", match["feast"]).replace("saint patrick", "st patrick")
    if match["which"] in {"last", "next"}:
        return neighbour(lambda year: one_day(feast(name, year)), match["which"], frame)
    return in_year(lambda year: one_day(feast(name, year), "inferred"), match, frame)


def _named_day_dated(match: Match, frame: Frame) -> Interval:
    return frame.must_read(match["date"])


def _week_number(match: Match, frame: Frame) -> Interval:
    year = int(match["year"]) if match["year"] else frame.today.year
    return week(date.fromisocalendar(year, int(match["n"]), 1))


def _week_of(match: Match, frame: Frame) -> Interval:
    found = frame.read(match["x"])
    if found is None or found.precision != "day":
        raise ValueError("no day")
    return span(found.first, found.first + timedelta(6)) if match["how"] == "beginning" else week(found.first)


def _year_beginning(match: Match, frame: Frame) -> Interval:
    """The year to June, the twelve months to December, the year beginning 1 April."""
    found = frame.read(match["x"])
    if found is None or found.precision not in {"day", "month"}:
        raise ValueError("no month")
    if match["how"] == "beginning":
        return span(found.first, add_months(found.first, 12) - _ONE_DAY)
    months = 12 if "year" in match["length"] else int(amount(match["length"].removesuffix(" months")))
    return span(add_months(found.last + _ONE_DAY, -months), found.last)


_WHICH_DAY = (
    r"(?P<which>last|past|next|coming|this coming|this|that same|that|the same|same|the following|following|the "
    r"previous|previous|the preceding|preceding|the)?"
)

POINT_RULES: tuple[Rule, ...] = (
    rule(rf"(?P<y>{YEAR})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)", _iso),
    rule(rf"(?P<d>\d\d?)[./](?P<m>\d\d?)[./](?P<y>{YEAR})", _iso),
    rule(rf"(?P<weekday>{WEEKDAY}),? (?:the )?(?P<date>.*\d.*|.*{ORDINAL}.*)", _dated_weekday),
    rule(rf"(?:last|next) (?P<weekday>{WEEKDAY}), (?:the )?(?P<date>.*)", _dated_weekday),
    rule(rf"(?P<day>{_DAY})(?: day)?(?: of)? (?P<month>{MONTH}){TAIL}", _day_month),
    rule(rf"(?P<month>{MONTH}) (?:the )?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL}){TAIL}", _day_month),
    rule(
        rf"(?P<one>{_DAY})(?: to | and | or | until |[-–])(?P<two>{_DAY})(?: of)? (?P<month>{MONTH}){TAIL}",
        _days_of_month,
    ),
    rule(
        rf"(?:between|from) (?P<one>{_DAY}) (?:and|to|until) (?P<two>{_DAY})(?: of)? (?P<month>{MONTH}){TAIL}",
        _days_of_month,
    ),
    rule(rf"(?P<month>{MONTH}) (?P<one>{_DAY})(?: to | and | or |[-–])(?P<two>{_DAY}){TAIL}", _days_of_month),
    rule(rf"(?:(?P<which>last|past|next|coming|this|that|the same|same) )?(?P<month>{MONTH}){TAIL}", _month),
    rule(
        rf"(?P<day>{ORDINAL})(?: of (?P<of>(?:the|this|that|last|next|the same|the following) month))?", _day_of_month
    ),
    rule(rf"(?P<y>{YEAR})", _year),
    rule(rf"(?P<a>{YEAR})[-–/](?P<b>{YEAR}|\d\d)", _year_span),
    rule(r"['’]?(?P<digits>1[0-9]{2}0|20[0-9]0|[2-9]0)['’]?s(?P<name>)", _decade),
    rule(rf"(?P<digits>)(?P<name>{'|'.join(DECADES)})", _decade),
    rule(rf"(?P<n>{ORDINAL}) century", _century),
    rule(rf"(?:{_WHICH_DAY} )?(?P<weekday>{WEEKDAY})", _weekday),
    rule(rf"(?P<weekday>{WEEKDAY}) (?P<which>last|next)", _weekday_last),
    rule(rf"(?P<weekday>{WEEKDAY}) (?:week|(?P<far>a fortnight(?: from now)?|fortnight))", _weekday_week),
    rule(r"(?P<weekday>)(?P<far>)(?:this day|today) week", _weekday_week),
    rule(
        rf"(?P<weekday>{WEEKDAY})(?: of)? (?P<of>(?:last|next|this|that|the following|the previous) week)",
        _weekday_of_week,
    ),
    rule(rf"(?P<n>{ORDINAL}|last|final) (?P<weekday>{WEEKDAY}|weekend) (?:of|in) (?P<of>.+)", _nth_weekday),
    rule(r"(?P<word>today|tonight|now|yesterday|last night|last evening|tomorrow)", _deictic),
    rule(r"(?:the )?day (?P<way>before yesterday|after tomorrow)", _day_before_yesterday),
    rule(rf"(?:this (?:very )?{DAYTIME}|{DAYTIME} today)", _today),
    rule(r"overnight", _overnight),
    rule(r"(?:(?P<which>last|next|this|coming|past) )?week-?end", _weekend),
    rule(
        r"(?P<which>last|past|this|current|next|coming|previous) (?P<unit>week|fortnight|month|quarter|year|decade"
        r"|century)",
        _period,
    ),
    rule(r"this (?P<unit>week|month|quarter|year) and next", _this_and_next),
    rule(r"(?P<unit>week|month|quarter|year|decade) before last", _period_before_last),
    rule(r"(?P<unit>week|month|quarter|year|decade|century)(?: as a whole)?", _bare_period),
    rule(rf"(?:(?P<which>last|past|this|that|next|coming) )?(?P<season>{SEASON})(?: months| season)?{TAIL}", _season),
    rule(rf"(?P<q>)(?P<n>first|second|third|fourth|last|final)[- ]quarter{TAIL}", _quarter),
    rule(rf"q(?P<q>[1-4])(?P<n>){TAIL}", _quarter),
    rule(rf"(?:(?P<which>last|next) )?(?P<feast>{FEAST}){TAIL}", _feast),
    rule(
        rf"(?:[\w'’]+ ){{1,5}}(?:day|eve|sunday|monday|tuesday|feast),? (?:on )?(?:the )?(?P<date>\d.*|{MONTH}.*)",
        _named_day_dated,
    ),
    rule(rf"week (?P<n>\d\d?)(?: (?:of )?(?P<year>{YEAR}))?", _week_number),
    rule(r"week (?P<how>beginning|of|starting)(?: on)? (?P<x>.+)", _week_of),
    rule(
        r"(?P<length>(?:financial |fiscal )?year|\w+ months) (?P<how>to|ending|ended|beginning)(?: on| in)? (?P<x>.+)",
        _year_beginning,
    ),
)
