"""Resolution: from what single sentences say to the situation that they amount to, by pure functions of blocks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosscurrents.resolve.assembly import resolve
    from crosscurrents.resolve.judgements import amend, check_values

__all__ = ["amend", "check_values", "resolve"]

_WHERE = {
    "resolve": "crosscurrents.resolve.assembly",
    "amend": "crosscurrents.resolve.judgements",
    "check_values": "crosscurrents.resolve.judgements",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # the public names have different types
    """Load a public name on first use (PEP 562): a verb that only shows a case must start at once."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
