"""Writing the places of the store, or of one of its sources, to CSV, GeoJSON or JSON lines: row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from eventgeo.errors import ConfigurationError, GazetteerError
from eventgeo.gazetteer.atomic import replacing
from eventgeo.gazetteer.contents import read_entries
from eventgeo.gazetteer.sources import Entry

COLUMNS = (
    "place_id", "name", "names", "kind", "latitude", "longitude", "country", "admin1", "admin1_name",
    "admin2", "admin2_name", "geonameid", "feature_code", "population", "radius_km", "source",
)  # fmt: skip
SEPARATOR = "|"
"""Parts the names of a CSV cell; a name that has it is written with "/" instead."""


def export_places(store: Path, sources: Sequence[str], target: Path) -> int:
    """Write the places of some sources of a store to a file, whose ending tells the form.

    A CSV file has the columns that :func:`~eventgeo.gazetteer.sources.user_file.user_source` reads by their
    names; cells that a spreadsheet would take for formulas are escaped, as in all CSV files of the package.

    Parameters
    ----------
    store : Path
    sources : sequence of str
        Names of its sources.
    target : Path
        ``.csv``, ``.geojson`` or ``.jsonl``; it appears whole or not at all.

    Returns
    -------
    int
        How many places were written.

    Raises
    ------
    ConfigurationError
        The ending tells no form.
    GazetteerError
        `target` cannot be written.
    """
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise ConfigurationError(f"{target}: write to a name that ends in {', '.join(_WRITERS)}")
    count = _Counted(entry for source in sources for entry in read_entries(store, source))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
            write(count, file)
    except OSError as error:
        raise GazetteerError(f"{target} cannot be written: {error.strerror or error}") from error
    return count.seen


class _Counted:
    def __init__(self, entries: Iterator[Entry]) -> None:
        self.seen = 0
        self._entries = entries

    def __iter__(self) -> Iterator[Entry]:
        for entry in self._entries:
            self.seen += 1
            yield entry


def _write_csv(entries: Iterable[Entry], file: IO[str]) -> None:
    from eventgeo.export.cells import escape

    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for entry in entries:
        cells = asdict(entry.place) | {"names": SEPARATOR.join(_in_cell(name) for name in entry.names)}
        writer.writerow(
            escape(cells[column]) if isinstance(cells[column], str) else cells[column] for column in COLUMNS
        )


def _write_geojson(entries: Iterable[Entry], file: IO[str]) -> None:
    file.write('{"type": "FeatureCollection", "features": [')
    for at, entry in enumerate(entries):
        properties = _record(entry)
        point = [properties.pop("longitude"), properties.pop("latitude")]
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": point},
            "properties": properties,
        }
        file.write((",\n" if at else "\n") + json.dumps(feature, ensure_ascii=False, allow_nan=False))
    file.write("\n]}\n")


def _write_jsonl(entries: Iterable[Entry], file: IO[str]) -> None:
    for entry in entries:
        record = _record(entry) | ({"languages": dict(entry.languages)} if entry.languages else {})
        file.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


_WRITERS: dict[str, Callable[[Iterable[Entry], IO[str]], None]] = {
    ".csv": _write_csv,
    ".geojson": _write_geojson,
    ".jsonl": _write_jsonl,
}


def _record(entry: Entry) -> dict[str, Any]:
    told = asdict(entry.place) | {"names": list(entry.names)}
    return {column: told[column] for column in COLUMNS}


def _in_cell(name: str) -> str:
    return name.replace(SEPARATOR, "/")
