"""Libraries tell what their attachments are; an entry without one gives its abstract, if that is a text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import DEFAULT
from crosscurrents.errors import FormatError, InputError
from crosscurrents.ingest.formats import library
from crosscurrents.ingest.formats.library import Entry, entries_of
from crosscurrents.ingest.media import RIS
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming, Piece, Skipped
from crosscurrents.records.custody import Arrived

JSON = "application/json"
ABSTRACT = (
    "The paper follows the quarrel over the port guards from the first meeting of the harbour council to the vote that "
    "was put off. It finds that the navy gained time at every step, because no other body could pay the men, and that "
    "the fishermen lost a season."
)
FIRST = f"""TY  - NEWS
ID  - ana2025
TI  - Council puts off vote
AU  - Keeper, Ana
AU  - Harbour Institute
T2  - Harbour Post
PB  - Post Press
DA  - 2025/05/02/
PY  - 2025
Y2  - 2025/11/01/
UR  - https://post.example/vote
L1  - files/12/vote.html
L1  - internal-pdf://123/vote.pdf
LA  - en
AB  - {ABSTRACT}
 It ends with <i>two</i> questions.
ER  -\x20
"""
RIS_TEXT = f"""{FIRST}
TY  - RPRT
TI  - A report without anything
PB  - The Quay Society
PY  - 2024
ER  -

