from crosscurrents.extract.watched import indicators, unknowns

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
