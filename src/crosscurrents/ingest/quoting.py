"""What in the text of a message is not its sender's own: messages handed on, quoted replies, signatures.

Mail programs mark them by convention only: ">" before quoted lines and "-- " before a signature (RFC 3676), a marker
line and a block of "From: ... Date: ..." before a message that is handed on. How they word it is data (mail.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crosscurrents.ingest.cues import mail_cues
from crosscurrents.ingest.layout import Range, lines_of, word_count
from crosscurrents.ingest.mime import mailbox
from crosscurrents.text.normal import normal_form

_LONGEST_MARKER = 80  # characters
_BLOCK_LINES = 20
_ATTRIBUTION_LINES = 3
_SIGNATURE_LINES = 15
_SIGNATURE_WORDS = 150
_LABEL = re.compile(r"[*_\s]*([^\W\d_][^:\n]{0,30}?)[*_\s]*:[*_]*\s*(.*)")
_QUOTE = re.compile(r"[ \t]{0,3}>")
_SIGNATURE = re.compile(r"^--[ \t]*$", re.MULTILINE)
_PREFIX = re.compile(r"\s*([^\W\d_]{1,8})\s*:")
_BRACKETED = re.compile(r"\[(?:mailto:)?([^\[\]]*)\]")


@dataclass
class Section:
    """A message in the text of a message: its own words are [begin, end).

    Attributes:
        start: where the marker and the block before it begin.
        begin: where its own words begin.
        end: where they end.
        fields: the block's values as written: from, date, subject; empty for the sender's own words.
        quoted: whether it is only answered, and not handed on.
    """

    start: int
    begin: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)
    quoted: bool = False

    @property
    def sender(self) -> str:
        """What its sender is called."""
        value = self.fields.get("from", "")
        return sender_name(*mailbox(_BRACKETED.sub(r"<\1>", value))) or value


def sender_name(name: str, address: str) -> str:
    """What a sender is called: the display name if it is one, else the domain of the address."""
    return name if name and "@" not in name else address.rpartition("@")[2].strip(".").casefold()


def sections(text: str, subject: str | None) -> list[Section]:
    """The sender's own words, and below them the messages that they hand on or answer, in order, over all of `text`.

    A block without a marker line is handed on where the subject says so ("Fwd: ...") or no words stand before it; else
    it begins what is answered, and that is all the rest.
    """
    lines, hands_on = lines_of(text), _hands_on(subject)
    found, at = [Section(0, 0, len(text))], 0
    while at < len(lines) and not found[-1].quoted:
        is_marked, fields, stop = _marker(text, lines, at)
        if fields:
            found[-1].end = lines[at][0]
            nothing_before = len(found) == 1 and not word_count(text, 0, found[0].end)
            quoted = not (is_marked or hands_on or nothing_before)
            found.append(Section(lines[at][0], min(lines[stop - 1][1] + 1, len(text)), len(text), fields, quoted))
        at = stop
    return found


def not_own(text: str, start: int, end: int) -> list[tuple[Range, str]]:
    """The quoted replies and the signatures in text[start:end], in order, without overlaps."""
    lines = [(start + a, start + b) for a, b in lines_of(text[start:end])]
    quoted = list(_quoted(text, lines))
    edges = [start, *(edge for span in quoted for edge in span), end]
    signed = (
        span for begin, stop in zip(edges[::2], edges[1::2], strict=True) for span in _signature(text, begin, stop)
    )
    return sorted([*((span, "quoted reply") for span in quoted), *((span, "signature") for span in signed)])


def _hands_on(subject: str | None) -> bool:
    match = _PREFIX.match(subject or "")
    return bool(match and normal_form(match[1]) in mail_cues().forward_prefixes)


def _marker(text: str, lines: list[Range], at: int) -> tuple[bool, dict[str, str], int]:
    """Whether line `at` says that a message is handed on, the block that begins there, if one does, and the line after.

    A block without a marker line is one only where it names sender, date and subject.
    """
    line = text[slice(*lines[at])]
    if not line.strip() or _QUOTE.match(line):
        return False, {}, at + 1
    form = normal_form(line) if len(line) <= _LONGEST_MARKER else ""
    is_marker = form in mail_cues().forwarded or form in mail_cues().original
    fields, stop = _block(text, lines, at + is_marker)
    wanted = {"from"} if is_marker else {"from", "date", "subject"}
    return (form in mail_cues().forwarded, fields, stop) if wanted <= fields.keys() else (False, {}, at + 1)


def _block(text: str, lines: list[Range], at: int) -> tuple[dict[str, str], int]:
    """The labelled lines from line `at` on, after a few blank ones, up to a blank one, and the line after them."""
    fields: dict[str, str] = {}
    while at < len(lines) and not text[slice(*lines[at])].strip():
        at += 1
    stop = at
    for number in range(at, min(at + _BLOCK_LINES, len(lines))):
        line = text[slice(*lines[number])]
        match = _LABEL.fullmatch(line)
        label = mail_cues().labels.get(normal_form(match[1])) if match else None
        if match and label:
            fields.setdefault(label, match[2].strip(" *_\t"))
        elif not fields or not line.strip():
            break
        stop = number + 1  # a line without a label goes on with the value before it
    return fields, stop


def _quoted(text: str, lines: list[Range]) -> Iterator[Range]:
    """The runs of lines quoted with ">", with blank lines between them and the line that says whose words they are."""
    at = 0
    while at < len(lines):
        if not _QUOTE.match(text, *lines[at]):
            at += 1
            continue
        first = last = at
        while at < len(lines) and (_QUOTE.match(text, *lines[at]) or not text[slice(*lines[at])].strip()):
            last = at if _QUOTE.match(text, *lines[at]) else last
            at += 1
        yield lines[_attribution(text, lines, first)][0], lines[last][1]


def _attribution(text: str, lines: list[Range], first: int) -> int:
    """The line with which the attribution of the quotation from line `first` on begins; `first` where it has none."""
    last = first - 1
    while last >= 0 and not text[slice(*lines[last])].strip():
        last -= 1
    begin = max(last - _ATTRIBUTION_LINES + 1, 0)
    for number in range(last, begin - 1, -1):
        if not text[slice(*lines[number])].strip():
            begin = number + 1
            break
    for number in range(begin, last + 1):  # the longest: its last line alone may look like one
        words = text[lines[number][0] : lines[last][1]].strip()
        if any(pattern.fullmatch(words) for pattern in mail_cues().attributions):
            return number
    return first


def _signature(text: str, start: int, end: int) -> Iterator[Range]:
    """From the last line "-- " to the end, where that is as short as a signature."""
    *_, mark = (None, *_SIGNATURE.finditer(text, start, end))
    if mark is None:
        return
    lines = [line for line in text[mark.end() : end].splitlines() if line.strip()]
    if len(lines) <= _SIGNATURE_LINES and word_count(text, mark.end(), end) <= _SIGNATURE_WORDS:
        yield mark.start(), len(text[:end].rstrip())
