"""A stored reader as a network in torch: the very numbers that the ONNX graph uses, unpacked."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np
import torch
from transformers import AutoConfig

from eventgeo.errors import TaggerError
from eventgeo.tagging.reader.network import ReaderNetwork
from eventgeo.tagging.reader.packing import PackedRows, unpack_matrix
from eventgeo.tagging.reader.store import ENCODER, HEADS, SCALES, VALUES, WORDS, ReaderFolder

_WORD_TABLE = "embeddings.word_embeddings.weight"
_WRAPPED = "encoder."
"""What the graph's names of unchanged numbers begin with."""


def load_network(folder: ReaderFolder) -> ReaderNetwork:
    """Return the network of a stored reader, in evaluation mode."""
    settings = folder.settings
    config = dict(settings["encoder"])
    network = ReaderNetwork(
        settings["name"],
        saved={
            "saved_config": AutoConfig.for_model(config.pop("model_type"), **config),
            "tokenizer_data": _tokenizer_zip(folder),
        },
    )
    encoder: Any = network.embeddings.model
    tensors = folder.tensors(ENCODER)
    words = PackedRows(folder.tensors(WORDS))
    state = {_WORD_TABLE: words.rows(np.arange(len(words)))}
    for name in encoder.state_dict():
        if name + VALUES in tensors:
            state[name] = unpack_matrix(tensors[name + VALUES], tensors[name + SCALES])
        elif _WRAPPED + name in tensors:
            state[name] = tensors[_WRAPPED + name]
    try:
        encoder.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
        heads = {name: torch.from_numpy(value).float() for name, value in folder.tensors(HEADS).items()}
        left = network.load_state_dict(heads, strict=False)
    except RuntimeError as error:
        raise TaggerError(f"the numbers in {folder.path} do not fit its settings: {error}") from error
    if left.unexpected_keys:
        raise TaggerError(f"{folder.path / HEADS} holds heads not known here: {left.unexpected_keys}")
    return network.eval()


def _tokenizer_zip(folder: ReaderFolder) -> io.BytesIO:
    """Return the tokenizer in the form that Flair opens."""
    pieces = folder.settings["pieces"]
    tokenizer = folder.tokenizer()
    special = {
        role: tokenizer.id_to_token(pieces[name])
        for role, name in (
            ("bos_token", "start"),
            ("cls_token", "start"),
            ("eos_token", "end"),
            ("sep_token", "end"),
            ("pad_token", "padding"),
        )
    }
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": folder.settings["encoder"].get("max_position_embeddings", 512),
        **special,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("tokenizer.json", tokenizer.to_str())
        archive.writestr("tokenizer_config.json", json.dumps(settings))
    packed.seek(0)
    return packed
