"""Informal regions, waters, contested and small places of the news, from the package's reviewed tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from eventgeo.errors import GazetteerFormatError
from eventgeo.gazetteer.boundaries import admin1_at
from eventgeo.gazetteer.boundary_table import TABLE as BOUNDARIES
from eventgeo.gazetteer.sources.admin1 import unit_names
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_bytes
from eventgeo.model import KINDS, Place

TABLES = (
    "places/regions.csv",
    "places/historic.csv",
    "places/waters.csv",
    "places/seas.csv",
    "places/rivers.csv",
    "places/landforms.csv",
    "places/islands.csv",
    "places/admins.csv",
    "places/towns.csv",
    "places/neighbourhoods.csv",
    "places/facilities.csv",
)


_IN_ONE_UNIT = frozenset(("populated", "admin", "facility", "neighbourhood"))
_WITHIN_A_UNIT_KM = 40.0
"""Radius up to which a region or natural feature is taken to lie in the first-level unit of its point."""


def entry(row: Mapping[str, str]) -> Entry:
    """Return the entry that a row of a table describes: its own name is the English one, or else the first.

    Examples
    --------
    >>> row = {"kind": "region", "country": "", "latitude": "15", "longitude": "2", "radius_km": "1800",
    ...        "names": "Sahel|bande sahélienne"}
    >>> entry(row).place.place_id, entry(row).names
    ('eventgeo:region:Sahel', ('bande sahélienne',))
    >>> entry(row | {"names": "mer Rouge|Red Sea", "english": "Red Sea"}).place.name
    'Red Sea'
    """
    names = row["names"].split("|")
    first, shown = names[0], row.get("english") or names[0]
    kind = next(kind for kind in KINDS if kind == row["kind"])
    latitude, longitude, radius_km = (float(row[cell]) for cell in ("latitude", "longitude", "radius_km"))
    admin1 = admin1_at(latitude, longitude) if kind in _IN_ONE_UNIT or radius_km <= _WITHIN_A_UNIT_KM else ""
    if row["country"] != admin1.partition(".")[0]:  # in several countries, or just beyond a border
        admin1 = ""
    place = Place(
        place_id=":".join(part for part in ("eventgeo", kind, row["country"], first) if part),
        name=shown,
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        country=row["country"],
        admin1=admin1,
        admin1_name=unit_names().get(admin1, ""),
        radius_km=radius_km,
        source="eventgeo",
    )
    return Entry(place=place, names=tuple(name for name in names if name != shown))


def read_reviewed() -> Iterator[Entry]:
    """Yield every place of the tables with its names."""
    for table in TABLES:
        rows = csv.DictReader(io.StringIO(read_bytes(table).decode("utf-8")))
        for row in rows:
            try:
                yield entry(row)
            except (KeyError, ValueError, StopIteration, AttributeError) as error:
                raise GazetteerFormatError(
                    f"not a row of kind, country, latitude, longitude, radius_km, names: {row!r}",
                    path=table,
                    line=rows.line_num,
                ) from error


REVIEWED = Source(
    name="eventgeo",
    title="eventgeo's reviewed tables of regions, waters and small places of the news",
    licence="Apache-2.0",
    url="",
    version=lambda: edition(*TABLES, BOUNDARIES),
    read=read_reviewed,
)
