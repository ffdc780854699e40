"""Single sentences and short texts, read without a case: what `extract` does (OUTPUT.md, section 1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import InputError
from crosscurrents.pipeline import annotator, fault_in
from crosscurrents.records.dates import day
from crosscurrents.records.document import Document, Original
from crosscurrents.records.identity import document_id
from crosscurrents.runner import run, workers_for


def extract_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    kinds: Iterable[str] | None = None,
    config: Config = DEFAULT,
    workers: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Read sentences or short texts (OUTPUT.md, section 1): one object a row, in the same order."""
    everything = list(rows)
    work = partial(_extract_row, kinds=frozenset(kinds) if kinds is not None else None, config=config)
    yield from run(work, everything, workers=workers_for(len(everything) // 50, workers))


def _extract_row(row: Mapping[str, Any], kinds: frozenset[str] | None, config: Config) -> dict[str, Any]:
    from crosscurrents.extract import as_line, extract

    try:
        document = _text_document(row, config)
    except InputError as error:
        return {"id": row.get("id"), "error": error.message}
    reader = annotator(config)
    try:
        annotated = reader.annotate(document)
        reading = extract(document, annotated, reader="", config=config)
    except Exception as error:  # whatever a parser or a rule stumbles over in one text must not stop the others
        return {"id": row["id"], "error": fault_in(document, error).message}
    return as_line(row["id"], document, annotated, reading, kinds=kinds)


def _text_document(row: Mapping[str, Any], config: Config) -> Document:
    text, when = row.get("text"), row.get("date")
    if row.get("id") is None or not isinstance(text, str):
        raise InputError('a row needs "id" and "text"')
    if len(text) > config.max_text:
        raise InputError(f"the text is too long: the limit is {config.max_text:,} characters")
    if when is not None and not _is_day(when):
        raise InputError(f'"date" is no ISO day: {when!r}')
    from crosscurrents.ingest import storable

    clean = storable(text)
    return Document(
        id=document_id(clean, str(row["id"])),
        locator=str(row["id"]),
        name=str(row["id"]),
        text=clean,
        original=Original("", 0, "text/plain"),
        media="text/plain",
        date=day(when, "given") if when else None,
        paragraphs=tuple((m.start(), m.end()) for m in re.finditer(r"[^\n]+", clean)),
    )


def _is_day(text: object) -> bool:
    try:
        return date.fromisoformat(str(text)).isoformat() == text
    except ValueError:
        return False
