import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscurrents.config import DEFAULT
from crosscurrents.extract import extract
from crosscurrents.records.document import Dropped, Link, Mark, RoleMark

from .made import PARSES, PORT, Maker, annotated, document, sentence

ROLES = ["source", "target", "speaker", "actor", "holder"]
LABELS = {
    "events": ["ASSAULT", "CONSULT"], "stances": ["opposes"], "expectations": ["plan"], "states": ["state"],
    "influences": ["situation"], "relations": ["mention"], "indicators": ["indicator"], "quotations": ["quotation"],
}  # fmt: skip


def test_statements_stand_in_order_of_text_with_exact_evidence():
    make = Maker(PORT)
    marks = [make.mark("events", "ASSAULT", "shelled"), make.mark("events", "CONSULT", "met")]
    text = document(PORT)
    reading = extract(text, annotated(sentence(PORT, marks)), reader="r", config=DEFAULT)
    assert {s.trigger.text for s in reading.statements if hasattr(s, "trigger")} == {"met", "shelled"}
    assert (reading.document, reading.reader, reading.sentences) == (text.id, "r", ((0, len(PORT)),))


def test_nothing_is_read_in_a_dropped_passage():
    make = Maker(PORT)
    text = msgspec.structs.replace(document(PORT), dropped=(Dropped(0, len(PORT), "teaser"),))
    marks = [make.mark("events", "ASSAULT", "shelled")]
    assert extract(text, annotated(sentence(PORT, marks)), reader="r", config=DEFAULT).statements == ()


@settings(deadline=None)
@given(st.sampled_from(sorted(PARSES)), st.data())
def test_any_marks_give_exact_statements(text, data):
    spans = st.integers(0, len(text) - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(text))))
    marks = []
    for layer in data.draw(st.lists(st.sampled_from(sorted(LABELS)), max_size=4)):
        names = data.draw(st.lists(st.sampled_from(ROLES), max_size=3))
        roles = [RoleMark(role, *data.draw(spans), 0.9) for role in names]
        heads = {"archetype": ("price", 0.9), "direction": ("up", 0.9), "modality": ("planned", 0.9)}
        label = data.draw(st.sampled_from(LABELS[layer]))
        marks.append(Mark(layer, label, *data.draw(spans), 0.9, tuple(roles), heads))
    pairs = [i for i, m in enumerate(marks) if m.layer == "influences"]
    links = [Link("influences", "+", pairs[0], pairs[1], 0.9)] if len(pairs) > 1 else []
    reading = extract(document(text), annotated(sentence(text, marks, links)), reader="r", config=DEFAULT)
    ids = [s.id for s in reading.statements]
    assert len(ids) == len(set(ids))
    for statement in reading.statements:
        assert text[statement.evidence.start : statement.evidence.end] == statement.evidence.quote
