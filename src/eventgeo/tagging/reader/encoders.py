"""What an encoder must do for the reader: vectors of words, window by window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from eventgeo.tagging.reader.heads import Floats
from eventgeo.tagging.reader.windows import Window


class Encoder(Protocol):
    """Turns the words of windows into vectors."""

    @property
    def name(self) -> str:
        """Runtime and version, as provenance."""

    def count_pieces(self, words: Sequence[str]) -> list[int]:
        """Return the number of word pieces of each word."""

    def encode(self, windows: Sequence[Window]) -> list[Floats]:
        """Return for each window an array (words, size), in order."""
