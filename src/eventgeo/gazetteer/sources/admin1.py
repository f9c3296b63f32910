"""First-level administrative units, from Natural Earth, with names of the news from a reviewed table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_bytes, read_rows
from eventgeo.model import Place

_FIRST_ARABIC = "\u0600"


@cache
def more_names() -> dict[str, list[str]]:
    """Return the names of the news that Natural Earth lacks, by unit (ISO 3166-2)."""
    table = csv.DictReader(io.StringIO(read_bytes("admin1_names.csv").decode("utf-8")))
    return {row["unit"]: row["more_names"].split("|") for row in table}


def latin_name(row: Mapping[str, Any]) -> str:
    """Return the name of a unit, or where Natural Earth has that only in Arabic letters one in Latin letters.

    Examples
    --------
    >>> latin_name({"name": "المحافظة الشمالية", "names": ["Northern Province"]})
    'Northern Province'
    """
    names: list[str] = [row["name"], *more_names().get(row.get("iso", ""), ()), *row["names"]]
    return next((name for name in names if name[:1] < _FIRST_ARABIC), row["name"])


def read_admin1() -> Iterator[Entry]:
    """Yield every unit with its names; its population is that of its towns."""
    more = more_names()
    for row in read_rows("admin1.jsonl.gz"):
        place = Place(
            place_id=f"naturalearth:{row['iso']}",
            name=latin_name(row),
            kind="admin",
            latitude=row["lat"],
            longitude=row["lon"],
            country=row["country"],
            admin1=row["admin1"],
            admin1_name=latin_name(row),
            geonameid=row["id"],
            feature_code="ADM1",
            population=row["population"],
            radius_km=row["radius"],
            source="naturalearth",
        )
        yield Entry(place=place, names=(row["name"], *row["names"], *more.get(row["iso"], ())))


ADMIN1 = Source(
    name="naturalearth",
    title="Natural Earth admin-1 units, with reviewed names",
    licence="public domain",
    url="https://www.naturalearthdata.com",
    version=lambda: edition("admin1.jsonl.gz", "admin1_names.csv"),
    read=read_admin1,
)
