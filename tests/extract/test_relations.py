import pytest

from crosscurrents.extract.relations import relations
from crosscurrents.records.document import Link

from .made import Maker, view


def found(text: str, subject: str, object_: str, kind: str = "office"):
    make = Maker(text)
    marks = [make.mark("relations", "mention", subject), make.mark("relations", "mention", object_)]
    return list(relations(view(text, marks, [Link("relations", kind, 0, 1, 0.9)])))


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Ada Quill, the Lunarian foreign minister, heads the delegation.", "Ada Quill", "Lunarian"),
        ("Foreign Minister Ada Quill of Lunaria opposes the tax on salt.", "Ada Quill", "Lunaria"),
    ],
)
def test_the_label_of_an_office_is_its_name(text, subject, object_):
    (relation,) = found(text, subject, object_)
    assert relation.label is not None
    assert relation.label.lower() == "foreign minister"
    assert relation.evidence.quote in text


def test_other_kinds_have_no_label():
    (relation,) = found("Egypt and Qatar mediated between the two sides.", "Egypt", "Qatar", "alliance")
    assert (relation.subject.text, relation.object.text) == ("Egypt", "Qatar")
    assert (relation.relation, relation.label) == ("alliance", None)
