"""JSON Lines: one record a line, UTF-8, keys sorted, no blanks, LF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec


def as_jsonl(records: Sequence[dict[str, Any]]) -> bytes:
    """The records as JSON Lines; the same records give the same bytes."""
    return b"".join(msgspec.json.encode(record, order="sorted") + b"\n" for record in records)
