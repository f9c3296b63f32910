"""Entries of sources, row by row, in temporary tables of the connection: nothing of them stays in memory."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Callable, Iterator

from eventgeo.errors import GazetteerFormatError
from eventgeo.gazetteer.names import exact_key, normalised_key
from eventgeo.gazetteer.schema import KIND_NUMBERS, place_number, rank, shortened, unit_number
from eventgeo.gazetteer.sounding import Sounding
from eventgeo.gazetteer.sources import Entry, Source

LEAST_POPULATION_OF_SEAT = 20_000
"""How large a chief town is at least whose names a unit of its name takes."""

TABLES = """
CREATE TEMP TABLE staged_places (
    number INTEGER, source INTEGER, place_id TEXT, name TEXT, kind INTEGER, latitude REAL, longitude REAL,
    unit INTEGER, geonameid INTEGER, feature_code TEXT, population INTEGER, radius_km REAL, origin TEXT,
    name_count INTEGER
);
CREATE TEMP TABLE staged_names (
    key TEXT, rank INTEGER, place INTEGER, name TEXT, source INTEGER, languages TEXT, own INTEGER
);
CREATE TEMP TABLE staged_sounds (sound TEXT, key TEXT, source INTEGER);
CREATE TEMP TABLE staged_units (
    admin1 TEXT, key TEXT, rank INTEGER, place INTEGER, PRIMARY KEY (admin1, key, rank, place)
) WITHOUT ROWID;
CREATE TEMP TABLE staged_seats (admin1 TEXT, place INTEGER, key TEXT, name TEXT, languages TEXT);
"""
_WIDTHS = {
    "staged_places": 14, "staged_names": 7, "staged_sounds": 3, "staged_units": 4, "staged_seats": 5,
}  # fmt: skip
_BATCH = 20_000
_REMEMBERED_KEYS = 300_000
_REMEMBERED_UNITS = 100_000
_EXPECTED_ENTRIES = 240_000

Row = tuple[object, ...]


class Staging:
    """Rows on their way into the temporary tables.

    Parameters
    ----------
    connection : sqlite3.Connection
        It holds the tables of :data:`TABLES`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[str, list[Row]] = {table: [] for table in _WIDTHS}
        self._heard: set[str] = set()
        self._unheard: list[tuple[str, str, int]] = []
        self._asked: list[tuple[str, str, int]] = []
        self._sounding = Sounding()
        self._units: dict[tuple[str, ...], int] = {}

    def read(self, source: Source, number: int) -> None:
        """Stage every entry of a source, whose number in the store is `number`."""
        self._heard.clear()
        with _progress() as advance:
            for entry in source.read():
                self._add(entry, source.name, number)
                advance()
                if len(self._rows["staged_names"]) >= _BATCH:
                    self._flush()
        self._flush()

    def finish(self) -> None:
        """Stage what is left: the sounds of the last names."""
        self._flush()

    def close(self) -> None:
        """End the process that reckons sounds."""
        self._sounding.close()

    def _flush(self) -> None:
        self._rows["staged_sounds"] += [
            (sound, key, source)
            for (_, key, source), sounds in zip(self._asked, self._sounding.answer(), strict=True)
            for sound in sounds
        ]
        self._asked, self._unheard = self._unheard, []
        self._sounding.ask([name for name, _, _ in self._asked])
        for table, rows in self._rows.items():
            marks = ", ".join("?" * _WIDTHS[table])
            try:
                self._connection.executemany(f"INSERT OR IGNORE INTO temp.{table} VALUES ({marks})", rows)  # noqa: S608
            except (UnicodeEncodeError, OverflowError) as error:
                raise GazetteerFormatError(f"a place has a text or a number that is none: {error}") from error
            rows.clear()

    def _add(self, entry: Entry, source_name: str, source: int) -> None:
        place = entry.place
        if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
            raise GazetteerFormatError(
                f"{place.place_id} of {source_name} lies at latitude {place.latitude}, longitude "
                f"{place.longitude}; give degrees, -90 to 90 and -180 to 180"
            )
        number, place_rank, own_key = place_number(place.place_id), rank(place), normalised_key(place.name)
        spellings = {exact_key(name): "" for name in (place.name, *entry.names)}
        keyed = {name: key for name in spellings if (key := normalised_key(name))}
        languages = {exact_key(name): spoken for name, spoken in entry.languages.items()}
        self._rows["staged_places"].append(
            (
                number, source, place.place_id, place.name, KIND_NUMBERS[place.kind], place.latitude,
                place.longitude, self._unit(entry), place.geonameid, place.feature_code, place.population,
                place.radius_km, "" if place.source == source_name else place.source, len(keyed),
            )
        )  # fmt: skip
        names = [
            (key, shortened(name, key), languages.get(name, ""), key == own_key)
            for name, key in keyed.items()
        ]
        self._rows["staged_names"] += [
            (key, place_rank, number, name, source, spoken, own) for key, name, spoken, own in names
        ]
        if place.kind == "admin" and place.admin1:
            self._rows["staged_units"] += [
                (place.admin1, key, place_rank, number) for key in dict.fromkeys(keyed.values())
            ]
        elif place.kind == "populated" and place.population >= LEAST_POPULATION_OF_SEAT:
            self._rows["staged_seats"] += [
                (place.admin1, number, key, name, spoken) for key, name, spoken, _ in names
            ]
        for name, key in keyed.items():
            self._hear(name, key, source)

    def _unit(self, entry: Entry) -> int:
        place = entry.place
        names = (place.country, place.admin1, place.admin1_name, place.admin2, place.admin2_name)
        number = self._units.get(names)
        if number is None:
            if len(self._units) >= _REMEMBERED_UNITS:
                self._units.clear()
            number = self._units[names] = unit_number(names)
            self._connection.execute(
                "INSERT OR IGNORE INTO units VALUES (?, ?, ?, ?, ?, ?)", (number, *names)
            )
        return number

    def _hear(self, name: str, key: str, source: int) -> None:
        known = key if name.isascii() else name  # letters that are folded in the key may be heard
        if known in self._heard:
            return
        if len(self._heard) >= _REMEMBERED_KEYS:
            self._heard.clear()
        self._heard.add(known)
        self._unheard.append((name, key, source))


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
