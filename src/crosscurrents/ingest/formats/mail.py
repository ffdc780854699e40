"""E-mail: single messages (.eml, RFC 5322) and mailboxes (.mbox, RFC 4155).

The text of a message is its plain part if that has the words, else its HTML part with all running text. What it only
quotes and its signature stay in the text, but are dropped. A message that it hands on is a relay: a document whose
narrator is the one whose message it was. Attachments in formats that are read are files of their own; others are left
out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.dating import metadata_date
from crosscurrents.ingest.decoding import binary_kind, line_breaks, storable
from crosscurrents.ingest.formats import page
from crosscurrents.ingest.html_text import running_text
from crosscurrents.ingest.layout import word_count
from crosscurrents.ingest.media import BY_ENDING, BY_MEDIA, MAIL, MBOX
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.mime import Part, part_of
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped
from crosscurrents.ingest.quoting import Section, not_own, sections, sender_name
from crosscurrents.records.dates import DateRange, day

Read = Iterator[Piece | Incoming | InputError | Skipped]
_OWN_WORDS = 20  # of a sender above a message handed on: fewer are a note about it, not a text
_PLAIN_SHARE = 0.5  # of the words of the HTML part: a plain part with fewer only says that there is another
_ARTICLE_SHARE = 0.9  # of the running text of an HTML part: an article with less of it has lost some
_RUNNING_WORDS = 15  # in a line of running text
_LONGEST_MARK = 300  # characters
_LONGEST_BODY = 5_000_000  # bytes of the parts of a message that are its text
_MOST_LINES = 200_000  # lines and tags of the same
_MARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,%d}\n(?=[!-9;-~]+[ \t]*:|>From )" % _LONGEST_MARK)
_MARK_TIME = re.compile(rb"\b\d\d:\d\d.*\b(?:19|20)\d\d\b")
_QUOTED_MARK = re.compile(rb"^>(>*From )", re.MULTILINE)
_ENCRYPTED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"))
_BODY_FILE = re.compile(r"ATT\d{5,6}\.(?:txt|html?)", re.IGNORECASE)  # a piece of the text that a server cut off
_VIA = re.compile(r"(?P<author>.+?) via (?P<publisher>.+)")
_MACHINE_WORD = re.compile(r"(?=\S*\d)(?=\S*[^\W\d])\S{8,}")


@dataclass
class _Letters:
    """What is known while a file is read: the file, the settings, and the names given to its parts."""

    incoming: Incoming
    config: Config
    taken: set[tuple[str, str]] = field(default_factory=set)

    def where(self, label: str) -> str:
        """The locator of a part of the file."""
        return f"{self.incoming.locator}#{label}" if label else self.incoming.locator

    def name(self, label: str, data: bytes) -> str | None:
        """The label, with a hash of the bytes where the file has it for others; None where it has it for the same."""
        code = hashlib.sha256(data).hexdigest()[:8]
        if (label, code) in self.taken:
            return None
        is_other = (label, "") in self.taken
        self.taken |= {(label, code), (label, "")}
        return f"{label}~{code}" if is_other else label


@dataclass(frozen=True)
class _Letter:
    """A message: its label in the file, its own bytes where they can be told apart, and who handed it on, if any."""

    message: Part
    label: str
    original: bytes | None = None
    depth: int = 0
    relayed_by: Found | None = None


def read(incoming: Incoming, config: Config) -> Read:
    """The texts of a message or of a mailbox, with their attachments.

    Raises:
        InputError: the file is none, or a single message has nothing to read.
    """
    letters = _Letters(incoming, config)
    if incoming.media == MBOX:
        yield from _mailbox(letters)
        return
    message = part_of(incoming.data.lstrip())
    if not message.headers.keys():
        raise _no("an e-mail", incoming)
    found = list(_letter(letters, _Letter(message, "")))
    if not found:
        hint = "it may be encrypted" if _is_encrypted(message, config) else "it may hold only pictures"
        raise InputError("the message has no text", file=incoming.locator, hint=hint)
    yield from found


def _no(what: str, incoming: Incoming) -> FormatError:
    kind = binary_kind(incoming.data) or "something else"
    return FormatError(f"the file is {kind}, not {what}", file=incoming.locator, hint="export it again")


def _is_encrypted(message: Part, config: Config) -> bool:
    return any(part.type in _ENCRYPTED for part in message.parts(config.max_parts))


# ---- mailboxes
def _mailbox(letters: _Letters) -> Read:
    """The texts of each message, and a line for those without one."""
    most, without = letters.config.max_parts, 0
    for number, raw in enumerate(_messages(letters.incoming), 1):
        if number > most:
            hint = f"the limit is {most:,}; cut it into parts"
            yield InputError("the mailbox holds too many messages", file=letters.incoming.locator, hint=hint)
            break
        message = part_of(_QUOTED_MARK.sub(rb"\1", raw))
        label = letters.name(_identity(message, raw), raw)
        if label is None:
            continue
        found = list(_letter(letters, _Letter(message, label, raw)))
        without += not found
        yield from found
    if without:
        yield Skipped(letters.incoming.locator, f"{without} message{'s' * (without > 1)} without a text")


def _messages(incoming: Incoming) -> Iterator[bytes]:
    """The bytes of the messages, without the lines that part them.

    A line that begins with "From " parts two messages where a blank line stands before and a header after it, and where
    it ends in a time: programs that do not mark such lines in texts leave no better way to tell. Bytes without such a
    line that begin with headers are one message: that is how the original of a message is read again.
    """
    data = incoming.data.lstrip(b"\xef\xbb\xbf\r\n")
    start = None
    for mark in _MARK.finditer(data):
        if not _MARK_TIME.search(mark.group()):
            continue
        if start is None and mark.start():
            break
        if start is not None:
            yield _without_blank_line(data[start : mark.start()])
        start = mark.end()
    if start is not None:
        yield _without_blank_line(data[start:])
    elif part_of(data).headers.keys():
        yield data
    else:
        raise _no("a mailbox", incoming)


def _without_blank_line(message: bytes) -> bytes:
    """A message without the blank line that a mailbox puts after it."""
    return message.removesuffix(b"\n").removesuffix(b"\r") if message.endswith((b"\n\n", b"\n\r\n")) else message


def _identity(message: Part, raw: bytes) -> str:
    """The message's own id; without one, the first 16 hex digits of its hash."""
    value = (message.value("Message-ID") or "").strip("<> ")
    return value[:200] or hashlib.sha256(raw).hexdigest()[:16]


