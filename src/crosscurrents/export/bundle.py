"""A case as one zip for somebody who has to be able to trust it: originals, texts, the case itself, and a manifest.

The files are stored, not compressed. Their bytes then depend on no compression library, nothing can unfold into more
than it is, and whoever verifies a bundle can compare it with the zip that its files must give, byte for byte.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from crosscurrents.records.custody import Retrieval
from crosscurrents.records.dates import DateRange
from crosscurrents.records.document import Document

FORMAT = 1  # the number of this shape of a bundle
README, PAGE, CASE, EXPORT, MANIFEST = "README.txt", "brief.html", "case.db", "export.jsonl", "manifest.json"
NAMES = re.compile(
    r"README\.txt|brief\.html|case\.db|export\.jsonl|manifest\.json"
    r"|originals/[0-9a-f]{64}\.[a-z0-9]{1,10}|texts/[0-9a-f]{16}\.txt"
)  # all names that a file of a bundle may have
BLOCK = 1 << 20  # bytes that are read at a time
_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest time of a zip: no clock enters a bundle
_RIGHTS = 0o100644 << 16  # a plain file that its owner may write
_UNIX = 3

_TOLD = """What this is
============
The documents of a case of the program Crosscurrents, with all that the program made of them, as one sealed file.

  originals/        every document's bytes as they came; a file is named by its SHA-256
  texts/            the text that was read in each, in UTF-8; a file is named by the document's id
  export.jsonl      every record of the case, a line of JSON each; a quote is text[start:end] of a document's text,
                    counted in characters (Unicode code points)
  brief.html        the first page, for a browser; it asks nothing of the net
  case.db           the case itself (SQLite), with its log of changes
  manifest.json     what each document is, where it came from, and the SHA-256 of every file here but the manifest

How to verify it by hand
========================
Unpack the zip, go to its folder, and run

  sha256sum -c README.txt

(on macOS: shasum -a 256 -c README.txt). It compares the files with the list at the end of this page; a warning about
lines that are not properly formatted is about the words before the list. The hashes of case.db and of this page stand
in manifest.json under "files"; case.db is not in the list, because its log holds the times of changes, so that the
same documents give the same list.

How to verify it by program
===========================
  pip install crosscurrents
  crosscurrents verify NAME.zip

It also computes every document's id again, compares every quote with its text, reads every original again, and makes
export and page again from the case. Keep the zip as it was given: packed again by another program it is another file.
Neither way tells who made the bundle. Whoever handed it on can tell you the SHA-256 of the zip, by another way.

SHA-256 of the files
====================
"""


class Program(msgspec.Struct, frozen=True):
    """What made a bundle: the version, a hash of its rules and libraries, and one of its reader."""

    version: str
    fingerprint: str
    reader: str


class OriginalEntry(msgspec.Struct, frozen=True):
    """A document's original bytes, and the file of the bundle that holds them."""

    sha256: str
    bytes: int
    media_type: str
    file: str


class TextEntry(msgspec.Struct, frozen=True):
    """A document's text: the hash of its UTF-8 and its number of code points."""

    sha256: str
    characters: int


class DocumentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifest says of a document; `supersedes` is the id of the version before it."""

    id: str
    locator: str
    name: str
    title: str | None
    publisher: str | None
    date: DateRange | None
    original: OriginalEntry
    text: TextEntry
    retrieval: Retrieval | None
    supersedes: str | None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a bundle: `files` maps the name of every other file to its SHA-256.

    `seal` is the SHA-256 of the manifest itself as written with an empty seal.
    """

    bundle: int
    program: Program
    stamp: str
    today: str | None
    documents: tuple[DocumentEntry, ...]
    files: dict[str, str]
    seal: str = ""


@dataclass(frozen=True)
class Member:
    """A file of a bundle: its name, its hash, its size in bytes, and a way to its bytes, block by block."""

    name: str
    sha256: str
    size: int
    blocks: Callable[[], Iterable[bytes]]


def of_bytes(name: str, data: bytes) -> Member:
    """A file of a bundle whose bytes are at hand."""
    return Member(name, hashlib.sha256(data).hexdigest(), len(data), lambda: (data,))


