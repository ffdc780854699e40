"""Whether a bundle is what it says (`verify`): every byte of it, and what the installed program makes of it again.

A bundle comes from a stranger (`export.opening`): its case is opened as a copy, after its tables were found to be those
of a case. The checks of the bytes come first; those that rest on the bytes are made where these are good.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple

import msgspec

from crosscurrents import custody, pipeline
from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import CrosscurrentsError, FormatError, VersionError
from crosscurrents.export import bundle as form
from crosscurrents.export.opening import BROKEN, NO_JSON, Opened, opened
from crosscurrents.records.identity import document_id
from crosscurrents.records.situation import Situation
from crosscurrents.store import situation as situation_rows
from crosscurrents.store.connection import check_foreign, open_case

if TYPE_CHECKING:
    from crosscurrents.ingest import Incoming

LARGEST_TEXTS = 1_000_000_000  # bytes of all texts together; a limit for a stranger, as those of `export.opening`
LARGEST_LINE = 100_000_000  # bytes of a line of the export
MOST_SHOWN = 20  # faults of one check that are told one by one
_QUOTE = {"document", "start", "end", "quote"}  # the fields that make an object of the export a piece of evidence
_FRAMES = {"application/mbox": b"From - Thu Jan  1 00:00:00 1970\n"}  # what a part of a file has lost of its format
Verdict = Literal["good", "differs", "failed", "not checked"]


class Check(msgspec.Struct, frozen=True):
    """One check: what was found, of how many things, and the first faults one by one.

    `verdict` is "differs" where another version, or other libraries, made the bundle and make something else of it.
    """

    name: str
    verdict: Verdict
    says: str
    count: int
    faults: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """What `verify` found: `ok` where no check failed; `sha256` is that of the whole zip."""

    bundle: str
    sha256: str
    ok: bool
    made_by: form.Program
    checked_by: form.Program
    checks: tuple[Check, ...]


@dataclass
class _Tally:
    """A check that is being made; where it is not `grave`, a fault may be a difference between versions."""

    name: str
    grave: bool = True
    count: int = 0
    wrong: int = 0
    faults: list[str] = field(default_factory=list)

    def expect(self, good: bool, fault: str) -> None:
        """Count one thing, and keep the fault where it is not good."""
        self.count += 1
        if not good:
            self.wrong += 1
            self.faults += [fault] if len(self.faults) < MOST_SHOWN else []

    def check(self, says: str) -> Check:
        """The finished check; `says` tells what holds of how many, as `{}`."""
        verdict: Verdict = "good" if not self.wrong else "failed" if self.grave else "differs"
        wrong = f" ({self.wrong:,} wrong)" if self.wrong else ""
        return Check(self.name, verdict, says.format(f"{self.count:,}") + wrong, self.count, tuple(self.faults))


class _Programs(NamedTuple):
    """The program that made the bundle, and the installed one."""

    made_by: form.Program
    checked_by: form.Program

    @property
    def same(self) -> bool:
        """Whether they are the same, to the last rule and library."""
        return self.made_by == self.checked_by

    @property
    def installed(self) -> str:
        """How the installed one is told from the other."""
        version = f"version {self.checked_by.version}"
        return (
            version if self.made_by.version != self.checked_by.version else f"{version} with other rules or libraries"
        )


def verify(path: Path, *, config: Config = DEFAULT) -> Report:
    """Check a bundle.

    Args:
        path: the zip that `export --format bundle` wrote.
        config: the settings of the case.

    Raises:
        InputError: the file cannot be read, or is no bundle.
        VersionError: it has a shape that only a newer version knows.
    """
    with opened(path) as bundle:
        programs = _Programs(bundle.manifest.program, custody.program(config))
        checks = [_zip(bundle), _manifest(bundle), _files(bundle)]
        if all(c.verdict == "good" for c in checks[1:]):
            checks += _deeper(bundle, programs, config)
        else:
            says = "not checked, because files were changed"
            checks += [Check(name, "not checked", says, 0) for name in _DEEPER]
        good = all(c.verdict in ("good", "differs") for c in checks)
        return Report(str(path), form.file_hash(path), good, *programs, tuple(checks))


# ---- the bytes
def _zip(bundle: Opened) -> Check:
    """The zip is, byte for byte, the one that its files give; so no byte between them was changed either."""
    tally = _Tally("zip")
    members = [
        form.Member(name, "", info.file_size, partial(bundle.blocks, name))
        for name, info in sorted(bundle.infos.items())
    ]
    with tempfile.TemporaryFile() as again, bundle.path.open("rb") as given:
        try:
            form.pack(members, again)
            again.seek(0)
            tally.expect(_equal(given, again), "its headers were changed, or another program packed it again")
        except (FormatError, *BROKEN) as error:
            tally.expect(False, str(error))
    return tally.check(f"{len(members):,} files, packed as they were written, {bundle.size:,} bytes")


def _equal(one: BinaryIO, other: BinaryIO) -> bool:
    while True:
        block = one.read(form.BLOCK)
        if block != other.read(form.BLOCK):
            return False
        if not block:
            return True


def _manifest(bundle: Opened) -> Check:
    tally = _Tally("manifest")
    ids = [d.id for d in bundle.manifest.documents]
    tally.expect(form.is_sealed(bundle.written), "it was changed: its seal does not fit")
    tally.expect(ids == sorted(set(ids)), "a document stands twice in it, or out of order")
    old = {d.supersedes for d in bundle.manifest.documents} - {None}
    return tally.check(f"as it was written: {len(ids):,} documents, {len(old):,} of them older versions")


def _files(bundle: Opened) -> Check:
    """Every file has its SHA-256, and the zip and the manifest name the same files."""
    tally = _Tally("files")
    named = bundle.manifest.files
    for name, sha256 in sorted(named.items()):
        tally.expect(*_file(bundle, name, sha256))
    for name in sorted({form.README, form.PAGE, form.CASE, form.EXPORT} - set(named)):
        tally.expect(False, f"{name}: the manifest does not name it")
    others = sorted(set(bundle.infos) - set(named) - {form.MANIFEST})
    for name in others:
        tally.expect(False, f"{name!a}: is in the zip, but not in the manifest")
    return tally.check("{} files and their SHA-256, and no other file")


def _file(bundle: Opened, name: str, sha256: str) -> tuple[bool, str]:
    """Whether a file that the manifest names is there with its hash, and the fault if not."""
    if not form.NAMES.fullmatch(name) or name == form.MANIFEST:
        return False, f"{name!a}: no bundle has a file of this name"
    digest = hashlib.sha256()
    try:
        for block in bundle.blocks(name):
            digest.update(block)
    except FormatError as error:
        return False, str(error)
    return digest.hexdigest() == sha256, f"{name}: its bytes were changed"


# ---- what rests on the bytes
_DEEPER = ("originals", "texts", "quotes", "read again", "case", "export")


def _deeper(bundle: Opened, programs: _Programs, config: Config) -> list[Check]:
    texts, found = _texts(bundle)
    quotes, again = _quotes(bundle, found), _again(bundle, programs, config)
    return [_originals(bundle), texts, quotes, again, *_case(bundle, programs, config)]


def _originals(bundle: Opened) -> Check:
    """Every document's original is there under its hash, and every original is that of a document."""
    tally = _Tally("originals")
    named = {d.original.file: d for d in bundle.manifest.documents}
    for document in bundle.manifest.documents:
        stated, info = document.original, bundle.infos.get(document.original.file)
        is_there = info is not None and info.file_size == stated.bytes
        under_hash = stated.file.startswith(f"originals/{stated.sha256}.")
        kept = is_there and under_hash and bundle.manifest.files.get(stated.file) == stated.sha256
        tally.expect(kept, f"{document.name}: its original is not {stated.file}")
    for name in sorted(n for n in bundle.infos if n.startswith("originals/") and n not in named):
        tally.expect(False, f"{name}: is the original of no document")
    return tally.check("{} documents, " + f"made of {len(named):,} originals that are kept under their SHA-256")


