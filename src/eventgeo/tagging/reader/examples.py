"""Windows with gold labels: what the network learns from."""

from __future__ import annotations

from dataclasses import dataclass

from eventgeo.tagging.reader.labels import LabelledSpan
from eventgeo.tagging.reader.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A trigger and a place or actor, by the first tokens of their spans, and the role of the latter."""

    trigger: int
    argument: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledWindow:
    """A window with its gold: spans a layer, modality a trigger (by its first token), pairs a layer.

    ``layers`` are those the document's coders marked; others are not learned from it.
    """

    window: Window
    spans: dict[str, tuple[LabelledSpan, ...]]
    modality: dict[int, str]
    pairs: dict[str, tuple[Pair, ...]]
    layers: frozenset[str]