# ---- one message
def _letter(letters: _Letters, letter: _Letter) -> Read:
    """The texts of a message, of those that it hands on as files, and its other attachments."""
    try:
        parts = list(letter.message.parts(letters.config.max_parts))
    except FormatError as error:
        yield FormatError(error.message, file=letters.where(letter.label), hint=error.hint)
        return
    found = _found(letter.message)
    if letter.relayed_by:
        whose, found.publisher = found.publisher or "", letter.relayed_by.publisher
        found.relays = whose if whose != found.publisher else None
    own = [p for p in parts if not p.is_attached or _BODY_FILE.fullmatch(p.name or "")]
    bodies = [part.content for part in own if part.type.startswith("text/")]
    lines = sum(line_breaks(body) + body.count(b"<") for body in bodies)
    if sum(map(len, bodies)) > _LONGEST_BODY or lines > _MOST_LINES:
        hint = f"the limit is {_LONGEST_BODY:,} bytes in {_MOST_LINES:,} lines or elements; cut it into parts"
        yield InputError("the message is too long", file=letters.where(letter.label), hint=hint)
    else:
        yield from _pieces(_text(own), found, letter)
    for part in parts:
        if _is_message(part):
            yield from _inner(letters, letter, part, found)
        elif part.is_attached and not _BODY_FILE.fullmatch(part.name or ""):
            yield from _attachment(letters, letter, part)


def _is_message(part: Part) -> bool:
    return part.type == MAIL or (part.is_attached and (part.name or "").lower().endswith(".eml"))


def _inner(letters: _Letters, letter: _Letter, part: Part, outer: Found) -> Read:
    """A message that is handed on as a file."""
    data = part.content
    message = part_of(data.lstrip())
    label = letters.name("/".join(filter(None, (letter.label, _identity(message, data)))), data)
    if label is None:
        return
    if letter.depth >= letters.config.max_depth:
        where = letters.where(label)
        yield InputError("the message lies too deep in other messages", file=where, hint="take it out and read it")
        return
    yield from _letter(letters, _Letter(message, label, letter.original, letter.depth + 1, outer))


def _attachment(letters: _Letters, letter: _Letter, part: Part) -> Iterator[Incoming]:
    """A file that came with the message, if it is of a format that is read."""
    named = BY_ENDING.get(PurePosixPath(part.name or "").suffix.lower())
    kind = named or BY_MEDIA.get(part.type)
    if kind is None or not kind.is_read:
        return
    data = part.content
    name = (part.name if named else None) or f"attachment{kind.endings[0]}"
    label = letters.name("#".join(filter(None, (letter.label, name))), data)
    if label and data.strip():
        yield Incoming(letters.where(label), f"{letters.incoming.name}#{label}", data, kind.media)


