import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.extract.quantities import find_quantities, quantity


def read(text, words=None):
    words = words or text
    start = text.index(words)
    found = quantity(text, start, start + len(words))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("40 percent", 40, "percent"),
        ("two-thirds of the fleet", 66.67, "percent"),
        ("one in five pilots", 20, "percent"),
        ("nine boats out of ten", 90, "percent"),
        ("half a point", 0.5, "point"),
        ("1.5 percentage points", 1.5, "percentage_point"),
        ("25 basis points", 0.25, "percentage_point"),
        ("minus 3 percent", -3, "percent"),
        ("$40m", 40e6, "USD"),
        ("€3.5 billion", 3.5e9, "EUR"),
        ("A$12", 12, "AUD"),
        ("2 million euros", 2e6, "EUR"),
        ("40 cents", 0.4, "USD"),
        ("500 Iraqi dinars", 500, "IQD"),
        ("$71 a barrel", 71, "USD/barrel"),
        ("60 euros a day", 60, "EUR/day"),
        ("3 million barrels per day", 3e6, "barrel/day"),
        ("900 barrels daily", 900, "barrel/day"),
        ("36 kilometres", 36, "km"),
        ("a 12-kilometre fence", 12, "km"),
        ("80 cubic metres", 80, "m3"),
        ("seven hours", 7, "hour"),
        ("two decades", 20, "year"),
        ("a fortnight", 14, "day"),
        ("1 hour and 20 minutes", 80, "minute"),
        ("an hour and a half", 90, "minute"),
        ("30,000 troops", 30_000, "persons"),
        ("a dozen nurses", 12, "persons"),
        ("six asylum seekers", 6, "persons"),
        ("22,000 lorries", 22_000, "lorry"),
        ("five northern provinces", 5, "province"),
        ("fourteen-storey", 14, "storey"),
        ("tenfold", 10, "times"),
        ("three times as many", 3, "times"),
        ("three times", 3, "time"),
        ("half as much", 0.5, "times"),
        ("magnitude 6.1", 6.1, "magnitude"),
    ],
)
def test_value_and_unit(words, value, unit):
    found = read(words)
    assert (found.value, found.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("about 40 boats", "about"),
        ("more than 40 boats", "over"),
        ("fewer than 40 boats", "under"),
        ("nearly 40 boats", "nearly"),
        ("at least 40 boats", "at_least"),
        ("up to 40 boats", "at_most"),
        ("within 4 km", "at_most"),
        ("40 boats", "exact"),
        ("40-odd boats", "about"),
        ("a month at most", "at_most"),
        ("30 to 40 boats", "about"),
    ],
)
def test_qualifiers(words, qualifier):
    assert read(words).qualifier == qualifier


def test_a_range_has_ends_and_no_value():
    found = read("between 40 and 55 villages")
    assert (found.value, found.low, found.high, found.unit) == (None, 40, 55, "village")


def test_at_least_is_value_and_low_end():
    found = read("at least 40 boats")
    assert (found.value, found.low, found.high) == (40, 40, None)


def test_hundreds_have_no_value():
    found = read("hundreds of boats")
    assert (found.value, found.qualifier, found.high) == (None, "at_least", None)
    assert found.low is not None


def test_a_change_gives_the_new_value():
    assert read("from seven years to five").value == 5
    assert read("The levy rises from 10 to 15 percent", "from 10 to 15 percent").value == 15


def test_a_bare_number_takes_its_unit_from_beside_it():
    assert read("Greens won 31.5 percent and Reds 22.9", "22.9").unit == "percent"
    assert read("They lost 40, 71 and 62 percent", "40").unit == "percent"
    assert read("Petrol at $4.20 a gallon may see $5", "$5").unit == "USD/gallon"
    assert read("The blast left 39 dead", "39").unit == "persons"
    assert read("MPs voted by 271 to 266 to go", "271 to 266").unit == "vote"


def test_a_shared_currency_name_goes_to_the_country_named():
    assert read("In Cairo bread costs 10 pounds", "10 pounds").unit == "EGP"
    assert read("In Beirut bread costs 10 pounds", "10 pounds").unit == "LBP"
    assert read("The Egyptian pound fell to 31 to the dollar", "31").unit == "EGP/USD"
    assert read("Bread costs 10 dollars", "10 dollars").unit == "USD"


def test_the_parse_decides_the_noun_where_it_is_given():
    text = "Of 12 sent boats"
    assert quantity(text, 3, 5, lambda start, end: (11, 16)).unit == "boat"
    assert quantity(text, 3, 5, lambda start, end: None).unit == "persons"


def test_no_number_no_quantity():
    assert quantity("the old harbour", 0, 15) is None


def found(text):
    return [text[start:end] for start, end in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Rebels hold nearly 40 percent of the island.", ["nearly 40 percent"]),
        ("At least 30 people were killed and 12 wounded.", ["At least 30 people", "12 wounded"]),
        ("The loan is worth $2 billion.", ["$2 billion"]),
        ("Two-thirds of the crop is lost.", ["Two-thirds"]),
    ],
)
def test_candidates_by_rule(text, figures):
    assert found(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "She is aged 34.",
        "The 34-year-old driver fled.",
        "It struck at 10:45.",
        "The 21st brigade left.",
        "On 3 May they met.",
        "Resolution 1701 stands.",
        "Route 66 is shut.",
        "A T-72 burned.",
        "It began in 2014.",
        "Two weeks ago it rained.",
        "The Five Eyes met, said the Four Seasons.",
        "It ends within ten days.",
        "In the first half of the year it fell.",
    ],
)
def test_what_is_no_figure(text):
    assert found(text) == []


@given(st.text(max_size=120))
def test_any_text_gives_spans_in_order_inside_it(text):
    end = 0
    for start, stop in find_quantities(text):
        assert end <= start < stop <= len(text)
        end = stop


PIECES = [
    "about",
    "40",
    "percent",
    "of",
    "the",
    "12",
    "boats",
    "from",
    "3",
    "to",
    "5",
    "million",
    "$",
    "€",
    "a",
    "day",
    "half",
    "third",
    "-",
    ",",
    ".",
    "killed",
    "dozens",
    "one",
    "in",
    "ten",
    "per",
    "hour",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_any_words_are_read_without_error(text):
    for start, end in [*find_quantities(text), (0, len(text))]:
        got = quantity(text, start, end)
        if got is not None and got.low is not None and got.high is not None:
            assert got.low <= got.high


@pytest.mark.slow
def test_labelled_figures(shared):
    """Values of labelled spans in the evaluation passages."""
    right = total = 0
    for line in (shared / "eval" / "kinds" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for figure in row["figures"]:
            start = row["text"].find(figure["quote"])
            got = quantity(row["text"], start, start + len(figure["quote"]))
            expected = figure["low"] if figure["low"] is not None else figure["value"]
            value = got and (got.low if figure["low"] is not None else got.value)
            right += (
                value == pytest.approx(expected) if value is not None and expected is not None else value == expected
            )
            total += 1
    assert right / total >= 0.95


def test_a_bare_length_takes_the_unit_of_the_length_beside_it():
    text = "They built 360 km of dyke along a shore of 610. Of the guests, 500 came."
    assert quantity(text, text.index("610"), text.index("610") + 3).unit == "km"
    assert quantity(text, text.index("500"), text.index("500") + 3).unit == "persons"
