"""Informal regions, seas, rivers and contested places, from the package's reviewed table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_toml
from eventgeo.model import Place

_TABLES = ("regions.toml",)


def entry(row: dict[str, Any]) -> Entry:
    """Return the entry that a row of the table describes."""
    place = Place(
        place_id=f"eventgeo:{row['id']}",
        name=row["names"][0],
        kind=row["kind"],
        latitude=row["lat"],
        longitude=row["lon"],
        country=row.get("country", ""),
        geonameid=row.get("geonameid"),
        population=row.get("population", 0),
        radius_km=row["radius_km"],
        source="eventgeo",
    )
    return Entry(place=place, names=tuple(row["names"][1:]))


def read_regions() -> Iterator[Entry]:
    """Yield every place of the table with its names."""
    for table in _TABLES:
        for row in read_toml(table)["place"]:
            yield entry(row)


REGIONS = Source(
    name="eventgeo",
    title="eventgeo's reviewed table of regions, waters and contested places",
    licence="Apache-2.0",
    url="",
    version=lambda: edition(*_TABLES),
    read=read_regions,
)
