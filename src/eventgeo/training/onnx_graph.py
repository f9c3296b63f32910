"""A trained network as an ONNX graph in 8 (or 4) bits, its numbers outside in safetensors."""

from __future__ import annotations

import gzip
import json
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from safetensors.numpy import save_file

from eventgeo.tagging.reader.network import ReaderNetwork
from eventgeo.tagging.reader.packing import BLOCK, pack_matrix, pack_rows
from eventgeo.tagging.reader.store import (
    ENCODER,
    GRAPH,
    HEADS,
    SCALES,
    TOKENIZER,
    VALUES,
    WORDS,
    write_settings,
)

_WORD_TABLE = "embeddings.word_embeddings.weight"
_OPSET = 17
_CONTRIBUTED = "com.microsoft"
_IN_8_BITS, _IN_FULL = 4, 1
"""ONNX Runtime's words for how numbers are multiplied: both in 8 bits, or the other one as it is."""
_SMALLEST = 256
"""Numbers below which an initialiser stays in the graph, unless torch needs it."""


def save_reader(network: ReaderNetwork, folder: str | Path, settings: Mapping[str, Any]) -> Path:
    """Write a reader for both runtimes.

    Parameters
    ----------
    network : ReaderNetwork
    folder : str or Path
        Made where it is missing; what it held of a reader is replaced.
    settings : mapping
        What is to be known of the reader: version, data, figures. JSON values.

    Returns
    -------
    Path
        The folder.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    encoder: Any = network.embeddings.model
    state = {name: value.detach().cpu().float().numpy() for name, value in network.state_dict().items()}
    heads = {name: array for name, array in state.items() if name.startswith(("heads.", "pairs."))}
    save_file({name: array.astype(np.float16) for name, array in heads.items()}, str(folder / HEADS))
    words = encoder.embeddings.word_embeddings.weight.detach().cpu().float().numpy()
    save_file(pack_rows(words), str(folder / WORDS))
    tokenizer: Any = network.embeddings.tokenizer
    text = tokenizer.backend_tokenizer.to_str()
    (folder / TOKENIZER).write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    _write_graph(encoder, folder)
    write_settings(
        folder,
        {
            **settings,
            "encoder": encoder.config.to_dict(),
            "pieces": {
                "start": _number_of(tokenizer, "cls_token_id", "bos_token_id"),
                "end": _number_of(tokenizer, "sep_token_id", "eos_token_id"),
                "padding": tokenizer.pad_token_id,
            },
        },
    )
    return folder


def _number_of(tokenizer: Any, *names: str) -> int:
    """Return the first of these marks that the tokenizer has: families call them differently."""
    return next(int(number) for name in names if (number := getattr(tokenizer, name)) is not None)


class _FromVectors(torch.nn.Module):
    """The encoder from word vectors on: the table of words is looked up outside the graph."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, vectors: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        return hidden


def _write_graph(encoder: Any, folder: Path) -> None:
    encoder = encoder.float().cpu().eval()
    vectors = torch.zeros(2, 7, encoder.config.hidden_size)
    mask = torch.ones(2, 7, dtype=torch.long)
    mask[1, 4:] = 0
    axes = {0: "batch", 1: "pieces"}
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            _FromVectors(encoder),
            (vectors, mask),
            str(plain),
            input_names=["vectors", "mask"],
            output_names=["hidden"],
            dynamic_axes={"vectors": axes, "mask": axes, "hidden": axes},
            opset_version=_OPSET,
            dynamo=False,
        )
        model = onnx.load(str(plain))
    _name_after(model, encoder)
    _pack_matrices(model)
    tensors = {
        item.name: numpy_helper.to_array(item)
        for item in model.graph.initializer
        if int(np.prod(item.dims)) >= _SMALLEST or item.name.endswith((VALUES, SCALES))
    }
    # what the export folded away, torch still needs
    tensors.update(
        (f"encoder.{name}", value.detach().numpy())
        for name, value in encoder.state_dict().items()
        if name != _WORD_TABLE and name + VALUES not in tensors and f"encoder.{name}" not in tensors
    )
    save_file(tensors, str(folder / ENCODER))
    _point_outside(model, folder / ENCODER)
    model.producer_version = ""
    onnx.save(model, str(folder / GRAPH))


def _name_after(model: onnx.ModelProto, encoder: Any) -> None:
    """Give the graph's matrices, which the export turned and renamed, the names of the network's."""
    names = {}
    for name, value in encoder.state_dict().items():
        if name != _WORD_TABLE and value.dim() == 2:
            names[np.ascontiguousarray(value.detach().numpy().T).tobytes()] = name
    renamed = {}
    for item in model.graph.initializer:
        known = names.get(numpy_helper.to_array(item).tobytes()) if len(item.dims) == 2 else None
        if known is not None and item.name != known:
            renamed[item.name] = known
            item.name = known
    for node in model.graph.node:
        for at, name in enumerate(node.input):
            if name in renamed:
                node.input[at] = renamed[name]


def _pack_matrices(model: onnx.ModelProto) -> None:
    """Replace products with a constant matrix by ``MatMulNBits``: 8 bits in blocks of 32.

    ONNX Runtime's own dynamic quantisation has one scale for all that is multiplied: the few large values
    that such encoders have between their layers then drown the others, and one span in six comes out
    otherwise. In blocks, and with the products that narrow in full, it is one in two hundred.
    """
    constants = {item.name: item for item in model.graph.initializer}
    nodes, gone = [], set()
    for node in model.graph.node:
        constant = constants.get(node.input[1]) if node.op_type == "MatMul" else None
        packed = pack_matrix(numpy_helper.to_array(constant).T) if constant is not None else None
        if constant is None or packed is None:
            nodes.append(node)
            continue
        inputs, outputs = constant.dims
        names = constant.name + VALUES, constant.name + SCALES
        for name, array in zip(names, (packed["values"], packed["scales"]), strict=True):
            model.graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        gone.add(constant.name)
        nodes.append(
            helper.make_node(
                "MatMulNBits",
                [node.input[0], *names],
                list(node.output),
                name=node.name,
                domain=_CONTRIBUTED,
                K=inputs,
                N=outputs,
                bits=8 if packed["values"].shape[2] == BLOCK else 4,
                block_size=BLOCK,
                # what comes back from the wide middle of a layer has the few large values
                accuracy_level=_IN_FULL if inputs > outputs else _IN_8_BITS,
            )
        )
    kept = [item for item in model.graph.initializer if item.name not in gone]
    del model.graph.node[:], model.graph.initializer[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(kept)
    model.opset_import.append(helper.make_opsetid(_CONTRIBUTED, 1))


def _point_outside(model: onnx.ModelProto, path: Path) -> None:
    """Let the graph's large numbers be those in a safetensors file, by their place in it."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    for item in model.graph.initializer:
        if item.name not in header:
            continue
        begin, end = header[item.name]["data_offsets"]
        item.ClearField("raw_data")
        item.ClearField("float_data")
        item.ClearField("int32_data")
        item.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (
            ("location", path.name),
            ("offset", str(8 + length + begin)),
            ("length", str(end - begin)),
        ):
            entry = item.external_data.add()
            entry.key, entry.value = key, value
