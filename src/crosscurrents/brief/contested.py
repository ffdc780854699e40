"""The section `contested`: every claim in its own words with who makes it; figures as a range, never as an average."""

from __future__ import annotations

from typing import NamedTuple

from crosscurrents.brief.clauses import joined
from crosscurrents.brief.labels import number, shortened
from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Candidate
from crosscurrents.brief.wording import MOST_EVIDENCE, Quoted, inner, quoted
from crosscurrents.records.coding import is_coded
from crosscurrents.records.page import Clause, Line
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Claim, Contradiction, FigureGroup

MOST_CLAIMS = 4
LONGEST_TOPIC = 60
LONGEST_SPEAKER = 36
SHARED_WORDS = 2  # content words that a claim and its denial share at least
FEWEST_WORDS = 5  # a claim of fewer words is shown in its clause
_LEAST_ROOM = 24


class _Said(NamedTuple):
    """A claim as printed, and the clause that it was cut from, if it was."""

    text: str
    clause: Clause | None


def contested_candidates(material: Material) -> tuple[list[Candidate], int]:
    """What the documents disagree on, as candidates, and how many rest on a statement that is too uncertain."""
    disputes = [x for x in material.of(Contradiction) if x.kind != "update" and len(x.claims) > 1]
    known = {c.statement for x in disputes for c in x.claims}
    disputes += [x for x in _conflicts(material) if not known & {c.statement for c in x.claims}]
    sure = [x for x in disputes if _confidence(material, x) >= material.config.gate and _about_one_thing(material, x)]
    return [_candidate(material, x) for x in sure], len(disputes) - len(sure)


def _conflicts(material: Material) -> list[Contradiction]:
    """The groups of figures in conflict, in the form of contradictions."""
    figures = material.figures
    groups = [g for g in material.of(FigureGroup) if g.verdict == "conflict"]
    found = []
    for group in groups:
        members = [figures[i] for i in group.figures if i in figures and figures[i].evidence]
        claims = tuple(Claim(f.statements[0], f.evidence[0].quote, f.evidence[0]) for f in members)
        if len(claims) > 1:
            found.append(_as_dispute(group, claims))
    return found


def _as_dispute(group: FigureGroup, claims: tuple[Claim, ...]) -> Contradiction:
    topic = group.measures
    return Contradiction(id=group.id, kind="contradiction", topic=topic, claims=claims, verdict=group.verdict)


def _confidence(material: Material, dispute: Contradiction) -> float:
    """How sure the least sure of its claims that were read is; between tables alone just enough for a line."""
    read = [c for c in dispute.claims if not is_coded(c.evidence)]
    found = [s.confidence for s in (material.statements.get(c.statement) for c in read) if s is not None]
    return min(found, default=1.0 if read else material.config.gate)


def _about_one_thing(material: Material, dispute: Contradiction) -> bool:
    """Whether a claim and its denial speak of the same: the sentences share words, and something is claimed at all."""
    if dispute.kind != "denial":
        return True
    claimed = [c for c in dispute.claims if _modality(material, c) in ("happened", "alleged", "planned")]
    denied = [c for c in dispute.claims if _modality(material, c) == "denied"]
    pairs = ((material.content_of(a.evidence), material.content_of(b.evidence)) for a in claimed for b in denied)
    return any(len(a & b) >= SHARED_WORDS for a, b in pairs)


def _modality(material: Material, claim: Claim) -> str:
    statement = material.statements.get(claim.statement)
    return statement.modality if statement else "happened"


def _candidate(material: Material, dispute: Contradiction) -> Candidate:
    first = dispute.claims[0].evidence
    voices = len({c.evidence.document for c in dispute.claims})
    plain = 1.0 if dispute.kind == "tension" else material.vocabulary.weights.contradiction
    score = _confidence(material, dispute) * plain * (1 + 0.1 * min(voices, 5))
    return Candidate(
        score=score,
        spot=(first.document, first.start, first.end),
        order=(f"{99 - score:.6f}", material.numbers[first.document], first.start),
        make=lambda: _line(material, dispute),
        weight_in_short=material.vocabulary.weights.tension if dispute.kind == "tension" else 1.0,
    )


def _line(material: Material, dispute: Contradiction) -> Line | None:
    claims = sorted(_distinct(dispute.claims), key=lambda c: is_coded(c.evidence))[:MOST_CLAIMS]
    for count in range(len(claims), 1, -1):
        if line := _of_claims(material, dispute, claims[:count]):
            return line
    return None


