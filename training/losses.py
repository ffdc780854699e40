"""What the network says of a batch, its loss against the labels, and its distance from what teachers say of it."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    log_softmax,
    logsigmoid,
    mse_loss,
    sigmoid,
    softmax,
)

import schema
from model import Batch, Reader

Scores = dict[str, Tensor]
LAYER_WEIGHT = {"events": 1.5}
ROLE_WEIGHT, HEAD_WEIGHT, PAIR_WEIGHT, SENTENCE_WEIGHT = 1.0, 0.3, 0.7, 0.2
# Classes that teachers knew less well than their students: labels alone teach them, and weigh more.
FINE = {"archetype": 1.0, "direction": 0.6, "variant": 0.6}
NO_LINK = 0.4  # weight of the pairs that are no link, of which there are many more
IGNORE = -100


def scores(model: Reader, b: Batch, h: Tensor) -> Scores:
    """Logits by name: `layer.*` (items, tokens, tags), `roles.*` (spans, tokens, roles), `head.*`, `pairs.*` ...

    Args:
        h: the states behind the last layer (items, tokens, width).
    """
    out = {"layer." + n: head(h) for n, head in model.head.layers.items()}
    out["sentence"] = model.head.sentence((h * b.mask[..., None]).sum(1) / b.mask.sum(1, keepdim=True))
    if not len(b.item):
        return out
    v = model.head.spans(h, b)
    for group, (rows, _, full) in b.roles.items():
        logits = model.head.roles(group, h, v, b, rows)
        if group == "states":  # the speaker of a phrase is labelled nowhere: it is not asked for
            logits = torch.cat([logits[..., :1], logits[..., 1:2] - 1e4 * ~full[:, None, None], logits[..., 2:]], -1)
        out["roles." + group] = logits
    for head, (rows, _) in b.heads.items():
        if head in ("direction", "variant"):
            out["head." + head] = model.head.by_kind(head, v[rows], b.heads["archetype"][1])
        else:
            out["head." + head] = model.head.heads[head](v[rows])
    for layer, (spans, _, _) in b.pairs.items():
        at = spans.clamp(min=0)
        out["pairs." + layer] = model.head.pairs(layer, v[at], b.start[at])
    return out


def losses(said: Scores, b: Batch) -> dict[str, Tensor]:
    """The weighted losses against the labels; a kind that few texts of the batch label weighs less, not a tenth."""
    out = {}
    for layer, (rows, gold) in b.tags.items():
        share = (len(rows) / len(b.ids)) ** 0.5
        logits = said["layer." + layer][rows].transpose(1, 2)
        out[layer] = LAYER_WEIGHT.get(layer, 1.0) * share * cross_entropy(logits, gold, ignore_index=IGNORE)
    known = b.sentence >= 0
    loss = binary_cross_entropy_with_logits(said["sentence"], b.sentence.clamp(min=0).float(), reduction="none")
    out["sentence"] = SENTENCE_WEIGHT * (loss * known).sum() / known.sum().clamp(min=1)
    for group, (rows, gold, _) in b.roles.items():
        logits = said["roles." + group].transpose(1, 2)
        share = (len(rows) / (len(b.ids) + len(rows))) ** 0.5
        out["roles." + group] = ROLE_WEIGHT * share * cross_entropy(logits, gold, ignore_index=IGNORE)
    for head, (rows, gold) in b.heads.items():
        logits = said["head." + head]
        share = (len(rows) / (len(b.ids) + len(rows))) ** 0.5
        if logits.shape[1] == 1:
            loss = binary_cross_entropy_with_logits(logits[:, 0], gold.float())
        else:
            loss = cross_entropy(logits, gold)
        out["head." + head] = FINE.get(head, HEAD_WEIGHT) * share * loss
    for layer in b.pairs:
        out |= _pair_losses(said["pairs." + layer], layer, b)
    return out


def _pair_losses(logits: Tensor, layer: str, b: Batch) -> dict[str, Tensor]:
    """Losses of links and of their hedges; sums over counts, so that a batch without any gives 0."""
    _, gold, hedge = b.pairs[layer]
    classes = 1 + len(schema.PAIRS[layer])
    flat = logits.reshape(-1, logits.shape[-1])
    weight = torch.tensor([NO_LINK] + [1.0] * (classes - 1), device=flat.device)
    share = (len(gold) / len(b.ids)) ** 0.5
    total = cross_entropy(flat[:, :classes], gold.reshape(-1), weight, ignore_index=IGNORE, reduction="sum")
    count = (weight[gold.clamp(min=0)] * (gold >= 0)).sum().clamp(min=1)
    out = {"pairs." + layer: PAIR_WEIGHT * share * total / count}
    if flat.shape[1] > classes:
        total = cross_entropy(flat[:, classes:], hedge.reshape(-1), ignore_index=IGNORE, reduction="sum")
        out["hedge." + layer] = HEAD_WEIGHT * 0.5 * share * total / (hedge >= 0).sum().clamp(min=1)
    return out


def _binary(name: str, logits: Tensor) -> bool:
    return name == "sentence" or (name.startswith("head.") and logits.shape[-1] == 1)


def chances(said: Scores) -> Scores:
    """Probabilities in place of logits; of a link's kind and of its hedge apart."""
    out = {}
    for name, logits in said.items():
        if _binary(name, logits):
            out[name] = sigmoid(logits)
        elif name.startswith("pairs."):
            kinds = 1 + len(schema.PAIRS[name.removeprefix("pairs.")])
            out[name] = torch.cat([softmax(logits[..., :kinds], -1), softmax(logits[..., kinds:], -1)], -1)
        else:
            out[name] = softmax(logits, -1)
    return out


