"""The reviewed cue lists of ingest: what surrounds an article (junk.yaml), what a document says of itself
(documents.yaml), how mail programs mark what is not the sender's own (mail.yaml), and how languages are told apart
(languages.yaml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crosscurrents.text.normal import normal_form

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class JunkCues:
    """The lists of junk.yaml; phrases are in normal form, `patterns` map a reason to expressions."""

    headings: frozenset[str]
    prefixes: frozenset[str]
    lines: frozenset[str]
    sections: frozenset[str]
    patterns: dict[str, Patterns]
    openers: Patterns
    openers_before_capital: Patterns
    common_words: frozenset[str]


@dataclass(frozen=True)
class DocumentCues:
    """The lists of documents.yaml."""

    kinds: dict[str, frozenset[str]]
    statement_titles: Patterns
    statement_endings: Patterns
    statement_voice: Patterns
    disclaimers: Patterns
    issuers: frozenset[str]
    argument: Patterns
    speech: Patterns
    relay: Patterns
    outlet_words: frozenset[str]
    publishers: Patterns
    labels: dict[str, str]


@dataclass(frozen=True)
class MailCues:
    """The lists of mail.yaml; phrases are in normal form, `labels` map a label to its field."""

    forwarded: frozenset[str]
    original: frozenset[str]
    forward_prefixes: frozenset[str]
    labels: dict[str, str]
    attributions: Patterns


@dataclass(frozen=True)
class LanguageCues:
    """The lists of languages.yaml: the languages of each script, the letters that tell them (in order), classes of the
    classifier that are one language or none, and words of English alone in normal form.
    """

    scripts: dict[str, tuple[str, ...]]
    letters: dict[str, frozenset[str]]
    same: dict[str, str]
    ignored: frozenset[str]
    english: frozenset[str]


@lru_cache(maxsize=1)
def junk_cues() -> JunkCues:
    """Load junk.yaml (once)."""
    data = _load("junk.yaml")
    openers = data["openers"]
    return JunkCues(
        headings=_forms(data["headings"]),
        prefixes=_forms(data["prefixes"]),
        lines=_forms(data["lines"]),
        sections=_forms(data["sections"]),
        patterns={reason: _compiled(lines) for reason, lines in data["patterns"].items()},
        openers=_compiled(openers["always"]),
        openers_before_capital=_compiled(openers["before_capital"]),
        common_words=frozenset(openers["common_words"]),
    )


@lru_cache(maxsize=1)
def document_cues() -> DocumentCues:
    """Load documents.yaml (once)."""
    data = _load("documents.yaml")
    return DocumentCues(
        kinds={kind: _forms(names) for kind, names in data["kinds"].items()},
        statement_titles=_compiled(data["statement_titles"]),
        statement_endings=_compiled(data["statement_endings"]),
        statement_voice=_compiled(data["statement_voice"]),
        disclaimers=_compiled(data["disclaimers"]),
        issuers=_forms(data["issuers"]),
        argument=_compiled(data["argument"]),
        speech=_compiled(data["speech"]),
        relay=_compiled(data["relay"]),
        outlet_words=_forms(data["outlet_words"]),
        publishers=tuple(re.compile(line) for line in data["publishers"]),
        labels={normal_form(name): field for field, names in data["labels"].items() for name in names},
    )


@lru_cache(maxsize=1)
def mail_cues() -> MailCues:
    """Load mail.yaml (once)."""
    data = _load("mail.yaml")
    return MailCues(
        forwarded=_forms(data["forwarded"]),
        original=_forms(data["original"]),
        forward_prefixes=_forms(data["forward_prefixes"]),
        labels={normal_form(name): field for field, names in data["labels"].items() for name in names},
        attributions=tuple(re.compile(line, re.IGNORECASE | re.DOTALL) for line in data["attributions"]),
    )


@lru_cache(maxsize=1)
def language_cues() -> LanguageCues:
    """Load languages.yaml (once)."""
    data = _load("languages.yaml")
    return LanguageCues(
        scripts={script: tuple(languages) for script, languages in data["scripts"].items()},
        letters={language: frozenset(letters) for language, letters in data["letters"].items()},
        same=data["same"],
        ignored=frozenset(data["ignored"]),
        english=frozenset(data["english"].split()),
    )


def matches(patterns: Patterns, text: str) -> bool:
    """Whether one of `patterns` is found in `text`."""
    return any(pattern.search(text) for pattern in patterns)


def _load(name: str) -> dict[str, Any]:
    import yaml

    text = (files("crosscurrents.resources") / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def _forms(phrases: list[str]) -> frozenset[str]:
    return frozenset(normal_form(phrase) for phrase in phrases)


def _compiled(lines: list[str]) -> Patterns:
    return tuple(re.compile(line, re.IGNORECASE) for line in lines)
