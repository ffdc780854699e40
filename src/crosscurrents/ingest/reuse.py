"""Which documents share text: copies, copied passages, and reports of another's report.

An index of all runs of five words (in normal form, of the kept text) finds the pairs of documents that share any;
shared runs on one diagonal join to passages, close passages to longer ones, and rapidfuzz compares the words of what
was joined. Building the index is one sort, so the work grows with the text, not with the pairs of documents. A run that
many documents share links each to the next only: sharing is followed through a third document where groups are made.

All is a function of the set of documents: they are taken in order of id, and words are hashed by content.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from crosscurrents.config import DEFAULT, Config
from crosscurrents.ingest.cues import document_cues, matches
from crosscurrents.ingest.layout import sentences
from crosscurrents.records.document import Document
from crosscurrents.records.identity import digest
from crosscurrents.records.situation import Reuse
from crosscurrents.text.normal import normal_form, words_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GRAM = 5  # words of an indexed run
_MOST_HOLDERS = 12  # documents that share a run, up to which all pairs are looked at
_GAP = 8  # words that may differ between two shared runs of one passage
_LEAST_PLAIN_WORDS = 5  # words without a capital in a passage: a row of names and titles is no copy
_SAME_SUBJECT = 0.15  # share of the longer words of the shorter text from which two texts have one subject
_SUBJECT_LETTERS = 6  # letters of a word that counts for the subject
_METHOD = "shared words"
_RELAY = "relay phrase"


@dataclass(frozen=True)
class _Text:
    """A document's kept words: normal forms, and where each stands."""

    document: Document
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def grams(self) -> int:
        """The number of runs of five words."""
        return max(len(self.words) - _GRAM + 1, 0)


@dataclass(frozen=True)
class _Passage:
    """Words [a, a_end) of one text that answer words [b, b_end) of another; `shared` of them in common runs."""

    a: int
    a_end: int
    b: int
    b_end: int
    shared: int


def find_reuse(documents: Sequence[Document], config: Config = DEFAULT) -> tuple[Reuse, ...]:
    """Find the text that documents share, as records sorted by id.

    Two documents whose common runs make up `near_copy_share` of the shorter one give one record over the whole; others
    one a passage of at least `min_shared_words`. `share` is the share of the shorter text's runs of five words, 0..1.
    The direction is the id of the earlier document where the dates of both do not overlap; a relay's is the report
    restated. Tables of coded events are left out: their rows share words by their form.
    """
    texts = [_kept_words(d) for d in sorted(documents, key=lambda d: d.id) if d.coding is None]
    found: dict[str, Reuse] = {}
    for (a, b), points in sorted(_shared_runs(texts).items()):
        for reuse in _pair(texts[a], texts[b], points, config):
            found[reuse.id] = reuse
    for relay in _relays(texts):
        found[relay.id] = relay
    return tuple(found[key] for key in sorted(found))


def _kept_words(document: Document) -> _Text:
    """The words of the paragraphs that are not dropped, in order."""
    gone = iter([*((d.start, d.end) for d in document.dropped), (len(document.text), len(document.text))])
    start, end = next(gone)
    kept = []
    for at, stop, word in words_at(document.text):
        while at >= end and end < len(document.text):
            start, end = next(gone)
        if not start <= at < end:
            kept.append((at, stop, word))
    return _Text(document, tuple(w for _, _, w in kept), tuple(s for s, _, _ in kept), tuple(e for _, e, _ in kept))


@lru_cache(maxsize=262_144)
def _word_code(word: str) -> int:
    """A 64-bit number for a word, by content."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _gram_codes(text: _Text) -> NDArray[np.uint64]:
    """A number for each run of five words, a polynomial of the words' numbers modulo 2^64."""
    import numpy as np

    words = np.array([_word_code(word) for word in text.words], dtype=np.uint64)
    codes = np.zeros(text.grams, dtype=np.uint64)
    for offset in range(_GRAM if text.grams else 0):
        codes = codes * np.uint64(0x9E3779B97F4A7C15) + words[offset : offset + text.grams]
    return codes


def _shared_runs(texts: Sequence[_Text]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """For each pair of texts (by index) the word positions at which both hold one run of five words."""
    import numpy as np

    if not texts:
        return {}
    codes = np.concatenate([_gram_codes(t) for t in texts])
    owner = np.repeat(np.arange(len(texts)), [t.grams for t in texts])
    place = np.concatenate([np.arange(t.grams) for t in texts])
    order = np.argsort(codes, kind="stable")
    codes, owner, place = codes[order], owner[order], place[order]
    first = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1]))) if len(codes) else np.zeros(0, dtype=int)
    last = np.append(first[1:], len(codes))
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for start, stop in zip(first[last - first > 1].tolist(), last[last - first > 1].tolist(), strict=True):
        _link(owner[start:stop].tolist(), place[start:stop].tolist(), pairs)
    return pairs


