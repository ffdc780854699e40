"""Writes what a trained teacher says of all items, for `train.py --taught`: python training/teach.py WEIGHTS OUT.

The items are those of the training, in the fixed epochs of `train.view`; some word pieces are hidden in all but the
first, so that the teacher also shows how sure it is where it must guess. Chances are written as float16.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

import batches
import losses
import train
from model import Reader


@torch.no_grad()
def answers(model: Reader, groups: batches.Groups, device: str, workers: int) -> list[losses.Scores]:
    """The teacher's chances for each batch."""
    out = []
    for b in batches.loaded(groups, workers):
        here = b.to(device)
        said = losses.scores(model, here, model.hidden(here.ids, here.mask))
        out.append({n: x.half().cpu() for n, x in losses.chances(said).items()})
    return out


def main() -> None:
    """Read the weights, answer, write."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--encoder", type=Path)
    ap.add_argument("--layers", type=int, help="the teacher has this many layers (default: all)")
    ap.add_argument("--items", type=Path)
    ap.add_argument("--labelled", type=Path, default=train.HERE / "labelled")
    ap.add_argument("--views", type=int, default=len(train.VIEWS))
    ap.add_argument("--batch", type=int, default=16)
    ap.add_argument("--whole", type=float, default=1 / 3)
    ap.add_argument("--device", default="cpu")
    ap.add_argument("--workers", type=int, default=0)
    a = ap.parse_args()
    a.all = False
    path = a.encoder or train.default_encoder()
    items, _, mask = train.encoded(a, path)
    model = Reader(path, a.layers).to(a.device)
    model.load_state_dict(torch.load(a.weights, weights_only=True))
    model.eval()
    model.body.bfloat16()  # without gradients autocast would turn every weight anew in each batch
    views = [train.view(items, a.batch, n, mask) for n in range(a.views)]
    torch.save([answers(model, groups, a.device, a.workers) for groups in views], a.out)


if __name__ == "__main__":
    main()
