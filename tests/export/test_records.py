from __future__ import annotations

from typing import Any

from crosscurrents.brief import compose
from crosscurrents.export import records_of
from crosscurrents.records.dates import DateRange, day

from ..brief.builder import CaseBuilder

Rows = list[dict[str, Any]]

FIELDS = {  # OUTPUT.md, section 2
    "document": "name title publisher author date date_because order address language words kind reliability "
    "source_group translation_of original dropped",
    "statement": "kind roles date place modality speaker confidence item evidence",
    "actor": "name type country forms catalogue merged_because",
    "event": "type plover mode main date actors recipients place modality speaker summary reports origins independent "
    "independent_most admiralty confidence statements evidence trigger",
    "figure": "value unit low high qualifier measures place date speaker group origins independent admiralty evidence",
    "relation": "kind subject object label date speaker evidence",
    "influence": "cause effect sign hedge condition speaker origins independent cause_state effect_state "
    "cause_descriptor effect_descriptor evidence",
    "expectation": "text kind holder due condition likelihood outcome decided_by confidence admiralty evidence",
    "contradiction": "kind topic claims verdict",
    "indicator": "what state watched_by speaks_for latest evidence",
    "unknown": "text about evidence",
}


def of(records: Rows, kind: str) -> Rows:
    return [r for r in records if r["record"] == kind]


def test_every_kind_has_the_fields_of_the_contract(records: Rows) -> None:
    for kind, names in FIELDS.items():
        assert of(records, kind), kind
        for row in of(records, kind):
            assert set(names.split()) | {"id", "record"} <= row.keys()


def test_a_document_says_whose_text_it_hands_on() -> None:
    case = CaseBuilder()
    case.document("1.json", "The dam broke.", publisher="Echo", relays="Dam News")
    case.document("2.json", "It was old.", publisher="Echo")
    assert {r["name"]: r["relays"] for r in of(records_of(*case.parts), "document")} == {
        "1.json": "Dam News",
        "2.json": None,
    }


def test_records_are_sorted_and_ids_are_unique_in_their_kind(records: Rows) -> None:
    keys = [(r["record"], r["id"]) for r in records]
    assert keys == sorted(set(keys))


def test_the_order_of_the_arguments_does_not_matter(strait: CaseBuilder, records: Rows) -> None:
    documents, situation, readings = strait.parts
    assert records_of(documents[::-1], situation, readings[::-1]) == records


def test_every_quote_is_the_slice_that_it_says(strait: CaseBuilder, records: Rows) -> None:
    texts = {d.id: d.text for d in strait.documents}
    found = 0

    def walk(value: Any) -> None:
        nonlocal found
        if isinstance(value, dict):
            if "quote" in value:
                found += 1
                assert texts[value["document"]][value["start"] : value["end"]] == value["quote"]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(records)
    assert found > 15


def test_an_events_evidence_says_where_its_trigger_stands(strait: CaseBuilder, records: Rows) -> None:
    texts = {d.id: d.text for d in strait.documents}
    triggers = set()
    for row in of(records, "event"):
        (evidence,) = row["evidence"]
        start, end = evidence["trigger"]
        assert evidence["start"] <= start < end <= evidence["end"]
        triggers.add(texts[evidence["document"]][start:end])
    assert triggers == {"turned back", "refused to receive", "met"}


def test_a_report_without_known_trigger_has_null() -> None:
    case = CaseBuilder()
    one = case.document("a.txt", "Rebels took the dam.", "2025-10-01")
    two = case.document("b.txt", "The dam was taken.", "2025-10-02")
    case.event(one, one.text, "took", also=(case.evidence(two, two.text),))
    (event,) = of(records_of(*case.parts), "event")
    assert [e["trigger"] for e in event["evidence"]] == [[7, 11], None]


def test_a_statement_has_its_roles_as_written_and_its_item(strait: CaseBuilder, records: Rows) -> None:
    rows = {r["id"]: r for r in of(records, "statement")}
    event = next(e for e in of(records, "event") if "turned back" in e["summary"])
    statement = rows[event["statements"][0]]
    assert statement["roles"] == {"sources": ["Soldiers"], "targets": ["every lorry"]}
    assert (statement["kind"], statement["item"]) == ("event", event["id"])
    influence = next(r for r in rows.values() if r["kind"] == "influence")
    assert influence["roles"] == {"cause": ["the ferry stays shut"], "effect": ["the island could run out of fuel"]}


def test_numbers_are_rounded_and_unknown_dates_are_null() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "Rebels took the dam.", "2025-10-01")
    open_date = DateRange(None, None, "open", "none")
    case.event(document, document.text, "took", confidence=0.876543, date=open_date)
    case.figure(document, "the dam", 1 / 3)
    records = records_of(*case.parts)
    (event,) = of(records, "event")
    assert (event["confidence"], event["date"]) == (0.88, None)
    assert of(records, "figure")[0]["value"] == 0.3333


def test_a_since_date_keeps_its_open_end() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "Rebels hold the dam.", "2025-10-01")
    case.event(document, document.text, "hold", date=DateRange("2025-09-01", None, "open", "stated"))
    (event,) = of(records_of(*case.parts), "event")
    assert event["date"] == {"start": "2025-09-01", "end": None, "precision": "open", "basis": "stated"}


def test_the_brief_shows_documents_as_exported(strait: CaseBuilder, records: Rows) -> None:
    shown = {d["id"]: d for d in compose(*strait.parts).documents}
    exported = {d["id"]: d for d in of(records, "document")}
    assert {i: _as_lists(d) for i, d in shown.items()} == exported


def _as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _as_lists(v) for k, v in value.items()}
    return [_as_lists(v) for v in value] if isinstance(value, list | tuple) else value


def test_a_document_takes_its_date_from_the_chronology() -> None:
    case = CaseBuilder()
    document = case.document("a.txt", "Rebels took the dam.", "2025-10-01", dropped=[("Rebels", "teaser")])
    (row,) = of(records_of(*case.parts), "document")
    assert row["date"] == {"start": "2025-10-01", "end": "2025-10-01", "precision": "day", "basis": "dateline"}
    assert row["dropped"] == [{"start": 0, "end": 6, "reason": "teaser"}]
    assert row["original"]["bytes"] == len(document.text)
    assert day("2025-10-01", "dateline") == document.date


def test_a_statement_of_a_translation_carries_the_passage_of_the_original() -> None:
    case = CaseBuilder()
    arabic = case.document("ar.txt", "غمرت المياه القرية.", "2025-10-01", language="ar")
    english = case.document("en.txt", "Rebels seized the village.", "2025-10-01", translation_of=arabic.id)
    behind = arabic.evidence(0, len(arabic.text), "translation")
    case.event(english, english.text, "seized", sources=("Rebels",), also=(behind,))
    records = records_of(*case.parts)
    for kind in ("event", "statement"):
        (record,) = [r for r in records if r["record"] == kind]
        one, other = record["evidence"]
        assert (one["document"], other["document"], other["method"]) == (english.id, arabic.id, "translation")
        assert arabic.text[other["start"] : other["end"]] == other["quote"]
    (event,) = [r for r in records if r["record"] == "event"]
    assert [e["trigger"] for e in event["evidence"]] == [[7, 13], None]
    (translation,) = [r for r in records if r["record"] == "document" and r["translation_of"]]
    assert translation["translation_of"] == arabic.id
