"""A line's own words: the clause cut from its sentence, with a missing actor in brackets and its speaker behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crosscurrents.brief.clauses import Cut, around, cut, joined
from crosscurrents.brief.frames import Frame, Range
from crosscurrents.brief.labels import shortened
from crosscurrents.brief.material import LONGEST_NAME, Material
from crosscurrents.records.dates import DateRange
from crosscurrents.records.page import Clause, Line, OriginCount
from crosscurrents.records.provenance import Evidence, Speaker
from crosscurrents.records.statement import AnyStatement, Words

_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'", "«": "‘", "»": "’"})
MOST_EVIDENCE = 10  # pieces of evidence on a line; the record has all
_SUBJECTS = ("he", "she", "it", "they")


@dataclass(frozen=True)
class Quoted:
    """A clause with its words as printed, quotation marks around them."""

    clause: Clause
    text: str


def inner(words: str) -> str:
    """Words as they stand between quotation marks: double marks inside them are single."""
    return words.translate(_INNER)


def quoted(
    material: Material,
    evidence: Evidence,
    anchor: Range,
    room: int,
    *,
    statement: AnyStatement | None = None,
    speaker: str | None = None,
    actors: Sequence[str] = (),
    fragment: bool = False,
) -> Quoted | None:
    """The clause of the sentence around `anchor`, printed in at most `room` characters; None where none is so short.

    Args:
        material: the case.
        evidence: what shows the statement; its document is the one that is cut.
        anchor: the characters that state the matter.
        room: characters, quotation marks and brackets included.
        statement: gives the words that must stay: who acts, on whom, on which condition.
        speaker: who says it, where the line names that person.
        actors: names of those who act, for a pronoun that stands in their place.
        fragment: whether words that are no clause will do, where no clause is short enough.
    """
    text = material.by_id[evidence.document].text
    start, end = material.sentence(evidence.document, anchor[0], anchor[1])
    anchor = (max(start, anchor[0]), min(end, anchor[1]))
    sources, others = _needed(statement, start, end)
    pronoun = _pronoun(text, sources, material) if len(actors) == 1 else None
    name = f"[{shortened(actors[0], LONGEST_NAME)}]" if pronoun else ""
    spare = room - 2 - (len(name) + 1 if name else 0)
    for needed in ((*sources, *others), sources):
        frame = Frame(text, start, end, anchor, needed, sources, speaker, material.vocabulary)
        if found := cut(frame, spare):
            return _printed(text, found, evidence, pronoun, name)
    frame = Frame(text, start, end, anchor, (), (), speaker, material.vocabulary)
    found = around(frame, spare) if fragment else None
    return _printed(text, found, evidence, None, "") if found else None


def _needed(statement: AnyStatement | None, start: int, end: int) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """The ranges of who acts, and of the other words that must stay, as far as they lie in the sentence."""

    def inside(words: Sequence[Words | None]) -> tuple[Range, ...]:
        return tuple((w.start, w.end) for w in words if w is not None and start <= w.start < w.end <= end)

    acting = (getattr(statement, "holder", None), getattr(statement, "actor", None))
    sources = getattr(statement, "sources", ()) or acting
    others = [*getattr(statement, "targets", ()), getattr(statement, "condition", None)]
    others += [getattr(statement, name, None) for name in ("cause", "effect", "signal")]
    return inside(sources), inside(others)


def _pronoun(text: str, sources: Sequence[Range], material: Material) -> Range | None:
    """The pronoun that stands for the one who acts, if one does."""
    return next((r for r in sources if text[slice(*r)].casefold() in _SUBJECTS), None)


def _printed(text: str, found: Cut, evidence: Evidence, pronoun: Range | None, name: str) -> Quoted:
    slices, before = found.slices, ""
    if pronoun and slices[0][0] == pronoun[0] and pronoun[1] < slices[0][1]:
        at = pronoun[1]
        while text[at].isspace():
            at += 1
        slices, before = ((at, slices[0][1]), *slices[1:]), f"{name} "
    words = before + (joined(text, slices) if before or not pronoun else _inserted(text, slices, pronoun[1], name))
    clause = Clause(evidence.document, evidence.name, slices)
    return Quoted(clause, f"“{inner(words)}{' …' if found.open else ''}”")


def _inserted(text: str, slices: tuple[Range, ...], at: int, name: str) -> str:
    """The slices with the name behind the pronoun that ends at `at`."""
    parts: list[str] = []
    for start, end in slices:
        holds = start < at <= end
        parts.append(f"{text[start:at]} {name}{text[at:end]}" if holds else text[start:end])
    return " … ".join(" ".join(p.split()) for p in parts)


def source_label(material: Material, speaker: Speaker, documents: Sequence[str]) -> str:
    """Who says it and where: "two residents, via Reuters, D2"; "D1" where the narrator vouches; commentary is named."""
    where = material.labels(documents)
    name = material.speaker_name(speaker)
    if name is None:
        kind = material.by_id[documents[0]].kind if documents else "unknown"
        return f"{where} (commentary)" if kind == "commentary" and len(set(documents)) == 1 else where
    chain = [shortened(c, LONGEST_NAME) for c in speaker.chain[:2]]
    return ", ".join([shortened(name, LONGEST_NAME), "via " + ", ".join([*chain, where])])


def documents_of(evidence: Sequence[Evidence], reports: Sequence[str] = ()) -> list[str]:
    """The documents that tell a thing, that of the first evidence first."""
    return list(dict.fromkeys([*(e.document for e in evidence), *reports]))


def clause_line(
    material: Material,
    item: str,
    evidence: Sequence[Evidence],
    *,
    head: str,
    tail: str,
    status: str,
    speaker: Speaker,
    statement: AnyStatement | None,
    anchor: Range | None = None,
    date: DateRange | None = None,
    origins: OriginCount | None = None,
    actors: Sequence[str] = (),
) -> Line | None:
    """The line of one item: labels, its clause, labels; None where its clause does not fit.

    `anchor` are the characters that state the matter, by default those of the first evidence.
    """
    first = evidence[0]
    words = quoted(
        material,
        first,
        anchor or (first.start, first.end),
        material.config.max_line - len(head) - len(tail),
        statement=statement,
        speaker=material.speaker_name(speaker),
        actors=actors,
    )
    if words is None:
        return None
    return Line(
        text=head + words.text + tail,
        clause=words.clause,
        date=date,
        speaker=speaker,
        origins=origins,
        status=status,
        items=(item,),
        evidence=tuple(evidence[:MOST_EVIDENCE]),
    )
