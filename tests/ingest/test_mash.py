"""Keyboard mash is told from words, names and acronyms."""

from __future__ import annotations

import pytest

from crosscurrents.ingest.mash import is_mash


@pytest.mark.parametrize(
    "text",
    [
        "sdfsdfsdfsdfsdf",
        "qweqweqweqwe",
        "asdfghjkl",
        "lkjhgfdsa lkjhgf",
        "xcvbnmxcvbnm",
        "aaaaaaaaaaaa",
        "dfgkljdfghkljdfg",
    ],
)
def test_mash(text: str) -> None:
    assert is_mash(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photograph", "Schwarzschild", "UNHCR UNRWA OCHA", "The Prime Minister resigned", "Borschtsch", "Mississippi",
        "Harakat al-Nujaba", "typewriter", "12345678", "Ahl al-Haq", "Dnipropetrovsk", "", "Lengthwise", "properties",
        "Dar es Salaam", "مرحبا بالعالم", "Kwaśniewski", "Constituent Assembly", "Ouagadougou", "banana",
    ],
)  # fmt: skip
def test_words(text: str) -> None:
    assert not is_mash(text)
