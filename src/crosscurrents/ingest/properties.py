"""What the properties of an office file or a PDF say of it: they are filled in by programs, and often by nobody.

So the text goes first. A title that a program made up is none; an author must be a name, and is taken only where the
text has no byline; the day of saving is the last on which the text can have been written, not that of publication, and
is taken, as such a bound, only where text and address tell no date.
"""

from __future__ import annotations

import re

from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import storable
from crosscurrents.ingest.layout import paragraphs, word_count
from crosscurrents.ingest.metadata import Found, from_text
from crosscurrents.records.dates import DateRange
from crosscurrents.text.normal import normal_form

_LONGEST = 300  # characters of a title or a name
_HEAD, _FOOT = 40_000, 20_000  # characters of a long text that are looked at: it says at its ends when it was written
_MADE_UP = re.compile(
    r"(?:microsoft |power ?point |open ?office|libre ?office)|(?:untitled|unbenannt|sans titre|document|dokument|"
    r"presentation|layout|template|title|new|print|slide|page|scan)\b.{0,12}$|.*\.\w{2,5}$|.*[/\\]",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,5}")
_NOBODY = re.compile(r"\b(?:user|admin\w*|owner|windows|microsoft|author|unknown)\b", re.IGNORECASE)


def add_properties(
    text: str,
    found: Found,
    said: dict[str, str],
    *,
    method: str,
    title: str | None = None,
    author: str | None = None,
    saved: str = "",
) -> None:
    """Fill `found` with those properties that may be believed.

    Args:
        text: the text of the file, which goes first.
        found: is changed.
        said: what came along with the file.
        method: the name under which the date is kept.
        title: the property, as written; so is `author`.
        saved: the day on which the file was made or last saved, with the digits of an ISO date.
    """
    ends = text if len(text) <= _HEAD + _FOOT else f"{text[:_HEAD]}\n\n{text[-_FOOT:]}"
    own = Found(address=said.get("address"))
    from_text(ends, paragraphs(ends), own)
    title, author = _clean(title), _clean(author)
    if title and not _MADE_UP.match(title) and (word_count(title) >= 3 or _holds(ends, title)):
        found.title = title
    if author and own.author is None and _is_name(author):
        found.author = author
    day = metadata_date(saved)
    if day and own.date is None:
        found.set_date(DateRange(None, day.end, "open", "metadata"), None, method)


def _clean(value: str | None) -> str | None:
    return storable(" ".join(value.split()))[:_LONGEST] or None if value else None


def _is_name(author: str) -> bool:
    """Whether an author is a name of several words, and not that of an account."""
    return bool(_NAME.fullmatch(author)) and not author.islower() and not _NOBODY.search(author)


def _holds(text: str, title: str) -> bool:
    """Whether one of the first lines of the text is the title."""
    form = normal_form(title)
    return any(normal_form(text[start:end]) == form for start, end in paragraphs(text)[:6])
