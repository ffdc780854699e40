from __future__ import annotations

from crosscurrents.annotate.learned import with_learned_speakers
from crosscurrents.annotate.speakers import Spoken
from crosscurrents.records.document import Attribution, Mark, Marks, QuoteMark, RoleMark
from crosscurrents.records.provenance import Speaker

TEXT = "Dockers will strike, the union let slip."


def marks(score: float, layer: str = "events") -> Marks:
    at, who = TEXT.index("strike"), TEXT.index("union")
    return Marks((Mark(layer, "PROTEST", at, at + 6, 0.9, (RoleMark("speaker", who, who + 5, score),)),))


def test_a_gap_is_filled_by_a_sure_role(make_tree) -> None:
    found = with_learned_speakers(make_tree(TEXT), Spoken((), ()), marks(0.8))
    assert [a.speaker.name for a in found.attributions] == ["union"]


def test_an_unsure_role_fills_nothing(make_tree) -> None:
    assert with_learned_speakers(make_tree(TEXT), Spoken((), ()), marks(0.4)) == Spoken((), ())


def test_the_parse_goes_first(make_tree) -> None:
    known = Spoken((Attribution(0, 19, Speaker("narrow")),), ())
    assert with_learned_speakers(make_tree(TEXT), known, marks(0.9)) == known


def test_a_quotation_gets_its_speaker(make_tree) -> None:
    at = TEXT.index("strike")
    quote = QuoteMark(at, at + 6, True, Speaker())
    found = with_learned_speakers(make_tree(TEXT), Spoken((), (quote,)), marks(0.9, "quotations")).quotes
    assert (found[0].speaker.name, found[0].scare) == ("union", False)
