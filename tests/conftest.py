"""Fixtures that every part of the suite may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data that lies beside a development clone; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the evaluation data beside the clone (../shared)")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The sample case that ships with the repository."""
    return ROOT / "examples" / "iraq_syria"
