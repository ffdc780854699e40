"""HTML pages: the article's text by trafilatura, the metadata from the page's own markup. Pages are parsed, never
loaded.

Nothing is fetched and no script is run. What is written into a page saved as one file (pictures, fonts) is cut out
before it is parsed. Where trafilatura finds no text, or the page is too large for it, the text of
the paragraphs, headings and list items outside navigation is taken as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from crosscurrents.config import Config
from crosscurrents.errors import FormatError
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import decode, decode_as, storable
from crosscurrents.ingest.html_text import running_text
from crosscurrents.ingest.markup import OVERGROWN, is_overgrown
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.ingest.properties import add_properties
from crosscurrents.ingest.saved_pages import Saved, saved_mark, without_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_SERVED = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LARGEST_PAGE = 5_000_000  # characters; trafilatura takes about a second a million
_BLOCK = re.compile(r"<(?:p|br|div)[\s/>]", re.IGNORECASE)
_MOST_BLOCKS = 20_000  # trafilatura's time grows with their square
_MOST_TAGS = 200_000
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "td", "pre")
_OUTSIDE = frozenset(
    ("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "svg", "iframe")
)
_TITLE_PARTS = re.compile(r"\s+[|–—]\s+|\s+-\s+|\s*\|\s*")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "citation_title")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author", "citation_author")
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_publisher")
_DATES = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "publish_date", "publish-date",
    "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "og:article:published_time", "article:modified_time",
)  # fmt: skip
_SECTIONS = ("article:section", "section", "parsely-section")
_MOST_NODES = 2_000  # of JSON-LD are looked at


def read(incoming: Incoming, config: Config) -> Iterator[Piece]:
    """The article of a page, with what its markup says of it.

    Raises:
        FormatError: the page holds no text.
    """
    headers = incoming.retrieval.headers if incoming.retrieval else {}
    served = _SERVED.search(headers.get("content-type", ""))
    text, found = page_text(incoming.data, incoming.locator, charset=served[1] if served else "")
    yield Piece(text, found)


def page_text(data: bytes, name: str, *, charset: str = "") -> tuple[str, Found]:
    """The text of the page `data` and what its markup says of it; `charset` is what its server says.

    Raises:
        FormatError: the page holds no text.
    """
    source = source_of(data, charset)
    if is_overgrown(source):
        raise FormatError("the page holds too many elements", file=name, hint=OVERGROWN)
    tree = tree_of(source)
    if tree is None:
        raise FormatError("the page holds no HTML", file=name, hint="save the page again")
    text = storable(extracted(source) or "\n".join(_own_blocks(tree)))
    if not text.strip():
        hint = "a page that is filled by a script must be saved as text"
        raise FormatError("the page holds no text", file=name, hint=hint)
    return text, _with_mark(text, _markup(tree), saved_mark(source))


def source_of(data: bytes, charset: str = "") -> str:
    """The characters of a page, fit to be parsed: by the charset that its server or it declares, else by the rule for
    all text.
    """
    page = without_data(data)
    declared = _CHARSET.search(page[:4096])
    name = (charset or (declared[1].decode("ascii", "replace") if declared else "")).lower()
    is_by_rule = not name or name in {"utf-8", "utf8"} or name.startswith("utf-16")
    source = decode(page) if is_by_rule else decode_as(page, name)
    return _CONTROL.sub("\ufffd", _DECLARATION.sub("", source.lstrip("\ufeff")))


def tree_of(source: str) -> HtmlElement | None:
    """The elements of a page, None where it holds none, or more than any page."""
    from lxml import etree, html

    if is_overgrown(source):
        return None
    try:
        return html.document_fromstring(source)
    except (etree.LxmlError, ValueError, RecursionError):
        return None


def _with_mark(text: str, found: Found, saved: Saved) -> Found:
    """`found` with the address from which the page was saved, and with that day where nothing else tells a date."""
    found.address = found.address or saved.address
    if saved.day:
        add_properties(text, found, {"address": found.address or ""}, method="saved on", saved=saved.day.end or "")
    return found


def extracted(source: str) -> str:
    """The article's text by trafilatura, empty where it finds none."""
    blocks = sum(1 for _ in _BLOCK.finditer(source))
    if len(source) > _LARGEST_PAGE or blocks > _MOST_BLOCKS or source.count("<") > _MOST_TAGS:
        return ""
    import trafilatura

    # trafilatura guards its own parsing, but not every later step, against broken pages
    try:
        text = trafilatura.extract(source, include_comments=False, include_tables=True, deduplicate=False)
    except Exception:
        return ""
    return text or ""


