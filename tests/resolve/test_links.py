"""Which document is the translation of which, and what that tells of it."""

from __future__ import annotations

import msgspec
import pytest

from crosscurrents.errors import InputError, NotFoundError, UsageError
from crosscurrents.records.dates import day
from crosscurrents.records.document import Document
from crosscurrents.resolve.links import check_link, inherited, links_of, named, on_newest, originals_of
from tests.resolve.newsroom import Story


def document(locator: str) -> Document:
    made = Story(locator).say(f"The text of {locator}.").document
    return msgspec.structs.replace(made, name=locator.rpartition("/")[2])


A, B, C = document("a.txt"), document("b.txt"), document("c.txt")


def test_a_document_is_found_by_id_prefix_name_and_locator() -> None:
    other = document("desk/d.txt")
    for wanted in (other.id, other.id[:6], "d.txt", "desk/d.txt"):
        assert named([A, B, other], wanted) == other


@pytest.mark.parametrize("wanted", ["z.txt", "", A.id[:3], "0" * 16])
def test_what_is_not_there_is_an_error(wanted: str) -> None:
    with pytest.raises(NotFoundError, match="no document"):
        named([A, B], wanted, file="case.db")


def test_a_name_that_two_have_is_an_error() -> None:
    with pytest.raises(NotFoundError, match="2 documents"):
        named([document("x/a.txt"), document("y/a.txt")], "a.txt")


def test_neither_itself_nor_a_chain_nor_a_cycle() -> None:
    check_link(A.id, B.id, {C.id: B.id})  # two translations of one original
    check_link(A.id, B.id, {A.id: C.id})  # another original than before
    for links in ({B.id: C.id}, {C.id: A.id}, {B.id: A.id}):
        with pytest.raises(UsageError, match="translation of"):
            check_link(A.id, B.id, links)
    with pytest.raises(UsageError, match="of itself"):
        check_link(A.id, A.id, {})


def test_links_of_one_reading() -> None:
    found, faults = originals_of({B.id: "a.txt", A.id: "a.txt", C.id: "z.txt"}, [A, B, C])
    assert found == {B.id: A.id}  # the original, named with its translations, is left alone
    assert set(faults) == {C.id}
    assert isinstance(faults[C.id], InputError)
    assert faults[C.id].file == "c.txt"


def test_a_chain_within_one_reading_is_refused_whatever_the_order() -> None:
    for wanted in ({A.id: "b.txt", B.id: "c.txt"}, {B.id: "c.txt", A.id: "b.txt"}):
        found, faults = originals_of(wanted, [A, B, C])
        assert (found, set(faults)) == ({}, {A.id, B.id})
    assert originals_of({A.id: "b.txt", B.id: "a.txt"}, [A, B])[0] == {}


def test_a_link_leads_to_the_newest_version() -> None:
    newer = msgspec.structs.replace(A, id="f" * 16, text="Another text.")
    linked = msgspec.structs.replace(B, translation_of=A.id)
    found = on_newest([newer, linked], {A.id: A.locator, newer.id: A.locator, B.id: B.locator})
    assert links_of(found) == {B.id: newer.id}
    assert links_of(on_newest([linked], {B.id: B.locator})) == {B.id: A.id}  # the original was removed


def test_what_a_translation_does_not_say_is_its_originals() -> None:
    because = (A.evidence(0, 3, "dateline"),)
    original = msgspec.structs.replace(
        A, publisher="Al-Nahr", date=day("2025-03-05", "dateline"), date_because=because, address="https://x.example"
    )
    bare = msgspec.structs.replace(B, translation_of=A.id)
    own = msgspec.structs.replace(C, translation_of=A.id, publisher="Gulf Desk", date=day("2025-03-07", "stated"))
    _, one, other = inherited([original, bare, own])
    assert (one.publisher, one.address) == ("Al-Nahr", "https://x.example")
    assert (one.date, one.date_because) == (original.date, because)
    assert (other.publisher, other.date, other.address) == ("Gulf Desk", own.date, "https://x.example")
    assert inherited([bare]) == [bare]
