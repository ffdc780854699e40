"""The reviewed layouts of press databases (bundles.yaml): how their files of many articles are marked and labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crosscurrents.text.normal import normal_form

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Layout:
    """How one database lays out its articles; bundles.yaml says what each field is for."""

    name: str
    starts: Pattern | None
    ends: Pattern | None
    rulers: bool
    anchor: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    needs: frozenset[str]


@dataclass(frozen=True)
class BundleCues:
    """The lists of bundles.yaml.

    `marks` is any mark of any layout. `labels` map a label in normal form to what it stands for and its rank among the
    labels for that; so do `tags`, as written. `lines` map a kind of line without a label to its form. `months` map a
    name to its number.
    """

    layouts: tuple[Layout, ...]
    marks: Pattern
    labels: dict[str, tuple[str, int]]
    tags: dict[str, tuple[str, int]]
    headings: dict[str, str]
    words: Pattern
    languages: frozenset[str]
    date_words: frozenset[str]
    months: dict[str, int]
    lines: dict[str, Pattern]
    after_publisher: Pattern
    beside_date: Pattern
    about_books: frozenset[str]
    cover: Pattern


@lru_cache(maxsize=1)
def bundle_cues() -> BundleCues:
    """Load bundles.yaml (once)."""
    data = _load("bundles.yaml")
    months = enumerate(data["months"], 1)
    return BundleCues(
        layouts=tuple(_layout(entry) for entry in data["layouts"]),
        marks=_one_of(
            [m.replace("?P<part>", "?:") for entry in data["layouts"] for m in entry["starts"] + entry["ends"]]
        ),
        labels={
            normal_form(name): (field, rank)
            for field, names in data["labels"].items()
            for rank, name in reversed(list(enumerate(names)))
        },
        tags={tag: (field, 0) for tag, field in data["tags"].items()},
        headings={normal_form(name): field for field, names in data["headings"].items() for name in names},
        words=_one_of([rf"\(?\d[\d.,\u00a0\u202f]* ?(?:{'|'.join(data['units'])})\)?"]),
        languages=_forms(data["languages"]),
        date_words=_forms(data["date_words"]),
        months={normal_form(name): number for number, names in months for name in names},
        lines={kind: _one_of(forms) for kind, forms in data["lines"].items()},
        after_publisher=re.compile(data["after_publisher"]),
        beside_date=re.compile(data["beside_date"], re.IGNORECASE),
        about_books=_forms(data["about_books"]),
        cover=_one_of(data["cover"]),
    )


def _layout(entry: dict[str, Any]) -> Layout:
    return Layout(
        name=entry["name"],
        starts=_one_of(entry["starts"]) if entry["starts"] else None,
        ends=_one_of(entry["ends"]) if entry["ends"] else None,
        rulers=entry.get("rulers", False),
        anchor=entry["anchor"],
        before=tuple(entry["before"]),
        after=tuple(entry["after"]),
        needs=frozenset(entry["needs"]),
    )


def _load(name: str) -> dict[str, Any]:
    import yaml

    text = (files("crosscurrents.resources") / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def _one_of(forms: Sequence[str]) -> Pattern:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


def _forms(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(normal_form(phrase) for phrase in phrases)
