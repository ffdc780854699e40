"""From the paths that a user names to files with bytes and locators; a fault in one never stops the others."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crosscurrents.config import DEFAULT, Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.addresses import address_of, is_address
from crosscurrents.ingest.attachments import LIBRARIES, attached
from crosscurrents.ingest.decoding import REPLACEMENT
from crosscurrents.ingest.media import BY_ENDING, MAPPING_ENDING, MOST_MAPPING_BYTES, TABLES, endings, sniff
from crosscurrents.ingest.pieces import Incoming, Skipped

if TYPE_CHECKING:
    from crosscurrents.ingest.fetching import Fetcher

STDIN = "-"
HIDDEN = "hidden"
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # control characters, turned writing
_ADVICE = {  # what to do about a file that the system does not give
    errno.EACCES: "give yourself the right to read it",
    errno.EPERM: "give yourself the right to read it",
    errno.ENOENT: "it is gone, or a link that leads nowhere: read the folder again",
    errno.ENAMETOOLONG: "move it to a folder that is less deep",
    errno.ELOOP: "the link leads to itself; leave it out",
}
_NOTES = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing"})


@dataclass(frozen=True)
class _Entry:
    """A file that was found, before it is opened; `named` where the user named it, not its folder.

    `said` and `attached` are those of `Incoming`.
    """

    path: Path
    locator: str
    named: bool = False
    said: dict[str, str] = field(default_factory=dict)
    attached: frozenset[str] = frozenset()


def gather(
    paths: Sequence[str], *, stdin: bytes | None = None, config: Config = DEFAULT, fetcher: Fetcher | None = None
) -> Iterator[Incoming | Skipped | InputError]:
    """Give what `paths` name: the pages at addresses, "-" for `stdin`, files and the files of folders, by locator.

    A file that is named twice (itself and with its folder) is given once, under the longest of its locators, so that
    the order of `paths` does not matter; one that is the attachment of a library is given with what the library says
    of it. Links to folders are not followed. An `InputError` in the stream is to be reported; the batch goes on after
    it. `fetcher` is asked for addresses; without one, a new one is.
    """
    yield from _fetched([path for path in paths if is_address(path)], config, fetcher)
    entries: list[_Entry] = []
    for path in sorted({path for path in paths if not is_address(path)}):
        if path == STDIN:
            yield _standard_input(stdin, config)
            continue
        for found in _named(path):
            if isinstance(found, _Entry):
                entries.append(found)
            else:
                yield found
    yield from _read_all(entries, config)


def _fetched(addresses: list[str], config: Config, fetcher: Fetcher | None) -> Iterator[Incoming | InputError]:
    """The pages at addresses, each asked for once."""
    if not addresses:
        return
    from crosscurrents.ingest.fetching import Fetcher

    asking = fetcher or Fetcher(config)
    wanted: set[str] = set()
    for written in sorted(set(addresses)):
        try:
            wanted.add(str(address_of(written)))
        except InputError as error:
            yield error
    yield from (asking.named(address) for address in sorted(wanted))


def _standard_input(stdin: bytes | None, config: Config) -> Incoming | InputError:
    if not stdin or not stdin.strip():
        return InputError("the standard input is empty", file=STDIN, hint="pipe a text into the command")
    if len(stdin) > config.max_file_bytes:
        return _too_large(STDIN, config)
    return Incoming(f"-#{hashlib.sha256(stdin).hexdigest()[:16]}", "stdin.txt", stdin, sniff(stdin))


def _named(path: str) -> Iterator[_Entry | Skipped | InputError]:
    """What one argument names."""
    if "\x00" in path:
        yield InputError("the path holds a NUL character", file=_shown(path), hint="check the path")
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
        yield _Entry(full, _join(_shown(full.parent.name), _shown(full.name)), named=True)


def _walk(folder: Path, locator: str) -> Iterator[_Entry | Skipped | InputError]:
    """The files under `folder`, sorted by name; iterative, so that depth is bounded by the file system alone."""
    waiting = [(folder, locator)]
    while waiting:
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as found:  # unlike a path, what it gives knows what it is, however deep it lies
                children = sorted(found, key=lambda child: os.fsencode(child.name))
        except OSError as error:
            yield _unreadable("folder", prefix, error)
            continue
        for child in children:
            name = _join(prefix, _shown(child.name))
            if _is_folder(child) and not child.name.startswith(".") and not child.is_symlink():
                waiting.append((Path(child.path), name))
            else:
                yield _file_of_folder(Path(child.path), name)


def _file_of_folder(path: Path, locator: str) -> _Entry | Skipped:
    if path.name.startswith("."):
        return Skipped(locator, HIDDEN)
    if os.path.islink(path) and _is_folder(path):  # noqa: PTH114 (Path.is_symlink raises where the path is too long)
        return Skipped(locator, "a link to a folder")
    if path.stem.lower() in _NOTES:
        return Skipped(locator, "a note about the folder")
    if path.name.lower().endswith(MAPPING_ENDING):
        return Skipped(locator, "says how a table is coded")
    if path.suffix.lower() not in BY_ENDING:
        return Skipped(locator, f"unknown format {path.suffix or '(no suffix)'}")
    return _Entry(path, locator)


def _read_all(entries: list[_Entry], config: Config) -> Iterator[Incoming | Skipped | InputError]:
    """Open each file once, in order of locator; libraries first, because they tell of other files."""
    found: list[_Entry] = []
    for entry in _once(entries):
        found.append(entry)
        if BY_ENDING[entry.path.suffix.lower()].media in LIBRARIES:
            yield from _expanded(found, config)
    last = None
    for entry in _once(found):
        if entry.locator == last:
            hint = "give a folder that holds both"
            yield InputError("another file of this reading has the same locator", file=entry.locator, hint=hint)
        else:
            yield _read(entry, config)
        last = entry.locator


def _once(entries: list[_Entry]) -> list[_Entry]:
    """One entry a file, the one that tells most of it, in order of locator."""
    best: dict[Path, _Entry] = {}
    for entry in entries:
        real = Path(os.path.realpath(entry.path))
        known = best.get(real)
        if known is None or _rank(entry) > _rank(known):
            best[real] = replace(entry, named=entry.named or (known is not None and known.named))
        elif entry.named:
            best[real] = replace(known, named=True)
    return sorted(best.values(), key=lambda e: (e.locator, os.fsencode(e.path)))


def _expanded(found: list[_Entry], config: Config) -> Iterator[Skipped | InputError]:
    """Add the attachments of the last of `found`, which may be a library; give what of them is not read."""
    library = found[-1]
    incoming = _read(library, config)
    if isinstance(incoming, InputError):
        return  # it is reported in its own turn
    names = attached(library.path, incoming.data)
    found[-1] = replace(library, attached=frozenset(f.written for f in names.files))
    folder = library.locator.rpartition("/")[0]
    found += [_Entry(library.path.parent / f.place, _join(folder, _shown(f.place)), said=f.said) for f in names.files]
    if names.outside:
        more = f" and {len(names.outside) - 1} more" if len(names.outside) > 1 else ""
        message = f"an attachment lies outside of the library's folder: {_shown(names.outside[0])[:200]}{more}"
        yield InputError(message, file=library.locator, hint="export the library with its files")
    if names.missing:
        what = "1 attachment is" if names.missing == 1 else f"{names.missing} attachments are"
        yield Skipped(library.locator, f"{what} not there")


def _is_folder(path: Path | os.DirEntry[str]) -> bool:
    """Whether `path` is a folder; False where that cannot be seen."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _rank(entry: _Entry) -> tuple[bool, int, str, list[tuple[str, str]]]:
    return bool(entry.said), entry.locator.count("/"), entry.locator, sorted(entry.said.items())


