from crosscurrents.config import DEFAULT
from crosscurrents.extract.events import events

from .made import PORT, Maker, view

EGYPT = "Egypt and Qatar mediated between the two sides."


def test_fields_of_an_event():
    make = Maker(PORT)
    roles = [("source", "the rebels"), ("target", "the harbour")]
    mark = make.mark("events", "ASSAULT", "shelled", roles, modality="happened", main="yes")
    (event,) = events(view(PORT, [mark]))
    assert (event.type, event.plover, event.modality, event.main) == ("ASSAULT", "ASSAULT", "happened", True)
    assert [w.text for w in event.sources] == ["rebels"]
    assert [w.text for w in event.targets] == ["harbour"]
    assert event.trigger.text == "shelled" == PORT[event.trigger.start : event.trigger.end]
    assert event.evidence.quote == PORT
    assert event.speaker.is_narrator


def test_what_is_under_the_floor_is_left_out():
    make = Maker(PORT)
    low = make.mark("events", "ASSAULT", "shelled", score=DEFAULT.event_floor - 0.01)
    high = make.mark("events", "CONSULT", "met", score=DEFAULT.event_floor)
    assert [e.type for e in events(view(PORT, [low, high]))] == ["CONSULT"]


def test_parties_to_a_mutual_act_stand_on_both_sides():
    make = Maker(EGYPT)
    mark = make.mark("events", "CONSULT", "mediated", [("source", "Egypt and Qatar")])
    (event,) = events(view(EGYPT, [mark]))
    assert [w.text for w in (*event.sources, *event.targets)] == ["Egypt", "Qatar"]
    assert len(event.sources) == len(event.targets) == 1


def test_nobody_is_both_source_and_target():
    make = Maker(EGYPT)
    mark = make.mark("events", "ACCUSE", "mediated", [("source", "Egypt"), ("target", "Egypt"), ("target", "Qatar")])
    (event,) = events(view(EGYPT, [mark]))
    assert not set(event.sources) & set(event.targets)


def test_a_planned_cooperative_act_is_coded_as_agreement():
    make = Maker(EGYPT)
    for label, modality, plover in [
        ("CONSULT", "planned", "AGREE"),
        ("CONSULT", "happened", "CONSULT"),
        ("ASSAULT", "planned", "ASSAULT"),
    ]:
        (event,) = events(view(EGYPT, [make.mark("events", label, "mediated", modality=modality)]))
        assert (event.type, event.plover) == (label, plover)


def test_ids_do_not_hang_on_scores_or_classes():
    make = Maker(EGYPT)
    ids = {
        next(iter(events(view(EGYPT, [make.mark("events", label, "mediated", score=score)])))).id
        for label, score in [("CONSULT", 0.5), ("AGREE", 0.9)]
    }
    assert len(ids) == 1