def distances(said: Scores, taught: Scores, b: Batch) -> dict[str, Tensor]:
    """Cross-entropy to the teachers' chances (Hinton et al. 2015, temperature 1), weighted as the labels' losses.

    Teachers answer for every layer of every text, also for those that nobody labelled there.
    """
    out = {}
    for name, logits in said.items():
        if name.removeprefix("head.") in FINE:
            continue
        goal = taught[name]
        if _binary(name, logits):
            loss = -(goal * logsigmoid(logits) + (1 - goal) * logsigmoid(-logits))
            weight = SENTENCE_WEIGHT if name == "sentence" else HEAD_WEIGHT
            out[name] = weight * loss.mean()
        elif name.startswith("pairs."):
            out[name] = _pair_distance(name.removeprefix("pairs."), logits, goal, b)
        else:
            out[name] = _weight(name) * _average(-(goal * log_softmax(logits, -1)).sum(-1), _asked(name, b))
    return out


def _weight(name: str) -> float:
    kind, _, what = name.partition(".")
    return {"layer": LAYER_WEIGHT.get(what, 1.0), "roles": ROLE_WEIGHT, "head": HEAD_WEIGHT}[kind]


def _asked(name: str, b: Batch) -> Tensor | None:
    kind, _, what = name.partition(".")
    if kind == "layer":
        return b.words
    return b.roles[what][1] >= 0 if kind == "roles" else None


def _average(loss: Tensor, asked: Tensor | None) -> Tensor:
    return loss.mean() if asked is None else (loss * asked).sum() / asked.sum().clamp(min=1)


def _pair_distance(layer: str, logits: Tensor, goal: Tensor, b: Batch) -> Tensor:
    kinds = 1 + len(schema.PAIRS[layer])
    loss = -(goal[..., :kinds] * log_softmax(logits[..., :kinds], -1)).sum(-1)
    out = PAIR_WEIGHT * _average(loss, b.pairs[layer][1] >= 0)
    if logits.shape[-1] > kinds:
        loss = -(goal[..., kinds:] * log_softmax(logits[..., kinds:], -1)).sum(-1)
        out = out + 0.5 * HEAD_WEIGHT * _average(loss, b.pairs[layer][2] >= 0)
    return out


def alike(mine: tuple[Tensor, ...], theirs: tuple[Tensor, ...], b: Batch) -> Tensor:
    """Mean squared distance of the states behind each layer from those of the teacher's layer as deep, by its variance.

    Layers are matched evenly (Sun et al. 2019, patient distillation); the word vectors are the same and left out.
    """
    step = (len(theirs) - 1) / (len(mine) - 1)
    asked = b.mask > 0
    total = mine[0].new_zeros(())
    for depth in range(1, len(mine)):
        goal = theirs[round(depth * step)][asked].float()
        total = total + mse_loss(mine[depth][asked].float(), goal) / goal.var().clamp(min=1e-6)
    return total / (len(mine) - 1)


@torch.no_grad()
def counts(said: Scores, b: Batch) -> dict[str, Tensor]:
    """Right, found and labelled answers by name, as a row of three: what F1 is made of (no-answers do not count)."""
    out = {}
    for layer, (rows, gold) in b.tags.items():
        out[layer] = _three(said["layer." + layer][rows].argmax(-1), gold)
    for group, (_, gold, _) in b.roles.items():
        out["roles." + group] = _three(said["roles." + group].argmax(-1), gold)
    for head, (_, gold) in b.heads.items():
        logits = said["head." + head]
        answer = (logits[:, 0] > 0).long() if logits.shape[1] == 1 else logits.argmax(-1)
        out["head." + head] = _three(answer + 1, gold + 1)  # every answer counts: the share of right ones
    for layer, (_, gold, _) in b.pairs.items():
        kinds = 1 + len(schema.PAIRS[layer])
        out["pairs." + layer] = _three(said["pairs." + layer][..., :kinds].argmax(-1), gold)
    known = b.sentence >= 0
    for n, name in enumerate(schema.SENTENCE):
        answer = torch.where(known[:, n], (said["sentence"][:, n] > 0).long(), 0)
        out["sentence." + name] = _three(answer, torch.where(known[:, n], b.sentence[:, n], IGNORE))
    return out


def _three(answer: Tensor, gold: Tensor) -> Tensor:
    asked = gold != IGNORE
    hit = (answer == gold) & (gold > 0)
    return torch.stack([hit.sum(), ((answer > 0) & asked).sum(), (asked & (gold > 0)).sum()])
