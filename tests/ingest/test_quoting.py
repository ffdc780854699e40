"""What is not the sender's own is found by the marks of mail programs, and an article's own words never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.ingest.quoting import not_own, sections

OWN = "The harbour council put off the vote until the spring."


def quoted(text: str) -> list[tuple[str, str]]:
    return [(text[a:b], why) for (a, b), why in not_own(text, 0, len(text))]


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, 3 Mar 2025 at 09:15, Bo Warden <bo@port.example> wrote:",
        "On Mon, 3 Mar 2025 at 09:15, Bo Warden\n<bo@port.example>\nwrote:",
        "Bo Warden <bo@port.example> wrote:",
        "Am 03.03.2025 um 09:15 schrieb Bo Warden:",
        "Le lun. 3 mars 2025 à 09:15, Bo Warden a écrit :",
    ],
)
def test_quoted_lines_go_with_the_line_that_names_who_wrote_them(attribution: str) -> None:
    text = f"{OWN}\n{attribution}\n\n> Is it off?\n\n> Bo\n\nMore of mine."
    assert quoted(text) == [(f"{attribution}\n\n> Is it off?\n\n> Bo", "quoted reply")]


def test_a_sentence_before_a_quotation_stays() -> None:
    text = f"{OWN}\nThe order of the navy reads:\n> Leave the quays.\n"
    assert quoted(text) == [("> Leave the quays.", "quoted reply")]


def test_words_that_only_look_like_an_attribution_stay() -> None:
    assert quoted(f"{OWN}\n\nOn 3 March 2025 the head of the council wrote:\n\nWe wait for the spring.\n") == []


@pytest.mark.parametrize("mark", ["-- ", "--"])
def test_signatures(mark: str) -> None:
    assert quoted(f"{OWN}\n{mark}\nBo Warden\nPort office\n") == [(f"{mark}\nBo Warden\nPort office", "signature")]


def test_a_long_text_below_dashes_is_no_signature() -> None:
    assert quoted(f"{OWN}\n--\n" + f"{OWN}\n" * 20) == []


@pytest.mark.parametrize(
    "marker",
    [
        "---------- Forwarded message ---------\nFrom: *River Desk* <d@river.example>\nDate: 3 Mar 2025\nTo: A,\n  B",
        "Begin forwarded message:\n\nFrom: River Desk <d@river.example>\nSubject: Vote\nDate: 3 Mar 2025",
        "-------- Weitergeleitete Nachricht --------\nDatum: 3 Mar 2025\nVon: River Desk <d@river.example>",
        "----- Forwarded Message -----\n*From:* River Desk\n*Sent:* 3 Mar 2025",
    ],
)
def test_messages_handed_on(marker: str) -> None:
    text = f"For you.\n\n{marker}\n\n{OWN}\n"
    own, handed = sections(text, "Anything")
    assert text[own.begin : own.end].strip() == "For you."
    assert text[handed.begin : handed.end].strip() == OWN
    assert (handed.sender, handed.fields["date"], handed.quoted) == ("River Desk", "3 Mar 2025", False)


BLOCK = "From: Bo Warden\nSent: 3 Mar 2025\nTo: Ana\nSubject: Vote\n\n"


def test_a_block_without_a_marker_is_answered_or_handed_on_as_the_subject_says() -> None:
    text = f"{OWN}\n\n{BLOCK}Is it off?\n"
    assert [s.quoted for s in sections(text, "Re: Vote")] == [False, True]
    assert [s.quoted for s in sections(text, "FW: Vote")] == [False, False]
    assert [s.quoted for s in sections(f"{BLOCK}{OWN}", "Vote")] == [False, False]


def test_what_follows_an_answered_message_belongs_to_it() -> None:
    text = f"{OWN}\n\n-----Original Message-----\n{BLOCK}Is it?\n\n{BLOCK}Older.\n"
    assert len(sections(text, "Re: Vote")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "From: the quay\nthe boats look small.",
        "Forwarded message\n\nThe council forwarded a message to the port.",
        "> ---------- Forwarded message ---------\n> From: River Desk\n",
        "Date: 3 Mar 2025\nSubject: a vote\n\nWords.",
    ],
)
def test_text_without_such_a_block_is_one_section(text: str) -> None:
    assert len(sections(text, None)) == 1


@given(st.text(alphabet="a>-: \nFrom", max_size=80), st.sampled_from([None, "Fwd: x", "Re: x"]))
def test_sections_and_ranges_are_in_order(text: str, subject: str | None) -> None:
    edges = [e for s in sections(text, subject) for e in (s.start, s.begin, s.end)]
    assert edges == sorted(edges) and edges[-1] == len(text)
    spans = [e for span, _ in not_own(text, 0, len(text)) for e in span]
    assert spans == sorted(spans)
