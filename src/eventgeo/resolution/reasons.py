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
    "fuzzy": "its name is written much alike ({name})",
    "context": "{name}",
}


def reason_for(chosen: Candidate, name: Name, context: Context, inside: tuple[Place, ...] = ()) -> str:
    """Return the reason of a choice: how the names met, then all that spoke for it."""
    place = chosen.place
    parts = [_MATCHES[chosen.match].format(name=chosen.matched_name)]
    if name.written and name.text != name.written:
        parts.append(f"{name.text} without the particles of {name.written}")
    if name.kind is not None:
        parts.append(f"the text asks for {name.kind}, this is {place.kind}")
    if "adjective" in chosen.features:
        parts.append(f'the text calls it "{name.adjective}"')
    if "container" in chosen.features:
        outer = next((outer for outer in inside if outer.country == place.country), None)
        parts.append(
            "the text names what contains it" if outer is None else f"the text puts it in {outer.name}"
        )
    if place.country and place.kind != "country":
        parts.append(_country(place.country, context))
    if "near" in chosen.features:
        distance, anchor = context.nearest(place)
        if anchor is not None and not math.isinf(distance):
            parts.append(f"{distance:.0f} km from {anchor.name}")
    if place.population and place.kind == "populated":
        parts.append(f"population {place.population:,}")
    return "; ".join(part for part in parts if part)


_FOR = {
    "adjective": "the text gives its country by an adjective",
    "container": "the text names what contains it",
    "kind": "it is of the kind the text asks for",
    "country_in_sentence": "the sentence names its country",
    "people_in_sentence": "the sentence names people of its country",
    "near": "other places of the text lie near",
    "capital": "it is a capital",
}
_AGAINST = {
    "kind": "it is of another kind than the text asks for",
    "alternate": "the name is not its own",
    "outnamed": "a town of like size bears the name as its own",
    "part": "its own name is longer",
    "folded": "its name lacks the accents",
    "foreign": "it goes by that name only in other languages",
    "admin_unasked": "it is a unit, and nothing asks for one",
}


def reason_against(candidate: Candidate, chosen: Candidate) -> str:
    """Return in words why `candidate` came after `chosen`: what speaks for it, and what against it."""
    features = candidate.features
    pros = [words for name, words in _FOR.items() if features.get(name, 0.0) > 0]
    cons = [words for name, words in _AGAINST.items() if features.get(name, 0.0) < 0]
    if features.get("importance", 0.0) < chosen.features.get("importance", 0.0):
        cons.append("it is smaller or less known")
    parts = [_MATCHES.get(candidate.match, "{name}").format(name=candidate.matched_name)]
    if pros:
        parts.append("for it: " + ", ".join(pros))
    if cons:
        parts.append("against it: " + ", ".join(cons))
    return "; ".join(parts)


def refusal_reason(ranked: Sequence[Candidate], context: Context) -> str:
    """Return why a name is left without a place though the gazetteer may have places of that name."""
    if not ranked:
        return "no place of that name in the gazetteer"
    best = ranked[0].place
    alone = not context.named and not context.anchors
    if alone and ranked[0].match == "transliteration":
        return (
            "no place of that name in the gazetteer; what sounds most alike, "
            f"{best.name} ({best.country or best.kind}), is not like enough"
        )
    if {"folded", "part"} & ranked[0].features.keys():
        return (
            f"the best match, {best.name} ({best.country or best.kind}), goes by that name only without its "
            "accents or in part, and nothing in the text speaks for it"
        )
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
