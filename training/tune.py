"""Fits what decides, not what scores: python training/tune.py [--reader FOLDER] [--kinds DEV.jsonl].

On half of the texts kept apart (and, if given, passages of the same form) it chooses each layer's rule, the biases of
roles and links, and fits the chances of events by logistic regression; it writes them into `reader.json` and prints the
figures on that half and on the other, which nothing has seen. Run on the int8 file: hidden states are its own.
"""

from __future__ import annotations

import argparse
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

import data
import schema
from crosscurrents.annotate.encoder import Reader, load_reader
from crosscurrents.annotate.heads import LayerRule
from crosscurrents.annotate.marking import STATE_LAYERS, Decoder, Run, Sentence
from export import write_spec
from train import HERE

CLAUSES = ("influences", "reasons", "stances", "expectations", "states", "indicators", "quotations")
BIASES = tuple(x / 2 for x in range(-4, 9))
LEAST = (0.0, 0.4, 0.5, 0.6, 0.7)
Place = tuple[int, int]


@dataclass
class Case:
    """A sentence with its labels and the encoder's view of it."""

    gold: data.Text
    sentence: Sentence

    def places(self, layer: str) -> list[tuple[str, Place]]:
        """Class and place of the labelled spans of a layer, the same words once."""
        return sorted({(m.label, (m.start, m.end)) for m in self.gold.mentions if m.layer == layer})


def shared(a: Place, b: Place) -> float:
    """Characters in both over characters in either."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, both) / (max(a[1], b[1]) - min(a[0], b[0]))


def matches(gold: Sequence[tuple[str, Place]], found: Sequence[tuple[str, Place]]) -> list[tuple[int, int, float]]:
    """One to one pairs (gold, found, share) of spans of one class that touch, most alike first."""
    ranked = sorted(
        ((shared(g[1], f[1]), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if g[0] == f[0]),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for share, i, j in ranked:
        if share > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j, share))
    return out


class Tally:
    """Counts of labelled, found and right items."""

    def __init__(self) -> None:
        self.gold, self.found, self.hit, self.like = 0, 0, 0, 0.0

    def add(self, gold: int, found: int, shares: Sequence[float]) -> None:
        """Count one text: `shares` are those of its right items."""
        self.gold += gold
        self.found += found
        self.hit += len(shares)
        self.like += sum(0.5 + 0.5 * s for s in shares)

    @property
    def value(self) -> float:
        """F1 in which a span that only touches counts half."""
        return 2 * self.like / max(1, self.gold + self.found)

    def __str__(self) -> str:
        p, r = self.hit / max(1, self.found), self.hit / max(1, self.gold)
        return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} alike {self.value:.3f} n {self.gold}"


def layer_tally(decoder: Decoder, layer: str, cases: Iterable[Case]) -> Tally:
    """How well a layer's spans are found."""
    out = Tally()
    for case in cases:
        gold = case.places(layer)
        names = schema.LAYERS[layer]
        found = [(names[r.label], case.sentence.place(r.first, r.last)) for r in decoder.runs(layer, case.sentence)]
        out.add(len(gold), len(found), [s for _, _, s in matches(gold, found)])
    return out


def with_spec(decoder: Decoder, **changes: object) -> Decoder:
    """The decoder with other rules."""
    spec = msgspec.structs.replace(decoder.spec, **changes)
    return Decoder(decoder.heads, spec)


def tune_rules(decoder: Decoder, cases: list[Case]) -> Decoder:
    """The best rule of each layer: bias and joining first, then the least chance."""
    rules = {}
    for layer in schema.LAYERS:
        mine = [c for c in cases if layer in c.gold.layers]
        joins = (0, 1, 2, 4) if layer in CLAUSES else (0, 1) if layer == "events" else (0,)

        def value(rule: LayerRule, layer: str = layer, mine: list[Case] = mine) -> float:
            return layer_tally(with_spec(decoder, rules={layer: rule}), layer, mine).value

        first = (LayerRule(b, 0.0, j) for b, j in itertools.product(BIASES, joins))
        rule = max(first, key=value)
        rules[layer] = max((LayerRule(rule.bias, least, rule.join) for least in LEAST), key=value)
    return with_spec(decoder, rules=rules)


