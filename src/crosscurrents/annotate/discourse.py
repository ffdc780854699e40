"""The reviewed words of attribution and reference (resources/discourse.yaml)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import msgspec

from crosscurrents.errors import ReaderError
from crosscurrents.lexicon.resource import RESOURCES

_FILE = RESOURCES / "discourse.yaml"


class Discourse(msgspec.Struct, frozen=True):
    """Word lists by use; the file says what each is for. `fingerprint` changes with the file."""

    saying: frozenset[str]
    holding: frozenset[str]
    undertaking: frozenset[str]
    claiming: frozenset[str]
    quoting: frozenset[str]
    wording: frozenset[str]
    addressing: frozenset[str]
    statement_nouns: frozenset[str]
    document_nouns: frozenset[str]
    source_nouns: frozenset[str]
    publishing: frozenset[str]
    place_verbs: frozenset[str]
    naming: frozenset[str]
    titles: frozenset[str]
    descriptions: dict[str, frozenset[str]]
    name_words: dict[str, frozenset[str]]
    fingerprint: str


@lru_cache(maxsize=1)
def load_discourse() -> Discourse:
    """Give the word lists; ReaderError where the file is missing or malformed."""
    import yaml

    try:
        raw = _FILE.read_bytes()
        data = yaml.load(raw, Loader=yaml.CBaseLoader)
        typed = {name: data.pop(name) for name in ("descriptions", "name_words")}
        lists: dict[str, Any] = {name: frozenset(words.split()) for name, words in data.items()}
        for name, types in typed.items():
            lists[name] = {kind: frozenset(words.split()) for kind, words in types.items()}
        return Discourse(**lists, fingerprint=hashlib.sha256(raw).hexdigest()[:16])
    except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError) as fault:
        raise ReaderError(f"the vocabulary cannot be read: {fault}", file=_FILE.name) from fault
