"""A case as data for other programs: JSON Lines, CSV and a Markdown report, all from the same records."""

from crosscurrents.export.jsonl import as_jsonl
from crosscurrents.export.records import records_of
from crosscurrents.export.report import as_report
from crosscurrents.export.tables import as_tables

__all__ = ["as_jsonl", "as_report", "as_tables", "records_of"]
