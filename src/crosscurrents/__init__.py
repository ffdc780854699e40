"""Crosscurrents reads reporting and implements the situation that it describes.

`open(path)` gives a `Case`; see `crosscurrents.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from crosscurrents.api import Case, extract
    from crosscurrents.api import open_case as open

__all__ = ["Case", "__version__", "extract", "open"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  # the lazily loaded public names have different types
    """Load the Python API on first use, so that importing the package costs nothing."""
    if name in {"Case", "open", "extract"}:
        from crosscurrents import api

        return {"Case": api.Case, "open": api.open_case, "extract": api.extract}[name]
    raise AttributeError(f"module 'crosscurrents' has no attribute {name!r}")
