"""BibTeX: the documents as references, in entries that BibTeX, BibLaTeX and JabRef read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from crosscurrents.export.markdown import one_line
from crosscurrents.export.references import Issued, Reference

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A brace counts for BibTeX even behind a backslash: it is written by its name.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}
_SPECIAL = re.compile("|".join(map(re.escape, _ESCAPES)))
_ADDRESS = "!#$%&'()*+,-./:;=?@[]_~"  # what stands in an address as it is


def as_bibtex(references: Sequence[Reference]) -> bytes:
    """The references as BibTeX entries, UTF-8; the same references give the same bytes."""
    return "\n".join(_entry(r) for r in references).encode()


def _entry(reference: Reference) -> str:
    article = reference.kind in ("report", "commentary") and reference.publisher
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(reference, bool(article)))
    return f"@{'article' if article else 'misc'}{{{reference.key},\n{lines}}}\n"


def _fields(reference: Reference, article: bool) -> Iterator[tuple[str, str]]:
    """Names and values; inner braces keep a name in one piece and the capitals of a title."""
    if reference.author:
        yield "author", f"{{{{{escaped(reference.author)}}}}}"
    yield "title", f"{{{{{escaped(reference.title)}}}}}"
    if reference.publisher:
        yield "journal" if article else "howpublished", f"{{{escaped(reference.publisher)}}}"
    if reference.issued:
        yield from _date(reference.issued)
    if reference.address:
        yield "url", f"{{{quote(reference.address, safe=_ADDRESS)}}}"
    if reference.accessed:
        yield "urldate", f"{{{reference.accessed}}}"
    yield "language", f"{{{escaped(reference.language)}}}"


def _date(issued: Issued) -> Iterator[tuple[str, str]]:
    """Year, month and day as far as begin and end agree; the rest is a note."""
    shared: list[int] = []
    for one, other in zip(issued.begin, issued.end, strict=False):
        if one != other:
            break
        shared.append(one)
    if shared:
        yield "year", f"{{{shared[0]:04}}}"
    if len(shared) > 1:
        yield "month", MONTHS[shared[1] - 1]
    if len(shared) > 2:
        yield "day", f"{{{shared[2]}}}"
    if issued.begin != issued.end or issued.inferred:
        why = " (inferred from the text)" if issued.inferred else ""
        yield "note", f"{{Written {issued.label()}{why}}}"


def escaped(text: str) -> str:
    """A text on one line in which neither BibTeX nor LaTeX sees a command."""
    return _SPECIAL.sub(lambda match: _ESCAPES[match.group()], one_line(text))
