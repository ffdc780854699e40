"""The words of gold and of readings, and what they stand for in a comparison (labels.yaml)."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

from crosscurrents.evaluate.rows import Row


@cache
def labels() -> dict[str, Any]:
    """The tables of labels.yaml."""
    import yaml

    text = resources.files("crosscurrents.evaluate").joinpath("labels.yaml").read_text(encoding="utf-8")
    tables: dict[str, Any] = yaml.safe_load(text)
    return tables


def label(table: str, text: str | None) -> str | None:
    """What the first matching pattern of a table stands for; None where none matches."""
    text = (text or "").lower()
    return next((value for pattern, value in labels()[table] if re.search(pattern, text)), None)


@cache
def word_set(table: str) -> frozenset[str]:
    """A table of single words."""
    value = labels()[table]
    return frozenset(value.split() if isinstance(value, str) else value)


def unit_of(name: object) -> tuple[str, float]:
    """The common name of a unit and the factor that turns values into it."""
    text = re.sub(r"\(.*?\)", "", str(name or "")).lower().replace("_", " ")
    text = " ".join(text.split())
    for pattern, common, factor in labels()["units"]:
        found = re.search(pattern, text)
        if found:
            return common or found[1], factor
    return re.sub("ies$", "y", text).rstrip("s"), 1


def voice(attribution: str | None) -> str | None:
    """`narrator` or `speaker`; None where the gold's words are mixed or vague."""
    text = (attribution or "").strip().lower()
    if text in word_set("narrators"):
        return "narrator"
    vague = not text or text[0] in "'\"" or re.search("stated as fact|it is believed", text)
    return None if vague or set(re.findall("[a-z]+", text)) & word_set("narrators") else "speaker"


def is_number(value: object) -> bool:
    """Whether a value is a number (truth values are none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_quantity(figure: Row) -> bool:
    """Whether a gold figure is one that a reader is asked for: no date, identifier, ordinal or vague word."""
    unasked = re.search("date|identifier|ordinal|frequency word", figure["unit"] or "")
    return is_number(figure["value"]) and not unasked
