"""The forms in which a case is handed on: a row a form. A new form is a module that makes it, and its row here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from crosscurrents.errors import UsageError
from crosscurrents.export.bibtex import as_bibtex
from crosscurrents.export.csl import as_csl
from crosscurrents.export.footnotes import as_footnotes
from crosscurrents.export.geojson import as_geojson
from crosscurrents.export.graph import as_graphml
from crosscurrents.export.jsonl import as_jsonl
from crosscurrents.export.parquet import as_parquet
from crosscurrents.export.references import Reference, references_of
from crosscurrents.export.report import as_report
from crosscurrents.export.tables import as_tables
from crosscurrents.export.workbook import as_xlsx
from crosscurrents.records.custody import Retrieval
from crosscurrents.records.page import Brief

Made = bytes | dict[str, bytes]


class Material(Protocol):
    """What a form is made of: an open case. `as_of` is an ISO day."""

    def export(self, as_of: str | None = None) -> list[dict[str, Any]]:
        """All records as plain objects."""

    def brief(self, as_of: str | None = None) -> Brief:
        """The first page as data."""

    def page(self, as_of: str | None = None) -> str:
        """The first page as HTML."""

    def retrievals(self) -> dict[str, Retrieval]:
        """How documents were fetched, by id."""


class Form(NamedTuple):
    """A form: its name, what it is, the ending of its files, and what makes it of a case and an as-of day.

    `text` says that it may be printed; `folder` that it makes a file a kind of record: `make` then gives them by kind.
    """

    name: str
    what: str
    ending: str
    make: Callable[[Material, str | None], Made]
    text: bool = True
    folder: bool = False


def _references(case: Material, as_of: str | None) -> list[Reference]:
    return references_of(case.export(as_of), case.retrievals())


def _csv(case: Material, as_of: str | None) -> dict[str, bytes]:
    return {kind: text.encode() for kind, text in as_tables(case.export(as_of)).items()}


FORMS: tuple[Form, ...] = (
    Form("jsonl", "every record, a line of JSON each", ".jsonl", lambda case, day: as_jsonl(case.export(day))),
    Form("csv", "a table a kind of record", ".csv", _csv, folder=True),
    Form("xlsx", "a workbook", ".xlsx", lambda case, day: as_xlsx(case.export(day)), text=False),
    Form(
        "parquet",
        "a typed table a kind of record",
        ".parquet",
        lambda case, day: as_parquet(case.export(day)),
        text=False,
        folder=True,
    ),
    Form("graphml", "the network", ".graphml", lambda case, day: as_graphml(case.export(day))),
    Form("geojson", "the map", ".geojson", lambda case, day: as_geojson(case.export(day))),
    Form("csl-json", "the documents as references", ".json", lambda case, day: as_csl(_references(case, day))),
    Form("bibtex", "the documents as references", ".bib", lambda case, day: as_bibtex(_references(case, day))),
    Form(
        "footnotes",
        "the brief with numbered footnotes",
        ".md",
        lambda case, day: as_footnotes(case.brief(day), _references(case, day)),
    ),
    Form("md", "a report of all records", ".md", lambda case, day: as_report(case.export(day)).encode()),
    Form("html", "the brief as a page", ".html", lambda case, day: case.page(day).encode()),
)


def form_of(name: str) -> Form:
    """The form of that name.

    Raises:
        UsageError: there is none.
    """
    found = next((form for form in FORMS if form.name == name), None)
    if found is None:
        raise UsageError(f"no such form: {name}", hint=", ".join(form.name for form in FORMS))
    return found


def make(case: Material, name: str, as_of: str | None = None) -> Made:
    """A case in one form: the bytes of its file, or of its files by kind of record.

    Raises:
        UsageError: there is no such form, or the library that it needs is not installed.
    """
    return form_of(name).make(case, as_of)
