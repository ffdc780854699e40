"""All the running text of an HTML tree, a paragraph a block: for markup that is no page with an article, such as a
newsletter made of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "figcaption", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
     "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_UNSEEN = frozenset(("head", "script", "style", "noscript", "template", "title", "svg", "object", "select", "textarea"))
_HIDDEN = re.compile(r"(?:^|[;\s])display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BREAK = "br"


def running_text(tree: HtmlElement) -> str:
    """The text that a reader sees: blocks are parted by a blank line, `br` by a line break, and blanks are single.

    What a mail program cites of another message gets "> " before each line, as in plain text.
    """
    lines: list[str] = []
    for words, depth in _lines(tree):
        line = " ".join(words.split())
        lines.append(f"> {line}" if depth and line else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _lines(tree: HtmlElement) -> Iterator[tuple[str, int]]:
    """The lines with the number of citations that they stand in; an empty one between blocks."""
    words: list[str] = []
    depth = 0
    for event in _events(tree):
        if isinstance(event, str):
            words.append(event)
            continue
        yield "".join(words), depth
        words.clear()
        node, is_end = event
        if node.tag != _BREAK:
            yield "", 0
        depth += (-1 if is_end else 1) * _is_cited(node)
    yield "".join(words), depth


def _events(tree: HtmlElement) -> Iterator[str | tuple[HtmlElement, bool]]:
    """The strings and the begins and ends of blocks, in order; iterative, so that nesting cannot exhaust the stack."""
    waiting: list[str | tuple[HtmlElement, bool]] = [(tree, False)]
    while waiting:
        event = waiting.pop()
        if isinstance(event, str):
            yield event
            continue
        node, is_end = event
        is_block = node.tag in _BLOCKS or node.tag == _BREAK
        if is_block:
            yield event
        if is_end or not _is_seen(node):
            continue
        if is_block and node.tag != _BREAK:
            waiting.append((node, True))
        for child in reversed(node):
            waiting += [child.tail] if child.tail else []
            waiting += [(child, False)] if isinstance(child.tag, str) else []
        if node.text:
            yield node.text


def _is_seen(node: HtmlElement) -> bool:
    return node.tag not in _UNSEEN and not _HIDDEN.search(node.get("style") or "")


def _is_cited(node: HtmlElement) -> bool:
    """Whether a mail program marks a block as another's words."""
    names = (node.get("class") or "").split()
    quote = node.get("type") == "cite" or "gmail_quote" in names  # a message handed on stands in a div of that class
    return "yahoo_quoted" in names or (node.tag == "blockquote" and quote)
