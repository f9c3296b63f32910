"""Adjectives and peoples given as names: "Russian" in "Russian troops", where it is marked, means Russia."""

from __future__ import annotations

from dataclasses import replace

from eventgeo.gazetteer.sources.countries import cldr_names
from eventgeo.model import Candidate
from eventgeo.protocols import Gazetteer
from eventgeo.text.demonyms import demonyms
from eventgeo.text.tokens import normal_form


def countries_of_people(name: str, lang: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the countries that an adjective or the name of a people points to, as candidates marked so.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> gazetteer = open_gazetteer()
    >>> [candidate.place.country for candidate in countries_of_people("irakienne", "fr", gazetteer)]
    ['IQ']
    >>> countries_of_people("Bagdad", "fr", gazetteer)
    ()
    """
    found = []
    for code in demonyms(lang).national.get(normal_form(name), ()):
        known = (c for country in list(cldr_names(code))[:1] for c in gazetteer.lookup(country))
        country = next((c for c in known if c.place.kind == "country" and c.place.country == code), None)
        if country is not None:
            features = {
                "name_count": country.features.get("name_count", 1.0),
                "own_name": 1.0,
                "demonym": 1.0,
            }
            found.append(replace(country, match="normalised", matched_name=name, features=features))
    return tuple(found)
