"""A user's own gazetteer as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eventgeo.errors import GazetteerFormatError
from eventgeo.gazetteer.archives import read_lines
from eventgeo.gazetteer.sources.entry import Entry
from eventgeo.gazetteer.sources.user_columns import FIELDS, NEEDED, OTHER_NAMES, Columns
from eventgeo.gazetteer.sources.user_rows import entry_of


def read_csv(path: Path, columns: Columns, source: str) -> Iterator[Entry]:
    """Yield the places of a CSV file; ids that occur twice are refused.

    Raises
    ------
    GazetteerFormatError
        It names line and column, both from 1.
    """
    rows = _rows(path, columns.delimiter)
    _, header = next(rows, (1, []))
    if not any(header):
        raise GazetteerFormatError("the file is empty; its first line should name the columns", path=path)
    places = meant(header, columns, path)
    lines: dict[str, int] = {}
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            what = (
                f"{len(cells)} cells, but {len(header)} columns; put cells that have a {columns.delimiter!r} "
                "in them in quotation marks"
            )
            raise GazetteerFormatError(what, path=path, line=line)
        where = _Row(path=path, line=line, columns=places)
        names = {
            name.strip(): language
            for column, language in columns.name_columns.items()
            for name in cells[header.index(column)].split(columns.separator)
        }
        entry = entry_of({field: cells[at] for field, at in places.items()}, names, columns, source, where)
        if (first := lines.setdefault(entry.place.place_id, line)) != line:
            raise where.wrong("place_id", f"the same place as in line {first}: {entry.place.place_id}")
        yield entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    path: Path
    line: int
    columns: Mapping[str, int]

    def wrong(self, field: str, said: str) -> GazetteerFormatError:
        at = self.columns.get(field)
        return GazetteerFormatError(
            said, path=self.path, line=self.line, column=None if at is None else at + 1
        )


def meant(header: Sequence[str], columns: Columns, path: Path) -> Mapping[str, int]:
    """Return in which column each of our fields stands, by the declaration or by the columns' own names.

    Raises
    ------
    GazetteerFormatError
        A column that is declared, or needed, is not there.

    Examples
    --------
    >>> meant(["name", "lat", "lon", "remarks"], Columns(), Path("x.csv"))
    {'name': 0, 'latitude': 1, 'longitude': 2}
    """
    has = f"the file has {', '.join(map(repr, header))}"
    for column in (*columns.columns.values(), *columns.name_columns):
        if column not in header:
            raise GazetteerFormatError(f"no column {column!r}; {has}", path=path, line=1)
    found = {ours: header.index(theirs) for ours, theirs in columns.columns.items()}
    if not columns.columns:
        for at, column in enumerate(header):
            field = OTHER_NAMES.get(column.strip().lower(), column.strip().lower())
            if field in FIELDS:
                found.setdefault(field, at)
    if missing := [field for field in NEEDED if field not in found]:
        what = f"no column for {', '.join(missing)}; {has}. Say in a TOML file (--columns) which they are"
        raise GazetteerFormatError(what, path=path, line=1)
    return found


def _rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with the line it begins in."""
    from eventgeo.export.cells import unescape

    if len(delimiter) != 1:
        raise GazetteerFormatError(f"delimiter {delimiter!r} is not one character", path=path)
    reader = csv.reader((text + "\n" for _, text in read_lines(path)), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [unescape(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise GazetteerFormatError(f"no CSV: {error}", path=path, line=line) from error
