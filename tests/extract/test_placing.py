from crosscurrents.extract.placing import date_of, news_days, own_news, place_of, said_at

from .made import PORT, Maker, document, sentence, view

SAID = "Officials said on Monday that gunmen had attacked a convoy near Tarrow in March."
RULED = "The generals jailed hundreds of editors during nine years of rule."
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


def news(days: list[tuple[int, str]]):
    make = Maker(SEIZED)
    found = own_news(view(SEIZED, news=days), *make.at("seized"))
    assert found is not None
    return found.start, found.end, found.basis


def test_undated_news_is_of_the_day_of_writing_or_of_the_one_before():
    assert news([]) == ("2031-04-19", "2031-04-20", "inferred")


def test_undated_news_is_of_the_only_day_that_the_report_names():
    assert news([(9, "2031-04-19"), (30, "2031-04-19")]) == ("2031-04-19", "2031-04-19", "inferred")


def test_where_a_report_names_both_days_the_sentences_just_before_decide():
    assert news([(0, "2031-04-19"), (9, "2031-04-20")]) == ("2031-04-19", "2031-04-19", "inferred")
    assert news([(8, "2031-04-19"), (9, "2031-04-20")]) == ("2031-04-19", "2031-04-20", "inferred")


def test_what_is_said_of_a_whole_reign_is_no_news():
    assert own_news(view(RULED), *Maker(RULED).at("jailed")) is None


def test_the_days_of_a_report_are_its_own_and_the_one_before():
    make = Maker(SEIZED)
    told = sentence(SEIZED, times=[make.time("On Tuesday", "2031-04-15")])
    assert news_days(document(SEIZED, "2031-04-16"), [told]) == ((0, "2031-04-15"),)
    assert news_days(document(SEIZED, "2031-04-20"), [told]) == ()
    assert news_days(document(SEIZED, None), [told]) == ()


def test_an_act_done_by_speaking_has_the_time_of_the_saying():
    make = Maker(SAID)
    voices = [make.said("gunmen had attacked a convoy near Tarrow in March", "Officials", "said")]
    times = [make.time("Monday", "2031-04-14"), make.time("March", "2031-03-01")]
    found = said_at(view(SAID, attributions=voices, times=times), *make.at("attacked"))
    assert found is not None
    assert found.start == "2031-04-14"
    assert said_at(view(SAID, times=times), *make.at("attacked")) is None
