"""What the words round a toll say of it: a sum over years, a new figure for an old one, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from eventgeo.assembly.phrases import Found
from eventgeo.assembly.toll_view import TollView
from eventgeo.assembly.tolls import Toll

_NEAR = 8
"""Tokens round a toll within which such words stand."""
_OPENING = 4
"""Tokens at the opening of a sentence within which a war is its subject."""
_YEAR = re.compile("(?:19|20)[0-9][0-9]$")
_SOURCE = 6
"""Tokens of a source at most."""


class Standing(Enum):
    """How a figure stands to others for the same event."""

    FIRST = "first"
    REVISED = "revised"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopedToll:
    """A toll with what the words round it say.

    ``cumulative`` holds the words that make it a sum over a war or some years; ``since`` the token from which
    the name of the event is told that it counts from ("depuis le début de l'offensive").
    """

    toll: Toll
    text: str
    cumulative: str = ""
    since: int | None = None
    standing: Standing = Standing.FIRST
    source: str = ""


def scope_tolls(view: TollView, tolls: Sequence[Toll]) -> tuple[ScopedToll, ...]:
    """Return the tolls of a sentence with their scope.

    Examples
    --------
    >>> from eventgeo.assembly.toll_view import view_tolls
    >>> from eventgeo.assembly.tolls import read_tolls
    >>> from eventgeo.text.sentences import split_sentences
    >>> text = "Le conflit a fait plus de 350.000 morts depuis 2011."
    >>> view = view_tolls(split_sentences(text, "fr")[0], "fr", ())
    >>> [(found.text, found.cumulative) for found in scope_tolls(view, read_tolls(view))]
    [('plus de 350.000 morts', 'depuis 2011')]
    """
    if not tolls:
        return ()
    rules, norms = view.rules, view.norms
    cumulative, since = rules.cumulative.find(norms), rules.since.find(norms)
    revised, superseded = rules.revised.find(norms), rules.superseded.find(norms)
    scoped = []
    for toll in tolls:
        sums = _sum_words(view, toll, cumulative)
        start = next((found.end for found in since if _is_near(view, toll, found)), None)
        standing = Standing.FIRST
        if any(0 <= toll.first - found.end <= _NEAR // 2 for found in superseded):
            standing = Standing.SUPERSEDED
        elif any(_is_near(view, toll, found) and found.start < toll.last for found in revised):
            standing = Standing.REVISED
        if standing is Standing.REVISED and toll.low is not None and toll.high is not None:
            toll = _new_figure(view, toll)
        scoped.append(
            ScopedToll(
                toll=toll,
                text=view.text(toll.first, toll.last),
                cumulative=sums,
                since=start,
                standing=standing,
                source=_source(view, toll, view.according),
            )
        )
    return tuple(scoped)


def _new_figure(view: TollView, toll: Toll) -> Toll:
    """Return the new figure where a range tells an old one before it: "passé de 12 à 15 morts"."""
    ranged = any(q.is_range and q.start <= toll.start < q.end for q in view.quantities)
    return replace(toll, low=toll.high) if ranged and toll.low != toll.high else toll


def _sum_words(view: TollView, toll: Toll, cumulative: Sequence[Found[None]]) -> str:
    norms, lists = view.norms, view.rules.lists
    inside = range(toll.first, toll.last)
    for found in cumulative:
        before = {norms[at] for at in range(max(0, found.start - 5), found.start) if at not in inside}
        if _is_near(view, toll, found) and not lists["superlatives"].intersection(before):
            return view.text(found.start, found.end)
    for at in range(min(_OPENING, toll.first)):
        near = range(max(at, toll.first - _NEAR), toll.first)
        if at in view.blocked or ";" in norms[at : toll.first]:
            continue  # "Fighting in the town left 12 dead" tells of one event
        if norms[at] in lists["wars"] and not any(place in view.blocked for place in near):
            return view.text(at, at + 1)
    for at in range(max(0, toll.first - 2 * _NEAR), min(len(norms), toll.last + 2 * _NEAR)):
        if norms[at] in lists["since"] and not lists["superlatives"].intersection(norms[max(0, at - 5) : at]):
            years = (
                place for place in range(at + 1, min(len(norms), at + _NEAR)) if _YEAR.match(norms[place])
            )
            year = next(years, None)
            if year is not None and not any(norms[place] == "," for place in range(at, year)):
                return view.text(at, year + 1)
    return ""


def _is_near(view: TollView, toll: Toll, found: Found[None]) -> bool:
    """Say whether a phrase stands within reach of a toll, with no mark of a new clause between."""
    if found.start >= toll.last:
        gap = view.norms[toll.last : found.start]
    elif found.end <= toll.first:
        gap = view.norms[found.end : toll.first]
    else:
        return True
    return len(gap) <= 2 * _NEAR and not any(mark in gap for mark in (";", ":", ".", "?", "!"))


def _source(view: TollView, toll: Toll, according: Sequence[Found[None]]) -> str:
    """Return the source named right after a figure: "12 morts selon la police"."""
    for found in according:
        gap = view.norms[toll.last : found.start]
        if found.start >= toll.last and (not gap or (gap == [","] or (len(gap) <= 3 and "," not in gap))):
            end = found.end
            while end < min(len(view.norms), found.end + _SOURCE) and view.tokens[end].is_word:
                if end > found.end and view.norms[end] in view.rules.lists["phrase_ends"]:
                    break
                end += 1
            return view.text(found.start, end)
    return ""


def trigger_counted_from(scoped: ScopedToll, ranges: Sequence[tuple[int, int]]) -> int | None:
    """Return which of some token ranges of triggers a toll counts from, None where none stands there."""
    if scoped.since is None:
        return None
    for at, (start, _) in enumerate(ranges):
        if 0 <= start - scoped.since <= 2:
            return at
    return None
