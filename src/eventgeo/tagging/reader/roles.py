"""What the reader takes places and actors to be to each trigger, and whether the event happened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from eventgeo.model import RoleReading, Span, TriggerReading
from eventgeo.tagging.reader.documents import DocumentReading
from eventgeo.tagging.reader.heads import Floats, Heads
from eventgeo.tagging.reader.labels import tags_of

REACH = 160
"""Tokens between a trigger and what can still belong to it: about the windows it learned from."""

_LEAST = 0.02
"""Roles less likely than this are not told."""

_TRIGGERS_AT_ONCE = 8
"""So many triggers are scored in one go, with what is near them: all pairs of a long text are too many."""


def read_triggers(
    reading: DocumentReading,
    heads: Heads,
    triggers: Sequence[Span],
    toponyms: Sequence[Span],
    actors: Sequence[Span],
) -> tuple[TriggerReading, ...]:
    """Return a reading a trigger, in order, whoever found the spans."""
    if not triggers:
        return ()
    starts = [token.start for token in reading.tokens]
    at = _first_tokens(triggers, starts)
    modality = heads.tag_probabilities("modality", reading.vectors[at])
    places = _roles("place_role", reading, heads, at, _first_tokens(toponyms, starts))
    roles = _roles("actor_role", reading, heads, at, _first_tokens(actors, starts))
    return tuple(
        TriggerReading(
            modality=tuple(round(float(p), 4) for p in modality[number]),
            places=places[number],
            actors=roles[number],
        )
        for number in range(len(triggers))
    )


def _first_tokens(spans: Sequence[Span], starts: Sequence[int]) -> list[int]:
    """Return the token that each span begins at (or in)."""
    return [max(0, bisect_left(starts, span.start + 1) - 1) for span in spans]


def _roles(
    layer: str, reading: DocumentReading, heads: Heads, triggers: Sequence[int], arguments: Sequence[int]
) -> list[tuple[RoleReading, ...]]:
    names = tags_of(layer)[1:]
    places = np.asarray(arguments, dtype=np.int64)
    found = []
    for start in range(0, len(triggers), _TRIGGERS_AT_ONCE):
        some = triggers[start : start + _TRIGGERS_AT_ONCE]
        near = np.flatnonzero((places >= min(some) - REACH) & (places <= max(some) + REACH)).tolist()
        scores: Floats = heads.role_probabilities(
            layer, reading.vectors, some, [arguments[number] for number in near]
        )
        for trigger, rows in zip(some, scores[:, :, 1:], strict=True):
            found.append(
                tuple(
                    RoleReading(
                        argument=number,
                        role=names[int(np.argmax(likely))],
                        probability=round(float(likely.max()), 4),
                    )
                    for number, likely in zip(near, rows, strict=True)
                    if abs(arguments[number] - trigger) <= REACH and likely.max() >= _LEAST
                )
            )
    return found