def matched(decoder: Decoder, layer: str, case: Case) -> list[tuple[data.Mention, Run]]:
    """Labelled mentions of a layer with the runs that find them."""
    gold = [m for m in case.gold.mentions if m.layer == layer]
    runs = decoder.runs(layer, case.sentence)
    found = [(schema.LAYERS[layer][r.label], case.sentence.place(r.first, r.last)) for r in runs]
    pairs = matches([(m.label, (m.start, m.end)) for m in gold], found)
    return [(gold[i], runs[j]) for i, j, _ in pairs]


def role_tally(decoder: Decoder, group: str, cases: Iterable[Case]) -> Tally:
    """Role words among the found spans of a group; half of the words must agree."""
    out = Tally()
    for case in cases:
        for layer in STATE_LAYERS if group == "states" else (group,):
            for mention, run in matched(decoder, layer, case):
                if layer in schema.CAUSAL and "archetype" not in mention.attributes:
                    continue
                gold, found = role_places(decoder, layer, case, mention, run)
                out.add(len(gold), len(found), [s for _, _, s in matches(gold, found) if s >= 0.5])
    return out


def role_places(
    decoder: Decoder, layer: str, case: Case, mention: data.Mention, run: Run
) -> tuple[list[tuple[str, Place]], list[tuple[str, Place]]]:
    """Labelled and found roles; arguments are compared under their slots, given the labelled archetype."""
    attributes = {}
    if layer in STATE_LAYERS:
        attributes = {"archetype": (mention.attributes["archetype"], 1.0)}
    span = case.sentence.span(run.first, run.last)
    vector = decoder.heads.spans(case.sentence.hidden, [span])[0]
    roles = decoder.roles(layer, case.sentence, run, vector, attributes)
    found = [(r.role, (r.start, r.end)) for r in roles]
    slots: dict[str, str] = {}
    if attributes:
        names = decoder.spec.archetypes[mention.attributes["archetype"]].arguments
        slots = dict(zip(("arg1", "arg2"), names, strict=False))
    return [(slots.get(r, r), (a, b)) for r, a, b in mention.roles], found


def tune_roles(decoder: Decoder, cases: list[Case]) -> Decoder:
    """The best bias of no role for each group."""
    chosen = {}
    for group in schema.ROLES:

        def value(bias: float, group: str = group) -> float:
            return role_tally(with_spec(decoder, role_bias={group: bias}), group, cases).value

        chosen[group] = max((x / 4 for x in range(-6, 7)), key=value)
    return with_spec(decoder, role_bias=chosen)


def link_tally(decoder: Decoder, layer: str, cases: Iterable[Case]) -> Tally:
    """Links whose kind is right and whose ends are alike by half on average."""
    out = Tally()
    for case in cases:
        spots = [(m.start, m.end) for m in case.gold.mentions]
        gold = [(x.label, spots[x.source], spots[x.target]) for x in case.gold.links if x.layer == layer]
        found = found_links(decoder, layer, case)
        shares, used = [], set()
        for label, a, b in gold:
            scores = [((shared(a, f[1]) + shared(b, f[2])) / 2 if f[0] == label and n not in used else 0, n)
                      for n, f in enumerate(found)]  # fmt: skip
            top = max(scores, default=(0.0, 0))
            if top[0] >= 0.4:
                used.add(top[1])
                shares.append(top[0])
        out.add(len(gold), len(found), shares)
    return out


def found_links(decoder: Decoder, layer: str, case: Case) -> list[tuple[str, Place, Place]]:
    """Kind and ends of the links that the decoder finds."""
    runs = decoder.runs(layer, case.sentence)
    if len(runs) < 2:
        return []
    ranges = [case.sentence.span(r.first, r.last) for r in runs]
    links = decoder.links(layer, decoder.heads.spans(case.sentence.hidden, ranges), ranges, 0)
    places = [case.sentence.place(r.first, r.last) for r in runs]
    return [(x.label, places[x.source], places[x.target]) for x in links]


