"""Events placed by adjectives of countries only: "à la frontière syro-irakienne", "le nord malien"."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.model import Resolution, SpatialRelation, Trigger


def unnamed_relation(
    trigger: Trigger, relations: Sequence[SpatialRelation], countries: Sequence[str]
) -> SpatialRelation | None:
    """Return the relation that tells where an event was, nearest to its trigger; None where there is none.

    Parameters
    ----------
    trigger : Trigger
    relations : sequence of SpatialRelation
        Those told in its sentence (:func:`eventgeo.assembly.spatial.read_unnamed`).
    countries : sequence of str
        The codes of the countries linked to the event, which the relation must be of.
    """
    fitting = [relation for relation in relations if set(relation.countries).issuperset(countries)]
    return min(fitting, key=lambda relation: _gap(relation, trigger), default=None)


def country_of(resolution: Resolution | None) -> str:
    """Return the code of the country that a toponym names, "" where it names none."""
    if resolution is None or resolution.chosen is None or resolution.chosen.place.kind != "country":
        return ""
    return resolution.chosen.place.country


def _gap(relation: SpatialRelation, trigger: Trigger) -> int:
    return max(relation.start - trigger.end, trigger.start - relation.end)
