"""Messages and mailboxes become documents; what is quoted is dropped, what is handed on is a relay."""

from __future__ import annotations

import hashlib
import mailbox
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import Config
from crosscurrents.errors import InputError
from crosscurrents.ingest import Skipped
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming
from crosscurrents.records.custody import Arrived
from crosscurrents.records.dates import DateRange, day
from crosscurrents.records.document import Document

ONE = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
TWO = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
BODY = f"{ONE}\n\n{TWO}\n"
FORWARD = (
    "---------- Forwarded message ---------\nFrom: River Desk <desk@river.example>\n"
    "Date: Mon, Mar 3, 2025 at 9:15 AM\nSubject: Vote put off\nTo: <ana@strait.example>\n\n\n"
)


def message(body: str | None = BODY, **headers: str) -> EmailMessage:
    made = EmailMessage()
    named = {
        "From": "Ana Keeper <ana@strait.example>",
        "Subject": "Vote put off",
        "Date": "Tue, 4 Mar 2025 23:30:00 -0500",
        "Message_ID": "<m1@strait.example>",
    }
    for name, value in {**named, **headers}.items():
        made[name.replace("_", "-")] = value
    if body is not None:
        made.set_content(body)
    return made


def read(data: EmailMessage | bytes, name: str = "a.eml", config: Config = Config()) -> list[Any]:  # noqa: B008
    media = "application/mbox" if name.endswith("mbox") else "message/rfc822"
    raw = data if isinstance(data, bytes) else data.as_bytes()
    return list(parse(Incoming(f"desk/{name}", name, raw, media), config=config))


def documents(data: EmailMessage | bytes, name: str = "a.eml") -> list[Document]:
    found = read(data, name)
    assert all(isinstance(f, Arrived) for f in found), found
    return [f.document for f in found]


def document(data: EmailMessage | bytes) -> Document:
    (found,) = documents(data)
    return found


def dropped(found: Document) -> list[tuple[str, str]]:
    return [(found.text[d.start : d.end], d.reason) for d in found.dropped]


# ---- one message
def test_headers_tell_what_a_message_is() -> None:
    found = document(message())
    assert (found.text, found.locator) == (BODY, "desk/a.eml")
    assert (found.title, found.publisher, found.author) == ("Vote put off", "Ana Keeper", "Ana Keeper")
    assert found.date == day("2025-03-04", "metadata")
    assert (found.relays, found.dropped) == (None, ())


@pytest.mark.parametrize(
    ("headers", "publisher", "author"),
    [
        ({"From": "news@strait.example"}, "strait.example", None),
        ({"List_Id": "Strait Watch <watch.strait.example>"}, "Strait Watch", "Ana Keeper"),
        ({"List_Id": "8c41f2aa91mc list <8c41.mcsv.example>"}, "Ana Keeper", "Ana Keeper"),
        ({"List_Id": "<watch.strait.example>"}, "Ana Keeper", "Ana Keeper"),
        ({"From": "'Ana Keeper' via Strait Watch <watch@strait.example>"}, "Strait Watch", "Ana Keeper"),
        ({"From": '"Keeper, Ana" <ana@strait.example>'}, "Keeper, Ana", "Keeper, Ana"),
        ({"From": "Café Élan <c@strait.example>"}, "Café Élan", "Café Élan"),
    ],
)
def test_outlet_and_author(headers: dict[str, str], publisher: str, author: str | None) -> None:
    found = document(message(**headers))
    assert (found.publisher, found.author) == (publisher, author)


def test_coded_words_and_bytes_in_headers() -> None:
    raw = (
        message()
        .as_bytes()
        .replace(b"Subject: Vote put off", b"Subject: =?utf-8?B?w4k=?= =?utf-8?Q?lan_=C3?=\n =?utf-8?Q?=A9?=")
    )
    assert document(raw).title == "Élan é"
    raw = message().as_bytes().replace(b"Vote put off", "Élan".encode("latin-1"))
    assert document(raw).title == "Élan"
    raw = message().as_bytes().replace(b"Vote put off", b"=?no-such?Q?=C9lan?= off")
    assert document(raw).title == "Élan off"


