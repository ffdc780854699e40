from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.text.offsets import lower_in_place


def test_a_letter_that_would_grow_is_kept():
    assert lower_in_place("İZMİR") == "İzmİr"
    assert "İZMİR".lower() != lower_in_place("İZMİR")


@given(st.text())
def test_length_never_changes(text):
    lowered = lower_in_place(text)
    assert len(lowered) == len(text)
    assert all(low in {char, char.lower()} for low, char in zip(lowered, text, strict=True) if char != "Σ")
