"""Lower case that keeps every character in its place, so that offsets found in it hold in the text itself."""

from __future__ import annotations


def lower_in_place(text: str) -> str:
    """Lower each character of `text` alone; one whose lower case is longer (``İ``) is kept as it is.

    ``len(lower_in_place(text)) == len(text)`` holds for every text, unlike for ``text.lower()``.
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(_lower(char) for char in text)


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char
