"""The Python API: the same verbs as the command line.

case = crosscurrents.open("case.db")
case.read(["articles/"])
for event in case.events(type="CONSULT"):
    print(event.date, event.summary)
case.events().to_pandas()
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

import msgspec

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import NotFoundError, UsageError
from crosscurrents.records import situation as records
from crosscurrents.records.custody import Retrieval
from crosscurrents.records.document import Document
from crosscurrents.records.page import Brief
from crosscurrents.records.situation import AnyItem, Item, Situation
from crosscurrents.records.statement import AnyStatement, Reading
from crosscurrents.store import audit
from crosscurrents.store import decisions as decision_rows
from crosscurrents.store import documents as document_rows
from crosscurrents.store import situation as situation_rows
from crosscurrents.store.connection import open_case as open_store
from crosscurrents.store.connection import transaction

if TYPE_CHECKING:
    import pandas

    from crosscurrents.explain import Custody, Why
    from crosscurrents.pipeline import Progress, ReadReport

Record = TypeVar("Record", bound=Item)
SHORTEST_PREFIX = 4


class Records(list[Record], Generic[Record]):
    """A list of records of one kind, which can become a table."""

    def to_pandas(self) -> pandas.DataFrame:
        """The records as a table, one row a record, nested values as Python objects.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed", hint="pip install 'crosscurrents[pandas]'") from error
        return pandas.DataFrame([msgspec.to_builtins(r) for r in self])


