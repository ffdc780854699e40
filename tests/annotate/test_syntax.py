from __future__ import annotations

import warnings

import pytest

from crosscurrents.annotate.syntax import Parser, load_parser
from crosscurrents.errors import ReaderError

TEXT = "The envoy from Lima met  farmers\nin Kigali."


def test_arrays_cover_the_words_exactly(parser: Parser) -> None:
    parse = parser.read(TEXT).parse
    found = [TEXT[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)]
    assert [w for w in found if w.strip()] == ["The", "envoy", "from", "Lima", "met", "farmers", "in", "Kigali", "."]
    lengths = {len(a) for a in (parse.starts, parse.ends, parse.lemmas, parse.pos, parse.tags, parse.deps, parse.heads)}
    assert lengths == {len(found)}
    assert all(0 <= head < len(found) for head in parse.heads)
    assert "farmers" in {TEXT[a:b] for a, b in parse.chunks}


def test_a_sentence_does_not_depend_on_its_neighbours(parser: Parser) -> None:
    others = ["Rebels shelled the airport.", "Nobody spoke."]
    assert parser.read_all([*others, TEXT])[2] == parser.read(TEXT) == parser.read_all([TEXT, *others])[0]


def test_entities_have_offsets_and_labels(parser: Parser) -> None:
    assert {(TEXT[e.start : e.end], e.label) for e in parser.read(TEXT).entities} >= {
        ("Lima", "GPE"),
        ("Kigali", "GPE"),
    }


def test_the_empty_sentence(parser: Parser) -> None:
    assert parser.read("").parse.starts == ()


def test_loading_is_silent_and_names_its_version() -> None:
    load_parser.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        assert "en_core_web_md-3.7.1" in load_parser().version


def test_an_unknown_pipeline_is_an_error_with_a_hint() -> None:
    with pytest.raises(ReaderError) as caught:
        load_parser("no_such_pipeline")
    assert caught.value.hint
