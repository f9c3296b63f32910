"""Writing the places and names of sources into a new store."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from eventgeo import __version__
from eventgeo.gazetteer.names import exact_key, key_of_normalised, normalised_key, with_glued_article
from eventgeo.gazetteer.sources import Entry, Source
from eventgeo.gazetteer.store import PLACE_COLUMNS, SCHEMA

_EXPECTED_ENTRIES = 240_000
_LEAST_POPULATION_OF_SEAT = 20_000


class _Names:
    """The names gathered so far, with the keys under which they will be found.

    A unit named after its chief town also takes that town's other names: who writes "province de Deir
    Ezzor" means the unit, even if the sources spell it only "Deir ez-Zor".
    """

    def __init__(self) -> None:
        self.rows: set[tuple[str, int, str, str]] = set()
        self.sounds: dict[tuple[str, int], str] = {}
        self._units: dict[tuple[str, str], int] = {}

    def add(self, number: int, entry: Entry) -> None:
        place = entry.place
        spellings = {exact_key(name): "" for name in (place.name, *entry.names)}
        keyed = {name: key for name in spellings if (key := normalised_key(name))}
        languages = {exact_key(name): spoken for name, spoken in entry.languages.items()}
        owners = {number}
        if place.kind == "admin" and place.admin1:
            self._units.update({(place.admin1, key): number for key in keyed.values()})
        elif place.kind == "populated" and place.population >= _LEAST_POPULATION_OF_SEAT:
            units = (self._units.get((place.admin1, key)) for key in keyed.values())
            owners.update(unit for unit in units if unit is not None)
        for name, key in keyed.items():
            for owner in owners:
                self.rows.add((key, owner, name, languages.get(name, "")))
                for form in with_glued_article(name, key):
                    if heard := key_of_normalised(form):
                        self.sounds.setdefault((heard, owner), name)


def write_store(connection: sqlite3.Connection, stamp: str, sources: Sequence[Source]) -> None:
    """Fill an empty database with the entries of `sources` and mark it with `stamp`.

    The stamp comes last: a store without it was not finished.
    """
    connection.execute("PRAGMA journal_mode = OFF")  # a half-written temporary file is thrown away anyway
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(SCHEMA)
    names = _Names()
    number = 0
    with _progress() as advance:
        for source in sources:
            places, names_before, first = [], len(names.rows), number
            for entry in source.read():
                number += 1
                columns = (getattr(entry.place, column) for column in PLACE_COLUMNS)
                places.append((number, *columns, 1 + len(entry.names)))
                names.add(number, entry)
                advance()
            _insert(connection, "places", places)
            about = (source.name, source.title, source.licence, source.url, source.version())
            _insert(connection, "sources", [(*about, number - first, len(names.rows) - names_before)])
    # Sorted, the rows go to the end of the tree one by one: several times faster, and a smaller file.
    _insert(connection, "names", sorted(names.rows))
    _insert(connection, "sounds", sorted((*key, name) for key, name in names.sounds.items()))
    built = datetime.now(UTC).isoformat(timespec="seconds")
    _insert(connection, "meta", [("version", __version__), ("built", built), ("stamp", stamp)])
    connection.commit()


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[], object]]:
    """Show progress on stderr, where that is a terminal."""
    from tqdm import tqdm

    with tqdm(
        total=_EXPECTED_ENTRIES,
        desc="building the gazetteer (once)",
        unit=" places",
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
        leave=False,
    ) as bar:
        yield bar.update
