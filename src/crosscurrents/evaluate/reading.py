"""The installed reader, run on the texts of a gold file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import InputError
from crosscurrents.evaluate.rows import Row
from crosscurrents.records.document import Document
from crosscurrents.records.situation import Situation
from crosscurrents.records.statement import Reading

Reader = Callable[[list[Row]], list[Row]]  # texts ({"id", "text", "date"}) in, an object of `extract` for each out
PASSED_ON = ("id", "text", "date")


def questions(gold: Iterable[Row]) -> list[Row]:
    """What a reader may see of gold rows: id, text and date."""
    return [{name: row[name] for name in PASSED_ON if row.get(name) is not None} for row in gold]


def installed_reader(kinds: Sequence[str], config: Config = DEFAULT) -> Reader:
    """The reader of the package, asked for some of its lists only."""

    def read(rows: list[Row]) -> list[Row]:
        from crosscurrents.rows import extract_rows

        return list(extract_rows(rows, kinds=kinds, config=config))

    return read


class ReadCase(NamedTuple):
    """What an export and a brief are made of."""

    documents: list[Document]
    situation: Situation
    readings: list[Reading]

    def export(self) -> list[Row]:
        """The lines of `export --format jsonl`."""
        from crosscurrents.export import records_of

        return records_of(*self)

    def brief(self, config: Config = DEFAULT) -> Row:
        """The object of `brief --json`."""
        from crosscurrents.brief import compose

        page: Row = msgspec.to_builtins(compose(*self, config=config))
        return page


def read_case(paths: Iterable[Path], config: Config = DEFAULT) -> ReadCase:
    """Read just these documents into a case in a temporary folder.

    Raises:
        InputError: one of the documents could not be read.
    """
    from crosscurrents import pipeline
    from crosscurrents.store.connection import open_case

    with tempfile.TemporaryDirectory() as folder, open_case(Path(folder) / "case.db", create=True) as connection:
        report = pipeline.read(connection, [str(p) for p in paths], config=config)
        if report.errors:
            raise InputError(f"a text of the gold could not be read: {report.errors[0]}")
        situation = pipeline.build(connection, stamp=pipeline.stamp_of(connection, config), config=config)
        documents = pipeline.documents(connection)
        return ReadCase(documents, situation, pipeline.readings(connection, documents))
