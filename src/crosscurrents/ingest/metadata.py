"""What a text says of itself: title, publisher, author, date. Markup speaks first, then the lines around the text.

The header is what stands before the first running text. Its lines are sorted out by form: keyboard mash, labelled
values ("Published: ..."), bylines, lines of fields parted by "|", a lone date, the issuer of a statement in capitals;
the rest may be the title. The footer is what follows the last running text, with that text's last sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crosscurrents.ingest.cues import document_cues, junk_cues, matches
from crosscurrents.ingest.dating import address_date, dateline, dates_in, metadata_date, own_dates, relay_date
from crosscurrents.ingest.front_matter import FrontMatter
from crosscurrents.ingest.layout import Range, is_closed, is_prose, sentences, word_count
from crosscurrents.ingest.mash import is_mash
from crosscurrents.records.dates import DateRange
from crosscurrents.text.normal import normal_form, words_at

TRANSLATOR = "translator's note"  # the reason for which a line about the translation is no text
_HEADER_LINES = 12  # a longer run of short lines is a list, not a header
_FOOTER_PARAGRAPHS = 6
_LONGEST_LINE = 600  # characters; a longer line is no metadata
_TITLE_WORDS = 35
_NAME = r"(?:(?:[A-Z][\w'’.-]*|al-[A-Z][\w'’-]*|bin|van|von|der|de|la|el|al)(?: (?=\S))?){1,6}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ritten by)[: ] ?(?P<names>{_NAME}(?:(?:, | and | & ){_NAME})*)(?:[,|(/–—-].*)?$"
)
_CASED_BYLINE = re.compile(r"(?:[Bb]y|BY|[Ww]ritten by)\b[: ] ?[A-Z]")
_LABELLED = re.compile(r"(?P<label>[A-Za-z][A-Za-z ]{1,24}?) ?: ?(?P<value>\S.*)")
_FIELDS = re.compile(r"\s*[|•·]\s*")
_OUTLET_PARTS = re.compile(r"\s+[-–—]\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+")
_AROUND = " \t*_`#>'\"“”‘’"
_LONE = re.compile(
    r"[\s,.:;()|*_`–—-]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}:\d\d(?::\d\d)?\b|\b(?:[ap]m|gmt|utc|est|edt)\b",
    re.IGNORECASE,
)
_PUBLISHER_KEYS = ("publisher", "outlet", "site", "site_name", "newspaper", "source")
_ADDRESS_KEYS = ("url", "link", "address", "canonical", "canonical_url", "permalink", "source")
_DATE_KEYS = ("date", "published", "publication_date", "published_at", "pubdate", "issued", "created")


@dataclass
class Found:
    """What is known of a document beside its text, and where the text says it.

    `date_span` and `date_method` are the evidence of the date. `header` are lines of metadata with the reason for which
    they are no text; `section` holds names of sections and genres; `issued` says that an institution speaks; `relays`
    names whose text this is, where it was handed on as a whole.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: DateRange | None = None
    date_span: Range | None = None
    date_method: str = ""
    address: str | None = None
    title_span: Range | None = None
    header: list[tuple[Range, str]] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    issued: bool = False
    relays: str | None = None

    def set_date(self, date: DateRange | None, span: Range | None, method: str) -> None:
        """Keep a date with its evidence, unless an earlier source gave one."""
        if self.date is None and date is not None:
            self.date, self.date_span, self.date_method = date, span, method


def from_front_matter(text: str, block: FrontMatter, found: Found) -> None:
    """Fill `found` from the values of the front matter."""
    found.title = found.title or block.value(text, "title", "headline")
    found.publisher = found.publisher or _name(block.value(text, *_PUBLISHER_KEYS))
    found.author = found.author or block.value(text, "author", "authors", "byline", "by")
    found.address = found.address or _address(block.value(text, *_ADDRESS_KEYS))
    span = block.find(*_DATE_KEYS)
    if span:
        found.set_date(metadata_date(text[slice(*span)]), span, "front matter")
    for key in ("section", "category", "categories", "type", "genre", "kind"):
        found.section += _parts(block.value(text, key) or "")


