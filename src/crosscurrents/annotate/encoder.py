"""The learned reader: one pass of a small encoder over a sentence gives all marks on it.

The encoder is an int8 ONNX graph from word-piece numbers to hidden states; the heads are matrices (`heads`); their
scores become marks in `marking`. One sentence is one run without padding: int8 activations are scaled a batch at a
time, so that in a batch a sentence's marks would depend on its neighbours.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from crosscurrents.errors import ReaderError
from crosscurrents.records.document import Link, Mark, Marks
from crosscurrents.text.wordpiece import Pieces, WordPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from crosscurrents.annotate.heads import Array, File
    from crosscurrents.annotate.marking import Decoder


class Session(Protocol):
    """What the reader needs of an ONNX session: names of outputs (None: all) and inputs in, arrays out."""

    def run(self, outputs: None, inputs: dict[str, NDArray[np.int64]]) -> list[Array]:
        """Run the graph once."""


CLAUSE_SIGNS = frozenset(",;:–—")


class Reader:
    """Reads a sentence a call.

    Args:
        fingerprint: 16 hex digits that change with any weight, label or threshold.
    """

    def __init__(self, session: Session, words: WordPiece, decoder: Decoder, fingerprint: str) -> None:
        self._session, self._words, self.decoder = session, words, decoder
        self.fingerprint = fingerprint
        first, last, _ = decoder.spec.special
        self._first, self._last = words.numbers[first], words.numbers[last]

    def read(self, sentence: str) -> Marks:
        """The marks on `sentence`; offsets count its characters. The same sentence always gives the same marks."""
        pieces = self.pieces(sentence)
        found = [self._window(sentence, pieces, a, b) for a, b in windows(sentence, pieces, self.decoder.spec.window)]
        return found[0] if len(found) == 1 else together(found)

    def _window(self, text: str, pieces: Pieces, first: int, last: int) -> Marks:
        from crosscurrents.annotate.marking import Sentence

        cut = slice(first, last)
        part = Pieces(pieces.ids[cut], pieces.starts[cut], pieces.ends[cut], pieces.begins[cut])
        return self.decoder.marks(Sentence(self.decoder.heads, text, part, self.hidden(part)))

    def pieces(self, sentence: str) -> Pieces:
        """The word pieces of a sentence."""
        return self._words.pieces(sentence)

    def hidden(self, pieces: Pieces) -> Array:
        """The encoder's hidden states: a row a piece, and one for the signs before and after them."""
        import numpy as np

        ids = np.array([[self._first, *pieces.ids, self._last]], dtype=np.int64)
        rows: Array = self._session.run(None, {"input_ids": ids})[0][0]
        return rows


def windows(text: str, pieces: Pieces, limit: int) -> list[tuple[int, int]]:
    """Ranges of pieces of at most `limit`, cut behind the last clause sign in reach, else between words.

    They follow one another without gap or overlap; a single one for a sentence of ordinary length.
    """
    out, at = [], 0
    while len(pieces.ids) - at > limit:
        reach = [k for k in range(at + 1, at + limit + 1) if pieces.begins[k]]
        signs = [k for k in reach if text[pieces.starts[k - 1] : pieces.ends[k - 1]] in CLAUSE_SIGNS]
        late = [k for k in signs if 3 * (k - at) >= limit]
        cut = (late or reach or [at + limit])[-1]
        out.append((at, cut))
        at = cut
    return [*out, (at, len(pieces.ids))]


def together(found: list[Marks]) -> Marks:
    """The marks of several windows as one; the links' indexes move with their marks."""
    marks: list[Mark] = []
    links: list[Link] = []
    for part in found:
        links += [
            msgspec.structs.replace(x, source=x.source + len(marks), target=x.target + len(marks)) for x in part.links
        ]
        marks += part.marks
    return Marks(tuple(marks), tuple(links))


def load_reader(folder: Path | None = None) -> Reader:
    """The reader in `folder` (the one that the package ships, if None), loaded once a process.

    Raises:
        ReaderError: a file is missing or is not the one that `reader.json` names.
    """
    if folder is None:
        folder = Path(str(resources.files("crosscurrents"))) / "resources" / "reader"
    return _load(folder.resolve())


@cache
def _load(folder: Path) -> Reader:
    import numpy as np

    from crosscurrents.annotate.heads import Heads, Spec
    from crosscurrents.annotate.marking import Decoder

    description = _bytes(folder / "reader.json")
    try:
        spec = msgspec.json.decode(description, type=Spec)
    except msgspec.DecodeError as error:
        raise ReaderError(f"not a reader's description: {error}", file=str(folder / "reader.json")) from error
    encoder, vocabulary = _checked(folder, spec.encoder), _checked(folder, spec.vocabulary)
    _checked(folder, spec.heads)
    with np.load(folder / spec.heads.name, allow_pickle=False) as weights:
        heads = Heads({name: weights[name] for name in weights.files}, spec)
    words = WordPiece(vocabulary.decode("utf-8").removesuffix("\n").split("\n"), spec.special[2])
    fingerprint = hashlib.sha256(description).hexdigest()[:16]
    return Reader(_session(encoder), words, Decoder(heads, spec), fingerprint)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReaderError("the learned reader cannot be read", file=str(path), hint="reinstall the package") from error


def _checked(folder: Path, file: File) -> bytes:
    data = _bytes(folder / file.name)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise ReaderError("not the file that reader.json names", file=str(folder / file.name), hint="reinstall")
    return data


def _session(graph: bytes) -> Session:
    """One thread, one graph run at a time: the executors use processes, and results must not depend on their number."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session: Session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return session
