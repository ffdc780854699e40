"""Texts of sources inside Markdown and other line-based forms, where they must never be read as markup."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$^@&])")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def one_line(text: object) -> str:
    """A text on one line without control characters, so that no source can drive a terminal."""
    return " ".join(_CONTROL.sub(" ", str(text)).split())


def escaped(text: object) -> str:
    """A text on one line in which Markdown sees no markup."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))
