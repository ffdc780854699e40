"""Items -> batches for the network, and epochs of batches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import torch
from torch import Tensor

import data
import schema
from model import Batch

NOISE = {"influences": (3, 12), "reasons": (3, 14), "relations": (1, 4)}  # lengths of random spans for the pair scorers
DRAWS = 3  # of random spans a text


def padded(rows: list[list[int]], length: int, fill: int) -> Tensor:
    """Rows filled up to one length."""
    return torch.tensor([r + [fill] * (length - len(r)) for r in rows])


def collate(items: list[data.Item], draw: random.Random) -> Batch:
    """Items -> one batch; adds the random spans of the pair scorers."""
    length = max(len(x.ids) for x in items)
    table = [(i, s) for i, x in enumerate(items) for s in x.spans]
    first = [0]
    for x in items:
        first.append(first[-1] + len(x.spans))
    nothing = torch.tensor([])
    words = [next(iter(x.tags.values())) for x in items]
    b = Batch(
        padded([x.ids for x in items], length, 0),
        padded([[1] * len(x.ids) for x in items], length, 0),
        padded(words, length, -100) >= 0,
        {},
        nothing,
        nothing,
        nothing,
        torch.tensor([x.sentence for x in items]),
    )
    for layer in schema.LAYERS:
        rows = [i for i, x in enumerate(items) if layer in x.tags]
        if rows:
            b.tags[layer] = (torch.tensor(rows), padded([items[i].tags[layer] for i in rows], length, -100))
    _roles(b, table, length)
    _heads(b, table)
    for layer in schema.PAIRS:
        _pairs(b, layer, items, table, first, draw)
    b.item = torch.tensor([i for i, _ in table], dtype=torch.long)
    b.start = torch.tensor([s.start for _, s in table], dtype=torch.long)
    b.end = torch.tensor([s.end for _, s in table], dtype=torch.long)
    return b


def _group(span: data.Span) -> str:
    return "states" if span.layer in schema.CAUSAL else span.layer


def _roles(b: Batch, table: list[tuple[int, data.Span]], length: int) -> None:
    for group in schema.ROLES:
        rows = [n for n, (_, s) in enumerate(table) if s.roles is not None and _group(s) == group]
        if rows:
            gold = padded([table[n][1].roles or [] for n in rows], length, -100)
            full = torch.tensor([table[n][1].full for n in rows])
            b.roles[group] = (torch.tensor(rows), gold, full)


def _heads(b: Batch, table: list[tuple[int, data.Span]]) -> None:
    classes: dict[str, tuple[str, ...]] = dict(schema.HEADS)
    classes |= {"direction": schema.DIRECTIONS, "variant": tuple(str(i) for i in range(schema.STEPS))}
    for head, names in classes.items():
        rows = [n for n, (_, s) in enumerate(table) if head in s.attributes]
        if rows:
            gold = [names.index(table[n][1].attributes[head]) for n in rows]
            b.heads[head] = (torch.tensor(rows), torch.tensor(gold))


def _pairs(
    b: Batch,
    layer: str,
    items: list[data.Item],
    table: list[tuple[int, data.Span]],
    first: list[int],
    draw: random.Random,
) -> None:
    """Every ordered pair of the mentions of a text and of some random spans, padded to the most mentions of a text."""
    lists = []
    for i, x in enumerate(items):
        if layer in x.pairs and len(x.ids) > 6:
            mine = [first[i] + n for n, s in enumerate(x.spans) if s.layer == layer]
            for start, end in noise(x, layer, draw):
                table.append((i, data.Span("noise", start, end, None, True, {})))
                mine.append(len(table) - 1)
            lists.append((i, mine))
    if not any(len(mine) > 1 for _, mine in lists):
        return
    most = max(len(mine) for _, mine in lists)
    spans = padded([mine for _, mine in lists], most, -1)
    gold = torch.zeros(len(lists), most, most, dtype=torch.long)
    hedge = torch.full_like(gold, -100)
    gold[(spans < 0)[:, :, None] | (spans < 0)[:, None, :] | torch.eye(most, dtype=torch.bool)] = -100
    for row, (i, mine) in enumerate(lists):
        for source, target, value, doubt in items[i].pairs[layer]:
            p, q = mine.index(first[i] + source), mine.index(first[i] + target)
            if p != q:
                gold[row, p, q], hedge[row, p, q] = value, doubt
    b.pairs[layer] = (spans, gold, hedge)


def noise(item: data.Item, layer: str, draw: random.Random) -> Iterator[tuple[int, int]]:
    """Some random spans of an item that touch no mention of `layer`: a part of a mention would be no fair negative."""
    taken = [(s.start, s.end) for s in item.spans if s.layer == layer]
    for _ in range(DRAWS):
        start = draw.randrange(1, len(item.ids) - 1)
        end = min(len(item.ids) - 1, start + draw.randint(*NOISE[layer]))
        if all(end <= a or start >= b for a, b in taken):
            yield start, end


def grouped(items: Iterable[data.Item], size: int, draw: random.Random) -> list[list[data.Item]]:
    """An epoch: texts of like length together, groups in random order."""
    order = sorted(items, key=lambda x: len(x.ids) + draw.uniform(0, 8))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    draw.shuffle(groups)
    return groups


def blurred(b: Batch, share: float, mask: int, seed: int) -> Batch:
    """`b` with a share of its pieces hidden behind the number `mask`; the first and last piece of a text stay."""
    draw = torch.Generator().manual_seed(seed)
    hidden = (torch.rand(b.ids.shape, generator=draw) < share) & (b.mask > 0)
    hidden[:, 0] = False
    hidden &= torch.cat([b.mask[:, 1:], torch.zeros_like(b.mask[:, :1])], 1) > 0
    b.ids = torch.where(hidden, mask, b.ids)
    return b


class Groups(torch.utils.data.Dataset[Batch]):
    """Batches made when they are asked for, each with draws of its own: the same for any number of workers."""

    def __init__(self, groups: list[list[data.Item]], seed: int, blur: float = 0.0, mask: int = 0) -> None:
        self.groups, self.seed, self.blur, self.mask = groups, seed, blur, mask

    def __len__(self) -> int:
        return len(self.groups)

    def __getitem__(self, number: int) -> Batch:
        seed = self.seed * 1_000_003 + number
        b = collate(self.groups[number], random.Random(seed))
        return blurred(b, self.blur, self.mask, seed) if self.blur else b


def loaded(groups: torch.utils.data.Dataset[Batch], workers: int) -> Iterable[Batch]:
    """The batches in order; `workers` processes make them ahead of time."""
    return torch.utils.data.DataLoader(
        groups, batch_size=None, num_workers=workers, prefetch_factor=4 if workers else None
    )
