"""The reader's heads in NumPy: what `training/model.py` defines, applied to the hidden states of one sentence.

Everything here is linear but for the projections of pairs, which pass a Gaussian error linear unit (Hendrycks and
Gimpel 2016, its tanh form). Hidden states are rows, one a word piece, the sentence's first and last sign included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Range = tuple[int, int]


class File(msgspec.Struct, frozen=True):
    """A file of the reader beside `reader.json`, with its SHA-256 (64 hex digits)."""

    name: str
    sha256: str


class Archetype(msgspec.Struct, frozen=True):
    """The names of an archetype's arguments and its scale from lowest to highest variant."""

    arguments: tuple[str, ...]
    scale: tuple[str, ...]


class LayerRule(msgspec.Struct, frozen=True):
    """How a layer is decoded.

    `bias` is added to the score of "outside"; spans whose mean chance of being inside is under `least` are dropped;
    spans of one class at most `join` words apart are one.
    """

    bias: float = 0.0
    least: float = 0.0
    join: int = 0


class Spec(msgspec.Struct, frozen=True):
    """`reader.json`: names of classes in the order of the weights, decoding rules and calibration.

    `window` is the largest number of word pieces read at once. `special` are the pieces before and after a sentence
    and the unknown one. `calibration` maps a score to the weights of a logistic regression, the constant last.
    """

    encoder: File
    heads: File
    vocabulary: File
    window: int
    special: tuple[str, str, str]
    layers: dict[str, tuple[str, ...]]
    roles: dict[str, tuple[str, ...]]
    pairs: dict[str, tuple[str, ...]]
    classes: dict[str, tuple[str, ...]]
    hedges: tuple[str, ...]
    directions: tuple[str, ...]
    archetypes: dict[str, Archetype]
    buckets: tuple[int, ...]
    rules: dict[str, LayerRule]
    role_bias: dict[str, float]
    pair_bias: dict[str, float]
    calibration: dict[str, tuple[float, ...]]


class Heads:
    """The weights of all heads, by the names of the training network's parameters, as float32."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]], spec: Spec) -> None:
        self.spec = spec
        self._weights: dict[str, Array] = {n: np.asarray(w, dtype=np.float32) for n, w in weights.items()}
        self._buckets = np.array(spec.buckets)
        self._rows = self._stack()

    def _linear(self, name: str, x: Array) -> Array:
        bias = self._weights.get(name + ".bias")
        y: Array = x @ self._weights[name + ".weight"].T
        return y if bias is None else y + bias

    def _stack(self) -> tuple[Array, Array, dict[str, slice]]:
        """The heads that look at each row on its own as one matrix, and where each has its columns."""
        names = [f"layers.{n}" for n in self.spec.layers]
        names += [f"{part}.{n}" for n in self.spec.roles for part in ("token", "flat")]
        sizes = [len(self._weights[n + ".bias"]) for n in names]
        ends = np.cumsum(sizes).tolist()
        columns = {n: slice(end - size, end) for n, size, end in zip(names, sizes, ends, strict=True)}
        matrix = np.concatenate([self._weights[n + ".weight"] for n in names]).T
        return np.ascontiguousarray(matrix), np.concatenate([self._weights[n + ".bias"] for n in names]), columns

    def rows(self, h: Array) -> dict[str, Array]:
        """What the heads say of each row on its own.

        `layers.L` are logits of outside, first and further word of each class (rows, 1 + 2 x classes); `token.G` and
        `flat.G` are what the roles of group G need of a row.
        """
        matrix, bias, columns = self._rows
        y = h @ matrix + bias
        return {name: y[:, at] for name, at in columns.items()}

    def sentence(self, h: Array) -> Array:
        """Logits that the sentence reports a main event and that it states a causal link."""
        return self._linear("sentence", h.mean(0))

    def spans(self, h: Array, ranges: Sequence[Range]) -> Array:
        """The mean hidden state of each range of rows."""
        return np.stack([h[a:b].mean(0) for a, b in ranges])

    def roles(self, group: str, rows: Mapping[str, Array], span: Array, at: Range) -> Array:
        """Logits of no role and of each role for all `rows` (`Heads.rows`), seen from the span that covers `at`."""
        query = self._linear("act." + group, span).reshape(1 + len(self.spec.roles[group]), -1)
        tokens, flat = rows["token." + group], rows["flat." + group]
        place = np.arange(len(tokens))
        away = np.where(place < at[0], place - at[0], np.maximum(place - at[1] + 1, 0))
        near = self._weights[f"near.{group}.weight"][self._bucket(away)]
        return np.asarray(tokens @ query.T / np.sqrt(np.float32(query.shape[1])) + near + flat, dtype=np.float32)

    def _bucket(self, distance: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self._buckets, distance, side="left")

    def head(self, name: str, spans: Array) -> Array:
        """Logits of a head's classes for each span; one column where it answers yes or no."""
        return self._linear("heads." + name, spans)

    def by_archetype(self, name: str, span: Array, archetype: int) -> Array:
        """Logits of `direction` or `variant` of one span, given its archetype."""
        table = self._linear(name, span).reshape(1 + len(self.spec.archetypes), -1)
        return np.asarray(table[0] + table[1 + archetype], dtype=np.float32)

    def pairs(self, layer: str, spans: Array, starts: Sequence[int]) -> Array:
        """Logits of no link and of each kind of link from every span to every span: (spans, spans, kinds)."""
        left, right = gelu(self._linear("left." + layer, spans)), gelu(self._linear("right." + layer, spans))
        size = left.shape[1]
        table = self._weights[f"pair.{layer}.weight"].reshape(-1, size, size)
        both = (left @ table @ right.T).transpose(1, 2, 0)
        apart = np.array(starts)[None, :] - np.array(starts)[:, None]
        alone = self._linear("pair_left." + layer, left)[:, None] + self._linear("pair_right." + layer, right)[None]
        return np.asarray(both + alone + self._weights[f"pair_near.{layer}.weight"][self._bucket(apart)], np.float32)


def gelu(x: Array) -> Array:
    """The Gaussian error linear unit in its tanh form."""
    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))), dtype=np.float32)


def softmax(x: Array) -> Array:
    """Probabilities along the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


def sigmoid(x: float) -> float:
    """The logistic function."""
    return float(1 / (1 + np.exp(-np.clip(x, -40, 40))))


def logit(p: float) -> float:
    """The inverse of `sigmoid`, bounded."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return float(np.log(p / (1 - p)))
