"""Posts of a Telegram export become documents; what is no post with text is left out, and nothing crashes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import Config
from crosscurrents.errors import InputError
from crosscurrents.ingest.formats.telegram import is_export
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming
from crosscurrents.records.custody import Arrived
from crosscurrents.records.dates import day
from crosscurrents.records.document import Document

POST = "The ferry to Sarn stays in port until the wind drops, the harbour office said."


def post(number: int = 7, text: Any = POST, **fields: Any) -> dict[str, Any]:
    base = {"id": number, "type": "message", "date": "2025-03-04T23:50:11", "date_unixtime": "1741128611"}
    return {**base, "from": "Strait Watch", "from_id": "channel55", "text": text, "text_entities": [], **fields}


def chat(*posts: Any, **fields: Any) -> dict[str, Any]:
    return {"name": "Strait Watch", "type": "public_channel", "id": 55, "messages": list(posts), **fields}


def read(value: Any, config: Config = Config()) -> list[Any]:  # noqa: B008  # frozen
    data = value if isinstance(value, bytes) else json.dumps(value, indent=1).encode()
    return list(parse(Incoming("desk/result.json", "result.json", data, "application/json"), config=config))


def documents(value: Any) -> list[Document]:
    return [found.document for found in read(value)]


def test_a_post_is_a_document() -> None:
    (document,) = documents(chat(post()))
    assert (document.text, document.locator) == (POST, "desk/result.json#55-7")
    assert (document.publisher, document.author, document.address, document.relays) == (
        "Strait Watch",
        None,
        None,
        None,
    )
    assert document.date == day("2025-03-04", "metadata")


def test_formatted_text_is_joined() -> None:
    parts = [
        "The ",
        {"type": "bold", "text": "ferry"},
        " stays; see ",
        {"type": "link", "text": "https://a.example"},
        5,
    ]
    assert documents(chat(post(text=parts)))[0].text == "The ferry stays; see https://a.example"


def test_a_forwarded_post_relays_its_channel() -> None:
    found = documents(
        chat(
            post(1, forwarded_from="River Desk"),
            post(2, POST + " Twice.", forwarded_from=None),
            post(3, POST + " Thrice.", forwarded_from="Strait Watch"),
        )
    )
    assert [d.relays for d in found] == ["River Desk", "", None]
    assert {d.publisher for d in found} == {"Strait Watch"}


def test_a_user_name_gives_the_address_and_a_member_is_the_author() -> None:
    (document,) = documents(chat(post(**{"from": "Ana K."}), username="straitwatch"))
    assert (document.author, document.address) == ("Ana K.", "https://t.me/straitwatch/7")
    assert documents(chat(post(), username="../x"))[0].address is None


def test_what_is_no_post_with_text_is_left_out() -> None:
    other = [
        post(1, "", photo="photos/1.jpg"),
        post(2, "", poll={"question": "Will the ferry sail on Friday this week?"}),
        post(3, POST, type="service", action="pin_message"),
        post(4, "Three words only"),
        {"id": 5},
        "no object",
        None,
    ]
    assert [d.locator for d in documents(chat(*other, post(9)))] == ["desk/result.json#55-9"]


def test_a_whole_account() -> None:
    account = {
        "about": "x",
        "chats": {"about": "x", "list": [chat(post()), chat(post(), id=56, name=None, type="saved_messages"), 3]},
        "left_chats": {"list": [chat(post(), id=57)]},
    }
    assert [d.locator.rpartition("#")[2] for d in documents(account)] == ["55-7", "56-7", "57-7"]
    assert documents(account)[1].publisher is None


def test_the_whole_file_is_the_original_of_each() -> None:
    found = read(chat(post(1), post(2, POST + " Again.")))
    assert found[0].original == found[1].original
    assert found[0].document.original.sha256 == found[1].document.original.sha256


def test_posts_over_the_limit_are_said() -> None:
    found = read(chat(*(post(n, f"{POST} Notice {n}.") for n in range(30))), Config(max_parts=20))
    assert sum(isinstance(f, Arrived) for f in found) == 20
    assert "too many" in str(found[-1])


@pytest.mark.parametrize(
    "value", [[], {}, None, "x", {"chats": []}, {"messages": []}, {"chats": {"list": [{"id": 1}]}}]
)
def test_other_json_is_no_export(value: Any) -> None:
    assert not is_export(value)


GOOD = json.dumps(chat(post(1), post(2, ["a ", {"text": POST}], forwarded_from="River Desk"), username="desk")).encode()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 3))
def test_damaged_files_give_documents_or_a_named_error(at: int, new: bytes, gone: int) -> None:
    for found in read(GOOD[:at] + new + GOOD[at + gone :]):
        assert isinstance(found, Arrived | InputError)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "name"]), inner),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["text", "id", "date", "from", "forwarded_from", "type"]), json_values)
def test_any_value_in_a_field(name: str, value: Any) -> None:
    for found in read(chat(post() | {name: value})):
        assert isinstance(found, Arrived | InputError)
