"""Files in, documents out: formats, metadata, what is no part of an article, and which texts are copies."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosscurrents.ingest.decoding import storable
    from crosscurrents.ingest.fetching import Fetcher, fetch
    from crosscurrents.ingest.gathering import gather
    from crosscurrents.ingest.parsing import parse
    from crosscurrents.ingest.pieces import Incoming, Skipped
    from crosscurrents.ingest.reuse import find_reuse

__all__ = ["Fetcher", "Incoming", "Skipped", "fetch", "find_reuse", "gather", "parse", "storable"]

_WHERE = {
    "storable": "crosscurrents.ingest.decoding",
    "parse": "crosscurrents.ingest.parsing",
    "Incoming": "crosscurrents.ingest.pieces",
    "Skipped": "crosscurrents.ingest.pieces",
    "Fetcher": "crosscurrents.ingest.fetching",
    "fetch": "crosscurrents.ingest.fetching",
    "gather": "crosscurrents.ingest.gathering",
    "find_reuse": "crosscurrents.ingest.reuse",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # the public names have different types
    """Load a public name on first use (PEP 562): a verb that only shows a case must start at once."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
