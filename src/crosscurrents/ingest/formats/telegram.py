"""Telegram Desktop's export in JSON (`result.json`), of one chat or of a whole account: a post is a document.

The format has no published schema; what is read is what Telegram Desktop writes (export/output/export_output_json.cpp
of its sources): `messages` with `id`, `type`, `date` (local time), `text` (a text, or a list of texts and objects with
a `text`) and `forwarded_from`, which is null where the one whose post it was cannot be named. Service messages, polls,
media without a caption and posts of a few words are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crosscurrents.config import Config
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import storable
from crosscurrents.ingest.layout import word_count
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.pieces import Incoming, Piece

LEAST_WORDS = 4  # a shorter post says nothing that could be read
_CHAT_LISTS = ("chats", "left_chats")
_USERNAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
_LONGEST_NAME = 200


def is_export(value: Any) -> bool:  # noqa: ANN401  # any JSON value
    """Whether a JSON value is such an export."""
    return next(_chats(value), None) is not None


def pieces_of(value: Any, incoming: Incoming, config: Config) -> Iterator[Piece]:  # noqa: ANN401  # any JSON value
    """The posts with text, chat by chat, in the order of the export."""
    for chat in _chats(value):
        for message in chat["messages"]:
            piece = _piece(chat, message) if isinstance(message, dict) else None
            if piece:
                yield piece


def _chats(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # any JSON value
    """The chats of an export: the value itself, or those in its lists."""
    if not isinstance(value, dict):
        return
    if _is_chat(value):
        yield value
    for name in _CHAT_LISTS:
        chats = value.get(name)
        listed = chats.get("list") if isinstance(chats, dict) else None
        yield from (chat for chat in (listed if isinstance(listed, list) else ()) if _is_chat(chat))


def _is_chat(value: Any) -> bool:  # noqa: ANN401  # any JSON value
    return isinstance(value, dict) and {"id", "type"} <= value.keys() and isinstance(value.get("messages"), list)


def _piece(chat: dict[str, Any], message: dict[str, Any]) -> Piece | None:
    """A post as a text; None where it is none, or one of a few words."""
    text = _text(message.get("text")) if message.get("type") == "message" else ""
    if word_count(text) < LEAST_WORDS:
        return None
    return Piece(text, _found(chat, message), part=f"{_number(chat)}-{_number(message)}")


def _text(value: object) -> str:
    """The characters of a post."""
    parts = value if isinstance(value, list) else [value]
    return storable("".join(p for part in parts if isinstance(p := _words(part), str)))


def _words(part: object) -> object:
    return part.get("text") if isinstance(part, dict) else part


def _found(chat: dict[str, Any], message: dict[str, Any]) -> Found:
    """What the export says of a post. Who writes it is its author where that is another than the chat."""
    channel, author = _name(chat.get("name")), _name(message.get("from"))
    found = Found(publisher=channel, author=author if author != channel else None, address=_address(chat, message))
    found.set_date(metadata_date(str(message.get("date"))), None, "date")
    source = _name(message.get("forwarded_from")) or ""
    if "forwarded_from" in message and source != channel:
        found.relays = source
    return found


def _address(chat: dict[str, Any], message: dict[str, Any]) -> str | None:
    """The post's address, where the export names the chat's user name."""
    username = _USERNAME.fullmatch(str(chat.get("username")))
    return f"https://t.me/{username[1]}/{_number(message)}" if chat.get("username") and username else None


def _number(thing: dict[str, Any]) -> str:
    """The id of a chat or message, as digits; 0 where it has none."""
    value = thing.get("id")
    return str(value) if isinstance(value, int) and abs(value) < 1 << 63 else "0"


def _name(value: object) -> str | None:
    return storable(" ".join(value.split()))[:_LONGEST_NAME] or None if isinstance(value, str) else None
