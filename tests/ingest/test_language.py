"""The language of a text and of single paragraphs."""

from __future__ import annotations

from crosscurrents.ingest.language import foreign_paragraphs, language_of
from crosscurrents.ingest.layout import paragraphs

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
