import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.annotate.temporal import find_times, narrative_context, resolve_times
from crosscurrents.records.dates import DateRange, day

WRITTEN = day("2022-05-11", "given")  # a Wednesday


def meaning(words, tense="past", anchor=WRITTEN, context=None):
    (mark,) = resolve_times(words, [(0, len(words))], anchor=anchor, tense=lambda start, end: tense, context=context)
    return (mark.date.start, mark.date.end) if mark.date else None


def days(first, last=None):
    return (first, last or first)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("17 April 2019", "2019-04-17", "2019-04-17"),
        ("April 17th, 2019", "2019-04-17", "2019-04-17"),
        ("2019-04-17", "2019-04-17", "2019-04-17"),
        ("17.4.2019", "2019-04-17", "2019-04-17"),
        ("Wednesday, 17 April 2019", "2019-04-17", "2019-04-17"),
        ("the seventeenth of April 2019", "2019-04-17", "2019-04-17"),
        ("Sept. 3, 2011", "2011-09-03", "2011-09-03"),
        ("March 2015", "2015-03-01", "2015-03-31"),
        ("2014", "2014-01-01", "2014-12-31"),
        ("the 1970s", "1970-01-01", "1979-12-31"),
        ("the nineties", "1990-01-01", "1999-12-31"),
        ("2006-2009", "2006-01-01", "2009-12-31"),
        ("2006-09", "2006-01-01", "2009-12-31"),
        ("from 2014 to 2017", "2014-01-01", "2017-12-31"),
        ("Q3 2020", "2020-07-01", "2020-09-30"),
        ("the spring of 2007", "2007-03-01", "2007-05-31"),
        ("winter 2018", "2018-12-01", "2019-02-28"),
        ("early March 2020", "2020-03-01", "2020-03-10"),
        ("late 2027", "2027-09-01", "2027-12-31"),
        ("mid-June 2021", "2021-06-15", "2021-06-15"),
        ("the second half of 2004", "2004-07-01", "2004-12-31"),
        ("the end of August 2021", "2021-08-31", "2021-08-31"),
        ("the late 1980s", "1987-01-01", "1989-12-31"),
        ("the second week of March 2021", "2021-03-08", "2021-03-14"),
        ("4 to 17 November 2019", "2019-11-04", "2019-11-17"),
        ("between May and July 2016", "2016-05-01", "2016-07-31"),
        ("from October 2018 until February 2020", "2018-10-01", "2020-02-29"),
        ("the third Friday of May 2015", "2015-05-15", "2015-05-15"),
        ("Easter Monday 2018", "2018-04-02", "2018-04-02"),
        ("the first ten days of August 2012", "2012-08-01", "2012-08-10"),
    ],
)
def test_times_that_need_no_day_of_writing(words, first, last):
    assert meaning(words, anchor=None) == (first, last)
    assert meaning(words) == (first, last)


