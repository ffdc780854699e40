import msgspec

from crosscurrents.extract.view import View
from crosscurrents.extract.watched import indicators, unknowns
from crosscurrents.records.document import Parse

from .made import Maker, view

TRUCE = "The ceasefire hinges on the release of the prisoners."
VOTE = "The vote is a litmus test for the coalition."
RAID = "It remains unclear who ordered the raid, and the army declined to comment."


def test_what_the_cue_governs_is_watched():
    make = Maker(TRUCE)
    (found,) = indicators(view(TRUCE, cues=[make.cue("indicator", "hinges on")]))
    assert found.what == "the release of the prisoners"
    assert found.evidence.method == "rule:cue words"


def test_the_subject_of_a_test_is_watched():
    make = Maker(VOTE)
    (found,) = indicators(view(VOTE, cues=[make.cue("indicator", "litmus test")]))
    assert found.what == "The vote"


def test_a_learned_indicator_is_told_once():
    make = Maker(TRUCE)
    mark = make.mark("indicators", "indicator", TRUCE[:-1])
    (found,) = indicators(view(TRUCE, [mark], cues=[make.cue("indicator", "hinges on")]))
    assert found.confidence == mark.score


def test_an_unknown_is_the_clause_with_its_cue():
    make = Maker(RAID)
    (found,) = unknowns(view(RAID, cues=[make.cue("unknown", "It remains unclear")]))
    assert found.text.startswith("It remains unclear who ordered the raid")
    assert found.text == RAID[found.evidence.start : found.evidence.end]


def test_a_clause_is_told_once():
    make = Maker(RAID)
    cues = [make.cue("unknown", "It remains unclear"), make.cue("unknown", "unclear")]
    assert len(list(unknowns(view(RAID, cues=cues)))) == 1


def test_a_learned_fragment_without_a_cue_is_no_indicator():
    make = Maker(VOTE)
    assert list(indicators(view(VOTE, [make.mark("indicators", "indicator", "coalition")]))) == []


def test_a_learned_fragment_is_widened_to_the_clause_of_its_cue():
    make = Maker(VOTE)
    mark = make.mark("indicators", "indicator", "test")
    (found,) = indicators(view(VOTE, [mark], cues=[make.cue("indicator", "litmus test")]))
    assert found.evidence.quote == VOTE[:-1]


def test_a_noun_alone_is_nothing_unknown():
    text = "Envoys discussed the fate of it."
    seen = view(text, cues=[Maker(text).cue("unknown", "the fate of")])
    starts = (0, 7, 17, 21, 26, 29)
    parse = Parse(
        starts=starts,
        ends=(6, 16, 20, 25, 28, 31),
        lemmas=("envoy", "discuss", "the", "fate", "of", "it"),
        pos=("NOUN", "VERB", "DET", "NOUN", "ADP", "PRON"),
        tags=("NNS", "VBD", "DT", "NN", "IN", "PRP"),
        deps=("nsubj", "ROOT", "det", "dobj", "prep", "pobj"),
        heads=(1, 1, 3, 1, 3, 4),
        chunks=((0, 6), (17, 25)),
    )
    assert list(unknowns(View(seen.document, msgspec.structs.replace(seen.sentence, parse=parse), seen.config))) == []
