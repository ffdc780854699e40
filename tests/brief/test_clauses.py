from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.brief.clauses import around, cut, joined
from crosscurrents.brief.frames import Frame
from crosscurrents.brief.vocabulary import load_vocabulary, words_of


def frame(
    text: str, anchor: str, sources: tuple[str, ...] = (), others: tuple[str, ...] = (), speaker: str | None = None
) -> Frame:
    def spot(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    acting = tuple(map(spot, sources))
    needed = (*acting, *map(spot, others))
    return Frame(text, 0, len(text), spot(anchor), needed, acting, speaker, load_vocabulary())


def clause(text: str, anchor: str, *args: object, room: int = 400, **fields: object) -> str:
    found = cut(frame(text, anchor, *args, **fields), room)
    return "" if found is None else joined(text, found.slices) + (" …" if found.open else "")


@pytest.mark.parametrize(
    ("text", "anchor", "sources", "expected"),
    [
        # openers
        ("However, pilots blocked the runway.", "blocked", ("pilots",), "pilots blocked the runway"),
        ("But pilots blocked the runway.", "blocked", ("pilots",), "pilots blocked the runway"),
        ("Earlier pilots blocked the runway.", "blocked", ("pilots",), "Earlier pilots blocked the runway"),
        # what commas set off between subject and verb
        (
            "The guild, which has run the docks since the flood, rejected the offer.",
            "rejected",
            ("guild",),
            "The guild … rejected the offer",
        ),
        # the predicate itself is nothing set off
        (
            "The minister, Olo Brand, made the first long, costly visit to Sarn.",
            "visit",
            ("Olo Brand",),
            "The minister, Olo Brand, made the first long, costly visit to Sarn",
        ),
        # what trails behind
        (
            "Rebels seized the dam, which feeds the whole valley.",
            "seized",
            ("Rebels",),
            "Rebels seized the dam",
        ),
        ("Rebels seized the dam, leaving the town dark.", "seized", ("Rebels",), "Rebels seized the dam"),
        ("Rebels seized the dam, and the army shelled the town.", "seized", ("Rebels",), "Rebels seized the dam"),
        ("Rebels seized guns, boats and radios.", "seized", ("Rebels",), "Rebels seized guns, boats and radios"),
        ("Rebels seized the dam; the army fled.", "seized", ("Rebels",), "Rebels seized the dam"),
        # the second of two clauses
        ("The army fled, and rebels seized the dam.", "seized", ("rebels",), "rebels seized the dam"),
        # set off by dashes and brackets
        (
            "The road - the old way to the port - was closed.",
            "closed",
            ("road",),
            "The road … was closed",
        ),
        (
            "The board (set up by the old council) fined the firm.",
            "fined",
            ("board",),
            "The board … fined the firm",
        ),
        ("The board (BDX) fined the firm.", "fined", ("board",), "The board (BDX) fined the firm"),
    ],
)
def test_a_cut_deletes_what_the_clause_does_not_need(
    text: str, anchor: str, sources: tuple[str, ...], expected: str
) -> None:
    assert clause(text, anchor, sources) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rebels seized the dam, which the army may retake.",
        "Rebels seized the dam, without firing a shot.",
        "Rebels seized the dam, reportedly leaving the town dark.",
        "Rebels seized the dam, unless the radio is wrong.",
        "Rebels seized the dam, but left at once.",
        "If the talks fail, rebels seized the dam.",
    ],
)
def test_no_modal_hedge_negation_condition_or_contrast_is_deleted(text: str) -> None:
    assert clause(text, "seized", ("ebels",)) == text.rstrip(".")


def test_a_speaker_whom_the_line_names_may_go() -> None:
    text = "The harbour office said in a note that two ships had sunk."
    assert clause(text, "sunk", ("two ships",), speaker="The harbour office") == "two ships had sunk"
    assert clause(text, "sunk", ("two ships",)) == text.rstrip(".")
    trailing = "Two ships had sunk, the harbour office said."
    assert clause(trailing, "sunk", speaker="the harbour office") == "Two ships had sunk"
    according = "According to the harbour office, two ships had sunk."
    assert clause(according, "sunk", speaker="the harbour office") == "two ships had sunk"
    bare = "The harbour office said two ships had sunk."
    assert clause(bare, "sunk", ("two ships",), speaker="The harbour office") == "two ships had sunk"


def test_a_denial_is_no_mere_speaker() -> None:
    text = "The guild denied that its men had sunk the ship."
    assert clause(text, "sunk", ("its men",), speaker="The guild") == text.rstrip(".")


