"""What the reader makes of whole documents: a row of probabilities a token, whatever its window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eventgeo.model import Document, Sentence, Token
from eventgeo.tagging.reader.encoders import Encoder
from eventgeo.tagging.reader.heads import Floats, Heads
from eventgeo.tagging.reader.labels import SPAN_LAYERS
from eventgeo.tagging.reader.windows import Window, cut_windows
from eventgeo.text.sentences import split_sentences

_WINDOWS_AT_ONCE = 256
"""Windows that the encoder gets in one go: all vectors of a very long text would lie in memory twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReading:
    """A document as the reader sees it.

    ``vectors`` is (tokens, size); ``tags`` holds for each layer (tokens, tags of the layer) probabilities.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    vectors: Floats
    tags: Mapping[str, Floats]

    def stretch(self, first: int, last: int) -> tuple[int, int, str]:
        """Return start, end and text of the tokens from `first` to before `last`."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return start, end, self.document.text[start:end]


def read_documents(documents: Sequence[Document], encoder: Encoder, heads: Heads) -> list[DocumentReading]:
    """Read documents; their windows go through the encoder together.

    Parameters
    ----------
    documents : sequence of Document
    encoder : Encoder
    heads : Heads

    Returns
    -------
    list of DocumentReading
        In the order of `documents`.
    """
    split = [split_sentences(document.text, document.lang or "en") for document in documents]
    cut = [
        cut_windows(sentences, encoder.count_pieces, title=document.title)
        for document, sentences in zip(documents, split, strict=True)
    ]
    encoded = _encoded([window for windows in cut for window in windows], encoder)
    readings = []
    for document, sentences, windows in zip(documents, split, cut, strict=True):
        vectors = _joined(windows, encoded, heads.size)
        readings.append(
            DocumentReading(
                document=document,
                sentences=sentences,
                tokens=tuple(token for sentence in sentences for token in sentence.tokens),
                vectors=vectors,
                tags={layer: heads.tag_probabilities(layer, vectors) for layer in SPAN_LAYERS},
            )
        )
    return readings


def _encoded(windows: Sequence[Window], encoder: Encoder) -> Iterator[Floats]:
    """Yield the vectors of each window, in order."""
    for start in range(0, len(windows), _WINDOWS_AT_ONCE):
        yield from encoder.encode(windows[start : start + _WINDOWS_AT_ONCE])


def _joined(windows: Sequence[Window], encoded: Iterator[Floats], size: int) -> Floats:
    """Return the vectors of a document's tokens, each from the window that it is the own of."""
    vectors = np.zeros((windows[-1].own[1] if windows else 0, size), dtype=np.float32)
    for window, found in zip(windows, encoded, strict=False):  # the rest is the next documents'
        (first, last), shift = window.own, window.title - window.first
        vectors[first:last] = found[first + shift : last + shift]
    return vectors
