"""Decoding: the heads' scores on one sentence become marks and links with character ranges.

Tags are read by word, not by word piece. A layer's rule (`reader.json`) says how sure a word must be and how near two
pieces of one clause must stand to be joined. A pair of mentions has at most one link.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from crosscurrents.annotate.heads import Array, Heads, LayerRule, Range, Spec, logit, sigmoid, softmax
from crosscurrents.records.document import Link, Mark, Marks, RoleMark
from crosscurrents.text.wordpiece import Pieces

# Causal links: `influences` in the project's own, narrow sense, `reasons` in the wide one of causal-news corpora.
CAUSAL_LAYERS = ("influences", "reasons")
# Layers whose spans have the roles and classes of states: a cause or effect is a state like any other.
STATE_LAYERS = ("states", *CAUSAL_LAYERS)
EDGE_SIGNS = frozenset(",;:")


class Run:
    """A span found in a layer: its class, its word pieces, the mean chance of being inside and that of its class."""

    def __init__(self, label: int, first: int, last: int, inside: float, sure: float) -> None:
        self.label, self.first, self.last, self.inside, self.sure = label, first, last, inside, sure


class Sentence:
    """One read sentence: its text, its pieces, their hidden states (a row more at either end), what is said of each."""

    def __init__(self, heads: Heads, text: str, pieces: Pieces, hidden: Array) -> None:
        self.text, self.pieces, self.hidden = text, pieces, hidden
        self.said = heads.rows(hidden)
        self.words = [k for k, begins in enumerate(pieces.begins) if begins]
        self.ends = [*(k - 1 for k in self.words[1:]), len(pieces.ids) - 1]
        self.rows = np.array(self.words, dtype=np.int64) + 1

    def place(self, first: int, last: int) -> Range:
        """Characters from word `first` to word `last`."""
        return self.pieces.starts[self.words[first]], self.pieces.ends[self.ends[last]]

    def span(self, first: int, last: int) -> Range:
        """Rows of the hidden states from word `first` to word `last`."""
        return self.words[first] + 1, self.ends[last] + 2

    def word(self, number: int) -> str:
        """The characters of a word."""
        a, b = self.place(number, number)
        return self.text[a:b]


class Decoder:
    """Turns hidden states into marks by the rules of a `Spec`."""

    def __init__(self, heads: Heads, spec: Spec) -> None:
        self.heads, self.spec = heads, spec

    def marks(self, sentence: Sentence) -> Marks:
        """All marks, in order of layer and place, and the links between them."""
        if not sentence.words:
            return Marks()
        reports = self.heads.sentence(sentence.hidden)
        marks: list[Mark] = []
        links: list[Link] = []
        for layer in self.spec.layers:
            found = self.runs(layer, sentence)
            if not found:
                continue
            ranges = [sentence.span(r.first, r.last) for r in found]
            vectors = self.heads.spans(sentence.hidden, ranges)
            if layer in self.spec.pairs:
                links += self.links(layer, vectors, ranges, len(marks))
            marks += [self.mark(layer, sentence, r, v, reports) for r, v in zip(found, vectors, strict=True)]
        return Marks(tuple(marks), tuple(links))

    def runs(self, layer: str, sentence: Sentence) -> list[Run]:
        """The spans of a layer that its rule lets pass, in order of text."""
        rule = self.spec.rules.get(layer, LayerRule())
        logits = sentence.said["layers." + layer][sentence.rows]
        chances = softmax(logits)
        logits[:, 0] += rule.bias
        found = joined(tag_runs(logits.argmax(-1).tolist()), rule.join)
        runs = [self._run(label, *trimmed(sentence, a, b), chances) for label, a, b in found]
        return [r for r in runs if r.inside >= rule.least]

    @staticmethod
    def _run(label: int, first: int, last: int, chances: Array) -> Run:
        words = chances[first : last + 1]
        own = words[:, 1 + 2 * label] + words[:, 2 + 2 * label]
        return Run(label, first, last, float(1 - words[:, 0].mean()), float(own.mean()))

    def mark(self, layer: str, sentence: Sentence, run: Run, vector: Array, reports: Array) -> Mark:
        """The mark of a run: its score, roles and classes."""
        start, end = sentence.place(run.first, run.last)
        attributes = self.attributes(layer, vector)
        score = run.sure
        if layer == "events":
            facts = self.facts(run, vector, reports)
            score = self.calibrated("events", facts[1:], run.sure)
            attributes["main"] = ("main", self.calibrated("main", facts, sigmoid(facts[0])))
        roles = self.roles(layer, sentence, run, vector, attributes)
        return Mark(layer, self.spec.layers[layer][run.label], start, end, score, roles, attributes)

    def facts(self, run: Run, vector: Array, reports: Array) -> list[float]:
        """What the chances of an event rest on, as logits: main or not, its class, any class, the sentence."""
        main = float(self.heads.head("main", vector)[0])
        return [main, logit(run.sure), logit(run.inside), float(reports[0])]

    def calibrated(self, name: str, facts: Sequence[float], otherwise: float) -> float:
        """The chance by the fitted logistic regression `name`, or `otherwise` where none was fitted."""
        weights = self.spec.calibration.get(name)
        if not weights:
            return otherwise
        return sigmoid(sum(w * f for w, f in zip(weights, [*facts, 1.0], strict=True)))

    def attributes(self, layer: str, vector: Array) -> dict[str, tuple[str, float]]:
        """The further classes of a span of `layer`."""
        if layer == "events":
            return {"modality": self._best("modality", vector)}
        if layer == "expectations":
            return {"conditional": ("yes", sigmoid(float(self.heads.head("conditional", vector)[0])))}
        if layer not in STATE_LAYERS:
            return {}
        out = self._state(vector)
        return out | {"modality": self._best("state_modality", vector)} if layer == "states" else out

    def _best(self, head: str, vector: Array) -> tuple[str, float]:
        return best(softmax(self.heads.head(head, vector)), self.spec.classes[head])

    def _state(self, vector: Array) -> dict[str, tuple[str, float]]:
        """Archetype, direction and, where the words give one, the variant on the archetype's scale."""
        names = tuple(self.spec.archetypes)
        archetype = best(softmax(self.heads.head("archetype", vector)), names)
        number = names.index(archetype[0])
        direction = best(softmax(self.heads.by_archetype("direction", vector, number)), self.spec.directions)
        scale = self.spec.archetypes[archetype[0]].scale
        steps = softmax(self.heads.by_archetype("variant", vector, number)[: 1 + len(scale)])
        variant = best(steps, ("", *scale))
        out = {"archetype": archetype, "direction": direction}
        return out | {"variant": variant} if variant[0] else out

    def roles(
        self, layer: str, sentence: Sentence, run: Run, vector: Array, attributes: dict[str, tuple[str, float]]
    ) -> tuple[RoleMark, ...]:
        """The words that fill the roles of a run, in order of text."""
        group = "states" if layer in STATE_LAYERS else layer
        if group not in self.spec.roles:
            return ()
        logits = self.heads.roles(group, sentence.said, vector, sentence.span(run.first, run.last))[sentence.rows]
        if layer in CAUSAL_LAYERS:
            logits[:, 1 + self.spec.roles[group].index("speaker")] = -np.inf
        chances = softmax(logits)
        logits[:, 0] += self.spec.role_bias.get(group, 0.0)
        names = self._role_names(group, attributes)
        out = []
        for label, first, last in same_runs(logits.argmax(-1).tolist()):
            if names[label - 1]:
                score = float(chances[first : last + 1, label].mean())
                out.append(RoleMark(names[label - 1], *sentence.place(first, last), score))
        return tuple(out)

    def _role_names(self, group: str, attributes: dict[str, tuple[str, float]]) -> list[str]:
        """Names of a group's roles; an archetype's arguments by their own names, empty where it has no such one."""
        if group != "states":
            return list(self.spec.roles[group])
        arguments = iter(self.spec.archetypes[attributes["archetype"][0]].arguments)
        return [next(arguments, "") if role.startswith("arg") else role for role in self.spec.roles[group]]

    def links(self, layer: str, vectors: Array, ranges: Sequence[Range], offset: int) -> list[Link]:
        """At most one link for two spans of a layer; `offset` is the index of the first span's mark."""
        kinds = self.spec.pairs[layer]
        scores = self.heads.pairs(layer, vectors, [a for a, _ in ranges])
        chances = softmax(scores[..., : 1 + len(kinds)])
        biased = scores[..., : 1 + len(kinds)].copy()
        biased[..., 0] += self.spec.pair_bias.get(layer, 0.0)
        out = []
        for i in range(len(ranges)):
            for j in range(i + 1, len(ranges)):
                a, b = max((i, j), (j, i), key=lambda p: float(biased[p][1:].max() - biased[p][0]))
                kind = int(biased[a, b].argmax())
                if kind:
                    rest = scores[a, b, 1 + len(kinds) :]  # the hedge's scores, of causal links alone
                    attributes = {"hedge": best(softmax(rest), self.spec.hedges)} if len(rest) else {}
                    score = float(chances[a, b, kind])
                    out.append(Link(layer, kinds[kind - 1], offset + a, offset + b, score, attributes))
        return out


