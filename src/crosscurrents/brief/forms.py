"""The page as text: for a terminal, and as Markdown. What sources say is never read as markup or as control codes."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

from crosscurrents.brief.labels import counted, date_label
from crosscurrents.records.dates import DateRange
from crosscurrents.records.page import Brief, Section

TITLES = {
    "read": "Read",
    "short": "In short",
    "happened": "Happened",
    "contested": "Contested",
    "expected": "Expected",
    "who": "Who",
    "unsaid": "Unsaid",
    "outlook": "Outlook",
}
NOTHING = {
    "read": "No documents.",
    "short": "Nothing is sure enough.",
    "happened": "Nothing is sure enough.",
    "contested": "The documents do not disagree on anything that was read.",
    "expected": "No plans or schedules were read.",
    "who": "The documents introduce nobody.",
    "unsaid": "The documents name nothing that they do not know.",
    "outlook": "The authors say nothing of what may follow.",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_WARNING = re.compile(r"\b(?:Not read|OVERDUE|PLANNED|ALLEGED|DENIED|NOT FULFILLED|LAPSED)\b")


def heading(brief: Brief) -> str:
    """The page in numbers: how many documents, how many undated, as of when."""
    texts: dict[str, list[dict[str, Any]]] = {}  # a text and its translations are one
    for n, document in enumerate(brief.documents):
        texts.setdefault(document.get("translation_of") or document.get("id") or str(n), []).append(document)
    parts = [counted(len(texts), "document")]
    if translated := sum(any(d.get("translation_of") for d in found) for found in texts.values()):
        parts.append(f"{translated} in translation")
    if undated := sum(all(d.get("date") is None for d in found) for found in texts.values()):
        parts.append(f"{undated} undated")
    if brief.as_of:
        parts.append(f"as of {date_label(DateRange(brief.as_of, brief.as_of, 'day', 'none'))}")
    return " · ".join([*parts, "unreviewed"])


def more_label(section: Section) -> str:
    """How much of a section is not on the page, and why; empty where nothing is."""
    if not section.more:
        return ""
    reason = "" if section.name in ("read", "who") else ": less certain, older, or told by another line"
    return f"{section.more:,} more not on the page{reason}"


def plain(text: str) -> str:
    """A text on one line without control characters, so that no source can drive a terminal."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)


def as_markdown(brief: Brief) -> str:
    """The page as Markdown: a heading a section, a list item a line, `more` at the end of its section."""
    lines = ["# Brief", "", heading(brief), ""]
    for section in brief.sections:
        lines += [f"## {TITLES[section.name]}", ""]
        lines += [f"- {escaped(line.text)}" for line in section.lines] or [f"*{NOTHING[section.name]}*"]
        if more := more_label(section):
            lines += ["", f"*{more}*"]
        lines.append("")
    return "\n".join(lines)


def escaped(text: str) -> str:
    """A text in which Markdown sees no markup."""
    return _MARKDOWN.sub(r"\\\1", plain(text))


def as_terminal(brief: Brief, width: int = 100, colour: bool = False) -> str:
    """The page for a terminal of `width` columns, with ANSI colours or without."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    screen = Console(
        file=io.StringIO(),
        width=max(40, width),
        color_system="standard" if colour else None,
        force_terminal=colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    screen.print(Text(heading(brief), style="bold"))
    for section in brief.sections:
        screen.print()
        screen.print(Text(TITLES[section.name].upper(), style="bold cyan"))
        for number, line in enumerate(section.lines, 1):
            text = Text(f"{number}. {plain(line.text)}" if section.name == "short" else plain(line.text))
            text.highlight_regex(_WARNING, "bold red")
            text.highlight_regex(r"“[^”]*”", "bold")
            screen.print(Padding(text, (0, 0, 0, 2)))
        closing = more_label(section) if section.lines else NOTHING[section.name]
        if closing:
            screen.print(Padding(Text(closing, style="dim"), (0, 0, 0, 2)))
    assert isinstance(screen.file, io.StringIO)
    return "\n".join(row.rstrip() for row in screen.file.getvalue().split("\n"))
