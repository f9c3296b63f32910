"""Events placed by adjectives of countries only: "à la frontière syro-irakienne", "le nord malien"."""

from __future__ import annotations

from collections.abc import Sequence

from eventgeo.assembly.spatial import read_unnamed
from eventgeo.model import PlaceLink, Resolution, Sentence, SpatialRelation, Trigger


def unnamed_relation(
    trigger: Trigger,
    sentence: Sentence,
    places: Sequence[PlaceLink],
    countries: Sequence[str],
    lang: str,
) -> SpatialRelation | None:
    """Return the relation that tells where an event was, nearest to its trigger; None where places do.

    Parameters
    ----------
    trigger, sentence
        The event's.
    places : sequence of PlaceLink
        Those linked to the event.
    countries : sequence of str
        For each of them the code of the country that it is, "" where it is none.
    lang : str
    """
    if not all(countries):
        return None
    fitting = [
        relation
        for relation in read_unnamed(sentence, lang)
        if not places or set(relation.countries).issuperset(countries)
    ]
    return min(fitting, key=lambda relation: _gap(relation, trigger), default=None)


def country_of(resolution: Resolution | None) -> str:
    """Return the code of the country that a toponym names, "" where it names none."""
    if resolution is None or resolution.chosen is None or resolution.chosen.place.kind != "country":
        return ""
    return resolution.chosen.place.country


def _gap(relation: SpatialRelation, trigger: Trigger) -> int:
    return max(relation.start - trigger.end, trigger.start - relation.end)