def from_text(text: str, paragraphs: tuple[Range, ...], found: Found) -> None:
    """Fill what `found` does not say yet from the header, the dateline and the footer of the text."""
    body = next((i for i, p in enumerate(paragraphs) if is_prose(text, *p)), len(paragraphs))
    known = {span for span, _ in found.header}  # what the format knows to be no text (a running header) is no title
    before = [p for p in paragraphs[: min(body, _HEADER_LINES)] if p not in known]
    titles = [p for p in before if not _read_header_line(text, p, found)]
    _choose_title(text, paragraphs, titles, found)
    if body < len(paragraphs):
        _read_dateline(text, paragraphs[body], found)
    footer = _footer(text, paragraphs)
    for paragraph in footer:
        _read_footer_line(text, paragraph, found)
    _read_publisher(text, paragraphs, [*paragraphs[:body], *footer], found)
    if found.address:
        found.set_date(address_date(found.address), None, "address")
    if found.date is None and (relayed := relay_date(text)):
        since = DateRange(relayed.first.isoformat(), None, "open", "inferred")
        found.set_date(since, (relayed.start, relayed.end), "date of the report relayed")


def _read_header_line(text: str, paragraph: Range, found: Found) -> bool:
    """Take a line of metadata into `found`; whether it was one (or mash), and so no title."""
    start, end = _bare(text, paragraph)
    if end - start > _LONGEST_LINE:
        return False
    line = text[start:end]
    if is_mash(line):
        return True
    if _is_of_translator(line):
        found.header.append((paragraph, TRANSLATOR))
        return True
    reason = _read_labelled(text, (start, end), found) or _read_byline(line, start, text, found)
    reason = reason or _read_fields(line, start, text, found) or _read_lone_date(text, start, end, found)
    reason = reason or _read_imprint(text, start, end, found) or _read_issuer(line, found)
    if reason:
        found.header.append((paragraph, reason))
    return bool(reason)


def _is_of_translator(words: str) -> bool:
    """Whether a line or sentence says who translated: whoever it names is neither author nor outlet."""
    return matches(junk_cues().patterns[TRANSLATOR], words.replace("’", "'").strip(_AROUND))


def _read_labelled(text: str, line: Range, found: Found) -> str:
    """A line "Label: value"; the reason for which it is no text, or nothing where it is none."""
    match = _LABELLED.fullmatch(text, *line)
    label = document_cues().labels.get(normal_form(match["label"])) if match else None
    if not match or not label:
        return ""
    value = match["value"].strip(_AROUND)
    if label == "date":
        dates = dates_in(text, *match.span("value"))
        if dates:
            found.set_date(dates[0].as_range("stated"), (dates[0].start, dates[0].end), "header line")
        return "front matter" if dates or word_count(value) <= 8 else ""
    if label == "kind":
        found.section += _parts(value)
    elif label == "address":
        found.address = found.address or _address(value)
    elif label != "title" and word_count(value) <= 12:
        setattr(found, label, getattr(found, label) or value)
    return "" if label == "title" else "front matter"


def _read_byline(line: str, at: int, text: str, found: Found) -> str:
    match = _BYLINE.match(line) if _CASED_BYLINE.match(line) else None
    if not match or is_prose(line, 0, len(line)):
        return ""
    found.author = found.author or match["names"].strip(" ,")
    dates = dates_in(text, at, at + len(line))
    if dates:
        found.set_date(dates[0].as_range("stated"), (dates[0].start, dates[0].end), "byline")
    return "credits"


def _read_fields(line: str, at: int, text: str, found: Found) -> str:
    """A line of fields: "Outlet | section | By Someone, 3 May 2025"; it must hold a date, a byline or a section."""
    parts = _FIELDS.split(line)
    if len(parts) < 2 or word_count(line) > 30:
        return ""
    dates = dates_in(text, at, at + len(line))
    kinds = set().union(*document_cues().kinds.values())
    sections = [p for p in parts if normal_form(p) in kinds]
    bylines = [p for p in parts if _CASED_BYLINE.match(p)]
    if not (dates or sections or bylines):
        return ""
    for part in bylines:
        _read_byline(part, at, text, found)
    if dates:
        found.set_date(dates[0].as_range("stated"), (dates[0].start, dates[0].end), "header line")
    found.section += sections
    names = [p for p in parts if p not in sections and p not in bylines and _is_name(p) and not _is_of_translator(p)]
    found.publisher = found.publisher or (names[0] if names else None)
    return "front matter"


