"""GraphML: actors, places and events as nodes, what connects them as edges; for Gephi, yEd, networkx and igraph.

Edges of the record `act` lead from whoever acts to whomever the event is done to; those of the record `part` lead from
an actor to an event, from an event to its recipients and to its place. Relations, stances and influences are edges of
their own; an end of theirs that is no record is a node of the record `words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from crosscurrents.records.identity import digest

Row = dict[str, Any]
Ends = Mapping[str, Row]
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_NODE = {
    "label": "string",
    "record": "string",
    "type": "string",
    "country": "string",
    "lat": "double",
    "lon": "double",
    "date_start": "string",
    "date_end": "string",
    "date_precision": "string",
    "modality": "string",
    "independent": "int",
    "confidence": "double",
    "quote": "string",
    "document": "string",
}
_EDGE = {
    "label": "string",
    "record": "string",
    "type": "string",
    "item": "string",
    "date_start": "string",
    "date_end": "string",
    "date_precision": "string",
    "modality": "string",
    "speaker": "string",
    "origins": "string",
    "independent": "int",
    "confidence": "double",
    "quote": "string",
    "document": "string",
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


def as_graphml(records: Sequence[Row]) -> bytes:
    """The records of `records_of` as one directed GraphML graph; the same records give the same bytes."""
    ends = {r["id"]: r for r in records if r["record"] in ("actor", "place", "event")}
    edges = [e for r in records if r["record"] in _EDGES for e in _EDGES[r["record"]](r, ends)]
    nodes = [_node(r) for r in ends.values()] + _words(edges)
    lines = [_key(f"{what[0]}_{name}", what, name, kind) for what, keys in _KEYS.items() for name, kind in keys.items()]
    lines.append('<graph id="situation" edgedefault="directed">\n')
    lines += [_element(f'node id="{n["id"]}"', n, "node") for n in sorted(nodes, key=lambda n: str(n["id"]))]
    for edge in sorted(edges, key=lambda e: str(e["id"])):
        lines.append(
            _element(f'edge id="{edge["id"]}" source="{edge["source"]}" target="{edge["target"]}"', edge, "edge")
        )
    return (HEAD + "".join(lines) + "</graph>\n</graphml>\n").encode()


_KEYS = {"node": _NODE, "edge": _EDGE}


# ---- nodes
def _node(row: Row) -> Row:
    label = row["summary"] if row["record"] == "event" else row["name"]
    known = {k: row.get(k) for k in ("id", "record", "type", "country", "lat", "lon", "modality", "independent")}
    return known | {"label": label, "confidence": row.get("confidence")} | _date(row) | _quote(row)


def _words(edges: Sequence[Row]) -> list[Row]:
    """The nodes of those ends that are words, the same words once."""
    found = {e[end]: e["words"][end] for e in edges for end in ("source", "target") if end in e.get("words", {})}
    return [{"id": i, "label": text, "record": "words"} for i, text in found.items()]


# ---- edges
def _edge(row: Row, part: str, source: str, target: str, ends: Ends, **more: object) -> Row:
    """An edge of a record; an end that is no node of its own becomes a node of words."""
    words = {side: end for side, end in (("source", source), ("target", target)) if end not in ends}
    shared: Row = {
        "id": f"e{digest(row['id'], part, source, target)}",
        "source": _end(source, ends),
        "target": _end(target, ends),
        "words": {side: " ".join(end.split()) for side, end in words.items()},
        "record": row["record"],
        "item": row["id"],
        "modality": row.get("modality"),
        "speaker": row["speaker"]["name"],
        "origins": "; ".join(o["name"] for o in row.get("origins", ())) or None,
        "independent": row.get("independent"),
        "confidence": row["confidence"],
    }
    return shared | _date(row) | _quote(row) | more


def _end(end: str, ends: Ends) -> str:
    return end if end in ends else f"w{digest('words', ' '.join(end.split()).casefold())}"


def _acts(row: Row, ends: Ends) -> Iterator[Row]:
    for actor in row["actors"]:
        yield _edge(row, "actor", actor, row["id"], ends, record="part", type="actor", label="actor")
        for other in row["recipients"]:
            yield _edge(row, "act", actor, other, ends, record="act", type=row["type"], label=row["type"])
    for other in row["recipients"]:
        yield _edge(row, "recipient", row["id"], other, ends, record="part", type="recipient", label="recipient")
    if row["place"]:
        yield _edge(row, "place", row["id"], row["place"], ends, record="part", type="place", label="place")


def _relation(row: Row, ends: Ends) -> Iterator[Row]:
    label = row["label"] or row["kind"]
    yield _edge(row, "relation", row["subject"], row["object"], ends, type=row["kind"], label=label)


def _stance(row: Row, ends: Ends) -> Iterator[Row]:
    """A stance as an edge from the actor to what it is about; none where no actor or nothing is named."""
    about = row["target"] or row["issue"]
    if row["actor"] and about:
        yield _edge(row, "stance", row["actor"], about, ends, type=row["position"], label=row["position"])


def _influence(row: Row, ends: Ends) -> Iterator[Row]:
    label = f"{row['sign']} {row['hedge']}"
    yield _edge(
        row, "influence", row["cause"], row["effect"], ends, type=row["sign"], modality=row["hedge"], label=label
    )


_EDGES: dict[str, Callable[[Row, Ends], Iterator[Row]]] = {
    "event": _acts,
    "relation": _relation,
    "stance": _stance,
    "influence": _influence,
}


# ---- shared
def _date(row: Row) -> Row:
    when = row.get("date") or {}
    return {f"date_{k}": when.get(k) for k in ("start", "end", "precision")}


def _quote(row: Row) -> Row:
    first: Row = next(iter(row["evidence"]), {})
    return {"quote": first.get("quote"), "document": first.get("name")}


# ---- XML
def _key(name: str, what: str, attribute: str, kind: str) -> str:
    return f'<key id="{name}" for="{what}" attr.name="{attribute}" attr.type="{kind}"/>\n'


def _element(opening: str, values: Row, what: str) -> str:
    """A node or an edge with its data; what is null is left out."""
    data = "".join(
        f'<data key="{what[0]}_{k}">{_text(values[k])}</data>' for k in _KEYS[what] if values.get(k) is not None
    )
    return f"<{opening}>{data}</{what}>\n"


def _text(value: object) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", str(value)), quote=False).replace("\r", "&#13;")
