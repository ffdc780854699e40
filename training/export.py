"""Writes a trained reader in the form that the package reads: python training/export.py CHECKPOINT [--out FOLDER].

The encoder becomes an ONNX graph whose operators are fused and whose weights are int8 (`quantise`), the heads a float16
archive, `reader.json` the names of all classes and the decoding rules (those of OUT if it has some; then run tune.py).
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
import msgspec
import numpy as np
import torch

import data
import quantise
import schema
from crosscurrents.annotate.heads import Archetype, File, LayerRule, Spec
from model import Reader
from train import HERE, default_encoder

WINDOW = 192


class Graph(torch.nn.Module):
    """The encoder with word-piece numbers alone as input: one sentence, nothing masked."""

    def __init__(self, body: torch.nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, input_ids: torch.Tensor) -> Any:
        """Hidden states of one sentence."""
        return self.body(input_ids=input_ids).last_hidden_state


def encoder_graph(model: Reader, path: Path, samples: list[np.ndarray], int8: bool) -> None:
    """Exports and fuses the encoder of `model` to `path`; with `int8` also quantises it, on half of the samples."""
    from onnxruntime.transformers import optimizer

    config = model.body.config
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        length = {1: "tokens"}
        torch.onnx.export(
            Graph(model.body), (torch.randint(100, 2000, (1, 17)),), str(plain), input_names=["input_ids"],
            output_names=["hidden"], dynamic_axes={"input_ids": length, "hidden": length}, opset_version=17,
            dynamo=False,
        )  # fmt: skip
        got = optimizer.optimize_model(
            str(plain), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size, opt_level=0
        )
        got.save_model_to_file(str(fused if int8 else path))
        if int8:
            quantise.quantise(fused, path, samples[::2])
            print("int8 off by", round(quantise.difference(fused, path, samples[1::2]), 4), "of the float states")


def head_arrays(model: Reader) -> dict[str, np.ndarray]:
    """The heads' parameters by name, float16; the bilinear tables keep their (classes, k x k) form."""
    return {name: value.detach().numpy().astype(np.float16) for name, value in model.head.state_dict().items()}


def save_arrays(arrays: dict[str, np.ndarray], path: Path) -> None:
    """A NumPy archive without times, so that the same weights give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.save(buffer, arrays[name], allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(name + ".npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED)


def file_of(path: Path) -> File:
    """A file's entry in `reader.json`."""
    return File(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def spec_of(folder: Path, special: tuple[str, str, str]) -> Spec:
    """The description of the files in `folder`; rules and calibration as they stand there, else none."""
    old = None
    if (folder / "reader.json").exists():
        old = msgspec.json.decode((folder / "reader.json").read_bytes(), type=Spec)
    archetypes = {n: Archetype(tuple(x[0] for x in (a, b) if x), scale) for n, (a, b, scale) in
                  schema.ARCHETYPES.items()}  # fmt: skip
    return Spec(
        encoder=file_of(folder / "encoder.onnx"),
        heads=file_of(folder / "heads.npz"),
        vocabulary=file_of(folder / "vocab.txt"),
        window=WINDOW,
        special=special,
        layers=schema.LAYERS,
        roles=schema.ROLES,
        pairs=schema.PAIRS,
        classes=schema.HEADS,
        hedges=schema.HEDGES,
        directions=schema.DIRECTIONS,
        archetypes=archetypes,
        buckets=schema.BUCKETS,
        rules=old.rules if old else {n: LayerRule() for n in schema.LAYERS},
        role_bias=old.role_bias if old else {},
        pair_bias=old.pair_bias if old else {},
        calibration=old.calibration if old else {},
    )


def write_spec(spec: Spec, folder: Path) -> None:
    """`reader.json`: sorted keys, so that equal readers have equal fingerprints; `layers` keep their order."""
    (folder / "reader.json").write_bytes(msgspec.json.format(msgspec.json.encode(spec), indent=1) + b"\n")


def main() -> None:
    """Export a checkpoint."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("checkpoint", type=Path)
    ap.add_argument("--encoder", type=Path)
    ap.add_argument("--layers", type=int)
    ap.add_argument("--out", type=Path, default=HERE.parent / "src" / "crosscurrents" / "resources" / "reader")
    ap.add_argument("--labelled", type=Path, default=HERE / "labelled")
    ap.add_argument("--float", action="store_true", help="keep float32 weights (to measure what int8 costs)")
    a = ap.parse_args()
    from transformers import AutoTokenizer

    path = a.encoder or default_encoder()
    model = Reader(path, a.layers)
    model.load_state_dict(torch.load(a.checkpoint, weights_only=True))
    model.eval()
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(str(path), local_files_only=True)
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda x: x[1])
    (a.out / "vocab.txt").write_text("".join(piece + "\n" for piece, _ in vocabulary), encoding="utf-8")
    texts = [t.text for t in data.load(a.labelled) if not data.kept_apart(t.id)][::30]
    samples = [np.array([tokenizer(t, truncation=True, max_length=WINDOW)["input_ids"]]) for t in texts]
    encoder_graph(model, a.out / "encoder.onnx", samples, not a.float)
    save_arrays(head_arrays(model), a.out / "heads.npz")
    special = (tokenizer.cls_token, tokenizer.sep_token, tokenizer.unk_token)
    write_spec(spec_of(a.out, special), a.out)


if __name__ == "__main__":
    main()
