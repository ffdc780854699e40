from crosscurrents.config import Config
from crosscurrents.records.provenance import NARRATOR

from .made import Maker, view


def test_evidence_is_an_exact_slice_of_the_document():
    text = "Prices rose."
    found = view(text).common("state", 0, 11)
    assert found["evidence"].quote == "Prices rose" == text[found["evidence"].start : found["evidence"].end]


def test_ids_hang_on_kind_span_and_part_alone():
    seen = view("Prices rose.")
    places = [("x", 0, 6, ""), ("y", 0, 6, ""), ("x", 1, 6, ""), ("x", 0, 6, "p")]
    ids = {seen.common(*place)["id"] for place in places}
    assert len(ids) == 4
    assert seen.common("x", 0, 6)["id"] == seen.common("x", 0, 6, method="rule:other")["id"]


def test_evidence_is_cut_at_the_end_of_a_word():
    seen = view("Prices rose sharply again.", config=Config(max_evidence=14))
    assert seen.common("state", 0, 25)["evidence"].quote == "Prices rose"


def test_trimmed_keeps_brackets_that_belong_and_initials():
    text = "the Guild of Lamplighters (GL), of the U.S.,"
    seen = view(text)
    assert text[slice(*seen.trimmed(0, 31))] == "the Guild of Lamplighters (GL)"
    assert text[slice(*seen.trimmed(35, len(text)))] == "the U.S."


def test_the_narrowest_attribution_speaks():
    text = "The gazette wrote that the mayor had said the bridge was safe."
    make = Maker(text)
    voices = [
        make.attribution("the mayor had said the bridge was safe", "The gazette"),
        make.attribution("the bridge was safe", "the mayor"),
    ]
    seen = view(text, attributions=voices)
    assert seen.voice(*make.at("bridge")).name == "the mayor"
    assert seen.voice(*make.at("had said")).name == "The gazette"
    assert seen.voice(0, 3).name == NARRATOR


def test_the_readers_speaker_counts_where_no_attribution_reaches():
    text = "The bridge is safe, in the mayor's view."
    make = Maker(text)
    mark = make.mark("states", "state", "The bridge is safe", [("speaker", "the mayor")])
    assert view(text).voice(mark.start, mark.end, mark).name == "the mayor"


def test_a_hedge_is_looked_for_in_the_clause_of_the_words():
    text = "If the talks fail, the union will strike in June."
    make = Maker(text)
    seen = view(text, cues=[make.cue("hedge", "will")])
    assert seen.hedge(*make.at("strike")) == "will"
    assert seen.hedge(*make.at("talks")) is None


def test_an_event_is_the_readers_speakers_where_the_speaker_stands_in_the_sentence():
    text = "The mayor said the ban on carts would stay."
    make = Maker(text)
    voices = [make.attribution("the ban on carts would stay", "The mayor")]
    plain = make.mark("events", "COERCE", "ban")
    learned = make.mark("events", "COERCE", "ban", [("speaker", "The mayor")])
    assert view(text, attributions=voices).learned_voice(plain).is_narrator
    assert view(text, attributions=voices).learned_voice(learned).name == "The mayor"
    elsewhere = [make.attribution("the ban on carts would stay", "Ada Quill")]
    assert view(text, attributions=elsewhere).learned_voice(plain).name == "Ada Quill"
    quoted = [make.quote("the ban on carts would stay", "The mayor")]
    assert view(text, attributions=voices, quotes=quoted).learned_voice(plain).name == "The mayor"


def test_marks_need_a_score_and_clauses_a_word_of_content():
    text = "If the talks fail, the union will strike in June."
    make = Maker(text)
    marks = [
        make.mark("states", "state", "will"),
        make.mark("states", "state", "the union", score=0.01),
        make.mark("states", "state", "strike"),
    ]
    assert [text[m.start : m.end] for m in view(text, marks).marks("states")] == ["will", "strike"]
    assert [text[m.start : m.end] for m in view(text, marks).telling("states")] == ["strike"]
