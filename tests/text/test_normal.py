import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.text.normal import bare_form, normal_form, normal_word, words_at


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Shara'a", "SHARAA"),
        ("Shara’a", "Sharaʿa"),
        ("Kata'ib Hezbollah", "Kataib Hezbollah"),
        ("Türkiye", "Turkiye"),
        ("U.N.", "UN"),
        ("Deir ez-Zor", "Deir Ez Zor"),
        ("Støre", "Store"),
        ("Erdoğan's", "Erdogan"),
        ("İmralı", "Imrali"),
    ],
)
def test_spellings_of_one_name_are_equal(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(("one", "other"), [("OPEC", "OPEC+"), ("Niger", "Nigeria"), ("Mali", "Malik"), ("A", "The")])
def test_different_names_stay_apart(one, other):
    assert normal_form(one) != normal_form(other)


def test_articles_alone_are_kept():
    assert normal_form("The") == "the"
    assert normal_form("") == ""


@pytest.mark.parametrize("name", ["al-Sudani", "Sudani", "as-Sudani", "el Sudani", "Al Sudani"])
def test_bare_form_drops_arabic_articles(name):
    assert bare_form(name) == "sudani"


def test_bare_form_keeps_words_that_only_look_like_articles():
    assert bare_form("as Damascus") == "as damascus"
    assert bare_form("En Marche") == "en marche"


def test_words_keep_their_places():
    text = "Iraq's U.S.-led coalition"
    found = [(text[start:end], word) for start, end, word in words_at(text)]
    assert found == [("Iraq", "iraq"), ("s", "s"), ("U.S.", "us"), ("led", "led"), ("coalition", "coalition")]


@given(st.text(max_size=60))
def test_normal_form_is_stable_and_offsets_hold(text):
    form = normal_form(text)
    assert form == " ".join(form.split())
    for start, end, word in words_at(text):
        assert normal_word(text[start:end]) == word
        assert 0 <= start < end <= len(text)
