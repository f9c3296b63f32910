"""A row of a user's own gazetteer, checked cell by cell, as an entry."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from typing import Protocol

from eventgeo.errors import GazetteerFormatError
from eventgeo.gazetteer.sources.cities import settlement_radius_km
from eventgeo.gazetteer.sources.cleaning import clean
from eventgeo.gazetteer.sources.countries import country_codes
from eventgeo.gazetteer.sources.entry import Entry
from eventgeo.gazetteer.sources.user_columns import Columns
from eventgeo.model import KINDS, Kind, Place

_USUAL_RADIUS_KM: Mapping[Kind, float] = {
    "populated": 1.0, "neighbourhood": 1.0, "facility": 1.0, "admin": 25.0, "natural": 10.0, "region": 50.0,
    "country": 300.0,
}  # fmt: skip
_ADMIN1 = re.compile(r"[A-Z]{2}\.[A-Za-z0-9-]+|")
_FAR_DEGREES = 0.3


class Where(Protocol):
    """Where a row stands in its file."""

    def wrong(self, field: str, said: str) -> GazetteerFormatError:
        """Return the error that says what is wrong with the cell for one of our fields."""


def entry_of(
    cells: Mapping[str, str], names: Mapping[str, str], columns: Columns, source: str, where: Where
) -> Entry:
    """Return the place that a row describes.

    Parameters
    ----------
    cells : mapping of str to str
        What the row has for each of :data:`~eventgeo.gazetteer.sources.user_columns.FIELDS`.
    names : mapping of str to str
        Further names with the language of each, "" where in any.
    columns : Columns
    source : str
        Name of the source; it begins the ids of places.
    where : Where
        For errors.

    Raises
    ------
    GazetteerFormatError
        A cell that cannot be what it should be.
    """
    told = {field: clean(cell) for field, cell in cells.items()}
    row = {**columns.defaults, **{field: cell for field, cell in told.items() if cell}}
    for field in ("name", "latitude", "longitude"):
        if field not in row:
            raise where.wrong(field, f"{field} is empty")
    country = row.get("country", "").upper()
    if country and country not in country_codes():
        raise where.wrong("country", f"{country!r} is no country code (ISO 3166-1 alpha-2)")
    admin1 = row.get("admin1", "")
    if not _ADMIN1.fullmatch(admin1):
        raise where.wrong("admin1", f"{admin1!r} is no full code of a unit, such as SY.09")
    latitude, longitude = _point(row, country, where)
    kind = _kind(row.get("kind", ""), columns, where)
    population = int(_number(row, "population", where, whole=True) or 0)
    geonameid = _number(row, "geonameid", where, whole=True)
    place = Place(
        place_id=f"{source}:{row.get('place_id') or _own_id(row)}".removeprefix(f"{source}:{source}:"),
        name=row["name"],
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        country=country,
        admin1=admin1,
        admin1_name=row.get("admin1_name", ""),
        admin2=row.get("admin2", ""),
        admin2_name=row.get("admin2_name", ""),
        geonameid=int(geonameid) if geonameid else None,
        feature_code=row.get("feature_code", ""),
        population=population,
        radius_km=_number(row, "radius_km", where) or _radius_km(kind, population),
        source=source,
    )
    others = [name.strip() for name in row.get("names", "").split(columns.separator)]
    spoken = {clean(name): language for name, language in names.items()}
    known = dict.fromkeys(name for name in (*others, *spoken) if name and name != place.name)
    languages = {name: language for name, language in spoken.items() if language and name in known}
    return Entry(place=place, names=tuple(known), languages=languages)


def _point(row: Mapping[str, str], country: str, where: Where) -> tuple[float, float]:
    """Return latitude and longitude in WGS 84 degrees, refusing what lies elsewhere."""
    latitude, longitude = _degrees(row, "latitude", where), _degrees(row, "longitude", where)
    swap = "latitude and longitude seem to be swapped; change them in [columns]"
    if abs(latitude) > 90 and abs(latitude) <= 180 and abs(longitude) <= 90:
        raise where.wrong("latitude", f"latitude {latitude:g} is beyond the pole: {swap}")
    for field, degrees, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if abs(degrees) > most:
            raise where.wrong(
                field,
                f"{field} {degrees:g} is not between -{most} and {most} degrees; only WGS 84 degrees "
                "(EPSG:4326) are read",
            )
    if country and _is_swapped(latitude, longitude, country):
        raise where.wrong("latitude", f"{latitude:g}, {longitude:g} is not in {country}: {swap}")
    return latitude, longitude


def _is_swapped(latitude: float, longitude: float, country: str) -> bool:
    """Whether a point lies far from its country, and in it when latitude and longitude change places."""
    from shapely.geometry import Point

    from eventgeo.gazetteer.boundaries import boundary_of, country_at, has_boundary

    if abs(longitude) > 90 or not has_boundary(country) or country_at(latitude, longitude) == country:
        return False
    if country_at(longitude, latitude) != country:
        return False
    return bool(boundary_of(country).distance(Point(longitude, latitude)) > _FAR_DEGREES)


def _degrees(row: Mapping[str, str], field: str, where: Where) -> float:
    written = row[field]
    try:
        degrees = float(written)
    except ValueError as error:
        hint = "; write it with a point" if re.fullmatch(r"-?\d+,\d+", written) else ""
        raise where.wrong(field, f"{field} {written!r} is no number of degrees{hint}") from error
    if not math.isfinite(degrees):
        raise where.wrong(field, f"{field} {written!r} is no number of degrees")
    return degrees


def _number(row: Mapping[str, str], field: str, where: Where, *, whole: bool = False) -> float | None:
    written = row.get(field, "")
    if not written:
        return None
    try:
        number = float(written)
    except ValueError as error:
        raise where.wrong(field, f"{field} {written!r} is no number") from error
    if not 0 <= number < 1e12 or (whole and number != int(number)):
        raise where.wrong(field, f"{field} {written!r} is no {'whole ' if whole else ''}number from 0 on")
    return number


def _kind(written: str, columns: Columns, where: Where) -> Kind:
    if not written:
        return "populated"
    if known := columns.kinds.get(written.casefold()):
        return known
    for kind in KINDS:
        if kind == written.casefold():
            return kind
    raise where.wrong(
        "kind", f"{written!r} is no kind; it is one of {', '.join(KINDS)}, or a word of [kinds]"
    )


def _radius_km(kind: Kind, population: int) -> float:
    usual = _USUAL_RADIUS_KM[kind]
    return max(usual, settlement_radius_km(population)) if kind == "populated" else usual


def _own_id(row: Mapping[str, str]) -> str:
    """Return a mark of a place whose row has none: of its name and point."""
    told = "|".join((row["name"], row["latitude"], row["longitude"]))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