def _texts(bundle: Opened) -> tuple[Check, dict[str, str]]:
    """Every text is that of its document, whose id follows from it; the check, and the texts by id."""
    tally = _Tally("texts")
    texts: dict[str, str] = {}
    locators = {d.id: d.locator for d in bundle.manifest.documents}
    room = LARGEST_TEXTS
    for document in bundle.manifest.documents:
        try:
            data = bundle.read(form.text_file(document.id), room)
            text = texts[document.id] = data.decode("utf-8")
        except (FormatError, UnicodeDecodeError) as error:
            tally.expect(False, f"{document.name}: its text cannot be read: {error}")
            continue
        room -= len(data)
        stated = (document.text.sha256, document.text.characters)
        found = (hashlib.sha256(data).hexdigest(), len(text))
        tally.expect(stated == found, f"{document.name}: its text is not the one that the manifest describes")
        tally.expect(document_id(text, document.locator) == document.id, f"{document.name}: its id does not fit")
        before = document.supersedes
        tally.expect(
            before is None or (before != document.id and locators.get(before) == document.locator),
            f"{document.name}: the version before it is of another document",
        )
    for name in sorted(n for n in bundle.infos if n.startswith("texts/") and n[6:-4] not in locators):
        tally.expect(False, f"{name}: is the text of no document")
    return tally.check(f"{len(texts):,} texts, and the ids that follow from them"), texts


