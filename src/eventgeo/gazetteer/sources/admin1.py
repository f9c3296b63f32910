"""First-level administrative units, from Natural Earth, with names of the news from a reviewed table."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from eventgeo.gazetteer.boundary_table import TABLE as BOUNDARIES
from eventgeo.gazetteer.boundary_table import read_boundaries
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_bytes, read_rows, read_toml
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


@cache
def unit_names() -> Mapping[str, str]:
    """Return the names of first-level units by their full code.

    Examples
    --------
    >>> unit_names()["SY.09"], unit_names()["FR.84"]
    ('Aleppo', 'Auvergne-Rhône-Alpes')
    """
    by_code = read_toml("admin1_codes.toml")
    named = {f"{country}.{code}": name for country, names in by_code.items() for code, name in names.items()}
    rows = [(code_of(row), row) for row in read_rows("admin1.jsonl.gz")]
    return {code: latin_name(row) for (code, is_first), row in rows if code and is_first} | named


@cache
def _codes() -> tuple[Mapping[str, str], Counter[str]]:
    """Return the GeoNames codes that units lie in by ISO 3166-2 code, and how many units lie in each."""
    table = read_boundaries()
    codes = {
        unit: code for unit, code in zip(table.units, table.codes, strict=True) if not code.endswith(".")
    }
    return codes, Counter(codes.values())


def code_of(row: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the GeoNames code of a unit, and whether it is that first-level unit itself.

    Natural Earth has units of a finer level for some countries, such as départements for France: these lie
    in GeoNames' unit.

    Examples
    --------
    >>> code_of({"iso": "SY-HL", "admin1": "SY.09"}), code_of({"iso": "FR-69", "admin1": ""})
    (('SY.09', True), ('FR.84', False))
    """
    if row["admin1"]:
        return row["admin1"], True
    codes, units_in = _codes()
    code = codes.get(row["iso"], "")
    return code, units_in[code] <= 1


def _place_ids(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield an id for each unit: its ISO 3166-2 code, for a further unit under the same with its name."""
    taken: set[str] = set()
    for row in rows:
        unit = row["iso"] if row["iso"] not in taken else f"{row['iso']}:{row['name']}"
        while unit in taken:  # two of one name: both halves of Cork
            unit += "+"
        taken.add(unit)
        yield f"naturalearth:{unit}"


def read_admin1() -> Iterator[Entry]:
    """Yield every unit with its names; its population is that of its towns."""
    more, above = more_names(), unit_names()
    rows = list(read_rows("admin1.jsonl.gz"))
    pieces = Counter(row["iso"] for row in rows)  # towns and size are given for a code as a whole
    for place_id, row in zip(_place_ids(rows), rows, strict=True):
        name = latin_name(row)
        code, is_first_level = code_of(row)
        place = Place(
            place_id=place_id,
            name=name,
            kind="admin",
            latitude=row["lat"],
            longitude=row["lon"],
            country=code.partition(".")[0] or row["country"],
            admin1=code,
            admin1_name=name if is_first_level else above.get(code, ""),
            admin2_name="" if is_first_level else name,
            geonameid=row["id"],
            feature_code="ADM1" if is_first_level else "ADM2",
            population=row["population"] // pieces[row["iso"]],
            radius_km=round(row["radius"] / math.sqrt(pieces[row["iso"]]), 1),
            source="naturalearth",
        )
        of_news = more.get(row["iso"], ()) if place_id == f"naturalearth:{row['iso']}" else ()
        yield Entry(place=place, names=(row["name"], *row["names"], *of_news))


ADMIN1 = Source(
    name="naturalearth",
    title="Natural Earth admin-1 units, with reviewed names",
    licence="public domain",
    url="https://www.naturalearthdata.com",
    version=lambda: edition("admin1.jsonl.gz", "admin1_names.csv", "admin1_codes.toml", BOUNDARIES),
    read=read_admin1,
)
