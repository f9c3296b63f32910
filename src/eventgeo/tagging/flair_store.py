"""A Flair sequence tagger as a folder that is safe to open: weights as safetensors, the rest as JSON.

Flair's own ``.pt`` files are pickles, and opening a pickle can run any code in it. Here nothing but numbers,
strings and lists is read, and only embeddings of the classes listed are built.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eventgeo.errors import ConfigurationError, ModelNotFoundError, TaggerError

WEIGHTS = "model.safetensors"
SETTINGS = "tagger.json"
FORMAT = 1

_SAFE_EMBEDDINGS = frozenset(
    {
        "StackedEmbeddings",
        "WordEmbeddings",
        "CharacterEmbeddings",
        "FlairEmbeddings",
        "OneHotEmbeddings",
        "HashEmbeddings",
        "TransformerWordEmbeddings",
    }
)
"""Classes whose settings hold no pickle of their own (FastTextEmbeddings' do)."""

_LEFT_OUT = frozenset({"state_dict", "model_card", "optimizer_state_dict", "scheduler_state_dict", "__cls__"})


def save_state(state: Mapping[str, Any], names: Sequence[str], folder: str | Path) -> Path:
    """Write a tagger's state (``tagger._get_state_dict()``) to `folder` and return it.

    `names` are those of its stacked embeddings: Flair puts vectors in the order of these names, and loses
    some of them when it loads a tagger again.

    Raises
    ------
    ConfigurationError
        Where the state holds something that has no safe form.
    """
    from safetensors.torch import save_file

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "format": FORMAT,
        "names": list(names),
        "state": {key: _encode(value, key) for key, value in state.items() if key not in _LEFT_OUT},
    }
    text = json.dumps(settings, ensure_ascii=False, indent=1)
    weights = {
        name: tensor.detach().cpu().contiguous().clone() for name, tensor in state["state_dict"].items()
    }
    save_file(weights, str(folder / WEIGHTS))
    (folder / SETTINGS).write_text(text, "utf-8")
    return folder


def load_state(folder: str | Path, dictionary: Callable[..., Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the state in `folder`, as Flair's ``SequenceTagger.load`` takes it, and the embeddings' names.

    Parameters
    ----------
    folder : str or Path
    dictionary : callable
        Flair's ``Dictionary`` class, given so that this module needs no Flair.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    folder = Path(folder)
    for name in (WEIGHTS, SETTINGS):
        if not (folder / name).is_file():
            raise ModelNotFoundError(
                f"{folder} holds no {name}; write it with save_flair_tagger", path=str(folder)
            )
    try:
        settings = json.loads((folder / SETTINGS).read_text("utf-8"))
        weights = load_file(str(folder / WEIGHTS))
    except (json.JSONDecodeError, UnicodeDecodeError, SafetensorError) as error:
        raise TaggerError(f"the tagger in {folder} is damaged: {error}") from error
    if not isinstance(settings, dict) or settings.get("format") != FORMAT:
        raise TaggerError(f"{folder / SETTINGS} is not of format {FORMAT}; save the tagger again")
    state: dict[str, Any] = _decode(settings["state"], dictionary)
    state["state_dict"] = weights
    return state, list(settings["names"])


def _encode(value: Any, where: str) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (bytes, bytearray)):
        return {"__bytes__": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, Mapping):
        if "__cls__" in value and value["__cls__"] not in _SAFE_EMBEDDINGS:
            raise ConfigurationError(
                f"embeddings of class {value['__cls__']} have no safe form; those of "
                f"{', '.join(sorted(_SAFE_EMBEDDINGS))} do. Save with tagger.save(path) instead."
            )
        return {"__map__": [[_encode(k, where), _encode(v, f"{where}.{k}")] for k, v in value.items()]}
    if isinstance(value, (list, tuple)):
        return [_encode(item, where) for item in value]
    if type(value).__name__ == "Dictionary" and hasattr(value, "get_items"):
        return {
            "__dictionary__": list(value.get_items()),
            "add_unk": bool(getattr(value, "add_unk", False)),
            "multi_label": bool(getattr(value, "multi_label", False)),
            "span_labels": bool(getattr(value, "span_labels", False)),
        }
    if hasattr(value, "getvalue"):  # a BytesIO: a packed tokenizer
        return _encode(value.getvalue(), where)
    raise ConfigurationError(f"{where} is a {type(value).__name__}, which has no safe form")


def _decode(value: Any, dictionary: Callable[..., Any]) -> Any:
    if isinstance(value, list):
        return [_decode(item, dictionary) for item in value]
    if not isinstance(value, dict):
        return value
    if "__bytes__" in value:
        return base64.b64decode(value["__bytes__"])
    if "__dictionary__" in value:
        built = dictionary(add_unk=False)
        for item in value["__dictionary__"]:
            built.add_item(item)
        for flag in ("add_unk", "multi_label", "span_labels"):
            setattr(built, flag, value[flag])
        return built
    if "__map__" not in value:
        return {key: _decode(item, dictionary) for key, item in value.items()}
    found = {_decode(key, dictionary): _decode(item, dictionary) for key, item in value["__map__"]}
    if "__cls__" in found and found["__cls__"] not in _SAFE_EMBEDDINGS:
        raise TaggerError(f"embeddings of class {found['__cls__']!r} are not opened from a safe folder")
    return found
