"""A small cluster of two articles of our own words, its gold, and the export of a reader that agrees with it."""

from __future__ import annotations

import copy
from typing import Any

Row = dict[str, Any]

TEXTS = {
    "one.txt": (
        "The Harbour Council met the Pilots' Union in Eastport on 3 May 2021. At least 40 pilots had walked out. "
        "Mayor Ada Brown said that the strike could end by June. Share this story."
    ),
    "two.txt": (
        "On 3 May 2021 the council held talks with the union in Eastport. Brown put the number of pilots at 60. "
        "The dearth of pilots has slowed grain exports."
    ),
}


def quote(document: str, words: str) -> Row:
    return {"doc": document, "quote": words}


MEETING = (
    quote("one.txt", "The Harbour Council met the Pilots' Union in Eastport on 3 May 2021"),
    quote("two.txt", "the council held talks with the union in Eastport"),
)
WALKOUT, NUMBER = quote("one.txt", "At least 40 pilots had walked out"), quote("two.txt", "the number of pilots at 60")
HOPE = quote("one.txt", "the strike could end by June")
LINK = quote("two.txt", "The dearth of pilots has slowed grain exports")


def actor(name: str, kind: str, one: list[str], two: list[str]) -> Row:
    return {"id": name, "name": one[0], "type": kind, "forms": {"one.txt": one, "two.txt": two}}


def gold() -> Row:
    return copy.deepcopy(
        {
            "cluster": "harbour",
            "documents": [
                {"doc": "one.txt", "junk": [{"quote": "Share this story.", "kind": "button"}]},
                {"doc": "two.txt"},
            ],
            "actors": [
                actor("council", "government body", ["The Harbour Council"], ["the council"]),
                actor("union", "organisation", ["Pilots' Union"], ["the union"]),
                actor("brown", "person", ["Mayor Ada Brown", "Ada Brown"], ["Brown"]),
            ],
            "places": [{"id": "eastport", "name": "Eastport", "country": "Utopia", "forms": {"one.txt": ["Eastport"]}}],
            "events": [
                {"id": "e1", "date": "2021-05-03", "plover": "CONSULT", "source": ["council"], "target": ["union"],
                 "place": "eastport", "modality": "happened", "attribution": "narrator", "evidence": [*MEETING]},
                {"id": "e2", "date": "2021", "plover": "PROTEST", "source": ["pilots"], "target": [], "place": None,
                 "modality": "happened", "attribution": "Brown", "evidence": [WALKOUT]},
            ],
            "figures": [
                {"id": "f1", "value": 40, "unit": "persons", "qualifier": "at least", "group": "g", **WALKOUT},
                {"id": "f2", "value": 60, "unit": "persons", "qualifier": None, "group": "g", **NUMBER},
            ],
            "figure_groups": [{"id": "g", "figures": ["f1", "f2"], "verdict": "conflict"}],
            "influences": [
                {"id": "i1", "cause": "dearth of pilots", "effect": "grain exports", "sign": "-", "hedge": "asserted",
                 "conditional": False, "evidence": [LINK]},
            ],
            "expectations": [
                {"id": "x1", "kind": "forecast", "holder": "Mayor Ada Brown", "due": "/2021-06-30",
                 "conditional": False, "outcome": "open", "resolution": [], "evidence": [HOPE]},
            ],
            "stances": [
                {"id": "s1", "actor": "brown", "target": "union", "issue": "the strike", "stance": "cautious",
                 "evidence": [HOPE]},
            ],
            "contradictions": [{"id": "c1", "kind": "contradiction", "claims": [WALKOUT, NUMBER]}],
            "text_reuse": [{"id": "r1", "kind": "near", "direction": None, "parts": [*MEETING]}],
            "questions": [
                {"id": "q1", "answerable": True, "evidence": [WALKOUT]},
                {"id": "q2", "answerable": False, "evidence": []},
            ],
        }
    )  # fmt: skip


def cited(*quotes: Row) -> list[Row]:
    places = [(q["doc"], TEXTS[q["doc"]].index(q["quote"]), q["quote"]) for q in quotes]
    return [{"name": doc, "start": at, "end": at + len(words), "quote": words} for doc, at, words in places]


def export() -> list[Row]:
    """What a perfect reader exports."""
    day = {"start": "2021-05-03", "end": "2021-05-03"}
    rows: list[tuple[str, str, Row]] = [
        *(("document", f"d{n}", {"name": f"texts/{name}", "source_group": "g"}) for n, name in enumerate(TEXTS)),
        *(("actor", f"a-{a['id']}", a | {"id": f"a-{a['id']}"}) for a in gold()["actors"]),
        ("actor", "a-pilots", {"name": "pilots", "type": "community", "forms": {}}),
        ("place", "p", {"name": "Eastport", "country": "Utopia", "forms": {}}),
        ("event", "e1", {"type": "CONSULT", "date": day, "actors": ["a-union"], "recipients": ["a-council"],
                         "place": "p", "modality": "happened", "speaker": {"name": "narrator"},
                         "evidence": cited(*MEETING)}),
        ("event", "e2", {"type": "PROTEST", "date": day, "actors": ["a-pilots"], "recipients": [], "place": None,
                         "modality": "happened", "speaker": {"name": "Brown"}, "evidence": cited(WALKOUT)}),
        ("figure", "f1", {"value": 40, "unit": "persons", "qualifier": "at_least", "group": "g",
                          "evidence": cited(WALKOUT)}),
        ("figure", "f2", {"value": 60, "unit": "persons", "qualifier": "exact", "group": "g",
                          "evidence": cited(NUMBER)}),
        ("figure_group", "g", {"figures": ["f1", "f2"], "verdict": "conflict"}),
        ("influence", "i1", {"cause": "dearth of pilots", "effect": "grain exports", "sign": "-", "hedge": "asserted",
                             "condition": None, "evidence": cited(LINK)}),
        ("expectation", "x1", {"kind": "forecast", "holder": "a-brown", "due": {"start": None, "end": "2021-06-30"},
                               "condition": None, "outcome": "lapsed", "evidence": cited(HOPE)}),
        ("stance", "s1", {"actor": "a-brown", "target": "a-union", "position": "wary", "evidence": cited(HOPE)}),
        ("reuse", "r1", {"passages": cited(*MEETING), "direction": None}),
    ]  # fmt: skip
    return copy.deepcopy([{**fields, "record": record, "id": ident} for record, ident, fields in rows])


def of(rows: list[Row], record: str) -> list[Row]:
    return [row for row in rows if row["record"] == record]
