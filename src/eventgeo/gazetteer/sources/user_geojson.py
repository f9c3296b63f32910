"""A user's own gazetteer as a GeoJSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.sources.entry import Entry
from eventgeo.gazetteer.sources.user_columns import CRS, FIELDS, OTHER_NAMES, Columns
from eventgeo.gazetteer.sources.user_rows import entry_of

LARGEST_FILE_BYTES = 512 * 2**20
"""The file is read whole; larger ones are for CSV, which is not."""
_FEATURES = re.compile(r'"features"\s*:\s*\[\s*')
_BETWEEN = re.compile(r"\s*,\s*")


def read_geojson(path: Path, columns: Columns, source: str) -> Iterator[Entry]:
    """Yield the places of a FeatureCollection; of lines and polygons a point inside.

    Raises
    ------
    GazetteerFormatError
        It names the line in which the feature begins, and its number.
    """
    text = _text(path)
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"no JSON: {error.msg}"
        raise GazetteerFormatError(what, path=path, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise GazetteerFormatError("no GeoJSON: nested too deep", path=path) from error
    if not isinstance(told, dict) or not isinstance(told.get("features"), list):
        raise GazetteerFormatError("no GeoJSON FeatureCollection", path=path, line=1)
    _check_crs(told.get("crs"), path)
    seen: dict[str, int] = {}
    for number, feature in enumerate(told["features"], start=1):
        where = _Feature(path=path, text=text, number=number)
        entry = _entry(feature, columns, source, where)
        if (first := seen.setdefault(entry.place.place_id, number)) != number:
            raise where.wrong("place_id", f"the same place as feature {first}: {entry.place.place_id}")
        yield entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feature:
    path: Path
    text: str
    number: int

    def wrong(self, field: str, said: str) -> GazetteerFormatError:
        what = f"feature {self.number}: {said}"
        return GazetteerFormatError(what, path=self.path, line=self._line())

    def _line(self) -> int | None:
        """Return the line in which the feature begins; JSON read whole does not tell."""
        decoder, found = json.JSONDecoder(), _FEATURES.search(self.text)
        at = found.end() if found else None
        for _ in range(self.number - 1):
            if at is None:
                return None
            _, end = decoder.raw_decode(self.text, at)
            comma = _BETWEEN.match(self.text, end)
            at = comma.end() if comma else None
        return None if at is None else self.text.count("\n", 0, at) + 1


def _entry(feature: object, columns: Columns, source: str, where: _Feature) -> Entry:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise where.wrong("geometry", "it has no geometry")
    longitude, latitude = _point(feature["geometry"], where)
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    if "id" in feature:
        properties = {"place_id": feature["id"], **properties}
    cells = _cells(properties, columns) | {"latitude": repr(latitude), "longitude": repr(longitude)}
    names = {
        name.strip(): language
        for column, language in columns.name_columns.items()
        for name in _written(properties.get(column), columns.separator).split(columns.separator)
    }
    return entry_of(cells, names, columns, source, where)


def _point(geometry: Mapping[str, Any], where: _Feature) -> tuple[float, float]:
    """Return longitude and latitude of a geometry, in GeoJSON's order."""
    from shapely.errors import ShapelyError
    from shapely.geometry import Point, shape

    try:
        given = shape(dict(geometry))
        point = given if isinstance(given, Point) else given.representative_point()
        return float(point.x), float(point.y)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise where.wrong("geometry", f"its geometry is none of GeoJSON, or empty ({error})") from error


def _cells(properties: Mapping[str, Any], columns: Columns) -> dict[str, str]:
    if columns.columns:
        pairs = [(ours, properties.get(theirs)) for ours, theirs in columns.columns.items()]
    else:
        pairs = [(OTHER_NAMES.get(key.lower(), key.lower()), value) for key, value in properties.items()]
    return {field: _written(value, columns.separator) for field, value in pairs if field in FIELDS}


def _written(value: object, separator: str) -> str:
    if value is None:
        return ""
    return separator.join(map(str, value)) if isinstance(value, list) else str(value)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            what = f"larger than {LARGEST_FILE_BYTES:,} bytes; give it as CSV, which is read row by row"
            raise GazetteerFormatError(what, path=path)
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GazetteerFormatError("no UTF-8; save the file as UTF-8", path=path) from error
    except OSError as error:
        raise GazetteerError(f"{path} cannot be read: {error.strerror or error}") from error


def _check_crs(crs: object, path: Path) -> None:
    """Refuse an old GeoJSON file that says its coordinates are no WGS 84 degrees."""
    if crs is None:
        return
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else str(crs)
    known = {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", *CRS}
    if name not in known:
        what = f'its crs is {name!r}; only {CRS[0]} is read: geopandas brings it there, .to_crs("EPSG:4326")'
        raise GazetteerFormatError(what, path=path)
