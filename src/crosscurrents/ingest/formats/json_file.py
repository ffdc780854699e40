"""JSON: an export of one of the programs in `READERS`, or an array of articles, each an object with a `text`.

What a JSON file is, only its content tells. A further kind is a row in `READERS`: how it is called, how it is known,
and what reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.decoding import json_value
from crosscurrents.ingest.formats import library, lines, telegram
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped

Pieces = Iterator[Piece | Incoming | Skipped | InputError]


class Reader(NamedTuple):
    """A kind of JSON file: what a person calls it, whether a value is of this kind, and the texts in such a value.

    `is_kind` takes any JSON value; `pieces` takes a value of the kind, the file that it stands in and the settings.
    """

    what: str
    is_kind: Callable[[Any], bool]
    pieces: Callable[[Any, Incoming, Config], Pieces]


READERS = (
    Reader("a chat exported by Telegram Desktop (result.json)", telegram.is_export, telegram.pieces_of),
    Reader("a library in CSL-JSON", library.is_library, library.pieces_of),
)


def read(incoming: Incoming, config: Config) -> Pieces:
    """The texts of a JSON file of any kind that is read.

    Raises:
        FormatError: the file is no JSON, or JSON of a kind that is not read although the user names it.
    """
    value = _loaded(incoming)
    for reader in READERS:
        if reader.is_kind(value):
            yield from reader.pieces(value, incoming, config)
            return
    if not _is_list_of_articles(value):
        if not incoming.named:
            yield Skipped(incoming.locator, "JSON, but nothing in it that is read as articles")
            return
        kinds = ", ".join(["an array of objects with a text", *(r.what for r in READERS)])
        raise FormatError("this kind of JSON is not read", file=incoming.locator, hint=f"what is read: {kinds}")
    yield from _articles(value, incoming)


def _loaded(incoming: Incoming) -> Any:  # noqa: ANN401  # any JSON value
    try:
        return json_value(incoming.data)
    except RecursionError:
        hint = "no program that exports texts nests them so; leave it out"
        raise FormatError("the JSON is nested too deeply", file=incoming.locator, hint=hint) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)  # a number with too many digits has no line
        hint = f"it breaks off or is damaged at line {line}; export it again" if line else "export it again"
        raise FormatError("the file is no JSON", file=incoming.locator, hint=hint) from None


def _is_list_of_articles(value: Any) -> bool:  # noqa: ANN401  # any JSON value
    return isinstance(value, list) and any(isinstance(item, dict) and "text" in item for item in value)


def _articles(items: list[Any], incoming: Incoming) -> Iterator[Piece | InputError]:
    """An article an object; what is none is an error that names its place."""
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        try:
            if not isinstance(item, dict):
                raise InputError("this is no object")
            yield lines.article(item, seen)
        except InputError as error:
            where = f"{incoming.locator}, object {number}"
            yield FormatError(error.message, file=where, hint=error.hint or "each must be an object with a text")
