"""Documents of own words, and one annotator for all tests of the stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crosscurrents.annotate.discourse import Discourse, load_discourse
from crosscurrents.annotate.syntax import Parser, load_parser
from crosscurrents.annotate.tree import Tree
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document, Dropped, Original
from crosscurrents.records.identity import document_id

MakeDocument = Callable[..., Document]
MakeTree = Callable[[str], Tree]


@pytest.fixture
def make_document() -> MakeDocument:
    def make(text: str, *, date: DateRange | None = None, dropped: tuple[Dropped, ...] = ()) -> Document:
        paragraphs, position = [], 0
        for line in text.splitlines(keepends=True):
            if line.strip():
                paragraphs.append((position, position + len(line.rstrip())))
            position += len(line)
        return Document(
            id=document_id(text, "t/a.txt"),
            locator="t/a.txt",
            name="a.txt",
            text=text,
            original=Original("0" * 64, len(text), "text/plain"),
            media="text/plain",
            date=date,
            paragraphs=tuple(paragraphs),
            dropped=dropped,
        )

    return make


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def words() -> Discourse:
    return load_discourse()


@pytest.fixture
def make_tree(parser: Parser) -> MakeTree:
    return lambda text: Tree(text, parser.read(text).parse)
