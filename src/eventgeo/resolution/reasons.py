"""Why a place was chosen, or none, as a sentence that a user can check."""

from __future__ import annotations

import math
from collections.abc import Sequence

from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.context import Context

_MOST_COUNTRIES = 5
_MATCHES = {
    "exact": "its name as written",
    "normalised": "its name but for accents, article or hyphens ({name})",
    "transliteration": "its name sounds alike ({name})",
}


def reason_for(
    chosen: Candidate, name: Name, context: Context, step: str, inside: tuple[Place, ...] = ()
) -> str:
    """Return the reason of a choice: the step that made it, then all that spoke for it."""
    place = chosen.place
    parts = [step, _MATCHES[chosen.match].format(name=chosen.matched_name)]
    if name.kind is not None:
        parts.append(f"the text asks for {name.kind}, this is {place.kind}")
    if "adjective" in chosen.features:
        parts.append(f'the text calls it "{name.adjective}"')
    if "container" in chosen.features:
        outer = next(outer for outer in inside if outer.country == place.country)
        parts.append(f"the text puts it in {outer.name}")
    if place.country and place.kind != "country":
        parts.append(_country(place.country, context))
    if "near" in chosen.features:
        distance, anchor = context.nearest(place)
        if anchor is not None and not math.isinf(distance):
            parts.append(f"{distance:.0f} km from {anchor.name}")
    if place.population and place.kind == "populated":
        parts.append(f"population {place.population:,}")
    return "; ".join(part for part in parts if part)


def refusal_reason(ranked: Sequence[Candidate], context: Context) -> str:
    """Return why a name is left without a place though the gazetteer may have places of that name."""
    if not ranked:
        return "no place of that name in the gazetteer"
    best = ranked[0].place
    if ranked[0].match == "transliteration":
        return (
            "no place of that name in the gazetteer; what sounds most alike, "
            f"{best.name} ({best.country or best.kind}), is far from all else in the text"
        )
    countries = sorted({candidate.place.country for candidate in ranked} - {""})
    if countries and not any(context.pointers.get(country) for country in countries):
        shown = ", ".join(countries[:_MOST_COUNTRIES]) + (" …" if len(countries) > _MOST_COUNTRIES else "")
        return f"only places of that name are in countries the text never speaks of ({shown})"
    return f"the best match, {best.name} ({best.country or best.kind}), is far from all else in the text"


def _country(country: str, context: Context) -> str:
    if not context.pointers.get(country):
        return f"in {country}"
    most = max(context.pointers, key=lambda code: (context.pointers[code], code))
    return (
        f"in {country}, the country the text points to most"
        if most == country
        else f"in {country}, which the text points to"
    )