@pytest.mark.parametrize(
    ("charset", "declared"), [("cp1252", "iso-8859-1"), ("utf-8", "no-such"), ("cp1252", "us-ascii")]
)
def test_wrong_charsets_are_read_by_the_rule_for_all_text(charset: str, declared: str) -> None:
    head = f"From: a@b.example\nContent-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit\n\n"
    assert document(head.encode() + f"{ONE} It’s late.".encode(charset)).text == f"{ONE} It’s late."


def test_wire_form_of_lines_and_transfer_encodings() -> None:
    for coding in ("base64", "quoted-printable", "8bit"):
        made = message(None)
        made.set_content(f"{ONE}\n\nÉlan sailed.\n", cte=coding)
        assert document(made.as_bytes().replace(b"\n", b"\r\n")).text == f"{ONE}\n\nÉlan sailed.\n"


def test_no_date_and_a_broken_one() -> None:
    raw = message().as_bytes()
    for value in (b"Date: soon", b"X: y", b"Date: 99 Foo 2025 99:99", b"Date: Tue, 4 Mar 99999 10:00:00 +0000"):
        assert document(raw.replace(b"Date: Tue, 04 Mar 2025 23:30:00 -0500", value)).date is None


def test_the_archive_of_a_list_gives_the_address() -> None:
    assert document(message(Archived_At="<https://lists.example/m1>")).address == "https://lists.example/m1"


# ---- text and markup
def test_the_plain_part_goes_before_the_html() -> None:
    made = message()
    made.add_alternative(f"<p>{ONE}</p><p>{TWO}</p>", subtype="html")
    assert document(made).text == BODY


def test_a_plain_part_that_only_names_the_html_is_not_read() -> None:
    made = message("Your program does not show HTML.\n")
    made.add_alternative(f"<p>{ONE}</p><p>{TWO}</p>", subtype="html")
    found = document(made)
    assert ONE in found.text and "Your program" not in found.text


def test_all_running_text_of_a_newsletter_of_tables() -> None:
    items = [f"{ONE[:-1]}, for the {word} time." for word in ("first", "second", "third", "fourth", "fifth")]
    rows = "".join(f"<tr><td><h3>Item {n}</h3></td></tr><tr><td>{item}</td></tr>" for n, item in enumerate(items))
    made = message(None)
    made.set_content(f"<div style='display:none'>Preheader</div><table>{rows}</table>", subtype="html")
    found = document(made)
    assert all(item in found.text for item in items)
    assert "Preheader" not in found.text


def test_quoted_replies_and_signatures_stay_but_are_dropped() -> None:
    reply = "On Mon, 3 Mar 2025 at 09:15, Bo Warden\n<bo@port.example> wrote:\n\n> Is the vote off?\n>\n> Bo"
    found = document(message(f"{BODY}\n-- \nAna Keeper\nStrait Watch\n\n{reply}\n"))
    assert dropped(found) == [("-- \nAna Keeper\nStrait Watch", "signature"), (reply, "quoted reply")]
    assert found.words == document(message()).words


def test_quotations_of_html_are_dropped_too() -> None:
    made = message(None)
    quote = "<blockquote class='gmail_quote'>Is it off?</blockquote>"
    cited = f"<div class='gmail_quote'><div>On Mon, 3 Mar 2025 Bo wrote:</div>{quote}</div>"
    made.set_content(f"<p>{ONE}</p><p>{TWO}</p>{cited}", subtype="html")
    assert dropped(document(made)) == [("On Mon, 3 Mar 2025 Bo wrote:\n\n> Is it off?", "quoted reply")]


