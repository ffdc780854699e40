"""Feeds: RSS 2.0 and its forerunners, RSS 1.0 and Atom. An entry with a text of its own is a document; one that only
announces its text is a `Teaser`.

Read with lxml, without entities and without network; the usual package for feeds, feedparser, would be two more
packages than the installed set may hold. A feed that declares entities is refused: no program that writes feeds does,
and it is how a small file is made to unpack to gigabytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import storable
from crosscurrents.ingest.layout import word_count
from crosscurrents.ingest.markup import OVERGROWN, is_overgrown, one_line, plain_text
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped, Teaser

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}
_ROOTS = frozenset({"rss", "feed", "RDF"})
_ENTRIES = frozenset({"item", "entry"})
_BODIES = ("content:encoded", "content", "xhtml:body")
_SUMMARIES = ("description", "summary", "dc:description")
_DATES = ("published", "pubDate", "dc:date", "dc:created", "issued", "updated", "modified")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|(?:…|\.\.\.)\s*$")  # a summary that breaks off is a teaser
_RSS_AUTHOR = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)")
_CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>")
_TAIL = 4_000  # bytes in which a whole feed is closed, whatever its writer put after it
_LONGEST_ID = 200
_UNSET = "1970-01-01"  # the day that programs write where they know none

Fields = dict[str, "list[Element]"]


def read(incoming: Incoming, config: Config) -> Iterator[Piece | Teaser | Skipped | InputError]:
    """The entries of a feed, in its order; those that say nothing are counted in one line.

    Raises:
        FormatError: the file is no XML, no feed although the user names it, or declares entities.
    """
    root, is_whole = _parsed(incoming)
    if _name(root) not in _ROOTS and not incoming.named:
        yield Skipped(incoming.locator, f"XML, but no feed ({_name(root)[:40]})")
        return
    base = incoming.retrieval.final if incoming.retrieval else ""
    channel = _fields(next(root.iter("{*}channel"), root) if _name(root) != "feed" else root)
    home = _link(channel, base)
    start = base or home if _name(root) == "feed" else home or base  # relative links: RFC 4287 here, usage there
    seen: set[tuple[str, str]] = set()
    silent = given = 0
    entries = (e for e in root.iter("{*}item", "{*}entry") if _name(e.getparent()) not in _ENTRIES)
    for entry in islice(entries, config.max_parts):
        found = _entry(entry, channel, start, config)
        if found is None:
            silent += 1
        elif isinstance(found, Teaser) or (found.part, found.text) not in seen:
            seen.add((found.part, found.text) if isinstance(found, Piece) else ("", found.address))
            given += 1
            yield found
    if silent:
        yield Skipped(incoming.locator, f"{silent} {'entry' if silent == 1 else 'entries'} without text or address")
    if not given and not silent:
        yield FormatError("the feed holds no entry", file=incoming.locator, hint="save the feed again")
    if next(entries, None) is not None:
        hint = f"the first {config.max_parts:,} were read; cut it into parts"
        yield FormatError("the feed holds too many entries", file=incoming.locator, hint=hint)
    if not is_whole:
        hint = "what could be read was read; save the feed again"
        yield FormatError("the feed breaks off", file=incoming.locator, hint=hint)


def _parsed(incoming: Incoming) -> tuple[Element, bool]:
    """The root of a feed, and whether the file goes on to its end.

    Raises:
        FormatError: it is no XML, no feed although the user names it, or declares entities.
    """
    from lxml import etree

    if is_overgrown(incoming.data):
        raise FormatError("the feed holds too many elements", file=incoming.locator, hint=OVERGROWN)
    data = _NAMED.sub(_character, incoming.data.lstrip())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise FormatError("the file is no XML", file=incoming.locator, hint="save the feed again")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        hint = "this is no ordinary feed; leave it out"
        raise FormatError("the feed declares entities, which are not read", file=incoming.locator, hint=hint)
    if _name(root) not in _ROOTS and incoming.named:
        hint = "feeds are RSS or Atom; save a page as HTML"
        raise FormatError(f"the file is XML, but no feed ({_name(root)[:40]})", file=incoming.locator, hint=hint)
    return root, not len(parser.error_log) or bool(_CLOSED.search(data[-_TAIL:]))


def _character(match: re.Match[bytes]) -> bytes:
    """An entity of HTML that XML does not know, as the number of its character."""
    from html.entities import name2codepoint

    name = match[1].decode("ascii")
    known = name not in _XML_NAMES and name in name2codepoint
    return b"&#%d;" % name2codepoint[name] if known else match[0]


def _entry(entry: Element, channel: Fields, base: str, config: Config) -> Piece | Teaser | None:
    """An entry as a text, or as what announces one; None where it has neither text nor address."""
    fields = _fields(entry)
    found = _metadata(fields, channel)
    found.address = _web(_link(fields, _base_of(entry, base))) or _permalink(fields)
    text = _text(fields, config.least_words)
    if text:
        return Piece(text, found, part=_identity(fields, found, text))
    if not found.address:
        return None
    said = {"title": found.title, "publisher": found.publisher, "author": found.author, "date": _day(fields)}
    return Teaser(found.address, {k: v for k, v in said.items() if v})


def _text(fields: Fields, least: int) -> str:
    """The entry's own text: its content, else a summary that does not break off; empty under `least` words."""
    bodies = (_content(e) for name in _BODIES for e in fields.get(name, ()))
    summaries = (text for name in _SUMMARIES for e in fields.get(name, ()) if not _CUT.search(text := _content(e)))
    return next((text for texts in (bodies, summaries) for text in texts if word_count(text) >= least), "")


