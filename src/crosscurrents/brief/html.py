"""The page as one HTML file that asks nothing of the net: every line is a link to its sentence, lower in the file.

The texts of the documents are part of the file; what was dropped from them is shown in grey with the reason. A script
of a few lines gives a filter and keys; all is readable without it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from crosscurrents.brief.forms import NOTHING, TITLES, heading, more_label
from crosscurrents.brief.labels import date_label
from crosscurrents.records.document import Document
from crosscurrents.records.page import Brief, Line, Section
from crosscurrents.records.provenance import TRANSLATION, Evidence
from crosscurrents.text.scripts import runs_right_to_left

if TYPE_CHECKING:
    from jinja2 import Template

MOST_TEXTS = 200  # documents whose whole text is in the file; of further ones only those that a line cites
_LEFTWARD = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"  # letters of Hebrew, Arabic and their neighbours
_RIGHT_TO_LEFT = re.compile(rf"{_LEFTWARD}(?:\W?{_LEFTWARD})*")
_PART = re.compile(r"(?P<quote>“[^”]*”)|\b(?P<document>D\d+)\b")


class Part(NamedTuple):
    """A piece of a line: its text, where it leads (empty: nowhere), and how it looks."""

    text: str
    target: str
    look: str


class Shown(NamedTuple):
    """A line as the template takes it; `further` are links to evidence that no quotation of the line leads to."""

    parts: list[Part]
    further: list[Part]
    status: str
    computed: bool


class Passage(NamedTuple):
    """A passage of an original: its words, its language and direction, the label of its text, and where it stands."""

    text: str
    language: str
    direction: str
    label: str
    target: str


class Paragraph(NamedTuple):
    """A paragraph of a text as markup; `originals` are the passages that what a line cites of it renders."""

    text: str
    originals: list[Passage]


class Text(NamedTuple):
    """A document as the template takes it: its label, what is known of it, and its paragraphs."""

    label: str
    title: str
    about: str
    language: str
    direction: str
    paragraphs: list[Paragraph]


class Span(NamedTuple):
    """A range of a text that gets an element of its own."""

    start: int
    end: int
    anchor: str
    reason: str


def as_html(brief: Brief, documents: Sequence[Document]) -> str:
    """The page as one self-contained file.

    Args:
        brief: the page.
        documents: those that it was composed of; their texts go into the file.
    """
    order = {str(d["id"]): n for n, d in enumerate(brief.documents, 1)}
    ordered = sorted((d for d in documents if d.id in order), key=lambda d: order[d.id])
    cited = _cited(brief)
    texts = [d for d in ordered if len(ordered) <= MOST_TEXTS or d.id in cited]
    present = {f"D{order[d.id]}" for d in texts}
    passages = _passages(brief, {d.id: d for d in texts}, order)
    style, script = _resource("brief.css"), _resource("brief.js")
    return _template().render(
        heading=heading(brief),
        sections=[(s, _shown(s, order, present), TITLES[s.name], _closing(s)) for s in brief.sections],
        texts=[_text(d, f"D{order[d.id]}", cited.get(d.id, []), passages) for d in texts],
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        stamp=brief.hash,
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["own"] = Markup  # our own style, script and escaped paragraphs
    environment.filters["isolated"] = lambda text: Markup(_isolated(text))
    return environment.from_string(_resource("brief.html.j2"))


def _resource(name: str) -> str:
    return (files("crosscurrents.brief") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy calls the hash of an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _cited(brief: Brief) -> dict[str, list[Evidence]]:
    """The evidence of all lines, by document."""
    found: dict[str, list[Evidence]] = {}
    for section in brief.sections:
        for line in section.lines:
            for evidence in line.evidence:
                found.setdefault(evidence.document, []).append(evidence)
    return found


def _passages(
    brief: Brief, documents: Mapping[str, Document], order: Mapping[str, int]
) -> dict[tuple[str, int, int], Passage]:
    """The passages of originals behind what the lines cite, by document, start and end of what renders them."""
    lines = (line for section in brief.sections for line in section.lines)
    pairs = (pair for line in lines for pair in pairwise(line.evidence))
    found = {}
    for told, original in pairs:
        if original.method == TRANSLATION and original.document in documents:
            language, direction = _written(documents[original.document])
            label, target = f"D{order[original.document]}", _anchor(original, order)
            found[told.document, told.start, told.end] = Passage(original.quote, language, direction, label, target)
    return found


def _written(document: Document) -> tuple[str, str]:
    """The language of a text and the direction in which it runs, as HTML names them."""
    return document.language, "rtl" if runs_right_to_left(document.text) else "ltr"


def _closing(section: Section) -> str:
    return more_label(section) if section.lines else NOTHING[section.name]


# ---- lines
def _shown(section: Section, order: dict[str, int], present: set[str]) -> list[Shown]:
    return [_line(line, order, present) for line in section.lines]


def _line(line: Line, order: dict[str, int], present: set[str]) -> Shown:
    """A line in parts: the n-th quotation leads to the n-th evidence, a document's label to its text."""
    targets = [_anchor(e, order) for e in line.evidence if e.method != TRANSLATION]
    originals = [_anchor(e, order) for e in line.evidence if e.method == TRANSLATION]
    several = line.clause is None or line.text.count("“") > 1
    parts, used, at = [], 0, 0
    for match in _PART.finditer(line.text):
        parts.append(Part(line.text[at : match.start()], "", "label"))
        at = match.end()
        if match["document"]:
            parts.append(Part(match.group(), match.group() if match.group() in present else "", "document"))
            continue
        target = targets[min(used, len(targets) - 1)] if targets else ""
        parts.append(Part(match.group(), target, "quote"))
        used += 1 if several or not used else 0
    parts.append(Part(line.text[at:], "", "label"))
    further = [Part(str(n), t, "further") for n, t in enumerate(targets, 1) if n > max(used, 1) or not used]
    further += [Part("original", t, "further") for t in dict.fromkeys(originals) if t.partition("-")[0] in present]
    return Shown([p for p in parts if p.text], further, line.status, line.computed)


