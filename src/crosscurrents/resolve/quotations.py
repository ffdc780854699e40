"""Quotations: the wording of one utterance in every outlet, and whether the wordings agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz import fuzz

from crosscurrents.config import Config
from crosscurrents.records.situation import Quotation, QuotationVariant, QuoteVerdict
from crosscurrents.records.statement import QuotationStatement
from crosscurrents.resolve.clusters import Clusters
from crosscurrents.resolve.entities import Cast
from crosscurrents.resolve.reports import Report
from crosscurrents.resolve.words import plain

_RUN = 4  # words in a row that two wordings of one utterance share; a shorter quotation must be equal


def quotations(reports: Iterable[Report], cast: Cast, config: Config) -> list[Quotation]:
    """The quotations that `reports` give, in order of id."""
    told = {r.id: (r, r.best) for r in reports if isinstance(r.best, QuotationStatement)}
    clusters: Clusters[str] = Clusters(told)
    for a, b in _pairs(told):
        if _one_utterance(told[a][1].text, told[b][1].text, config.near_passage_ratio):
            clusters.join(a, b)
    groups = [sorted((told[i] for i in group), key=lambda t: t[0].key) for group in clusters.groups()]
    return sorted((_quotation(group, cast) for group in groups), key=lambda q: q.id)


def _pairs(told: dict[str, tuple[Report, QuotationStatement]]) -> Iterator[tuple[str, str]]:
    """Quotations that share a run of words."""
    blocks: dict[str, list[str]] = {}
    for key, (_, said) in told.items():
        for run in _runs(said.text):
            blocks.setdefault(run, []).append(key)
    yield from sorted({(min(a, b), max(a, b)) for block in blocks.values() for a, b in combinations(block, 2)})


def _runs(text: str) -> set[str]:
    words = plain(text).split()
    if len(words) < _RUN:
        return {" ".join(words)}
    return {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _one_utterance(one: str, other: str, least: float) -> bool:
    """Whether one wording is part of the other, nearly."""
    short, long = sorted((plain(one), plain(other)), key=len)
    if len(short.split()) < _RUN:
        return short == long
    return fuzz.partial_ratio(short, long) >= 100 * least


def _quotation(group: list[tuple[Report, QuotationStatement]], cast: Cast) -> Quotation:
    """The fullest wording of the earliest report, with all variants."""
    longest = min(group, key=lambda t: (-len(t[1].text), t[0].key))[1]
    variants = sorted(
        {(e.document, s.text) for r, s in group for e in r.evidence}, key=lambda v: (v[1] != longest.text, v[1], v[0])
    )
    voices = {(v.actor or plain(v.name)) for v in (cast.speaker(s.document, s.speaker) for _, s in group)}
    return Quotation(
        id=min(r.id for r, _ in group),
        evidence=tuple(e for r, _ in group for e in r.evidence),
        text=longest.text,
        speaker=cast.speaker(longest.document, longest.speaker),
        addressee=next((s.addressee for _, s in group if s.addressee), None),
        occasion=next((s.occasion for _, s in group if s.occasion), None),
        date=next((s.date for _, s in group if s.date), None),
        chain=longest.speaker.chain,
        documents=tuple(dict.fromkeys(d for r, _ in group for d in r.documents)),
        variants=tuple(QuotationVariant(text, document) for document, text in variants),
        verdict=_verdict([s.text for _, s in group], len(voices)),
        confidence=max(s.confidence for _, s in group),
        statements=tuple(sorted(i for r, _ in group for i in r.statements)),
    )


def _verdict(texts: list[str], voices: int) -> QuoteVerdict:
    """`disputed`: given to more than one speaker; `cut`: one wording is a part of another."""
    if len(texts) == 1:
        return "one"
    if voices > 1:
        return "disputed"
    wordings = {plain(t) for t in texts}
    if len(wordings) == 1:
        return "same"
    longest = max(sorted(wordings), key=len)
    return "cut" if all(w in longest for w in wordings) else "differs"
