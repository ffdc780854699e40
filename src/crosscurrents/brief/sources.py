"""The section `read`: which documents the page rests on, what each is, and what was left out of it and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crosscurrents.brief.labels import UNDATED, counted, date_label, shortened
from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Picked
from crosscurrents.records.document import Document
from crosscurrents.records.page import Line
from crosscurrents.records.provenance import Evidence
from crosscurrents.records.situation import Reuse

READ_LANGUAGE = "en"
LONGEST_OUTLET = 60
HOW_KNOWN = {
    "stated": "stated",
    "relative": "from its text",
    "inferred": "bounds from its text",
    "metadata": "metadata",
    "dateline": "dateline",
    "address": "from its address",
    "given": "given by the user",
    "unknown_future": "open",
}


def read_lines(material: Material, most: int, cited: Sequence[Picked]) -> tuple[list[Line], int]:
    """A line a document in order of time, at most `most` (those that the page cites first), and one for what was not
    read; with how many documents have no line.
    """
    unread = [d for d in material.documents if d.language != READ_LANGUAGE]
    read = [d for d in material.documents if d.language == READ_LANGUAGE]
    room = most - bool(unread)
    uses = Counter(e.document for p in cited for e in p.line.evidence)
    chosen = sorted(read, key=lambda d: (-uses[d.id], material.numbers[d.id]))[:room]
    reuse = _reuse(material)
    lines = [_line(material, d, reuse.get(d.id, [])) for d in sorted(chosen, key=lambda d: material.numbers[d.id])]
    return [*lines, *_not_read(material, unread)], len(read) - len(chosen)


def _line(material: Material, document: Document, reuse: Sequence[Reuse]) -> Line:
    view = material.views.get(document.id)
    when = view.date if view and view.date else document.date
    because = (view.date_because if view else ()) or document.date_because
    how = HOW_KNOWN.get(when.basis, "") if when else ""
    label = date_label(when)
    dated = label if label == UNDATED or not how else f"{label} ({how})"
    parts = [shortened(document.publisher or document.title or document.name, LONGEST_OUTLET), dated]
    parts += [document.kind] if document.kind != "unknown" else []
    parts += _copies(material, document, reuse)
    left_out = _left_out(document)
    parts += [f"left out: {left_out}"] if left_out else []
    text = shortened(f"{material.label(document.id)} {' · '.join(parts)}", material.config.max_line)
    items = (document.id, *(r.id for r in reuse))
    return Line(text=text, date=when, items=items, evidence=_evidence(document, because))


def _evidence(document: Document, because: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The words that give the date; else the document's first line."""
    if because:
        return tuple(because)
    start, end = next(((a, b) for a, b in document.paragraphs if not document.is_dropped(a, b)), (0, 0))
    end = min(end, document.text.find("\n", start) if "\n" in document.text[start:end] else end)
    return (document.evidence(start, end, "first line"),) if end > start else ()


def _copies(material: Material, document: Document, reuse: Sequence[Reuse]) -> list[str]:
    """Whose text it is: "copy of D2: adds nothing", "restates D13", "shares 2 passages with D4"."""
    view = material.views.get(document.id)
    if view and view.copy_of in material.numbers and view.copy_of:
        return [f"copy of {material.label(view.copy_of)}: adds nothing"]
    relayed, shared = set(), Counter[str]()
    for item in reuse:
        others = [e.document for e in item.passages if e.document != document.id and e.document in material.numbers]
        for other in others:
            if item.kind == "relay" and item.direction == other:
                relayed.add(other)
            elif item.kind != "relay":
                shared[other] += 1
    found = [f"restates {material.labels(relayed)}"] if relayed else []
    shown = sorted(shared, key=lambda d: material.numbers[d])
    return found + [f"shares {counted(shared[d], 'passage')} with {material.label(d)}" for d in shown[:2]]


def _left_out(document: Document) -> str:
    """What was dropped, counted by reason: "teaser ×2, front matter"."""
    reasons = Counter(d.reason.split(":")[0] for d in document.dropped)
    ordered = sorted(reasons.items(), key=lambda r: (-r[1], r[0]))
    return ", ".join(reason if n == 1 else f"{reason} ×{n}" for reason, n in ordered)


def _reuse(material: Material) -> dict[str, list[Reuse]]:
    found: dict[str, list[Reuse]] = {}
    for item in material.of(Reuse):
        for document in dict.fromkeys(e.document for e in item.passages):
            found.setdefault(document, []).append(item)
    return found


def _not_read(material: Material, unread: Sequence[Document]) -> list[Line]:
    """One line for all documents in a language that is not read."""
    if not unread:
        return []
    names = material.vocabulary.languages
    by_language: dict[str, list[str]] = {}
    for document in unread:
        by_language.setdefault(document.language, []).append(document.id)
    parts = [f"{names.get(code, code)}: {material.labels(ids)}" for code, ids in sorted(by_language.items())]
    evidence = tuple(e for d in unread[:3] for e in _evidence(d, ()))
    text = shortened("Not read, another language: " + "; ".join(parts), material.config.max_line)
    return [Line(text=text, items=tuple(d.id for d in unread[:10]), evidence=evidence)]
