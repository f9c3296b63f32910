"""The reader's encoder in ONNX Runtime, 8 bits: the default on CPUs.

The only module that imports onnxruntime.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from eventgeo.errors import ModelNotFoundError, TaggerError
from eventgeo.tagging.reader.heads import Floats
from eventgeo.tagging.reader.packing import PackedRows
from eventgeo.tagging.reader.pieces import count_pieces, word_pieces
from eventgeo.tagging.reader.store import GRAPH, WORDS, ReaderFolder
from eventgeo.tagging.reader.windows import Window


class OnnxEncoder:
    """Reads windows with ONNX Runtime.

    Parameters
    ----------
    folder : ReaderFolder
    threads : int, optional
        Windows read side by side, each by one thread; by default as many as this process may use cores.
    """

    def __init__(self, folder: ReaderFolder, *, threads: int | None = None) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise ModelNotFoundError(
                "the reader needs ONNX Runtime: pip install onnxruntime, or use tagger='lexicon'"
            ) from error
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # windows side by side use cores better than the threads of one run, which wait for each other
        options.intra_op_num_threads = 1
        self._threads = threads if threads is not None else _cores()
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder.path / GRAPH), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's errors have no common class of their own
            raise TaggerError(f"ONNX Runtime cannot open {folder.path / GRAPH}: {error}") from error
        self._name = f"onnx {onnxruntime.__version__}"
        self._tokenizer: Any = folder.tokenizer()
        self._words = PackedRows(folder.tensors(WORDS))
        self._marks = folder.settings["pieces"]

    @property
    def name(self) -> str:
        return self._name

    def count_pieces(self, words: Sequence[str]) -> list[int]:
        return count_pieces(self._tokenizer, words)

    def encode(self, windows: Sequence[Window]) -> list[Floats]:
        """Return the vectors of each window's words; words without pieces get zeros.

        Each window is read for itself: the step of the 8 bits is chosen by all that is read at once, so that
        neighbours would change what is found; and padding costs more than batches save.
        """
        rows = [word_pieces(self._tokenizer, window.words) for window in windows]
        if self._threads == 1 or len(rows) < 2:
            return [self._encode(row) for row in rows]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._encode, rows))

    def _encode(self, row: Sequence[Sequence[int]]) -> Floats:
        pieces = [self._marks["start"], *(piece for word in row for piece in word), self._marks["end"]]
        numbers = np.array([pieces], dtype=np.int64)
        given = {"vectors": self._words.rows(numbers), "mask": np.ones_like(numbers)}
        return _first_pieces(self._session.run(["hidden"], given)[0][0], row)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _first_pieces(hidden: Floats, row: Sequence[Sequence[int]]) -> Floats:
    """Return the vector of each word's first piece."""
    lengths = np.array([len(word) for word in row], dtype=np.int64)
    places = 1 + np.cumsum(lengths) - lengths
    vectors: Floats = np.where(
        lengths[:, None] > 0, hidden[np.minimum(places, len(hidden) - 1)], np.float32(0)
    )
    return vectors
