"""A reader on disk: numbers as safetensors, the rest as JSON, each file with its hash; no pickle anywhere.

Both runtimes read the same numbers: the ONNX graph holds none of its own, but points into
``encoder.safetensors``, whose tensors torch loads too.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from eventgeo.errors import ModelNotFoundError, ResourceHashError, TaggerError
from eventgeo.tagging.reader.labels import PAIR_LAYERS, SPAN_LAYERS, tags_of

SETTINGS = "reader.json"
GRAPH = "encoder.onnx"
ENCODER = "encoder.safetensors"
WORDS = "words.safetensors"
HEADS = "heads.safetensors"
TOKENIZER = "tokenizer.json.gz"
PARTS = (GRAPH, ENCODER, WORDS, HEADS, TOKENIZER)
FORMAT = 1

VALUES, SCALES = ".values", ".scales"
"""What the names of a packed matrix and of its scales end in."""


@dataclass(frozen=True)
class ReaderFolder:
    """A reader's files, checked: each is there and is what was written.

    Parameters
    ----------
    path : Path

    Raises
    ------
    ModelNotFoundError
        Where the folder or a file of it is missing.
    ResourceHashError
        Where a file is not the one that was written.
    TaggerError
        Where the settings cannot be read, or are another version's.
    """

    path: Path

    def __post_init__(self) -> None:
        for name in (SETTINGS, *PARTS):
            if not (self.path / name).is_file():
                raise ModelNotFoundError(
                    f"the reader in {self.path} lacks {name}; install eventgeo anew, or train a reader with "
                    "`eventgeo train`",
                    path=str(self.path),
                )
        for name, wanted in self.settings["sha256"].items():
            found = hashlib.sha256((self.path / name).read_bytes()).hexdigest()
            if found != wanted:
                raise ResourceHashError(
                    f"{self.path / name} is damaged: its SHA-256 is {found}, not {wanted}; "
                    "install eventgeo anew, or train the reader again"
                )

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """What ``reader.json`` says."""
        try:
            settings = json.loads((self.path / SETTINGS).read_text("utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise TaggerError(f"{self.path / SETTINGS} cannot be read: {error}") from error
        if not isinstance(settings, dict) or settings.get("format") != FORMAT:
            raise TaggerError(f"{self.path / SETTINGS} is not of format {FORMAT}; train the reader again")
        if settings.get("labels") != label_table():
            raise TaggerError(
                f"the reader in {self.path} knows other labels than this version; train it again"
            )
        if not set(PARTS) <= set(settings.get("sha256", ())):
            raise TaggerError(f"{self.path / SETTINGS} lacks hashes of the reader's parts; train it again")
        return settings

    def tensors(self, name: str) -> dict[str, Any]:
        """Return the arrays of one of the safetensors files."""
        from safetensors.numpy import load_file

        tensors: dict[str, Any] = load_file(str(self.path / name))
        return tensors

    def tokenizer(self) -> Any:
        """Return the ``tokenizers.Tokenizer``."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(gzip.decompress((self.path / TOKENIZER).read_bytes()).decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer


def shipped_reader() -> Path:
    """Return the folder of the reader that comes with the package."""
    return Path(str(files("eventgeo.tagging.reader") / "shipped"))


def label_table() -> dict[str, list[str]]:
    """Return every head with its labels, in order, as written in a reader's settings."""
    return {layer: list(tags_of(layer)) for layer in (*SPAN_LAYERS, "modality", *PAIR_LAYERS)}


def write_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    """Write ``reader.json``, last of all: a folder without it is no reader."""
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PARTS}
    whole = {"format": FORMAT, **settings, "labels": label_table(), "sha256": hashes}
    (folder / SETTINGS).write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
