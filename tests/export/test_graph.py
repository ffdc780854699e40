from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.export import records_of
from crosscurrents.export.graph import as_graphml

from .harbour import OSK, PILOT, POLICE, Harbour, harbour

NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


@pytest.fixture
def small() -> Harbour:
    return harbour()


@pytest.fixture
def graph(small: Harbour) -> networkx.MultiDiGraph:
    return read(records_of(*small.case.parts))


def read(records: list[dict[str, Any]]) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(as_graphml(records)), force_multigraph=True)


def edges(graph: networkx.MultiDiGraph, record: str) -> list[tuple[str, str, str]]:
    return sorted((a, b, d["type"]) for a, b, d in graph.edges(data=True) if d["record"] == record)


def test_the_text_of_a_case_with_one_act_is_known() -> None:
    records: list[dict[str, Any]] = [
        {"record": "actor", "id": "a1", "name": "Guild <A&B>", "type": "organisation", "country": None, "evidence": []},
        {"record": "place", "id": "b1", "name": "Osk", "country": "Ruria", "lat": 54.25, "lon": -3.5, "evidence": []},
    ]
    text = as_graphml(records).decode()
    head, body = text.split('<graph id="situation" edgedefault="directed">\n')
    assert head.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    )
    assert '<key id="n_lat" for="node" attr.name="lat" attr.type="double"/>\n' in head
    assert '<key id="e_independent" for="edge" attr.name="independent" attr.type="int"/>\n' in head
    assert body == (
        '<node id="a1"><data key="n_label">Guild &lt;A&amp;B&gt;</data><data key="n_record">actor</data>'
        '<data key="n_type">organisation</data></node>\n'
        '<node id="b1"><data key="n_label">Osk</data><data key="n_record">place</data>'
        '<data key="n_country">Ruria</data><data key="n_lat">54.25</data><data key="n_lon">-3.5</data></node>\n'
        "</graph>\n</graphml>\n"
    )


def test_acts_lead_from_who_acts_to_whom_it_is_done(small: Harbour, graph: networkx.MultiDiGraph) -> None:
    assert edges(graph, "act") == [(POLICE, PILOT, "COERCE")]
    parts = [(small.event, PILOT, "recipient"), (small.event, OSK, "place"), (POLICE, small.event, "actor")]
    assert edges(graph, "part") == sorted(parts)
    act = next(d for _, _, d in graph.edges(data=True) if d["record"] == "act")
    assert (act["date_start"], act["modality"], act["origins"]) == ("2025-03-03", "happened", "Osk Gazette")
    assert act["quote"] == "Harbour police held two trawlers off Osk <pier> & let one go."
    assert (act["item"], act["document"], act["independent"]) == (small.event, "notice.txt", 1)


def test_ends_that_are_no_records_are_words_and_the_same_words_are_one_node(graph: networkx.MultiDiGraph) -> None:
    (relation,), (stance,), (influence,) = (edges(graph, r) for r in ("relation", "stance", "influence"))
    labels = networkx.get_node_attributes(graph, "label")
    assert (relation[0], labels[relation[1]], relation[2]) == (PILOT, "trawlers", "office")
    assert (stance[0], labels[stance[1]], stance[2]) == (POLICE, "the catch", "opposes")
    assert (labels[influence[0]], labels[influence[1]], influence[2]) == ("two trawlers", "let one go", "+")
    words = [n for n, record in graph.nodes(data="record") if record == "words"]
    assert sorted(labels[w] for w in words) == ["let one go", "the catch", "trawlers", "two trawlers"]


def test_a_stance_of_nobody_is_no_edge(small: Harbour) -> None:
    records = records_of(*small.case.parts)
    for row in records:
        if row["record"] == "stance":
            row["actor"] = None
    assert edges(read(records), "stance") == []


def test_every_reference_inside_the_file_holds(records: list[dict[str, Any]]) -> None:
    data = as_graphml(records)
    root = ElementTree.fromstring(data)
    keys = {k.get("id"): k for k in root.findall("g:key", NAMESPACE)}
    nodes = [n.get("id") for n in root.iterfind(".//g:node", NAMESPACE)]
    found = root.findall(".//g:edge", NAMESPACE)
    assert len(nodes) == len(set(nodes)) > 0
    assert len(found) == len({e.get("id") for e in found}) > 0
    assert {e.get(end) for e in found for end in ("source", "target")} <= set(nodes)
    for element in [*root.iterfind(".//g:node", NAMESPACE), *found]:
        for item in element:
            key = keys[item.get("key")]
            assert element.tag.endswith(str(key.get("for")))
            if key.get("attr.type") in ("int", "double"):
                float(item.text or "")
    assert as_graphml(records[::-1]) == data


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
def test_no_text_breaks_the_file(text: str) -> None:
    row = {"record": "actor", "id": "a1", "name": text, "type": "person", "country": None, "evidence": []}
    label = read([row]).nodes["a1"].get("label") or ""
    assert len(label) == len(text)
