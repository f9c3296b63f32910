"""First-level administrative units, from Natural Earth."""

from __future__ import annotations

from collections.abc import Iterator

from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_rows
from eventgeo.model import Place


def read_admin1() -> Iterator[Entry]:
    """Yield every unit with its names; its population is that of its towns."""
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
        yield Entry(place=place, names=tuple(row["names"]))


ADMIN1 = Source(
    name="naturalearth",
    title="Natural Earth admin-1 units",
    licence="public domain",
    url="https://www.naturalearthdata.com",
    version=lambda: edition("admin1.jsonl.gz"),
    read=read_admin1,
)
