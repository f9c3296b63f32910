"""The reader's heads in numpy: what they say of vectors that either encoder gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from eventgeo.tagging.reader.labels import tags_of

Floats: TypeAlias = NDArray[np.float32]

DISTANCES = (1, 2, 3, 5, 8, 13, 21, 34, 55)
"""Tokens between trigger and argument at which the next step of distance begins, on either side."""


class Heads:
    """Linear heads for tags and modality, and a small network for pairs.

    Parameters
    ----------
    weights : mapping of str to array
        Named as in :class:`eventgeo.tagging.reader.network.ReaderNetwork`'s state: ``heads.event.weight`` …
    """

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = {name: np.asarray(array, dtype=np.float32) for name, array in weights.items()}

    @property
    def size(self) -> int:
        """Length of the vectors that the heads read."""
        return int(self._weights["heads.event.weight"].shape[1])

    def tag_probabilities(self, layer: str, vectors: Floats) -> Floats:
        """Return (words, tags of the layer), rows that sum to 1; `layer` may be "modality"."""
        return softmax(self._linear(f"heads.{layer}", vectors))

    def role_probabilities(
        self, layer: str, vectors: Floats, triggers: Sequence[int], arguments: Sequence[int]
    ) -> Floats:
        """Return (triggers, arguments, roles of the layer): what each argument is to each trigger.

        Parameters
        ----------
        layer : str
            "place_role" or "actor_role".
        vectors : array (words, size)
        triggers, arguments : sequence of int
            First words of the spans.
        """
        if not triggers or not arguments:
            return np.zeros((len(triggers), len(arguments), len(tags_of(layer))), dtype=np.float32)
        name = f"pairs.{layer}"
        left = self._linear(f"{name}.trigger", vectors[list(triggers)])[:, None, :]
        right = self._linear(f"{name}.argument", vectors[list(arguments)])[None, :, :]
        steps = self._weights[f"{name}.distance.weight"][distance_steps(triggers, arguments)]
        joined = np.maximum(np.concatenate([left + right + steps, left * right], axis=2), 0.0)
        hidden = np.maximum(self._linear(f"{name}.hidden", joined), 0.0)
        return softmax(self._linear(f"{name}.out", hidden))

    def _linear(self, name: str, values: Floats) -> Floats:
        # one product of two tables: of a stack numpy makes many small ones, whose threads wait for each other
        rows = values.reshape(-1, values.shape[-1]) @ self._weights[f"{name}.weight"].T
        bias = self._weights[f"{name}.bias"]
        result: Floats = rows.reshape(*values.shape[:-1], len(bias)) + bias
        return result


def distance_steps(triggers: Sequence[int], arguments: Sequence[int]) -> NDArray[np.int64]:
    """Return (triggers, arguments): the step of the signed distance, 0 to ``2 * len(DISTANCES)``.

    Examples
    --------
    >>> distance_steps([10], [10, 12, 9, 99]).tolist()
    [[9, 11, 8, 18]]
    """
    gap = np.asarray(arguments)[None, :] - np.asarray(triggers)[:, None]
    steps = np.searchsorted(np.asarray(DISTANCES), np.abs(gap), side="right")
    signed: NDArray[np.int64] = np.where(gap < 0, -steps, steps) + len(DISTANCES)
    return signed


def softmax(scores: Floats) -> Floats:
    """Return probabilities along the last axis.

    Examples
    --------
    >>> softmax(np.zeros((1, 4), dtype=np.float32)).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return result
