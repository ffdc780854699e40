from __future__ import annotations

from lxml import html

from crosscurrents.ingest.html_text import running_text


def text(body: str) -> str:
    return running_text(html.document_fromstring(f"<html><head><title>t</title></head><body>{body}</body></html>"))


def test_cells_and_paragraphs_are_parted_and_breaks_break() -> None:
    body = "<table><tr><td>Some <b>bold</b>\n words</td><td><p>One</p>loose<br>two</td></tr></table>tail"
    assert text(body) == "Some bold words\n\nOne\n\nloose\ntwo\n\ntail"


def test_what_nobody_sees_is_left_out_but_not_what_follows_it() -> None:
    hidden = "<div style='color:red; display : none'>preheader</div>"
    body = f"{hidden}seen<style>p{{}}</style><script>x()</script> too<!-- c -->!"
    assert text(body) == "seen too!"


def test_cited_lines_are_marked_as_in_plain_text() -> None:
    body = (
        "<p>Agreed.</p><div class='gmail_quote'><div>On Monday Jo wrote:</div>"
        "<blockquote class='gmail_quote'>first<br>second<p>third</p></blockquote></div><p>End.</p>"
    )
    assert text(body) == "Agreed.\n\nOn Monday Jo wrote:\n\n> first\n> second\n\n> third\n\nEnd."


def test_a_quotation_that_is_part_of_the_text_is_not_cited() -> None:
    assert text("<p>She said:</p><blockquote>We sail on Friday.</blockquote>") == "She said:\n\nWe sail on Friday."


def test_a_message_handed_on_is_not_cited() -> None:
    assert ">" not in text("<div class='gmail_quote'><div>---------- Forwarded message ---------</div>words</div>")


def test_deep_nesting_is_no_danger() -> None:
    assert text("<div>" * 200 + "x") == "x"
    assert isinstance(text("<div>" * 5_000 + "x"), str)  # the parser itself stops at some depth
