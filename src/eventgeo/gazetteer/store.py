"""The gazetteer in one SQLite file, opened read-only."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.arabic import is_own_name, keys_of_arabic, likeness_across
from eventgeo.gazetteer.names import exact_key, key_of_normalised, likeness, normalised_key
from eventgeo.model import Candidate, Match, Place

SCHEMA_VERSION = 4
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (
    name TEXT PRIMARY KEY, title TEXT, licence TEXT, url TEXT, version TEXT, places INTEGER, names INTEGER
);
CREATE TABLE places (
    id INTEGER PRIMARY KEY, place_id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    latitude REAL NOT NULL, longitude REAL NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
    admin1_name TEXT NOT NULL, admin2 TEXT NOT NULL, admin2_name TEXT NOT NULL, geonameid INTEGER,
    feature_code TEXT NOT NULL, population INTEGER NOT NULL, radius_km REAL NOT NULL, source TEXT NOT NULL, name_count INTEGER NOT NULL
);
CREATE TABLE names (
    key TEXT, place INTEGER, name TEXT, languages TEXT, PRIMARY KEY (key, place, name)
) WITHOUT ROWID;
CREATE TABLE sounds (key TEXT, place INTEGER, name TEXT, PRIMARY KEY (key, place, name)) WITHOUT ROWID;
"""
PLACE_COLUMNS = (
    "place_id", "name", "kind", "latitude", "longitude", "country", "admin1", "admin1_name", "admin2",
    "admin2_name", "geonameid", "feature_code", "population", "radius_km", "source",
)  # fmt: skip

_SELECT = (
    "SELECT p.id, {columns}, p.name_count, {languages}, n.name"
    " FROM {table} AS n JOIN places AS p ON p.id = n.place WHERE n.key = ?"
)
_COLUMNS = ", ".join(f"p.{column}" for column in PLACE_COLUMNS)
_BY_NAME = _SELECT.format(columns=_COLUMNS, table="names", languages="n.languages")
_BY_SOUND = _SELECT.format(columns=_COLUMNS, table="sounds", languages="''")

_CACHED_NAMES = 50_000
_LEAST_LIKENESS = 0.66
_MOST_CANDIDATES = 200
_KIND_ORDER = {"country": 0, "region": 1, "natural": 1, "populated": 2, "admin": 3}


