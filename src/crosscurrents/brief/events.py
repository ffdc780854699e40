"""The section `happened`: what was done, when, by whom, and how it is meant, in the sources' own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosscurrents.brief.labels import UNDATED, date_label, origin_label
from crosscurrents.brief.material import Material
from crosscurrents.brief.selection import Candidate, age_factor, origin_factor
from crosscurrents.brief.vocabulary import Vocabulary, words_of
from crosscurrents.brief.wording import clause_line, documents_of, source_label
from crosscurrents.records.coding import is_coded
from crosscurrents.records.page import Line, OriginCount
from crosscurrents.records.provenance import Origin
from crosscurrents.records.situation import Contradiction, Event

UNDATED_LAST = "9999"
MODAL_REACH = 3  # words before a trigger in which a modal governs it
DESCRIBED_REACH = 4  # words before a trigger among which a verb that describes counts
DURATION_REACH = 6  # words after it in which a duration is looked for
NEWS_DAYS = 120  # age at which an event is no news for `short`
LONG_AGO = 2  # years before the case's own from which what is told is history
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH_OF_MAY = re.compile(r"(?<=\s)May\b")


def event_candidates(material: Material, modalities: frozenset[str]) -> tuple[list[Candidate], int]:
    """The events of these modalities as candidates, and how many are none: too uncertain, or told by coded rows only.

    A line is cut from a sentence, and a row is none.
    """
    events = [e for e in material.of(Event) if e.modality in modalities and e.evidence]
    disputed = disputed_items(material)
    told = [e for e in events if not is_coded(e.evidence[0])]  # what was read stands before what was coded
    sure = [e for e in told if e.confidence >= material.config.gate and not _governed(material, e)]
    return [_candidate(material, e, e.id in disputed) for e in sure], len(events) - len(sure)


def _governed(material: Material, event: Event) -> bool:
    """Whether an event that is read as happened stands under a condition or a modal: then it is not sure to have."""
    if event.modality != "happened":
        return False
    first, vocabulary = event.evidence[0], material.vocabulary
    text = material.by_id[first.document].text
    before = _MONTH_OF_MAY.sub("", text[first.start : event.trigger[0]])
    words = words_of(before)
    if set(words) & vocabulary.words("governing"):
        return True
    past = text[slice(*event.trigger)].endswith("ed")  # a modal governs no past form, but for "could have attacked"
    clause = [] if past else words_of(re.split(r"[,;:]\s", before)[-1])
    near = words[-MODAL_REACH:]
    return bool(set(clause) & vocabulary.words("doubting") or set(near) & vocabulary.words("modal"))


def disputed_items(material: Material) -> frozenset[str]:
    """The ids of the items of which the documents disagree."""
    item_of = material.situation.item_of
    claims = (c for x in material.of(Contradiction) if x.kind != "update" for c in x.claims)
    return frozenset(item_of.get(c.statement, c.statement) for c in claims)


def _candidate(material: Material, event: Event, disputed: bool) -> Candidate:
    vocabulary = material.vocabulary
    weights, first = vocabulary.weights, event.evidence[0]
    score = event.confidence * age_factor(material, event.date) * origin_factor(material, event.independent)
    score *= 1.0 if event.main else weights.not_main
    score *= weights.contested if disputed else 1.0
    background = event.background or _long_ago(material, event)
    score *= weights.background if background else 1.0
    score *= weights.described if _describes(material, event) else 1.0
    score *= weights.talk if event.type in vocabulary.talk else 1.0
    score *= weights.denied if event.modality == "denied" else 1.0
    score *= 1.0 if event.actors else weights.nobody
    score *= 1.0 if material.is_known((*event.actors, *event.recipients)) else weights.stranger
    score *= weights.headline if material.is_heading(first) else 1.0
    score *= weights.lead if material.sentence_number(first.document, first.start) < vocabulary.lead_sentences else 1.0
    return Candidate(
        score=score,
        spot=(first.document, first.start, first.end),
        order=(_when(material, event), material.numbers[first.document], event.trigger[0]),
        make=lambda: event_line(material, event),
        background=background,
        elsewhere=event.modality != "happened",
        weight_in_short=_weight_in_short(material, event),
    )


def _long_ago(material: Material, event: Event) -> bool:
    """Whether the sentence of an event names years, all of them well before the case's own day."""
    first = event.evidence[0]
    start, end = material.sentence(first.document, first.start, first.end)
    years = [int(y) for y in _YEAR.findall(material.by_id[first.document].text, start, end)]
    return bool(years) and material.today is not None and max(years) <= material.today.year - LONG_AGO