TY  - JOUR
TI  - A third
JO  - Review of Ports
Y1  - 2024/03//
N2  - {ABSTRACT}
"""
CSL: list[dict[str, Any]] = [
    {
        "id": "http://zotero.example/items/A1",
        "type": "article-newspaper",
        "title": "Council puts off <i>vote</i>",
        "container-title": "Harbour Post",
        "publisher": "Post Press",
        "author": [{"family": "Keeper", "given": "Ana"}, {"literal": "Harbour Institute"},
            {"family": "Berg", "given": "Bo", "non-dropping-particle": "van den"}],
        "issued": {"date-parts": [["2025", 5, 2]]},
        "accessed": {"date-parts": [[2025, 11, 1]]},
        "URL": "https://post.example/vote",
        "abstract": ABSTRACT,
        "section": "Opinion",
        "note": "a note of mine\nfile: files/12/vote.pdf",
        "attachments": [{"title": "PDF", "path": "files/13/vote.txt"}, "files/14/vote.txt", {"url": "https://x.example"}],
    },
    {"id": 7, "type": "report", "title": "Second", "publisher": "The Quay Society", "issued": {"raw": "March 2024"}},
]  # fmt: skip


def ris(data: str | bytes, **rest: Any) -> Incoming:
    return Incoming("desk/lib.ris", "lib.ris", data.encode() if isinstance(data, str) else data, RIS, **rest)


def read(incoming: Incoming) -> tuple[list[Piece], list[str]]:
    """The texts of a RIS file, and what is said of the rest."""
    found = list(library.read(incoming, DEFAULT))
    return [f for f in found if isinstance(f, Piece)], [f.reason for f in found if isinstance(f, Skipped)]


def test_entries_of_ris() -> None:
    first, second, third = entries_of(RIS_TEXT.encode(), RIS)
    assert first == Entry(
        "ana2025",
        {
            "title": "Council puts off vote",
            "publisher": "Harbour Post",
            "author": "Ana Keeper, Harbour Institute",
            "date": "2025-05-02",
            "address": "https://post.example/vote",
        },
        f"{ABSTRACT} It ends with two questions.",
        ("files/12/vote.html", "internal-pdf://123/vote.pdf"),
        FIRST.encode(),
    )
    assert second.said == {"title": "A report without anything", "publisher": "The Quay Society", "date": "2024"}
    assert (third.said["publisher"], third.said["date"], third.abstract) == ("Review of Ports", "2024-03", ABSTRACT)
    assert len(third.key) == 16


def test_entries_of_csl() -> None:
    first, second = entries_of(json.dumps(CSL).encode(), JSON)
    assert first.said == {
        "title": "Council puts off vote",
        "publisher": "Harbour Post",
        "author": "Ana Keeper, Harbour Institute, Bo van den Berg",
        "date": "2025-05-02",
        "address": "https://post.example/vote",
        "section": "Opinion",
    }
    assert first.attachments == ("files/13/vote.txt", "files/14/vote.txt", "files/12/vote.pdf")
    assert second.key == "7"
    assert second.said == {"title": "Second", "publisher": "The Quay Society", "date": "2024-03"}


def test_entries_of_better_bibtex() -> None:
    item = {"itemType": "newspaperArticle", "title": "Vote", "publicationTitle": "Harbour Post", "date": "2025-05-02",
        "creators": [{"firstName": "Ana", "lastName": "Keeper", "creatorType": "author"},
        {"name": "Someone Else", "creatorType": "editor"}], "url": "https://post.example/vote", "itemKey": "K1",
        "abstractNote": "Short.", "attachments": [{"path": "files/1/a.pdf"}]}  # fmt: skip
    (only,) = entries_of(json.dumps({"config": {}, "items": [item]}).encode(), JSON)
    assert (only.key, only.attachments, only.said["author"]) == ("K1", ("files/1/a.pdf",), "Ana Keeper")
    assert (only.said["publisher"], only.said["date"]) == ("Harbour Post", "2025-05-02")


@pytest.mark.parametrize(
    "value",
    [None, 3, "text", [], {}, [1], [{"type": "x"}], [{"text": "an article", "title": "A", "type": "news"}],
     {"name": "chat", "type": "public_channel", "messages": []}, {"items": "none"}],
)  # fmt: skip
def test_what_is_no_library(value: object) -> None:
    assert not library.is_library(value)
    assert entries_of(json.dumps(value).encode(), JSON) == []
    assert library.is_library(CSL)


def test_abstracts_are_read_where_no_attachment_is() -> None:
    texts, left = read(ris(RIS_TEXT))
    assert texts[0].part == "ana2025"
    assert texts[0].found.publisher == "Harbour Post"
    assert texts[0].found.date and texts[0].found.date.start == "2025-05-02"
    assert texts[0].original == FIRST.encode()
    assert left == ["1 entry has nothing to read: no attachment that is read, no abstract of 40 words"]
    texts, left = read(ris(RIS_TEXT, attached=frozenset({"files/12/vote.html"})))
    assert [t.found.title for t in texts] == ["A third"]
    assert len(left) == 1


def test_abstracts_of_json() -> None:
    made = list(parse(Incoming("desk/lib.json", "lib.json", json.dumps(CSL).encode(), JSON)))
    (only,) = [m.document for m in made if isinstance(m, Arrived)]
    assert only.text == ABSTRACT
    assert only.locator == "desk/lib.json#http://zotero.example/items/A1"
    assert (only.title, only.address, only.kind) == ("Council puts off vote", "https://post.example/vote", "commentary")
    assert [m.reason[:30] for m in made if isinstance(m, Skipped)] == ["1 entry has nothing to read: n"]


def test_an_original_is_read_again_to_the_same_text() -> None:
    (text, *_), _ = read(ris(RIS_TEXT))
    assert text.original
    ((again,), _) = read(ris(text.original))
    assert (again.text, again.part) == (text.text, text.part)


def test_latin_1_line_ends_and_repeated_ids() -> None:
    twice = FIRST + FIRST + FIRST.replace("Council", "Räte")
    texts, _ = read(ris(b"\r\n".join(twice.encode("latin-1").splitlines())))
    assert [t.found.title for t in texts] == ["Council puts off vote", "Räte puts off vote"]
    assert texts[0].part == "ana2025" and texts[1].part.startswith("ana2025-")
    assert texts[0].original is None


def test_an_entry_that_breaks_off_is_read() -> None:
    texts, _ = read(ris(FIRST.replace("ER  -", "") + FIRST.replace("ana2025", "b")))
    assert [t.part for t in texts] == ["ana2025", "b"]


def test_no_entry() -> None:
    with pytest.raises(FormatError, match="no entry"):
        list(library.read(ris("Dear all,\nno library.\n"), DEFAULT))


@pytest.mark.parametrize("day", ["2025/13/01", "25/05/02", "//", "May 2025", "2025/02/30"])
def test_wrong_dates_are_cut_or_left_out(day: str) -> None:
    (only,) = entries_of(f"TY  - NEWS\nDA  - {day}\nER  -\n".encode(), RIS)
    assert only.said.get("date", "") in ("", "2025", "2025-02")


@settings(max_examples=60, deadline=None)
@given(st.booleans(), st.integers(0, 2_000), st.integers(0, 80), st.binary(max_size=12))
def test_any_damage_gives_texts_or_a_named_error(is_ris: bool, at: int, cut: int, instead: bytes) -> None:
    data = RIS_TEXT.encode() if is_ris else json.dumps(CSL).encode()
    media = RIS if is_ris else JSON
    for made in parse(Incoming("desk/lib", "lib", data[:at] + instead + data[at + cut :], media)):
        assert isinstance(made, Arrived | Skipped | InputError)


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(CSL[0])), inner, max_size=5),
    max_leaves=20,
)


@given(st.lists(st.dictionaries(st.sampled_from(sorted(CSL[0])), values, max_size=9), max_size=3))
def test_any_values_in_json(items: list[dict[str, Any]]) -> None:
    whole = [{**item, "type": "report", "title": item.get("title")} for item in items]
    for entry in entries_of(json.dumps(whole).encode(), JSON):
        assert all(isinstance(v, str) and v for v in entry.said.values())


def test_a_library_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_MOST_ENTRIES", 2)
    incoming = Incoming("desk/a.ris", "a.ris", b"TY  - NEWS\nER  - \n" * 3, RIS)
    with pytest.raises(FormatError, match="too many entries"):
        list(library.read(incoming, DEFAULT))
