from crosscurrents.extract.stances import stances

from .made import Maker, view

QUILL = "Foreign Minister Ada Quill of Lunaria opposes the tax on salt."
EGYPT = "Egypt and Qatar mediated between the two sides."


def test_actor_and_issue():
    make = Maker(QUILL)
    (found,) = stances(view(QUILL, [make.mark("stances", "opposes", QUILL[:-1], [("actor", "Ada Quill")])]))
    assert found.actor is not None
    assert found.actor.text.endswith("Ada Quill")
    assert (found.position, found.target, found.issue) == ("opposes", None, "the tax on salt")


def test_one_statement_an_actor():
    make = Maker(EGYPT)
    found = list(stances(view(EGYPT, [make.mark("stances", "supports", EGYPT, [("actor", "Egypt and Qatar")])])))
    assert [s.actor.text for s in found if s.actor] == ["Egypt", "Qatar"]
    assert len({s.id for s in found}) == 2


def test_a_stance_that_names_nobody_is_kept():
    make = Maker(EGYPT)
    (found,) = stances(view(EGYPT, [make.mark("stances", "neutral", EGYPT)]))
    assert found.actor is None
