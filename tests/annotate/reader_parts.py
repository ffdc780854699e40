"""A tiny reader made by hand: four classes of hidden state, heads that look at one coordinate each."""

from __future__ import annotations

import numpy as np

from crosscurrents.annotate.heads import Archetype, Array, File, Heads, LayerRule, Spec
from crosscurrents.annotate.marking import Decoder, Sentence
from crosscurrents.records.document import Marks
from crosscurrents.text.wordpiece import WordPiece

WIDTH, MEETING = 12, 4
WORDS = ["raid", "raids", "##ers", "police", "army", "because", "flood", "curfew", "port", ",", ".", "the", "and"]
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", *WORDS]
# coordinate of the hidden state -> the words that light it up
LIT = {"raid": 0, "raids": 0, "police": 1, "army": 2, "flood": 3, "curfew": 4, "because": 5, "port": 6}


def spec(**changes: object) -> Spec:
    nothing = File("none", "0" * 64)
    values: dict[str, object] = {
        "encoder": nothing, "heads": nothing, "vocabulary": nothing, "window": 64,
        "special": ("[CLS]", "[SEP]", "[UNK]"),
        "layers": {"events": ("ASSAULT", "COERCE"), "influences": ("situation",), "states": ("state",)},
        "roles": {"events": ("source", "target", "speaker"), "states": ("speaker", "arg1", "arg2")},
        "pairs": {"influences": ("+", "-")},
        "classes": {"modality": ("happened", "planned"), "state_modality": ("happened", "planned"),
                    "archetype": ("violence", "price")},
        "hedges": ("asserted", "likely"), "directions": ("up", "down", "level"),
        "archetypes": {"violence": Archetype(("place", "parties"), ("calm", "war")), "price": Archetype(("good",), ())},
        "buckets": (-2, -1, 0, 1, 2), "rules": {}, "role_bias": {}, "pair_bias": {}, "calibration": {},
    }  # fmt: skip
    return Spec(**{**values, **changes})  # type: ignore[arg-type]


def weights() -> dict[str, Array]:
    """All parameters that the heads of `spec` need, zero but for what the tests look at."""
    shapes = {
        "layers.events": (5, WIDTH), "layers.influences": (3, WIDTH), "layers.states": (3, WIDTH),
        "sentence": (2, WIDTH), "heads.modality": (2, WIDTH), "heads.main": (1, WIDTH),
        "heads.state_modality": (2, WIDTH), "heads.archetype": (2, WIDTH), "direction": (9, WIDTH),
        "variant": (15, WIDTH), "left.influences": (MEETING, WIDTH), "right.influences": (MEETING, WIDTH),
        "pair.influences": (5, MEETING * MEETING), "pair_left.influences": (5, MEETING),
        "pair_right.influences": (5, MEETING),
    }  # fmt: skip
    for group in ("events", "states"):
        shapes |= {
            f"token.{group}": (MEETING, WIDTH),
            f"act.{group}": (4 * MEETING, WIDTH),
            f"flat.{group}": (4, WIDTH),
        }
    out = {name + ".weight": np.zeros(shape, np.float32) for name, shape in shapes.items()}
    out |= {name + ".bias": np.zeros(shape[0], np.float32) for name, shape in shapes.items()}
    out |= {f"near.{g}.weight": np.zeros((6, 4), np.float32) for g in ("events", "states")}
    out["pair_near.influences.weight"] = np.zeros((6, 5), np.float32)
    return out


def lit(weights: dict[str, Array], name: str, row: int, coordinate: int, value: float = 8.0) -> None:
    """Row `row` of a head answers to a coordinate."""
    weights[name + ".weight"][row, coordinate] = value


class FakeSession:
    """Hidden states that say which word stands there, and nothing of its neighbours."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def run(self, outputs: None, inputs: dict[str, np.ndarray]) -> list[Array]:
        assert outputs is None
        ids = inputs["input_ids"]
        self.sizes.append(ids.shape[1])
        table = np.zeros((len(VOCABULARY), WIDTH), np.float32)
        for word, coordinate in LIT.items():
            table[VOCABULARY.index(word), coordinate] = 1.0
        return [table[ids]]


def sentence(decoder: Decoder, text: str) -> Sentence:
    pieces = WordPiece(VOCABULARY).pieces(text)
    ids = np.array([[1, *pieces.ids, 2]], dtype=np.int64)
    return Sentence(decoder.heads, text, pieces, FakeSession().run(None, {"input_ids": ids})[0][0])


def read(decoder: Decoder, text: str) -> Marks:
    return decoder.marks(sentence(decoder, text))


def events_decoder(rule: LayerRule | None = None, **changes: object) -> Decoder:
    """ASSAULT is triggered by `raid`, its source is `police`, its target `army`; all else is outside."""
    w = weights()
    for layer in ("events", "influences", "states"):
        w[f"layers.{layer}.bias"][0] = 4.0
    lit(w, "layers.events", 1, 0)
    lit(w, "flat.events", 1, 1)
    lit(w, "flat.events", 2, 2)
    w["flat.events.bias"][0] = 4.0
    made = spec(**({"rules": {"events": rule}} if rule else {}) | changes)
    return Decoder(Heads(w, made), made)


def links_decoder(speaker: float = 0.0, **changes: object) -> Decoder:
    """`flood` and `curfew` are situations; `flood` brings about what it meets, likely so.

    `speaker` is the score of any word as a speaker.
    """
    w = weights()
    for layer in ("events", "influences", "states"):
        w[f"layers.{layer}.bias"][0] = 4.0
    for coordinate in (3, 4):
        lit(w, "layers.influences", 1, coordinate)
    w["flat.states.bias"][:2] = 4.0, speaker
    lit(w, "flat.states", 2, 6)
    lit(w, "heads.archetype", 1, 4)
    w["pair_near.influences.weight"][:, 0] = 2.0
    lit(w, "left.influences", 0, 3)
    lit(w, "pair_left.influences", 1, 0, 1.0)
    lit(w, "pair_left.influences", 4, 0, 1.0)
    made = spec(**changes)
    return Decoder(Heads(w, made), made)
