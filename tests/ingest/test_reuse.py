"""Copies, copied passages and relays are found, whatever the order of documents; chance likeness is not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.ingest.media import TEXT
from crosscurrents.ingest.parsing import parse
from crosscurrents.ingest.pieces import Incoming
from crosscurrents.ingest.reuse import find_reuse
from crosscurrents.records.custody import Arrived
from crosscurrents.records.document import Document
from crosscurrents.records.situation import Reuse

A = "The harbour council put off the vote on the port guards until the spring, its head said after the third meeting."
B = "In the meantime the guards remain under the orders of the navy, which is to leave the quays by the year's end."
C = "Two shipping firms had asked for the delay because they want to see the new tariffs before they sign a contract."
D = "Farmers in the hills above the town complain that the long drought has emptied every well they dug last summer."
E = "A bridge on the northern road collapsed overnight, and buses now take the old route along the river instead."
F = "Teachers at four schools walked out over pay, while parents set up lessons in a disused cinema near the market."


def made(name: str, *parts: str, date: str | None = None, publisher: str | None = None) -> Document:
    head = (
        f"---\ntitle: {name} story\n"
        + (f"date: {date}\n" if date else "")
        + (f"publisher: {publisher}\n" if publisher else "")
        + "---\n"
    )
    (arrived,) = parse(Incoming(f"case/{name}", name, (head + "\n\n".join(parts)).encode(), TEXT))
    assert isinstance(arrived, Arrived)
    return arrived.document


def names(reuse: Reuse) -> set[str]:
    return {e.name for e in reuse.passages}


def test_verbatim_copy_with_the_earlier_document() -> None:
    first, second = made("a", A, B, C, date="2024-05-03"), made("b", A, B, C, date="2024-05-04")
    (found,) = find_reuse([second, first])
    assert (found.kind, found.share, found.direction) == ("verbatim", 1.0, first.id)
    assert [e.quote for e in found.passages] == ["\n\n".join((A, B, C)).rstrip(".")] * 2


def test_near_copy_over_wrapped_lines_and_small_changes() -> None:
    changed = B.replace("remain under", "stay for now under").replace(" the navy, which", "\nthe navy, which")
    (found,) = find_reuse([made("a", A, B, C, E), made("b", A, changed, C, E)])
    assert found.kind == "near" and 0.6 < found.share < 0.95
    assert found.direction is None


def test_one_shared_sentence() -> None:
    (found,) = find_reuse([made("a", A, B, C, D), made("b", E, B, F)])
    assert found.kind == "verbatim" and found.share < 0.6
    assert all(e.quote + "." == B for e in found.passages)


def test_changed_sentence_is_near() -> None:
    (found,) = find_reuse([made("a", A, B, D), made("b", E, B.replace("orders", "sole command"), F)])
    assert found.kind == "near"


def test_names_and_unlike_texts_are_no_reuse() -> None:
    row = "Prime Minister Ana Maria Keeper, Foreign Minister Bo Ola Warden and Defence Minister Cy Dee Guard"
    assert find_reuse([made("a", f"{row} met.", A, B), made("b", f"{row} left.", D, E)]) == ()
    assert find_reuse([made("a", A, B), made("b", D, E)]) == ()
    assert find_reuse([]) == () == find_reuse([made("a", A)])


def test_dropped_passages_are_not_compared() -> None:
    note = (
        "This story has been updated with an answer of the ministry of ports and the names "
        "of the two ships that were held."
    )
    assert find_reuse([made("a", A, note), made("b", D, note)]) == ()


def test_overlapping_dates_give_no_direction() -> None:
    (found,) = find_reuse([made("a", A, B, date="2024-05"), made("b", A, B, date="2024-05-04")])
    assert found.direction is None


def test_relay_of_a_report_that_is_at_hand() -> None:
    report = made("r", A, B, C, publisher="Harbour Institute (sample)", date="2024-05-02")
    told = (
        "The vote on the guards of the port will not come before spring, according to a "
        "report published by the Harbour Institute."
    )
    relay = made(
        "x",
        told,
        "The harbour firms want to see the tariffs first, the report says, and the council agrees with them.",
        date="2024-05-04",
    )
    (found,) = find_reuse([relay, report])
    assert (found.kind, found.direction) == ("relay", report.id)
    assert [e.quote for e in found.passages] == [told, A]


def test_relay_of_another_report_is_no_reuse() -> None:
    told = "The wells in the hills are empty, according to a report published by the Harbour Institute."
    report = made("r", A, B, C, publisher="Harbour Institute")
    assert find_reuse([made("x", told, D, F), report]) == ()
    assert (
        find_reuse([made("y", told.replace("Harbour Institute", "Hill Institute"), A.replace("put off", "delayed"))])
        == ()
    )
    later = made("l", A, B, C, publisher="Harbour Institute", date="2024-06-01")
    early = made(
        "e",
        "The council delayed its vote, a report by the Harbour Institute said.",
        A.upper().lower()[:60],
        date="2024-05-01",
    )
    assert all(r.kind != "relay" for r in find_reuse([early, later]))


def test_many_copies_stay_linked_with_few_records() -> None:
    copies = [made(f"c{n:02}", A, B, C) for n in range(30)]
    found = find_reuse(copies)
    assert len(found) == 29
    linked = {copies[0].name}
    for _ in copies:
        linked |= {n for r in found if names(r) & linked for n in names(r)}
    assert linked == {d.name for d in copies}


def test_a_text_that_repeats_itself_costs_little() -> None:
    (first, second) = made("a", "guards of the port " * 3000), made("b", "guards of the port " * 3000 + A)
    assert len(find_reuse([first, second])) <= 5


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from([A, B, C, D, E, F]), min_size=1, max_size=5), min_size=2, max_size=5),
    st.randoms(),
)
def test_order_does_not_matter_and_quotes_are_exact(parts: list[list[str]], rng: random.Random) -> None:
    documents = [made(f"d{n}", *p) for n, p in enumerate(parts)]
    found = find_reuse(documents)
    shuffled = list(documents)
    rng.shuffle(shuffled)
    assert find_reuse(shuffled) == found
    texts = {d.id: d.text for d in documents}
    for reuse in found:
        assert len(reuse.passages) == 2 and reuse.passages[0].document != reuse.passages[1].document
        assert all(texts[e.document][e.start : e.end] == e.quote for e in reuse.passages)


def test_how_an_outlet_greets_and_signs_is_no_copy() -> None:
    frame = "Good evening from Kerin, this is the valley radio with the news at six, read by whoever is at the desk."
    one = made("a.txt", frame, A, B, publisher="Valley Radio")
    other = made("b.txt", frame, C, D, publisher="Valley Radio")
    stranger = made("c.txt", frame, E, F, publisher="Hill Radio")
    assert find_reuse([one, other]) == ()
    assert len(find_reuse([one, stranger])) == 1


def test_a_newspaper_is_named_without_its_article() -> None:
    report = made("a.txt", A, B, C, publisher="The Harbour Ledger")
    relay = made(
        "b.txt", "It comes a day after the Harbour Ledger revealed that the council put off its vote on guards.", D
    )
    (found,) = find_reuse([report, relay])
    assert (found.kind, found.direction) == ("relay", report.id)
