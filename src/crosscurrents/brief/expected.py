"""The sections `expected` and `outlook`: what is to come, what is overdue, and what the authors say drives what."""

from __future__ import annotations

from dataclasses import replace

from crosscurrents.brief.events import event_candidates
from crosscurrents.brief.labels import UNDATED, date_label
from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Candidate, age_factor, origin_factor
from crosscurrents.brief.vocabulary import Vocabulary, words_of
from crosscurrents.brief.wording import clause_line, documents_of, source_label
from crosscurrents.records.page import Line
from crosscurrents.records.provenance import NARRATOR, Speaker
from crosscurrents.records.situation import Event, Expectation, Indicator, Influence

LEDGER = frozenset({"plan", "scheduled", "threat", "conditional"})  # kinds that somebody can be held to
FORETOLD = frozenset({"threat", "conditional"})  # kinds that are an outlook where nobody but the author voices them
OPEN = "open"
RANK_REACH = 4  # words before "scenario" in which its rank is looked for
ACT_REACH = 40  # characters before the words of a plan in which the act that announces it may stand


def expected_candidates(material: Material) -> tuple[list[Candidate], int]:
    """The ledger as candidates: plans, schedules, threats, whatever has a day; and how many were too uncertain."""
    acts = _acts(material)
    items = [e for e in material.of(Expectation) if e.evidence and _in_ledger(e) and not _is_told(e, acts)]
    sure = [e for e in items if e.confidence >= material.config.gate]
    return _worth_a_line(material, [_expected(material, e) for e in sure], len(items) - len(sure))


def _in_ledger(item: Expectation) -> bool:
    foretold = item.kind in FORETOLD and item.holder == NARRATOR and item.speaker.is_narrator
    return (item.kind in LEDGER and not foretold) or item.due is not None or item.outcome != OPEN


def _worth_a_line(material: Material, found: list[Candidate], left_out: int) -> tuple[list[Candidate], int]:
    """The candidates that reach the floor, and how many were left out in all."""
    kept = [c for c in found if c.score >= material.vocabulary.weights.floor]
    return kept, left_out + len(found) - len(kept)


def _acts(material: Material) -> dict[str, list[tuple[int, int]]]:
    """Where each document tells that something was done, as sure as a line must be: ranges of the triggers."""
    found: dict[str, list[tuple[int, int]]] = {}
    for event in material.of(Event):
        if event.modality == "happened" and event.evidence and event.confidence >= material.config.gate:
            found.setdefault(event.evidence[0].document, []).append(event.trigger)
    return found


