"""Tables into files and back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from eventgeo.errors import ConfigurationError, TableSchemaError
from eventgeo.export import (
    csv_files,
    frames,
    geojson_files,
    geopackage_files,
    geoparquet_files,
    jsonl_files,
    map_page,
)
from eventgeo.export.staging import staged
from eventgeo.table_schema import SCHEMA

if TYPE_CHECKING:
    import pandas as pd

    from eventgeo.tables import Tables


class _Format(Protocol):
    def write(self, name: str, frame: pd.DataFrame, folder: Path) -> Path: ...

    def read(self, name: str, folder: Path) -> pd.DataFrame: ...


_FORMATS = {
    "csv": cast(_Format, csv_files),
    "jsonl": cast(_Format, jsonl_files),
    "geojson": cast(_Format, geojson_files),
    "gpkg": cast(_Format, geopackage_files),
    "parquet": cast(_Format, geoparquet_files),
}

FORMATS = tuple(_FORMATS)
"""Names of the table formats; :func:`write_tables` also knows "html", the map."""

_FIRST_FILES = {
    "parquet": "events" + geoparquet_files.SUFFIX,
    "gpkg": geopackage_files.FILE_NAME,
    "jsonl": "events" + jsonl_files.SUFFIX,
    "csv": "events" + csv_files.SUFFIX,
    "geojson": "events" + geojson_files.SUFFIX,
}
"""The file by which a format is known in a folder; the one that keeps most comes first."""


def write_tables(
    tables: Tables, folder: str | Path, formats: str | Iterable[str] = ("csv",), *, title: str | None = None
) -> list[Path]:
    """Write the four tables to `folder`.

    Everything is written or nothing: files that were there stay as they were until all new ones are whole.

    Parameters
    ----------
    tables : Tables
    folder : path
        Made if it is not there.
    formats : iterable of {"csv", "jsonl", "geojson", "gpkg", "parquet", "html"}
        "html" is the map, ``map.html``. GeoPackage is one file with a layer a table, the others have a file
        a table.
    title : str, optional
        Of the map.

    Returns
    -------
    list of pathlib.Path
        The files written, in the order of `formats`.

    Raises
    ------
    ConfigurationError
        For an unknown format, or a folder that cannot be written to.
    TableSchemaError
        For a table with a place that is not on Earth.

    Examples
    --------
    >>> import tempfile
    >>> from eventgeo.tables import tabulate
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_tables(tabulate([]), folder)]
    ['events.csv', 'event_places.csv', 'event_actors.csv', 'places.csv']
    """
    wanted = list(dict.fromkeys([formats] if isinstance(formats, str) else formats))
    for name in wanted:
        if name != "html" and name not in _FORMATS:
            raise ConfigurationError(f"there is no format {name!r}: give some of {', '.join(FORMATS)}, html")
    folder = Path(folder)
    written: list[Path] = []
    with staged(folder) as stage:
        for name in wanted:
            if name == "html":
                page = stage / map_page.FILE_NAME
                page.write_text(map_page.render_map(tables, title=title), "utf-8", newline="")
                written.append(page)
            else:
                for table, frame in frames.frames_of(tables).items():
                    written.append(_FORMATS[name].write(table, frame, stage))
    return [folder / path.name for path in dict.fromkeys(written)]


def write_csv(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write any data frame as one CSV file, whole or not at all, formulas escaped as in the tables.

    Parameters
    ----------
    frame : pandas.DataFrame
    path : path
        Ends in ``.csv``; its folder is made if it is not there.

    Raises
    ------
    ConfigurationError
        For another ending, or a folder that cannot be written to.
    """
    path = Path(path)
    if path.suffix != csv_files.SUFFIX:
        raise ConfigurationError(f"the file {path.name!r} does not end in {csv_files.SUFFIX}")
    with staged(path.parent) as stage:
        csv_files.write(path.stem, frame, stage)
    return path


def read_tables(folder: str | Path, format: str | None = None) -> Tables:
    """Read tables that :func:`write_tables` wrote.

    Parameters
    ----------
    folder : path
    format : {"csv", "jsonl", "geojson", "gpkg", "parquet"}, optional
        By default that of the files there, the one that keeps most first.

    Returns
    -------
    Tables
        With the dtypes they were written with; extra columns come last.

    Raises
    ------
    ConfigurationError
        For an unknown format, or a folder without tables.
    TableSchemaError
        For a file that is not the table its name says.
    """
    from eventgeo.tables import Tables

    folder = Path(folder)
    if format is not None and format not in _FORMATS:
        raise ConfigurationError(f"there is no format {format!r}: give one of {', '.join(FORMATS)}")
    known = [name for name, first in _FIRST_FILES.items() if (folder / first).is_file()]
    chosen = format or next(iter(known), None)
    if chosen is None:
        raise ConfigurationError(
            f"there are no tables in {str(folder)!r}: write them with Tables.write or eventgeo extract -o"
        )
    try:
        return Tables(**{name: _FORMATS[chosen].read(name, folder) for name in SCHEMA})  # type: ignore[arg-type]
    except (OSError, UnicodeDecodeError) as error:
        raise TableSchemaError(f"the {chosen} tables in {str(folder)!r} cannot be read: {error}") from error
