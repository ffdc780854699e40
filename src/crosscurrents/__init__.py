"""Crosscurrents reads reporting and implements the situation that it describes.

`open(path)` gives a `Case`; see `crosscurrents.api`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from crosscurrents.api import Case, extract_texts
    from crosscurrents.api import open_case as open

__all__ = ["Case", "__version__", "extract_texts", "open"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  # the lazily loaded public names have different types
    """Load the Python API on first use, so that importing the package costs nothing."""
    if name in {"Case", "open", "extract_texts"}:
        from crosscurrents import api

        return {"Case": api.Case, "open": api.open_case, "extract_texts": api.extract_texts}[name]
    raise AttributeError(f"module 'crosscurrents' has no attribute {name!r}")
