"""The files that a library names as its attachments: found in the library's own folder, never outside of it."""

from __future__ import annotations

import os.path
import re
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

import msgspec

from crosscurrents.ingest.formats.library import entries_of
from crosscurrents.ingest.media import BY_ENDING, RIS

LIBRARIES = frozenset({RIS, "application/json"})  # media types of files that may be libraries
_KEYS = (b'"attachments"', b'"note"')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


class Attachment(msgspec.Struct, frozen=True):
    """A file that an entry names: how it is written there, where it is in the library's folder, what is said of it."""

    written: str
    place: str
    said: dict[str, str]


class Attached(msgspec.Struct, frozen=True):
    """What a library names: files that are there and read, paths that lead out of its folder, and files not there."""

    files: tuple[Attachment, ...]
    outside: tuple[str, ...]
    missing: int


def attached(library: Path, data: bytes) -> Attached:
    """The attachments of a file that may be a library, in its order; none where it is none.

    Args:
        library: the path of the file.
        data: its bytes.
    """
    files: list[Attachment] = []
    outside: list[str] = []
    missing = 0
    media = BY_ENDING[library.suffix.lower()].media
    may_name_files = media == RIS or any(key in data for key in _KEYS)  # most JSON is no library, and may be large
    for entry in entries_of(data, media) if may_name_files else ():
        for written in entry.attachments:
            if _is_remote(written):
                continue
            place = _place(library.parent, written)
            if place is None:
                outside.append(written)
            elif not _is_file(library.parent / place):
                missing += 1
            elif (kind := BY_ENDING.get(place.suffix.lower())) and kind.is_read:
                files.append(Attachment(written, place.as_posix(), entry.said))
    return Attached(tuple(files), tuple(outside), missing)


def _is_remote(written: str) -> bool:
    """Whether an attachment is an address, or a name of another program's own, and no path."""
    return (
        bool(_SCHEME.match(written)) and not written.lower().startswith("file:") and not PureWindowsPath(written).drive
    )


def _place(folder: Path, written: str) -> PurePosixPath | None:
    """A path as written as one below `folder`, None where it leads out of it: by itself or by a link."""
    for path in (written, written.replace("\\", "/"), unquote(written)):
        place = PurePosixPath(path)
        if (
            path.lower().startswith("file:")
            or place.is_absolute()
            or PureWindowsPath(path).anchor
            or ".." in place.parts
        ):
            return None
        try:
            inside = Path(os.path.realpath(folder / place)).is_relative_to(os.path.realpath(folder))
        except (OSError, ValueError):  # a NUL, a loop of links
            return place
        if not inside:
            return None
        if _is_file(folder / place):
            return place
    return PurePosixPath(written)


def _is_file(path: Path) -> bool:
    """Whether there is a file; False where a path is none at all."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
