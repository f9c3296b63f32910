"""What the reader's heads tell apart: one row of labels a head, in the order of its outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from eventgeo.model import MODALITIES, ROLES
from eventgeo.ontology import event_types

OUTSIDE = "O"
UNRELATED = "none"

PLACE, METONYMY = "place", "metonymy"
EXPRESSIONS = ("date", "killed", "injured")
ACTOR_ROLES = ("initiator", "target")

SPAN_LAYERS = ("event", "place", "actor", "expression")
"""Heads that mark spans, each token with a tag of its layer."""

PAIR_LAYERS = ("place_role", "actor_role")
"""Heads that say what a place or an actor is to a trigger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSpan:
    """A span of one layer, in tokens of its window; ``end`` exclusive, ``score`` its probability."""

    start: int
    end: int
    label: str
    score: float = 1.0


@cache
def tags_of(layer: str) -> tuple[str, ...]:
    """Return the outputs of a head.

    Examples
    --------
    >>> tags_of("actor")
    ('O', 'B-actor', 'I-actor')
    >>> len(tags_of("event")), tags_of("place_role")
    (47, ('none', 'location', 'origin', 'destination', 'via'))
    """
    labels = {
        "event": tuple(event_types()),
        "place": (PLACE, METONYMY),
        "actor": ("actor",),
        "expression": EXPRESSIONS,
    }
    if layer in labels:
        return (OUTSIDE, *(f"{mark}-{label}" for label in labels[layer] for mark in "BI"))
    rows: dict[str, tuple[str, ...]] = {
        "modality": MODALITIES,
        "place_role": (UNRELATED, *ROLES),
        "actor_role": (UNRELATED, *ACTOR_ROLES),
    }
    return rows[layer]


def encode_spans(spans: Sequence[LabelledSpan], length: int, layer: str) -> list[int]:
    """Return the tag of each of `length` tokens; of spans that overlap the first in the row wins.

    Examples
    --------
    >>> encode_spans([LabelledSpan(start=1, end=3, label="actor")], 4, "actor")
    [0, 1, 2, 0]
    """
    number = {tag: at for at, tag in enumerate(tags_of(layer))}
    row = [0] * length
    for span in spans:
        if any(row[span.start : span.end]):
            continue
        row[span.start] = number[f"B-{span.label}"]
        for at in range(span.start + 1, span.end):
            row[at] = number[f"I-{span.label}"]
    return row
