"""Which prediction stands for which gold mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class HasSpan(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def pairs_exact(gold: Sequence[HasSpan], found: Sequence[HasSpan]) -> dict[int, int]:
    """Return for gold mentions the prediction of the same offsets; one predicted twice counts once.

    Examples
    --------
    >>> from eventgeo.model import Span
    >>> homs, hama = Span(start=0, end=4, text="Homs"), Span(start=9, end=13, text="Hama")
    >>> pairs_exact([homs, hama], [hama, hama])
    {1: 0}
    """
    first: dict[tuple[int, int], int] = {}
    for number, span in enumerate(found):
        first.setdefault((span.start, span.end), number)
    pairs: dict[int, int] = {}
    for number, span in enumerate(gold):
        at = first.pop((span.start, span.end), None)
        if at is not None:
            pairs[number] = at
    return pairs


def pairs_overlapping(gold: Sequence[HasSpan], found: Sequence[HasSpan]) -> dict[int, int]:
    """Pair one to one: equal offsets first, then by the longest overlap, the earlier in the text first.

    Examples
    --------
    >>> from eventgeo.model import Span
    >>> whole, part = Span(start=0, end=10, text="Homs city."), Span(start=0, end=4, text="Homs")
    >>> pairs_overlapping([whole], [part]), pairs_overlapping([whole, part], [part])
    ({0: 0}, {1: 0})
    """
    pairs = pairs_exact(gold, found)
    used = set(pairs.values())
    overlaps = [
        (-shared, wanted.start, span.start, g, f)
        for g, wanted in enumerate(gold)
        if g not in pairs
        for f, span in enumerate(found)
        if f not in used and (shared := min(wanted.end, span.end) - max(wanted.start, span.start)) > 0
    ]
    for *_, g, f in sorted(overlaps):
        if g not in pairs and f not in used:
            pairs[g] = f
            used.add(f)
    return pairs