def _anchor(evidence: Evidence, order: Mapping[str, int]) -> str:
    number = order.get(evidence.document)
    return f"D{number}-{evidence.start}-{evidence.end}" if number else ""


# ---- texts
def _text(
    document: Document, label: str, cited: Sequence[Evidence], passages: Mapping[tuple[str, int, int], Passage]
) -> Text:
    spans = {Span(e.start, e.end, f"{label}-{e.start}-{e.end}", "") for e in cited}
    spans |= {Span(d.start, d.end, "", d.reason) for d in document.dropped}
    ordered = sorted(spans, key=lambda s: (s.start, -s.end, s.anchor, s.reason))
    language, direction = _written(document)
    about = [document.publisher or "", date_label(document.date), document.kind, document.address or "", document.name]
    return Text(
        label=label,
        title=document.title or document.name,
        about=" · ".join(a for a in about if a and a != "unknown"),
        language=language,
        direction=direction,
        paragraphs=[
            Paragraph(_marked(document.text, a, b, ordered), _behind(document, a, b, passages))
            for a, b in _shown_blocks(document, ordered)
        ],
    )


def _behind(
    document: Document, start: int, end: int, passages: Mapping[tuple[str, int, int], Passage]
) -> list[Passage]:
    """The passages of the original behind what is cited of the characters [start, end), in order, each once."""
    spots = sorted(s for s in passages if s[0] == document.id and start <= s[1] < end)
    return list(dict.fromkeys(passages[s] for s in spots))


def _shown_blocks(document: Document, spans: Sequence[Span]) -> Iterable[tuple[int, int]]:
    """All blocks of a text; of a table of coded events, which may be long, the heading and the rows cited."""
    if document.coding is None:
        return _blocks(document)
    cited = {document.paragraph_of(span.start) for span in spans}
    return [document.paragraphs[n] for n in sorted(cited | {0})]


def _blocks(document: Document) -> Iterable[tuple[int, int]]:
    """The paragraphs, and what stands between them where it is not blank."""
    at = 0
    for start, end in [*document.paragraphs, (len(document.text), len(document.text))]:
        if document.text[at:start].strip():
            yield at, start
        if end > start:
            yield start, end
        at = max(at, end)


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """The characters [start, end) as escaped markup, an element a span; one that crosses another is clipped.

    An anchor stands at the first character of its span, once, even where the span goes on in the next paragraph.
    """
    inside = [s for s in spans if s.start < end and s.end > start]
    at, parts = start, []
    while inside:
        span = inside[0]
        begin, stop = max(span.start, at), min(span.end, end)
        rest = [s for s in inside[1:] if s.start < stop]
        inside = [s for s in inside[1:] if s.start >= stop]
        if begin >= stop:
            continue
        parts.append(_escaped(text[at:begin]))
        identity = f' id="{span.anchor}"' if span.anchor and span.start >= start else ""
        look = f' class="dropped" title="{_escaped(span.reason)}"' if span.reason else ' class="evidence"'
        parts.append(f"<span{identity}{look}>{_marked(text, begin, stop, rest)}</span>")
        at = stop
    return "".join([*parts, _escaped(text[at:end])])


def _isolated(text: str) -> str:
    """A text as escaped markup, words that run from right to left apart, so that they do not turn numbers round."""
    parts, at = [], 0
    for match in _RIGHT_TO_LEFT.finditer(text):
        parts += [_escaped(text[at : match.start()]), f"<bdi>{_escaped(match.group())}</bdi>"]
        at = match.end()
    return "".join([*parts, _escaped(text[at:])])


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))