@pytest.mark.parametrize(
    ("words", "tense", "first", "last"),
    [
        ("yesterday", "past", "2022-05-10", "2022-05-10"),
        ("tomorrow night", "future", "2022-05-12", "2022-05-12"),
        ("this morning", "past", "2022-05-11", "2022-05-11"),
        ("last night", "past", "2022-05-10", "2022-05-10"),
        ("the day before yesterday", "past", "2022-05-09", "2022-05-09"),
        ("Monday", "past", "2022-05-09", "2022-05-09"),
        ("Monday", "future", "2022-05-16", "2022-05-16"),
        ("Wednesday", "past", "2022-05-11", "2022-05-11"),
        ("late on Friday", "past", "2022-05-06", "2022-05-06"),
        ("last Wednesday", "past", "2022-05-04", "2022-05-04"),
        ("Saturday week", "future", "2022-05-21", "2022-05-21"),
        ("Tuesday of last week", "past", "2022-05-03", "2022-05-03"),
        ("the weekend", "past", "2022-05-07", "2022-05-08"),
        ("17 August", "past", "2021-08-17", "2021-08-17"),
        ("17 May", "future", "2022-05-17", "2022-05-17"),
        ("3 May", "past", "2022-05-03", "2022-05-03"),
        ("December", "past", "2021-12-01", "2021-12-31"),
        ("last December", "past", "2021-12-01", "2021-12-31"),
        ("next March", "future", "2023-03-01", "2023-03-31"),
        ("June last year", "past", "2021-06-01", "2021-06-30"),
        ("the 4th", "past", "2022-05-04", "2022-05-04"),
        ("two weeks ago", "past", "2022-04-25", "2022-05-01"),
        ("a month ago", "past", "2022-04-01", "2022-04-30"),
        ("three days ago", "past", "2022-05-08", "2022-05-08"),
        ("a decade ago", "past", "2012-01-01", "2012-12-31"),
        ("a week ago yesterday", "past", "2022-05-03", "2022-05-03"),
        ("four weeks from now", "future", "2022-06-06", "2022-06-12"),
        ("the past two weeks", "past", "2022-04-27", "2022-05-11"),
        ("within ten days", "future", "2022-05-11", "2022-05-21"),
        ("the next six months", "future", "2022-05-11", "2022-11-11"),
        ("last week", "past", "2022-05-02", "2022-05-08"),
        ("next month", "future", "2022-06-01", "2022-06-30"),
        ("this summer", "future", "2022-06-01", "2022-08-31"),
        ("last winter", "past", "2021-12-01", "2022-02-28"),
        ("the third quarter", "future", "2022-07-01", "2022-09-30"),
        ("later this year", "future", "2022-05-11", "2022-12-31"),
        ("earlier this year", "past", "2022-01-01", "2022-05-11"),
        ("since early 2021", "past", "2021-01-01", "2022-05-11"),
        ("since the floods of June 2019", "past", "2019-06-01", "2022-05-11"),
        ("by mid-2026", "future", "2022-05-11", "2026-06-30"),
        ("until mid-November", "future", "2022-05-11", "2022-11-15"),
        ("by the end of the year", "future", "2022-05-11", "2022-12-31"),
        ("by last Friday", "past", "2022-05-06", "2022-05-06"),
        ("before 2024", "future", "2022-05-11", "2023-12-31"),
        ("before the year is out", "future", "2022-05-11", "2022-12-31"),
        ("between Monday and Wednesday", "past", "2022-05-09", "2022-05-11"),
        ("between now and July", "future", "2022-05-11", "2022-07-31"),
    ],
)
def test_times_told_from_the_day_of_writing(words, tense, first, last):
    assert meaning(words, tense) == (first, last)


@pytest.mark.parametrize(
    "words", ["yesterday", "Monday", "two weeks ago", "17 May", "last winter", "the next day", "within a month"]
)
def test_without_a_day_of_writing_a_relative_time_is_unknown(words):
    assert meaning(words, anchor=None) is None


def test_without_a_day_of_writing_bounds_stay_open():
    assert meaning("since 2006", anchor=None) == ("2006-01-01", None)
    assert meaning("by June 2030", anchor=None) == (None, "2030-06-30")


def test_a_document_dated_by_its_month_gives_only_what_is_sure():
    month = DateRange("2022-05-01", "2022-05-31", "month", "given")
    assert meaning("last year", anchor=month) == ("2021-01-01", "2021-12-31")
    assert meaning("yesterday", anchor=month) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("that day", days("2019-02-14")),
        ("the next day", days("2019-02-15")),
        ("the following week", days("2019-02-18", "2019-02-24")),
        ("a month later", days("2019-03-01", "2019-03-31")),
        ("nine days later", days("2019-02-23")),
        ("the day before", days("2019-02-13")),
        ("three months prior", days("2018-11-01", "2018-11-30")),
        ("that year", days("2019-01-01", "2019-12-31")),
    ],
)
def test_a_story_goes_on_from_the_time_told_last(words, expected):
    assert meaning(words, context=day("2019-02-14", "stated")) == expected


