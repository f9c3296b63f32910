"""What is looked at before the long work of training: the libraries and the encoder."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from eventgeo.errors import ConfigurationError, ModelNotFoundError, TaggerError
from eventgeo.tagging.model_hub import hub_folder, is_hub_name
from eventgeo.tagging.reader.windows import MOST_PIECES
from eventgeo.training.recipe import Recipe

FAMILIES = ("bert", "camembert", "roberta", "xlm-roberta")
"""Architectures that the reader is built for: BERT and those that are BERT inside."""

_LIBRARIES = ("flair", "torch", "onnx", "onnxruntime")
_CONFIG = "config.json"
_WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")
_HUB_FILES = ("*.json", "*.txt", "*.model", "*.safetensors")
_MARKS = 4
"""Positions that an encoder needs beside those of the pieces: start, end, and two that RoBERTa skips."""


def check_libraries() -> None:
    """Raise ModelNotFoundError where a library that training needs is not installed."""
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelNotFoundError(f"training needs {', '.join(missing)}: pip install 'eventgeo[train]'")


def find_encoder(path_or_name: str | Path, recipe: Recipe) -> Path:
    """Return the local folder of a Hugging Face encoder, of a family that a reader can be built on.

    Parameters
    ----------
    path_or_name : str or Path
        A folder, or the name of a model on the hub, which is fetched unless it is in the cache.
    recipe : Recipe
        Must fit the encoder.

    Raises
    ------
    ModelNotFoundError
        Where there is no such folder or model, or a file of it is missing.
    ConfigurationError
        Where it is of another family, too short, or has fewer layers than are to be frozen.
    """
    path = Path(path_or_name).expanduser()
    if not path.is_dir():
        if path.exists() or not is_hub_name(str(path_or_name)):
            raise ModelNotFoundError(
                f"there is no encoder at {path_or_name}; give the folder of a Hugging Face model, or a hub "
                "name such as intfloat/multilingual-e5-small",
                path=str(path),
            )
        path = hub_folder(str(path_or_name), _HUB_FILES)
    config = _config(path)
    if not any((path / name).is_file() for name in _WEIGHTS):
        raise ModelNotFoundError(f"the encoder in {path} lacks model.safetensors", path=str(path))
    if not any(path.glob("*token*")) and not any(path.glob("*.model")):
        raise ModelNotFoundError(f"the encoder in {path} lacks a tokenizer", path=str(path))
    family, layers = config.get("model_type"), config.get("num_hidden_layers", 0)
    if family not in FAMILIES:
        raise ConfigurationError(
            f"the encoder in {path} is a {family}; it can be one of {', '.join(FAMILIES)}"
        )
    if config.get("max_position_embeddings", 0) < MOST_PIECES + _MARKS:
        raise ConfigurationError(
            f"the encoder in {path} reads {config.get('max_position_embeddings', 0)} word pieces at most; "
            f"a reader needs {MOST_PIECES + _MARKS}"
        )
    if recipe.frozen_layers > layers:
        raise ConfigurationError(
            f"frozen_layers is {recipe.frozen_layers}, but the encoder in {path} has {layers} layers; "
            f"half of them are a good choice (--frozen-layers {layers // 2})"
        )
    return path


def _config(path: Path) -> dict[str, Any]:
    file = path / _CONFIG
    if not file.is_file():
        raise ModelNotFoundError(f"the encoder in {path} lacks {_CONFIG}", path=str(path))
    try:
        config = json.loads(file.read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise TaggerError(f"{file} cannot be read: {error}") from error
    if not isinstance(config, dict):
        raise TaggerError(f"{file} holds no settings")
    return config