def best(chances: Array, names: Sequence[str]) -> tuple[str, float]:
    """The likeliest name and its chance."""
    number = int(chances.argmax())
    return names[number], float(chances[number])


def tag_runs(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """(class, first, last) of the runs in BIO tags; a further word of another class begins a run of its own."""
    out: list[tuple[int, int, int]] = []
    for k, tag in enumerate(tags):
        if not tag:
            continue
        label, inside = (tag - 1) // 2, (tag - 1) % 2
        if inside and out and out[-1][0] == label and out[-1][2] == k - 1:
            out[-1] = (label, out[-1][1], k)
        else:
            out.append((label, k, k))
    return out


def same_runs(labels: Sequence[int]) -> list[tuple[int, int, int]]:
    """(label, first, last) of the runs of one label other than 0."""
    out: list[tuple[int, int, int]] = []
    for k, label in enumerate(labels):
        if label and out and out[-1][0] == label and out[-1][2] == k - 1:
            out[-1] = (label, out[-1][1], k)
        elif label:
            out.append((label, k, k))
    return out


def joined(runs: Sequence[tuple[int, int, int]], gap: int) -> list[tuple[int, int, int]]:
    """The runs, those of one class joined that at most `gap` words part."""
    out: list[tuple[int, int, int]] = []
    for label, first, last in runs:
        if gap and out and out[-1][0] == label and first - out[-1][2] - 1 <= gap:
            out[-1] = (label, out[-1][1], last)
        else:
            out.append((label, first, last))
    return out


def trimmed(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The words without commas and colons at their edges, unless nothing else is there."""
    a, b = first, last
    while a < b and sentence.word(a) in EDGE_SIGNS:
        a += 1
    while b > a and sentence.word(b) in EDGE_SIGNS:
        b -= 1
    return a, b
