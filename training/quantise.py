"""Int8 graphs that keep what the float graph says: smoothing before dynamic quantisation.

A few channels of an encoder's activations are many times larger than the others; one scale for all of a row's channels
then leaves little of the rest. As in SmoothQuant (Xiao et al. 2023), each channel is divided by a factor before a
matrix and that matrix's row multiplied by it, which changes nothing in float and evens the channels out.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

STRENGTH = 0.8  # how much of the unevenness moves from activations (1) to weights (0); measured: .5 too little


def consumers(model: onnx.ModelProto) -> dict[str, list[onnx.NodeProto]]:
    """Activation -> the products of it with constant matrices."""
    constants = {i.name for i in model.graph.initializer}
    out = defaultdict(list)
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in constants:
            out[node.input[0]].append(node)
    return dict(out)


def session(model: onnx.ModelProto) -> onnxruntime.InferenceSession:
    """A session of one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def largest(path: Path, inputs: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """For each activation that meets a constant matrix, the largest size of each of its channels over `inputs`."""
    model = onnx.load(str(path))
    names = sorted(consumers(model))
    for name in names:
        model.graph.output.append(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    run = session(model)
    found: dict[str, np.ndarray] = {}
    for ids in inputs:
        for name, value in zip(names, run.run(names, {"input_ids": ids}), strict=True):
            size = np.abs(value).reshape(-1, value.shape[-1]).max(0)
            found[name] = np.maximum(found.get(name, 0), size)
    return found


def smoothed(path: Path, inputs: Sequence[np.ndarray], strength: float = STRENGTH) -> onnx.ModelProto:
    """The graph at `path` with evened channels; equal to it but for rounding."""
    model, sizes = onnx.load(str(path)), largest(path, inputs)
    constants = {i.name: i for i in model.graph.initializer}
    divisions = {}
    for name, nodes in consumers(model).items():
        matrices = [numpy_helper.to_array(constants[n.input[1]]) for n in nodes]
        rows = np.max([np.abs(m).max(1) for m in matrices], axis=0)
        factor = np.maximum(sizes[name], 1e-3) ** strength / np.maximum(rows, 1e-5) ** (1 - strength)
        factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
        model.graph.initializer.append(numpy_helper.from_array(1 / factor, name + "_factor"))
        for node, matrix in zip(nodes, matrices, strict=True):
            new = numpy_helper.from_array(matrix * factor[:, None], node.input[1])
            constants[node.input[1]].CopyFrom(new)
            node.input[0] = name + "_even"
        even = helper.make_node("Mul", [name, name + "_factor"], [name + "_even"], name=name + "/even")
        divisions[nodes[0].name] = even
    order = list(model.graph.node)
    del model.graph.node[:]
    for node in order:
        model.graph.node.extend([divisions[node.name], node] if node.name in divisions else [node])
    return model


def quantise(path: Path, out: Path, inputs: Sequence[np.ndarray]) -> None:
    """Writes `path` with int8 weights, a scale a column, to `out`; `inputs` show what activations look like."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        even = Path(folder) / "even.onnx"
        onnx.save(smoothed(path, inputs), str(even))
        options = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantize_dynamic(str(even), str(out), weight_type=QuantType.QInt8, per_channel=True, extra_options=options)


def difference(path: Path, other: Path, inputs: Sequence[np.ndarray]) -> float:
    """Mean relative distance of the hidden states of two graphs."""
    a, b = session(onnx.load(str(path))), session(onnx.load(str(other)))
    pairs = [(a.run(None, {"input_ids": x})[0], b.run(None, {"input_ids": x})[0]) for x in inputs]
    return float(np.mean([np.linalg.norm(p - q) / np.linalg.norm(p) for p, q in pairs]))
