"""A case as data for other programs: every form of `export`, all made from the same records."""

from crosscurrents.export.formats import FORMS, Form, form_of, make
from crosscurrents.export.jsonl import as_jsonl
from crosscurrents.export.records import records_of
from crosscurrents.export.report import as_report
from crosscurrents.export.tables import as_tables

__all__ = ["FORMS", "Form", "as_jsonl", "as_report", "as_tables", "form_of", "make", "records_of"]
