from __future__ import annotations

from crosscurrents.brief.material import Material
from crosscurrents.brief.wording import Quoted, inner, quoted, source_label
from crosscurrents.config import DEFAULT
from crosscurrents.records.document import Document
from crosscurrents.records.provenance import Speaker

from .builder import CaseBuilder


def worded(text: str, trigger: str, source: str, actors: tuple[str, ...], room: int = 200) -> Quoted | None:
    case = CaseBuilder()
    document = case.document("a.txt", text, "2025-10-01")
    event = case.event(document, text, trigger, sources=(source,))
    material = Material(*case.parts, DEFAULT)
    statement = material.statement(event.statements, event.evidence[0], event.trigger)
    return quoted(material, event.evidence[0], event.trigger, room, statement=statement, actors=actors)


def test_a_pronoun_at_the_start_gives_way_to_the_name_in_brackets() -> None:
    found = worded("He closed the port.", "closed", "He", ("Olo Brand",))
    assert found is not None
    assert found.text == "“[Olo Brand] closed the port”"
    assert found.clause.slices == ((3, 18),)


def test_a_pronoun_inside_keeps_its_place_and_gets_the_name() -> None:
    found = worded("In May he closed the port.", "closed", "he", ("Olo Brand",))
    assert found is not None
    assert found.text == "“In May he [Olo Brand] closed the port”"


def test_a_name_needs_no_bracket() -> None:
    found = worded("Brand closed the port.", "closed", "Brand", ("Olo Brand",))
    assert found is not None
    assert found.text == "“Brand closed the port”"


def test_quotation_marks_inside_become_single() -> None:
    found = worded("Brand called the port “a ruin” and closed it.", "closed", "Brand", ())
    assert found is not None
    assert found.text == "“Brand called the port ‘a ruin’ and closed it”"
    assert inner('"x" «y»') == "'x' ‘y’"


def test_brackets_count_for_the_room() -> None:
    assert worded("He closed the port.", "closed", "He", ("Olo Brand",), room=20) is None


def labelled(speaker: Speaker, *kinds: str) -> str:
    case = CaseBuilder()
    documents: list[Document] = [
        case.document(f"{n}.txt", f"Text {n}.", "2025-10-01", kind=kind) for n, kind in enumerate(kinds)
    ]
    case.actor("a" * 16, "Olo Brand")
    return source_label(Material(*case.parts, DEFAULT), speaker, [d.id for d in documents])


def test_who_says_it_and_where() -> None:
    assert labelled(Speaker(), "report") == "D1"
    assert labelled(Speaker(), "commentary") == "D1 (commentary)"
    assert labelled(Speaker("a miner", None, ("Dam News",)), "report") == "a miner, via Dam News, D1"
    assert labelled(Speaker("he", "a" * 16), "report") == "Olo Brand, via D1"
    assert labelled(Speaker(), *["report"] * 5) == "D1, D2, D3 and 2 more"
