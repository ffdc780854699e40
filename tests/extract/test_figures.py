from crosscurrents.extract.counting import CountedNoun
from crosscurrents.extract.figures import counted_noun, figures, measured
from crosscurrents.extract.tree import Tree
from crosscurrents.records.dates import day
from crosscurrents.records.document import Parse, TimeMark
from tests.extract.made import Maker, view

TEXT = "The flood displaced about 4,000 people and ruined 12 bridges in ten days."


def of(made):
    return figures(made.document, made.sentence, made.config)


def test_rules_find_sure_figures():
    found = of(view(TEXT, []))
    assert [(f.evidence.quote, f.value, f.unit, f.qualifier) for f in found][:2] == [
        ("about 4,000 people", 4000, "persons", "about"),
        ("12 bridges", 12, "bridge", "exact"),
    ]
    assert all(TEXT[f.evidence.start : f.evidence.end] == f.evidence.quote for f in found)


def test_a_learned_span_takes_the_place_of_a_candidate():
    make = Maker(TEXT)
    found = of(view(TEXT, [make.mark("figures", "figure", "4,000 people")]))
    assert [f.evidence.quote for f in found][:2] == ["4,000 people", "12 bridges"]
    assert (found[0].qualifier, found[0].evidence.method, found[1].evidence.method) == ("about", "reader", "quantities")


def test_a_learned_span_without_a_number_is_no_figure():
    make = Maker(TEXT)
    assert "flood" not in [f.evidence.quote for f in of(view(TEXT, [make.mark("figures", "figure", "flood")]))]


def test_a_time_is_no_figure():
    start = TEXT.index("ten days")
    times = (TimeMark(start, start + 8, day("2022-05-11", "relative")),)
    assert "ten days" not in [f.evidence.quote for f in of(view(TEXT, [], times=times))]


def test_ids_do_not_depend_on_the_order_of_reading():
    assert [f.id for f in of(view(TEXT, []))] == [f.id for f in of(view(TEXT, []))]
    assert len({f.id for f in of(view(TEXT, []))}) == len(of(view(TEXT, [])))


# "Floods killed 12 young farmers"
SMALL = Parse(
    starts=(0, 7, 14, 17, 23),
    ends=(6, 13, 16, 22, 30),
    lemmas=("flood", "kill", "12", "young", "farmer"),
    pos=("NOUN", "VERB", "NUM", "ADJ", "NOUN"),
    tags=("NNS", "VBD", "CD", "JJ", "NNS"),
    deps=("nsubj", "ROOT", "nummod", "amod", "dobj"),
    heads=(1, 1, 4, 4, 1),
)


def test_the_parse_names_what_is_counted_and_measured():
    text = "Floods killed 12 young farmers"
    noun: CountedNoun = lambda start, end: counted_noun(Tree(SMALL), start, end)  # noqa: E731
    assert noun(14, 16) == (23, 30)
    assert measured(Tree(SMALL), text, 14, 16) == "Floods killed young farmers"
    assert measured(Tree(Parse()), text, 14, 16) == ""


DYKE = "The dyke stands, and 20 km of it sank"
PARSED = Parse(
    starts=(0, 4, 9, 15, 17, 21, 24, 27, 30, 33),
    ends=(3, 8, 15, 16, 20, 23, 26, 29, 32, 37),
    lemmas=("the", "dyke", "stand", ",", "and", "20", "km", "of", "it", "sink"),
    pos=("DET", "NOUN", "VERB", "PUNCT", "CCONJ", "NUM", "NOUN", "ADP", "PRON", "VERB"),
    tags=("DT", "NN", "VBZ", ",", "CC", "CD", "NN", "IN", "PRP", "VBD"),
    deps=("det", "nsubj", "ROOT", "punct", "cc", "nummod", "nsubj", "prep", "pobj", "conj"),
    heads=(1, 2, 2, 2, 2, 6, 9, 6, 7, 2),
)


def test_a_pronoun_gives_way_to_the_noun_that_it_stands_for():
    assert measured(Tree(PARSED), DYKE, 21, 23, sized=True) == "dyke sank"


def test_the_measure_of_a_noun_is_the_nouns():
    text = "They built a dyke of 30 km"
    parse = Parse(
        starts=(0, 5, 11, 13, 18, 21, 24),
        ends=(4, 10, 12, 17, 20, 23, 26),
        lemmas=("they", "build", "a", "dyke", "of", "30", "km"),
        pos=("PRON", "VERB", "DET", "NOUN", "ADP", "NUM", "NOUN"),
        tags=("PRP", "VBD", "DT", "NN", "IN", "CD", "NNS"),
        deps=("nsubj", "ROOT", "det", "dobj", "prep", "nummod", "pobj"),
        heads=(1, 1, 3, 1, 3, 6, 4),
    )
    assert measured(Tree(parse), text, 21, 23) == "dyke"