def connect(path: Path) -> sqlite3.Connection:
    """Open the store at `path` for reading; the file is taken never to change while it is open."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


class SqliteGazetteer:
    """A gazetteer that answers from a store made by :func:`eventgeo.gazetteer.build_gazetteer`.

    May be shared by threads and carried over a fork or to another process: each opens the file for itself.

    Parameters
    ----------
    path : str or Path
        The store.

    Raises
    ------
    GazetteerError
        There is no store at `path`.

    Examples
    --------
    >>> from eventgeo.gazetteer import open_gazetteer
    >>> gazetteer = open_gazetteer()
    >>> best = gazetteer.lookup("Al-Boukamal")[0]
    >>> best.place.name, best.place.country, best.match
    ('Ālbū Kamāl', 'SY', 'exact')
    >>> gazetteer.lookup("Nowhere at all")
    ()
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._local = threading.local()
        self._lookup = lru_cache(maxsize=_CACHED_NAMES)(self._find)
        self._name = f"embedded {self._meta('stamp')}"

    def __reduce__(self) -> tuple[Callable[[Path], SqliteGazetteer], tuple[Path]]:
        return SqliteGazetteer, (self.path,)

    @property
    def name(self) -> str:
        """Name and stamp: as provenance in the tables."""
        return self._name

    def lookup(self, name: str, *, widen: bool = False) -> tuple[Candidate, ...]:
        """Return every place of that name: exact before normalised matches, then by population.

        Transliteration matches come only where there is no closer one, or after them with `widen`; their
        features hold how alike the two names are, 0 to 1.

        Parameters
        ----------
        name : str
        widen : bool, default False

        Returns
        -------
        tuple of Candidate
            At most 200.
        """
        return self._lookup(name, widen)

    def info(self) -> dict[str, Any]:
        """Return what the store holds: path, size, stamp, and its sources with licences and row counts."""
        rows = self._connection().execute(
            "SELECT name, title, licence, url, version, places, names FROM sources"
        )
        columns = ("name", "title", "licence", "url", "version", "places", "names")
        return {
            "name": self.name,
            "path": str(self.path),
            "size_bytes": self.path.stat().st_size,
            "built": self._meta("built"),
            "sources": [dict(zip(columns, row, strict=True)) for row in rows],
        }

    def _connection(self) -> sqlite3.Connection:
        local = self._local
        if getattr(local, "pid", None) != os.getpid():  # a thread's first question, or the first after a fork
            local.connection, local.pid = connect(self.path), os.getpid()
        connection: sqlite3.Connection = local.connection
        return connection

    def _meta(self, key: str) -> str:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        return next((str(row[0]) for row in rows), "")

    def _rows(self, query: str, key: str) -> Iterable[tuple[Any, ...]]:
        try:
            return self._connection().execute(query, (key,)).fetchall()
        except sqlite3.Error as error:
            raise GazetteerError(
                f"the gazetteer {self.path} cannot be read ({error}); "
                "rebuild it with `eventgeo gazetteer build`"
            ) from error

    def _find(self, name: str, widen: bool) -> tuple[Candidate, ...]:
        normalised = normalised_key(name)
        if not normalised:
            return ()
        exact = exact_key(name)
        found = _collect(
            normalised,
            (
                (row, "exact" if row[-1] == exact else "normalised", 1.0)
                for row in self._rows(_BY_NAME, normalised)
            ),
        )
        if widen or not found:
            alike = self._alike(normalised)
            known = {candidate.place.place_id for candidate in found}
            close = ((row, like) for row, like in alike if like >= _LEAST_LIKENESS)
            far = _collect(normalised, ((row, "transliteration", like) for row, like in close))
            found += [candidate for candidate in far if candidate.place.place_id not in known]
        return tuple(found[:_MOST_CANDIDATES])

    def _alike(self, normalised: str) -> Iterator[tuple[tuple[Any, ...], float]]:
        """Yield the names that sound like a normalised one, each with how alike they are."""
        if key := key_of_normalised(normalised):
            for row in self._rows(_BY_SOUND, key):
                yield row, likeness(normalised, normalised_key(row[-1]))
        for key in keys_of_arabic(normalised):
            for row in self._rows(_BY_SOUND, key):
                yield row, likeness_across(normalised, normalised_key(row[-1]))


def _collect(asked: str, rows: Iterable[tuple[tuple[Any, ...], Match, float]]) -> list[Candidate]:
    """Return one candidate a place, by its closest name, in the order of :meth:`SqliteGazetteer.lookup`.

    Features say how alike the names are, whether the name asked for is the place's own rather than an
    alternate, and how many names the place has: the better known, the more; of a name used only in some
    languages, "in_es" and the like.
    """
    spoken: dict[int, set[str]] = {}
    best: dict[int, tuple[tuple[Any, ...], Match, float]] = {}
    for row, match, like in rows:
        spoken.setdefault(row[0], set()).add(row[-2])
        known = best.get(row[0])
        if known is None or (match, -like) < (known[1], -known[2]):  # "exact" sorts before "normalised"
            best[row[0]] = (row, match, like)
    candidates = [
        Candidate(
            place=Place(**dict(zip(PLACE_COLUMNS, row[1:-3], strict=True))),
            match=match,
            matched_name=row[-1],
            features={
                "similarity": like,
                "own_name": float(is_own_name(asked, normalised_key(row[2]))),
                "name_count": float(row[-3]),
            }
            | dict.fromkeys((f"in_{lang}" for lang in _only_in(spoken[row[0]])), 1.0),
        )
        for row, match, like in best.values()
    ]
    return sorted(candidates, key=_order)


def _only_in(languages: set[str]) -> list[str]:
    """Return the languages in which names are used, none where one of them is used in all."""
    return [] if "" in languages else sorted({lang for each in languages for lang in each.split()})


def _order(candidate: Candidate) -> tuple[str, float, int, int, str]:
    place = candidate.place
    return (
        candidate.match,
        -round(candidate.features["similarity"], 1),
        -place.population,
        _KIND_ORDER.get(place.kind, 4),
        place.place_id,
    )
