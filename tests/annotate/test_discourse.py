from __future__ import annotations

import pytest

from crosscurrents.annotate import discourse
from crosscurrents.errors import ReaderError


def test_lists_are_lemmas_in_lower_case() -> None:
    words = discourse.load_discourse()
    assert "say" in words.saying and "ministry" in words.descriptions["government"]
    for name in ("saying", "holding", "claiming", "wording", "document_nouns", "titles"):
        assert all(word == word.casefold() for word in getattr(words, name))


def test_a_missing_file_is_an_error(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(discourse, "_FILE", tmp_path / "none.yaml")
    discourse.load_discourse.cache_clear()
    with pytest.raises(ReaderError):
        discourse.load_discourse()
    discourse.load_discourse.cache_clear()
