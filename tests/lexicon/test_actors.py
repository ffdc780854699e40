import random
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from crosscurrents.lexicon.actors import load_actors

CATALOGUE = load_actors()
STATES = [entry for entry in CATALOGUE.entries if entry.type == "state"]
SAMPLE = random.Random(1).sample([entry for entry in STATES if not entry.ends], 30)


def ids(entries):
    return [entry.id for entry in entries]


# the data


def test_ids_are_unique():
    assert [name for name, count in Counter(ids(CATALOGUE.entries)).items() if count > 1] == []


def test_references_hold():
    known, offices = set(ids(CATALOGUE.entries)), {office.id for office in CATALOGUE.offices}
    for entry in CATALOGUE.entries:
        assert set(entry.parts_of) <= known, entry.id
        assert {term.of for term in entry.offices} <= known, entry.id
        assert {term.office for term in entry.offices} <= offices, entry.id


def first_day(text):
    return date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10])


def test_periods_are_iso_and_ordered():
    for entry in CATALOGUE.entries:
        for begins, ends in [(entry.begins, entry.ends), *((term.begins, term.ends) for term in entry.offices)]:
            days = [first_day(text) for text in (begins, ends) if text]
            assert days == sorted(days), entry.id


def test_an_office_has_one_holder_at_a_time():
    """Terms of an office that only one person can hold may touch, never overlap."""
    single = {"president", "prime_minister", "foreign_minister", "defence_minister", "monarch"}
    terms = {}
    for entry in CATALOGUE.entries:
        for term in entry.offices:
            if term.office in single:
                terms.setdefault((term.of, term.office), []).append((term.begins or "0", term.ends or "9", entry.id))
    for office, held in terms.items():
        for (_, ends, one), (begins, _, other) in pairwise(sorted(held)):
            assert ends <= begins or begins.startswith(ends), (office, one, other)


def test_every_un_state_is_listed():
    assert len({entry.country for entry in STATES if not entry.ends}) >= 195


def test_size_of_the_catalogue():
    count = Counter(entry.type for entry in CATALOGUE.entries)
    assert count["armed_group"] >= 150
    assert count["organisation"] >= 150
    assert count["party"] >= 100
    assert count["person"] >= 400


@pytest.mark.parametrize("state", SAMPLE, ids=ids(SAMPLE))
def test_states_drawn_at_random_are_covered_alike(state):
    assert state in CATALOGUE.find(state.name)
    assert len(state.country) == 2
    for word in state.adjectives[:1]:
        found = CATALOGUE.state_of(word)
        assert found is not None
        assert found.id == state.id or word in found.adjectives
        assert CATALOGUE.office(f"{word} government")[1].id == "government"
    if state.capital:
        assert CATALOGUE.state_of(state.capital) == state
    assert CATALOGUE.office(f"foreign minister of {state.name}")[0] == state


# look-ups


@pytest.mark.parametrize(
    ("form", "entry"),
    [
        ("Kata'ib Hezbollah", "kataib-hezbollah"),
        ("kataib hezbollah", "kataib-hezbollah"),
        ("the Popular Mobilisation Forces", "pmf"),
        ("al-Sudani", "mohammed-shia-al-sudani"),
        ("Sudani", "mohammed-shia-al-sudani"),
        ("Ahmad ash-Sharʿ", "ahmed-al-sharaa"),
        ("Mohamad Shiaa as-Soudani", "mohammed-shia-al-sudani"),
        ("Volodymyr Zelenskyy", "volodymyr-zelensky"),
        ("U.N.", "un"),
        ("OPEC+", "opec-plus"),
        ("iraq", "iraq"),
        ("Côte d’Ivoire", "cote-divoire"),
        ("AfD", "afd"),
    ],
)
def test_find(form, entry):
    assert ids(CATALOGUE.find(form))[0] == entry


@pytest.mark.parametrize("form", ["us", "who", "let", "is", "Baghdad", "", "no such actor"])
def test_find_nothing(form):
    assert CATALOGUE.find(form) == []


def test_find_prefers_who_was_active_that_day():
    assert ids(CATALOGUE.find("Pope", date(2024, 5, 1)))[0] == "pope-francis"
    assert ids(CATALOGUE.find("Pope", date(2025, 9, 1)))[0] == "pope-leo-xiv"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Iraqi", "iraq"),
        ("Iraqis", "iraq"),
        ("Baghdad", "iraq"),
        ("Kiev", "ukraine"),
        ("Erbil", "krg"),
        ("UK", "united-kingdom"),
    ],
)
def test_state_of(word, state):
    assert CATALOGUE.state_of(word).id == state


