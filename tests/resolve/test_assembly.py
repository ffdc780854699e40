"""The laws of resolution: order, copies, removal and decisions about documents."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import DEFAULT
from crosscurrents.errors import UsageError
from crosscurrents.records.dates import day
from crosscurrents.records.provenance import Speaker
from crosscurrents.records.situation import Actor, Event, Place, Situation
from crosscurrents.records.statement import Reading
from crosscurrents.resolve import resolve
from tests.resolve.newsroom import Story, shared, situation

PEOPLE = ("Oren Halvik", "Mira Sand", "Halvik", "Mohammed Qasim Benani", "Muhammad Kassem Benany")
GROUPS = ("Hill Front", "Northern Lake Guard (NLG)", "NLG", "Iraq", "Iraqi officials", "gunmen")
VERBS = (("ASSAULT", "shelled"), ("CONSULT", "met"), ("RETREAT", "left"), ("ACCUSE", "blamed"))
DAYS = (None, "2025-03-01", "2025-03-02", "2025-03-09")
MODALITIES = ("happened", "happened", "planned", "alleged", "denied")

told = st.tuples(
    st.sampled_from(VERBS), st.sampled_from((*PEOPLE, *GROUPS)), st.sampled_from((*PEOPLE, *GROUPS)),
    st.sampled_from(DAYS), st.sampled_from(MODALITIES), st.sampled_from(("narrator", "Hill Front", "Mira Sand")),
    st.integers(1, 40),
)  # fmt: skip
texts = st.tuples(
    st.sampled_from((None, "Herald", "Post")), st.sampled_from(DAYS), st.sampled_from(("report", "commentary")),
    st.lists(told, min_size=1, max_size=4),
)  # fmt: skip
cases = st.lists(texts, min_size=1, max_size=4)


def story(number: int, made: Any) -> Story:
    publisher, on, kind, sentences = made
    written = Story(f"{number}.txt", publisher, on, kind)
    for (code, verb), by, to, date, modality, speaker, count in sentences:
        # As a reader does, all that is read in a sentence follows from its words.
        written.say(
            f"Near the bridge {by} {verb} {to} with {count} lorries on {date}, said {speaker} of the {modality} column."
        )
        for name in dict.fromkeys((by, to)):
            if name[0].isupper() and " officials" not in name:
                kind_ = "person" if name in PEOPLE else "state" if name == "Iraq" else "armed_group"
                written.name_(name, kind_, head="name" if " " in name or kind_ != "person" else "short")
        when = day(date, "stated") if date else None
        written.event(code, verb, [by], [to], modality=modality, date=when, speaker=Speaker(speaker))
        written.figure(f"{count} lorries", count, "lorry", "lorries")
        written.expect(f"{verb} {to}", "plan", by, due=when)
        written.state(f"{verb} {to}", "violence", place="the bridge").unknown(f"{count} lorries")
    return written


def stories(made: Any) -> list[Story]:
    return [story(n, m) for n, m in enumerate(made)]


def as_json(found: Situation) -> bytes:
    return msgspec.json.encode(found, order="sorted")


def essence(found: Situation) -> list[str]:
    """What a situation says, without ids, evidence and the lists of documents that a copy may add to."""
    names = {i.id: f"<{i.name}>" for i in found.items if isinstance(i, (Actor, Place))}
    return sorted(
        _plain(msgspec.to_builtins(i), names) for i in found.items if i.__struct_config__.tag not in _OF_TEXTS
    )


_OF_TEXTS = {"reuse", "source_group"}
_DROPPED = {
    "id", "evidence", "statements", "forms", "reports", "documents", "figures", "decided_by", "claims", "latest",
    "group", "trigger",
}  # fmt: skip


def _plain(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, dict):
        if str(value.get("name")).endswith(".txt"):  # an origin that goes by its document's name
            value = value | {"name": ""}
        return str(sorted((k, _plain(v, names)) for k, v in value.items() if k not in _DROPPED))
    if isinstance(value, (list, tuple)):
        return str(sorted(_plain(v, names) for v in value))
    return names.get(value, str(value)) if isinstance(value, str) else str(value)


@settings(max_examples=20, deadline=None)
@given(cases, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_bytes(made: Any, chance: random.Random) -> None:
    found = stories(made)
    documents, readings = [s.document for s in found], [s.reading for s in found]
    once = as_json(resolve(documents, readings, (), (), stamp="s", as_of=None, config=DEFAULT))
    chance.shuffle(documents)
    chance.shuffle(readings)
    assert as_json(resolve(documents, readings, (), (), stamp="s", as_of=None, config=DEFAULT)) == once


@settings(max_examples=30, deadline=None)
@given(cases)
def test_a_verbatim_copy_changes_only_lists_of_documents(made: Any) -> None:
    found = stories(made)
    copy = found[0].copy("copy.txt", found[0].publisher)
    with_copy = situation(*found, copy, reuse=[shared(found[0], copy)])
    assert essence(with_copy) == essence(situation(*found))


@settings(max_examples=30, deadline=None)
@given(cases, texts)
def test_taking_a_document_out_restores(made: Any, more: Any) -> None:
    found = stories(made)
    before = as_json(situation(*found))
    situation(*found, story(99, more))
    assert as_json(situation(*found)) == before


@settings(max_examples=30, deadline=None)
@given(cases)
def test_setting_a_publisher_changes_no_id(made: Any) -> None:
    found = stories(made)
    before = [i.id for i in situation(*found).items]
    for s in found:
        s.publisher = "Another"
    assert [i.id for i in situation(*found).items] == before


@settings(max_examples=20, deadline=None)
@given(cases)
def test_every_record_hangs_together(made: Any) -> None:
    found = situation(*stories(made))
    ids = {i.id for i in found.items}
    assert [(i.__struct_config__.tag, i.id) for i in found.items] == sorted(
        (i.__struct_config__.tag, i.id) for i in found.items
    )
    for s in stories(made):
        assert {x.id for x in s.reading.statements} <= found.item_of.keys()
    assert set(found.item_of.values()) <= ids
    for event in found.of(Event):
        assert {*event.actors, *event.recipients} <= ids  # type: ignore[attr-defined]
        assert 1 <= event.independent <= event.independent_most == len(event.origins)  # type: ignore[attr-defined]
        assert event.id == min(event.statements)  # type: ignore[attr-defined]


def test_views_name_groups_and_copies() -> None:
    first = story(
        0, ("Herald", "2025-03-02", "report", [(VERBS[0], "Hill Front", "NLG", None, "happened", "narrator", 3)])
    )
    copy = first.copy("copy.txt")
    reuse = shared(first, copy)
    found = situation(first, copy, reuse=[reuse])
    assert {v.source_group for v in found.documents} == {reuse.id}
    assert sorted(v.copy_of or "" for v in found.documents) == ["", min(v.document for v in found.documents)]


def test_reuse_of_documents_outside_the_case_is_left_out() -> None:
    first = story(0, ("Herald", None, "report", [(VERBS[0], "Hill Front", "NLG", None, "happened", "narrator", 3)]))
    found = situation(first, reuse=[shared(first, first.copy("copy.txt"))])
    assert not any(i.__struct_config__.tag in _OF_TEXTS for i in found.items)


def test_a_reading_without_its_document_is_wrong_use() -> None:
    with pytest.raises(UsageError):
        resolve([], [Reading("0" * 16, "r", (), (), ())], (), (), stamp="s", as_of=None, config=DEFAULT)


def test_an_empty_case_has_nothing() -> None:
    found = situation()
    assert (found.items, found.documents, found.today, found.item_of) == ((), (), None, {})