def _link(owners: list[int], places: list[int], pairs: dict[tuple[int, int], list[tuple[int, int]]]) -> None:
    """Note a run for each pair of its holders; for many holders for neighbours in order of id only."""
    places_of: dict[int, list[int]] = defaultdict(list)
    for owner, place in zip(owners, places, strict=True):
        places_of[owner].append(place)
    holders = sorted(places_of)
    for a, b in combinations(holders, 2) if len(holders) <= _MOST_HOLDERS else pairwise(holders):
        # a run that recurs within a text answers its first places only: the rest is the text's own repetition
        pairs[a, b].extend((x, y) for x in places_of[a][:2] for y in places_of[b][:2])


def _pair(one: _Text, other: _Text, points: list[tuple[int, int]], config: Config) -> Iterator[Reuse]:
    """The records of one pair: the whole, or its passages."""
    shorter = min(one.grams, other.grams)
    share = min(len({x for x, _ in points}), len({y for _, y in points})) / shorter
    passages = _joined(_runs(points), one, other, config)
    if not passages:
        return
    if share >= config.near_copy_share:
        whole = _Passage(
            min(p.a for p in passages), max(p.a_end for p in passages),
            min(p.b for p in passages), max(p.b_end for p in passages), sum(p.shared for p in passages),
        )  # fmt: skip
        yield _record(one, other, whole, "verbatim" if share >= config.verbatim_share else "near", share)
        return
    for p in passages:
        if _is_frame(one, other, p):
            continue
        same = one.words[p.a : p.a_end] == other.words[p.b : p.b_end]
        yield _record(one, other, p, "verbatim" if same else "near", share)


def _is_frame(one: _Text, other: _Text, passage: _Passage) -> bool:
    """Whether a passage of two texts of one outlet begins or ends both of them: how it always greets and signs."""
    name = _publisher_form(one.document)
    if not name or name != _publisher_form(other.document):
        return False
    begins = _in_paragraph(one, passage.a, 0) and _in_paragraph(other, passage.b, 0)
    ends = _in_paragraph(one, passage.a_end - 1, -1) and _in_paragraph(other, passage.b_end - 1, -1)
    return begins or ends


def _in_paragraph(text: _Text, word: int, other: int) -> bool:
    """Whether two words of a text stand in one paragraph."""
    return text.document.paragraph_of(text.starts[word]) == text.document.paragraph_of(text.starts[other])


def _runs(points: list[tuple[int, int]]) -> list[_Passage]:
    """Maximal runs of equal words: consecutive points on one diagonal."""
    runs: list[_Passage] = []
    for a, b in sorted(points, key=lambda p: (p[1] - p[0], p[0])):
        last = runs[-1] if runs else None
        if last and last.b - last.a == b - a and a <= last.a_end - _GRAM + 1:
            runs[-1] = _Passage(last.a, a + _GRAM, last.b, b + _GRAM, a + _GRAM - last.a)
        else:
            runs.append(_Passage(a, a + _GRAM, b, b + _GRAM, _GRAM))
    return runs


def _joined(runs: list[_Passage], one: _Text, other: _Text, config: Config) -> list[_Passage]:
    """Runs that follow each other closely in both texts, joined where the whole is alike; the long enough ones."""
    passages: list[_Passage] = []
    for run in sorted(runs, key=lambda r: (r.a, -r.shared, r.b)):
        last = passages[-1] if passages else None
        if last and run.a_end <= last.a_end:
            continue
        joined = _together(last, run) if last else None
        if joined and _ratio(one, other, joined) >= config.near_passage_ratio:
            passages[-1] = joined
        else:
            passages.append(run)
    return [p for p in passages if p.shared >= config.min_shared_words and _plain_words(one, p) >= _LEAST_PLAIN_WORDS]


def _together(last: _Passage, run: _Passage) -> _Passage | None:
    """The passage from one run to the next, where they follow each other closely in both texts."""
    follows = run.a - last.a_end <= _GAP and last.b_end - _GRAM <= run.b <= last.b_end + _GAP and run.b_end > last.b_end
    shared = last.shared + run.a_end - max(run.a, last.a_end)
    return _Passage(last.a, run.a_end, last.b, run.b_end, shared) if follows else None


