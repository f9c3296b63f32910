"""Numbers stored small: 4 bits in blocks where that loses nothing, else 8 bits a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eventgeo.tagging.reader.heads import Floats

BLOCK = 32
"""Values that share one scale in the 4-bit form."""


class PackedRows:
    """A table of vectors, unpacked row by row when asked: the word embeddings, of which a text needs few.

    Parameters
    ----------
    arrays : mapping of str to array
        As :func:`pack_rows` gives them.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._values = arrays["values"]
        self._scales = arrays["scales"]

    def __len__(self) -> int:
        return len(self._values)

    def rows(self, numbers: NDArray[np.int64]) -> Floats:
        """Return the vectors of the rows asked for, in the shape of `numbers` with one more axis."""
        values, scales = self._values[numbers], self._scales[numbers].astype(np.float32)
        if values.dtype == np.int8:
            return values.astype(np.float32) * scales[..., None]
        low, high = (values & 15).astype(np.float32) - 8.0, (values >> 4).astype(np.float32) - 8.0
        blocks = np.concatenate([low, high], axis=-1) * scales[..., None]
        unpacked: Floats = blocks.reshape(*numbers.shape, -1)
        return unpacked


def pack_rows(table: Floats) -> dict[str, NDArray[Any]]:
    """Return a table of vectors in a small form for :class:`PackedRows`.

    A table whose blocks of 32 hold only multiples 0 to 15 of a half-precision step (one that was unpacked
    from that form) is stored in 4 bits, exactly; any other in 8 bits with a scale a row.

    Examples
    --------
    >>> table = np.linspace(-1, 1, 64, dtype=np.float32).reshape(2, 32)
    >>> packed = pack_rows(table)
    >>> packed["values"].dtype.name, float(np.abs(PackedRows(packed).rows(np.arange(2)) - table).max()) < 0.01
    ('int8', True)
    """
    four = _pack_four_bits(table)
    if four is not None:
        return four
    scales = np.abs(table).max(axis=1) / 127.0
    scales[scales == 0] = 1.0
    values = np.rint(table / scales[:, None]).astype(np.int8)
    return {"values": values, "scales": scales.astype(np.float32)}


def _pack_four_bits(table: Floats) -> dict[str, NDArray[Any]] | None:
    rows, size = table.shape
    if size % BLOCK:
        return None
    blocks = table.reshape(rows, size // BLOCK, BLOCK)
    extremes = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)[..., 0]
    scales = (extremes / -8.0).astype(np.float16)
    steps = scales.astype(np.float32)[..., None]
    numbers = np.rint(np.divide(blocks, steps, out=np.zeros_like(blocks), where=steps != 0)) + 8.0
    if numbers.min() < 0 or numbers.max() > 15 or not np.array_equal((numbers - 8.0) * steps, blocks):
        return None
    whole = numbers.astype(np.uint8)
    half = BLOCK // 2
    return {"values": whole[..., :half] | (whole[..., half:] << 4), "scales": scales}
