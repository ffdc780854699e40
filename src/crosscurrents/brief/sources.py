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
from crosscurrents.records.statement import EventStatement
from crosscurrents.text.scripts import count_words

NOT_READ = "not_read"  # the status of the line that says which documents are not
MOST_UNREAD = 8  # documents that are not read and named on the line
OTHER_LANGUAGE = "other language"  # the reason of dropped passages
MOST_OTHER_SHARE = 1 / 3  # of a text's words may be in another language without a word about it
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
    """One line for what was not read, which stands first, and a line a document in order of time, at most `most` in all
    (those that the page cites first); with how many documents have no line.
    """
    unread = _not_read(material)
    read = [d for d in material.documents if d.is_read]
    room = most - len(unread)
    uses = Counter(e.document for p in cited for e in p.line.evidence)
    chosen = sorted(read, key=lambda d: (-uses[d.id], material.numbers[d.id]))[:room]
    reuse = _reuse(material)
    lines = [_line(material, d, reuse.get(d.id, [])) for d in sorted(chosen, key=lambda d: material.numbers[d.id])]
    return [*unread, *lines], len(read) - len(chosen)


def _line(material: Material, document: Document, reuse: Sequence[Reuse]) -> Line:
    view = material.views.get(document.id)
    when = view.date if view and view.date else document.date
    because = (view.date_because if view else ()) or document.date_because
    how = HOW_KNOWN.get(when.basis, "") if when else ""
    how += " in the original" if how and because and because[0].document != document.id else ""
    label = date_label(when)
    dated = label if label == UNDATED or not how else f"{label} ({how})"
    parts = [shortened(document.publisher or document.title or document.name, LONGEST_OUTLET), dated]
    parts += [document.kind] if document.kind != "unknown" else []
    parts += _translation(material, document)
    parts += _handed_on(document)
    parts += _coded(material, document)
    parts += _copies(material, document, reuse)
    parts += _other_languages(material, document)
    left_out = _left_out(document)
    parts += [f"left out: {left_out}"] if left_out else []
    text = shortened(f"{material.label(document.id)} {' · '.join(parts)}", material.config.max_line)
    items = (document.id, *(r.id for r in reuse))
    return Line(text=text, date=when, items=items, evidence=_evidence(document, because))


def _handed_on(document: Document) -> list[str]:
    """Whose text it hands on: "forwards River Desk"."""
    if document.relays is None:
        return []
    return [f"forwards {shortened(document.relays, LONGEST_OUTLET) or 'somebody who is not named'}"]


def _coded(material: Material, document: Document) -> list[str]:
    """How many events somebody coded by hand: "1,204 events coded by hand (ACLED)"."""
    coding, reading = document.coding, material.readings.get(document.id)
    if coding is None or reading is None:
        return []
    count = sum(isinstance(s, EventStatement) for s in reading.statements)
    by = shortened(coding.publisher or coding.scheme, LONGEST_OUTLET)
    return [f"{counted(count, 'event')} coded by hand ({by})"]


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


def _not_read(material: Material) -> list[Line]:
    """One line for all documents in a language that is not read, those that are read in a translation apart."""
    unread = [d for d in material.documents if not d.is_read]
    if not unread:
        return []
    translated = {d.translation_of for d in material.documents if d.is_read}
    left = [d for d in unread if d.id not in translated]
    parts = [f"Not read: {_by_language(material, left)}"] if left else []
    if len(left) < len(unread):
        found = _by_language(material, [d for d in unread if d.id in translated])
        parts.append(f"{'read' if left else 'Read'} in translation: {found}")
    evidence = tuple(e for d in [*left, *unread][:3] for e in _evidence(d, ()))
    text = shortened("; ".join(parts), material.config.max_line)
    return [Line(text=text, status=NOT_READ if left else "", items=tuple(d.id for d in unread[:10]), evidence=evidence)]


def _by_language(material: Material, documents: Sequence[Document]) -> str:
    """How many documents are in which language, the commonest first: "3 in Arabic, 1 in Turkish (D4, D7, D9, D12)"."""
    counts = Counter(_language(material, d.language) for d in documents)
    said = [f"{count} in {name}" for name, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]
    return f"{', '.join(said)} ({material.labels((d.id for d in documents), MOST_UNREAD)})"


def _language(material: Material, code: str) -> str:
    return material.vocabulary.languages.get(code, code)


def _translation(material: Material, document: Document) -> list[str]:
    """Of which document it is the translation: "translation of D4 (Arabic)"."""
    if not document.translation_of:
        return []
    original = material.by_id.get(document.translation_of)
    if original is None:
        return ["translation of a text that is not in the case"]
    return [f"translation of {material.label(original.id)} ({_language(material, original.language)})"]


def _other_languages(material: Material, document: Document) -> list[str]:
    """How much of a text is in another language, where that is more than a third: "42 % of its words in Arabic"."""
    counts: Counter[str] = Counter()
    for dropped in document.dropped:
        reason, _, code = dropped.reason.partition(": ")
        if reason == OTHER_LANGUAGE:
            counts[_language(material, code)] += count_words(document.text[dropped.start : dropped.end])
    total = document.words + counts.total()
    if counts.total() <= MOST_OTHER_SHARE * total:
        return []
    names = " and ".join(sorted(counts))
    return [f"{100 * counts.total() / total:.0f} % of its words in {names}, not read"]