def tune_links(decoder: Decoder, cases: list[Case]) -> Decoder:
    """The bias of no link, and with it that of the mentions: a link needs both of its ends."""
    rules, biases = dict(decoder.spec.rules), {}
    for layer in schema.PAIRS:
        mine = [c for c in cases if layer in c.gold.layers]

        def value(pair: tuple[float, float], layer: str = layer, mine: list[Case] = mine) -> float:
            rule = msgspec.structs.replace(rules[layer], bias=pair[0], least=0.0)
            new = with_spec(decoder, rules={layer: rule}, pair_bias={layer: pair[1]})
            return link_tally(new, layer, mine).value

        mentions, links = max(itertools.product(BIASES, (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0)), key=value)
        rules[layer] = msgspec.structs.replace(rules[layer], bias=mentions, least=0.0)
        biases[layer] = links
    return with_spec(decoder, rules=rules, pair_bias=biases)


def event_facts(decoder: Decoder, cases: Iterable[Case]) -> tuple[list[list[float]], list[bool], list[bool]]:
    """For every event found: its facts, whether one of its type is labelled there, whether a main one is."""
    facts, right, main = [], [], []
    for case in cases:
        gold = [m for m in case.gold.mentions if m.layer == "events"]
        reports = decoder.heads.sentence(case.sentence.hidden)
        for run in decoder.runs("events", case.sentence):
            place = case.sentence.place(run.first, run.last)
            vector = decoder.heads.spans(case.sentence.hidden, [case.sentence.span(run.first, run.last)])[0]
            facts.append(decoder.facts(run, vector, reports))
            there = [m for m in gold if shared((m.start, m.end), place) > 0]
            right.append(any(m.label == schema.LAYERS["events"][run.label] for m in there))
            main.append(any(m.attributes["main"] == "yes" for m in there))
    return facts, right, main


