"""Why a place was chosen, or none, as a sentence that a user can check."""

from __future__ import annotations

import math

from eventgeo.model import Candidate, Place
from eventgeo.resolution.candidates import Name
from eventgeo.resolution.context import Context

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


def _country(country: str, context: Context) -> str:
    if not context.pointers.get(country):
        return f"in {country}"
    most = max(context.pointers, key=lambda code: (context.pointers[code], code))
    return (
        f"in {country}, the country the text points to most"
        if most == country
        else f"in {country}, which the text points to"
    )