def _ratio(one: _Text, other: _Text, passage: _Passage) -> float:
    """How alike the words of a passage are, 0..1 (normalised indel similarity over words)."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one.words[passage.a : passage.a_end], other.words[passage.b : passage.b_end])


def _plain_words(text: _Text, passage: _Passage) -> int:
    return sum(text.document.text[text.starts[i]].islower() for i in range(passage.a, passage.a_end))


def _record(one: _Text, other: _Text, passage: _Passage, kind: str, share: float) -> Reuse:
    first = one.starts[passage.a], one.ends[passage.a_end - 1]
    second = other.starts[passage.b], other.ends[passage.b_end - 1]
    spans = first, second
    made = tuple(t.document.evidence(*span, _METHOD) for t, span in zip((one, other), spans, strict=True))
    return Reuse(
        id=digest("reuse", one.document.id, *spans[0], other.document.id, *spans[1]),
        evidence=made,
        kind="verbatim" if kind == "verbatim" else "near",
        passages=made,
        direction=_earlier(one.document, other.document),
        share=round(share, 4),
    )


def _earlier(one: Document, other: Document) -> str | None:
    """The id of the document that is surely earlier, by dates that do not overlap."""
    if one.date is None or other.date is None or one.date.overlaps(other.date):
        return None
    return one.id if one.date.last < other.date.first else other.id


def _relays(texts: Sequence[_Text]) -> Iterator[Reuse]:
    """Documents that say that they restate a report of another document's publisher.

    The report is that publisher's document with the most of the subject in common, not later than the one that restates
    it; a report that is in no document is no reuse.
    """
    by_publisher: dict[str, list[_Text]] = defaultdict(list)
    for text in texts:
        name = _publisher_form(text.document)
        if name:
            by_publisher[name].append(text)
    subjects = {t.document.id: _subject(t) for t in texts} if by_publisher else {}
    names: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in sorted(by_publisher):
        names[name.split()[0]].append(tuple(name.split()))
    for text in texts:
        for name, span in sorted(_named_reports(text.document, names).items()):
            best = _restated(text, by_publisher[name], subjects)
            if best:
                yield _relay_record(text.document, span, best.document)


def _publisher_form(document: Document) -> str:
    """The normal form of the one whose text it is, without a note in brackets; empty where it is too short to be
    recognised in text.
    """
    name = normal_form(re.sub(r"\([^)]*\)", " ", document.voice or "")).removeprefix("the ")
    return name if len(name) >= 4 else ""


def _named_reports(document: Document, names: dict[str, list[tuple[str, ...]]]) -> dict[str, tuple[int, int]]:
    """For each other publisher that a relay sentence names, the first such sentence; `names` by their first word."""
    own = _publisher_form(document)
    found: dict[str, tuple[int, int]] = {}
    for paragraph in document.paragraphs if names else ():
        for span in sentences(document.text, *paragraph):
            if matches(document_cues().relay, document.text[slice(*span)]) and not document.is_dropped(*span):
                for name in _names_in(document.text[slice(*span)], names):
                    if name != own:
                        found.setdefault(name, span)
    return found


def _names_in(sentence: str, names: dict[str, list[tuple[str, ...]]]) -> Iterator[str]:
    """The names that stand in a sentence, as whole words that begin with a capital."""
    words = words_at(sentence)
    forms = tuple(form for _, _, form in words)
    for i, (start, _, first) in enumerate(words):
        for name in names.get(first, ()) if sentence[start].isupper() else ():
            if forms[i : i + len(name)] == name:
                yield " ".join(name)


def _subject(text: _Text) -> frozenset[str]:
    return frozenset(word for word in text.words if len(word) >= _SUBJECT_LETTERS)


def _restated(text: _Text, reports: Sequence[_Text], subjects: dict[str, frozenset[str]]) -> _Text | None:
    """The report that `text` restates: the one most alike in subject, if it is alike enough and not later."""
    own, best, most = subjects[text.document.id], None, _SAME_SUBJECT
    for report in reports:
        words = subjects[report.document.id]
        alike = len(own & words) / max(min(len(own), len(words)), 1)
        later = _earlier(text.document, report.document) == text.document.id
        if report is not text and not later and alike >= most:
            best, most = report, alike
    return best


def _relay_record(document: Document, span: tuple[int, int], report: Document) -> Reuse:
    """The record of a relay; its second passage is the report's first paragraph of body."""
    start = report.lead
    end = next((e for s, e in report.paragraphs if s <= start < e), len(report.text))
    made = (document.evidence(*span, _RELAY), report.evidence(start, end, _RELAY))
    return Reuse(
        id=digest("reuse", "relay", document.id, *span, report.id),
        evidence=made,
        kind="relay",
        passages=made,
        direction=report.id,
        share=0.0,
    )
