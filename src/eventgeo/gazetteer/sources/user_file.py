"""A user's own gazetteer, CSV or GeoJSON, as a source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.archives import sha256_of, table_date
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.user_columns import Columns, read_columns
from eventgeo.gazetteer.sources.user_csv import read_csv
from eventgeo.gazetteer.sources.user_geojson import read_geojson

_READER_VERSION = 1  # raise when the code of the user_*.py files gives other rows
_READERS: dict[str, Callable[[Path, Columns, str], Iterator[Entry]]] = {
    ".csv": read_csv,
    ".geojson": read_geojson,
    ".json": read_geojson,
}


def user_source(path: str | Path, columns: str | Path | None = None, *, name: str | None = None) -> Source:
    r"""Return the places of a user's own file as a source.

    Parameters
    ----------
    path : str or Path
        A ``.csv`` file with a line of column names, or a ``.geojson`` FeatureCollection; UTF-8, and WGS 84
        degrees (EPSG:4326).
    columns : str or Path, optional
        TOML file that says what the columns mean; without one they are taken by their names: name, latitude
        (lat), longitude (lon) and what else :data:`~eventgeo.gazetteer.sources.user_columns.FIELDS` has.
    name : str, optional
        What the source is called in the store; by default what the TOML says, else the file's name.

    Returns
    -------
    Source
        Each place's id begins with the source's name. Coordinates in degrees, radii in km.

    Raises
    ------
    GazetteerFormatError
        The file is neither, or the TOML is wrong; when the source is read, a row is wrong.
    GazetteerError
        A file is not there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "my_places.csv"
    ...     _ = path.write_text("name,lat,lon\nTall Hamdan,36.5,38.2\n", encoding="utf-8")
    ...     source = user_source(path)
    ...     [entry] = source.read()
    >>> source.name, entry.place.name, entry.place.kind, entry.place.radius_km
    ('my_places', 'Tall Hamdan', 'populated', 1.0)
    """
    file = Path(path)
    declared = Path(columns) if columns is not None else None
    for needed in (file, declared):
        if needed is not None and not needed.is_file():
            raise GazetteerError(f"{needed} is not there")
    if (read := _READERS.get(file.suffix.lower())) is None:
        raise GazetteerFormatError(
            f"{file.suffix!r} is no form of a gazetteer; give .csv, .geojson, or a .zip or .txt of GeoNames",
            path=file,
        )
    about = read_columns(declared) if declared else Columns()
    called = name or about.name or re.sub(r"[^A-Za-z0-9._-]+", "-", file.stem).strip("-._") or "my-places"
    return Source(
        name=called,
        title=about.title or file.name,
        licence=about.licence or "not stated",
        url=about.url,
        version=lambda: _version(file, declared, about),
        read=lambda: read(file, about, called),
    )


def _version(path: Path, columns: Path | None, about: Columns) -> str:
    digests = "+".join(sha256_of(file)[:12] for file in (path, columns) if file is not None)
    return f"{about.date or table_date(path).isoformat()}+{digests}+{_READER_VERSION}"