def test_an_answered_message_below_is_dropped() -> None:
    below = (
        "-----Original Message-----\nFrom: Bo Warden\nSent: Monday, March 3, 2025 9:15 AM\nSubject: Vote\n\nIs it off?"
    )
    found = document(message(f"{BODY}\n{below}\n", Subject="RE: Vote"))
    assert dropped(found) == [(f"{below}\n", "quoted reply")]
    assert found.relays is None


# ---- messages handed on
def test_a_forwarded_message_is_a_relay_with_its_own_date() -> None:
    found = document(message(f"For you.\n\n{FORWARD}{BODY}", Subject="Fwd: Vote put off"))
    assert (found.publisher, found.author, found.relays) == ("Ana Keeper", "River Desk", "River Desk")
    assert (found.title, found.date) == ("Vote put off", day("2025-03-03", "metadata"))
    assert [e.quote for e in found.date_because] == ["Mon, Mar 3, 2025 at 9:15 AM"]
    assert [reason for _, reason in dropped(found)] == ["forwarder's note", "front matter"]
    assert found.text[found.lead :].startswith(ONE)


def test_a_long_text_above_a_forwarded_message_is_a_document_of_its_own() -> None:
    own = "I was at the quay this morning and counted nine boats of the navy, two more than on Sunday, all at anchor."
    first, second = documents(message(f"{own}\n\n{FORWARD}{BODY}", Subject="Fwd: Vote"))
    assert (first.text.strip(), first.relays, first.locator) == (own, None, "desk/a.eml")
    assert (second.relays, second.locator) == ("River Desk", "desk/a.eml#forwarded")
    assert first.original == second.original


def test_forwards_of_forwards_rest_on_the_last() -> None:
    inner = FORWARD.replace("River Desk <desk@river.example>", "Bo Warden <bo@port.example>")
    found = document(message(f"FYI\n\n{inner}See this.\n\n{FORWARD}{BODY}", Subject="Fwd: Fwd: Vote"))
    assert found.relays == "River Desk"


def test_an_outlook_block_hands_on_where_the_subject_says_so() -> None:
    block = "From: River Desk [mailto:desk@river.example]\nSent: 3 March 2025 09:15\nTo: Ana\nSubject: Vote\n\n"
    found = document(message(f"Note.\n\n{block}{BODY}", Subject="FW: Vote"))
    assert (found.relays, found.date) == ("River Desk", day("2025-03-03", "metadata"))


def test_a_forwarded_message_in_html() -> None:
    block = FORWARD.replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    made = message(None, Subject="Fwd: Vote")
    made.set_content(f"<p>FYI</p><div class='gmail_quote'>{block}<p>{ONE}</p><p>{TWO}</p></div>", subtype="html")
    found = document(made)
    assert (found.relays, found.date) == ("River Desk", day("2025-03-03", "metadata"))
    assert found.text[found.lead :] == f"{ONE}\n\n{TWO}"


def test_a_forward_without_a_date_is_not_later_than_the_message() -> None:
    found = document(message(FORWARD.replace("Date: Mon, Mar 3, 2025 at 9:15 AM\n", "") + BODY))
    assert found.date == DateRange(None, "2025-03-04", "open", "metadata")


def test_an_attached_message_is_a_relay() -> None:
    inner = message(
        From="River Desk <desk@river.example>", Date="Mon, 3 Mar 2025 09:15:00 +0100", Message_ID="<i@river>"
    )
    outer = message("See the message.\n", Subject="For you")
    outer.add_attachment(inner)
    first, second = documents(outer)
    assert (first.title, first.relays) == ("For you", None)
    assert (second.locator, second.relays, second.publisher) == ("desk/a.eml#i@river", "River Desk", "Ana Keeper")
    assert second.date == day("2025-03-03", "metadata")


