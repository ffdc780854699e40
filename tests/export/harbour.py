"""A small case with a record of every kind that a graph, a map or a list of references shows."""

from __future__ import annotations

import msgspec

from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.document import Document
from crosscurrents.records.provenance import Evidence, Origin, Speaker
from crosscurrents.records.situation import Figure, Place, Stance, State

from ..brief.builder import CaseBuilder

NOTICE = (
    "Harbour police held two trawlers off Osk <pier> & let one go.\n\nThe fleet is based in Osk. Some 40 crew wait."
)
PILOT, POLICE, OSK = "a" * 16, "b" * 16, "c" * 16
GAZETTE_ORIGIN = Origin("Osk Gazette", "outlet", False, True, ())


class Harbour(msgspec.Struct):
    """The case and what the tests name in it."""

    case: CaseBuilder
    document: Document
    event: str
    relation: str


def harbour() -> Harbour:
    case = CaseBuilder()
    document = case.document("notice.txt", NOTICE, "2025-03-04", publisher="Osk Gazette", kind="report")
    case.actor(PILOT, "Pilots' guild", type="organisation")
    case.actor(POLICE, "Harbour police", {document: ("Harbour police",)}, type="government")
    sentence = "Harbour police held two trawlers off Osk <pier> & let one go."
    event = case.event(
        document,
        sentence,
        "held",
        actors=(POLICE,),
        date=day("2025-03-03", "stated"),
    )
    case.items[-1] = msgspec.structs.replace(event, recipients=(PILOT,), place=OSK, origins=(GAZETTE_ORIGIN,))
    relation = case.relation(document, "two trawlers", PILOT, "trawlers", None)
    case.items += [
        _place(case.evidence(document, "Osk")),
        _stance(case.evidence(document, "let one go")),
        _state(case.evidence(document, "The fleet is based in Osk")),
        _figure(case.evidence(document, "Some 40 crew")),
    ]
    case.influence(document, "held two trawlers off Osk <pier> & let one go", "two trawlers", "let one go")
    return Harbour(case, document, event.id, relation.id)


def _place(evidence: Evidence) -> Place:
    return Place(id=OSK, name="Osk", country="Ruria", lat=54.25, lon=-3.5, forms={evidence.name: ("Osk",)})


def _stance(evidence: Evidence) -> Stance:
    return Stance(
        id="d" * 16,
        evidence=(evidence,),
        actor=POLICE,
        target=None,
        issue="the  catch",
        position="opposes",
        speaker=Speaker(),
        date=None,
        confidence=0.8,
        statements=(),
    )


def _state(evidence: Evidence) -> State:
    return State(
        id="e" * 16,
        evidence=(evidence,),
        archetype="presence",
        direction="level",
        variant=None,
        arguments={"actor": PILOT, "place": "Osk"},
        place=None,
        date=DateRange("2025-03-01", "2025-03-31", "month", "stated"),
        modality="happened",
        speaker=Speaker(),
        origins=(GAZETTE_ORIGIN,),
        independent=1,
        independent_most=1,
        confidence=0.75,
        statements=(),
    )


def _figure(evidence: Evidence) -> Figure:
    return Figure(
        id="f" * 16,
        evidence=(evidence,),
        value=40.0,
        low=None,
        high=None,
        unit="persons",
        qualifier="about",
        measures="crew",
        place=OSK,
        date=None,
        speaker=Speaker(),
        group=None,
        origins=(GAZETTE_ORIGIN,),
        independent=1,
        independent_most=1,
        admiralty=None,
        confidence=0.9,
        statements=(),
    )
