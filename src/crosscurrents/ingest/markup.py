"""Fragments of HTML, as feeds and libraries carry them, to plain text with its paragraphs. Parsed, never loaded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from crosscurrents.ingest.decoding import storable

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:]*(?:\s[^<>]*)?/?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_TAGS = 1_000_000
OVERGROWN = f"the limit is {_MOST_TAGS:,} tags; save its text"
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_HIDDEN = frozenset(
    ("audio", "button", "head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "video")
)


def is_overgrown(source: str | bytes) -> bool:
    """Whether some markup holds more elements than a page or feed, so that its tree would fill the memory."""
    return (source.count("<") if isinstance(source, str) else source.count(b"<")) > _MOST_TAGS


def has_tags(text: str) -> bool:
    """Whether `text` holds tags of HTML."""
    return bool(_TAG.search(text))


def plain_text(fragment: str) -> str:
    """The words of a fragment of HTML, paragraphs parted by a blank line; text without tags keeps its lines.

    A fragment that was escaped twice, as some feeds do, is read twice.
    """
    text = _converted(fragment)
    return storable(_converted(text) if has_tags(text) else text)


def one_line(fragment: str) -> str:
    """The words of a fragment on one line."""
    return " ".join(plain_text(fragment).split())


def _converted(fragment: str) -> str:
    joined = "".join(_strings(fragment)) if has_tags(fragment) else html.unescape(fragment)
    lines = (" ".join(line.split()) for line in joined.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _strings(fragment: str) -> Iterator[str]:
    """The strings of a fragment with a blank line around every block; iterative, so that depth exhausts nothing."""
    from lxml import etree
    from lxml.html import document_fromstring

    if is_overgrown(fragment):
        return
    try:
        tree = document_fromstring(_CONTROL.sub("\ufffd", fragment))
    except (etree.LxmlError, ValueError):
        return
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        hidden += (event == "start") - (event == "end") if name in _HIDDEN else 0
        if name in _BLOCKS:
            yield "\n\n"
        elif name == "br" and event == "start":
            yield "\n"
        string = node.text if event == "start" else node.tail
        if string and not hidden:
            yield re.sub(r"\s+", " ", string)