def test_a_clause_of_another_speaker_is_not_taken_for_the_narrators() -> None:
    text = "The guild said the army had fled, and rebels seized the dam."
    assert clause(text, "seized", ("rebels",)) == text.rstrip(".")


def test_quotation_marks_around_all_of_it_are_left_out() -> None:
    text = "“We will not leave the docks,” the guild said."
    assert clause(text, "leave", ("We",), speaker="the guild") == "We will not leave the docks"


def test_what_is_too_long_is_cut_off_at_its_end() -> None:
    text = "The guild rejected the offer of the harbour office for the northern docks with the old cranes in the bay."
    short = clause(text, "rejected", ("guild",), ("offer",), room=60)
    assert len(short) <= 60
    assert short.startswith("The guild rejected the offer of the harbour office")
    assert short.endswith(" …")


def test_where_no_honest_cut_is_short_enough_there_is_none() -> None:
    text = "The guild rejected the offer although it could not say whether it would ever get a better one from anybody."
    assert cut(frame(text, "rejected", ("guild",), ("offer",)), 40) is None


def test_words_around_a_figure_keep_its_qualifier() -> None:
    text = "The wall, which now covers nearly 360 kilometres of it, is new."
    found = around(frame(text, "360 kilometres"), 26)
    assert found is not None
    assert joined(text, found.slices).startswith("nearly 360 kilometres")
    assert around(frame(text, "360 kilometres"), 15) is None


VOCABULARY = (
    *(
        "The",
        "guild",
        "said",
        "that,",
        "rebels;",
        "seized",
        "(the",
        "dam)",
        "which",
        "may",
        "not",
        "fall",
        "-",
        "after",
    ),
    *("1,200", "men", "“left", "the", "town”", "and", "he", "won't", "go.", "U.S.", "troops,", "who", "had", "fled,"),
    *("denied", "it,", "reportedly:", "if", "so"),
)
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=30)


@given(WORDS, st.data(), st.integers(10, 200))
def test_every_cut_is_an_honest_deletion(words: list[str], data: st.DataObject, room: int) -> None:
    text = " ".join(["Rebels", *words])
    spots = [(m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    anchor = data.draw(st.sampled_from(spots))
    source = data.draw(st.sampled_from(spots))
    speaker = data.draw(st.sampled_from([None, "The guild", "troops"]))
    whole = Frame(text, 0, len(text), anchor, (source,), (source,), speaker, load_vocabulary())
    found = cut(whole, room)
    if found is None:
        return
    assert all(0 <= a < b <= len(text) for a, b in found.slices)
    assert all(p[1] <= q[0] for p, q in zip(found.slices, found.slices[1:], strict=False))
    assert all(any(a <= s and e <= b for a, b in found.slices) for s, e in (anchor, source))
    gaps = [text[p[1] : q[0]] for p, q in zip(found.slices, found.slices[1:], strict=False)]
    assert not any(load_vocabulary().keeps(g) for g in gaps)
    assert len(joined(text, found.slices)) <= room


def test_the_lists_find_what_may_never_be_deleted() -> None:
    vocabulary = load_vocabulary()
    assert all(
        vocabulary.keeps(t) for t in ("he didn’t", "it is set to close", "very likely", "almost all", "by no means")
    )
    assert not vocabulary.keeps("which feeds the whole valley")
    assert words_of("The U.N.'s aid won’t come") == ["the", "u", "n", "s", "aid", "won’t", "come"]


def test_a_sentence_is_never_broken_off_before_its_verb() -> None:
    text = "The quarrel in Sarn, particularly the raid launched by rebels on the old port, worries the traders there."
    at = text.index("raid")
    for room in (60, 75, 85, 95):
        assert cut(Frame(text, 0, len(text), (at, at + 4), (), (), None, load_vocabulary()), room) is None


def test_a_list_is_not_broken_before_its_last_member() -> None:
    text = "The guild stayed calm, patient, and mostly concerned with the port."
    at = text.index("stayed")
    found = cut(Frame(text, 0, len(text), (at, at + 6), (), (), None, load_vocabulary()), 200)
    assert found is not None
    assert joined(text, found.slices).endswith("the port")


def test_how_a_quotation_was_spoken_stays_with_its_speaker() -> None:
    text = "The guild said “rebels crossed the line” in a letter after the raid."
    at = text.index("crossed")
    needed = ((text.index("rebels"), text.index("rebels") + 6),)
    found = cut(Frame(text, 0, len(text), (at, at + 7), needed, needed, "The guild", load_vocabulary()), 200)
    assert found is not None
    assert joined(text, found.slices).startswith("The guild said")
