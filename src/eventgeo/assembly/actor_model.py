"""The choice of an event's actors: a logistic score over named features, its weights in a readable file.

``rules/actor_weights.json`` is written by ``scripts/train_actor_roles.py``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat

from eventgeo.assembly.actor_candidates import OTHER, ROLES, ActorRole, Candidate, EventView, role_candidates
from eventgeo.assembly.actor_features import actor_features, reading_features, role_features
from eventgeo.assembly.actor_history import ActorHistory
from eventgeo.assembly.actor_layout import Layout
from eventgeo.datafiles import read_text
from eventgeo.odds import chance, weigh
from eventgeo.text.tokens import normal_form


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A candidate that was given its role, and the probability that it has it."""

    candidate: Candidate
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorModel:
    """Weights by role and feature, and thresholds.

    A candidate's probability is the logistic function of the sum of its features by their weights. The
    likeliest for a role is taken if it reaches ``thresholds["first"]``, a further one if it reaches
    ``joined`` where it is joined to one taken ("X et Y"), ``more`` otherwise. Nobody has both roles: who
    might has the likelier.
    """

    weights: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, float]

    def score(self, view: EventView, history: ActorHistory) -> list[Chosen]:
        """Return all candidates for both roles with their probabilities."""
        return [
            Chosen(candidate=candidate, probability=self._probability(candidate, names, numbers, view))
            for candidate, names, numbers in featured(view, history)
        ]

    def _probability(
        self, candidate: Candidate, names: Sequence[str], numbers: Mapping[str, float], view: EventView
    ) -> float:
        role = candidate.role
        found = chance(self._sum(role, names, numbers))
        sure = view.parts[role].sure and candidate.place in view.ruled[role]
        return max(found, *self.thresholds.values()) if sure else found

    def _sum(self, role: ActorRole, names: Sequence[str], numbers: Mapping[str, float]) -> float:
        weights = self.weights[role]
        return sum(map(weights.get, names, repeat(0.0))) + weigh(numbers, weights)

    def choose(self, view: EventView, history: ActorHistory) -> dict[ActorRole, list[Chosen]]:
        """Return who has which role, likeliest first; an actor named several times is given once.

        Parameters
        ----------
        view : EventView
        history : ActorHistory
            Of the events before.
        """
        scored = self.score(view, history)
        known = {(row.candidate.role, row.candidate.place): row.probability for row in scored}
        taken: dict[ActorRole, dict[str, Chosen]] = {"initiator": {}, "target": {}}
        for row in sorted(scored, key=lambda row: (-row.probability, row.candidate.place)):
            role, place = row.candidate.role, row.candidate.place
            others = taken[role].values()
            if row.probability < self.thresholds[_hurdle(row.candidate, others, view.layout)]:
                continue
            if row.probability >= known.get((OTHER[role], place), 0.0):
                taken[role].setdefault(normal_form(row.candidate.actor.text), row)
        return {role: list(rows.values()) for role, rows in taken.items()}


def _hurdle(candidate: Candidate, taken: Collection[Chosen], layout: Layout) -> str:
    if not taken:
        return "first"
    mention = candidate.mention
    if mention is not None:
        for other in (row.candidate.mention for row in taken):
            if other is not None and layout.joined(mention, other):
                return "joined"
    return "more"


def featured(
    view: EventView, history: ActorHistory
) -> Iterator[tuple[Candidate, list[str], Mapping[str, float]]]:
    """Yield each candidate for each role with its features: those that are there, and those with a number."""
    shared: dict[tuple[int, int, int], list[str]] = {}
    for role in ROLES:
        for candidate in role_candidates(view, role, history):
            key = (*candidate.place, candidate.gap)
            if key not in shared:
                shared[key] = actor_features(view, candidate)
            names = [*shared[key], *role_features(view, candidate, history)]
            yield candidate, names, reading_features(view, candidate)


def parse_actor_model(text: str) -> ActorModel:
    """Return the model of a weights file."""
    table = json.loads(text)
    return ActorModel(weights=table["weights"], thresholds=table["thresholds"])


@cache
def actor_model() -> ActorModel:
    """Return the model that ships with the package."""
    return parse_actor_model(read_text("assembly", "rules/actor_weights.json"))
