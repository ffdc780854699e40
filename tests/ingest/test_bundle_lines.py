"""What a line of a bundle is by its form, and the dates of other languages in it."""

from __future__ import annotations

import pytest

from crosscurrents.ingest.bundle_layouts import bundle_cues
from crosscurrents.ingest.bundle_lines import Sheet, day_in
from crosscurrents.text.normal import normal_form


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("March 3, 2025 Monday", "2025-03-03"),
        ("Mar. 3, 2025", "2025-03-03"),
        ("lundi 1er août 2022", "2022-08-01"),
        ("Montag, 3. März 2025", "2025-03-03"),
        ("3 de marzo de 2025", "2025-03-03"),
        ("3 marzo 2025", "2025-03-03"),
        ("03.04.2025", "2025-04-03"),
    ],
)
def test_days(words: str, first: str) -> None:
    found = day_in(words, 0, len(words))
    assert found is not None
    assert (found.first.isoformat(), found.precision) == (first, "day")
    assert words[found.start : found.end].endswith("2025" if "2025" in first else "2022")


@pytest.mark.parametrize("words", ["3/4/2025", "31. Februar 2025", "44 mars 2025", "3 whatever 2025", "45.13.2025", ""])
def test_no_days(words: str) -> None:
    assert day_in(words, 0, len(words)) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("512 words", "words"),
        ("1.024 Wörter", "words"),
        ("300 pages", "text"),
        ("March 3, 2025 Monday 6:41 PM GMT", "date"),
        ("Économie, lundi 3 mars 2025 692 mots, p. 12", "date"),
        ("What happened on March 3, 2025 in the harbour", "text"),
        ("© 2025 Harbour Press", "copyright"),
        ("18:41", "time"),
        ("LBA", "code"),
        ("English", "language"),
        ("Page 2 of 7", "page"),
        ("By Ada Lind", "byline"),
        ("By Monday the guards had left.", "text"),
        ("Length: 512 words", "label"),
        ("**Byline:** Ada Lind", "label"),
        ("Reason: it was late", "text"),
        ("Body", "label"),
        ("Classification", "tail"),
        ("________________________", "ruler"),
        ("https://port.example/1", "address"),
        ("HD Council delays vote", "text"),
    ],
)
def test_kinds(line: str, kind: str) -> None:
    assert Sheet(line).kind(0) == kind


def test_tags_count_only_where_titles_and_texts_have_them() -> None:
    sheet = Sheet("SE Asia talks stall\nHD Council delays vote\nLP\nThe council met.\nIN SHORT")
    assert [sheet.field(i) for i in range(5)] == ["section", "title", "body", "", "other"]
    assert [Sheet("SE Asia talks stall\nIN SHORT").field(i) for i in range(2)] == ["", ""]


def test_lines_tell_what_stands_before_them() -> None:
    sheet = Sheet("a\r\n\r\n  b \n\f\nc\nd")
    assert [(sheet.text[x.start : x.end], x.gap) for x in sheet.lines] == [
        ("a", ""), ("b", "blank"), ("c", "page"), ("d", ""),
    ]  # fmt: skip


def test_the_lists_are_in_normal_form_and_name_known_fields() -> None:
    cues = bundle_cues()
    fields = {"title", "publisher", "author", "date", "section", "words", "part", "address", "body", "other"}
    assert {field for field, _ in [*cues.labels.values(), *cues.tags.values()]} == fields - {"part", "address"} | fields
    assert all(label == normal_form(label) for label in cues.labels)
    assert set(cues.months.values()) == set(range(1, 13))
    for layout in cues.layouts:
        assert layout.anchor in {"date", "words", "label"}
        assert layout.needs <= fields
        assert layout.starts or layout.ends
        assert set(layout.before) | set(layout.after) <= fields
