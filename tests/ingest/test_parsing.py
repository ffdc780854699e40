"""Files become documents whose ranges are exact; any bytes give documents or a named error."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import Config
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.media import HTML, JSONL, MARKDOWN, TEXT
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming
from crosscurrents.records.custody import Arrived
from crosscurrents.records.dates import day
from crosscurrents.records.document import Document
from crosscurrents.records.identity import document_id
from crosscurrents.text.scripts import count_words
from tests.translated import articles

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."


def incoming(data: str | bytes, media: str = TEXT, name: str = "a.txt") -> Incoming:
    return Incoming(f"case/{name}", name, data.encode() if isinstance(data, str) else data, media)


def one(data: str | bytes, media: str = TEXT) -> Document:
    (arrived,) = parse(incoming(data, media))
    assert isinstance(arrived, Arrived)
    return arrived.document


def refusal(found: Iterable[Arrived | InputError]) -> InputError:
    (error,) = found
    assert isinstance(error, InputError)
    return error


def test_text_is_stored_character_for_character() -> None:
    text = f"\ufeff---\r\ntitle: A vote\r\ndate: 2024-05-03\r\n---\r\n\r\n{ONE}\r\n\r\n{TWO}\r\n"
    document = one(text, MARKDOWN)
    assert document.text == text
    assert document.id == document_id(text, "case/a.txt")
    assert (document.title, document.media, document.original.bytes) == ("A vote", MARKDOWN, len(text.encode()))
    assert document.text[document.lead :].startswith(ONE)
    assert [document.text[s:e] for s, e in document.paragraphs] == [ONE, TWO]
    assert [(d.start, d.reason) for d in document.dropped] == [(0, "front matter")]
    (because,) = document.date_because
    assert (because.quote, because.method, because.document) == ("2024-05-03", "front matter", document.id)
    assert document.words == 43


def test_lead_follows_title_dateline_and_opener() -> None:
    assert one(f"A short title\n\nPORT ALBA, 3 May 2024 (Wire) - {ONE}\n\n{TWO}").lead == len(
        "A short title\n\nPORT ALBA, 3 May 2024 (Wire) - "
    )
    document = one(f"Experts revealed that {ONE}\n\n{TWO}")
    assert document.text[document.lead :].startswith("The harbour")


def test_disclaimer_makes_a_commentary() -> None:
    document = one(
        f"{ONE}\n\n{TWO}\n\nOpinions in it are the author’s and do not reflect the policy of the Harbour Center."
    )
    assert (document.kind, document.publisher) == ("commentary", "Harbour Center")


def test_json_lines() -> None:
    lines = [
        {
            "id": "x1",
            "title": "T",
            "text": ONE,
            "outlet": "Post",
            "author": ["A", "B"],
            "date": "2024-05-03",
            "url": "https://a.example/1",
        },
        {"id": 2, "text": "Second\ud800 text\x00."},
        {"text": "No id here."},
    ]
    whole = incoming("\n\n".join(json.dumps(line) for line in lines), JSONL, "a.jsonl")
    arrived = [a for a in parse(whole) if isinstance(a, Arrived)]
    documents = [a.document for a in arrived]
    assert len(documents) == len(list(parse(whole))) == 3
    first, second, third = documents
    assert (first.locator, first.name) == ("case/a.jsonl#x1", "a.jsonl#x1")
    assert (first.title, first.publisher, first.author, first.address) == ("T", "Post", "A, B", "https://a.example/1")
    assert first.date == day("2024-05-03", "metadata")
    assert second.name == "a.jsonl#2" and second.text == "Second\ufffd text\ufffd."
    assert len(third.name) == len("a.jsonl#") + 16
    assert [json.loads(a.original) for a in arrived] == lines
    assert first.original.bytes == len(arrived[0].original)
    assert first.original.sha256 == hashlib.sha256(arrived[0].original).hexdigest()


def test_bad_lines_are_named_and_the_others_read() -> None:
    lines = [
        '{"id": "a", "text": "Good text."}',
        "{broken",
        "[1]",
        '{"id": "b"}',
        '{"id": "a", "text": "Again."}',
        '{"text": 5}',
    ]
    found = list(parse(incoming("\n".join(lines), JSONL, "a.jsonl")))
    errors = [e for e in found if isinstance(e, InputError)]
    assert len(found) == 6 and [e.file for e in errors] == [f"case/a.jsonl, line {n}" for n in range(2, 7)]
    assert all(e.message and e.hint for e in errors)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", InputError),
        (b" \n", InputError),
        (b"---\n---", InputError),
        (b"%PDF-1.4 x", FormatError),
        (b"PK\x03\x04zip", FormatError),
    ],
)
def test_whole_files_that_cannot_be_read(data: bytes, error: type[InputError]) -> None:
    found = refusal(parse(incoming(data)))
    assert isinstance(found, error)
    assert found.file == "case/a.txt" and found.message


def test_size_limit() -> None:
    assert "too large" in refusal(parse(incoming(ONE), config=Config(max_file_bytes=10))).message


def test_a_file_of_too_many_articles_is_read_up_to_the_limit_and_says_so() -> None:
    lines = "\n".join(json.dumps({"id": n, "text": f"Text number {n}."}) for n in range(5))
    found = list(parse(incoming(lines, JSONL, "a.jsonl"), config=Config(max_parts=3)))
    assert [isinstance(f, Arrived) for f in found] == [True, True, True, False]
    assert "too many" in refusal(found[3:]).message


def test_what_came_with_the_file_goes_before_what_it_says_of_itself() -> None:
    text = f"---\ntitle: A vote\ndate: 2024-05-03\n---\n\n{ONE}\n\n{TWO}\n"
    said = {"title": "The vote", "publisher": "Harbour Post", "date": "2024-05-04", "address": "https://a.example/2"}
    (arrived,) = parse(msgspec.structs.replace(incoming(text, MARKDOWN), said=said))
    assert isinstance(arrived, Arrived)
    document = arrived.document
    assert (document.title, document.publisher, document.address) == ("The vote", "Harbour Post", "https://a.example/2")
    assert document.date == day("2024-05-04", "metadata")


PIECES = st.sampled_from(
    [ONE, TWO, "\n", "\n\n", "---\n", "title: x\n", "date: 2024-05-03\n", "Check also\n", "By Ana Keeper\n",
     "Published: 3 May 2024\n",
     "ALBA, 3 May 2024 (Wire) - ", "Experts revealed that The", " | ",
     "qweqweqweqwe\n", "\ufeff", "😀", "\r", "é", "A headline here\n"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(lambda t: any(c.isalnum() for c in t)))
def test_slices_equal_quotes(text: str) -> None:
    document = one(text)
    assert document.text == text
    for because in document.date_because:
        assert document.text[because.start : because.end] == because.quote
    assert all(0 <= d.start < d.end <= len(text) for d in document.dropped)
    assert all(a.end <= b.start for a, b in pairwise(document.dropped))
    assert 0 <= document.lead <= len(text)
    assert one(text) == document


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([TEXT, MARKDOWN, HTML, JSONL]))
def test_any_bytes_give_documents_or_a_named_error(data: bytes, media: str) -> None:
    for found in parse(incoming(data, media)):
        if isinstance(found, InputError):
            assert found.file and found.file.startswith("case/a.txt")
        else:
            found.document.text.encode("utf-8")
            assert "\x00" not in found.document.text


@pytest.mark.parametrize("name", sorted(articles()))
def test_other_scripts_are_stored_as_they_are_and_not_for_reading(name: str) -> None:
    article = articles()[name]
    document = one(article.original)
    assert (document.text, document.language, document.is_read) == (article.original, article.language, False)
    assert [document.text[s:e] for s, e in document.paragraphs] == article.original.strip().split("\n\n")
    assert document.dropped == ()
    assert document.title == article.paragraphs[0][0][0]
    assert document.words == sum(count_words(document.text[s:e]) for s, e in document.paragraphs)
    assert one(article.translation).is_read


def test_a_text_without_blanks_has_a_sensible_number_of_words() -> None:
    line = "内政部宣布，一支卡车车队在旧磨坊附近遭到武装人员袭击后，部队封锁了两座城市之间的道路，至少十二人死亡。"
    document = one(f"军队封锁道路\n\n{line}\n\n政府发言人说，谈判将于下周在首都恢复，但反对派尚未作出回应。\n")
    assert document.language == "zh"
    assert 35 <= document.words <= 60
    assert document.text[document.lead :].startswith("内政部")


def test_paragraphs_of_another_language_are_dropped_with_its_name() -> None:
    arabic, turkish = articles()["valley"], articles()["harbour"]
    foreign = [arabic.pairs[0][0], turkish.pairs[0][0]]
    document = one("\n\n".join([ONE, foreign[0], TWO, foreign[1], f"{ONE[:-1]} on Monday."]))
    assert document.is_read
    found = [(document.text[d.start : d.end], d.reason) for d in document.dropped]
    assert found == [(foreign[0], "other language: ar"), (foreign[1], "other language: tr")]
    assert document.words == 66


@settings(max_examples=60)
@given(st.text(st.characters(min_codepoint=0x0590, max_codepoint=0xD7FF), min_size=1, max_size=300))
def test_any_letters_give_exact_ranges(text: str) -> None:
    for arrived in parse(incoming(text)):
        if isinstance(arrived, Arrived):
            d = arrived.document
            assert all(0 <= s < e <= len(d.text) for s, e in d.paragraphs)
            assert all(0 <= x.start < x.end <= len(d.text) for x in d.dropped)
            assert all(a[1] <= b[0] for a, b in pairwise(d.paragraphs))


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        (Config(max_text=len(ONE)), f"the text is too long: {len(ONE) + len(TWO) + 3} characters"),
        (Config(max_text_lines=1), "the text has too many lines"),
        (Config(max_file_lines=1), "the file has too many lines"),
    ],
)
def test_a_text_of_more_than_an_article_is_refused_with_the_limit(limit: Config, says: str) -> None:
    error = refusal(parse(incoming(f"{ONE}\n\n{TWO}\n"), config=limit))
    assert error.message == says
    assert "limit" in (error.hint or "") and "cut it into parts" in (error.hint or "")


def test_an_encoding_that_is_not_known_is_refused_unless_the_format_declares_it() -> None:
    data = ("Совет порта отложил голосование. " * 9).encode("cp1251")
    assert refusal(parse(incoming(data))).hint == "save it as UTF-8"
    page = b'<meta charset="windows-1251"><p>' + data + b"</p>"
    assert "Совет порта" in one(page, HTML).text


def test_what_no_format_foresaw_is_an_error_that_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise MemoryError("no room\nat all")

    monkeypatch.setattr("crosscurrents.ingest.formats.text.decode", broken)
    error = refusal(parse(incoming(ONE)))
    assert (error.file, error.message) == ("case/a.txt", "the file cannot be read: MemoryError: no room at all")


def test_the_id_of_a_part_is_one_line_of_its_name() -> None:
    line = json.dumps({"id": "one\n\ttwo", "text": ONE})
    assert one(line, JSONL).locator == "case/a.txt#one two"
