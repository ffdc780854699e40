"""How fast a text is read, as a share of the bare parser's speed on the same texts: `python benchmarks/reading.py`.

One run measures both, so the ratio does not depend on the machine. Without arguments it reads the sample case; given
a folder it reads the text files in it. Prints JSON: sentences a second of each, their ratio, the ratio of two processes
to one (wall clock), and the peak memory in MB of this process.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from crosscurrents.annotate.sentences import split_document
from crosscurrents.annotate.syntax import load_parser
from crosscurrents.config import DEFAULT
from crosscurrents.ingest import Incoming, gather, parse
from crosscurrents.pipeline import read_document
from crosscurrents.records.custody import Arrived
from crosscurrents.records.document import Document
from crosscurrents.runner import run

SAMPLES = Path(__file__).resolve().parent.parent / "examples" / "iraq_syria"
MANY = 4  # times the texts are read to compare one process with two, so that starting them weighs less


def documents(folder: Path) -> list[Document]:
    """The documents of a folder's files."""
    files = (i for i in gather([str(folder)], config=DEFAULT) if isinstance(i, Incoming))
    return [a.document for i in files for a in parse(i, config=DEFAULT) if isinstance(a, Arrived)]


def seconds(texts: Sequence[Document], workers: int) -> float:
    """Wall-clock seconds for reading the texts in so many processes."""
    began = time.perf_counter()
    for _ in run(partial(read_document, config=DEFAULT), texts, workers=workers):
        pass
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    texts = documents(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
    sentences = [d.text[a:b] for d in texts for a, b in split_document(d, DEFAULT)]
    parser = load_parser()
    read_document(texts[0])  # loads everything once
    parser.read_all(sentences[:20])
    began = time.perf_counter()
    parser.read_all(sentences)
    bare = time.perf_counter() - began
    whole = seconds(texts, 1)
    one, two = seconds(texts * MANY, 1), seconds(texts * MANY, 2)
    found = {
        "documents": len(texts),
        "sentences": len(sentences),
        "parser_sentences_per_s": round(len(sentences) / bare, 1),
        "reading_sentences_per_s": round(len(sentences) / whole, 1),
        "ratio_reading_to_parser": round(bare / whole, 3),
        "ratio_two_processes_to_one": round(one / two, 2),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
