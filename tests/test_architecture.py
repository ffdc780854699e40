"""The drawn house is the house that stands, and its sizes are those that the project wants."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "crosscurrents"
LONGEST_MODULE = 500
LONGEST_FUNCTION = 60


def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw", ROOT / "docs" / "draw.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def functions(path: Path) -> list[tuple[str, int]]:
    """Name and length, without its docstring, of every function of a module."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            told = ast.get_docstring(node, clean=False)
            docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
            found.append((f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - docstring))
    return found


def test_the_page_shows_the_rooms_that_exist() -> None:
    draw = drawing()
    text = draw.PAGE.read_text(encoding="utf-8")
    assert text == draw.page(text)
    folders = {p.parent.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.py")}
    assert {f if f != "." else "" for f in folders} == set(draw.ORDER)


def test_modules_and_functions_are_short() -> None:
    modules = sorted(PACKAGE.rglob("*.py"))
    assert [p.name for p in modules if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE] == []
    lengths = [f for p in modules for f in functions(p)]
    assert [f for f in lengths if f[1] > LONGEST_FUNCTION] == []
    ordered = sorted(n for _, n in lengths)
    assert ordered[len(ordered) // 2] <= 8
    assert ordered[len(ordered) * 9 // 10] <= 25


def test_every_module_has_a_test_folder_that_mirrors_it() -> None:
    rooms = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert {r for r in rooms - {"records"} if not (ROOT / "tests" / r).is_dir()} == set()