def logistic(facts: Sequence[Sequence[float]], answers: Sequence[bool], ridge: float = 1.0) -> tuple[float, ...]:
    """Weights of a logistic regression, the constant last, by Newton's method with a ridge on all but the constant."""
    x = np.column_stack([np.array(facts, dtype=np.float64), np.ones(len(facts))])
    y, w = np.array(answers, dtype=np.float64), np.zeros(x.shape[1])
    penalty = ridge * np.diag([1.0] * (x.shape[1] - 1) + [0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + penalty, x.T @ (y - p) - penalty @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return tuple(round(float(v), 5) for v in w)


def calibrate(decoder: Decoder, cases: list[Case]) -> Decoder:
    """Fits the chances of an event and of a main one."""
    facts, right, main = event_facts(decoder, [c for c in cases if "events" in c.gold.layers])
    return with_spec(
        decoder, calibration={"events": logistic([f[1:] for f in facts], right), "main": logistic(facts, main)}
    )


def calibration_error(decoder: Decoder, cases: list[Case]) -> str:
    """Brier scores of the chances of an event and of a main one, and the gap between chance and share in fifths."""
    facts, right, main = event_facts(decoder, [c for c in cases if "events" in c.gold.layers])
    out = []
    for name, answers, cut in (("events", right, 1), ("main", main, 0)):
        p = np.array([decoder.calibrated(name, f[cut:], 0.0) for f in facts])
        y = np.array(answers, dtype=float)
        order = np.array_split(np.argsort(p), 5)
        gaps = [abs(p[o].mean() - y[o].mean()) * len(o) / len(p) for o in order]
        sure = p >= 0.9
        out.append(f"{name}: n {len(p)} right {y.mean():.3f} Brier {((p - y) ** 2).mean():.3f} gap {sum(gaps):.3f} "
                   f"at .9 {sure.sum()} right {y[sure].mean():.3f}")  # fmt: skip
    return "; ".join(out)


def class_shares(decoder: Decoder, cases: Iterable[Case]) -> dict[str, str]:
    """Share of right classes among the found spans, and of the commonest class as a floor."""
    answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for case in cases:
        for layer in ("events", "expectations", *STATE_LAYERS):
            for mention, run in matched(decoder, layer, case):
                vector = decoder.heads.spans(case.sentence.hidden, [case.sentence.span(run.first, run.last)])[0]
                _answers(decoder, layer, mention, vector, answers)
    return {name: _share(pairs) for name, pairs in sorted(answers.items())}


def _answers(
    decoder: Decoder, layer: str, mention: data.Mention, vector: np.ndarray, answers: dict[str, list[tuple[str, str]]]
) -> None:
    found = decoder.attributes(layer, vector)
    found["state_modality" if layer == "states" else "modality"] = found.get("modality", ("", 0.0))
    if layer == "expectations":
        found["conditional"] = ("yes" if found["conditional"][1] >= 0.5 else "no", 0.0)
    for name, value in mention.attributes.items():
        gold = value
        if name == "variant":
            scale = decoder.spec.archetypes[mention.attributes["archetype"]].scale
            gold = ("", *scale)[int(value)]
        if name in found or name == "variant":
            answers[f"{layer}.{name}"].append((gold, found.get(name, ("", 0))[0]))


def _share(pairs: list[tuple[str, str]]) -> str:
    common = max(sum(g == x for g, _ in pairs) for x, _ in pairs)
    return f"{sum(g == f for g, f in pairs) / len(pairs):.3f} (commonest {common / len(pairs):.3f}, n {len(pairs)})"


def report(decoder: Decoder, cases: list[Case]) -> None:
    """Prints the figures of all layers, roles, links, classes and chances."""
    for layer in schema.LAYERS:
        print(f"  {layer:13}", layer_tally(decoder, layer, [c for c in cases if layer in c.gold.layers]))
    for group in schema.ROLES:
        print(f"  roles.{group:13}", role_tally(decoder, group, cases))
    for layer in schema.PAIRS:
        print(f"  links.{layer:13}", link_tally(decoder, layer, [c for c in cases if layer in c.gold.layers]))
    for name, share in class_shares(decoder, cases).items():
        print(f"  {name:28} {share}")
    print("  calibration", calibration_error(decoder, cases))


def cases_of(reader: Reader, texts: Iterable[data.Text]) -> list[Case]:
    """Sentences of `texts`, read by the encoder."""
    out = []
    for text in data.sentences(texts, 0, 0):
        pieces = reader.pieces(text.text)
        out.append(Case(text, Sentence(reader.decoder.heads, text.text, pieces, reader.hidden(pieces))))
    return out


def main() -> None:
    """Tune, write, report."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--reader", type=Path, default=HERE.parent / "src" / "crosscurrents" / "resources" / "reader")
    ap.add_argument("--labelled", type=Path, default=HERE / "labelled")
    ap.add_argument("--kinds", type=Path, help="further passages, as in labelled/kinds, for the thresholds")
    ap.add_argument("--report", action="store_true", help="print the figures and change nothing")
    a = ap.parse_args()
    reader = load_reader(a.reader)
    apart = [t for t in data.load(a.labelled) if data.kept_apart(t.id)]
    more = data.kinds(a.kinds) if a.kinds else []
    seen = cases_of(reader, [t for t in apart if data.for_tuning(t.id)] + more)
    unseen = cases_of(reader, [t for t in apart if not data.for_tuning(t.id)])
    decoder = reader.decoder
    if not a.report:
        decoder = calibrate(tune_links(tune_roles(tune_rules(decoder, seen), seen), seen), seen)
        write_spec(decoder.spec, a.reader)
    for name, cases in (("tuned on", seen), ("unseen", unseen)):
        print(name, len(cases), "sentences")
        report(decoder, cases)


if __name__ == "__main__":
    main()
