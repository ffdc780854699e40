from __future__ import annotations

from typing import Any

import pytest

from crosscurrents.errors import UsageError
from crosscurrents.export import FORMS, form_of, make, records_of
from crosscurrents.records.custody import Retrieval
from crosscurrents.records.page import Brief, Line, Section

from .harbour import Harbour, harbour


class Stub:
    """A case as the forms take it."""

    def __init__(self, small: Harbour) -> None:
        self.small = small

    def export(self, as_of: str | None = None) -> list[dict[str, Any]]:
        return records_of(*self.small.case.parts)

    def brief(self, as_of: str | None = None) -> Brief:
        line = Line(text="Held", evidence=(self.small.case.evidence(self.small.document, "held"),))
        return Brief(as_of, "0", (), (Section("short", (line,), 0),))

    def page(self, as_of: str | None = None) -> str:
        return f"<!doctype html>{as_of}"

    def retrievals(self) -> dict[str, Retrieval]:
        return {self.small.document.id: Retrieval("a", "https://osk.example", (), 200, "2025-03-09T00:00:00Z", {})}


MADE_HERE = [form.name for form in FORMS if form.name not in ("parquet", "bundle")]  # what needs no more than a stub


@pytest.mark.parametrize("name", MADE_HERE)
def test_every_form_is_made_and_is_the_same_again(name: str) -> None:
    made = make(Stub(harbour()), name)
    form = form_of(name)
    assert isinstance(made, dict) == form.folder
    for data in made.values() if isinstance(made, dict) else [made]:
        assert data
        if form.text:
            assert data.decode().endswith("\n") or name in ("html", "md")
    assert make(Stub(harbour()), name) == made


def test_how_a_document_was_fetched_reaches_its_reference() -> None:
    for name in ("csl-json", "bibtex", "footnotes"):
        made = make(Stub(harbour()), name)
        assert isinstance(made, bytes)
        assert b"https://osk.example" in made
        assert b"2025" in made


def test_the_day_is_handed_on() -> None:
    assert make(Stub(harbour()), "html", "2025-03-05") == b"<!doctype html>2025-03-05"


def test_names_are_unique_and_an_unknown_one_is_refused() -> None:
    names = [form.name for form in FORMS]
    assert len(names) == len(set(names))
    with pytest.raises(UsageError, match="no such form: doc") as error:
        form_of("doc")
    assert error.value.hint == ", ".join(names)
