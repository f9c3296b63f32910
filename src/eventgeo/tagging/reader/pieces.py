"""Word pieces: the encoder's own cut of words, by the tokenizer it came with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def word_pieces(tokenizer: Any, words: Sequence[str]) -> list[list[int]]:
    """Return the piece numbers of each word, each word cut for itself.

    Parameters
    ----------
    tokenizer : tokenizers.Tokenizer
    words : sequence of str
    """
    encoded = tokenizer.encode_batch(
        [[word] for word in words], is_pretokenized=True, add_special_tokens=False
    )
    return [list(found.ids) for found in encoded]


def count_pieces(tokenizer: Any, words: Sequence[str]) -> list[int]:
    """Return the number of pieces of each word."""
    return [len(found) for found in word_pieces(tokenizer, words)]
