"""Opening a bundle that a stranger gave.

Its table of contents is bounded before it is read, no file in it is larger than it is, and nothing is unpacked under a
name that it gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from crosscurrents.errors import FormatError, InputError, VersionError
from crosscurrents.export import bundle as form

# Limits on what a stranger gives. They change nothing that is read, so they are no settings of a case.
MOST_FILES = 250_000
LARGEST_CONTENTS = 32_000_000  # bytes of the zip's table of contents: some 250,000 files
LARGEST_MANIFEST = 1_000_000_000  # bytes
BROKEN = (BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)  # what zipfile raises
NO_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_END, _END_64, _LOCATOR = 22, 56, 20  # sizes of the last records of a zip, the latter two where it is a large one
_IN_CONTENTS_SIZE = slice(40, 48)  # where the record of a large zip, 98 bytes before the end, has that size


@dataclass(frozen=True)
class Opened:
    """An opened bundle of `size` bytes: its table of contents by name, and the manifest, also as it is `written`."""

    path: Path
    size: int
    archive: ZipFile
    infos: Mapping[str, ZipInfo]
    written: bytes
    manifest: form.Manifest

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, block by block.

        Raises:
            FormatError: it is not there, or its bytes do not fit the zip's own sums.
        """
        return _blocks(self.archive, self.infos, name)

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            FormatError: as `blocks`, or the file is larger than `limit` bytes.
        """
        return _read(self.archive, self.infos, name, limit)


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """A bundle, open for reading.

    Raises:
        InputError: the file cannot be read, or is no bundle.
        VersionError: it has a shape that only a newer version knows.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(path), hint="name a bundle") from error
    with file:
        size = path.stat().st_size
        contents = _contents(file, size)
        if contents is None or contents > LARGEST_CONTENTS:
            raise _no_bundle(path, "it does not end as a zip does" if contents is None else "its table is too large")
        try:
            archive = ZipFile(file)
        except BROKEN as error:
            raise _no_bundle(path, f"its table of contents is damaged: {error}") from error
        with archive:
            infos = _infos(archive.infolist(), size, path)
            written = _read(archive, infos, form.MANIFEST, LARGEST_MANIFEST)
            yield Opened(path, size, archive, infos, written, _decoded(written, path))


def _no_bundle(path: Path, why: str) -> FormatError:
    hint = "take the zip as crosscurrents export --format bundle wrote it"
    return FormatError(f"is no whole bundle: {why}", file=str(path), hint=hint)


def _contents(file: BinaryIO, size: int) -> int | None:
    """The size of the zip's table of contents in bytes, as its last records give it; None where they are none.

    zipfile would also look for them further up in the file: what it took then would not be bounded by this one.
    """
    file.seek(max(0, size - _END - _LOCATOR - _END_64))
    tail = file.read()
    file.seek(0)
    end, locator = tail[-_END:], tail[-_END - _LOCATOR : -_END]
    if not end.startswith(b"PK\x05\x06") or not end.endswith(b"\x00\x00"):  # the latter: no comment follows
        return None
    if locator.startswith(b"PK\x06\x07"):  # a large zip: zipfile takes the size from the record before
        return int.from_bytes(tail[_IN_CONTENTS_SIZE], "little")
    return int.from_bytes(end[12:16], "little")


def _infos(found: list[ZipInfo], size: int, path: Path) -> dict[str, ZipInfo]:
    """The table of contents by name, in which no file is larger than it is and none stands twice."""
    infos = {i.filename: i for i in found}
    if len(found) > MOST_FILES:
        raise _no_bundle(path, f"it holds {len(found):,} files")
    if len(infos) != len(found):
        raise _no_bundle(path, "a name stands twice in it")
    if any(i.compress_type != ZIP_STORED or i.file_size != i.compress_size or i.flag_bits & 1 for i in found):
        raise _no_bundle(path, "its files are compressed or encrypted: another program packed it again")
    if sum(i.file_size for i in found) > size:
        raise _no_bundle(path, "its files are larger than the zip")
    if form.MANIFEST not in infos:
        raise _no_bundle(path, f"it has no {form.MANIFEST}")
    return infos


class _Numbered(msgspec.Struct):
    bundle: int


def _decoded(written: bytes, path: Path) -> form.Manifest:
    try:
        number = msgspec.json.decode(written, type=_Numbered).bundle
        if number > form.FORMAT:
            raise VersionError(f"the bundle has shape {number}", file=str(path), hint="update crosscurrents")
        return msgspec.json.decode(written, type=form.Manifest)
    except NO_JSON as error:
        raise _no_bundle(path, f"{form.MANIFEST} cannot be read: {error}") from error


def _blocks(archive: ZipFile, infos: Mapping[str, ZipInfo], name: str) -> Iterator[bytes]:
    """The bytes of a file of the zip, block by block.

    Raises:
        FormatError: it is not there, or its bytes do not fit the zip's own sums.
    """
    if name not in infos:
        raise FormatError("is not in the bundle", file=name)
    try:
        with archive.open(infos[name]) as member:
            while block := member.read(form.BLOCK):
                yield block
    except BROKEN as error:
        raise FormatError(f"is damaged: {error}", file=name) from error


def _read(archive: ZipFile, infos: Mapping[str, ZipInfo], name: str, limit: int) -> bytes:
    """The bytes of a file of the zip.

    Raises:
        FormatError: as `_blocks`, or the file is larger than `limit` bytes.
    """
    if name in infos and infos[name].file_size > limit:
        raise FormatError(f"is larger than {limit:,} bytes", file=name)
    return b"".join(_blocks(archive, infos, name))