def test_messages_in_messages_end_at_the_limit() -> None:
    made = message(Message_ID="<m0@x>")
    for n in range(1, 8):
        outer = message(f"Number {n} hands on what it got.\n", Message_ID=f"<m{n}@x>")
        outer.add_attachment(made)
        made = outer
    found = read(made)
    assert sum(isinstance(f, Arrived) for f in found) == 4
    assert "too deep" in str(found[-1])


# ---- attachments
def test_attachments_that_are_read_become_documents() -> None:
    made = message()
    made.add_attachment(f"{TWO} So it was noted.", filename="note.txt")
    made.add_attachment(f"{TWO} So it was noted again.", filename="note.txt")
    made.add_attachment(f"<html><p>{ONE}</p><p>{TWO}</p>", subtype="html", filename="../../etc/page.html")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    made.add_attachment(b"", maintype="application", subtype="pdf", filename="empty.pdf")
    found = documents(made)
    names = [d.locator.removeprefix("desk/a.eml") for d in found]
    again = hashlib.sha256(f"{TWO} So it was noted again.\n".encode()).hexdigest()[:8]
    assert names == ["", "#note.txt", f"#note.txt~{again}", "#page.html"]
    assert [d.name for d in found][1] == "a.eml#note.txt"
    assert found[1].original.media_type == "text/plain"


def test_an_attachment_with_nothing_beside_it() -> None:
    made = message(None)
    made.add_attachment(f"{ONE}\n\n{TWO}", filename="note.txt")
    assert [d.locator for d in documents(made)] == ["desk/a.eml#note.txt"]


# ---- mailboxes
def box(tmp_path: Path, *messages: EmailMessage) -> bytes:
    path = tmp_path / "a.mbox"
    made = mailbox.mbox(path)
    for one in messages:
        made.add(mailbox.mboxMessage(one))
    made.close()
    return path.read_bytes()


def test_a_mailbox_is_cut_at_its_marks(tmp_path: Path) -> None:
    text = f"{ONE}\n\nFrom the quay at 09:15 in 2025 it looked so.\n\nFrom here on nobody knows.\n"
    first, second = message(text), message(Message_ID="<m2@strait.example>")
    data = box(tmp_path, first, second)
    found = read(data, "a.mbox")
    assert [f.document.locator for f in found] == ["desk/a.mbox#m1@strait.example", "desk/a.mbox#m2@strait.example"]
    assert found[0].document.text == text
    assert b">From the quay" in found[0].original and data.count(found[0].original) == 1
    assert found[1].original == second.as_bytes()


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_the_original_of_a_message_gives_its_text_again(tmp_path: Path, end: str) -> None:
    for found in read(
        box(tmp_path, message(f"{ONE}\n\nFrom the quay.\n{end}"), message(Message_ID="<m2@x>")), "a.mbox"
    ):
        (again,) = read(found.original, "a.mbox")
        assert (again.document.text, again.original) == (found.document.text, found.original)
        assert again.document.locator == found.document.locator


def test_unquoted_lines_cut_nothing_and_crlf_is_read() -> None:
    mark = "From ana@strait.example Tue Mar  4 09:15:00 2025\n"
    body = f"From: a@b.example\nMessage-ID: <x>\n\n{ONE}\n\nFrom the quay it looked so.\n"
    for data in (mark + body, (mark + body).replace("\n", "\r\n")):
        (found,) = documents(data.encode(), "a.mbox")
        assert found.text == f"{ONE}\n\nFrom the quay it looked so.\n"


def test_the_same_message_twice_and_another_with_its_id(tmp_path: Path) -> None:
    data = box(tmp_path, message(), message(), message(TWO))
    first, second = documents(data, "a.mbox")
    assert first.locator == "desk/a.mbox#m1@strait.example"
    assert second.locator.startswith("desk/a.mbox#m1@strait.example~")


def test_messages_without_a_text_are_said_in_one_line(tmp_path: Path) -> None:
    picture = message(None)
    picture.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    found = read(box(tmp_path, picture, message(Message_ID="<m2@x>")), "a.mbox")
    assert isinstance(found[0], Arrived)
    assert found[1:] == [Skipped("desk/a.mbox", "1 message without a text")]


