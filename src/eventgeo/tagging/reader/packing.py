"""Numbers stored small, in blocks that share a scale: 4 bits where that loses nothing, else 8."""

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
    found = None if size % BLOCK else _four_bits(table.reshape(rows, size // BLOCK, BLOCK))
    if found is None:
        return None
    numbers, scales = found
    half = BLOCK // 2
    return {"values": numbers[..., :half] | (numbers[..., half:] << 4), "scales": scales}


def _four_bits(blocks: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]] | None:
    """Return numbers 0 to 15 and the half-precision step of each block, where that is exact."""
    extremes = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)[..., 0]
    scales = (extremes / -8.0).astype(np.float16)
    steps = scales.astype(np.float32)[..., None]
    numbers = np.rint(np.divide(blocks, steps, out=np.zeros_like(blocks), where=steps != 0)) + 8.0
    if numbers.min() < 0 or numbers.max() > 15 or not np.array_equal((numbers - 8.0) * steps, blocks):
        return None
    return numbers.astype(np.uint8), scales


def pack_matrix(matrix: Floats) -> dict[str, NDArray[Any]] | None:
    """Return a matrix (outputs, inputs) as ONNX Runtime's ``MatMulNBits`` takes it; None where it cannot.

    Parameters
    ----------
    matrix : array
        Its inputs must be a multiple of 32.

    Returns
    -------
    dict or None
        ``values`` (outputs, blocks, 16 or 32) of bytes and ``scales`` (outputs, blocks); a block of 16 bytes
        holds 32 values of 4 bits, stored exactly.

    Examples
    --------
    >>> matrix = np.linspace(-1, 1, 64, dtype=np.float32).reshape(2, 32)
    >>> packed = pack_matrix(matrix)
    >>> packed["values"].shape, float(np.abs(unpack_matrix(**packed) - matrix).max()) < 0.005
    ((2, 1, 32), True)
    """
    outputs, inputs = matrix.shape
    if inputs % BLOCK:
        return None
    blocks = matrix.reshape(outputs, inputs // BLOCK, BLOCK)
    four = _four_bits(blocks)
    if four is not None:
        numbers, half_scales = four
        return {
            "values": numbers[..., 0::2] | (numbers[..., 1::2] << 4),
            "scales": half_scales.astype(np.float32),
        }
    scales = np.abs(blocks).max(axis=2) / 127.0
    scales[scales == 0] = 1.0
    values = (np.rint(blocks / scales[..., None]) + 128.0).astype(np.uint8)
    return {"values": values, "scales": scales.astype(np.float32)}


def unpack_matrix(values: NDArray[np.uint8], scales: Floats) -> Floats:
    """Return the matrix (outputs, inputs) that :func:`pack_matrix` packed."""
    if values.shape[2] == BLOCK:
        numbers = values.astype(np.float32) - 128.0
    else:
        numbers = np.stack([values & 15, values >> 4], axis=-1).reshape(
            *values.shape[:2], BLOCK
        ) - np.float32(8)
    matrix: Floats = (numbers * scales[..., None]).reshape(len(values), -1).astype(np.float32)
    return matrix