def _found(message: Part) -> Found:
    """What the headers say. The outlet is the list that sent the message, else its sender."""
    name, address = message.address("From")
    via = _VIA.fullmatch(name)
    listed = message.address("List-Id")[0]
    publisher = listed if listed and not _MACHINE_WORD.search(listed) else via["publisher"] if via else None
    found = Found(
        title=message.value("Subject"),
        publisher=publisher or sender_name(name, address) or None,
        author=(via["author"].strip("'\" ") if via else name) or None,
        address=_address(message),
    )
    sent = message.day("Date")
    found.set_date(day(sent.isoformat(), "metadata") if sent else None, None, "Date header")
    return found


def _address(message: Part) -> str | None:
    """Where the message stands in an archive of its list (RFC 5064)."""
    value = (message.value("Archived-At") or "").strip("<> ")
    return value if value.startswith(("http://", "https://")) and " " not in value else None


# ---- the text of a message
def _text(own: Sequence[Part]) -> str:
    """The plain text of a message's own parts if it has the words, else the text of the HTML."""
    plain = "\n\n".join(p.text for p in own if p.type == "text/plain")
    pages = [page.source_of(p.content, p.headers.get_content_charset() or "") for p in own if p.type == "text/html"]
    seen = [_all_text(source) for source in pages]
    if word_count(plain) >= max(1, _PLAIN_SHARE * sum(map(word_count, seen))):
        return plain
    return "\n\n".join(_article(source, whole) for source, whole in zip(pages, seen, strict=True))


def _all_text(source: str) -> str:
    tree = page.tree_of(source)
    return storable(running_text(tree)) if tree is not None else ""


def _article(source: str, whole: str) -> str:
    """The article in the markup if that is all its running text and nothing is quoted, else `whole`, all its text."""
    if len(sections(whole, None)) > 1 or not_own(whole, 0, len(whole)):
        return whole
    article = storable(page.extracted(source))
    return article if _running_words(article) > _ARTICLE_SHARE * _running_words(whole) else whole


def _running_words(text: str) -> int:
    counts = (word_count(line) for line in text.splitlines())
    return sum(count for count in counts if count >= _RUNNING_WORDS)


def _pieces(text: str, found: Found, letter: _Letter) -> Iterator[Piece]:
    """The sender's own text and each that it hands on; a short note goes with what follows it.

    What a message only answers stays, dropped, with the text that answers it.
    """
    told = [s for s in sections(text, found.title) if not s.quoted and _own_words(text, s)]
    start = 0
    for number, section in enumerate(told):
        is_last = section is told[-1]
        if not is_last and _own_words(text, section) < _OWN_WORDS:
            continue
        stop = len(text) if is_last else section.end
        suffix = ("forwarded" if number == 1 else f"forwarded-{number}") if start else ""
        passages = [
            ((start, section.start), "forwarder's note"),
            ((section.start, section.begin), "front matter"),
            *not_own(text, section.begin, section.end),
            ((section.end, stop), "quoted reply"),
        ]
        own = _handed_on(text, section, found, start) if section.fields else replace(found)
        own.section = []
        own.header = [((a - start, b - start), why) for (a, b), why in passages if text[a:b].strip()]
        yield Piece(text[start:stop], own, "/".join(filter(None, (letter.label, suffix))), letter.original)
        start = stop


def _own_words(text: str, section: Section) -> int:
    """The words of a section that are neither quoted nor a signature."""
    gone = sum(word_count(text, *span) for span, _ in not_own(text, section.begin, section.end))
    return word_count(text, section.begin, section.end) - gone


def _handed_on(text: str, section: Section, found: Found, start: int) -> Found:
    """What is known of a message that another one hands on, in a text that begins at `start`.

    Without a day of its own it is not later than that of the message around it.
    """
    fields = section.fields
    told = replace(found, title=fields.get("subject") or found.title, author=section.sender or None)
    told.relays = section.sender if section.sender != found.publisher else None
    told.date = None
    value = fields.get("date") or ""
    at = text.find(value, section.start) - start
    told.set_date(metadata_date(value), (at, at + len(value)), "date of the message handed on")
    if found.date and told.date is None:
        told.set_date(DateRange(None, found.date.end, "open", "metadata"), None, "Date header")
    return told
