"""Files of many articles are cut into them, each with its metadata and exact offsets; what is none stays whole."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import Config
from crosscurrents.errors import InputError
from crosscurrents.ingest.bundles import articles_of, split
from crosscurrents.ingest.media import DOCX, HTML, MARKDOWN, PDF, RTF, TEXT
from crosscurrents.ingest.metadata import Found
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Piece
from crosscurrents.records.custody import Arrived
from crosscurrents.records.document import Document, Original
from tests.ingest import press
from tests.ingest.press import LAYOUTS, THINGS, body, day, europresse, factiva, nexis, nexis_text, proquest, title


def pieces(text: str) -> list[Piece]:
    found = split(Piece(text))
    assert all(isinstance(one, Piece) for one in found), found
    return [one for one in found if isinstance(one, Piece)]


def documents(data: bytes, media: str, config: Config | None = None) -> list[Document]:
    arrived = list(parse(Incoming("case/a", "a", data, media), config=config or Config()))
    assert all(isinstance(one, Arrived) for one in arrived), arrived
    return [one.document for one in arrived if isinstance(one, Arrived)]


def kept(document: Document) -> list[str]:
    """The text that is read: what of each paragraph is not dropped."""
    dropped = {n for d in document.dropped for n in range(d.start, d.end)}
    texts = ("".join(document.text[n] for n in range(*p) if n not in dropped) for p in document.paragraphs)
    return [" ".join(text.split()) for text in texts if text.strip()]


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_gives_its_articles_and_what_it_says_of_them(name: str) -> None:
    found = pieces(LAYOUTS[name](7))
    assert len(found) == 7
    for k, piece in enumerate(found):
        assert piece.found.title is not None
        assert str(k + 1) in piece.found.title
        assert piece.found.publisher is not None
        assert piece.found.publisher.startswith(("The Harbour Herald", "Harbour", "Hafenbote"))
        assert piece.found.date is not None
        assert (piece.found.date.start, piece.found.date.precision) == (f"2025-03-{day(k):02}", "day")
        assert piece.original is None


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "genios"])
def test_all_that_is_no_text_is_dropped_and_nothing_else(name: str) -> None:
    found = documents(LAYOUTS[name](3).encode(), TEXT)
    assert [d.language for d in found] == ["en", "en", "fr"]
    for k, document in enumerate(found):
        read = kept(document)
        assert read[-3:] == body(k)
        assert read[:-3] in ([], [title(k)])
        assert document.text[document.lead :].startswith(body(k)[0][:30])
        assert {d.reason for d in document.dropped} <= {"front matter", "credits"}
        (because,) = document.date_because
        assert because.quote == document.text[because.start : because.end]
        assert because.method == "press database"


def test_metadata_of_nexis() -> None:
    first = pieces(nexis(2))[0]
    assert (first.part, first.found.title) == ("001", title(0))
    assert (first.found.publisher, first.found.author) == ("The Harbour Herald (Alba)", "Ada Lind, Bo Karr")
    assert first.found.section == ["NEWS"]
    assert first.text.startswith(title(0))
    assert first.text.endswith("Load-Date: March 29, 2025")
    assert first.found.date_span is not None
    assert first.text[slice(*first.found.date_span)] == "March 1, 2025"


def test_a_title_that_begins_like_a_label() -> None:
    first = pieces(nexis(2).replace(f"\f\n\n{title(0)}", f"\f\n\nCorrection: {title(0)}"))[0]
    assert (first.found.title, first.found.publisher) == (f"Correction: {title(0)}", "The Harbour Herald (Alba)")


def test_a_wrapped_title_is_one_and_a_wrapped_index_is_dropped() -> None:
    document = documents(nexis_text(2).encode(), TEXT)[0]
    assert document.title == f"{title(0)}, and what the five parties of the council make of it"
    assert document.publisher == "The Harbour Herald"
    assert kept(document) == body(0)


def test_metadata_of_factiva() -> None:
    first, second = pieces(factiva(2))
    assert [first.part, second.part] == ["HARBN00020250303el3300000", "HARBN00020250303el3300001"]
    assert (first.found.author, second.found.author) == (None, "Ada Lind")
    assert (first.found.section, second.found.section) == ([], ["World News"])
    assert second.found.title == title(1)
    tagged = pieces(press.factiva_tags(2))[0]
    assert (tagged.found.title, tagged.found.author) == (title(0), "Ada Lind")
    assert (tagged.part, tagged.found.section) == (first.part, ["World News"])


def test_metadata_of_proquest() -> None:
    first = pieces(proquest(2))[0]
    assert (first.part, first.found.publisher) == ("3100000", "Harbour Herald, Eastern edition")
    assert (first.found.author, first.found.section) == ("Lind, Ada", ["World News"])
    assert first.found.address == "https://port.example/docview/3100000"


def test_proquest_without_numbers_is_cut_at_its_rulers() -> None:
    text = "\n\n".join(line for line in proquest(3).split("\n\n") if not line.startswith("Document 1 of"))
    text = text.replace("Document 2 of 3\n\n", "").replace("Document 3 of 3\n\n", "")
    assert [piece.part for piece in pieces(text)] == ["3100000", "3100001", "3100002"]


def test_a_page_gives_all_its_articles() -> None:
    found = documents(europresse(4), HTML)
    assert [d.title for d in found] == [title(k) for k in range(4)]
    assert [d.publisher for d in found] == ["Le Port"] * 4
    assert [d.author for d in found] == ["Ada Lind"] * 4
    assert [d.date.start for d in found if d.date] == ["2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04"]
    assert [d.locator for d in found] == [f"case/a#news·20250303·LP·{k:05}" for k in range(4)]
    assert kept(found[0])[-3:] == body(0)
    assert {d.original.sha256 for d in found} == {found[0].original.sha256}


def test_an_ordinary_page_is_read_as_before() -> None:
    page = f"<html><body><article><h1>{title(0)}</h1>{''.join(f'<p>{p}</p>' for p in body(0))}</article></body></html>"
    (document,) = documents(page.encode(), HTML)
    assert (document.locator, document.title) == ("case/a", title(0))


@pytest.mark.parametrize("layout", [nexis, lambda n: factiva(n, "\n\n"), proquest])
@pytest.mark.parametrize(("build", "media"), [(press.as_docx, DOCX), (press.as_rtf, RTF)])
def test_office_files(layout, build, media: str) -> None:
    data = build(layout(3))
    found = documents(data, media)
    assert [d.title for d in found] == [title(k) for k in range(3)]
    assert [d.publisher is not None and d.author != "python-docx" for d in found] == [True] * 3
    assert [kept(d)[-3:] for d in found] == [body(k) for k in range(3)]
    assert [(d.original.bytes, d.original.media_type) for d in found] == [(len(data), media)] * 3


def test_pages_of_a_pdf_keep_their_numbers() -> None:
    lines: list[str] = []
    for paragraph in factiva(6, "\n\n").split("\n\n"):
        again = [
            f"Of the {thing} it was said that nothing had been heard since Monday. {paragraph}" for thing in THINGS
        ]
        lines += [paragraph, *(again if "Item" in paragraph else [])]
    data, begins = press.as_pdf(lines)
    found = documents(data, PDF)
    assert [d.title for d in found] == [title(k) for k in range(6)]
    assert [d.page_of(0) for d in found] == [begins[title(k)] for k in range(6)]
    assert len({d.page_of(0) for d in found}) > 3
    for k, document in enumerate(found):
        (at,) = (document.text.index(p) for p in body(k)[1:2])
        assert document.evidence(at, at + 20, "test").page == begins[body(k)[1]]


def test_a_slice_within_a_page_knows_its_page() -> None:
    text = factiva(3)
    second, third = (text.index(title(k)) for k in (1, 2))
    pages = (0, 40, second + 60, third - 200)
    found = [p for p in split(Piece(text, pages=pages)) if isinstance(p, Piece)]
    begins = [text.index(p.text) for p in found]
    for piece, begin in zip(found, begins, strict=True):
        document = Document(
            id="d", locator="d", name="d", text=piece.text, original=Original("", 0, TEXT), media=TEXT,
            pages=piece.pages, first_page=piece.first_page,
        )  # fmt: skip
        for offset in range(0, len(piece.text), 7):
            assert document.page_of(offset) == sum(p <= begin + offset for p in pages)


def test_a_document_without_pages_has_none() -> None:
    (piece,) = split(Piece("No page here."))
    assert isinstance(piece, Piece)
    bare = Document(id="d", locator="d", name="d", text="x", original=Original("", 0, TEXT), media=TEXT)
    assert bare.page_of(0) is None
    later = Document(id="d", locator="d", name="d", text="xyz", original=Original("", 0, TEXT), media=TEXT, pages=(1,))
    assert [later.page_of(n) for n in range(3)] == [None, 1, 1]


def test_running_headers_are_passed_over_and_kept_dropped() -> None:
    text = nexis(2).replace("Byline:", "Page 1 of 3\n\nByline:")
    at = text.index("Page 1 of 3")
    found = split(Piece(text, Found(header=[((at, at + 11), "running header")])))
    first = found[0]
    assert isinstance(first, Piece)
    moved = [span for span, reason in first.found.header if reason == "running header"]
    assert [first.text[slice(*span)] for span in moved] == ["Page 1 of 3"]


def test_hundred_articles_in_under_two_seconds() -> None:
    texts = [layout(100) for layout in (nexis, nexis_text, factiva, proquest)]
    split(Piece(nexis(2)))
    for text in texts:
        began = time.process_time()
        assert len(pieces(text)) == 100
        assert time.process_time() - began < 2


def test_counts_that_are_wrong_do_no_harm() -> None:
    text = nexis_text(3).replace("2 of 3 DOCUMENTS", "9 of 100 DOCUMENTS").replace("3 of 3 DOC", "1 of 3 DOC")
    assert [p.part for p in pieces(text)] == ["001", "002", "003"]


@pytest.mark.parametrize("name", ["nexis", "nexis, text", "factiva", "proquest"])
def test_a_last_article_that_is_cut_off_is_kept(name: str) -> None:
    text = LAYOUTS[name](3)
    found = pieces(text[: text.rindex("Item 3.") - 30])
    assert len(found) == 3
    assert found[-1].found.date is not None and found[-1].found.date.start == "2025-03-03"
    assert body(2)[0][:40] in " ".join(found[-1].text.split())


@pytest.mark.parametrize(
    ("layout", "mark"), [(nexis, "End of Document"), (factiva, "Document HARBN00020250303el3300001")]
)
def test_a_lost_mark_does_not_join_two_articles(layout, mark: str) -> None:
    text = layout(4)
    at = text.index(mark, text.index("Item 2."))
    found = pieces(text[:at] + text[at + len(mark) :])
    assert [p.found.title for p in found] == [title(k) for k in range(4)]
    assert "Item 3." not in found[1].text


def test_two_bundles_in_one_file_and_articles_given_twice() -> None:
    found = pieces(f"{factiva(2)}\n{factiva(2)}")
    first, second = "HARBN00020250303el3300000", "HARBN00020250303el3300001"
    assert [p.part for p in found] == [first, second, f"{first}~2", f"{second}~2"]
    assert found[0].text == found[2].text
    twice = pieces(f"{nexis(2)}\n\n{nexis(2)}")
    assert [p.found.title for p in twice] == [title(0), title(1)] * 2
    assert len(documents(f"{nexis(2)}\n\n{nexis(2)}".encode(), TEXT)) == 4


def test_running_text_outside_is_an_error_and_the_rest_is_read() -> None:
    note = (
        "We made this export on a Tuesday because the council had met on the day before, and we will make another one."
    )
    found = split(Piece(f"{note}\n\n{nexis(2)}"), locator="case/a.txt")
    assert [isinstance(one, Piece) for one in found] == [True, True, False]
    error = found[-1]
    assert isinstance(error, InputError)
    assert error.file == "case/a.txt"
    assert error.message == "22 words belong to none of the 2 articles in the file and are left out"
    assert error.hint is not None and "We made this export" in error.hint


def test_another_layout_in_the_file_is_not_lost_in_silence() -> None:
    found = split(Piece(f"{factiva(2)}\n\n{nexis(3)}"))
    assert [p.found.publisher for p in found if isinstance(p, Piece)] == ["The Harbour Herald (Alba)"] * 3
    assert isinstance(found[-1], InputError)


@pytest.mark.parametrize("name", LAYOUTS)
def test_one_article_is_no_bundle(name: str) -> None:
    piece = Piece(LAYOUTS[name](1))
    assert split(piece) == [piece]


BOOK = f"Length: 300 pages\n\n{' '.join(press.ENGLISH)}"
CHAPTERS = "\n\n\f\n\n".join(f"Chapter {n}\n\n{' '.join(press.ENGLISH)}" for n in range(1, 5))
HEADLINES = "\n".join(f"{title(k)}\n{day(k)} March 2025" for k in range(30))
ABOUT = (
    "How to search the press\n\nAn export ends with this line:\n\nEnd of Document\n\nits length is above it:\n\n"
    f"Length: 512 words\n\n{' '.join(press.ENGLISH)}\n\nEnd of Document\n"
)
RULED = f"\n\n{press.RULE}\n\n".join(" ".join(press.ENGLISH) for _ in range(5))


@pytest.mark.parametrize("text", [BOOK, CHAPTERS, HEADLINES, ABOUT, RULED, "", "\f\f\f", "End of Document\n" * 20])
def test_what_is_no_bundle_stays_whole(text: str) -> None:
    piece = Piece(text)
    assert split(piece) == [piece]


def test_markdown_keeps_its_marks_out_of_the_metadata() -> None:
    text = nexis(3).replace("Length: 512 words", "**Length:** 512 words").replace("Section:", "**Section:**")
    for k in range(3):
        text = text.replace(f"\f\n\n{title(k)}", f"\f\n\n# {title(k)}")
    found = documents(text.encode(), MARKDOWN)
    assert [d.title for d in found] == [title(k) for k in range(3)]
    assert [kept(d)[-3:] for d in found] == [body(k) for k in range(3)]


def test_what_came_with_the_file_is_not_said_of_each_article() -> None:
    said = {"title": "An export", "publisher": "A library", "date": "2020-01-01"}
    arrived = parse(Incoming("case/a.txt", "a.txt", factiva(2).encode(), TEXT, said=said))
    found = [one.document for one in arrived if isinstance(one, Arrived)]
    assert [(d.title, d.publisher) for d in found] == [(title(0), "Harbour News"), (title(1), "Harbour News")]


def test_too_many_articles_end_the_file() -> None:
    arrived = list(parse(Incoming("case/a.txt", "a.txt", factiva(5).encode(), TEXT), config=Config(max_parts=3)))
    assert [isinstance(one, Arrived) for one in arrived] == [True, True, True, False]


LINES = sorted(
    {line for layout in LAYOUTS.values() for line in layout(2).split("\n")} | {press.PAGE, "HD", "TD", "AN", "Body"}
)
TEXTS = st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=60)
GAPS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\f"])


def _check(text: str) -> None:
    found = articles_of(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for article in found:
        assert 0 <= article.start < article.end <= len(text)
        assert all(article.start <= a <= b <= article.end for a, b in article.header)
    at = 0
    result = [p for p in split(Piece(text)) if isinstance(p, Piece)]
    for piece in result:
        at = text.index(piece.text, at) + len(piece.text)
        assert piece.found.date_span is None or piece.text[slice(*piece.found.date_span)]
    assert len({piece.part for piece in result}) == len(result)


@settings(max_examples=150, deadline=None)
@given(TEXTS, GAPS)
def test_slices_of_any_text_are_disjoint_and_in_order(lines: list[str], gap: str) -> None:
    _check(gap.join(lines))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.lists(st.tuples(st.integers(0, 400), st.sampled_from(LINES)), max_size=12))
def test_slices_of_a_broken_bundle_are_too(name: str, changes: list[tuple[int, str]]) -> None:
    lines = LAYOUTS[name](4).split("\n")
    for at, line in changes:
        lines[at % len(lines)] = line
    _check("\n".join(lines))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(LAYOUTS)), st.integers(0, 5000), st.integers(0, 400))
def test_a_broken_bundle_gives_documents_or_named_errors(name: str, at: int, cut: int) -> None:
    text = LAYOUTS[name](3)
    text = text[:at] + text[at + cut :]
    for one in parse(Incoming("case/a.txt", "a.txt", text.encode(), TEXT)):
        if isinstance(one, Arrived):
            document = one.document
            assert all(document.text[b.start : b.end] == b.quote for b in document.date_because)
        else:
            assert isinstance(one, InputError) and one.message and "occurs twice" not in one.message


def test_hostile_sizes_stay_linear() -> None:
    for text in ("-" * 500_000 + "x", "a:" * 200_000, "HD x\nLP y\n" * 5_000, "1 of 2 DOCUMENTS\n512 words\n" * 5_000):
        began = time.process_time()
        split(Piece(text))
        assert time.process_time() - began < 10


def test_a_file_that_is_no_html_is_left_to_the_reader_of_pages() -> None:
    piece = Piece("A text.")
    assert split(piece, page=b"\x00\xff<") == [piece]


def test_a_file_of_more_lines_than_any_bundle_is_left_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Piece(LAYOUTS["nexis"](3))
    assert len(split(whole)) >= 3
    monkeypatch.setattr("crosscurrents.ingest.bundles._MOST_LINES", 10)
    assert split(whole) == [whole]
