from crosscurrents.extract.influences import influences
from crosscurrents.records.document import Link

from .made import Maker, view

TEXT = "Drought reduced the harvest, so prices rose in Selene."


def found(**attributes: tuple[str, float]):
    make = Maker(TEXT)
    marks = [
        make.mark("influences", "situation", "Drought", archetype="nature", direction="level", variant="disaster"),
        make.mark("influences", "situation", "the harvest,", archetype="other", direction="level"),
        make.mark("signals", "signal", "reduced"),
        make.mark("signals", "signal", "so"),
    ]
    return list(influences(view(TEXT, marks, [Link("influences", "-", 0, 1, 0.9, attributes)])))


def test_cause_signal_and_effect():
    (link,) = found(hedge=("likely", 0.8))
    assert (link.cause.text, link.effect.text, link.sign, link.strength) == ("Drought", "the harvest", "-", "likely")
    assert link.signal is not None
    assert link.signal.text == "reduced"
    assert link.evidence.quote == "Drought reduced the harvest"


def test_ends_are_states_where_they_fit_an_archetype():
    (link,) = found()
    assert link.cause_state is not None
    assert (link.cause_state.archetype, link.cause_state.variant) == ("nature", "disaster")
    assert link.effect_state is None


def test_the_cause_is_no_condition_of_its_own():
    text = "If the talks fail, the union will strike in June."
    make = Maker(text)
    marks = [
        make.mark("influences", "situation", "the talks fail"),
        make.mark("influences", "situation", "the union will strike"),
    ]
    cues = [make.cue("conditional", "If")]
    (link,) = influences(view(text, marks, [Link("influences", "+", 0, 1, 0.9)], cues=cues))
    assert link.condition is None


def test_wide_links_are_given_where_a_sentence_states_no_narrow_one():
    text = "If the talks fail, the union will strike in June."
    make = Maker(text)
    wide = [
        make.mark("reasons", "situation", "the talks fail"),
        make.mark("reasons", "situation", "the union will strike"),
    ]
    narrow = [make.mark("influences", "situation", "talks"), make.mark("influences", "situation", "strike")]
    (link,) = influences(view(text, wide, [Link("reasons", "+", 0, 1, 0.9)]))
    assert (link.cause.text, link.effect.text) == ("the talks fail", "the union will strike")
    links = [Link("influences", "-", 0, 1, 0.9), Link("reasons", "+", 2, 3, 0.9)]
    (link,) = influences(view(text, [*narrow, *wide], links))
    assert (link.cause.text, link.sign) == ("talks", "-")
