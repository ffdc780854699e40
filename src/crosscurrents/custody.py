"""What a case hands over in a bundle: every version of every document with its original, and the views of the case."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from crosscurrents import pipeline
from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import CaseError, UsageError
from crosscurrents.export import bundle
from crosscurrents.records.document import Document
from crosscurrents.records.situation import Situation
from crosscurrents.resolve.judgements import amend
from crosscurrents.store import decisions as decision_rows
from crosscurrents.store import documents as document_rows
from crosscurrents.store import situation as situation_rows
from crosscurrents.store.connection import copy_case, open_case


def write_bundle(connection: sqlite3.Connection, target: Path, config: Config = DEFAULT) -> str:
    """Write the case as a bundle; the SHA-256 of the zip.

    All is made of one copy of the case, so that a process that changes the case meanwhile changes nothing in it. The
    file appears under its name when it is whole.

    Raises:
        UsageError: the file cannot be written.
        CaseError: an original is missing or damaged.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".bundle-", dir=target.parent) as folder:
            copy, made = Path(folder) / bundle.CASE, Path(folder) / "bundle.zip"
            copy_case(connection, copy)
            with open_case(copy) as twin, made.open("w+b") as out:
                pipeline.assemble(twin, config=config)
                bundle.pack(_members(twin, copy, config), out)
            made.replace(target)
    except OSError as error:
        raise UsageError(
            f"cannot be written: {error.strerror}", file=str(target), hint="name another file with -o"
        ) from error
    return bundle.file_hash(target)


def _members(connection: sqlite3.Connection, copy: Path, config: Config) -> list[bundle.Member]:
    situation = situation_rows.load(connection)
    export, page = views(connection, situation, config)
    found = versions(connection)
    return bundle.members_of(
        entries(connection, found, situation),
        program=program(config),
        stamp=situation.stamp,
        today=situation.today,
        originals=_originals(connection, found),
        texts={d.id: d.text for d in found},
        export=export,
        page=page,
        case=copy,
    )


def program(config: Config = DEFAULT) -> bundle.Program:
    """The installed program with these settings, as a manifest names it."""
    return bundle.Program(**pipeline.fingerprints(config))


def views(connection: sqlite3.Connection, situation: Situation, config: Config = DEFAULT) -> tuple[bytes, str]:
    """The export as JSON Lines and the page as HTML, of a situation of this case."""
    from crosscurrents.brief import as_html, compose
    from crosscurrents.export import as_jsonl, records_of

    found = pipeline.documents(connection)
    readings = pipeline.readings(connection, found)
    export = as_jsonl(records_of(found, situation, readings))
    return export, as_html(compose(found, situation, readings, config=config), found)


def versions(connection: sqlite3.Connection) -> list[Document]:
    """Every version of every document as decisions amend it, sorted by id; the newest under their unique names."""
    newest = {d.id: d for d in pipeline.documents(connection)}
    taken = decision_rows.rows(connection)
    return [
        msgspec.structs.replace(newest.get(d.id) or amend(d, taken), supersedes=d.supersedes)
        for d in document_rows.versions(connection)
    ]


def entries(
    connection: sqlite3.Connection, found: Sequence[Document], situation: Situation
) -> tuple[bundle.DocumentEntry, ...]:
    """What a manifest says of these documents."""
    dates = {v.document: v.date for v in situation.documents}
    files = _files(found)
    return tuple(
        bundle.entry(
            d,
            date=dates.get(d.id) or d.date,
            retrieval=document_rows.retrieval(connection, d.id),
            file=files[d.original.sha256],
        )
        for d in found
    )


def _files(found: Sequence[Document]) -> dict[str, str]:
    """SHA-256 -> the name of its file; of bytes that were read as two formats, the first by name gives the ending."""
    from crosscurrents.ingest.media import BY_MEDIA

    media: dict[str, str] = {}
    for original in sorted((d.original for d in found), key=lambda o: (o.sha256, o.media_type)):
        media.setdefault(original.sha256, original.media_type)
    endings = {sha: BY_MEDIA[m].endings[0].removeprefix(".") if m in BY_MEDIA else "bin" for sha, m in media.items()}
    return {sha256: bundle.original_file(sha256, ending) for sha256, ending in endings.items()}


def _originals(connection: sqlite3.Connection, found: Sequence[Document]) -> Iterator[bundle.Member]:
    """The originals as files of the bundle, each once; their bytes are taken from the case when they are written."""
    files, first = _files(found), {d.original.sha256: d for d in reversed(found)}
    for sha256, document in sorted(first.items()):
        yield bundle.Member(
            files[sha256], sha256, document.original.bytes, partial(_original, connection, document.id, sha256)
        )


def _original(connection: sqlite3.Connection, document: str, sha256: str) -> tuple[bytes]:
    data = document_rows.original(connection, document)
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        what = "missing" if data is None else "not what it was"
        raise CaseError(f"the original of {document} is {what}", file=document, hint="crosscurrents doctor CASE")
    return (data,)