def _distinct(claims: tuple[Claim, ...]) -> list[Claim]:
    """One claim a value and wording, in the order given; different values first."""
    by_value = {c.value.casefold(): c for c in reversed(claims)}
    first = [c for c in claims if by_value[c.value.casefold()] is c]
    wordings = {" ".join(c.evidence.quote.split()).casefold() for c in first}
    rest = [c for c in claims if c not in first and " ".join(c.evidence.quote.split()).casefold() not in wordings]
    return [*first, *rest]


def _of_claims(material: Material, dispute: Contradiction, claims: list[Claim]) -> Line | None:
    """The line of these claims, or None where it would be too long."""
    head = f"{shortened(dispute.topic, LONGEST_TOPIC)}: "
    spread = _range(material, dispute)
    labels = [_claimant(material, c) for c in claims]
    room = material.config.max_line - len(head) - len(spread) - sum(map(len, labels)) - 3 * (len(claims) - 1)
    worded = _worded(material, claims, room)
    if worded is None:
        return None
    parts = [w.text + label for w, label in zip(worded, labels, strict=True)]
    items = [dispute.id, *(material.situation.item_of.get(c.statement, c.statement) for c in claims)]
    return Line(
        text=head + " | ".join(parts) + spread,
        clause=worded[0].clause,
        status=dispute.verdict or dispute.kind,
        items=tuple(dict.fromkeys(items)),
        evidence=tuple(c.evidence for c in claims)[:MOST_EVIDENCE],
    )


def _worded(material: Material, claims: list[Claim], room: int) -> list[_Said] | None:
    """Every claim in its words, room shared out as they need it; None where one does not fit."""
    found = []
    for left, claim in zip(range(len(claims), 0, -1), claims, strict=True):
        share = room // left
        words = _words(material, claim, share) if share >= _LEAST_ROOM else None
        if words is None:
            return None
        found.append(words)
        room -= len(words.text)
    return found


def _words(material: Material, claim: Claim, room: int) -> _Said | None:
    """A claim in its own words; of a coded row, which has no words to be cut, its value."""
    if is_coded(claim.evidence):
        said = _coded(material, claim)
        return _Said(said, None) if len(said) <= room else None
    found = _quoted(material, claim, room)
    return _Said(found.text, found.clause) if found else None


def _coded(material: Material, claim: Claim) -> str:
    """ "9 coded by ACLED"."""
    coding = material.by_id[claim.evidence.document].coding
    by = (coding.publisher or coding.scheme) if coding else "hand"
    return f"{claim.value} coded by {shortened(by, LONGEST_SPEAKER)}"


def _quoted(material: Material, claim: Claim, room: int) -> Quoted | None:
    evidence = claim.evidence
    if len(evidence.quote.split()) >= FEWEST_WORDS and len(evidence.quote) + 2 <= room:
        slices = ((evidence.start, evidence.end),)
        text = joined(material.by_id[evidence.document].text, slices).rstrip(".")
        return Quoted(Clause(evidence.document, evidence.name, slices), f"“{inner(text)}”")
    statement = material.statements.get(claim.statement)
    trigger = getattr(statement, "trigger", None)
    anchor = (trigger.start, trigger.end) if trigger else (evidence.start, evidence.end)
    speaker = _speaker_name(material, claim)
    return quoted(material, evidence, anchor, room, statement=statement, speaker=speaker, fragment=not trigger)


def _speaker(material: Material, claim: Claim) -> Speaker:
    statement = material.statements.get(claim.statement)
    return statement.speaker if statement else Speaker()


def _speaker_name(material: Material, claim: Claim) -> str | None:
    return material.speaker_name(_speaker(material, claim))


def _claimant(material: Material, claim: Claim) -> str:
    name = _speaker_name(material, claim)
    said = f" {shortened(name, LONGEST_SPEAKER)}" if name else ""
    said = f" from{said}" if name and is_coded(claim.evidence) else said
    return f"{said} [{material.label(claim.evidence.document)}]"


def _range(material: Material, dispute: Contradiction) -> str:
    """The least and the greatest of contested figures: " · 12 to 31 persons"."""
    items = dict.fromkeys(material.situation.item_of.get(c.statement, "") for c in dispute.claims)
    figures = [material.figures[i] for i in items if i in material.figures]
    values = [v for f in figures for v in (f.value, f.low, f.high) if v is not None]
    units = {f.unit for f in figures}
    if len(figures) < 2 or len(units) != 1 or min(values) == max(values):
        return ""
    return f" · {number(min(values))} to {number(max(values))} {next(iter(units))}"