def _read(entry: _Entry, config: Config) -> Incoming | InputError:
    try:
        data = _bytes(entry.path, config.max_file_bytes)
        mapping = _mapping(entry.path)
    except OSError as error:
        return _unreadable("file", entry.locator, error)
    if data is None:
        return _no_file(entry)
    if len(data) > config.max_file_bytes:
        return _too_large(entry.locator, config)
    name = entry.locator.rpartition("/")[2]
    media = BY_ENDING[entry.path.suffix.lower()].media
    return Incoming(
        entry.locator,
        name,
        data,
        media,
        said=entry.said,
        attached=entry.attached,
        coding=mapping,
        named=entry.named or mapping is not None,
    )


def _bytes(path: Path, most: int) -> bytes | None:
    """The bytes of a file, at most one more than `most`; None where it is no regular file. Never waits for a pipe.

    Raises:
        OSError: it cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # some devices do something when they are opened
        return None
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):  # it was put in the place of the one that was there
            return None
        size = min(status.st_size, most)
        data = file.read(size + 1) or b""
        return data if len(data) <= size else data + file.read(most - size)  # it grows, or its size is not known


def _no_file(entry: _Entry) -> InputError:
    hint = "a pipe, a socket or a device is not read: put its text into a file"
    return InputError("this is not a regular file", file=entry.locator, hint=hint)


def _unreadable(what: str, locator: str, error: OSError) -> InputError:
    hint = _ADVICE.get(error.errno or 0, "copy it to another disk, or leave it out")
    return InputError(f"the {what} cannot be read: {error.strerror}", file=locator, hint=hint)


def _mapping(path: Path) -> bytes | None:
    """The bytes of the mapping that lies beside a table, NAME.coding.yaml; None where none does.

    Raises:
        OSError: it cannot be read.
    """
    if BY_ENDING[path.suffix.lower()].media not in TABLES:
        return None
    beside = path.with_suffix(MAPPING_ENDING)
    if not beside.is_file():
        return None
    with beside.open("rb") as file:
        return file.read(MOST_MAPPING_BYTES + 1)


def _too_large(locator: str, config: Config) -> InputError:
    limit = f"the limit is {config.max_file_bytes:,} bytes"
    return InputError("the file is too large", file=locator, hint=f"{limit}; cut it into parts")


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _shown(name: str) -> str:
    """A name as text: composed characters (so that systems agree), U+FFFD where its bytes are no UTF-8, and for what
    would break a line or turn it around.
    """
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", _UNSHOWN.sub(REPLACEMENT, text))
