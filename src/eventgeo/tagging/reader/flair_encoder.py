"""The reader's encoder on torch, through Flair: the reference, and the way to a GPU."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flair
import numpy as np
import torch
from tokenizers import Tokenizer

from eventgeo.tagging.reader.heads import Floats
from eventgeo.tagging.reader.network import ReaderNetwork, flair_sentence
from eventgeo.tagging.reader.pieces import count_pieces
from eventgeo.tagging.reader.store import ReaderFolder
from eventgeo.tagging.reader.torch_reader import load_network
from eventgeo.tagging.reader.windows import Window


class FlairEncoder:
    """Reads windows with a network in torch.

    Parameters
    ----------
    network : ReaderNetwork
    batch_size : int, default 8
        Windows read at once; windows of like length go together.
    """

    def __init__(self, network: ReaderNetwork, *, batch_size: int = 8) -> None:
        self._network = network.eval()
        self._batch_size = batch_size
        tokenizer: Any = network.embeddings.tokenizer
        # a copy: Flair sets its own to fill up and to cut off, which would falsify the counts
        self._tokenizer = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    @property
    def name(self) -> str:
        return f"torch {torch.__version__}"

    def count_pieces(self, words: Sequence[str]) -> list[int]:
        return count_pieces(self._tokenizer, words)

    def encode(self, windows: Sequence[Window]) -> list[Floats]:
        """Return the vectors of each window's words; words without pieces get zeros."""
        order = sorted(range(len(windows)), key=lambda at: len(windows[at].words))
        found: dict[int, Floats] = {}
        with torch.no_grad():
            for start in range(0, len(order), self._batch_size):
                batch = order[start : start + self._batch_size]
                vectors = self._network.vectors([flair_sentence(windows[at]) for at in batch])
                for row, at in enumerate(batch):
                    words = len(windows[at].words)
                    found[at] = vectors[row, :words].float().cpu().numpy().astype(np.float32)
        return [found[at] for at in range(len(windows))]


def open_flair(folder: ReaderFolder, *, threads: int | None = None) -> FlairEncoder:
    """Return the encoder of a stored reader, on the device that Flair chose."""
    if threads is not None:
        torch.set_num_threads(threads)
    network = load_network(folder)
    network.to(flair.device)
    return FlairEncoder(network)
