from crosscurrents.extract.conditions import condition_of

from .made import Maker, view

TALKS = "If the talks fail, the union will strike in June."
BANK = "Should the bank refuse, the port would close before 10 July."
TREATY = "The minister will sign the treaty by Friday unless parliament objects."


def condition(text: str, cue: str, words: str) -> str | None:
    make = Maker(text)
    found = condition_of(view(text, cues=[make.cue("conditional", cue)]), *make.at(words))
    return found.text if found else None


def test_a_clause_with_its_word():
    assert condition(TALKS, "If", "the union will strike") == "If the talks fail"
    assert condition(TREATY, "unless", "will sign the treaty") == "unless parliament objects"


def test_an_inverted_clause():
    assert condition(BANK, "Should", "the port would close") == "Should the bank refuse"


def test_a_plain_modal_is_no_condition():
    assert condition("The president should resign, the union said.", "should", "resign") is None


def test_a_cue_inside_a_time_is_no_condition():
    make = Maker(TREATY)
    seen = view(TREATY, cues=[make.cue("conditional", "by")], times=[make.time("by Friday", "2031-04-25")])
    assert condition_of(seen, *make.at("sign")) is None


def test_no_cue_no_condition():
    assert condition_of(view(TALKS), 0, len(TALKS), anywhere=True) is None
