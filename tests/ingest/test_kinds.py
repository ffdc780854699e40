"""Reports, commentaries and statements are told by what they say of themselves, then by their sentences."""

from __future__ import annotations

from crosscurrents.ingest.kinds import document_kind
from crosscurrents.ingest.layout import paragraphs
from crosscurrents.ingest.metadata import Found

REPORT = "The council met on Monday. Its head said the vote was off. The navy confirmed the delay to the press. " * 4
ARGUMENT = (
    "The delay could become a habit of the council. The port must find guards of its own soon. "
    "Tariffs hinge on the vote. "
) * 4
PLAIN = (
    "The council met on Monday in the town. The ships lay at the quay all day. Guards stood at the three gates. " * 4
)
VOICE = "The Ministry reaffirms its full support for the port. The two sides stressed the weight of trade. " * 4


def kind(text: str, found: Found | None = None, *, disclaimed: bool = False) -> str:
    return document_kind(text, paragraphs(text), found or Found(), disclaimed=disclaimed)


def test_sentences_decide() -> None:
    assert [kind(t) for t in (REPORT, ARGUMENT, PLAIN, VOICE, "Too short to say.")] == [
        "report", "commentary", "unknown", "statement", "unknown",
    ]  # fmt: skip


def test_own_words_overrule_sentences() -> None:
    assert kind(REPORT, Found(section=["World", "Opinion"])) == "commentary"
    assert kind(REPORT, Found(title="Joint statement on the port")) == "statement"
    assert kind(REPORT, Found(issued=True)) == "statement"
    assert kind(PLAIN + "\n\n- End of statement -") == "statement"
    assert kind(REPORT, disclaimed=True) == "commentary"
    assert kind(PLAIN, Found(header=[((0, 3), "dateline")])) == "report"


def test_a_title_that_only_mentions_a_statement() -> None:
    assert kind(REPORT, Found(title="Council denies statement by navy")) == "report"
