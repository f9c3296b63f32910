"""The codebooks' words for countries and kinds of actors, and finer kinds of event."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from eventgeo.datafiles import read_text

STATE_FORCES = "State forces"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCodes:
    """A country or territory as the codebooks name and number it; a code that one lacks is empty.

    ``gwno`` is Gleditsch and Ward's number, which UCDP uses; ``iso_numeric`` is ACLED's ``iso``.
    """

    country: str
    iso3: str
    iso_numeric: str
    name: str
    acled_region: str
    gwno: str
    ucdp_region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorKindCodes:
    """A kind of actor as ACLED's ``inter`` calls it, and the side it takes to UCDP."""

    actor_kind: str
    acled_inter: str
    ucdp_side: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubEventRule:
    """When a type of event is another sub-event to ACLED than the ontology says: empty cells ask for nothing.

    ``initiator`` "not state" asks for a known one that is no state force; ``target`` for ACLED's ``inter2``.
    """

    event_type: str
    weapon: str
    initiator: str
    target: str
    acled_event_type: str
    acled_sub_event_type: str
    note: str

    def fits(self, weapons: Collection[str], inter1: str, inter2: str) -> bool:
        """Say whether the weapons and both sides are those that the rule asks for."""
        not_state = bool(inter1) and inter1 != STATE_FORCES
        return (
            (not self.weapon or self.weapon in weapons)
            and (not self.initiator or not_state)
            and (not self.target or self.target == inter2)
        )


@cache
def countries() -> Mapping[str, CountryCodes]:
    """Return the codes of each country by ISO 3166-1 alpha-2 code.

    Examples
    --------
    >>> countries()["SY"].gwno, countries()["ML"].acled_region
    ('652', 'Western Africa')
    """
    return MappingProxyType({row["country"]: CountryCodes(**row) for row in _rows("countries.csv")})


@cache
def actor_kinds() -> Mapping[str, ActorKindCodes]:
    """Return the codes of each kind of actor.

    Examples
    --------
    >>> actor_kinds()["jihadist"].acled_inter
    'Rebel group'
    """
    return MappingProxyType({row["actor_kind"]: ActorKindCodes(**row) for row in _rows("actor_kinds.csv")})


@cache
def sub_event_rules() -> tuple[SubEventRule, ...]:
    """Return the rules of ``acled_sub_events.csv``; the first that fits counts.

    Examples
    --------
    >>> {rule.event_type for rule in sub_event_rules()} >= {"strike", "assault"}
    True
    """
    return tuple(SubEventRule(**row) for row in _rows("acled_sub_events.csv"))


def country_of_actor(actor_id: str) -> str:
    """Return the country that an id built of a country and a body names; empty where it names none.

    Examples
    --------
    >>> country_of_actor("SY-army"), country_of_actor("islamic-state")
    ('SY', '')
    """
    code = actor_id.partition("-")[0]
    return code if code in countries() else ""


def _rows(name: str) -> csv.DictReader[str]:
    return csv.DictReader(read_text("crosswalks", name).splitlines())
