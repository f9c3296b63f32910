"""Who stands on either side of an event, from the table of its actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eventgeo.crosswalks.codes import actor_kinds, country_of_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The actors on one side, first the one that counts; all empty where the text names none."""

    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """The words of the text for each."""
    kind: str = ""
    actor_id: str = ""

    @property
    def name(self) -> str:
        """The first actor's name: canonical where known, else as in the text."""
        return self.names[0] if self.names else ""

    @property
    def others(self) -> str:
        """The other actors' names, joined as ACLED joins them."""
        return "; ".join(self.names[1:])

    @property
    def country(self) -> str:
        """Country of the first actor, where its id says so."""
        return country_of_actor(self.actor_id)

    def is_named(self, who: str) -> bool:
        """Say whether `who` are words for an actor of this side: one holds all words of the other.

        Examples
        --------
        >>> Side(texts=("deux soldats maliens",)).is_named("soldats maliens")
        True
        >>> Side(texts=("soldats maliens",)).is_named("soldats nigériens")
        False
        """
        wanted = set(who.casefold().split())
        known = (set(text.casefold().split()) for text in self.texts)
        return bool(wanted) and any(wanted <= words or words <= wanted for words in known)


def sides_of(actors: Iterable[Mapping[str, Any]]) -> Mapping[tuple[str, str], Side]:
    """Return the side of each (event id, "initiator" or "target"), from the rows of ``event_actors``.

    What is no actor to the codebooks (a site, a weapon) gives a side its name, or that of the actor whose
    site it is, only where there is none other.
    """
    found: defaultdict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in actors:
        found[row["event_id"], row["role"]].append(row)
    return {key: _side(rows) for key, rows in found.items()}


def _side(rows: list[Mapping[str, Any]]) -> Side:
    known = actor_kinds()
    acting = [row for row in rows if row["actor_kind"] in known and known[row["actor_kind"]].acled_inter]
    rows = acting or rows
    names = dict.fromkeys(row["actor_name"] or row["text"] for row in rows)
    return Side(
        names=tuple(names),
        texts=tuple(dict.fromkeys(row["text"] for row in rows)),
        kind=rows[0]["actor_kind"],
        actor_id=rows[0]["actor_id"],
    )