def test_too_many_messages_are_said(tmp_path: Path) -> None:
    data = box(tmp_path, *(message(Message_ID=f"<{n}@x>") for n in range(6)))
    found = read(data, "a.mbox", Config(max_parts=4))
    assert sum(isinstance(f, Arrived) for f in found) == 4
    assert "too many" in str(found[-1])


# ---- what is none
@pytest.mark.parametrize("name", ["a.eml", "a.mbox"])
@pytest.mark.parametrize("data", [b"%PDF-1.7 \x00", b"just some words", b"\x00" * 100, b"\xff\xfe\x00", b"PK\x03\x04x"])
def test_other_files_are_one_clear_line(name: str, data: bytes) -> None:
    (error,) = read(data, name)
    assert isinstance(error, InputError)
    assert error.file == f"desk/{name}" and "\n" not in str(error)


def test_an_encrypted_message_says_so() -> None:
    made = message(None)
    made.add_attachment(b"\x30\x80", maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    assert "encrypted" in str(read(made)[0])


HEAD = b"From: A <a@b.example>\nSubject: s\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 100_000,
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_000)),
        b"A: b\n" * 300_000 + b"\n" + BODY.encode(),
        b"Subject: " + b"=?u?q?" * 200_000 + b"\n\n" + BODY.encode(),
        b"Subject: x\n" + b" y\n" * 300_000 + b"\n" + BODY.encode(),
        HEAD + b'Content-Type: text/plain; "' + b";" * 100_000 + b"\n\n" + BODY.encode(),
        b"From: " + b"(" * 50_000 + b"<" * 50_000 + b"\n\n" + BODY.encode(),
        HEAD + b"Content-Type: text/plain; charset=punycode\n\n" + b"a" * 300_000,
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"QUJD=" * 50_000,
        HEAD + b"\n" + b"---- Forwarded message ----\nFrom: x\n\n" * 5_000,
        HEAD + b"\n" + b"From: x\n" * 5_000,
    ],
    ids=[
        "parts",
        "depth",
        "headers",
        "words",
        "folds",
        "parameters",
        "brackets",
        "punycode",
        "base64",
        "marks",
        "blocks",
    ],
)
def test_hostile_messages_end_soon(data: bytes) -> None:
    for found in read(data):
        assert isinstance(found, Arrived | InputError)


def good() -> bytes:
    made = message(f"Note.\n\n{FORWARD}{BODY}\n-- \nAna\n")
    made.add_alternative(f"<p>{ONE}</p>", subtype="html")
    made.add_attachment(f"{TWO} Noted.", filename="note.txt")
    made.add_attachment(message(Message_ID="<i@river>"))
    return made.as_bytes()


GOOD = good()
MARK = b"From a@b.example Tue Mar  4 09:15:00 2025\n"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=6), st.integers(0, 40), st.booleans())
def test_damaged_messages_give_documents_or_a_named_error(at: int, new: bytes, gone: int, boxed: bool) -> None:
    data = GOOD[:at] + new + GOOD[at + gone :]
    for found in read(MARK + data + b"\n" + MARK + GOOD, "a.mbox") if boxed else read(data):
        assert isinstance(found, Arrived | InputError | Skipped)


def test_a_message_longer_than_any_is_refused_and_its_attachment_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosscurrents.ingest.formats.mail._LONGEST_BODY", 100)
    made = message()
    made.add_attachment(BODY.encode(), maintype="text", subtype="plain", filename="note.txt")
    error, note = parse(Incoming("case/a.eml", "a.eml", bytes(made), "message/rfc822"))
    assert isinstance(error, InputError) and error.message == "the message is too long"
    assert isinstance(note, Arrived) and note.document.name == "a.eml#note.txt"
