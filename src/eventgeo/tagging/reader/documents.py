"""What the reader makes of whole documents: a row of probabilities a token, whatever its window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eventgeo.model import Document, Sentence, Token
from eventgeo.tagging.reader.encoders import Encoder
from eventgeo.tagging.reader.heads import Floats, Heads
from eventgeo.tagging.reader.labels import SPAN_LAYERS
from eventgeo.tagging.reader.windows import Window, cut_windows
from eventgeo.text.sentences import split_sentences


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
    encoded = iter(encoder.encode([window for windows in cut for window in windows]))
    readings = []
    for document, sentences, windows in zip(documents, split, cut, strict=True):
        vectors = _joined(windows, [next(encoded) for _ in windows], heads.size)
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


def _joined(windows: Sequence[Window], vectors: Sequence[Floats], size: int) -> Floats:
    """Return the vectors of a document's tokens, each from the window that it is the own of."""
    rows = []
    for window, found in zip(windows, vectors, strict=True):
        shift = window.title - window.first
        rows.append(found[window.own[0] + shift : window.own[1] + shift])
    if rows:
        return np.concatenate(rows)
    return np.zeros((0, size), dtype=np.float32)
