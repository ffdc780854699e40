"""The reader's network: one encoder pass, then linear heads on tokens, on spans and on pairs of spans.

Only the encoder is exported as a graph. The heads are matrices that the runtime applies with NumPy
(`crosscurrents.annotate.heads`), so whatever is changed here must be changed there; `tests` compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

import schema

WIDTH = 128  # of the projections in which spans meet tokens and spans meet spans


@dataclass
class Batch:
    """Items padded to one length, with the spans of all items in one table."""

    ids: Tensor  # (items, tokens)
    mask: Tensor
    words: Tensor  # (items, tokens): the first piece of a word
    tags: dict[str, tuple[Tensor, Tensor]]  # layer -> (rows of items, gold tags (rows, tokens))
    item: Tensor  # span -> its item
    start: Tensor  # span -> first token
    end: Tensor  # span -> last token + 1
    sentence: Tensor  # (items, answers), -100 where unknown
    roles: dict[str, tuple[Tensor, Tensor, Tensor]] = field(default_factory=dict)  # group -> (spans, gold, full)
    heads: dict[str, tuple[Tensor, Tensor]] = field(default_factory=dict)  # head -> (spans, gold)
    pairs: dict[str, tuple[Tensor, Tensor, Tensor]] = field(default_factory=dict)  # layer -> (spans, gold, hedge)

    def to(self, device: str) -> Batch:
        """The same batch on another device."""

        def moved(value: object) -> Any:
            if isinstance(value, Tensor):
                return value.to(device, non_blocking=True)
            if isinstance(value, tuple):
                return tuple(moved(x) for x in value)
            return {k: moved(v) for k, v in value.items()} if isinstance(value, dict) else value

        return Batch(**{f.name: moved(getattr(self, f.name)) for f in fields(self)})


class Heads(nn.Module):
    """All that reads the encoder's hidden states (`width` numbers a token)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        k = WIDTH
        self.layers = nn.ModuleDict({n: nn.Linear(width, 1 + 2 * len(c)) for n, c in schema.LAYERS.items()})
        self.token = nn.ModuleDict({n: nn.Linear(width, k) for n in schema.ROLES})
        self.act = nn.ModuleDict({n: nn.Linear(width, (1 + len(r)) * k) for n, r in schema.ROLES.items()})
        self.flat = nn.ModuleDict({n: nn.Linear(width, 1 + len(r)) for n, r in schema.ROLES.items()})
        self.near = nn.ModuleDict({n: self._buckets(1 + len(r)) for n, r in schema.ROLES.items()})
        self.heads = nn.ModuleDict({n: nn.Linear(width, _outputs(c)) for n, c in schema.HEADS.items()})
        self.direction = nn.Linear(width, len(schema.DIRECTIONS) * (1 + len(schema.KINDS)))
        self.variant = nn.Linear(width, schema.STEPS * (1 + len(schema.KINDS)))
        self.left = nn.ModuleDict({n: nn.Linear(width, k) for n in schema.PAIRS})
        self.right = nn.ModuleDict({n: nn.Linear(width, k) for n in schema.PAIRS})
        sizes = {n: 1 + len(c) + (len(schema.HEDGES) if n in schema.CAUSAL else 0) for n, c in schema.PAIRS.items()}
        self.pair = nn.ModuleDict({n: nn.Linear(k * k, s, bias=False) for n, s in sizes.items()})
        self.pair_left = nn.ModuleDict({n: nn.Linear(k, s) for n, s in sizes.items()})
        self.pair_right = nn.ModuleDict({n: nn.Linear(k, s, bias=False) for n, s in sizes.items()})
        self.pair_near = nn.ModuleDict({n: self._buckets(s) for n, s in sizes.items()})
        self.sentence = nn.Linear(width, len(schema.SENTENCE))
        self.register_buffer("edges", torch.tensor(schema.BUCKETS), persistent=False)
        for n in schema.PAIRS:
            nn.init.normal_(self.pair[n].weight, std=0.02)

    @staticmethod
    def _buckets(classes: int) -> nn.Embedding:
        table = nn.Embedding(len(schema.BUCKETS) + 1, classes)
        nn.init.normal_(table.weight, std=0.1)
        return table

    def spans(self, h: Tensor, b: Batch) -> Tensor:
        """The mean hidden state of each span: (spans, width)."""
        items, length, width = h.shape
        at = torch.arange(length, device=h.device)
        inside = ((at >= b.start[:, None]) & (at < b.end[:, None])).float()
        weights = torch.zeros(len(b.item), items, length, device=h.device)
        weights[torch.arange(len(b.item), device=h.device), b.item] = inside / inside.sum(1, keepdim=True)
        return weights.view(len(b.item), -1) @ h.reshape(-1, width)

    def roles(self, group: str, h: Tensor, v: Tensor, b: Batch, rows: Tensor) -> Tensor:
        """The tokens' roles for the spans `rows`: (spans, tokens, 1 + roles)."""
        query = self.act[group](v[rows]).view(len(rows), -1, WIDTH)
        tokens = self.token[group](h)[b.item[rows]]
        at = torch.arange(h.shape[1], device=h.device)
        before, after = at - b.start[rows, None], at - b.end[rows, None] + 1
        away = torch.where(before < 0, before, torch.where(after > 0, after, 0))
        near = self.near[group](torch.bucketize(away, self.edges))
        return tokens @ query.transpose(1, 2) / WIDTH**0.5 + near + self.flat[group](h)[b.item[rows]]

    def pairs(self, layer: str, v: Tensor, starts: Tensor) -> Tensor:
        """Scores of ordered pairs; v (items, mentions, width), starts (items, mentions) -> (items, m, m, classes)."""
        left = nn.functional.gelu(self.left[layer](v), approximate="tanh")
        right = nn.functional.gelu(self.right[layer](v), approximate="tanh")
        table = self.pair[layer].weight.view(-1, WIDTH, WIDTH)
        apart = starts[:, None, :] - starts[:, :, None]
        near = self.pair_near[layer](torch.bucketize(apart, self.edges))
        both = torch.einsum("bik,rkl,bjl->bijr", left, table, right)
        return both + self.pair_left[layer](left)[:, :, None] + self.pair_right[layer](right)[:, None] + near

    def by_kind(self, head: str, v: Tensor, kinds: Tensor) -> Tensor:
        """Scores of `direction` or `variant` given archetypes: what all share plus what the archetype adds."""
        table = getattr(self, head)(v).view(len(v), 1 + len(schema.KINDS), -1)
        return table[:, 0] + table[torch.arange(len(v), device=v.device), 1 + kinds]


