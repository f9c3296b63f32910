"""What a pass sees of a name's situation, and what it decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.context import Context
from eventgeo.resolution.ranking import rank
from eventgeo.resolution.reasons import reason_for
from eventgeo.resolution.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a pass decided for a name: the candidates in order, the chosen one or none, and the reason."""

    ranked: tuple[Candidate, ...]
    chosen: Candidate | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a pass sees beside the name.

    Attributes
    ----------
    context : Context
        Where the document plays, as far as known.
    inside : tuple of Place
        The places that the text says contain the one sought.
    company : callable
        How much other names of the document may lie near a place, 0 to 1.
    beside : callable
        The ties of the name to names already settled, with their places.
    """

    context: Context
    inside: tuple[Place, ...] = ()
    company: Callable[[Place], float] = lambda place: 0.0
    beside: Callable[[], tuple[tuple[Tie, Place], ...]] = tuple

    def rank(self, name: Name) -> tuple[Candidate, ...]:
        """Return the candidates of a name, best first."""
        return rank(name, self.context, self.inside, self.company)


Pass = Callable[[Name, Situation], Choice | None]


def take(name: Name, situation: Situation, ranked: tuple[Candidate, ...], step: str) -> Choice:
    """Return the choice of the first ranked candidate, with its reason."""
    reason = reason_for(ranked[0], name, situation.context, step, situation.inside)
    return Choice(ranked=ranked, chosen=ranked[0], reason=reason)
