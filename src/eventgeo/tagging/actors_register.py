"""The register of canonical conflict actors: one reviewed file a region of the world, ``lexicons/actors/``.

Each actor has an id, a kind, names in the languages of the project, and where known its country, the years of
its existence and its Wikidata item. ``lexicons/actors/README.md`` is the page for whoever edits the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from eventgeo.datafiles import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A canonical actor: one row of ``lexicons/actors/<region>.toml``.

    ``since`` and ``until`` are the first and last year in which it exists under its name, None where unknown
    or where it exists still; ``wikidata`` is its item ("Q2429253"), "" where none has been checked.
    """

    actor_id: str
    name: str
    kind: str
    country: str = ""
    since: int | None = None
    until: int | None = None
    wikidata: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorName:
    """One name of an actor.

    A `wary` one means it only in a document that has another of its names or that of its country ("RSF": the
    Rapid Support Forces, or reporters); a `cased` one must be written with its capitals ("Los Lobos": a gang,
    or wolves).
    """

    actor: Actor
    text: str
    wary: bool = False
    cased: bool = False


@cache
def canonical_actors() -> tuple[Actor, ...]:
    """Return every canonical actor, region after region.

    Examples
    --------
    >>> {actor.actor_id: actor.country for actor in canonical_actors()}["hezbollah"]
    'LB'
    """
    return tuple(_actor(row) for _, row in actor_rows())


@cache
def actor_rows() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return the rows of all files as they are written, each with the region whose file it stands in."""
    folder = resources.files("eventgeo.tagging") / "lexicons/actors"
    regions = sorted(file.name[:-5] for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(
        (region, row)
        for region in regions
        for row in read_toml("tagging", f"lexicons/actors/{region}.toml")["actors"]
    )


def actor_names(lang: str) -> Iterator[ActorName]:
    """Yield the names of all actors in `lang`, with those that are the same in every language.

    Examples
    --------
    >>> [name.text for name in actor_names("ar") if name.actor.actor_id == "islamic-state"][0]
    'داعش'
    """
    for _, row in actor_rows():
        actor = _actor(row)
        wary, cased = row.get("wary", ()), row.get("cased", ())
        shared = row.get("any", ()) if lang != "ar" else ()  # no Arabic text writes them in Latin letters
        for name in dict.fromkeys([*row.get(lang, ()), *shared]):
            yield ActorName(actor=actor, text=name, wary=name in wary, cased=name in cased)


def _actor(row: dict[str, Any]) -> Actor:
    return Actor(
        actor_id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=row.get("country", ""),
        since=row.get("since"),
        until=row.get("until"),
        wikidata=row.get("wikidata", ""),
    )