class Case:
    """A case: one SQLite file. Every reading verb first makes sure that the situation fits its documents."""

    def __init__(self, path: str | Path, *, config: Config = DEFAULT) -> None:
        self.path = Path(path)
        self.config = config
        self._situation: Situation | None = None

    # ---- changing
    def read(
        self,
        paths: Iterable[str | Path],
        *,
        stdin: bytes | None = None,
        publisher: str | None = None,
        date: str | None = None,
        address: str | None = None,
        reliability: str | None = None,
        translation_of: str | None = None,
        sources: str | Path | None = None,
        coding: str | Path | None = None,
        follow: bool = False,
        workers: int | None = None,
        progress: Progress | None = None,
    ) -> ReadReport:
        """Read files or folders into the case, which is made where it is missing.

        Args:
            paths: files, folders, addresses (as text), or "-" for `stdin`.
            stdin: bytes to read where "-" is among the paths.
            publisher: what the texts do not say of themselves; likewise `date` (ISO), `address`, `reliability` (A-F).
            translation_of: the document that the texts translate: its id, a prefix of it, its name or locator; it is in
                the case or read along.
            sources: a CSV file with the columns file, publisher, date, address, reliability, translation_of: the same
                for many.
            coding: a YAML file that says what the columns of tables of coded events are (docs/howto/coded-events.md);
                the column `coding` of `sources` names one for a single table.
            follow: fetch the pages behind a feed's links where its entries have no text of their own.
            workers: number of processes; None chooses.
            progress: called with what is done, how many are done, and of how many.

        Raises:
            UsageError: a given value is wrong.
            CaseError: the case cannot be written.
        """
        from crosscurrents import pipeline
        from crosscurrents.sources import coded_by, codings_of, given_by, mapping_bytes, sources_of

        whole = {"publisher": publisher, "date": date, "address": address, "reliability": reliability}
        whole[pipeline.LINK] = translation_of
        listed = sources_of(Path(sources)) if sources else {}
        given = given_by({k: v for k, v in whole.items() if v is not None}, listed)
        mapping = mapping_bytes(Path(coding)) if coding else None
        coded = coded_by(mapping, codings_of(Path(sources)) if sources else {})
        with self._open(write=True, create=True) as connection:
            return pipeline.read(
                connection,
                [str(p) for p in paths],
                stdin=stdin,
                given=given,
                coded=coded,
                follow=follow,
                config=self.config,
                workers=workers,
                progress=progress or pipeline.silent,
            )

    def remove(self, document: str) -> Document:
        """Take a document out; the case is then as if it had never been read. Its id or name, or a prefix of the id."""
        from crosscurrents import pipeline

        with self._open(write=True) as connection:
            found = self._document(connection, document)
            with transaction(connection):
                document_rows.remove(connection, found.id)
            pipeline.assemble(connection, config=self.config)
        return found

    def set(self, document: str, values: Mapping[str, str | None], *, author: str | None = None) -> Document:
        """Say what a document does not say: publisher, date, address, title, author, kind, language, reliability, or
        of which document it is the translation (`translation_of`).

        Raises:
            UsageError: an unknown field, a value that does not fit it, or a link that cannot be.
            NotFoundError: there is no such document, or no such original.
        """
        from crosscurrents import pipeline
        from crosscurrents.resolve import check_values

        check_values(values)
        with self._open(write=True) as connection:
            found = self._document(connection, document)
            if original := values.get(pipeline.LINK):
                values = {**values, pipeline.LINK: self._original(connection, found, original)}
            with transaction(connection):
                decision_rows.add(connection, "set", found.id, dict(values), author=author)
            pipeline.assemble(connection, config=self.config)
            return self._document(connection, found.id)

    # ---- the situation
    def situation(self, as_of: str | None = None) -> Situation:
        """The situation, rebuilt first where it no longer fits the documents; `as_of` (ISO day) builds an older one."""
        from crosscurrents import pipeline

        with self._open() as connection:
            if as_of:
                stamp = pipeline.stamp_of(connection, self.config, as_of)
                return pipeline.build(connection, stamp=stamp, as_of=as_of, config=self.config)
            return self._current(connection)

    def events(self, *, type: str | None = None, actor: str | None = None) -> Records[records.Event]:
        """The events, earliest first; of one PLOVER type, or in which an actor (id, prefix or name) takes part."""
        found = self._all(records.Event)
        if type:
            found = Records(e for e in found if e.type == type.upper())
        if actor:
            wanted = self._actor_ids(actor)
            found = Records(e for e in found if wanted & {*e.actors, *e.recipients})
        found.sort(key=lambda e: (e.date.start or "" if e.date else "9999", e.id))
        return found

    def actors(self) -> Records[records.Actor]:
        """The actors, by name."""
        return Records(sorted(self._all(records.Actor), key=lambda a: (a.name.casefold(), a.id)))

    def figures(self) -> Records[records.Figure]:
        """The figures."""
        return self._all(records.Figure)

    def relations(self) -> Records[records.Relation]:
        """The relations."""
        return self._all(records.Relation)

    def stances(self) -> Records[records.Stance]:
        """The stances."""
        return self._all(records.Stance)

    def influences(self) -> Records[records.Influence]:
        """The influences."""
        return self._all(records.Influence)

    def expectations(self) -> Records[records.Expectation]:
        """The ledger of expectations."""
        return self._all(records.Expectation)

    def states(self) -> Records[records.State]:
        """The states."""
        return self._all(records.State)

    def quotations(self) -> Records[records.Quotation]:
        """The quotations."""
        return self._all(records.Quotation)

    def contradictions(self) -> Records[records.Contradiction]:
        """The contradictions."""
        return self._all(records.Contradiction)

    def documents(self) -> list[Document]:
        """The newest version of every document, as decisions amend it, sorted by id."""
        from crosscurrents import pipeline

        with self._open() as connection:
            return pipeline.documents(connection)

    # ---- views
    def brief(self, as_of: str | None = None) -> Brief:
        """The first page as data (OUTPUT.md, section 5)."""
        from crosscurrents.brief import compose

        found = self._everything(as_of)
        return compose(found.documents, found.situation, found.readings, config=self.config)

    def page(self, as_of: str | None = None) -> str:
        """The first page as one self-contained HTML file."""
        from crosscurrents.brief import as_html, compose

        found = self._everything(as_of)
        page = compose(found.documents, found.situation, found.readings, config=self.config)
        return as_html(page, found.documents)

    def check(self) -> str:
        """Check the file, every quote and every original in it; a sentence that says what was checked.

        Raises:
            CaseError: the file is damaged, a quote is not the slice of its text, or an original is not what it was.
        """
        from crosscurrents.explain import check

        with self._open() as connection:
            return check(connection, str(self.path))

    def bundle(self, target: str | Path) -> str:
        """Write the case as one zip with its originals, texts, export and page; the SHA-256 of that file.

        Raises:
            UsageError: the file cannot be written.
            CaseError: an original is missing or damaged.
        """
        from crosscurrents.custody import write_bundle

        with self._open() as connection:
            self._current(connection)
            return write_bundle(connection, Path(target), self.config)

    def export(self, as_of: str | None = None) -> list[dict[str, Any]]:
        """All records as plain objects, in the order of the export (OUTPUT.md, section 2)."""
        from crosscurrents.export import records_of

        found = self._everything(as_of)
        return records_of(found.documents, found.situation, found.readings)

    def export_as(self, form: str, as_of: str | None = None) -> bytes | dict[str, bytes]:
        """The case in a form of `export --format`: the bytes of its file, or of its files by kind of record.

        Raises:
            UsageError: there is no such form, or the library that it needs is not installed.
        """
        from crosscurrents.export import make

        return make(self, form, as_of)

    def retrievals(self) -> dict[str, Retrieval]:
        """How documents were fetched, by the document's id, for those that came from an address."""
        with self._open() as connection:
            found = {d: document_rows.retrieval(connection, d) for d, _ in document_rows.readers(connection)}
        return {d: retrieval for d, retrieval in found.items() if retrieval}

    def record(self, record_id: str) -> AnyItem | AnyStatement | Document:
        """A record by its id, a unique prefix of it, or the id of any of its members.

        Raises:
            NotFoundError: nothing, or more than one thing, begins so.
        """
        with self._open() as connection:
            self._current(connection)
            return self._find(connection, record_id)

    def why(self, record_id: str) -> Why:
        """Why a record says what it says: sentences in their paragraphs, scores, roles, and what was merged."""
        from crosscurrents.explain import explain

        with self._open() as connection:
            self._current(connection)
            return explain(connection, self._find(connection, record_id), self.config)

    def custody(self, document: str) -> Custody:
        """Where a document (its id or name, or a prefix of the id) comes from: bytes, hash, address, time, versions."""
        from crosscurrents.explain import custody

        with self._open() as connection:
            return custody(connection, self._document(connection, document))

    def status(self) -> dict[str, Any]:
        """Counts, the day that counts as today, and what has not been read or is out of date."""
        from crosscurrents.explain import status

        with self._open() as connection:
            return status(connection, self.config)

    def log(self, limit: int | None = None) -> list[audit.AuditRow]:
        """The newest changes of the case, oldest first."""
        with self._open() as connection:
            return audit.rows(connection, limit)

    # ---- inside
    @contextmanager
    def _open(self, *, write: bool = False, create: bool = False) -> Iterator[sqlite3.Connection]:
        if write:
            self._situation = None
        with open_store(self.path, write=write, create=create) as connection:
            yield connection

    def _current(self, connection: sqlite3.Connection) -> Situation:
        """The situation that fits the case; a stale one (a killed run, a better reader) is rebuilt first."""
        from crosscurrents import pipeline

        if self._situation is None:
            pipeline.assemble(connection, config=self.config)
            self._situation = situation_rows.load(connection)
        return self._situation

    def _all(self, kind: type[Record]) -> Records[Record]:
        return Records(cast("Sequence[Record]", self.situation().of(kind)))

    def _actor_ids(self, actor: str) -> frozenset[str]:
        name = actor.casefold()
        return frozenset(
            a.id
            for a in self._all(records.Actor)
            if a.id.startswith(actor)
            or name in {a.name.casefold(), *(f.casefold() for fs in a.forms.values() for f in fs)}
        )

    def _everything(self, as_of: str | None) -> Everything:
        from crosscurrents import pipeline

        with self._open() as connection:
            if as_of:
                stamp = pipeline.stamp_of(connection, self.config, as_of)
                situation = pipeline.build(connection, stamp=stamp, as_of=as_of, config=self.config)
            else:
                situation = self._current(connection)
            found = pipeline.known_on(pipeline.documents(connection), as_of)
            return Everything(found, situation, pipeline.readings(connection, found))

    def _document(self, connection: sqlite3.Connection, wanted: str) -> Document:
        from crosscurrents import pipeline
        from crosscurrents.resolve.links import named

        return named(pipeline.documents(connection), wanted, file=str(self.path))

    def _original(self, connection: sqlite3.Connection, translation: Document, wanted: str) -> str:
        """The id of the document that `translation` may be linked to."""
        from crosscurrents import pipeline
        from crosscurrents.resolve.links import check_link, links_of

        original = self._document(connection, wanted)
        check_link(translation.id, original.id, links_of(pipeline.documents(connection)))
        return original.id

    def _find(self, connection: sqlite3.Connection, wanted: str) -> AnyItem | AnyStatement | Document:
        if len(wanted) < SHORTEST_PREFIX or not set(wanted) <= set("0123456789abcdef"):
            return self._document(connection, wanted)
        hits = situation_rows.ids_with_prefix(connection, wanted)
        if not hits:
            raise NotFoundError(
                f"nothing has the id {wanted}", file=str(self.path), hint="crosscurrents list shows ids"
            )
        if len(hits) > 1:
            raise NotFoundError(
                f"the id {wanted} is not unique: " + ", ".join(f"{i} ({k})" for i, k in hits), file=str(self.path)
            )
        found = hits[0][0]
        item = situation_rows.item(connection, found) or document_rows.statement(connection, found)
        return item or self._document(connection, found)


class Everything(msgspec.Struct, frozen=True):
    """All that a view needs of a case."""

    documents: list[Document]
    situation: Situation
    readings: list[Reading]


def open_case(path: str | Path, *, config: Config = DEFAULT) -> Case:
    """A case at `path`; the file is made by the first `read`."""
    return Case(path, config=config)


def extract_texts(
    rows: Iterable[Mapping[str, Any]],
    *,
    kinds: Iterable[str] | None = None,
    config: Config = DEFAULT,
    workers: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Read sentences or short texts without a case (OUTPUT.md, section 1).

    Args:
        rows: objects with "id" and "text", and optionally "date" (ISO, what "yesterday" counts from).
        kinds: the lists wanted; None gives all.
        config: the settings.
        workers: number of processes; None chooses.

    Yields:
        An object a row in the same order; `{"id", "error"}` for a bad one.
    """
    from crosscurrents.rows import extract_rows

    return extract_rows(rows, kinds=kinds, config=config, workers=workers)


__all__ = ["Case", "Records", "extract_texts", "open_case"]
