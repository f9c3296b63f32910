"""The gazetteer in one SQLite file, opened read-only."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.cells import cell_of
from eventgeo.gazetteer.contents import SELECT_PLACES, connect, place_of, read_meta, stored_sources, united
from eventgeo.gazetteer.likeness import likeness
from eventgeo.gazetteer.names import exact_key, normalised_key
from eventgeo.gazetteer.nearest import places_by_distance
from eventgeo.gazetteer.promising import most_promising
from eventgeo.gazetteer.schema import KIND_NUMBERS, place_number, shortened, written_out
from eventgeo.gazetteer.slips import most_slips, slips_undone, sounds_one_off, within_slips
from eventgeo.gazetteer.sounds import asked_keys, sound_keys
from eventgeo.gazetteer.tiers import MOST_CANDIDATES, Entry, Named, candidates_of
from eventgeo.model import KINDS, Candidate, Kind, Match, Place

if TYPE_CHECKING:
    from eventgeo.gazetteer.geopy_adapter import EventgeoGeocoder

_NAMES = "SELECT place, rank, name, languages, own FROM names WHERE key = ?"
_FIRST_NAMES = f"{_NAMES} ORDER BY rank, place, name LIMIT ?"
_EXACT_NAMES = f"{_NAMES} AND name = ? ORDER BY rank, place LIMIT ?"
_KEYS_OF_ANY = "SELECT DISTINCT key FROM sounds WHERE sound IN (SELECT value FROM json_each(?))"
_PLACES = SELECT_PLACES + " WHERE p.number IN (SELECT value FROM json_each(?))"  # noqa: S608
_PLACE = SELECT_PLACES + " WHERE p.number = ?"
_CELLS = "SELECT cell, place FROM cells WHERE kind = ? AND cell BETWEEN ? AND ? LIMIT ?"

_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")  # in no name, and nothing that SQLite takes
_MOST_REMEMBERED = 80_000
_CACHE_KIB = 16_000
_LEAST_LIKENESS = 0.7
_MOST_NAMES = MOST_CANDIDATES + 50
_FEW_PLACES = 4


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
    >>> gazetteer.lookup("Xqzvtkw")
    ()
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._local = threading.local()
        self._answers: dict[tuple[str, bool, bool], tuple[Candidate, ...]] = {}
        self._answered = 0
        try:
            self._about = read_meta(self._connection())
            self._stored = stored_sources(self._connection())
        except sqlite3.Error as error:
            raise self._unreadable(error) from error
        # Of a place that several sources have, that of an embedded one is shown, and packs fill its gaps.
        self._sources = {source.number: (at, source.name) for at, source in enumerate(self._stored)}
        self._name = self._named()

    def __reduce__(self) -> tuple[Callable[[Path], SqliteGazetteer], tuple[Path]]:
        return SqliteGazetteer, (self.path,)

    @property
    def name(self) -> str:
        """Name and stamp, and a mark of the packs where there are some: as provenance in the tables."""
        return self._name

    def lookup(self, name: str, *, widen: bool = False, fuzzy: bool = False) -> tuple[Candidate, ...]:
        """Return every place of that name: exact before normalised matches, then by population.

        Transliteration matches come only where there is no closer one, or after them with `widen`; their
        features hold how alike the two names are, 0 to 1.

        Parameters
        ----------
        name : str
        widen : bool, default False
        fuzzy : bool, default False
            Where nothing else is found, look also for names that are that one but for a slip of the pen; it
            takes some milliseconds, and words that name no place meet some.

        Returns
        -------
        tuple of Candidate
            At most 200.

        Examples
        --------
        >>> from eventgeo.gazetteer import open_gazetteer
        >>> best = open_gazetteer().lookup("Bakmhut", fuzzy=True)[0]
        >>> best.place.name, best.match, best.features["similarity"]
        ('Bakhmut', 'fuzzy', 0.857)
        """
        question = (name, widen, fuzzy)
        answer = self._answers.get(question)
        if answer is None:
            answer = self._find(name, widen, fuzzy)
            self._answered += 1 + len(answer)
            if self._answered > _MOST_REMEMBERED:  # some names have 200 candidates, most words none
                self._answers, self._answered = {}, 0
            self._answers[question] = answer
        return answer

    def by_id(self, place_id: str) -> Place | None:
        """Return the place of that id, None where there is none.

        Examples
        --------
        >>> from eventgeo.gazetteer import open_gazetteer
        >>> open_gazetteer().by_id("geonames:170063").country
        'SY'
        """
        entry = self._entries((place_number(place_id),)).get(place_number(place_id))
        return entry.place if entry is not None and entry.place.place_id == place_id else None

    def nearest(
        self, latitude: float, longitude: float, *, limit: int = 1, kinds: Collection[Kind] | None = None
    ) -> tuple[tuple[float, Place], ...]:
        """Return the places nearest to a point, each with its great-circle distance in km, nearest first.

        Parameters
        ----------
        latitude, longitude : float
            WGS 84 degrees.
        limit : int, default 1
        kinds : collection of Kind, optional
            Only places of these kinds.

        Raises
        ------
        ConfigurationError
            The point is none on the Earth.

        Examples
        --------
        >>> from eventgeo.gazetteer import open_gazetteer
        >>> ((distance_km, place),) = open_gazetteer().nearest(36.2, 37.16, kinds=("populated",))
        >>> place.name, distance_km < 1
        ('Aleppo', True)
        """
        chosen = KINDS if kinds is None else [kind for kind in KINDS if kind in kinds]
        found = places_by_distance(latitude, longitude, chosen, self._cells, self._of_cells)
        return tuple(islice(found, limit))

    def as_geopy(self) -> EventgeoGeocoder:
        """Return the gazetteer as one of geopy's geocoders: ``geocode``, ``reverse``, ``Location``.

        Examples
        --------
        >>> from eventgeo.gazetteer import open_gazetteer
        >>> open_gazetteer().as_geopy().geocode("Tripoli, Liban").raw["country"]
        'LB'
        """
        from eventgeo.gazetteer.geopy_adapter import EventgeoGeocoder

        return EventgeoGeocoder(self)

    def info(self) -> dict[str, Any]:
        """Return what the store holds: path, size, stamp, and its sources with licences, dates and counts."""
        return {
            "name": self.name,
            "path": str(self.path),
            "size_bytes": self.path.stat().st_size,
            "built": self._about.get("built", ""),
            "sources": [
                {key: value for key, value in dataclasses.asdict(source).items() if key != "number"}
                for source in self._stored
            ],
        }

    def _named(self) -> str:
        packs = [f"{source.name}={source.version}" for source in self._stored if not source.embedded]
        mark = hashlib.sha256("|".join(packs).encode()).hexdigest()[:8]
        count = f"{len(packs)} pack{'s' * (len(packs) > 1)}"
        return f"embedded {self._about.get('stamp', '')}" + (f" + {count} {mark}" if packs else "")

    def _connection(self) -> sqlite3.Connection:
        local = self._local
        if getattr(local, "pid", None) != os.getpid():  # a thread's first question, or the first after a fork
            local.connection, local.pid = connect(self.path), os.getpid()
            local.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection: sqlite3.Connection = local.connection
        return connection

    def _unreadable(self, error: sqlite3.Error) -> GazetteerError:
        return GazetteerError(
            f"the gazetteer {self.path} cannot be read ({error}); rebuild it with `eventgeo gazetteer build`"
        )

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection().execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._unreadable(error) from error

    def _find(self, name: str, widen: bool, fuzzy: bool) -> tuple[Candidate, ...]:
        asked = normalised_key(name)
        if not asked or _HALF_CHARACTER.search(name):
            return ()
        found = candidates_of(asked, self._spelled(asked, exact_key(name)), self._entries)
        if widen or not found:
            known = {candidate.place.place_id for candidate in found}
            far = candidates_of(asked, self._heard(name, asked), self._entries)
            found += [candidate for candidate in far if candidate.place.place_id not in known]
        if fuzzy and not found:
            found = candidates_of(asked, self._slipped(name, asked), self._entries)
        return tuple(found[:MOST_CANDIDATES])

    def _spelled(self, asked: str, exact: str) -> Iterator[Named]:
        """Yield the names under the key `asked`: of very many the exact ones and those of large places."""
        rows = self._rows(_FIRST_NAMES, asked, _MOST_NAMES)
        if len(rows) == _MOST_NAMES:
            rows += self._rows(_EXACT_NAMES, asked, shortened(exact, asked), _MOST_NAMES)
        for place, rank, stored, languages, own in rows:
            name = written_out(stored, asked)
            match: Match = "exact" if name == exact else "normalised"
            yield Named(
                place=place,
                rank=rank,
                name=name,
                languages=languages,
                is_own=bool(own),
                match=match,
                likeness=1.0,
            )

    def _heard(self, name: str, asked: str) -> Iterator[Named]:
        """Yield the names that sound like `name`, which is `asked` where it is normalised."""
        rows = self._rows(_KEYS_OF_ANY, json.dumps(asked_keys(name)))
        keys = most_promising(asked, {key for (key,) in rows if key != asked})
        alike = {key: likeness(name, key) for key in keys}
        yield from self._alike(
            {key: like for key, like in alike.items() if like >= _LEAST_LIKENESS}, "transliteration"
        )

    def _slipped(self, name: str, asked: str) -> Iterator[Named]:
        """Yield the names that are `name`, which is `asked` where normalised, but for a slip of the pen."""
        if most_slips(asked):
            sounds = {near for sound in sound_keys(name) for near in sounds_one_off(sound)}
            sounds.update(sound for other in slips_undone(asked) for sound in sound_keys(other))
            rows = self._rows(_KEYS_OF_ANY, json.dumps(sorted(sounds)))
            yield from self._alike(within_slips(asked, (row[0] for row in rows)), "fuzzy")

    def _alike(self, keys: Mapping[str, float], match: Match) -> Iterator[Named]:
        """Yield the names under the most alike of `keys`, given with how alike they are."""
        count = 0
        for key, like in sorted(keys.items(), key=lambda item: (-item[1], item[0])):
            if count >= MOST_CANDIDATES:
                return
            rows = self._rows(_FIRST_NAMES, key, MOST_CANDIDATES)
            count += len(rows)
            for place, rank, stored, languages, _ in rows:
                yield Named(
                    place=place, rank=rank, name=written_out(stored, key), languages=languages, is_own=False,
                    match=match, likeness=like,
                )  # fmt: skip

    def _entries(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """Return the places of `numbers`; one that several sources have is made of what all tell of it."""
        wanted = list(numbers)
        if len(wanted) <= _FEW_PLACES:
            rows = [row for number in wanted for row in self._rows(_PLACE, number)]
        else:
            rows = self._rows(_PLACES, json.dumps(wanted))
        told: dict[int, list[tuple[Any, ...]]] = {}
        for row in rows:
            told.setdefault(row[0], []).append(row)
        entries = {}
        for number, alike in told.items():
            alike.sort(key=lambda row: self._sources[row[1]])
            source = self._sources[alike[0][1]][1]
            place = place_of(united([row[3:] for row in alike]), source)
            entries[number] = Entry(place=place, name_count=max(row[2] for row in alike))
        return entries

    def _cells(self, kind: int, first: int, last: int, limit: int) -> list[tuple[int, int]]:
        return self._rows(_CELLS, kind, first, last, limit)

    def _of_cells(self, found: Iterable[tuple[int, int]], kind: int) -> Iterator[Place]:
        """Yield the places found in cells, leaving out what another source knows better to lie elsewhere."""
        found = list(found)
        entries = self._entries(number for _, number in found)
        for cell, number in found:
            place = entries[number].place
            if KIND_NUMBERS[place.kind] == kind and cell_of(place.latitude, place.longitude) == cell:
                yield place
