"""A gold file beside an export of the same texts: whose passages touch, and the figures that come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from crosscurrents.evaluate.articles.passages import Places, Span, closeness, evidence_in, find_all
from crosscurrents.evaluate.comparing import best_first, share
from crosscurrents.evaluate.rows import Row

DIGITS = 4
CORE: dict[str, tuple[str, ...]] = {  # fields that a strictly right item has right
    "actors": ("type",),
    "events": ("type", "source", "target", "date", "modality"),
    "figures": ("value", "unit"),
    "influences": ("sign", "sides"),
    "expectations": ("holder", "due", "outcome"),
    "stances": ("actor", "target", "position"),
    "contradictions": (),
}
OWN_PASSAGES = ("evidence", "claims", "passages")
Fields = Mapping[str, bool | None]  # None: not judged


class Pair(NamedTuple):
    """A gold item, the exported record that found it, and which of its fields are right."""

    gold: Row
    got: Row
    fields: Fields


def base_name(path: object) -> str:
    """The last part of a path."""
    return str(path or "").rpartition("/")[2]


def as_list(value: Any) -> list[Any]:  # noqa: ANN401  # a list, one value, or nothing
    """A value as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def part(number: float, whole: float) -> float | None:
    """A share to four decimals; None of nothing."""
    return share(number, whole, DIGITS)


def f_score(precision: float | None, recall: float | None) -> float | None:
    """F1 of two shares; None where one could not be judged."""
    if precision is None or recall is None:
        return None
    return round(2 * precision * recall / (precision + recall), DIGITS) if precision and recall else 0.0


class Comparison:
    """The gold, the texts by file name, and the exported records.

    `figures` is {kind: {name: share or count}}, filled by `put` and `compare`; `covered` counts, by document and kind,
    how many gold quotes any record of the kind touches, and of how many.
    """

    def __init__(self, gold: Row, texts: Mapping[str, str], records: Sequence[Row]) -> None:
        self.gold, self.texts, self.records = gold, texts, records
        self.of: dict[str, list[Row]] = defaultdict(list)
        self.by_id: dict[tuple[str, str], Row] = {}
        for record in records:
            self.of[record["record"]].append(record)
            self.by_id[record["record"], record["id"]] = record
        self.names = {r["id"]: base_name(r.get("name")) for r in self.of["document"]}
        self.figures: dict[str, Row] = defaultdict(dict)
        self.covered: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        self._spans: dict[int, list[Span]] = {}  # by identity of the record, which `records` keeps alive
        self._places: dict[int, list[Places]] = {}  # the same of gold items

    # ---- passages
    def document_of(self, evidence: Row) -> str | None:
        """The file name of evidence, by its own name or its document's; None outside the gold."""
        names = (base_name(evidence.get("name")), self.names.get(evidence.get("document") or ""))
        return next((n for n in names if n in self.texts), None)

    def span(self, evidence: Row) -> Span | None:
        """Where evidence stands: as it says, else at the nearest place of its quote, else nowhere."""
        document = self.document_of(evidence)
        if document is None:
            return None
        start, end, quote = evidence.get("start"), evidence.get("end"), evidence.get("quote") or ""
        text = self.texts[document]
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end and text[start:end] == quote:
            return document, start, end
        places = find_all(text, quote)
        nearest = min(places, key=lambda place: abs(place[0] - (start or 0)), default=None)
        return (document, *nearest) if nearest else None

    def spans_of(self, evidence: Iterable[Row]) -> list[Span]:
        """Where the evidence stands, of that which can be found."""
        return [span for span in map(self.span, evidence) if span]

    def spans(self, record: Row) -> list[Span]:
        """Where the evidence of a record stands; that of a figure group is also its figures'."""
        key = id(record)
        if key not in self._spans:
            own = [record.get(name) for name in OWN_PASSAGES]
            if record.get("record") == "figure_group":
                members = (self.by_id.get(("figure", i)) or {} for i in as_list(record.get("figures")))
                own += [member.get("evidence") for member in members]
            self._spans[key] = self.spans_of(evidence_in(own))
        return self._spans[key]

    def place(self, quote: Row) -> Places:
        """Every place of a gold quote ({doc, quote})."""
        return quote["doc"], find_all(self.texts[quote["doc"]], quote["quote"])

    def passages(self, item: Row) -> list[Places]:
        """The places of all quotes of a gold item."""
        key = id(item)
        if key not in self._places:
            quotes = [item] if "quote" in item else item.get("evidence") or item.get("claims") or item.get("parts")
            self._places[key] = [self.place(quote) for quote in quotes or []]
        return self._places[key]

    def nearness(self, gold: Row, record: Row) -> float:
        """How close a record's evidence comes to the quotes of a gold item, summed over the quotes."""
        return sum(closeness(places, self.spans(record)) for places in self.passages(gold))

    # ---- figures
    def put(self, kind: str, /, **values: float | None) -> None:
        """Note figures of a kind."""
        self.figures[kind].update(values)

    def compare(
        self,
        kind: str,
        gold: Sequence[Row],
        exported: Sequence[Row],
        fields: Callable[[Row, Row], Fields],
        nearness: Callable[[Row, Row], float] | None = None,
    ) -> list[Pair]:
        """Pair gold with exported records one to one, best share of right fields first, then the closest.

        Returns the pairs in the order of the gold; the figures that follow from them are noted.
        """
        options: dict[tuple[int, int], tuple[float, Fields]] = {}
        for i, g in enumerate(gold):
            for j, x in enumerate(exported):
                near = (nearness or self.nearness)(g, x)
                if near:
                    options[i, j] = near, fields(g, x)
        ranked = (((_agreement(verdict), near), *pair) for pair, (near, verdict) in options.items())
        pairs = [Pair(gold[i], exported[j], options[i, j][1]) for i, j in sorted(best_first(ranked))]
        touching = len({j for _, j in options})
        self._note(kind, pairs, len(gold), len(exported), touching)
        if kind != "actors":
            self._cover(kind, gold, exported)
        return pairs

    def _note(self, kind: str, pairs: Sequence[Pair], gold: int, exported: int, touching: int) -> None:
        strict = sum(all(p.fields.get(name) is not False for name in CORE[kind]) for p in pairs)
        recall, precision = part(strict, gold), part(strict, touching)
        if gold and not touching:
            precision = 0.0
        self.put(kind, gold=gold, exported=exported, touching=touching, found=len(pairs))
        self.put(kind, recall=part(len(pairs), gold), strict_recall=recall, strict_precision=precision)
        self.put(kind, strict_f=f_score(precision, recall))
        for name in dict.fromkeys(name for p in pairs for name in p.fields):
            judged = [v for p in pairs if (v := p.fields.get(name)) is not None]
            self.put(kind, **{name: part(sum(judged), len(judged)), f"{name}_judged": len(judged)})

    def _cover(self, kind: str, gold: Sequence[Row], exported: Sequence[Row]) -> None:
        for places in (p for g in gold for p in self.passages(g)):
            cell = self.covered[places[0]][kind]
            cell[0] += any(closeness(places, self.spans(x)) > 0 for x in exported)
            cell[1] += 1


def _agreement(fields: Fields) -> float:
    judged = [right for right in fields.values() if right is not None]
    return part(sum(judged), len(judged)) or 0
