"""Marks to statements: the learned reader finds and labels, the modules here turn that into statements.

A rule stands here only for what is rule-like: whole names, vetoes, spans, ids, the place of a time in a sentence. Rows
of a table that somebody coded by hand come to statements without a reader.
"""

from crosscurrents.extract.assembly import extract
from crosscurrents.extract.coded import coded_reading
from crosscurrents.extract.lines import as_line

__all__ = ["as_line", "coded_reading", "extract"]
