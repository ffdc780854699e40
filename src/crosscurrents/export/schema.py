"""The JSON Schema of the export, made from the record classes; run as a module it writes the file that is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from crosscurrents.export.records import AnyRecord, EventRecord
from crosscurrents.records.situation import Event

PATH = Path(__file__).resolve().parent.parent / "resources" / "schema" / "export.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "One line of `crosscurrents export CASE --format jsonl`"


def record_classes() -> tuple[Any, ...]:
    """The classes of all kinds of record as they are exported."""
    return tuple(EventRecord if kind is Event else kind for kind in AnyRecord.__args__)


def schema() -> dict[str, Any]:
    """The JSON Schema of one record, whatever its kind."""
    (found,), components = msgspec.json.schema_components(
        [_union(record_classes())],
        ref_template="#/$defs/{name}",
    )
    return {"$schema": DIALECT, "title": TITLE, **found, "$defs": components}


def _union(kinds: tuple[Any, ...]) -> Any:  # noqa: ANN401  # a union of types is no type
    joined = kinds[0]
    for kind in kinds[1:]:
        joined = joined | kind
    return joined


def as_schema() -> bytes:
    """The schema as it is shipped: indented JSON with sorted keys."""
    return msgspec.json.format(msgspec.json.encode(schema(), order="sorted"), indent=1) + b"\n"


if __name__ == "__main__":
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_bytes(as_schema())
