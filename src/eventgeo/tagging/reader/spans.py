"""From the probabilities of tags to spans with the probability of each label."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventgeo.tagging.reader.heads import Floats
from eventgeo.tagging.reader.labels import LabelledSpan, tags_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredSpan:
    """Tokens that a layer may mark; ``scores`` are the probabilities of its labels, in their order.

    They sum to less than 1: the rest is the probability that nothing is marked here.
    """

    start: int
    end: int
    scores: tuple[float, ...]

    @property
    def total(self) -> float:
        """Probability that there is a span of any label."""
        return sum(self.scores)


def labels_of(layer: str) -> tuple[str, ...]:
    """Return the labels of a layer's spans.

    Examples
    --------
    >>> labels_of("place")
    ('place', 'metonymy')
    """
    return tuple(tag[2:] for tag in tags_of(layer)[1::2])


def scored_spans(probabilities: Floats, *, threshold: float) -> list[ScoredSpan]:
    """Return the spans that are at least as likely as `threshold`, in order.

    Parameters
    ----------
    probabilities : array (tokens, tags)
        In the order O, B-first, I-first, B-second …
    threshold : float
        Least probability of every token of a span to be in one.

    Examples
    --------
    >>> p = np.array([[1, 0, 0], [0.2, 0.8, 0], [0.4, 0.1, 0.5], [0.3, 0.6, 0.1]], dtype=np.float32)
    >>> [(s.start, s.end, round(s.total, 2)) for s in scored_spans(p, threshold=0.5)]
    [(1, 3, 0.7), (3, 4, 0.7)]
    """
    marked = 1.0 - probabilities[:, 0] >= threshold
    begins = probabilities[:, 1::2].sum(axis=1) >= probabilities[:, 2::2].sum(axis=1)
    labels = probabilities[:, 1::2] + probabilities[:, 2::2]
    spans: list[ScoredSpan] = []
    start: int | None = None
    for at in range(len(marked) + 1):
        open_here = at < len(marked) and bool(marked[at])
        if start is not None and (not open_here or begins[at]):
            scores = labels[start:at].mean(axis=0)
            spans.append(ScoredSpan(start=start, end=at, scores=tuple(map(float, scores))))
            start = None
        if open_here and start is None:
            start = at
    return spans


def best_spans(probabilities: Floats, layer: str, *, threshold: float = 0.5) -> list[LabelledSpan]:
    """Return the likely spans with the best label of each.

    Examples
    --------
    >>> p = np.array([[0.1, 0.9, 0]], dtype=np.float32)
    >>> best_spans(p, "actor")[0].label
    'actor'
    """
    labels = labels_of(layer)
    found = []
    for span in scored_spans(probabilities, threshold=threshold):
        best = int(np.argmax(span.scores))
        found.append(LabelledSpan(start=span.start, end=span.end, label=labels[best], score=span.total))
    return found
