"""Build the base map that every HTML map carries: country outlines, small enough to put into the page.

    python scripts/build_outlines.py NE_ADMIN1.geojson NE_ADMIN0.jsonl [--max-kb 400]

Both inputs come from Natural Earth (public domain): first-level units with their polygons, and countries with
their label points. Units are dissolved by country; gaps and overlaps that come from simplifying units one by
one are closed, so that neighbours share one border; the whole is simplified as one coverage until it fits.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
import shapely.ops
from babel import Locale
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).parents[1] / "src/eventgeo/export/assets/outlines.json"
SCALE = 100
"""Steps a degree: coordinates are kept to 0.01 degrees, about a kilometre."""

LANGUAGES = ("en", "fr")
"""Of the countries' names, which are those of Unicode CLDR."""

_GAP = 0.03
"""Widest gap, in degrees, that two borders simplified one by one leave between them."""

_GRID = 1 / SCALE / 10
"""Degrees to which overlays are reckoned, so that lines that should meet do."""

_SMALLEST_UNIT = 0.2
"""Square degrees (about 2,500 km²) that the units of a country must have on average to be drawn."""

_INNER_TOLERANCE = 0.06
"""Degrees by which borders inside a country may be off."""

_LOOSE_END = 0.3
"""Degrees within which a border that ends in nothing is drawn up to the next; one farther off is left out."""

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
    land = land.buffer(0)  # a mitre may cross itself
    taken: list[BaseGeometry] = []
    for shape in shapes:
        grown = shape.buffer(_GAP, join_style="mitre")
        near = [other for other in taken if other.intersects(grown)]
        taken.append(shapely.difference(grown, shapely.union_all(near), grid_size=_GRID).buffer(0))
    parts = [shapely.intersection(shape, land, grid_size=_GRID).buffer(0) for shape in taken]
    lines = shapely.union_all([shape.boundary for shape in parts], grid_size=_GRID)
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


def inner_borders(
    units: gpd.GeoDataFrame, outlines: dict[str, BaseGeometry]
) -> dict[str, list[shapely.LineString]]:
    """Return the borders between the units of each country, each drawn once, up to its outline."""
    lines: dict[str, list[shapely.LineString]] = {}
    for code, group in units.groupby("iso_a2"):
        shapes = shapely.buffer(group.geometry.to_numpy(), 0)  # valid, and polygons only
        if code not in outlines or len(shapes) < 2 or shapely.area(shapes).mean() < _SMALLEST_UNIT:
            continue
        coverage = [shape for shape in share_borders(list(shapes)) if not shape.is_empty]
        # Only what two units share lies between them: the rest of their borders is the country's own.
        borders = shapely.union_all([shape.boundary for shape in coverage], grid_size=_GRID)
        around = shapely.union_all(coverage, grid_size=_GRID).boundary
        shared = shapely.difference(borders, around, grid_size=_GRID)
        edges = [edge.simplify(_INNER_TOLERANCE) for edge in shapely.get_parts(shapely.line_merge(shared))]
        lines[str(code)] = _within(edges, outlines[str(code)])
    return lines


def _within(edges: list[shapely.LineString], outline: BaseGeometry) -> list[shapely.LineString]:
    """Cut off what of the borders stands out of the country, and join or drop those with a loose end."""
    inside = shapely.line_merge(shapely.union_all(edges).intersection(outline))
    parts = [part for part in shapely.get_parts(inside) if part.geom_type == "LineString"]
    ends = Counter(end for part in parts for end in (part.coords[0], part.coords[-1]))
    drawn = []
    for part in parts:
        points = list(part.coords)
        for at, before in ((0, 0), (-1, len(points))):
            if ends[points[at]] > 1:
                continue
            end = shapely.Point(points[at])
            others = shapely.union_all([outline.boundary, *(other for other in parts if other is not part)])
            near = shapely.ops.nearest_points(others, end)[0]
            if near.distance(end) > _LOOSE_END:
                break
            if near != end:
                points.insert(before, near.coords[0])
        else:
            drawn.append(shapely.LineString(points))
    return drawn


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
    arguments.add_argument("--output", type=Path, default=TARGET)
    options = arguments.parse_args()

    rows = [json.loads(line) for line in options.countries.read_text("utf-8").splitlines()]
    # Some codes stand for a country and its far islands: the one with most people is the country.
    facts = {row["iso2"]: row for row in sorted(rows, key=lambda row: row["pop"] or 0)}
    units = gpd.read_file(options.units)
    codes, shapes = dissolve(units)
    coverage = [without_specks(shape) for shape in share_borders(shapes)]
    for tolerance in (0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2):
        simple = list(shapely.coverage_simplify(coverage, tolerance))
        inner = inner_borders(units, dict(zip(codes, simple, strict=True)))
        text = outlines(codes, simple, inner, facts)
        if len(text.encode()) <= options.max_kb * 1000:
            break
    options.output.write_text(text, "utf-8")
    print(
        f"{options.output}: {len(codes)} countries, {len(text.encode()) / 1000:.0f} kB, "
        f"tolerance {tolerance} degrees"
    )


if __name__ == "__main__":
    main()
