"""Mappings that users write for tables of coded events."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.errors import FormatError
from crosscurrents.ingest.mapping import mapping_of
from tests.coded_tables import MAPPING, OWN

HEADINGS = tuple(OWN.split("\n")[0].split(";"))


def test_a_mapping_says_how_its_table_is_coded() -> None:
    coding = mapping_of(MAPPING.encode(), "own.coding.yaml").coding(HEADINGS, ";")
    assert coding is not None
    assert (coding.scheme, coding.publisher, coding.delimiter) == ("casa del río", "Observatorio del Río", ";")
    assert coding.columns["target"] == "víctima" and coding.types == {"emboscada": "ASSAULT", "paro armado": "COERCE"}
    assert coding.modalities["anunciado"] == "planned" and coding.day_first


def test_a_mapping_without_a_name_is_called_by_its_publisher() -> None:
    bare = "columns: {type: kind, date: day}\ntypes: {Raid: COERCE}\n"
    for extra, name in (("", "own coding"), ("publisher: Desk\n", "Desk")):
        coding = mapping_of((extra + bare).encode(), "m").coding(["kind", "day"], ",")
        assert coding and coding.scheme == name


def test_a_table_that_lacks_a_column_is_not_of_the_mapping() -> None:
    mapping = mapping_of(MAPPING.encode(), "m")
    assert mapping.coding(["fecha", "clase"], ";") is None
    assert mapping.missing(["fecha", "clase", "autor", "víctima", "municipio", "país"]) == [
        "medio",
        "muertos",
        "estado",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: [", "no YAML"),
        ("just words", "no fields"),
        ("", "no fields"),
        ("columns: {type: a, date: b}\n", "types"),
        ("columns: {type: a, date: b}\ntypes: {Riot: RIOTS}\n", "RIOTS"),
        ("columns: {type: a, date: b, colour: c}\ntypes: {Riot: PROTEST}\n", "'colour'"),
        ("columns: {type: a}\ntypes: {Riot: PROTEST}\n", "no column for date"),
        ("columns: {type: a, date: b}\ntypes: {}\nkolour: red\n", "kolour"),
        ("columns: {type: a, date: b}\ntypes: {}\ndelimiter: x\n", "delimiter is 'x'"),
        ("columns: {type: a, date: b}\ntypes: {}\nmodalities: {x: perhaps}\n", "perhaps"),
        ("a: &x {b: c}\ncolumns: *x\n", "refers to its own parts"),
        ("[" * 5_000, "no YAML"),
        ("# " + "x" * 70_000, "too large"),
    ],
)
def test_a_bad_mapping_is_one_clear_line(text: str, words: str) -> None:
    with pytest.raises(FormatError) as error:
        mapping_of(text.encode(), "m.coding.yaml")
    assert words in error.value.message and "\n" not in error.value.message
    assert error.value.file == "m.coding.yaml" and error.value.hint


@given(st.binary(max_size=200), st.integers(0, len(MAPPING)))
def test_any_bytes_give_a_mapping_or_a_named_error(noise: bytes, at: int) -> None:
    data = MAPPING.encode()
    try:
        mapping_of(data[:at] + noise + data[at + len(noise) :], "m")
    except FormatError as error:
        assert error.message
