"""Several figures for one event brought together: by two sources, new for old, or of different people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventgeo.assembly.casualty_rules import HARMS, Harm
from eventgeo.assembly.toll_scope import ScopedToll, Standing
from eventgeo.assembly.toll_view import TollView
from eventgeo.model import Casualties, Count, Span

_TOGETHER = 8
"""Tokens between two tolls that are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedToll:
    """A toll of an event, why it is its, and how far it stands from it."""

    scoped: ScopedToll
    view: TollView
    reason: str
    cost: float = 0.0


def merge_tolls(tied: Sequence[TiedToll]) -> Casualties:
    """Return the people harmed by one event, of all that is told of it.

    Examples
    --------
    >>> merge_tolls([]) == Casualties()
    True
    """
    counts: dict[Harm, Count] = {}
    reasons: list[str] = []
    for harm in HARMS:
        figures = [found for found in tied if found.scoped.toll.harm == harm]
        if figures:
            counts[harm], why = _merge(figures)
            reasons.append(f"{harm}: {why}")
    return Casualties(**counts, reason="; ".join(reasons))


def _merge(figures: Sequence[TiedToll]) -> tuple[Count, str]:
    """Return one count for the figures of one harm: the first, unless the text tells how they go together."""
    several = [found for found in figures if found.scoped.standing is not Standing.SUPERSEDED] or figures
    several = [found for found in several if found.scoped.toll.high != 0] or several
    revised = [found for found in several if found.scoped.standing is Standing.REVISED]
    if revised and len(figures) > 1:
        return _count(revised[-1]), f"{_told(revised[-1])}, the newest of {len(figures)} figures"
    opening = several[0].view
    first = min((found for found in several if found.view is opening), key=lambda found: found.cost)
    rest = [found for found in several if _bounds(found) != _bounds(first)]
    sourced = [found for found in several if found.scoped.source]
    if rest and len(sourced) > 1 and len({_bounds(found) for found in sourced}) > 1:
        return _span_of(sourced), "told differently: " + ", ".join(map(_told, sourced))
    added = [found for found in several if found is not first and _is_other_people(first, found)]
    if added:
        return _sum_of([first, *added]), "added: " + ", ".join(map(_told, [first, *added]))
    why = _told(first)
    if rest:
        why += f', the first of several figures (also "{rest[0].scoped.text}")'
    return _count(first), why


def _told(tied: TiedToll) -> str:
    source = f" {tied.scoped.source}" if tied.scoped.source else ""
    return f'"{tied.scoped.text}"{source} ({tied.reason})'


def _bounds(tied: TiedToll) -> tuple[int | None, int | None]:
    return tied.scoped.toll.low, tied.scoped.toll.high


def _is_other_people(first: TiedToll, other: TiedToll) -> bool:
    """Say whether a figure of the same sentence counts others: "trois soldats tués, cinq civils abattus"."""
    one, two = first.scoped.toll, other.scoped.toll
    if first.view is not other.view or first.scoped.source or other.scoped.source:
        return False
    if not one.who or not two.who:
        return False
    if max(one.first, two.first) - min(one.last, two.last) > _TOGETHER:
        return False
    heads = {one.who.split()[0].lower(), two.who.split()[0].lower()}
    general = any(word in first.view.rules.lists["general"] for word in heads)
    return len(heads) == 2 and not general


def _count(tied: TiedToll) -> Count:
    toll = tied.scoped.toll
    return Count(low=toll.low, high=toll.high, who=toll.who, span=_span(tied))


def _span(tied: TiedToll) -> Span:
    toll, view = tied.scoped.toll, tied.view
    start, end = view.tokens[toll.first].start, view.tokens[toll.last - 1].end
    return Span(start=start, end=end, text=view.text(toll.first, toll.last))


def _span_of(figures: Sequence[TiedToll]) -> Count:
    """Return the range that holds every figure."""
    lows = [low for found in figures for low in [_bounds(found)[0]] if low is not None]
    highs = [high for found in figures for high in [_bounds(found)[1]]]
    high = None if None in highs else max(high for high in highs if high is not None)
    who = next((found.scoped.toll.who for found in figures if found.scoped.toll.who), "")
    return Count(low=min(lows, default=None), high=high, who=who, span=_span(figures[0]))


def _sum_of(figures: Sequence[TiedToll]) -> Count:
    lows = [found.scoped.toll.low for found in figures]
    highs = [found.scoped.toll.high for found in figures]
    return Count(
        low=sum(low or 0 for low in lows) or None,
        high=None if None in highs else sum(high for high in highs if high is not None),
        who=", ".join(found.scoped.toll.who for found in figures),
        span=_span(figures[0]),
    )
