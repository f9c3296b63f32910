"""The actors that the events of a text have had so far: whoever attacked before is likely to again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from eventgeo.model import ActorMention
from eventgeo.text.tokens import normal_form

_RECENT = 3
"""Sentences back to an event whose actors are brought up again."""


def key_of(actor: ActorMention) -> str:
    """Return what tells one actor from another: its id, else its words."""
    return actor.actor_id or _name(actor.text)


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    return normal_form(text)


@dataclass(slots=True)
class ActorHistory:
    """Who had which role in which event, latest last; grows as a text is read."""

    rows: list[tuple[int, str, str, tuple[ActorMention, ...]]] = field(default_factory=list)
    """Sentence, event type, role and actors."""
    _known: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    _typed: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, sentence: int, event_type: str, role: str, actors: Iterable[ActorMention]) -> None:
        """Keep the actors of one role of an event."""
        actors = tuple(actors)
        if not actors:
            return
        self.rows.append((sentence, event_type, role, actors))
        for actor in actors:
            self._known[key_of(actor), role] = (sentence, event_type)
            self._typed.add((key_of(actor), role, event_type))

    def recent(self, sentence: int, event_type: str, role: str) -> tuple[ActorMention, ...]:
        """Return the actors of the last event of the type with any in the role, none where it is long ago."""
        for number, kind, part, actors in reversed(self.rows):
            if sentence - number > _RECENT:
                return ()
            if kind == event_type and part == role:
                return actors
        return ()

    def features(self, actor: ActorMention, role: str, other: str, event_type: str) -> list[str]:
        """Return what an actor's earlier roles say of it."""
        key = key_of(actor)
        names = []
        if (key, role, event_type) in self._typed:
            names.append("role before in type")
        elif (key, role) in self._known:
            names.append("role before")
        if (key, other, event_type) in self._typed:
            names.append("other role before in type")
        elif (key, other) in self._known:
            names.append("other role before")
        return names or ["no role before"]
