"""The heads' arithmetic against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscurrents.annotate.heads import Heads, gelu, logit, sigmoid, softmax
from tests.annotate.reader_parts import MEETING, WIDTH, spec, weights


def random_weights(seed: int) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(seed)
    return {name: draw.normal(size=w.shape).astype(np.float32) for name, w in weights().items()}


def test_roles_are_a_scaled_product_a_distance_and_a_token_score() -> None:
    w = random_weights(1)
    h = np.random.default_rng(2).normal(size=(5, WIDTH)).astype(np.float32)
    heads = Heads(w, spec())
    got = heads.roles("events", heads.rows(h), h[1:3].mean(0), (1, 3))
    query = (w["act.events.weight"] @ h[1:3].mean(0) + w["act.events.bias"]).reshape(4, MEETING)
    token = w["token.events.weight"] @ h[4] + w["token.events.bias"]
    flat = w["flat.events.weight"] @ h[4] + w["flat.events.bias"]
    near = w["near.events.weight"][4]  # two tokens behind the span: buckets -2 -1 0 1 2
    assert got.shape == (5, 4)
    assert got[4] == pytest.approx(query @ token / math.sqrt(MEETING) + near + flat, rel=1e-4)


def test_distance_is_none_inside_the_span() -> None:
    w = weights()
    w["near.events.weight"][2] = 1.0
    heads = Heads(w, spec())
    got = heads.roles("events", heads.rows(np.zeros((6, WIDTH), np.float32)), np.zeros(WIDTH, np.float32), (2, 5))
    assert got[:, 0].tolist() == [0, 0, 1, 1, 1, 0]


def test_pairs_are_ordered() -> None:
    w = random_weights(3)
    v = np.random.default_rng(4).normal(size=(3, WIDTH)).astype(np.float32)
    got = Heads(w, spec()).pairs("influences", v, [1, 4, 9])
    left = gelu(v @ w["left.influences.weight"].T + w["left.influences.bias"])
    right = gelu(v @ w["right.influences.weight"].T + w["right.influences.bias"])
    table = w["pair.influences.weight"].reshape(5, MEETING, MEETING)
    alone = w["pair_left.influences.weight"] @ left[2] + w["pair_left.influences.bias"]
    alone = alone + w["pair_right.influences.weight"] @ right[0] + w["pair_right.influences.bias"]
    wanted = np.einsum("k,rkl,l->r", left[2], table, right[0]) + alone + w["pair_near.influences.weight"][0]
    assert got.shape == (3, 3, 5)
    assert got[2, 0] == pytest.approx(wanted, rel=1e-3, abs=1e-3)
    assert not np.allclose(got[2, 0], got[0, 2])


def test_what_an_archetype_adds() -> None:
    w = weights()
    w["direction.bias"][:] = [0, 0, 1, 5, 0, 0, 0, 7, 0]  # shared; violence; price
    heads = Heads(w, spec())
    assert heads.by_archetype("direction", np.zeros(WIDTH, np.float32), 0).tolist() == [5, 0, 1]
    assert heads.by_archetype("direction", np.zeros(WIDTH, np.float32), 1).tolist() == [0, 7, 1]


def test_a_span_is_the_mean_of_its_rows() -> None:
    h = np.arange(4 * WIDTH, dtype=np.float32).reshape(4, WIDTH)
    assert Heads(weights(), spec()).spans(h, [(1, 3)])[0] == pytest.approx((h[1] + h[2]) / 2)


def test_half_precision_is_read_as_single() -> None:
    half = {name: value.astype(np.float16) for name, value in random_weights(5).items()}
    said = Heads(half, spec()).rows(np.ones((2, WIDTH), np.float32))["layers.events"]
    assert said.dtype == np.float32
    full = half["layers.events.weight"].astype(np.float32).sum(1) + half["layers.events.bias"]
    assert said[1] == pytest.approx(full, rel=1e-5)


@given(st.floats(-30, 30))
def test_gelu_is_the_identity_times_the_normal_distribution(x: float) -> None:
    exact = x * 0.5 * (1 + math.erf(x / math.sqrt(2)))
    assert float(gelu(np.array([x], np.float32))[0]) == pytest.approx(exact, abs=2e-3)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=6))
def test_softmax_sums_to_one(x: list[float]) -> None:
    assert float(softmax(np.array(x, np.float32)).sum()) == pytest.approx(1, abs=1e-5)


@given(st.floats(0.001, 0.999))
def test_logit_is_the_inverse_of_sigmoid(p: float) -> None:
    assert sigmoid(logit(p)) == pytest.approx(p, abs=1e-6)
