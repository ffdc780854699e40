"""Draws the rooms of docs/architecture.md from the code: `python docs/draw.py` rewrites them between the markers."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "crosscurrents"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: drawn by docs/draw.py -->", "<!-- end of rooms -->"
ORDER = (
    "", "records", "text", "lexicon", "ingest", "ingest/formats", "annotate", "extract", "resolve", "store", "brief",
    "export", "evaluate", "evaluate/articles", "cli",
)  # fmt: skip


def first_sentence(path: Path) -> str:
    """What a module says of itself: the first paragraph of its docstring, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", "/")


def rooms() -> str:
    """A table a folder: its modules and what each is for."""
    lines: list[str] = []
    for folder in ORDER:
        place = PACKAGE / folder
        lines += ["", f"### {folder or 'crosscurrents'}", "", first_sentence(place / "__init__.py"), ""]
        lines += ["| module | what it is for |", "| --- | --- |"]
        for path in sorted(p for p in place.glob("*.py") if not p.name.startswith("__")):
            lines.append(f"| `{path.name}` | {first_sentence(path)} |")
    return "\n".join(lines)


def page(text: str) -> str:
    """The page with its rooms drawn afresh."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{rooms()}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
