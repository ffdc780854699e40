"""The documented verbs and settings are those that exist."""

from __future__ import annotations

import msgspec

from crosscurrents.cli.reference import reference
from crosscurrents.config import Config
from tests.conftest import ROOT


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "verbs.md").read_text(encoding="utf-8") == reference()


def test_every_setting_is_documented() -> None:
    page = reference()
    assert [f.name for f in msgspec.structs.fields(Config) if f"| `{f.name}` |" not in page] == []