def _read_lone_date(text: str, start: int, end: int, found: Found) -> str:
    dates = dates_in(text, start, end)
    if len(dates) != 1 or _LONE.sub("", text[start : dates[0].start] + text[dates[0].end : end]):
        return ""
    found.set_date(dates[0].as_range("stated"), (dates[0].start, dates[0].end), "header line")
    return "front matter"


def _read_imprint(text: str, start: int, end: int, found: Found) -> str:
    """A line "Outlet, 3 June 2025": a name, a comma or dash, and a date that ends it."""
    dates = dates_in(text, start, end)
    if len(dates) != 1 or text[dates[0].end : end].strip(" .)"):
        return ""
    before = text[start : dates[0].start].rstrip()
    name = before.rstrip(" ,|-–—·(")
    if name == before or not _is_name(name):
        return ""
    found.set_date(dates[0].as_range("stated"), (dates[0].start, dates[0].end), "header line")
    found.publisher = found.publisher or name
    return "front matter"


def _read_issuer(line: str, found: Found) -> str:
    """A line in capitals that names an institution: the issuer of a statement."""
    words = {word for _, _, word in words_at(line)}
    if not line.isupper() or not words & document_cues().issuers or len(words) > 15:
        return ""
    found.publisher = found.publisher or line
    found.issued = True
    return "front matter"


def _choose_title(text: str, paragraphs: tuple[Range, ...], lines: list[Range], found: Found) -> None:
    """Take as title the header line that most other lines of the document repeat, the first of equals."""
    sentences_at = (i for i, line in enumerate(lines) if is_closed(text, *line) and not _may_be_title(text, line))
    before = lines[: next(sentences_at, len(lines))]
    lines = _without_outlets(text, [line for line in before if _may_be_title(text, line)], found)
    forms = [normal_form(text[slice(*p)]) for p in paragraphs if p[1] - p[0] <= _LONGEST_LINE]
    if found.title:
        wanted = normal_form(found.title)
        found.title_span = next((line for line in lines if normal_form(text[slice(*line)]) == wanted), None)
    elif lines and len(paragraphs) > 1:
        normal = [normal_form(text[slice(*line)]) for line in lines]
        counts = [sum(line in form for form in forms) for line in normal]
        found.title_span = lines[counts.index(max(counts))]
        found.title = text[slice(*_bare(text, found.title_span))]


def _without_outlets(text: str, lines: list[Range], found: Found) -> list[Range]:
    """The lines that may be the title, less those that name an outlet, the first of which is the publisher.

    A line that is the only one is both (the name of a newsletter, say).
    """
    outlets = [line for line in lines if _is_outlet(text[slice(*_bare(text, line))])]
    if not outlets:
        return lines
    name = text[slice(*_bare(text, outlets[0]))]
    found.publisher = found.publisher or _OUTLET_PARTS.split(name)[0]
    if len(outlets) == len(lines) and not found.title:
        return lines
    found.header += [(line, "front matter") for line in outlets]
    return [line for line in lines if line not in outlets]


def _is_outlet(line: str) -> bool:
    """Whether a line is a name that ends in a word such as Times or Institute, perhaps with a desk after it."""
    name = re.sub(r"\s*\([^)]*\)", "", _OUTLET_PARTS.split(line)[0])
    words = normal_form(name).split()
    return _is_name(name) and len(words) >= 2 and words[-1] in document_cues().outlet_words


def _is_name(words: str) -> bool:
    """Whether some words are a name in form: at most eight, no digits, no end mark, capitals on the longer ones."""
    longer = re.findall(r"[^\W\d_]{4,}", re.sub(r"\([^)]*\)", "", words))
    capitals = all(word[0].isupper() for word in longer)
    return bool(longer) and capitals and len(words.split()) <= 8 and not re.search(r"\d|[.!?;:]$", words)