def _describes(material: Material, event: Event) -> bool:
    """Whether the trigger stands in a description and tells no act.

    A noun beside "is"; an infinitive; a participle behind a noun ("members killed by"), or one that lasts ("held for
    years").
    """
    first, vocabulary = event.evidence[0], material.vocabulary
    text = material.by_id[first.document].text
    before = words_of(re.split(r"[,;:]\s", text[first.start : event.trigger[0]])[-1])[-DESCRIBED_REACH:]
    trigger = next(iter(words_of(text[slice(*event.trigger)])), "")
    following = words_of(text[event.trigger[1] : first.end])
    noun = not trigger.endswith(("ed", "ing")) and trigger not in vocabulary.words("finite")
    if before[-1:] == ["to"] or (noun and _is_judged(following, vocabulary)):
        return True
    if vocabulary.words("describing") & set(before):
        return noun or _lasts(following[:DURATION_REACH], vocabulary)
    return trigger.endswith("ed") and following[:1] == ["by"]


def _lasts(following: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether words tell for how long: "for years"."""
    return "for" in following and bool(vocabulary.words("times") & set(following[following.index("for") + 1 :]))


def _is_judged(following: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether the first verb behind a noun says what it is ("was the gravest"), not what was done ("was condemned")."""
    verb = next((n for n, w in enumerate(following) if vocabulary.is_finite(w)), len(following))
    pair = following[verb : verb + 2]
    return len(pair) > 1 and pair[0] in vocabulary.words("describing") and not pair[1].endswith(("ed", "ing"))


def _weight_in_short(material: Material, event: Event) -> float:
    vocabulary = material.vocabulary
    talk = vocabulary.weights.talk if event.type in vocabulary.talk else 1.0
    twice = vocabulary.weights.told_twice if event.independent > 1 else 1.0
    twice *= vocabulary.weights.background if _is_old(material, event) else 1.0
    return talk * twice * (vocabulary.weights.meeting if event.type in vocabulary.meetings else 1.0)


def _is_old(material: Material, event: Event) -> bool:
    """Whether an event ended so long before the case's own day that it is no news."""
    if material.today is None or event.date is None or event.date.end is None:
        return False
    return (material.today - event.date.last).days > NEWS_DAYS


def _when(material: Material, event: Event) -> str:
    """The day by which an event is sorted: its own, else that of the document that tells it."""
    if event.date and (event.date.start or event.date.end):
        return event.date.start or event.date.end or UNDATED_LAST
    told = material.told(event.evidence[0].document)
    return (told.end or told.start or UNDATED_LAST) if told else UNDATED_LAST


def _day(material: Material, event: Event) -> str:
    """The event's date in words; of an undated past event at least before which day it was told."""
    label = date_label(event.date)
    told = material.told(event.evidence[0].document)
    known = told is not None and told.precision in ("day", "month") and told.basis != "inferred"
    return f"by {date_label(told)}" if label == UNDATED and known and event.modality == "happened" else label


def event_line(material: Material, event: Event) -> Line | None:
    """The line of an event, or None where its clause does not fit."""
    status = "" if event.modality == "happened" else f"{event.modality.upper()} "
    count = OriginCount(event.independent, event.independent_most)
    source = source_label(material, event.speaker, documents_of(event.evidence, event.reports))
    return clause_line(
        material,
        event.id,
        event.evidence,
        head=f"{_day(material, event)} {status}",
        tail=f" · {source} · {origin_label(count)}{_interest(event.origins)}",
        status=event.modality,
        speaker=event.speaker,
        statement=material.statement(event.statements, event.evidence[0], event.trigger),
        anchor=event.trigger,
        date=event.date,
        origins=count,
        actors=[material.name_of(a) for a in event.actors],
    )


def _interest(origins: Sequence[Origin]) -> str:
    """A word where all that vouch for a claim are parties to it."""
    return ", party" if origins and all(o.party for o in origins) else ""