def of_file(name: str, path: Path) -> Member:
    """A file of a bundle whose bytes stand in a file that does not change meanwhile."""
    return Member(name, file_hash(path), path.stat().st_size, lambda: _blocks(path))


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def entry(document: Document, *, date: DateRange | None, retrieval: Retrieval | None, file: str) -> DocumentEntry:
    """What the manifest says of a document: its date as the case resolved it, and the file of its original."""
    original = document.original
    known = date is not None and (date.start or date.end)
    return DocumentEntry(
        id=document.id,
        locator=document.locator,
        name=document.name,
        title=document.title,
        publisher=document.publisher,
        date=date if known else None,
        original=OriginalEntry(original.sha256, original.bytes, original.media_type, file),
        text=TextEntry(hashlib.sha256(document.text.encode()).hexdigest(), len(document.text)),
        retrieval=retrieval,
        supersedes=document.supersedes,
    )


def text_file(document: str) -> str:
    """The name of the file that holds a document's text."""
    return f"texts/{document}.txt"


def original_file(sha256: str, ending: str) -> str:
    """The name of the file that holds an original; `ending` is that of its format, without the dot."""
    return f"originals/{sha256}.{ending}"


def members_of(
    documents: Sequence[DocumentEntry],
    *,
    program: Program,
    stamp: str,
    today: str | None,
    originals: Iterable[Member],
    texts: Mapping[str, str],
    export: bytes,
    page: str,
    case: Path,
) -> list[Member]:
    """All files of a bundle, the manifest among them, sorted by name.

    Args:
        documents: every version of every document.
        program: what makes the bundle.
        stamp: the stamp of the situation, and `today`, the day that it counts as today.
        today: see `stamp`.
        originals: the files that the documents name, each once.
        texts: the stored text of each document by its id.
        export: the case as JSON Lines.
        page: the brief as HTML.
        case: a copy of the case that nobody writes to.
    """
    found = [of_bytes(text_file(name), text.encode()) for name, text in texts.items()]
    found += [*originals, of_bytes(EXPORT, export), of_bytes(PAGE, page.encode())]
    found.append(of_bytes(README, readme({m.name: m.sha256 for m in found}).encode()))
    found.append(of_file(CASE, case))
    manifest = Manifest(
        bundle=FORMAT,
        program=program,
        stamp=stamp,
        today=today,
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        files={m.name: m.sha256 for m in found},
    )
    return sorted([*found, of_bytes(MANIFEST, sealed(manifest))], key=lambda m: m.name)


def readme(sums: Mapping[str, str]) -> str:
    """What a bundle is and how it is verified, with the list that `sha256sum -c` takes (name -> hash)."""
    return _TOLD + "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items()))


def sealed(manifest: Manifest) -> bytes:
    """The manifest as it is written: JSON, indented, keys sorted, with its seal."""
    bare = msgspec.structs.replace(manifest, seal="")
    return _written(msgspec.structs.replace(bare, seal=_seal(bare)))


def is_sealed(data: bytes) -> bool:
    """Whether the bytes are those of a manifest as it was written: the seal fits, and nothing was laid out anew.

    Raises:
        msgspec.DecodeError: they are no JSON object.
    """
    found = msgspec.json.decode(data, type=dict[str, object])
    seal = found.get("seal")
    return seal == _seal(found | {"seal": ""}) and _written(found) == data


def _seal(bare: object) -> str:
    return hashlib.sha256(_written(bare)).hexdigest()


def _written(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1) + b"\n"


def pack(members: Iterable[Member], target: BinaryIO) -> None:
    """Write the zip; the same files give the same bytes.

    Args:
        members: the files, sorted by name.
        target: a seekable file that is open for writing.
    """
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for member in members:
            with archive.open(_info(member), "w") as out:
                for block in member.blocks():
                    out.write(block)


def _info(member: Member) -> ZipInfo:
    info = ZipInfo(member.name, _WHEN)
    info.create_system, info.external_attr, info.file_size = _UNIX, _RIGHTS, member.size
    return info
