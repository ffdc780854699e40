"""Comparing names and short descriptions."""

from __future__ import annotations

import re

from crosscurrents.evaluate.labels import word_set

STEM = 5  # letters to which a word is cut, so that a country and its adjective agree


def normal(form: str) -> str:
    """A form without case, article, quotation marks and possessive."""
    form = re.sub("[\u2018\u2019\u02bc`]", "'", re.sub('[\u201c\u201d"]', "", form))
    form = re.sub(r"^(the|a|an) ", "", " ".join(form.split()).casefold())
    return re.sub(r"('s|')$", "", form)


def variants(form: str) -> set[str]:
    """The normal forms of a name: one with a short form in brackets also counts as each of the two."""
    pair = re.fullmatch(r"\s*(.+?)\s*\(([^()]+)\)\s*", form)
    return {normal(f) for f in ((form, pair[1], pair[2]) if pair else (form,))} - {""}


def stems(text: object) -> set[str]:
    """Words cut to five letters; short words only where they are capitals."""
    words = re.findall(r"\w+", str(text or ""))
    kept = (w for w in words if (len(w) > 2 or w.isupper()) and w.casefold() not in word_set("small_words"))
    return {w.casefold()[:STEM].rstrip("i") for w in kept}


def alike(first: object, second: object) -> bool:
    """Whether the stems of one text are all among those of the other."""
    a, b = stems(first), stems(second)
    return bool(a and b) and (a <= b or b <= a)


def closeness(first: object, second: object) -> float:
    """Shared stems as a share of the shorter text."""
    a, b = stems(first), stems(second)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
