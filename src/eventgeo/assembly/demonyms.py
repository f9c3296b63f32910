"""Adjectives that point to a country ("irakien", "Syrian"): the reviewed tables that resolution uses too."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from eventgeo.datafiles import is_there, read_toml


@cache
def demonym_countries(lang: str) -> Mapping[str, str]:
    """Return country codes by adjective, in all its forms; an adjective of several countries is left out.

    Examples
    --------
    >>> demonym_countries("fr")["irakiennes"], demonym_countries("en")["syrian"]
    ('IQ', 'SY')
    >>> demonym_countries("xx")
    {}
    """
    path = f"data/demonyms.{lang}.toml"
    if not is_there("resolution", path):
        return {}
    table = read_toml("resolution", path)
    endings = sorted(table["endings"].items(), key=lambda item: -len(item[0]))
    countries: dict[str, set[str]] = {}
    for country, words in table["words"].items():
        for word in words:
            ending, forms = next(((e, f) for e, f in endings if word.endswith(e)), ("", [""]))
            stem = word.removesuffix(ending)
            for form in {word, *(stem + end for end in forms)}:
                countries.setdefault(form, set()).add(country)
    return {form: codes.pop() for form, codes in countries.items() if len(codes) == 1}
