"""The language of a text and of single paragraphs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.ingest.language import foreign_paragraphs, language_of
from crosscurrents.ingest.layout import paragraphs

TEXTS: dict[str, dict[str, list[str]]] = yaml.safe_load((Path(__file__).parent / "languages.yaml").read_text("utf-8"))

ENGLISH = (
    "The harbour council put off the vote on the guards until the spring, and the firms said "
    "that they would wait for it.\n\n"
    "In the meantime the guards of the port remain under the orders of the navy, which is to "
    "leave by the year's end.\n\n"
)


def test_languages() -> None:
    french = (
        "Le conseil du port a reporté le vote sur les gardes jusqu'au printemps, et les "
        "sociétés attendront la décision."
    )
    for text, code in ((ENGLISH, "en"), (french, "fr"), ("", "en"), ("Alba", "en"), ("Abu Dar al-Nasr", "en")):
        assert language_of(text, paragraphs(text)) == code


def test_a_paragraph_in_another_language_is_found() -> None:
    text = ENGLISH + "Der Hafenrat hat die Abstimmung über die Wachen auf das Frühjahr verschoben, sagte ein Sprecher."
    assert [(text[s:e][:3], code) for (s, e), code in foreign_paragraphs(text, paragraphs(text), "en")] == [
        ("Der", "de")
    ]


def test_rows_of_foreign_names_are_not_another_language() -> None:
    text = (
        ENGLISH
        + "Kataib Nahr al-Din, Harakat Bab al-Hara, Liwa Asad Dar Ghazal and Saraya Umm Qarn were named in the order."
    )
    assert list(foreign_paragraphs(text, paragraphs(text), "en")) == []


def test_short_lines_are_judged_outside_the_text_only() -> None:
    text = ENGLISH + "Fünf Rezepte für kalte Wintertage"
    ranges = paragraphs(text)
    assert list(foreign_paragraphs(text, ranges, "en")) == []
    assert [code for _, code in foreign_paragraphs(text, ranges, "en", [ranges[-1]])] == ["de"]


def told(text: str) -> str:
    return language_of(text, paragraphs(text))


def wrong(texts: dict[str, list[str]], wanted: Any) -> list[tuple[str, str, str]]:
    """Group, language told, text, where the language is not the one that is wanted of the group."""
    rows = [(group, told(text), text) for group, found in texts.items() for text in found]
    return [row for row in rows if row[1] != wanted(row[0])]


def test_short_texts_in_twenty_languages() -> None:
    assert len(TEXTS["foreign"]) == 20
    assert sum(map(len, TEXTS["foreign"].values())) == 61
    assert wrong(TEXTS["foreign"], lambda group: group) == []


def test_hard_english_texts() -> None:
    """Sixty, of which one, a row of Spanish names, is taken for Spanish."""
    assert sum(map(len, TEXTS["english"].values())) == 60
    found = wrong(TEXTS["english"], lambda group: "en")
    assert [(group, language) for group, language, _ in found] == [("foreign names", "es")]


@pytest.mark.parametrize("language", sorted(TEXTS["foreign"]))
def test_a_paragraph_of_any_language_is_found_amid_english(language: str) -> None:
    for foreign in TEXTS["foreign"][language][:2]:
        text = f"{ENGLISH}{foreign}\n\nThe vote on the guards of the harbour is to be held after the spring."
        found = [(text[s:e], code) for (s, e), code in foreign_paragraphs(text, paragraphs(text), "en")]
        assert found == [(foreign, language)]


def test_hard_english_paragraphs_stay() -> None:
    for text in (t for texts in TEXTS["english"].values() for t in texts):
        whole = ENGLISH + text
        assert list(foreign_paragraphs(whole, paragraphs(whole), "en")) == [], text


def test_a_text_of_which_a_third_is_english_is_english() -> None:
    for language in ("ar", "zh", "es", "tr"):
        part = TEXTS["foreign"][language][0]
        assert told(f"{ENGLISH}{part}\n\n{part}\n\n{part}") == "en"
        assert told("\n\n".join([*TEXTS["foreign"][language] * 3, "The vote is put off, they say."])) == language


def test_kanji_alone_in_a_japanese_text_are_japanese() -> None:
    text = "\n\n".join([TEXTS["foreign"]["ja"][0], "道路封鎖", TEXTS["foreign"]["ja"][1]])
    assert told(text) == "ja"
    assert list(foreign_paragraphs(text, paragraphs(text), "ja")) == []


@settings(max_examples=60)
@given(st.text(min_size=0, max_size=200))
def test_any_text_has_a_language(text: str) -> None:
    ranges = paragraphs(text)
    language = language_of(text, ranges)
    assert language.isalpha() and 2 <= len(language) <= 3
    for (start, end), code in foreign_paragraphs(text, ranges, language):
        assert (start, end) in ranges and code.isalpha()


def test_every_language_that_may_be_told_has_a_name() -> None:
    import py3langid

    from crosscurrents.brief.vocabulary import load_vocabulary
    from crosscurrents.ingest.cues import language_cues

    cues = language_cues()
    codes = {cues.same.get(name, name) for name, _ in py3langid.rank("a")} - cues.ignored
    codes |= {language for languages in cues.scripts.values() for language in languages} | set(cues.letters)
    assert codes - set(load_vocabulary().languages) == set()
