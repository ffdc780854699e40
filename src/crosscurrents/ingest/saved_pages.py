"""What a program leaves in a page that it saves as one file: a comment that tells from where, and pictures as text."""

from __future__ import annotations

import re
from typing import NamedTuple

from crosscurrents.ingest.dating import metadata_date
from crosscurrents.records.dates import DateRange

_HEAD = 10_000  # characters in which the comment stands
_COMMENTS = tuple(
    re.compile(r"<!--\s*" + form)
    for form in (
        r"Page saved with SingleFile\s+url:\s*(?P<address>\S+)(?:\s+saved date:\s*(?P<date>[^\n]{0,80}))?",
        r"Saved from (?P<address>\S+) at (?P<date>\S+) using monolith",
        r"saved from url=\(\d+\)(?P<address>\S+)",  # browsers' "mark of the web"
    )
)
_DATA = re.compile(
    rb"data:[\w.+-]{1,40}/[\w.+-]{1,80}(?:;[\w.=+-]{1,80}){0,5},[^\"'\s)<>\\]{200,}", re.IGNORECASE
)  # a shorter one does no harm


class Saved(NamedTuple):
    """From where a page was saved, and when; None where its comment does not say."""

    address: str | None = None
    day: DateRange | None = None


def saved_mark(source: str) -> Saved:
    """What the comment of SingleFile, monolith or a browser at the head of a page says."""
    match = next((m for form in _COMMENTS if (m := form.search(source, 0, _HEAD))), None)
    if match is None:
        return Saved()
    address = match["address"] if match["address"].startswith(("http://", "https://")) else None
    return Saved(address, metadata_date(match.groupdict().get("date") or ""))


def without_data(page: bytes) -> bytes:
    """The page without the pictures and fonts that are written into it (data: addresses, RFC 2397)."""
    return _DATA.sub(b"data:,", page)
