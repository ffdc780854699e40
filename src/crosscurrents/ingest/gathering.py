"""From the paths that a user names to files with bytes and locators; a fault in one never stops the others."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.media import BY_ENDING, endings, sniff
from crosscurrents.ingest.pieces import Incoming

STDIN = "-"
_NOTES = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing"})


class Skipped(msgspec.Struct, frozen=True):
    """A file of a folder that is not read, and why; no error."""

    locator: str
    reason: str


@dataclass(frozen=True)
class _Entry:
    """A file that was found, before it is opened."""

    path: Path
    locator: str


def gather(
    paths: Sequence[str], *, stdin: bytes | None = None, config: Config = DEFAULT
) -> Iterator[Incoming | Skipped | InputError]:
    """Give what `paths` name, sorted by locator: files, the files of folders, and "-" for `stdin`.

    A file that is named twice (itself and with its folder) is given once, under the longest of its locators, so that
    the order of `paths` does not matter. Links to folders are not followed. An `InputError` in the stream is to be
    reported; the batch goes on after it.
    """
    entries: list[_Entry] = []
    for path in sorted(set(paths)):
        if path == STDIN:
            yield _standard_input(stdin, config)
            continue
        for found in _named(path):
            if isinstance(found, _Entry):
                entries.append(found)
            else:
                yield found
    yield from _read_all(entries, config)


def _standard_input(stdin: bytes | None, config: Config) -> Incoming | InputError:
    if not stdin or not stdin.strip():
        return InputError("the standard input is empty", file=STDIN, hint="pipe a text into the command")
    if len(stdin) > config.max_file_bytes:
        return _too_large(STDIN, config)
    return Incoming(f"-#{hashlib.sha256(stdin).hexdigest()[:16]}", "stdin.txt", stdin, sniff(stdin))


def _named(path: str) -> Iterator[_Entry | Skipped | InputError]:
    """What one argument names."""
    if "\x00" in path:
        yield InputError("the path holds a NUL character", file=_shown(path))
        return
    full = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links, and so change the locator)
    if _is_folder(full):
        yield from _walk(full, _shown(full.name))
    elif not os.path.lexists(full):
        yield InputError("there is no such file or folder", file=_shown(path), hint="check the path")
    elif full.suffix.lower() not in BY_ENDING:
        yield FormatError(
            f"the format {full.suffix or 'without a suffix'} is not read", file=_shown(path), hint=endings()
        )
    else:
        yield _Entry(full, _join(_shown(full.parent.name), _shown(full.name)))


def _walk(folder: Path, locator: str) -> Iterator[_Entry | Skipped | InputError]:
    """The files under `folder`, sorted by name; iterative, so that depth is bounded by the file system alone."""
    waiting = [(folder, locator)]
    while waiting:
        here, prefix = waiting.pop()
        try:
            children = sorted(here.iterdir(), key=lambda child: os.fsencode(child.name))
        except OSError as error:
            yield InputError(f"the folder cannot be read: {error.strerror}", file=prefix)
            continue
        for child in children:
            name = _join(prefix, _shown(child.name))
            if _is_folder(child) and not child.name.startswith(".") and not child.is_symlink():
                waiting.append((child, name))
            else:
                yield _file_of_folder(child, name)


def _file_of_folder(path: Path, locator: str) -> _Entry | Skipped:
    if path.name.startswith("."):
        return Skipped(locator, "hidden")
    if path.is_symlink() and _is_folder(path):
        return Skipped(locator, "a link to a folder")
    if path.stem.lower() in _NOTES:
        return Skipped(locator, "a note about the folder")
    if path.suffix.lower() not in BY_ENDING:
        return Skipped(locator, f"unknown format {path.suffix or '(no suffix)'}")
    return _Entry(path, locator)


def _read_all(entries: list[_Entry], config: Config) -> Iterator[Incoming | InputError]:
    """Open each file once, in order of locator."""
    best: dict[Path, _Entry] = {}
    for entry in entries:
        real = Path(os.path.realpath(entry.path))
        known = best.get(real)
        if known is None or _rank(entry) > _rank(known):
            best[real] = entry
    last = None
    for entry in sorted(best.values(), key=lambda e: (e.locator, os.fsencode(e.path))):
        if entry.locator == last:
            hint = "give a folder that holds both"
            yield InputError("another file of this reading has the same locator", file=entry.locator, hint=hint)
        else:
            yield _read(entry, config)
        last = entry.locator


def _is_folder(path: Path) -> bool:
    """Whether `path` is a folder; False where that cannot be seen."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _rank(entry: _Entry) -> tuple[int, str]:
    return entry.locator.count("/"), entry.locator


def _read(entry: _Entry, config: Config) -> Incoming | InputError:
    try:
        if not entry.path.is_file():
            return InputError("this is not a regular file", file=entry.locator)
        if entry.path.stat().st_size > config.max_file_bytes:
            return _too_large(entry.locator, config)
        data = entry.path.read_bytes()
    except OSError as error:
        return InputError(f"the file cannot be read: {error.strerror}", file=entry.locator)
    name = entry.locator.rpartition("/")[2]
    return Incoming(entry.locator, name, data, BY_ENDING[entry.path.suffix.lower()].media)


def _too_large(locator: str, config: Config) -> InputError:
    limit = f"the limit is {config.max_file_bytes:,} bytes"
    return InputError("the file is too large", file=locator, hint=f"{limit}; cut it into parts")


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _shown(name: str) -> str:
    """A name as text: composed characters (so that systems agree), U+FFFD where its bytes are no UTF-8."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
