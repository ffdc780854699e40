"""Events of articles: their fields, and whether reports of one event were brought together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from crosscurrents.evaluate.articles.cast import Cast
from crosscurrents.evaluate.articles.comparison import Comparison, Pair, as_list, part
from crosscurrents.evaluate.articles.dates import date_fields
from crosscurrents.evaluate.articles.passages import closeness
from crosscurrents.evaluate.comparing import speaker_name
from crosscurrents.evaluate.labels import voice
from crosscurrents.evaluate.rows import Row

MUTUAL = ("CONSULT", "COOPERATE")  # types whose two sides may be named in either order
SAME_MODALITY = {"possible": "hypothetical"}
SURE = ("happened", "planned")
Quote = tuple[int, int]  # index of a gold event, index of a quote of it


class Events:
    """Scores the events of an export."""

    def __init__(self, c: Comparison, cast: Cast) -> None:
        self.c, self.cast = c, cast

    def fields(self, g: Row, x: Row) -> dict[str, bool | None]:
        """Which fields of an exported event are right."""
        types = {g["plover"], *(t.upper() for t in g.get("plover_alternatives") or [])}
        wanted, got = (g["source"], g["target"]), (as_list(x.get("actors")), as_list(x.get("recipients")))
        allowed = wanted
        if g["plover"] in MUTUAL or set(wanted[0]) == set(wanted[1]):
            got = (list(dict.fromkeys([*got[0], *got[1]])),) * 2
            allowed = ([*wanted[0], *wanted[1]],) * 2
        roles = [self.cast.role_right(*side) for side in zip(wanted, got, allowed, strict=True)]
        place = None if not g["place"] else bool(x.get("place")) and self.cast.same_place(g["place"], x["place"])
        plain = voice(g["attribution"])
        said = "narrator" if speaker_name(x.get("speaker")).lower() == "narrator" else "speaker"
        return {
            "type": None if g["plover"] == "NONE" else x.get("type") in types,
            "source": roles[0],
            "target": roles[1],
            **date_fields("date", g["date"], x.get("date")),
            "place": place,
            "modality": modality(x) == g["modality"],
            "voice": None if plain is None else plain == said,
        }

    def score(self) -> dict[str, int]:
        """Note the figures of events; how often each gold modality was taken for which (`gold>got`)."""
        c = self.c
        pairs = c.compare("events", c.gold["events"], c.of["event"], self.fields)
        hits = [self._quotes_hit(x) for x in c.of["event"]]
        self._score_merging(hits)
        self._score_sure(pairs, hits)
        return dict(Counter(f"{p.gold['modality']}>{modality(p.got)}" for p in pairs))

    def _quotes_hit(self, x: Row) -> list[tuple[str, set[Quote]]]:
        """For each passage of an exported event: its document and the gold quotes that it touches."""
        return [
            (
                span[0],
                {
                    (i, k)
                    for i, g in enumerate(self.c.gold["events"])
                    for k, places in enumerate(self.c.passages(g))
                    if closeness(places, [span])
                },
            )
            for span in self.c.spans(x)
        ]

    def _score_merging(self, hits: Sequence[Sequence[tuple[str, set[Quote]]]]) -> None:
        """Does one exported event have both quotes of one gold event, and do its quotes belong to one gold event?"""
        together = [{quote for _, quotes in rows for quote in quotes} for rows in hits]
        read = {quote for quotes in together for quote in quotes}
        wanted = [
            ((i, a), (i, b))
            for i, g in enumerate(self.c.gold["events"])
            for a, b in combinations(range(len(g["evidence"])), 2)
            if g["evidence"][a]["doc"] != g["evidence"][b]["doc"]
        ]
        joined = sum(any(a in quotes and b in quotes for quotes in together) for a, b in wanted)
        across = [pairs for rows in hits if (pairs := _across_documents(rows))]
        false = sum(any(not a & b for a, b in pairs) for pairs in across)
        self.c.put("events", merge_pairs=len(wanted), merge_pairs_joined=joined)
        self.c.put("events", merged_judged=len(across), false_merges=false)
        self.c.put(
            "events",
            merge_recall=part(joined, len(wanted)),
            merge_recall_of_read=part(joined, sum(a in read and b in read for a, b in wanted)),
            merge_precision=part(len(across) - false, len(across)),
        )

    def _score_sure(self, pairs: Sequence[Pair], hits: Sequence[Sequence[tuple[str, set[Quote]]]]) -> None:
        found = {id(p.got) for p in pairs}
        sure = [(x, rows) for x, rows in zip(self.c.of["event"], hits, strict=True) if x.get("modality") in SURE]
        matched = sum(id(x) in found for x, _ in sure)
        touching = sum(any(quotes for _, quotes in rows) for _, rows in sure)
        self.c.put("events", sure_exported=len(sure), sure_matched=matched, sure_touching=touching)
        self.c.put("events", sure_matched_share=part(matched, len(sure)))


def modality(x: Row) -> str | None:
    """The modality of an exported event in the gold's words."""
    own: str | None = x.get("modality")
    return SAME_MODALITY.get(own or "", own)


def _across_documents(rows: Sequence[tuple[str, set[Quote]]]) -> list[tuple[set[int], set[int]]]:
    """The gold events of each two passages that touch gold and lie in different documents."""
    judged = [(document, {i for i, _ in quotes}) for document, quotes in rows if quotes]
    return [(a[1], b[1]) for a, b in combinations(judged, 2) if a[0] != b[0]]
