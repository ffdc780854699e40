"""The case that the tests of the brief use, as records."""

from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.export import records_of

from ..brief.builder import CaseBuilder
from ..brief.conftest import strait

__all__ = ["strait"]


@pytest.fixture
def records(strait: CaseBuilder) -> list[dict[str, Any]]:
    return records_of(*strait.parts)