def _is_told(item: Expectation, acts: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a plan is what somebody has agreed to, asked for or announced: that act happened, and says it all.

    A day, a condition or a threat is something to wait for by itself.
    """
    first = item.evidence[0]
    bare = item.due is None and not item.condition and item.kind in ("plan", "scheduled") and item.outcome == OPEN
    return bare and any(first.start - ACT_REACH <= a < first.end for a, _ in acts.get(first.document, ()))


def _expected(material: Material, item: Expectation) -> Candidate:
    weights, first = material.vocabulary.weights, item.evidence[0]
    settled = item.outcome != OPEN
    weight = weights.settled if settled else _urgency(material, item)
    weight *= weights.headline if material.is_heading(first) else 1.0
    weight *= weights.stranger if item.holder != NARRATOR and not material.is_known([item.holder]) else 1.0
    start, end = material.sentence(first.document, first.start, first.end)
    weight *= weights.leaning if material.vocabulary.leans(material.by_id[first.document].text[start:end]) else 1.0
    rank = 3 if settled else 0 if item.overdue else 1 if item.due else 2
    due = (item.due.end or item.due.start or "") if item.due else ""
    return Candidate(
        score=item.confidence * weight * (1.0 if settled else age_factor(material, material.told(first.document))),
        spot=(first.document, first.start, first.end),
        order=(rank, due, material.numbers[first.document], first.start),
        make=lambda: _expectation_line(material, item, in_ledger=True),
        weight_in_short=weights.forecast if _is_soft(material, item) else 1.0,
    )


def _is_soft(material: Material, item: Expectation) -> bool:
    """Whether something is a forecast, a hope or a fear, or a plan that is hedged or has no day."""
    first = item.evidence[0]
    start, end = material.sentence(first.document, first.start, first.end)
    words = words_of(material.by_id[first.document].text[start:end])
    hedged = set(words) & material.vocabulary.words("doubting")
    return item.kind not in LEDGER or item.due is None or bool(hedged)


def _urgency(material: Material, item: Expectation) -> float:
    """What a day, or a condition, adds to something open; only what somebody can be held to is overdue."""
    weights = material.vocabulary.weights
    if item.due is None:
        return 1.0 if item.condition or item.kind == "threat" else weights.vague
    return weights.overdue if item.overdue and item.kind in LEDGER else weights.due


def _expectation_line(material: Material, item: Expectation, *, in_ledger: bool) -> Line | None:
    status = "overdue" if item.overdue and item.outcome == OPEN else item.outcome
    due = date_label(item.due)
    head = f"{status.replace('_', ' ').upper()} {'' if due == UNDATED else due + ' '}" if in_ledger else ""
    kind = f" · {item.kind}" if in_ledger and item.kind != "plan" else ""
    silence = " · no later word" if status == "overdue" else ""
    return clause_line(
        material,
        item.id,
        item.evidence,
        head=head,
        tail=f"{kind} · {source_label(material, item.speaker, documents_of(item.evidence))}{silence}",
        status=status if in_ledger else _modality(material, item.statements, "possible"),
        speaker=item.speaker,
        statement=material.statement(item.statements, item.evidence[0], None),
        date=item.due,
        actors=[material.name_of(item.holder)] if item.holder != NARRATOR else [],
    )


def _modality(material: Material, statements: tuple[str, ...], otherwise: str) -> str:
    """The modality that the reader gave, where it is not that of a plain fact."""
    found = next((s.modality for s in map(material.statements.get, statements) if s is not None), otherwise)
    return otherwise if found == "happened" else found


# ---- outlook
def outlook_candidates(material: Material) -> tuple[list[Candidate], int]:
    """What the authors say may follow from what, expect, and tell us to watch; and how many were too uncertain."""
    gate = material.config.gate
    influences = [i for i in material.of(Influence) if i.evidence]
    forecasts = [e for e in material.of(Expectation) if e.evidence and not _in_ledger(e)]
    indicators = [i for i in material.of(Indicator) if i.evidence]
    found = [_influence(material, i) for i in influences if i.confidence >= gate]
    found += [_forecast(material, e) for e in forecasts if e.confidence >= gate]
    found += [_indicator(material, i) for i in indicators]
    events, unsure = event_candidates(material, frozenset({"possible", "hypothetical"}))
    total = len(influences) + len(forecasts) + len(indicators)
    weighed = [w for c in (*found, *events) if (w := _weighed(material, c))]
    return _worth_a_line(material, weighed, unsure + total + len(events) - len(weighed))


def _weighed(material: Material, candidate: Candidate) -> Candidate | None:
    """A candidate with the weight of its sentence as a look ahead; None where it is a heading or looks nowhere."""
    document, start, end = candidate.spot
    begin, end = material.sentence(document, start, end)
    text, vocabulary = material.by_id[document].text[begin:end], material.vocabulary
    weight = _foresight(words_of(text), vocabulary)
    weight *= vocabulary.weights.leaning if vocabulary.leans(text) else 1.0
    if not weight or material.is_heading(material.by_id[document].evidence(begin, end, "")):
        return None
    return replace(candidate, score=candidate.score * weight)


def _foresight(words: list[str], vocabulary: Vocabulary) -> float:
    """The weight of the words of a sentence as a look ahead: scenarios, then conditions, then open words; else 0."""
    weights, found = vocabulary.weights, set(words)
    named = [n for n, w in enumerate(words) if w in vocabulary.words("scenario")]
    ranked = any(vocabulary.words("ranks") & set(words[max(0, n - RANK_REACH) : n]) for n in named)
    if ranked or found & vocabulary.words("scenarios"):
        return weights.scenario
    if found & vocabulary.words("turning") or (words and words[0] in vocabulary.words("conditions")):
        return weights.turning
    return 1.0 if found & vocabulary.words("ahead") else 0.0


def _influence(material: Material, item: Influence) -> Candidate:
    weights, first = material.vocabulary.weights, item.evidence[0]
    hedged = item.hedge != "asserted" or item.condition is not None
    score = item.confidence * origin_factor(material, item.independent)
    score *= weights.hedged if hedged else weights.vague
    return Candidate(
        score=score * age_factor(material, material.told(first.document)),
        spot=(first.document, first.start, first.end),
        order=(material.numbers[first.document], first.start),
        make=lambda: _influence_line(material, item, hedged=hedged),
        elsewhere=True,
    )


def _influence_line(material: Material, item: Influence, *, hedged: bool) -> Line | None:
    return clause_line(
        material,
        item.id,
        item.evidence,
        head="",
        tail=f" · {source_label(material, item.speaker, documents_of(item.evidence))}",
        status="hypothetical" if item.condition else "possible" if hedged else "happened",
        speaker=item.speaker,
        statement=material.statement(item.statements, item.evidence[0], None),
    )


def _forecast(material: Material, item: Expectation) -> Candidate:
    first = item.evidence[0]
    score = item.confidence * material.vocabulary.weights.hedged
    return Candidate(
        score=score * age_factor(material, material.told(first.document)),
        spot=(first.document, first.start, first.end),
        order=(material.numbers[first.document], first.start),
        make=lambda: _expectation_line(material, item, in_ledger=False),
        elsewhere=True,
    )


def _indicator(material: Material, item: Indicator) -> Candidate:
    first = item.evidence[0]
    known = [s.confidence for s in map(material.statements.get, item.statements) if s is not None]
    score = max(known, default=material.config.gate) * material.vocabulary.weights.indicator
    return Candidate(
        score=score * age_factor(material, material.told(first.document)),
        spot=(first.document, first.start, first.end),
        order=(material.numbers[first.document], first.start),
        make=lambda: _indicator_line(material, item),
        elsewhere=True,
    )


def _indicator_line(material: Material, item: Indicator) -> Line | None:
    statement = material.statement(item.statements, item.evidence[0], None)
    speaker = statement.speaker if statement else Speaker()
    return clause_line(
        material,
        item.id,
        item.evidence,
        head="Watch: ",
        tail=f" · {source_label(material, speaker, documents_of(item.evidence))}",
        status=_modality(material, item.statements, "possible"),
        speaker=speaker,
        statement=None,
    )
