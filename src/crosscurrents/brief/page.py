"""The first page: eight sections of lines in the sources' own words (OUTPUT.md, section 5)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from crosscurrents.brief.contested import contested_candidates
from crosscurrents.brief.events import event_candidates
from crosscurrents.brief.expected import expected_candidates, outlook_candidates
from crosscurrents.brief.material import Material
from crosscurrents.brief.people import computed_gaps, unsaid_candidates, who_candidates
from crosscurrents.brief.selection import Candidate, Choice, Picked, choose, is_open
from crosscurrents.brief.slips import slips
from crosscurrents.brief.sources import NOT_READ, read_lines
from crosscurrents.config import DEFAULT, Config
from crosscurrents.records.document import Document
from crosscurrents.records.page import SECTIONS, Brief, Line, Section
from crosscurrents.records.situation import Situation
from crosscurrents.records.statement import Reading

TOLD = frozenset({"happened", "planned", "alleged", "denied"})
SHORT_FROM = ("happened", "contested", "expected")
GAPS_LAST = (1 << 31,)  # computed lines stand behind those of the documents
_INTERNAL = ("locator", "text", "media", "supersedes", "lead", "paragraphs", "pages", "first_page", "coding", "told")


def compose(
    documents: Sequence[Document], situation: Situation, readings: Sequence[Reading], *, config: Config = DEFAULT
) -> Brief:
    """The first page of a case.

    Args:
        documents: the newest versions with their texts, as decisions amend them, under unique names.
        situation: what they amount to.
        readings: of each document its sentences, mentions and statements.
        config: the gate and the limits of the page.
    """
    material = Material(documents, situation, readings, config)
    chosen = _chosen(material)
    chosen["read"] = _read(material, [p for choice in chosen.values() for p in choice.picked])
    _fit(material, chosen)
    _recount(material, chosen)
    lines = {n: [p.line for p in chosen[n].in_order()] for n in SECTIONS}
    lines |= {n: [material.with_originals(x) for x in found] for n, found in lines.items() if n != "read"}
    sections = tuple(Section(n, tuple(lines[n]), chosen[n].more) for n in SECTIONS)
    exported = tuple(_exported(material, d) for d in material.documents)
    return Brief(as_of=situation.today, hash=situation.stamp, documents=exported, sections=sections)


# ---- the sections
def _chosen(material: Material) -> dict[str, Choice]:
    """The lines of every section but `read`."""
    expected = _choice(material, "expected", expected_candidates(material))
    happened = _choice(material, "happened", event_candidates(material, TOLD), expected.picked)
    told = [*expected.picked, *happened.picked]
    contested = _choice(material, "contested", contested_candidates(material))
    _add(contested, slips(material), ("~",), material.vocabulary.sections["contested"].most)
    unsaid = _choice(material, "unsaid", (unsaid_candidates(material), 0))
    _add(unsaid, computed_gaps(material, happened.picked), GAPS_LAST, material.vocabulary.sections["unsaid"].most)
    found = {"happened": happened, "contested": contested, "expected": expected, "unsaid": unsaid}
    found["outlook"] = _choice(material, "outlook", outlook_candidates(material), told)
    found["who"] = _choice(material, "who", (who_candidates(material, told), 0))
    found["short"] = _short(material, found)
    return found


def _choice(
    material: Material, name: str, candidates: tuple[list[Candidate], int], shown: Sequence[Picked] = ()
) -> Choice:
    """The best candidates as the lines of a section; candidates come with the number of those below the gate."""
    found, below_gate = candidates
    return choose(found, material.vocabulary.sections[name].most, material, shown, below_gate)


def _add(choice: Choice, lines: Sequence[Line], order: tuple[int | str, ...], most: int) -> None:
    """Put computed lines behind the others; where they are too many, the worst of the others give way."""
    added = [_computed(line, (*order, n)) for n, line in enumerate(lines[:most])]
    while choice.picked and len(choice.picked) + len(added) > most:
        choice.picked.remove(max(choice.picked, key=lambda p: p.rank))
        choice.more += 1
    choice.picked += added
    choice.more += max(0, len(lines) - most)


def _computed(line: Line, order: tuple[int | str, ...], score: float = 1.0) -> Picked:
    first = line.evidence[0] if line.evidence else None
    spot = (first.document, first.start, first.end) if first else ("", 0, 0)
    return Picked(line, Candidate(score, spot, order, lambda: line))


def _read(material: Material, cited: Sequence[Picked]) -> Choice:
    """The documents: what was not read never gives way, those that the page cites most are the last to."""
    lines, unlisted = read_lines(material, material.vocabulary.sections["read"].most, cited)
    uses = Counter(e.document for p in cited for e in p.line.evidence)
    scores = [math.inf if x.status == NOT_READ else sum(uses[i] for i in x.items) for x in lines]
    picked = [_computed(x, (n,), score) for n, (x, score) in enumerate(zip(lines, scores, strict=True))]
    return Choice(picked, unlisted)


def _short(material: Material, sections: dict[str, Choice]) -> Choice:
    """The three lines that matter most, of different documents where there are such, never background.

    `contested` and `expected` give one each at most: the page is about what happened.
    """
    most = material.vocabulary.sections["short"].most
    ranked = [(p, name) for name in SHORT_FROM for p in sections[name].picked if not p.candidate.background]
    ranked = [(p, name) for p, name in ranked if not p.line.computed and not is_open(p.line)]
    ranked.sort(key=lambda r: (-_in_short(material, r[0]), r[0].candidate.spot))
    picked: list[Picked] = []
    names: Counter[str] = Counter()
    for apart in (True, False):
        for candidate, name in ranked:
            voiced = apart and any(candidate.candidate.spot[0] == p.candidate.spot[0] for p in picked)
            spent = name != "happened" and names[name] > 0
            if len(picked) < most and candidate not in picked and not voiced and not spent:
                picked.append(candidate)
                names[name] += 1
    return Choice([_computed(p.line, (n,), p.candidate.score) for n, p in enumerate(picked)])


def _recount(material: Material, chosen: dict[str, Choice]) -> None:
    """Count again what is missing, now that the lines of the page are known."""
    unsaid, kept = chosen["unsaid"], len([p for p in chosen["unsaid"].picked if p.line.computed])
    unsaid.picked = [p for p in unsaid.picked if not p.line.computed]
    _add(unsaid, computed_gaps(material, chosen["happened"].picked)[:kept], GAPS_LAST, len(unsaid.picked) + kept)


def _in_short(material: Material, picked: Picked) -> float:
    """A line's score in `short`, where a clause that leans on the sentence before it says too little."""
    clause, vocabulary = picked.line.clause, material.vocabulary
    leans = clause is not None and vocabulary.leans(material.by_id[clause.document].text[slice(*clause.slices[0])])
    leans = leans and "[" not in picked.line.text
    return picked.candidate.score * picked.candidate.weight_in_short * (vocabulary.weights.leaning if leans else 1.0)