def _own_blocks(tree: HtmlElement) -> Iterator[str]:
    """The text of each innermost block outside navigation, one line each; of the whole page where it has none."""
    blocks = [b for b in tree.iter(*_BLOCKS) if not _is_outside(b) and next(b.iterdescendants(*_BLOCKS), None) is None]
    for block in blocks:
        line = " ".join("".join(_visible(block)).split())
        if line:
            yield line
    if not blocks:
        yield running_text(tree)


def _visible(block: HtmlElement) -> Iterator[str]:
    """The strings of a block outside scripts; iterative, so that nesting cannot exhaust the stack."""
    for node in block.iter():
        if isinstance(node.tag, str) and node.tag not in _OUTSIDE and node.text:
            yield node.text
        if node is not block and node.tail:
            yield node.tail


def _is_outside(block: HtmlElement) -> bool:
    return any(parent.tag in _OUTSIDE for parent in block.iterancestors())


def _markup(tree: HtmlElement) -> Found:
    """What the markup says: meta tags first, then JSON-LD, then elements of the page."""
    meta, data = _meta(tree), _linked_data(tree)
    found = Found(
        publisher=_first(meta, _SITES) or _named(data.get("publisher")),
        author=_author(meta, data),
        address=_canonical(tree)
        or _web(meta.get("og:url"))
        or _web(data.get("url"))
        or _web(data.get("mainentityofpage")),
    )
    found.title = _first(meta, _TITLES) or _string(data.get("headline")) or _page_title(tree, found)
    for value in [
        *(meta.get(key) for key in _DATES[:-1]),
        data.get("datepublished"),
        *_times(tree),
        meta.get(_DATES[-1]),
    ]:
        found.set_date(metadata_date(_string(value) or ""), None, "markup")
    found.section = [s for s in (_first(meta, _SECTIONS), _string(data.get("articlesection"))) if s]
    return found


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The meta tags' values by lower-case name; the first of several."""
    values: dict[str, str] = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = _clean(tag.get("content"))
        if key and content:
            values.setdefault(key.strip().lower(), content)
    return values


def _linked_data(tree: HtmlElement) -> dict[str, object]:
    """The fields (lower-case) of the article in the page's JSON-LD; empty where there is none or it is broken."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            loaded: object = msgspec.json.decode((script.text or "").strip().encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            continue
        for node in _nodes(loaded):
            if "headline" in node or "datepublished" in node:
                return node
    return {}


def _nodes(loaded: object) -> Iterator[dict[str, object]]:
    """All objects of a JSON value, outermost first."""
    waiting, seen = [loaded], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield {str(key).lower(): value for key, value in node.items()}
            waiting += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            waiting += node[:_MOST_NODES]


def _author(meta: dict[str, str], data: dict[str, object]) -> str | None:
    name = _first(meta, _AUTHORS)
    return name if name and not _web(name) else _named(data.get("author"))


def _page_title(tree: HtmlElement, found: Found) -> str | None:
    """The only h1, else the title element without the site's name, which is the publisher if none is known."""
    headings = [" ".join("".join(h.itertext()).split()) for h in tree.iter("h1")]
    title = next((_clean("".join(t.itertext())) for t in tree.iter("title")), None)
    parts = _TITLE_PARTS.split(title) if title else []
    if len(parts) > 1 and found.publisher is None:
        found.publisher = parts[-1]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    if len(parts) > 1 and title and parts[-1] == found.publisher:
        return title[: title.rfind(parts[-1])].rstrip(" |–—-")
    return title


def _canonical(tree: HtmlElement) -> str | None:
    links = (link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((address for link in links if (address := _web(link.get("href")))), None)


def _times(tree: HtmlElement) -> list[str]:
    """The machine-readable values of the time elements outside navigation."""
    return [value for t in tree.iter("time") if not _is_outside(t) and (value := t.get("datetime"))][:1]


def _first(values: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((values[key] for key in keys if key in values), None)


def _named(value: object) -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of such."""
    if isinstance(value, list):
        names = [name for item in value[:10] if not isinstance(item, list) and (name := _named(item))]
        return ", ".join(names) or None
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _string(value: object) -> str | None:
    return _clean(value) if isinstance(value, str) else None


def _clean(value: str | None) -> str | None:
    return storable(" ".join(value.split())) or None if value else None


def _web(value: object) -> str | None:
    """The value if it is an address of the web."""
    return value.strip() if isinstance(value, str) and re.match(r"\s*https?://\S+\s*$", value) else None
