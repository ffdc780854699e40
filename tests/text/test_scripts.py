from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.text.scripts import count_words, kana, main_script, runs_right_to_left, script_of, scripts


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("The road is closed.", "Latin"),
        ("Ça suffit", "Latin"),
        ("الطريق مغلق", "Arabic"),
        ("הדרך סגורה", "Hebrew"),
        ("дорога закрыта", "Cyrillic"),
        ("道路は閉鎖", "Han"),
        ("도로 폐쇄", "Hangul"),
        ("सड़क बंद", "Devanagari"),
        ("መንገዱ ተዘግቷል", "Ethiopic"),
        ("လမ်းပိတ်", "Myanmar"),
        ("3 – 4 …", ""),
        ("", ""),
    ],
)
def test_the_script_of_most_letters(text: str, script: str) -> None:
    assert main_script(text) == script


def test_letters_are_counted_and_nothing_else() -> None:
    assert scripts("ab 12 ـ, где?") == {"Latin": 2, "Cyrillic": 3, "Arabic": 1}
    assert script_of("7") == script_of("。") == ""


def test_kana_are_no_chinese() -> None:
    assert kana("道路は閉鎖された") == 4
    assert kana("道路被封鎖") == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A cross-border raid, they don't say", 6),
        ("السَّلامُ عليكم", 2),  # points on letters do not part words
        ("کامیون‌ها رفتند", 2),  # nor does a joiner inside a word
        ("हिन्दी में शब्द हैं", 4),
        ("도로가 폐쇄됐다", 2),
        ("政府发言人说谈判将恢复", 6),  # eleven characters, two a word
        ("第7軍 moved", 4),
        ("", 0),
        ("—", 0),
    ],
)
def test_words_are_counted_as_their_script_writes_them(text: str, number: int) -> None:
    assert count_words(text) == number


def test_a_direction_is_that_of_most_letters() -> None:
    assert runs_right_to_left("قالت وكالة Valley Wire إن الطريق مغلق منذ الخميس")
    assert runs_right_to_left("הדרך סגורה")
    assert not runs_right_to_left("The agency (وكالة) said so.")
    assert not runs_right_to_left("12.5 %")


@given(st.text())
def test_any_text_has_a_count_and_a_script(text: str) -> None:
    assert 0 <= count_words(text) <= len(text)
    assert sum(scripts(text).values()) <= len(text)
    assert runs_right_to_left(text) in (True, False)