def test_background_stays_in_its_own_year():
    text = "In 2014 the dam burst, and in August the valley emptied."
    spans = [(text.index(w), text.index(w) + len(w)) for w in ("2014", "August")]
    marks = resolve_times(text, spans, anchor=WRITTEN, tense=lambda start, end: "past")
    assert marks[1].date == DateRange("2014-08-01", "2014-08-31", "month", "inferred")


def test_context_goes_from_sentence_to_sentence_but_not_from_today():
    marks = resolve_times("on 3 May 2019", [(3, 13)], anchor=WRITTEN)
    context = narrative_context("on 3 May 2019", marks, None)
    assert context == day("2019-05-03", "stated")
    today = resolve_times("today", [(0, 5)], anchor=WRITTEN)
    assert narrative_context("today", today, context) == context


def test_precision_and_basis():
    def date_of(words):
        return resolve_times(words, [(0, len(words))], anchor=WRITTEN, tense=lambda start, end: "past")[0].date

    assert date_of("3 May 2019") == DateRange("2019-05-03", "2019-05-03", "day", "stated")
    assert date_of("last week") == DateRange("2022-05-02", "2022-05-08", "week", "relative")
    assert date_of("early March").precision == "part"
    assert date_of("March").basis == "inferred"


def test_the_words_tell_the_tense_where_there_is_no_parse():
    future, past = "The council will meet on Friday", "The council met on Friday"
    for text, start in ((future, "2022-05-13"), (past, "2022-05-06")):
        at = text.index("Friday")
        assert resolve_times(text, [(at, at + 6)], anchor=WRITTEN)[0].date.start == start


def found(text):
    return [text[start:end] for start, end in find_times(text)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The ferry sank on 3 May 2019 off the cape.", ["3 May 2019"]),
        ("Talks opened last Friday and end by mid-2026.", ["last Friday", "by mid-2026"]),
        ("He ruled from 2014 to 2017 and fled two weeks ago.", ["from 2014 to 2017", "two weeks ago"]),
        ("The bridge has been shut since early March.", ["since early March"]),
        ("In late December the strike ended; the next day trains ran.", ["late December", "the next day"]),
        ("Prices rose 4 percent in the third quarter of 2021.", ["the third quarter of 2021"]),
    ],
)
def test_candidates_by_rule(text, times):
    got = found(text)
    for time in times:
        assert any(time in words for words in got), (time, got)
    assert len(got) == len(times)


@pytest.mark.parametrize(
    "text",
    [
        "The crews may march to the sun.",
        "They passed resolution 1701 in silence.",
        "She paid $2000 for it.",
        "Some 2,019 sheep sat there.",
    ],
)
def test_what_only_looks_like_a_time(text):
    assert found(text) == []


WORDS = [
    "since",
    "by",
    "until",
    "from",
    "to",
    "between",
    "and",
    "the",
    "last",
    "next",
    "3",
    "May",
    "2014",
    "Monday",
    "week",
    "month",
    "two",
    "half",
    "early",
    "mid-",
    "end",
    "of",
    "ago",
    "later",
    "before",
    "Q3",
    "-",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.dates(date(1000, 1, 1), date(2200, 1, 1)))
def test_any_words_are_read_without_error(text, written):
    spans = [*find_times(text), (0, len(text))]
    for mark in resolve_times(text, spans, anchor=day(written.isoformat(), "given")):
        assert 0 <= mark.start <= mark.end <= len(text)
        assert mark.date is None or mark.date.first <= mark.date.last


@given(st.text(max_size=120))
def test_any_text_gives_spans_in_order_inside_it(text):
    end = 0
    for start, stop in find_times(text):
        assert end <= start < stop <= len(text)
        end = stop


@pytest.mark.slow
def test_labelled_times(shared):
    """The days of labelled spans in the evaluation passages, tense by words alone."""
    right = total = 0
    for line in (shared / "eval" / "kinds" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for time in row["times"]:
            start = row["text"].find(time["quote"])
            (mark,) = resolve_times(
                row["text"], [(start, start + len(time["quote"]))], anchor=day(row["date"], "given")
            )
            right += mark.date is not None and (mark.date.start, mark.date.end) == (time["start"], time["end"])
            total += 1
    assert right / total >= 0.85
