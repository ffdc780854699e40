"""The first page of a case: composed as data, and written as text, Markdown or one HTML file."""

from crosscurrents.brief.forms import as_markdown, as_terminal
from crosscurrents.brief.html import as_html
from crosscurrents.brief.page import compose

__all__ = ["as_html", "as_markdown", "as_terminal", "compose"]
