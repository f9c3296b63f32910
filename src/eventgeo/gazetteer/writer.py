"""Writing a store: what is kept of an old one and what sources yield, merged in order into a new file.

Every table is written in the order of its key, from sorted stretches that SQLite keeps in temporary files:
memory stays small whatever the number of rows, and the file is dense.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from eventgeo import __version__
from eventgeo.gazetteer.cells import cell_of
from eventgeo.gazetteer.contents import StoredSource, as_source
from eventgeo.gazetteer.schema import (
    DERIVED,
    KIND_NUMBERS,
    SCHEMA,
    SCHEMA_VERSION,
    STEP_OF_RANK,
    UNIT_STEP,
    rank_of_settlement,
)
from eventgeo.gazetteer.sources import Source
from eventgeo.gazetteer.staging import LEAST_POPULATION_OF_SEAT, TABLES, Staging

_CACHE_KIB = 200_000
_PAGE_BYTES = 4096
_PLACES = (
    "number, source, place_id, name, kind, latitude, longitude, unit, geonameid, feature_code, population,"
    " radius_km, origin, name_count"
)
_NAMES = "key, rank, place, name, source, languages, own"
_OLD_NAMES = """
FROM old.names AS n JOIN old.places AS p ON p.number = n.place AND p.source = n.source
JOIN old.units AS u ON u.number = p.unit WHERE n.source IN ({kept})
"""
# A unit named after its chief town also takes that town's other names: who writes "province de Deir Ezzor"
# means the unit, even if the sources spell it only "Deir ez-Zor".
_DERIVED_NAMES = f"""
INSERT INTO temp.staged_names
SELECT DISTINCT t.key, pair.rank, pair.unit, t.name, {DERIVED}, t.languages, 0
FROM (
    SELECT DISTINCT u.place AS unit, u.rank AS rank, t.place AS seat
    FROM temp.staged_seats AS t JOIN temp.staged_units AS u ON u.admin1 = t.admin1 AND u.key = t.key
) AS pair JOIN temp.staged_seats AS t ON t.place = pair.seat
"""  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of another store.

    Attributes
    ----------
    path : Path
    sources : tuple of StoredSource
    same_keys : bool
        Whether its names lie under keys of today's version; else they are read and filed anew.
    """

    path: Path
    sources: tuple[StoredSource, ...]
    same_keys: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a new store shall hold, and the marks of its embedded sources and of the version of its keys.

    ``dates`` are the days on which sources were added before, by name and version.
    """

    embedded: Sequence[Source] = ()
    packs: Sequence[Source] = ()
    kept: Kept | None = None
    stamp: str
    keys: str
    dates: Mapping[tuple[str, str], str] = field(default_factory=dict)


def write_store(path: Path, contents: Contents) -> None:
    """Write a store into the empty file at `path`; until its stamp, which comes last, it is not finished."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        kept = contents.kept
        _prepare(connection, kept)
        connection.execute("BEGIN")
        copied = kept.sources if kept and kept.same_keys else ()
        filed_anew = kept.sources if kept and not kept.same_keys else ()
        if copied:
            connection.execute("INSERT INTO units SELECT * FROM old.units")
        listed = list(copied)
        with contextlib.closing(Staging(connection)) as staging:
            for stored in filed_anew:
                staging.read(as_source(kept.path, stored), stored.number)  # type: ignore[union-attr]
                listed.append(stored)
            for source in (*contents.embedded, *contents.packs):
                stored = _described(source, contents, taken={stored.number for stored in listed})
                staging.read(source, stored.number)
                listed.append(stored)
            staging.finish()
        numbers = ", ".join(str(source.number) for source in copied)
        _derive_names(connection, numbers)
        _merge(connection, numbers)
        connection.execute("DELETE FROM units WHERE number NOT IN (SELECT unit FROM places)")
        _list_sources(connection, listed)
        built = datetime.now(UTC).isoformat(timespec="seconds")
        about = {"version": __version__, "schema": str(SCHEMA_VERSION), "keys": contents.keys, "built": built}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", (about | {"stamp": contents.stamp}).items())
        connection.execute("COMMIT")


