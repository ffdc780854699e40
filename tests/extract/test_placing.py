from crosscurrents.extract.placing import date_of, place_of

from .made import PORT, Maker, view

SAID = "Officials said on Monday that gunmen had attacked a convoy near Tarrow in March."
SEIZED = "On Tuesday the militia seized the customs house, wounding two guards."
ARMY = "The army's occupation of Tarrow in 1998 enraged the guild."


def dated(text: str, trigger: str, times: list[tuple[str, ...]], *, past: bool = True) -> str | None:
    make = Maker(text)
    found = date_of(view(text, times=[make.time(*t) for t in times]), *make.at(trigger), past=past)
    return found.start if found else None


def test_the_time_of_saying_is_not_the_time_of_what_is_said():
    times = [("Monday", "2031-04-14"), ("March", "2031-03-01")]
    assert dated(SAID, "attacked", times) == "2031-03-01"
    assert dated(SAID, "attacked", times[:1]) is None


def test_a_time_that_opens_the_sentence_dates_its_main_clause_and_what_goes_with_it():
    times = [("On Tuesday", "2031-04-15")]
    assert dated(SEIZED, "seized", times) == "2031-04-15"
    assert dated(SEIZED, "wounding", times) == "2031-04-15"


def test_a_noun_that_names_an_act_is_dated_by_its_clause():
    assert dated(ARMY, "occupation", [("1998", "1998-01-01")]) == "1998-01-01"


def test_a_clause_with_its_own_conjunction_does_not_take_the_time():
    times = [("3 May", "2030-05-03")]
    assert dated(PORT, "met", times) == "2030-05-03"
    assert dated(PORT, "shelled", times) is None


def test_what_happened_does_not_lie_after_the_document():
    text = "The minister will sign the treaty by Friday unless parliament objects."
    times = [("by Friday", "2031-04-25")]
    assert dated(text, "sign", times, past=False) == "2031-04-25"
    assert dated(text, "sign", times, past=True) is None


def test_the_place_hangs_on_the_trigger():
    make = Maker(SAID)
    seen = view(SAID, names=[make.name("Tarrow", "place")])
    found = place_of(seen, *make.at("attacked"))
    assert found is not None
    assert (found.text, SAID[found.start : found.end]) == ("Tarrow", "Tarrow")


def test_an_object_is_no_place():
    make = Maker(ARMY)
    assert place_of(view(ARMY, names=[make.name("guild", "place")]), *make.at("enraged")) is None


def test_without_parse_there_is_neither():
    text = "Gunmen struck."
    assert date_of(view(text), 7, 13, past=True) is None
    assert place_of(view(text), 7, 13) is None


def place(text: str, trigger: str, name: str) -> str | None:
    make = Maker(text)
    mark = make.mark("events", "ASSAULT", trigger)
    found = place_of(view(text, [mark], names=[make.name(name, "place")]), *make.at(trigger))
    return found.text if found else None


def test_a_place_that_hangs_on_what_the_act_is_done_to_is_its_place():
    assert place(SAID, "attacked", "Tarrow") == "Tarrow"
    assert place(SAID, "said", "Tarrow") is None


def test_what_is_done_to_a_town_is_no_place_without_a_preposition_of_place():
    assert place(ARMY, "occupation", "Tarrow") is None  # "of" ties it as the object, no preposition of place does
    assert place(PORT, "met", "Port Crater") == "Port Crater"


def test_a_state_that_only_modifies_a_noun_is_no_place():
    make = Maker(PORT)
    seen = view(PORT, [make.mark("events", "CONSULT", "met")], names=[make.name("Lunarian", "state")])
    assert place_of(seen, *make.at("met")) is None
