from crosscurrents.extract.expectations import expectations

from .made import Maker, view

TALKS = "If the talks fail, the union will strike in June."
BANK = "Should the bank refuse, the port would close before 10 July."
TREATY = "The minister will sign the treaty by Friday unless parliament objects."


def test_holder_due_and_condition():
    make = Maker(TREATY)
    words, holder = "will sign the treaty by Friday", [("holder", "The minister")]
    mark = make.mark("expectations", "plan", words, holder, conditional="yes")
    cues = [make.cue("conditional", "unless"), make.cue("hedge", "will")]
    (found,) = expectations(view(TREATY, [mark], cues=cues, times=[make.time("by Friday", "2031-04-20", "2031-04-25")]))
    assert found.holder is not None
    assert found.holder.text == "minister"
    assert found.due is not None
    assert found.due.end == "2031-04-25"
    assert found.condition is not None
    assert found.condition.text == "unless parliament objects"
    assert found.likelihood == "will"
    assert found.modality == "planned"


def test_an_unconditional_expectation_has_no_condition():
    make = Maker(TREATY)
    mark = make.mark("expectations", "plan", "will sign the treaty", conditional="no")
    (found,) = expectations(view(TREATY, [mark], cues=[make.cue("conditional", "unless")]))
    assert found.condition is None


def test_before_means_until_the_day_before():
    make = Maker(BANK)
    mark = make.mark("expectations", "forecast", "the port would close before 10 July", conditional="yes")
    (found,) = expectations(view(BANK, [mark], times=[make.time("10 July", "2031-07-10")]))
    assert found.due is not None
    assert (found.due.start, found.due.end) == ("2031-04-20", "2031-07-09")


def test_a_time_gone_by_is_not_due():
    make = Maker(TALKS)
    mark = make.mark("expectations", "threat", "the union will strike in June")
    (found,) = expectations(view(TALKS, [mark], times=[make.time("June", "2030-06-01", "2030-06-30")]))
    assert found.due is None


def test_the_speaker_holds_what_nobody_else_holds():
    text = "The president should resign, the union said."
    make = Maker(text)
    mark = make.mark("expectations", "hope", "The president should resign")
    voice = make.attribution("The president should resign", "the union")
    (found,) = expectations(view(text, [mark], attributions=[voice]))
    assert found.holder is not None
    assert found.holder.text == "the union"
    (found,) = expectations(view(text, [mark]))
    assert found.holder is None