def test_state_of_nothing():
    assert CATALOGUE.state_of("us") is None
    assert CATALOGUE.state_of("Hezbollah") is None


@pytest.mark.parametrize(
    ("phrase", "state", "office"),
    [
        ("Iraqi prime minister", "iraq", "prime_minister"),
        ("Iraq's Foreign Ministry", "iraq", "foreign_ministry"),
        ("the foreign minister of Iraq", "iraq", "foreign_minister"),
        ("Ministry of Foreign Affairs of the State of Qatar", "qatar", "foreign_ministry"),
        ("government in Baghdad", "iraq", "government"),
        ("South Korean president", "south-korea", "president"),
        ("Sudanese central bank", "sudan", "central_bank"),
        ("UN Secretary-General", "un", "chief"),
        ("EU foreign policy chief", "eu", "foreign_policy_chief"),
    ],
)
def test_office(phrase, state, office):
    found = CATALOGUE.office(phrase)
    assert (found[0].id, found[1].id) == (state, office)


@pytest.mark.parametrize(
    "phrase",
    ["prime minister", "Iraq", "State of Qatar", "former Iraqi prime minister", "Iraqi Prime Minister Sudani", ""],
)
def test_no_office(phrase):
    assert CATALOGUE.office(phrase) is None


def test_holder():
    assert CATALOGUE.holder("syria", "president", date(2024, 12, 1)).id == "bashar-al-assad"
    assert CATALOGUE.holder("syria", "president", date(2025, 6, 1)).id == "ahmed-al-sharaa"
    assert CATALOGUE.holder("syria", "president", date(2025, 1, 1)) is None


# running text


def scanned(text, on=None):
    return [(text[start:end], entry) for start, end, entry in CATALOGUE.scan(text, on)]


def test_scan_takes_the_longest_name_and_exact_places():
    text = "The U.S.-led coalition and the Syrian Democratic Forces told us that al-Hashd al-Shaabi left El Salvador."
    assert scanned(text) == [
        ("U.S.-led coalition", "global-coalition"),
        ("Syrian Democratic Forces", "sdf"),
        ("al-Hashd al-Shaabi", "pmf"),
        ("El Salvador", "el-salvador"),
    ]


def test_scan_leaves_adjectives_capitals_and_common_words():
    assert scanned("Let it be: Iraqi officials in Baghdad who know this fano told us so.") == []


@pytest.mark.parametrize(
    "text", ["Mojtaba Khamenei spoke.", "We met Burhan Ghalioun.", "Then Rifaat al-Assad left.", "Lara Trump came."]
)
def test_scan_takes_no_relative_for_a_namesake(text):
    assert scanned(text) == []


@pytest.mark.parametrize(
    "text", ["President al-Assad left.", "But Assad left.", "In 2011 Assad left.", "Syria's Assad left."]
)
def test_scan_takes_a_surname_behind_a_title_or_opener(text):
    assert "bashar-al-assad" in [entry for _, entry in scanned(text)]


def test_scan_takes_a_surname_behind_its_own_first_name():
    assert [entry for _, entry in scanned("We met Mohamad Shiaa as-Sudani.")] == ["mohammed-shia-al-sudani"]


def test_scan_takes_a_surname_in_a_headline():
    assert scanned("Lukashenko Pardons Fifty Prisoners") == [("Lukashenko", "alexander-lukashenko")]


def test_scan_reads_no_short_acronym_in_a_shouted_line():
    assert scanned("WHO SAYS THAT IRAQ IS CALM") == [("IRAQ", "iraq")]


def test_scan_finds_every_form_of_every_entry():
    for entry in CATALOGUE.entries:
        for form in (entry.name, *entry.forms):
            text = f"We wrote that {form} came."
            found = [text[start:end] for start, end, _ in CATALOGUE.scan(text)]
            assert any(part in form or form in part for part in found), form


def test_fingerprint_is_short_and_stable():
    assert CATALOGUE.fingerprint == load_actors().fingerprint
    assert len(CATALOGUE.fingerprint) == 16


@pytest.mark.parametrize("word", ["", "The", "S", "of the"])
def test_words_that_only_join_stand_for_no_state(word):
    assert CATALOGUE.state_of(word) is None