def _may_be_title(text: str, line: Range) -> bool:
    """Whether a header line has the form of a headline: a few words, no full stop or colon at its end."""
    bare = text[slice(*_bare(text, line))]
    ends = bare.endswith((".", ":", ";", ",")) and not bare.endswith(("..", "U.S.", "U.N."))
    return 3 <= word_count(bare) <= _TITLE_WORDS and not ends and not _ADDRESS.search(bare)


def _read_dateline(text: str, paragraph: Range, found: Found) -> None:
    line = dateline(text, *paragraph)
    if line is None:
        return
    found.header.append((line.span, "dateline"))
    found.publisher = found.publisher or line.agency
    dates = dates_in(text, *line.when) if line.when else []
    if dates:
        found.set_date(dates[0].as_range("dateline"), (dates[0].start, dates[0].end), "dateline")


def _footer(text: str, paragraphs: tuple[Range, ...]) -> list[Range]:
    """The last running paragraph and what follows it, at most six paragraphs."""
    last = max((i for i, p in enumerate(paragraphs) if is_prose(text, *p)), default=len(paragraphs))
    return list(paragraphs[max(last, len(paragraphs) - _FOOTER_PARAGRAPHS) :])


def _read_footer_line(text: str, paragraph: Range, found: Found) -> None:
    line = _bare(text, paragraph)
    if word_count(text, *line) <= 15 and _read_labelled(text, line, found):
        found.header.append((paragraph, "front matter"))
    for own in own_dates(text, max(paragraph[0], paragraph[1] - 2 * _LONGEST_LINE), paragraph[1]):
        found.set_date(own.as_range("stated"), (own.start, own.end), "sentence about the text")


def _read_publisher(text: str, paragraphs: tuple[Range, ...], around: list[Range], found: Found) -> None:
    """The publisher that a feed's last line ("TITLE Outlet.") or a sentence about the text names."""
    if found.publisher is None and found.title:
        found.publisher = _feed_name(text, paragraphs, normal_form(found.title))
    if found.publisher is None:
        about = (text[slice(*s)] for p in around for s in sentences(text, *p) if s[1] - s[0] <= _LONGEST_LINE)
        found.publisher = next((name for sentence in about if (name := _named_publisher(sentence))), None)


def _named_publisher(sentence: str) -> str | None:
    """The publisher whom a sentence about the text names."""
    for pattern in document_cues().publishers if not _is_of_translator(sentence) else ():
        match = pattern.search(sentence.strip("*_ "))
        if match:
            return match["name"].strip(" .,")
    return None


def _feed_name(text: str, paragraphs: tuple[Range, ...], title: str) -> str | None:
    """The words that the last line which begins with the title has after it."""
    last = max((i for i, p in enumerate(paragraphs) if is_prose(text, *p)), default=0)
    for start, end in paragraphs[max(last - 1, 1) :][-2 * _FOOTER_PARAGRAPHS :]:
        words = words_at(text[start:end])
        for extra in range(1, 6):
            kept = words[:-extra] if len(words) > extra + 3 else []
            if kept and normal_form(text[start : start + kept[-1][1]]) == title:
                return text[start + words[-extra][0] : start + words[-1][1]]
    return None


def _bare(text: str, line: Range) -> Range:
    """A line without emphasis marks and quotation marks that wrap it as a whole."""
    start, end = line
    while end - start > 2 and text[start] in "*_`" and text[end - 1] in "*_`":
        start, end = start + 1, end - 1
    return start, end


def _parts(value: str) -> Iterator[str]:
    return (part.strip(_AROUND) for part in re.split(r"[,;|/]", value) if part.strip(_AROUND))


def _name(value: str | None) -> str | None:
    """A value as the name of an outlet: not an address, not empty."""
    return value if value and not _ADDRESS.match(value) else None


def _address(value: str | None) -> str | None:
    match = _ADDRESS.match(value or "")
    return match.group().rstrip(".,;)") if match else None
