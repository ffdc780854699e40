"""Resolution: from what single sentences say to the situation that they amount to, by pure functions of blocks."""

from __future__ import annotations

from crosscurrents.resolve.assembly import resolve
from crosscurrents.resolve.judgements import amend, check_values

__all__ = ["amend", "check_values", "resolve"]