def _prepare(connection: sqlite3.Connection, kept: Kept | None) -> None:
    """Make the tables; a half-written file is thrown away anyway, so nothing guards it."""
    for pragma in (
        f"page_size = {_PAGE_BYTES}",
        "journal_mode = OFF",
        "synchronous = OFF",
        "locking_mode = EXCLUSIVE",
        f"cache_size = -{_CACHE_KIB}",
        f"temp.cache_size = -{_CACHE_KIB}",
        "threads = 1",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if kept is not None:
        connection.execute("ATTACH ? AS old", (f"{kept.path.resolve().as_uri()}?mode=ro&immutable=1",))
    connection.executescript(SCHEMA + TABLES)
    connection.create_function("cell_of", 2, cell_of, deterministic=True)


def _described(source: Source, contents: Contents, taken: set[int]) -> StoredSource:
    version = source.version()
    return StoredSource(
        number=next(number for number in count(DERIVED + 1) if number not in taken),
        name=source.name,
        title=source.title,
        licence=source.licence,
        url=source.url,
        version=version,
        added=contents.dates.get((source.name, version), datetime.now(UTC).date().isoformat()),
        embedded=source in contents.embedded,
        places=0,
        names=0,
    )


def _derive_names(connection: sqlite3.Connection, kept: str) -> None:
    if kept:
        old = _OLD_NAMES.format(kept=kept)
        connection.execute(
            f"INSERT OR IGNORE INTO temp.staged_units SELECT u.admin1, n.key, n.rank, n.place {old}"
            f" AND n.rank & {STEP_OF_RANK} = {UNIT_STEP} AND p.kind = {KIND_NUMBERS['admin']}"
            " AND u.admin1 <> ''"
        )
        connection.execute(
            f"INSERT INTO temp.staged_seats SELECT u.admin1, n.place, n.key, n.name, n.languages {old}"
            f" AND n.rank <= {rank_of_settlement(LEAST_POPULATION_OF_SEAT)}"
            f" AND p.kind = {KIND_NUMBERS['populated']}"
        )
    connection.execute("CREATE INDEX temp.seats_by_place ON staged_seats (place)")
    connection.execute(_DERIVED_NAMES)


def _merge(connection: sqlite3.Connection, kept: str) -> None:
    """Write the tables, each in order; ``kept`` are the numbers of the old store's sources that stay."""

    def fill(table: str, columns: str) -> None:
        stay = f"SELECT {columns} FROM old.{table} WHERE source IN ({kept}) UNION ALL " if kept else ""  # noqa: S608
        order = ", ".join(str(at + 1) for at in range(columns.count(",") + 1))
        connection.execute(
            f"INSERT OR IGNORE INTO main.{table} ({columns})"  # noqa: S608
            f" {stay}SELECT {columns} FROM temp.staged_{table} ORDER BY {order}"
        )
        connection.execute(f"DELETE FROM temp.staged_{table}")  # noqa: S608

    fill("places", _PLACES)
    fill("names", _NAMES)
    fill("sounds", "sound, key, source")
    connection.execute(
        "INSERT INTO cells SELECT DISTINCT kind, cell_of(latitude, longitude), number FROM places"
        " ORDER BY 1, 2, 3"
    )


def _list_sources(connection: sqlite3.Connection, sources: Sequence[StoredSource]) -> None:
    places = dict(connection.execute("SELECT source, COUNT(*) FROM places GROUP BY source").fetchall())
    names = dict(connection.execute("SELECT source, COUNT(*) FROM names GROUP BY source").fetchall())
    connection.executemany(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                each.number, each.name, each.title, each.licence, each.url, each.version, each.added,
                each.embedded, places.get(each.number, 0), names.get(each.number, 0),
            )
            for each in sources
        ],
    )  # fmt: skip
