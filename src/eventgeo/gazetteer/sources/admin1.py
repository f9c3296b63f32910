"""First-level administrative units, from Natural Earth, with names of the news from a reviewed table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_bytes, read_rows
from eventgeo.model import Place


def more_names() -> dict[str, list[str]]:
    """Return the names of the news that Natural Earth lacks, by unit (ISO 3166-2)."""
    table = csv.DictReader(io.StringIO(read_bytes("admin1_names.csv").decode("utf-8")))
    return {row["unit"]: row["more_names"].split("|") for row in table}


def read_admin1() -> Iterator[Entry]:
    """Yield every unit with its names; its population is that of its towns."""
    more = more_names()
    for row in read_rows("admin1.jsonl.gz"):
        place = Place(
            place_id=f"naturalearth:{row['iso']}",
            name=row["name"],
            kind="admin",
            latitude=row["lat"],
            longitude=row["lon"],
            country=row["country"],
            admin1=row["admin1"],
            admin1_name=row["name"],
            geonameid=row["id"],
            feature_code="ADM1",
            population=row["population"],
            radius_km=row["radius"],
            source="naturalearth",
        )
        yield Entry(place=place, names=(*row["names"], *more.get(row["iso"], ())))


ADMIN1 = Source(
    name="naturalearth",
    title="Natural Earth admin-1 units, with reviewed names",
    licence="public domain",
    url="https://www.naturalearthdata.com",
    version=lambda: edition("admin1.jsonl.gz", "admin1_names.csv"),
    read=read_admin1,
)
