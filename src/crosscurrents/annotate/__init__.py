"""Second stage: sentences of a document with parse, names, learned marks, times, speakers, cues and mention chains."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosscurrents.annotate.annotator import Annotator

__all__ = ["Annotator"]

_WHERE = {
    "Annotator": "crosscurrents.annotate.annotator",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # the public names have different types
    """Load a public name on first use (PEP 562): a verb that only shows a case must start at once."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
