from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from crosscurrents.export import as_jsonl
from crosscurrents.export.schema import PATH, as_schema, schema


def test_the_shipped_schema_is_the_one_of_the_records() -> None:
    assert PATH.read_bytes() == as_schema()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_line_of_an_export_fits(records: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(PATH.read_bytes()))
    for line in as_jsonl(records).splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("event", {"type": "DANCE"}),
        ("event", {"modality": "perhaps"}),
        ("event", {"evidence": [{"quote": "x"}]}),
        ("statement", {"confidence": "high"}),
        ("document", {"kind": "poem"}),
        ("expectation", {"outcome": "won"}),
        ("actor", {"record": "ghost"}),
    ],
)
def test_what_breaks_the_contract_is_refused(records: list[dict[str, Any]], kind: str, change: dict[str, Any]) -> None:
    row = next(r for r in records if r["record"] == kind)
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(row)
    assert not validator.is_valid(row | change)


def test_a_missing_field_is_refused(records: list[dict[str, Any]]) -> None:
    row = dict(next(r for r in records if r["record"] == "event"))
    del row["speaker"]
    assert not jsonschema.Draft202012Validator(schema()).is_valid(row)
