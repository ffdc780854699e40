import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.text.numbers import find_numbers, parse_number, parse_ordinal


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("17", 17),
        ("1,250", 1250),
        ("12 345", 12345),
        ("5,00,000", 500_000),
        ("3.75", 3.75),
        ("-4.1", -4.1),
        ("forty-two", 42),
        ("six hundred and fifty thousand", 650_000),
        ("two million three hundred thousand", 2_300_000),
        ("nineteen hundred", 1900),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("three score", 60),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half", 2.5),
        ("another billion", 1e9),
        ("three and a half million", 3_500_000),
        ("2.5 million", 2_500_000),
        ("9bn", 9e9),
        ("4k", 4000),
        ("6.2 lakh crore", 6.2e12),
        ("two-thirds", 2 / 3),
        ("three quarters", 0.75),
        ("one in five", 0.2),
        ("tenfold", 10),
        ("8-fold", 8),
        ("doubled", 2),
    ],
)
def test_one_number(words, value):
    assert parse_number(words) == pytest.approx(value)


@pytest.mark.parametrize("words", ["", "harbour", "seven boats", "3 and 4 sheep"])
def test_what_is_not_one_number(words):
    assert parse_number(words) is None


@pytest.mark.parametrize(
    ("word", "number"), [("first", 1), ("21st", 21), ("thirtieth", 30), ("twenty-third", 23), ("Fifth", 5)]
)
def test_ordinals(word, number):
    assert parse_ordinal(word) == number


@pytest.mark.parametrize("word", ["five", "forty-tenth", "thirds", ""])
def test_no_ordinals(word):
    assert parse_ordinal(word) is None


def only(text):
    (number,) = find_numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 40 and 55 boats", 40, 55),
        ("10-15 per cent", 10, 15),
        ("six to eight hours", 6, 8),
        ("seven to nine thousand sheep", 7000, 9000),
        ("30 to 35 billion", 30e9, 35e9),
        ("from 2,000, perhaps 2,500, men", 2000, 2500),
        ("between USD 3 million and USD 5 million", 3e6, 5e6),
    ],
)
def test_ranges_give_both_ends_in_one_scale(text, low, high):
    number = only(text)
    assert (number.value, number.low, number.high, number.kind) == (None, low, high, "range")


def test_a_change_has_the_later_value_and_a_tally_the_first():
    assert (only("rose from 20 to 35 percent").value, only("rose from 20 to 35 percent").kind) == (35, "change")
    assert (only("lost by 71 to 64").value, only("lost by 71 to 64").kind) == (71, "tally")


def test_hundreds_have_no_value_but_a_least_one():
    for text, low in (
        ("hundreds of boats", 100),
        ("tens of thousands fled", 10_000),
        ("hundreds of thousands", 100_000),
    ):
        number = only(text)
        assert (number.value, number.low, number.kind) == (None, low, "vague")


def test_m_is_a_million_only_beside_money_or_what_is_counted():
    assert only("the port cost $40m").value == 40e6
    assert only("some 3m people").value == 3e6
    assert only("a mast 30m tall").value == 30


def test_odds_need_numbers_that_can_be_odds():
    assert only("one in four villages").kind == "odds"
    assert [n.kind for n in find_numbers("12 of the 40 seats")] == ["cardinal", "cardinal"]
    assert [n.value for n in find_numbers("two in 1998")] == [2, 1998]


@given(st.text(max_size=200))
def test_numbers_stand_in_the_text_in_order(text):
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        if number.low is not None and number.high is not None:
            assert number.low < number.high


@given(st.integers(0, 10**12))
def test_digits_with_commas_are_read_back(number):
    assert parse_number(f"{number:,}") == number
