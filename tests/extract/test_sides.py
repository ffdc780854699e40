from crosscurrents.extract.sides import aimed_at, doers, done_to

from .made import PORT, Maker, view

GUNMEN = "Officials said on Monday that gunmen had attacked a convoy near Tarrow in March."
MINISTER = "The minister will sign the treaty by Friday unless parliament objects."
SEIZED = "On Tuesday the militia seized the customs house, wounding two guards."
ARMY = "The army's occupation of Tarrow in 1998 enraged the guild."
ENVOY = "The guild's envoy refused to meet the rebels and their families."
PRAISED = 'They praised the treaty, "a fine piece of work", and called it "historic".'


def doing(text: str, trigger: str) -> list[str]:
    return [text[a:b] for a, b in doers(view(text), *Maker(text).at(trigger))]


def suffering(text: str, trigger: str) -> list[str]:
    make = Maker(text)
    return [text[a:b] for a, b in done_to(view(text, names=[]), *make.at(trigger))]


def test_the_subject_of_the_verb_is_the_doer():
    assert doing(GUNMEN, "attacked") == ["gunmen"]
    assert doing(MINISTER, "sign") == ["minister"]
    assert doing(PORT, "shelled") == ["rebels"]


def test_a_verb_without_a_subject_shares_that_of_the_verb_above():
    assert doing(ENVOY, "meet") == ["guild's envoy"]
    assert doing(PRAISED, "called") == ["They"]


def test_joined_subjects_are_doers_each():
    assert doing(PORT, "met") == ["Lunarian interior ministry", "Selene's navy"]


def test_the_possessor_of_an_act_is_its_doer():
    assert doing(ARMY, "occupation") == ["army"]


def test_only_who_can_be_somebody_is_done_to():
    assert suffering(SEIZED, "wounding") == ["two guards"]
    assert suffering(SEIZED, "seized") == []
    assert suffering(ARMY, "occupation") == []


def test_an_act_concerns_the_first_one_named_in_its_content():
    make = Maker(ENVOY)
    names = [make.name("guild", "organisation"), make.name("rebels", "armed_group"), make.name("families", "community")]
    seen = view(ENVOY, names=names)
    assert [ENVOY[a:b] for a, b in aimed_at(seen, *make.at("refused"))] == ["rebels"]
    assert aimed_at(view(ENVOY, names=[make.name("rebels", "other")]), *make.at("refused")) == []


def test_a_sentence_without_a_parse_names_nobody():
    text = "Nothing here has been parsed."
    assert doers(view(text), 0, 7) == done_to(view(text), 0, 7) == []