# ---- the limits
def _fit(material: Material, chosen: dict[str, Choice]) -> None:
    """Take lines away until the page keeps its limits: the worst of the section that is furthest above its least.

    Where all sections are down to their least and the page is still too long, the longest section gives way.
    """
    sizes, config = material.vocabulary.sections, material.config

    def excess(name: str) -> tuple[float, int, str]:
        count, size = len(chosen[name].picked), sizes[name]
        return ((count - size.least) / (size.most - size.least + 1), count, name)

    while _lines(chosen) > config.max_lines or _words(chosen) > config.max_words:
        name = max((n for n in SECTIONS if n != "short"), key=excess)
        if excess(name)[0] <= 0:
            name = max((n for n in SECTIONS if n != "short"), key=lambda n: (len(chosen[n].picked), n))
        if not chosen[name].picked:
            return
        chosen[name].picked.remove(max(chosen[name].picked, key=lambda p: p.rank))
        chosen[name].more += 1


def _lines(chosen: dict[str, Choice]) -> int:
    return sum(len(c.picked) for c in chosen.values())


def _words(chosen: dict[str, Choice]) -> int:
    return sum(len(p.line.text.split()) for c in chosen.values() for p in c.picked)


# ---- the documents
def _exported(material: Material, document: Document) -> dict[str, Any]:
    """A document as the export gives it (OUTPUT.md, section 2)."""
    view = material.views.get(document.id)
    fields: dict[str, Any] = {k: v for k, v in msgspec.to_builtins(document).items() if k not in _INTERNAL}
    if view:
        known = msgspec.to_builtins(view)
        fields |= {name: known[name] for name in ("order", "date", "date_because", "source_group")}
    return {**fields, "coding": document.coding.scheme if document.coding else None, "record": "document"}