def _content(element: Element) -> str:
    """The text of an element whose content is text, HTML that is escaped, or markup (Atom's types, RFC 4287, 3.1.1)."""
    from lxml import etree

    kind = element.get("type", "html")
    if len(element):
        whole: str = etree.tostring(element, encoding="unicode", with_tail=False)
        return plain_text(re.sub(r"<(/?)\w+:", r"<\1", whole))
    if kind in ("text", "text/plain"):
        return storable((element.text or "").strip())
    return plain_text(element.text or "") if kind in ("html", "text/html", "xhtml", "escaped") else ""


def _metadata(fields: Fields, channel: Fields) -> Found:
    sources = fields.get("source", [])  # the channel that an entry was taken over from
    inner = _fields(sources[0]).get("title", []) if sources else []
    publisher = _line(inner) or _line([s for s in sources if not len(s)]) or _line(channel.get("title", []))
    found = Found(title=_line(fields.get("title", [])), publisher=publisher, author=_authors(fields))
    found.set_date(metadata_date(_day(fields)), None, "feed")
    return found


def _authors(fields: Fields) -> str | None:
    """The names of the authors; addresses of mailboxes are none."""
    names = [_line([e]) or "" for e in fields.get("dc:creator", [])]
    for author in fields.get("author", []):
        whole = _line(_fields(author).get("name", [])) or ("" if len(author) else _line([author]) or "")
        match = _RSS_AUTHOR.fullmatch(whole)
        names.append(match["name"].strip() if match else whole)
    return ", ".join(dict.fromkeys(n for n in names if n and "@" not in n)) or None


def _day(fields: Fields) -> str:
    """The first date of an entry that can be understood, as ISO day or month; empty where there is none."""
    for value in (_line([e]) or "" for name in _DATES for e in fields.get(name, ())):
        known = metadata_date(value)
        day = (known.start or "")[: {"year": 4, "month": 7}.get(known.precision, 10)] if known else _old_day(value)
        if day and day != _UNSET:
            return day
    return ""


def _old_day(value: str) -> str:
    """The day of a date of RFC 822 with a year of two digits."""
    try:
        parts = parsedate(value)
        return date(*parts[:3]).isoformat() if parts and 1970 < parts[0] < 2100 else ""
    except (ValueError, IndexError, TypeError):  # parsedate stumbles over some that are no dates
        return ""


def _identity(fields: Fields, found: Found, text: str) -> str:
    """What tells the entry from the others: its own id, else its address, else a hash of its text."""
    stated = _line([*fields.get("guid", []), *fields.get("id", [])]) or found.address or ""
    return stated if 0 < len(stated) <= _LONGEST_ID else hashlib.sha256(text.encode()).hexdigest()[:16]


def _link(fields: Fields, base: str) -> str:
    """Where the entry or channel says that its page is, made whole by `base`; empty where it does not say."""
    links = fields.get("link", [])
    pages = [e for e in links if e.get("rel", "alternate") == "alternate" and e.get("href")]
    pages.sort(key=lambda e: e.get("type", "text/html") != "text/html")
    written = next((e.get("href", "") for e in pages), "") or _line([e for e in links if not e.get("href")]) or ""
    return _joined(base, written.strip()) if written.strip() else ""


def _permalink(fields: Fields) -> str | None:
    """The id of an entry of RSS, which is its address unless it says otherwise."""
    ids = [e for e in fields.get("guid", []) if e.get("isPermaLink", "true").lower() == "true"]
    return _web(_line(ids) or "")


def _base_of(entry: Element, base: str) -> str:
    """The address from which the links of an entry count (xml:base)."""
    chain = [entry, *entry.iterancestors()]
    for written in (e.get(_BASE) for e in reversed(chain)):
        base = _joined(base, written) if written else base
    return base


def _joined(base: str, written: str) -> str:
    try:
        return urljoin(base, written)
    except ValueError:
        return ""


def _web(address: str) -> str | None:
    return address if re.fullmatch(r"https?://\S+", address) else None


def _fields(element: Element) -> Fields:
    """The children by name: plain in the element's own vocabulary, with a prefix in another that is known."""
    own = _namespace(element)
    found: Fields = {}
    for child in element.iterchildren("*"):
        space = _namespace(child)
        prefix = "" if space == own else _PREFIXES.get(space)
        if prefix is not None:
            found.setdefault(prefix + _name(child), []).append(child)
    return found


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _namespace(element: Element) -> str:
    return str(element.tag).rpartition("}")[0].lstrip("{")


def _line(elements: list[Element]) -> str | None:
    """The words of the first element that has any, on one line."""
    texts = (one_line("".join(str(t) for t in e.itertext())) for e in elements)
    return next((text for text in texts if text), None)
