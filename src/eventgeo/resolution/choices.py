"""What is decided for a name, and what the placing of unknown ones sees of its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eventgeo.model import Candidate, Place
from eventgeo.resolution.context import Context
from eventgeo.resolution.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The candidates of a name in order, the chosen one or none, the reason, and how likely it is right.

    ``beside`` is the place that a name without one of its own was put by.
    """

    ranked: tuple[Candidate, ...]
    chosen: Candidate | None
    reason: str
    confidence: float = 0.0
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known when a name without a place of its own is put beside others.

    Attributes
    ----------
    context : Context
        Where the document plays.
    beside : callable
        The ties of the name to names already settled, with their places.
    """

    context: Context
    beside: Callable[[], tuple[tuple[Tie, Place], ...]] = tuple
