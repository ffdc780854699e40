"""Libraries of Zotero and its kin: RIS files and CSL-JSON. Their entries say what their attachments are.

The attachments themselves are found by `ingest/attachments.py`, which has the folder; here an entry whose attachment is
not read gives its abstract, where that is long enough to be a text. The day on which an entry was accessed says nothing
of its text and is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import decode, json_value, line_breaks, storable
from crosscurrents.ingest.layout import word_count
from crosscurrents.ingest.markup import one_line, plain_text
from crosscurrents.ingest.media import RIS
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped

_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*))?")
_TITLES = ("TI", "T1", "CT")
_CONTAINERS = ("T2", "JF", "JO", "BT")
_PUBLISHERS = ("PB",)
_AUTHORS = ("AU", "A1")
_DATES = ("DA", "PY", "Y1")
_ABSTRACTS = ("AB", "N2")
_ATTACHMENTS = ("L1", "L2", "L3", "L4")
_CSL_CONTAINERS = ("container-title", "publicationTitle", "websiteTitle", "blogTitle")
_CSL_PUBLISHERS = ("publisher", "institution", "university")
_CSL_PATHS = ("path", "localPath")
_IN_NOTE = re.compile(r"^\s*(?:files?|attachments?|path)\s*:\s*(?P<path>\S.*?)\s*$", re.IGNORECASE | re.MULTILINE)
_LONGEST_ID = 200
_MOST_ENTRIES = 100_000  # of a library
_LOOKED_AT = 20  # objects of a JSON array that tell what it is


class Entry(msgspec.Struct, frozen=True):
    """An entry of a library.

    Attributes:
        key: its id in the library, else a hash of what it says.
        said: title, publisher, author, date (ISO), address, section: what is known of its texts.
        abstract: its abstract as plain text, empty where there is none.
        attachments: paths as the library writes them.
        original: its own bytes, where they can be told apart in the file.
    """

    key: str
    said: dict[str, str]
    abstract: str
    attachments: tuple[str, ...]
    original: bytes | None = None


def read(incoming: Incoming, config: Config) -> Iterator[Piece | Skipped]:
    """The abstracts of a RIS file whose entries have no attachment that is read.

    Raises:
        FormatError: the file holds no entry.
    """
    entries = entries_of(incoming.data, RIS)
    if not entries:
        hint = "an entry begins with TY and ends with ER; export the library again"
        raise FormatError("the file holds no entry", file=incoming.locator, hint=hint)
    yield from _abstracts(entries, incoming, config)


def is_library(value: Any) -> bool:  # noqa: ANN401  # any JSON value
    """Whether a JSON value is a library in CSL-JSON or in the JSON of Better BibTeX."""
    items = _items(value)[:_LOOKED_AT]
    return bool(items) and all(_is_item(item) for item in items)


def pieces_of(value: Any, incoming: Incoming, config: Config) -> Iterator[Piece | Skipped]:  # noqa: ANN401
    """The abstracts of a JSON library whose entries have no attachment that is read."""
    yield from _abstracts(_json_entries(value), incoming, config)


def entries_of(data: bytes, media: str) -> list[Entry]:
    """The entries of a file that may be a library; none where it is not."""
    if media == RIS:
        if line_breaks(data) > DEFAULT.max_file_lines:
            return []
        text = decode(data)
        return _ris_entries(text, is_exact=text.encode("utf-8") == data)
    try:
        value = json_value(data)
    except (ValueError, RecursionError):
        return []
    return _json_entries(value) if is_library(value) else []


def _abstracts(entries: list[Entry], incoming: Incoming, config: Config) -> Iterator[Piece | Skipped]:
    if len(entries) > _MOST_ENTRIES:
        hint = f"the limit is {_MOST_ENTRIES:,}; export it in parts"
        raise FormatError("the library holds too many entries", file=incoming.locator, hint=hint)
    seen: set[str] = set()
    empty = 0
    for entry in entries:
        if not incoming.attached.isdisjoint(entry.attachments):
            continue
        if word_count(entry.abstract) < config.least_words:
            empty += 1
            continue
        own = hashlib.sha256(repr((entry.key, entry.abstract, sorted(entry.said.items()))).encode()).hexdigest()[:16]
        if own not in seen:
            part = entry.key if entry.key not in seen else f"{entry.key}-{own}"
            yield Piece(entry.abstract, _found(entry), part=part, original=entry.original)
        seen |= {own, entry.key}
    if empty:
        what = "1 entry has" if empty == 1 else f"{empty} entries have"
        why = f"no attachment that is read, no abstract of {config.least_words} words"
        yield Skipped(incoming.locator, f"{what} nothing to read: {why}")


def _found(entry: Entry) -> Found:
    said = entry.said
    found = Found(
        title=said.get("title"),
        publisher=said.get("publisher"),
        author=said.get("author"),
        address=said.get("address"),
        section=[said["section"]] if "section" in said else [],
    )
    found.set_date(metadata_date(said.get("date", "")), None, "library entry")
    return found


# ---- RIS
def _ris_entries(text: str, *, is_exact: bool) -> list[Entry]:
    """The entries of a RIS file; `is_exact` says that its lines give its bytes again."""
    blocks = islice(_ris_blocks(text), _MOST_ENTRIES + 1)
    return [_ris_entry(_ris_fields(own), own if is_exact else None) for own in blocks]


def _ris_blocks(text: str) -> Iterator[str]:
    """The lines of each entry from TY to ER; one that breaks off before the next or at the end is taken as it is."""
    own: list[str] = []
    for line in text.lstrip("\ufeff").splitlines(keepends=True):
        match = _LINE.fullmatch(line.rstrip())
        tag = match["tag"] if match else ""
        if tag == "TY" and own:
            yield "".join(own)
            own = []
        if own or tag == "TY":
            own.append(line)
        if tag == "ER" and own:
            yield "".join(own)
            own = []
    if own:
        yield "".join(own)


def _ris_fields(own: str) -> dict[str, list[str]]:
    """The values by tag; a line without a tag goes on with the value before it."""
    fields: dict[str, list[list[str]]] = {}
    last: list[str] = []
    for line in own.splitlines():
        match = _LINE.fullmatch(line.rstrip())
        if match:
            last = [(match["value"] or "").strip()]
            fields.setdefault(match["tag"], []).append(last)
        else:
            last.append(line.strip())
    return {tag: ["\n".join(lines).strip() for lines in values] for tag, values in fields.items()}


def _ris_entry(fields: dict[str, list[str]], own: str | None) -> Entry:
    names = (_turned(name) for tag in _AUTHORS for name in fields.get(tag, ()))
    said = {
        "title": one_line(_first(fields, _TITLES)),
        "publisher": one_line(_first(fields, _CONTAINERS) or _first(fields, _PUBLISHERS)),
        "author": ", ".join(dict.fromkeys(n for n in names if n)),
        "date": next((day for tag in _DATES for v in fields.get(tag, ()) if (day := _ris_day(v))), ""),
        "address": next((v for v in fields.get("UR", ()) if _is_web(v)), ""),
    }
    attachments = [p for tag in _ATTACHMENTS for v in fields.get(tag, ()) for p in v.splitlines() if p.strip()]
    identity = " ".join(_first(fields, ("ID",)).split())
    return _entry(identity, said, _first(fields, _ABSTRACTS), attachments, own.encode() if own else None)


def _ris_day(value: str) -> str:
    """A date "2025/03/07/", "2025/03//" or "2025///spring" as ISO day, month or year; empty where it is none."""
    year, month, day = [*(part.strip() for part in value.split("/")), "", ""][:3]
    return _iso([year, month, day])


def _turned(name: str) -> str:
    """ "Family, Given" as "Given Family"; the name of an institution has no comma and stays."""
    family, _, given = (part.strip() for part in one_line(name).partition(","))
    return f"{given} {family}".strip() if family else given


def _first(fields: dict[str, list[str]], tags: Iterable[str]) -> str:
    return next((v for tag in tags for v in fields.get(tag, ()) if v), "")


# ---- JSON
def _items(value: Any) -> list[Any]:  # noqa: ANN401  # any JSON value
    """The items of a library: the array itself, or the one under "items"."""
    inner = value.get("items") if isinstance(value, dict) else value
    return inner if isinstance(inner, list) else []


def _is_item(item: Any) -> bool:  # noqa: ANN401  # any JSON value
    if not isinstance(item, dict) or "text" in item:
        return False
    kind = item.get("type") or item.get("itemType")
    return isinstance(kind, str) and any(k in item for k in ("title", "issued", "URL", "container-title", "creators"))


def _json_entries(value: Any) -> list[Entry]:  # noqa: ANN401  # any JSON value
    return [_json_entry(item) for item in _items(value) if isinstance(item, dict)]


def _json_entry(item: dict[str, Any]) -> Entry:
    said = {
        "title": one_line(_string(item, "title")),
        "publisher": one_line(_string(item, *_CSL_CONTAINERS) or _string(item, *_CSL_PUBLISHERS)),
        "author": ", ".join(dict.fromkeys(_people(item.get("author") or item.get("creators")))),
        "date": _csl_day(item.get("issued")) or _day_of(_string(item, "date")),
        "address": next((a for a in (_string(item, "URL", "url").strip(),) if _is_web(a)), ""),
        "section": one_line(_string(item, "genre", "section")),
    }
    identity = " ".join(_string(item, "id", "citation-key", "citationKey", "itemKey").split())
    return _entry(identity, said, _string(item, "abstract", "abstractNote"), list(_json_paths(item)), None)


def _json_paths(item: dict[str, Any]) -> Iterator[str]:
    """The paths under "attachments", and those that a note names on lines of their own ("file: ...")."""
    attachments = item.get("attachments")
    for one in attachments if isinstance(attachments, list) else ():
        path = _string(one, *_CSL_PATHS) if isinstance(one, dict) else one
        if isinstance(path, str) and path:
            yield path
    yield from (match["path"] for match in _IN_NOTE.finditer(_string(item, "note")))


def _people(value: Any) -> Iterator[str]:  # noqa: ANN401  # any JSON value
    for person in value if isinstance(value, list) else ():
        if isinstance(person, dict) and person.get("creatorType", "author") == "author":
            given, family = _string(person, "given", "firstName"), _string(person, "family", "lastName")
            particle = _string(person, "non-dropping-particle", "dropping-particle")
            name = one_line(_string(person, "literal", "name") or " ".join((given, particle, family)))
            if name:
                yield name


def _csl_day(issued: Any) -> str:  # noqa: ANN401  # any JSON value
    """The first date of a CSL date as ISO day, month or year; empty where there is none."""
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list):
        return _iso([str(p) for p in first[:3]])
    return _day_of(_string(issued, "raw", "literal"))


def _day_of(written: str) -> str:
    found = metadata_date(written)
    return (found.start or "")[: {"year": 4, "month": 7}.get(found.precision, 10)] if found else ""


def _string(value: dict[str, Any], *names: str) -> str:
    """The first of `names` that holds text or a number, as text."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)[:_LONGEST_ID]
    return ""


# ---- both
def _entry(identity: str, said: dict[str, str], abstract: str, paths: list[str], original: bytes | None) -> Entry:
    told = {name: value for name, value in said.items() if value}
    key = storable(identity)
    if not 0 < len(key) <= _LONGEST_ID:
        key = hashlib.sha256(repr((sorted(told.items()), abstract)).encode()).hexdigest()[:16]
    return Entry(key, told, plain_text(abstract), tuple(dict.fromkeys(p.strip() for p in paths)), original)


def _iso(parts: list[str]) -> str:
    """Year, month and day as ISO, as far as they are numbers; empty where no day is meant by them."""
    numbers: list[str] = []
    for part, width in zip(parts, (4, 2, 2), strict=False):
        if not (part.isascii() and part.isdecimal()) or len(part) > width:
            break
        numbers.append(part.zfill(width))
    written = "-".join(numbers)
    return written if numbers and metadata_date(written) else ""


def _is_web(address: str) -> bool:
    return bool(re.fullmatch(r"https?://\S+", address.strip()))
