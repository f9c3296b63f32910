"""Build the base map that every HTML map carries: country outlines, small enough to put into the page.

    python scripts/build_outlines.py NE_ADMIN1.geojson NE_ADMIN0.jsonl [--max-kb 400]

Both inputs come from Natural Earth (public domain): first-level units with their polygons, and countries with
their label points. Units are dissolved by country; gaps and overlaps that come from simplifying units one by
one are closed, so that neighbours share one border; the whole is simplified as one coverage until it fits.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from babel import Locale
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).parents[1] / "src/eventgeo/export/assets/outlines.json"
SCALE = 100
"""Steps a degree: coordinates are kept to 0.01 degrees, about a kilometre."""

LANGUAGES = ("en", "fr")
"""Of the countries' names, which are those of Unicode CLDR."""

_GAP = 0.03
"""Widest gap, in degrees, that two borders simplified one by one leave between them."""

_SMALLEST_UNIT = 0.2
"""Square degrees (about 2,500 km²) that the units of a country must have on average to be drawn."""

_INNER_TOLERANCE = 0.06
"""Degrees by which borders inside a country may be off."""

_SMALLEST_ISLAND = 0.002
"""Square degrees (about 25 km²); smaller islands are left out, but not a country's largest."""


def dissolve(units: gpd.GeoDataFrame) -> tuple[list[str], list[BaseGeometry]]:
    """Join the units of each country, without the slivers between them."""
    codes: list[str] = []
    shapes: list[BaseGeometry] = []
    for code, group in units.groupby("iso_a2"):
        if code == "AQ":  # no news from there, and a shape that a flat map cannot show
            continue
        grown = shapely.buffer(shapely.make_valid(group.geometry.to_numpy()), _GAP, join_style="mitre")
        codes.append(str(code))
        shapes.append(shapely.union_all(grown).buffer(-_GAP, join_style="mitre"))
    return codes, shapes


def share_borders(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return the shapes as a coverage: neighbours meet in the very same line."""
    land = shapely.union_all(shapely.buffer(list(shapes), _GAP, join_style="mitre")).buffer(
        -_GAP, join_style="mitre"
    )
    taken: list[BaseGeometry] = []
    for shape in shapes:
        grown = shape.buffer(_GAP, join_style="mitre")
        near = [other for other in taken if other.intersects(grown)]
        taken.append(shapely.difference(grown, shapely.union_all(near)))
    parts = [shapely.intersection(shape, land) for shape in taken]
    lines = shapely.union_all([shape.boundary for shape in parts], grid_size=1 / SCALE / 10)
    faces = list(shapely.polygonize([lines]).geoms)
    inside = shapely.STRtree(parts).query(shapely.point_on_surface(faces), predicate="within")
    of_country: dict[int, list[BaseGeometry]] = {}
    for face, country in inside.T.tolist():
        of_country.setdefault(country, []).append(faces[face])
    return [shapely.coverage_union_all(of_country.get(index, [])) for index in range(len(parts))]


def without_specks(shape: BaseGeometry) -> BaseGeometry:
    """Drop small islands and holes; a country keeps its largest part."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    kept = [part for index, part in enumerate(parts) if index == 0 or part.area >= _SMALLEST_ISLAND]
    solid = [
        shapely.Polygon(
            part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area > 0.002]
        )
        for part in kept
    ]
    return shapely.MultiPolygon(solid)


def inner_borders(units: gpd.GeoDataFrame) -> dict[str, list[shapely.LineString]]:
    """Return the borders between the units of each country, each drawn once."""
    lines: dict[str, list[shapely.LineString]] = {}
    for code, group in units.groupby("iso_a2"):
        shapes = shapely.buffer(group.geometry.to_numpy(), 0)  # valid, and polygons only
        if len(shapes) < 2 or shapely.area(shapes).mean() < _SMALLEST_UNIT:
            continue
        country = shapely.union_all(shapely.buffer(shapes, _GAP, join_style="mitre")).buffer(-_GAP)
        drawn = country.boundary.buffer(2 * _GAP)
        for shape in shapes:
            line = shape.boundary.difference(drawn)
            drawn = shapely.union(drawn, shape.boundary.buffer(1.5 * _GAP))
            parts = shapely.get_parts(shapely.line_merge(line)) if line.geom_type != "LineString" else [line]
            kept = [part.simplify(_INNER_TOLERANCE) for part in parts if part.length > 5 * _GAP]
            lines.setdefault(str(code), []).extend(kept)
    return lines


def encode(points: Sequence[tuple[float, ...]]) -> str:
    """Return (longitude, latitude) points in Google's polyline form, at `SCALE` steps a degree."""
    text: list[str] = []
    last_x = last_y = 0
    for longitude, latitude, *_ in points:
        x, y = round(longitude * SCALE), round(latitude * SCALE)
        if text and (x, y) == (last_x, last_y):
            continue
        text.append(_number(x - last_x) + _number(y - last_y))
        last_x, last_y = x, y
    return "".join(text)


def _number(value: int) -> str:
    rest = ~(value << 1) if value < 0 else value << 1
    text = ""
    while rest >= 0x20:
        text += chr((0x20 | (rest & 0x1F)) + 63)
        rest >>= 5
    return text + chr(rest + 63)


def outlines(
    codes: Sequence[str],
    shapes: Sequence[BaseGeometry],
    inner: dict[str, list[shapely.LineString]],
    facts: dict[str, dict[str, Any]],
) -> str:
    """Return the file's text: one country a line."""
    lines = []
    for code, shape in zip(codes, shapes, strict=True):
        parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
        if not parts:
            continue
        fact = facts.get(code)
        label = {lang: Locale(lang).territories.get(code, code) for lang in LANGUAGES}
        country = {
            "id": code,
            **label,
            "at": [round(fact["lat"], 1), round(fact["lon"], 1)] if fact else None,
            "size": round(shape.area, 1),
            "parts": [[encode(list(ring.coords)) for ring in _rings(part)] for part in parts],
            "inner": [encode(list(line.coords)) for line in inner.get(code, [])],
        }
        lines.append(json.dumps(country, ensure_ascii=False, separators=(",", ":")))
    source = "Natural Earth (public domain), dissolved and simplified by scripts/build_outlines.py"
    return f'{{"source":"{source}","scale":{SCALE},"countries":[\n' + ",\n".join(lines) + "\n]}\n"


def _rings(part: shapely.Polygon) -> Iterator[shapely.LinearRing]:
    yield part.exterior
    yield from part.interiors


def main() -> None:
    """Run the command line."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("units", type=Path)
    arguments.add_argument("countries", type=Path)
    arguments.add_argument("--max-kb", type=int, default=400)
    options = arguments.parse_args()

    rows = [json.loads(line) for line in options.countries.read_text("utf-8").splitlines()]
    # Some codes stand for a country and its far islands: the one with most people is the country.
    facts = {row["iso2"]: row for row in sorted(rows, key=lambda row: row["pop"] or 0)}
    units = gpd.read_file(options.units)
    codes, shapes = dissolve(units)
    inner = inner_borders(units)
    coverage = [without_specks(shape) for shape in share_borders(shapes)]
    for tolerance in (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2):
        simple = list(shapely.coverage_simplify(coverage, tolerance))
        text = outlines(codes, simple, inner, facts)
        if len(text.encode()) <= options.max_kb * 1000:
            break
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, "utf-8")
    print(
        f"{TARGET}: {len(codes)} countries, {len(text.encode()) / 1000:.0f} kB, tolerance {tolerance} degrees"
    )


if __name__ == "__main__":
    main()