def _outputs(classes: tuple[str, ...]) -> int:
    return 1 if len(classes) == 2 else len(classes)


class PoolDropout(nn.Module):
    """Dropout whose mask is a random slice of a fixed pool of draws: a sixth of a step is saved on one core."""

    def __init__(self, share: float, size: int = 1 << 23) -> None:
        super().__init__()
        keep = torch.bernoulli(torch.full((size,), 1 - share)) / (1 - share)
        self.register_buffer("pool", keep.bfloat16(), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """`x` with a random share set to zero and the rest scaled up, in training only."""
        if not self.training:
            return x
        at = int(torch.randint(0, len(self.pool) - x.numel(), (1,)))
        return x * self.pool[at : at + x.numel()].view(x.shape).to(x.dtype)


def replace_dropout(module: nn.Module, new: nn.Module) -> None:
    """Puts `new` in the place of every dropout inside `module` that is on."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout):
            if child.p > 0:
                setattr(module, name, new)
        else:
            replace_dropout(child, new)


class Reader(nn.Module):
    """Encoder and heads; `keep` layers of the encoder, evenly spread, if given."""

    def __init__(self, encoder: str | Path, keep: int | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        from transformers import AutoModel

        # On one processor core plain attention is twice as fast as the fused kernel, and dropout inside attention costs
        # a sixth of a step. Word vectors stay as they are: words that the labelled texts lack keep their place among
        # those that they have, and a step need not touch half of the weights.
        self.body = AutoModel.from_pretrained(
            str(encoder), local_files_only=True, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)
        if keep:
            stack = self.body.encoder.layer
            chosen = [stack[round(i * (len(stack) - 1) / (keep - 1))] for i in range(keep)]
            self.body.encoder.layer = nn.ModuleList(chosen)
            self.body.config.num_hidden_layers = keep
        self.body.pooler = None
        self.head = Heads(self.body.config.hidden_size)
        self.drop = PoolDropout(dropout)
        replace_dropout(self.body, self.drop)

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states; bfloat16 in training only, where it is three times faster on processors with AMX."""
        h: Tensor = self.drop(self.states(ids, mask)[-1].float())
        return h

    def states(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """The states behind the word vectors and behind each layer."""
        with torch.autocast(ids.device.type, dtype=torch.bfloat16, enabled=self.training or ids.is_cuda):
            got = self.body(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        states: tuple[Tensor, ...] = got.hidden_states
        return states
