"""The CSV file in which the user's corrections lie: reading it, and writing it whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.archives import read_lines
from eventgeo.gazetteer.atomic import replacing
from eventgeo.gazetteer.corrections import MEANINGS, SOURCE, Correction, Corrections
from eventgeo.gazetteer.sources.cleaning import clean
from eventgeo.gazetteer.sources.user_columns import Columns
from eventgeo.gazetteer.sources.user_rows import entry_of
from eventgeo.model import Place

PATH_VARIABLE = "EVENTGEO_CORRECTIONS"
_OF_PLACE = (
    "kind", "latitude", "longitude", "country", "admin1", "admin1_name", "admin2", "admin2_name", "geonameid",
    "feature_code", "population", "radius_km",
)  # fmt: skip
COLUMNS = ("name", "meaning", "place_id", "place_name", *_OF_PLACE, "note", "added")


def corrections_path() -> Path:
    """Return where corrections lie: ``$EVENTGEO_CORRECTIONS``, else the user's folder for settings."""
    chosen = os.environ.get(PATH_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_config_dir

    return Path(user_config_dir("eventgeo")) / "corrections.csv"


def load_corrections(path: str | Path | None = None) -> Corrections:
    """Return the corrections at `path`, or the user's; none where he has no such file.

    Raises
    ------
    GazetteerError
        There is no file at a `path` that was given.
    GazetteerFormatError
        A row is none; it names line and column.
    """
    file = Path(path) if path is not None else corrections_path()
    if path is None and not file.is_file():
        return Corrections()
    return Corrections(_read(file))


def save_corrections(corrections: Corrections, path: str | Path | None = None) -> Path:
    """Write corrections to `path`, or to the user's file; what was there is replaced at once.

    Raises
    ------
    GazetteerError
        It cannot be written.
    """
    from eventgeo.export.cells import escape

    file = Path(path) if path is not None else corrections_path()
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in corrections.rows:
        writer.writerow(escape(cell) for cell in _written(row))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as temporary:
            temporary.write_text(text.getvalue(), "utf-8", newline="")
    except OSError as error:
        raise GazetteerError(f"{file} cannot be written: {error.strerror or error}") from error
    return file


def _written(row: Correction) -> list[str]:
    of_place = [getattr(row.place, column) if row.place else "" for column in _OF_PLACE]
    told = [row.place_id, row.place_name, *("" if cell is None else str(cell) for cell in of_place)]
    return [row.name, row.meaning, *told, row.note, row.added]


def _read(path: Path) -> list[Correction]:
    from eventgeo.export.cells import unescape

    reader = csv.reader((text + "\n" for _, text in read_lines(path)), strict=True)
    rows: list[Correction] = []
    line = 1
    try:
        header = next(reader, [])
        if missing := {"name", "meaning"} - set(header):
            what = f"no column {', '.join(sorted(missing))}; the columns are {', '.join(COLUMNS)}"
            raise GazetteerFormatError(what, path=path, line=1)
        for cells in reader:
            start, line = line + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                named = {column: clean(unescape(cell)) for column, cell in zip(header, cells, strict=False)}
                rows.append(_correction(named, _Row(path, start, header)))
    except csv.Error as error:
        raise GazetteerFormatError(f"no CSV: {error}", path=path, line=line + 1) from error
    return rows


class _Row:
    def __init__(self, path: Path, line: int, header: list[str]) -> None:
        self.path, self.line, self._header = path, line, header

    def wrong(self, field: str, said: str) -> GazetteerFormatError:
        column = self._header.index(field) + 1 if field in self._header else None
        return GazetteerFormatError(said, path=self.path, line=self.line, column=column)


def _correction(cells: Mapping[str, str], row: _Row) -> Correction:
    name = cells["name"]
    meaning = next((one for one in MEANINGS if one == cells.get("meaning", "")), None)
    if not name:
        raise row.wrong("name", "name is empty")
    if meaning is None:
        raise row.wrong("meaning", f"{cells.get('meaning')!r} is none of {', '.join(MEANINGS)}")
    place_id, place = cells.get("place_id", ""), None
    if meaning == "place" and (cells.get("latitude") or cells.get("longitude")):
        place = _place(cells, name, row)
        place_id = place.place_id
    if meaning != "never" and not place_id:
        raise row.wrong("place_id", "neither a place_id nor latitude and longitude")
    return Correction(
        name=name,
        meaning=meaning,
        place_id=place_id,
        place_name=cells.get("place_name", ""),
        place=place,
        note=cells.get("note", ""),
        added=cells.get("added", ""),
        where=f"{row.path}:{row.line}",
    )


def _place(cells: Mapping[str, str], name: str, row: _Row) -> Place:
    """Return the place that a row describes, checked as a row of any gazetteer of the user's."""
    own = {column: cells.get(column, "") for column in (*_OF_PLACE, "place_id")}
    shown = cells.get("place_name") or name
    place = entry_of({**own, "name": shown}, {}, Columns(), SOURCE, row).place
    given = cells.get("place_id", "")
    return replace(place, place_id=given or new_place_id(shown, place.latitude, place.longitude))


def new_place_id(name: str, latitude: float, longitude: float) -> str:
    """Return the id of a place that only a correction knows.

    Examples
    --------
    >>> new_place_id("Tall Hamdan", 36.5, 38.2)
    'correction:c8e9a4918e45'
    """
    told = f"{name}|{latitude:.5f}|{longitude:.5f}"
    return f"{SOURCE}:{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
