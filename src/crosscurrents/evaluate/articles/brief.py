"""The brief of a case: its shape, whether its clauses are honest cuts, and whether it says what it must.

A clause is wrong where its slices are not increasing slices of one stored document, or where the words of the line do
not hold those of the slices in order; it dropped something where a negation, modal or hedge was cut out of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from crosscurrents.evaluate.articles.cast import Cast
from crosscurrents.evaluate.articles.comparison import CORE, Comparison, Fields, base_name, part
from crosscurrents.evaluate.articles.events import Events
from crosscurrents.evaluate.articles.passages import closeness
from crosscurrents.evaluate.labels import word_set
from crosscurrents.evaluate.rows import Row

SECTIONS = ["read", "short", "happened", "contested", "expected", "who", "unsaid", "outlook"]
CLAUSED = ("happened", "contested", "expected", "outlook")  # sections whose lines are cut from the sources
LEADING = ("happened", "short")
CANDIDATES = 4  # nearest gold events that a line is compared with
FEWEST_VOICES = 3  # documents from which it matters that one has most lines
Line = tuple[str, Row]  # section, line


def words(text: str) -> list[str]:
    """Words without case; an apostrophe belongs to its word."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold())


def in_order(part_: Iterable[str], whole: Iterable[str]) -> bool:
    """Whether the words of a part stand in the whole in the same order."""
    rest = iter(whole)
    return all(word in rest for word in part_)


def clause_fault(line: Row, c: Comparison) -> str | None:
    """`wrong`, `dropped`, or nothing where the clause is an honest cut; None where there is none to judge."""
    clause: Row = line.get("clause") or {}
    document = c.document_of({k: clause.get(k) for k in ("document", "name")})
    if document is None:
        return None
    text, slices = c.texts[document], clause.get("slices") or []
    inside = all(0 <= a < b <= len(text) for a, b in slices)
    if not slices or not inside or any(p[1] > q[0] for p, q in pairwise(slices)):
        return "wrong"
    kept = [word for a, b in slices for word in words(text[a:b])]
    if not in_order(kept, words(line.get("text") or "")):
        return "wrong"
    gaps = (words(text[b:a]) for (_, b), (a, _) in pairwise(slices))
    return "dropped" if word_set("kept_words") & {word for gap in gaps for word in gap} else ""


class BriefScore:
    """Compares one brief with its gold."""

    def __init__(self, c: Comparison, brief: Row) -> None:
        self.c, self.brief = c, brief
        self.sections = brief.get("sections") or []
        self.lines: list[Line] = [(s["name"], x) for s in self.sections for x in s.get("lines") or []]
        self.happened = [x for name, x in self.lines if name == "happened"]
        self.events = Events(c, Cast(c))

    def figures(self, wanted: Row) -> Row:
        """All figures; `wanted` holds the must-haves, the must-nots, and the order of documents."""
        return {
            "shape": self._shape(),
            "words": self._words(),
            "must": self._must(wanted),
            "right": self._right(),
            "one_voice": self._one_voice(),
            "order": self._order(wanted.get("order") or []),
        }

    def _shape(self) -> Row:
        texts = [x.get("text") or "" for _, x in self.lines]
        return {
            "sections_right": [s.get("name") for s in self.sections] == SECTIONS,
            "more_given": bool(self.sections) and all(isinstance(s.get("more"), int) for s in self.sections),
            "lines": len(texts),
            "words": sum(len(text.split()) for text in texts),
            "longest": max(map(len, texts), default=0),
        }

    def _words(self) -> Row:
        claused = [x for name, x in self.lines if name in CLAUSED and not x.get("computed")]
        faults = Counter(clause_fault(x, self.c) for x in claused)
        return {
            "lines": len(claused),
            "clauses": len(claused) - faults[None],
            "clause_wrong": faults["wrong"],
            "dropped": faults["dropped"],
            "unbacked": sum(not x.get("evidence") for x in claused),
        }

    def _cited(self, line: Row, quotes: Iterable[Row]) -> int:
        """How many of the gold quotes a line cites."""
        spans = self.c.spans_of(line.get("evidence") or [])
        return sum(closeness(self.c.place(quote), spans) > 0 for quote in quotes)

    def _must(self, wanted: Row) -> Row:
        found = [
            any(name in m["sections"] and self._cited(x, m["quotes"]) >= m.get("of", 1) for name, x in self.lines)
            for m in wanted["must"]
        ]
        leading = [x for name, x in self.lines if name in LEADING]
        bad = sum(self._cited(x, m["quotes"]) > 0 for m in wanted["must_not"] for x in leading)
        junk = [{"doc": d["doc"], "quote": j["quote"]} for d in self.c.gold["documents"] for j in d.get("junk", [])]
        rotten = sum(self._cited(x, junk) > 0 for name, x in self.lines if name != "read")
        return {"wanted": len(found), "recall": part(sum(found), len(found)), "must_not": bad, "junk": rotten}

    def _right(self) -> Row:
        verdicts = [verdict for x in self.happened if (verdict := self._verdict(x))]
        return {
            "lines": len(self.happened),
            "judged": len(verdicts),
            "right": part(sum(right for right, _ in verdicts), len(verdicts)),
            "as_fact": sum(fact for _, fact in verdicts),
        }

    def _verdict(self, line: Row) -> tuple[bool, bool] | None:
        """Whether the event of a line is right, and whether it states as a fact what is none; None: not judged."""
        ids = (("event", i) for i in line.get("items") or [])
        event = next((self.c.by_id[key] for key in ids if key in self.c.by_id), None)
        near = self._nearest(line)
        if event is None or not near:
            return None
        options: list[tuple[Row, Fields]] = [(g, self.events.fields(g, event)) for g in near]
        gold, fields = max(
            options, key=lambda option: sum(option[1].get(k, False) is not False for k in CORE["events"])
        )
        right = all(fields.get(k) is not False for k in CORE["events"])
        return right, line.get("status") == "happened" and gold["modality"] != "happened"

    def _nearest(self, line: Row) -> Sequence[Row]:
        spans = self.c.spans_of(line.get("evidence") or [])
        gold = self.c.gold["events"]
        close = [(-sum(closeness(p, spans) for p in self.c.passages(g)), n) for n, g in enumerate(gold)]
        return [gold[n] for nearness, n in sorted(close) if nearness][:CANDIDATES]

    def _one_voice(self) -> float | None:
        """The largest share of `happened` lines that one document has."""
        if len(self.c.texts) < FEWEST_VOICES:
            return None
        cited = (set(map(self.c.document_of, x.get("evidence") or [])) - {None} for x in self.happened)
        voices = Counter(document for documents in cited for document in documents)
        return part(max(voices.values(), default=0), len(self.happened))

    def _order(self, wanted: Sequence[str]) -> float | None:
        """The share of pairs of documents that stand in the right order."""
        rank = {base_name(d.get("name")): d.get("order") for d in self.brief.get("documents") or []}
        pairs = [(rank.get(a), rank.get(b)) for a, b in combinations(wanted, 2)]
        return part(sum(a is not None and b is not None and a < b for a, b in pairs), len(pairs))
