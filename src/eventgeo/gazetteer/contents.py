"""What a store holds of a source, read back as the source gave it."""

from __future__ import annotations

import contextlib
import heapq
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from eventgeo.gazetteer.schema import SCHEMA_VERSION, written_out
from eventgeo.gazetteer.sources import Entry, Source
from eventgeo.model import KINDS, Place

PLACE_COLUMNS = (
    "place_id", "name", "kind", "latitude", "longitude", "country", "admin1", "admin1_name", "admin2",
    "admin2_name", "geonameid", "feature_code", "population", "radius_km", "source",
)  # fmt: skip
SELECT_PLACES = (
    "SELECT p.number, p.source, p.name_count, p.place_id, p.name, p.kind, p.latitude, p.longitude, u.country,"
    " u.admin1, u.admin1_name, u.admin2, u.admin2_name, p.geonameid, p.feature_code, p.population,"
    " p.radius_km, p.origin FROM places AS p CROSS JOIN units AS u ON u.number = p.unit"
)
"""Number, number of source, count of names, and the columns for :func:`place_of`."""
_NAMES_OF_SOURCE = "SELECT place, key, name, languages FROM names WHERE source = ? ORDER BY place, key, name"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSource:
    """A source as a store knows it."""

    number: int
    name: str
    title: str
    licence: str
    url: str
    version: str
    added: str
    embedded: bool
    places: int
    names: int


def connect(path: Path) -> sqlite3.Connection:
    """Open the store at `path` for reading; the file is taken never to change while it is open."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what the store says of itself."""
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def stored_sources(connection: sqlite3.Connection) -> tuple[StoredSource, ...]:
    """Return the sources of a store, embedded ones first, each sort by name."""
    rows = connection.execute(
        "SELECT number, name, title, licence, url, version, added, embedded, places, names FROM sources"
        " ORDER BY embedded DESC, name"
    )
    fields = tuple(StoredSource.__dataclass_fields__)
    return tuple(
        StoredSource(**dict(zip(fields, row, strict=True)) | {"embedded": bool(row[7])}) for row in rows
    )


def whole_store(path: Path) -> dict[str, str]:
    """Return what the store at `path` says of itself; nothing where there is no whole one of this version."""
    if not path.is_file():
        return {}
    try:
        with contextlib.closing(connect(path)) as connection:
            meta = read_meta(connection)
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            size = connection.execute("PRAGMA page_size").fetchone()[0]
    except sqlite3.Error:
        return {}
    whole = meta.get("schema") == str(SCHEMA_VERSION) and "stamp" in meta and "built" in meta
    return meta if whole and pages * size == path.stat().st_size else {}


def place_of(columns: tuple[Any, ...], source: str) -> Place:
    """Return the place of a row of :data:`SELECT_PLACES`, without its first three columns."""
    values = dict(zip(PLACE_COLUMNS, columns, strict=True))
    values["kind"] = KINDS[values["kind"]]
    values["source"] = values["source"] or source
    return Place(**values)


_MOST_COUNTS = tuple(PLACE_COLUMNS.index(column) for column in ("population", "radius_km"))
_FILLED = tuple(
    tuple(PLACE_COLUMNS.index(column) for column in columns)
    for columns in (("admin1", "admin1_name"), ("admin2", "admin2_name"), ("geonameid",), ("feature_code",))
)


def united(rows: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return the columns of one place that several sources have: those of the first, its gaps filled.

    Population and radius are the largest that a source gives.
    """
    first, *others = rows
    if not others:
        return first
    values = list(first)
    for other in others:
        for at in _MOST_COUNTS:
            values[at] = max(values[at], other[at])
        for columns in _FILLED:
            if not values[columns[0]]:
                for at in columns:
                    values[at] = other[at]
    return tuple(values)


def read_entries(path: Path, source: str) -> Iterator[Entry]:
    """Yield the places of the source named `source` with their names, in the order of their numbers.

    Names that a unit takes from its chief town are not among them.
    """
    with contextlib.closing(connect(path)) as connection:
        number = next(each.number for each in stored_sources(connection) if each.name == source)
        places = connection.execute(SELECT_PLACES + " WHERE p.source = ? ORDER BY p.number", (number,))
        names = connection.execute(_NAMES_OF_SOURCE, (number,))
        merged = heapq.merge(
            ((row[0], 0, row) for row in places), ((row[0], 1, row) for row in names), key=itemgetter(0, 1)
        )
        for _, rows in groupby(merged, key=itemgetter(0)):
            (_, _, about), *named = rows
            place = place_of(about[3:], source)
            written = {written_out(name, key): spoken for _, _, (_, key, name, spoken) in named}
            yield Entry(
                place=place,
                names=tuple(name for name in written if name != place.name),
                languages={name: spoken for name, spoken in written.items() if spoken},
            )


def as_source(path: Path, stored: StoredSource) -> Source:
    """Return a source of a store as a source for another."""
    return Source(
        name=stored.name,
        title=stored.title,
        licence=stored.licence,
        url=stored.url,
        version=lambda: stored.version,
        read=lambda: read_entries(path, stored.name),
    )
