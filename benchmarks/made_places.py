"""Places made up from real ones, as many as wanted: to see how the store grows.

The first copy of the real places is as it is. In every later one three names of four have letters changed,
each for another of its sort; points lie up to half a degree away, and towns are small. Alternate names are
dropped at random where the real places have more than wanted. The same arguments give the same places.
"""

from __future__ import annotations

import contextlib
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from eventgeo.gazetteer.sources import EMBEDDED, Entry, Source
from eventgeo.gazetteer.sources.geonames_dump import geonames_source

ALTERNATE_NAMES_A_PLACE = 16 / 12
_SORTS = ("aeiou", "bdgkpt", "flmnrsz", "абвгдежзиклмнопрст", "ابتجحدرسعفقكلمنهوي", "אבגדהוזחטיכלמנסעפצקרשת")
_TABLES = 4096
_CHANGED = 0.75
_POPULATION_SHARE = 50


def spool(sources: Sequence[Source], path: Path) -> None:
    """Write the places of `sources` to a file, from which each copy is read: none stays in memory."""
    with path.open("wb") as file:
        for source in sources:
            for entry in source.read():
                pickle.dump(entry, file, pickle.HIGHEST_PROTOCOL)


class MadePlaces:
    """A source of `count` places made up from those spooled to `path`.

    Attributes
    ----------
    seconds_making : float
        How long the last reading took to make them: what a real source would not cost.
    """

    def __init__(self, path: Path, count: int) -> None:
        self.count = count
        self.seconds_making = 0.0
        self._path = path

    def as_source(self) -> Source:
        return Source(
            name="made", title="Places made up", licence="none", url="", version=lambda: "1", read=self.read
        )

    def read(self) -> Iterator[Entry]:
        start = time.perf_counter()
        self.seconds_making = 0.0
        for entry in self._entries():
            self.seconds_making += time.perf_counter() - start
            yield entry
            start = time.perf_counter()

    def _entries(self) -> Iterator[Entry]:
        places, alternates = 0, 0
        for entry in self._spooled():
            places, alternates = places + 1, alternates + len(entry.names)
        kept = min(1.0, ALTERNATE_NAMES_A_PLACE * places / alternates)
        chance = random.Random(4)  # noqa: S311
        changes = [_change(chance) for _ in range(_TABLES)]
        copies = (_made(entry, copy, kept, chance, changes) for copy in count() for entry in self._spooled())
        yield from islice(copies, self.count)

    def _spooled(self) -> Iterator[Entry]:
        with self._path.open("rb") as file, contextlib.suppress(EOFError):
            while True:
                yield pickle.load(file)  # noqa: S301 - what spool wrote


def _change(chance: random.Random) -> dict[int, str]:
    table: dict[int, str] = {}
    for sort in _SORTS:
        for letter in chance.sample(sort, 2):
            other = chance.choice(sort)
            table |= {ord(letter): other, ord(letter.upper()): other.upper()}
    return table


def _made(
    entry: Entry, copy: int, kept: float, chance: random.Random, changes: Sequence[dict[int, str]]
) -> Entry:
    place = entry.place
    names = tuple(name for name in entry.names if chance.random() < kept)
    if copy == 0:
        return replace(entry, names=names)
    if chance.random() < _CHANGED:
        table = chance.choice(changes)
        name, names = place.name.translate(table), tuple(each.translate(table) for each in names)
    else:
        name = place.name
    made = replace(
        place,
        place_id=f"made:{copy}:{place.place_id}",
        name=name,
        latitude=max(-90.0, min(90.0, round(place.latitude + chance.uniform(-0.5, 0.5), 5))),
        longitude=round((place.longitude + chance.uniform(-0.5, 0.5) + 180) % 360 - 180, 5),
        geonameid=None if place.geonameid is None else place.geonameid + copy * 20_000_000,
        population=place.population // _POPULATION_SHARE,
    )
    return Entry(place=made, names=names)


def real_sources(dumps: Sequence[Path], alternate_names: Path | None) -> tuple[Source, ...]:
    """Return the embedded sources and those of GeoNames dumps, ``XX.zip`` with their alternate names."""
    found = []
    for dump in dumps:
        beside = alternate_names / dump.name if alternate_names else None
        found.append(geonames_source(dump, beside if beside and beside.exists() else None))
    return (*EMBEDDED, *found)
