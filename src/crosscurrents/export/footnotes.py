"""The brief as Markdown with numbered footnotes (pandoc, GitHub): outlet, title, date, page, quote and address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from crosscurrents.export.markdown import escaped
from crosscurrents.export.references import Reference
from crosscurrents.records.page import Brief, Line
from crosscurrents.records.provenance import Evidence

_ENDS = (".", "!", "?", "…")  # a quotation that ends so needs no full stop after it
_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def as_footnotes(brief: Brief, references: Sequence[Reference]) -> bytes:
    """The lines of the brief, each with a footnote a piece of evidence; the same piece has one number throughout.

    Args:
        brief: the page.
        references: the documents that it cites.
    """
    known = {r.id: r for r in references}
    numbers: dict[Evidence, int] = {}
    lines = ["# Brief", ""]
    for section in brief.sections:
        lines += [f"## {section.name.capitalize()}", ""]
        lines += [_line(line, numbers) for line in section.lines] or ["*Nothing.*"]
        lines += ["", f"*{section.more:,} more not on the page*"] if section.more else []
        lines.append("")
    lines += [f"[^{number}]: {_note(evidence, known)}" for evidence, number in numbers.items()]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _line(line: Line, numbers: dict[Evidence, int]) -> str:
    marks = [f"[^{numbers.setdefault(e, len(numbers) + 1)}]" for e in dict.fromkeys(line.evidence)]
    return f"- {escaped(line.text)}" + (" " + " ".join(marks) if marks else "")


def _note(evidence: Evidence, known: Mapping[str, Reference]) -> str:
    """A footnote; what is not known of the document is left out."""
    reference = known[evidence.document]
    date = reference.issued.label() if reference.issued else "undated"
    inferred = " (inferred)" if reference.issued and reference.issued.inferred else ""
    parts = [
        escaped(reference.publisher or ""),
        escaped(reference.author or ""),
        f"“{escaped(reference.title)}”",
        f"{date}{inferred}",
        f"p. {evidence.page}" if evidence.page else "",
    ]
    address = _address(reference.address) if reference.address else ""
    accessed = f" (accessed {reference.accessed})" if reference.accessed else ""
    quote = escaped(evidence.quote)
    stop = "" if quote.endswith(_ENDS) else "."
    return f"{', '.join(p for p in parts if p)}: “{quote}”{stop}{address}{accessed}"


def _address(address: str) -> str:
    return f" <{address}>" if _ADDRESS.fullmatch(address) else f" {escaped(address)}"
