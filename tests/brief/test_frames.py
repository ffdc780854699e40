from __future__ import annotations

import pytest

from crosscurrents.brief.frames import Frame
from crosscurrents.brief.vocabulary import load_vocabulary


def frame(text: str) -> Frame:
    return Frame(text, 0, len(text), (0, 1), (), (), None, load_vocabulary())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Rebels took 1,905 guns, and left", ","),
        ("They said “come, now”, and left", ","),
        ("“We go,” he said", "”"),
        ("The road (old, bad) is shut", ""),
        ("The road - old - is shut", "--"),
        ("The road—old—is shut", "--"),
        ("The well-known road: shut; closed", ":;"),
        ("At 10:30 it shut", ""),
    ],
)
def test_joints_stand_outside_numbers_quotations_and_brackets(text: str, kinds: str) -> None:
    assert "".join(j.kind for j in frame(text).joints) == kinds


def test_unclosed_marks_do_not_hide_the_rest() -> None:
    assert frame("The road (old is shut").brackets == ()
    assert frame("He said “go").quotations == ((8, 11),)


def test_what_holds_a_needed_word_or_a_negation_is_not_free() -> None:
    text = "Rebels left, which nobody saw, in the old boats"
    found = Frame(text, 0, len(text), (7, 11), ((42, 47),), (), None, load_vocabulary())
    assert not found.free(11, 29)
    assert found.loose(11, 29)
    assert not found.free(29, len(text))
    assert (found.first, found.last) == (7, 47)
