"""Repeated blocks of labels and dated titles on new pages make a bundle; books, logs, reports and running headers do
not.
"""

from __future__ import annotations

import pytest

from crosscurrents.ingest.bundle_headers import by_labels, by_pages
from crosscurrents.ingest.bundle_lines import Sheet
from crosscurrents.ingest.bundles import split
from crosscurrents.ingest.pieces import Piece
from tests.ingest.press import ENGLISH, day, title

TEXT = "\n\n".join(ENGLISH)


def labelled(
    n: int, block: str = "Title: {title}\nSource: Harbour Post\nDate: {day} March 2025\nAuthor: Ada Lind"
) -> str:
    return "\n\n".join(f"{block.format(title=title(k), day=day(k), k=k)}\n\n{TEXT}" for k in range(n))


def paged(*pages: str) -> str:
    return "\n\n\f\n\n".join(pages)


def test_blocks_of_the_same_labels_make_a_bundle() -> None:
    found = [p for p in split(Piece(labelled(3))) if isinstance(p, Piece)]
    assert [p.part for p in found] == ["001", "002", "003"]
    assert [p.found.title for p in found] == [title(k) for k in range(3)]
    assert [(p.found.publisher, p.found.author) for p in found] == [("Harbour Post", "Ada Lind")] * 3
    assert [p.found.date.start for p in found if p.found.date] == ["2025-03-01", "2025-03-02", "2025-03-03"]
    first = found[0]
    assert first.text == labelled(3)[: len(first.text)]
    assert [first.text[slice(*span)] for span, _ in first.found.header] == labelled(1).split("\n\n")[0].split("\n")


def test_a_title_above_the_labels_and_a_number_among_them() -> None:
    text = labelled(
        3, "{title}\nQuelle: Hafenbote\nDatum: {day}. März 2025\nRessort: Politik\nDokumentnummer: HB{k:04}"
    )
    found = [p for p in split(Piece(text)) if isinstance(p, Piece)]
    assert [(p.part, p.found.title) for p in found] == [(f"HB{k:04}", title(k)) for k in range(3)]
    assert [p.found.section for p in found] == [["Politik"]] * 3
    assert all(p.text.startswith(title(k)) for k, p in enumerate(found))


@pytest.mark.parametrize(
    "block",
    [
        "Title: {title}\nPublisher: Harbour Books\nDate: {day} March 2025\nISBN: 12{k}\nPages: 300",
        "Title: {title}\nPublisher: Harbour Books\nDate: 2025\nAuthor: Ada Lind",
        "Title: {title}\nDate: {day} March 2025\nAuthor: Ada Lind",
        "Source: Harbour Post\nDate: {day} March 2025\nAuthor: Ada Lind",
        "Title: A yearly report\nSource: Harbour Post\nDate: {day} March 2025",
        "Title: {title}\nSource: Harbour Post",
        "From: Ada Lind\nSubject: {title}\nDate: {day} March 2025",
    ],
)
def test_other_blocks_do_not(block: str) -> None:
    assert by_labels(Sheet(labelled(4, block))) == []


def test_one_block_and_blocks_without_text_do_not() -> None:
    assert by_labels(Sheet(labelled(1))) == []
    assert by_labels(Sheet(labelled(5).replace(TEXT, "Short."))) == []
    assert by_labels(Sheet(labelled(5).replace(TEXT, ""))) == []


def test_a_title_and_a_day_on_each_new_page_make_a_bundle() -> None:
    pages = [f"{title(k)}\n\nHarbour Post, {day(k)} March 2025\n\n{TEXT}" for k in range(3)]
    found = [p for p in split(Piece(paged("My cuttings", *pages))) if isinstance(p, Piece)]
    assert [p.text for p in found] == pages
    assert [p.found.title for p in found] == [title(k) for k in range(3)]
    assert [p.found.date.start for p in found if p.found.date] == ["2025-03-01", "2025-03-02", "2025-03-03"]


@pytest.mark.parametrize(
    "pages",
    [
        [f"{title(k)}\n\n{TEXT}" for k in range(4)],  # chapters
        [f"Situation report {k}\n\n{day(k)} March 2025\n\n{TEXT}" for k in range(4)],  # one running header
        [f"{title(k)}\n\nMarch 2025\n\n{TEXT}" for k in range(4)],  # no day
        [*(f"{title(k)}\n\n{day(k)} March 2025\n\n{TEXT}" for k in range(3)), TEXT],  # a page that goes on
        [f"{title(k)}\n\n{day(k)} March 2025\n\n{TEXT} And the navy" for k in range(3)],  # sentences over the break
        [f"{title(k)}\n\n{day(k)} March 2025\n\nNothing." for k in range(4)],  # a list
        [f"{title(0)}\n\n{day(0)} March 2025\n\n{TEXT}"],
    ],
)
def test_other_pages_do_not(pages: list[str]) -> None:
    assert by_pages(Sheet(paged(*pages))) == []
