"""Every way to make a gazetteer of rows, and every wrapper round one, for the contract suite."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

from eventgeo.gazetteer import FallbackGazetteer, GeocoderService, SqliteGazetteer, build_gazetteer
from eventgeo.gazetteer.answer_cache import AnswerCache
from eventgeo.gazetteer.build import extend_store
from eventgeo.gazetteer.corrections import Correction, Corrections, with_corrections
from eventgeo.gazetteer.sources import Entry, Source
from eventgeo.gazetteer.sources.geonames_dump import geonames_source
from eventgeo.gazetteer.sources.user_file import user_source
from eventgeo.protocols import Gazetteer

Build = Callable[[Sequence[Entry]], Gazetteer]

FEATURES = {
    "populated": ("P", "PPL"),
    "admin": ("A", "ADM2"),
    "region": ("L", "RGN"),
    "natural": ("T", "MT"),
}
"""GeoNames' feature class and code for each kind of the contract's rows."""


class Nobody:
    """A geocoder that knows no place."""

    def geocode(self, query):
        return None


class Builds:
    """The ways, each a method from rows to a gazetteer in a new file of `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count()

    def store(self, entries: Sequence[Entry]) -> SqliteGazetteer:
        return self._opened(_source(entries))

    def pack(self, entries: Sequence[Entry]) -> SqliteGazetteer:
        """Rows added to a store, every second one in another pack."""
        path = build_gazetteer(self._path(".sqlite"), sources=(_source(()),))
        packs = [_source(entries[at::2], name) for at, name in enumerate(("odd", "even"))]
        return SqliteGazetteer(extend_store(path, packs))

    def dump(self, entries: Sequence[Entry]) -> SqliteGazetteer:
        path = self._path(".txt")
        path.write_text("".join(map(dump_line, entries)), encoding="utf-8")
        return self._opened(geonames_source(path, name="dump"))

    def user_csv(self, entries: Sequence[Entry]) -> SqliteGazetteer:
        path = self._path(".csv")
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(["name", "names", "lat", "lon", "kind", "country", "admin1", "population"])
            for entry in entries:
                p = entry.place
                where = (p.latitude, p.longitude, p.kind, p.country, p.admin1, p.population)
                table.writerow([p.name, "|".join(entry.names), *where])
        return self._opened(user_source(path, name="mine"))

    def with_corrections(self, entries: Sequence[Entry]) -> Gazetteer:
        never = Corrections([Correction(name="Nevertown", meaning="never")])
        return with_corrections(self.store(entries), never)

    def with_fallback(self, entries: Sequence[Entry]) -> Gazetteer:
        service = GeocoderService(Nobody(), cache=AnswerCache(None), min_delay_s=0)
        return FallbackGazetteer(self.store(entries), service)

    def _path(self, suffix: str) -> Path:
        return self._folder / f"{next(self._numbers)}{suffix}"

    def _opened(self, source: Source) -> SqliteGazetteer:
        return SqliteGazetteer(build_gazetteer(self._path(".sqlite"), sources=(source,)))


BUILDS = ("store", "pack", "dump", "user_csv", "with_corrections", "with_fallback")


def dump_line(entry: Entry) -> str:
    """Return a place as a line of a GeoNames dump."""
    place = entry.place
    feature = FEATURES[place.kind]
    unit = place.admin1.partition(".")[2]
    number = 9_200_000 + int(place.place_id.partition(":")[2])
    cells = (
        *(number, place.name, "", ",".join(entry.names), place.latitude, place.longitude, *feature),
        *(place.country, "", unit, "", "", "", place.population, "", 0, "Etc/UTC", "2024-01-01"),
    )
    return "\t".join(map(str, cells)) + "\n"


def _source(entries: Sequence[Entry], name: str = "rows") -> Source:
    return Source(
        name=name, title="rows", licence="CC0", url="", version=lambda: "1", read=lambda: iter(entries)
    )