def _quotes(bundle: Opened, texts: Mapping[str, str]) -> Check:
    tally = _Tally("quotes")
    for number, line in enumerate(_lines(bundle), 1):
        try:
            record = msgspec.json.decode(line)
        except NO_JSON:
            tally.expect(False, f"line {number:,} of {form.EXPORT} is no JSON")
            continue
        for quote in _evidence(record):
            tally.expect(_is_slice(quote, texts), f"line {number:,} of {form.EXPORT} does not quote its text")
    return tally.check("{} quotes, each the exact slice of its text")


def _lines(bundle: Opened) -> Iterator[bytes]:
    """The lines of the export; one that is far too long is cut, and so no JSON."""
    with bundle.archive.open(bundle.infos[form.EXPORT]) as file:
        while line := file.readline(LARGEST_LINE):
            yield line


def _evidence(record: object) -> Iterator[dict[str, Any]]:
    """All pieces of evidence in a record, however deep."""
    waiting = [record]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if value.keys() >= _QUOTE:
                yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _is_slice(quote: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    text, start, end = texts.get(str(quote["document"])), quote["start"], quote["end"]
    if text is None or not isinstance(start, int) or not isinstance(end, int):
        return False
    return 0 <= start <= end <= len(text) and text[start:end] == quote["quote"]


def _again(bundle: Opened, programs: _Programs, config: Config) -> Check:
    """Every original, read again by the installed program, gives the texts that the documents have."""
    tally = _Tally("read again", grave=programs.same)
    wrong = "its original gives another text" if programs.same else f"re-derived differently by {programs.installed}"
    groups: dict[tuple[str, str, bytes], list[form.DocumentEntry]] = {}
    for document in bundle.manifest.documents:
        fetched = msgspec.json.encode(document.retrieval, order="sorted")
        groups.setdefault((document.original.file, document.original.media_type, fetched), []).append(document)
    for (file, *_), documents in sorted(groups.items()):
        wanted = {d.text.sha256 for d in documents}
        try:
            found, why = _texts_of(documents[0], bundle.read(file, config.max_file_bytes), wanted, config)
        except FormatError as error:
            found, why = set(), f" ({error})"
        for document in documents:
            tally.expect(document.text.sha256 in found, f"{document.name}: {wrong}{why}")
    return tally.check("{} texts, " + f"made again from their originals by version {programs.checked_by.version}")


def _texts_of(document: form.DocumentEntry, data: bytes, wanted: set[str], config: Config) -> tuple[set[str], str]:
    """The hashes of the texts that a document's original gives, and the first thing in it that could not be read."""
    from crosscurrents.ingest import Incoming

    found: set[str] = set()
    faults: list[str] = []
    for media, frame in _ways(document.original.media_type):
        came = Incoming(document.locator, document.name, frame + data, media, retrieval=document.retrieval)
        _parse(came, found, faults, config)
        if wanted <= found:
            return found, ""
    return found, f" ({faults[0]})" if faults else ""


def _ways(media: str) -> list[tuple[str, bytes]]:
    """As what an original is read: its format, and bytes to stand before it.

    First as it is. A message out of a mailbox then gets the line back that begins a message there; a table is a text,
    wherever the mapping lies that says how it is coded.
    """
    from crosscurrents.ingest.media import BY_MEDIA, TABLES, TEXT

    if media not in BY_MEDIA:
        return []
    framed = [(media, _FRAMES[media])] if media in _FRAMES else []
    return [(media, b""), *framed, *([(TEXT, b"")] if media in TABLES else [])]


def _parse(incoming: Incoming, found: set[str], faults: list[str], config: Config) -> None:
    """Add the hashes of the texts in a file to `found`, and what cannot be read in it to `faults`."""
    from crosscurrents.ingest import parse
    from crosscurrents.records.custody import Arrived

    try:
        for parsed in parse(incoming, config=config):
            if isinstance(parsed, Arrived):
                found.add(hashlib.sha256(parsed.document.text.encode()).hexdigest())
            elif isinstance(parsed, CrosscurrentsError):
                faults.append(parsed.message)
    # A library that reads the format may be missing, and a stranger's bytes may be made to trip it: no crash here.
    except Exception as error:
        faults.append(error.message if isinstance(error, CrosscurrentsError) else type(error).__name__)


# ---- the case
def _case(bundle: Opened, programs: _Programs, config: Config) -> list[Check]:
    """What case.db says of the documents, and what it exports, is what the bundle holds."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / form.CASE
        try:
            _unpack(bundle, copy)
            check_foreign(copy)
            with open_case(copy) as connection:
                return _compared(bundle, connection, programs, config)
        except VersionError as error:
            return [Check(name, "differs", f"not checked: {error.message}", 0) for name in _DEEPER[-2:]]
        # A forged case can make any step stumble over what no case holds: that is a failed check, never a crash.
        except Exception as error:
            told = error.message if isinstance(error, CrosscurrentsError) else type(error).__name__
            return [Check(name, "failed", f"{form.CASE} cannot be used: {told}", 0) for name in _DEEPER[-2:]]


def _unpack(bundle: Opened, copy: Path) -> None:
    with copy.open("wb") as out:
        for block in bundle.blocks(form.CASE):
            out.write(block)


def _compared(bundle: Opened, connection: sqlite3.Connection, programs: _Programs, config: Config) -> list[Check]:
    """The program that made the bundle makes its situation anew; another one only shows what the case keeps."""
    kept = situation_rows.load(connection)
    stamp = pipeline.stamp_of(connection, config) if programs.same else kept.stamp
    first = _documents(bundle, connection, kept, stamp, programs)
    situation = pipeline.build(connection, stamp=stamp, config=config) if programs.same else kept
    second = _export(bundle, *custody.views(connection, situation, config), programs)
    second.expect(_content(kept) == _content(situation), f"{form.CASE} keeps another situation than it gives")
    return [
        first,
        second.check("{} records, page and situation among them, made again from the readings in " + form.CASE),
    ]


def _content(situation: Situation) -> object:
    """What a situation says, in whatever order."""
    items = {(situation_rows.record_of(i), i.id): i for i in situation.items}
    return items, {d.document: d for d in situation.documents}, situation.item_of, situation.today


def _documents(
    bundle: Opened, connection: sqlite3.Connection, situation: Situation, stamp: str, programs: _Programs
) -> Check:
    tally = _Tally("case", grave=programs.same)
    kept = {d.id: d for d in custody.entries(connection, custody.versions(connection), situation)}
    stated = {d.id: d for d in bundle.manifest.documents}
    for one in sorted({*kept, *stated}):
        tally.expect(kept.get(one) == stated.get(one), f"{one}: the manifest and {form.CASE} differ about it")
    tally.expect(bundle.manifest.today == situation.today, f"the manifest and {form.CASE} differ about today")
    stamps = {bundle.manifest.stamp, situation.stamp, stamp}
    tally.expect(len(stamps) == 1, "the situation is not that of the documents: its stamp differs")
    return tally.check(f"{form.CASE} says the same of {len(kept):,} documents, their versions and their fetching")


def _export(bundle: Opened, export: bytes, page: str, programs: _Programs) -> _Tally:
    tally = _Tally("export", grave=programs.same)
    here = "" if programs.same else f" by {programs.installed}"
    made = export.splitlines(keepends=True)
    for number, (given, again) in enumerate(zip_longest(_lines(bundle), made), 1):
        tally.expect(given == again, f"line {number:,} of {form.EXPORT} is made differently{here}")
    is_page = hashlib.sha256(page.encode()).hexdigest() == bundle.manifest.files[form.PAGE]
    tally.expect(is_page, f"{form.PAGE} is made differently{here}")
    return tally
