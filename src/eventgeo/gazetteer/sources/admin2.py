"""Second-level units: counties of the United States, districts elsewhere; and names for GeoNames' codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.sources.admin1 import unit_names
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.tables import edition, read_rows
from eventgeo.model import Place

TABLE = "second_level.jsonl.gz"
_CODE_PARTS = 3


def read_admin2() -> Iterator[Entry]:
    """Yield every unit with its names.

    Their people are counted with their towns: a population of 0 keeps a county behind the town of its name.
    """
    above = unit_names()
    for row in read_rows(TABLE):
        place = Place(
            place_id=f"admin2:{row['admin1']}:{row['name']}",
            name=row["name"],
            kind="admin",
            latitude=row["lat"],
            longitude=row["lon"],
            country=row["country"],
            admin1=row["admin1"],
            admin1_name=above.get(row["admin1"], ""),
            admin2_name=row["name"],
            feature_code="ADM2",
            radius_km=row["radius"],
            source="admin2",
        )
        yield Entry(place=place, names=tuple(row["names"]))


def read_admin2_codes(path: str | Path) -> Mapping[str, str]:
    r"""Return the names of second-level units by full code, from GeoNames' ``admin2Codes.txt``.

    Parameters
    ----------
    path : str or Path
        The file of https://download.geonames.org/export/dump/ (CC BY 4.0): code, name, name in ASCII and
        geonameid, parted by tabs.

    Returns
    -------
    mapping of str to str

    Raises
    ------
    GazetteerError
        The file is not there.
    GazetteerFormatError
        A line that is none of that table; it says which.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "admin2Codes.txt"
    ...     _ = path.write_text("US.CA.085\tSanta Clara\tSanta Clara\t5393021\n", encoding="utf-8")
    ...     read_admin2_codes(path)
    {'US.CA.085': 'Santa Clara'}
    """
    names: dict[str, str] = {}
    try:
        text = Path(path).read_text("utf-8")
    except FileNotFoundError as error:
        raise GazetteerError(f"{path} is not there; give GeoNames' admin2Codes.txt") from error
    except UnicodeDecodeError as error:
        raise GazetteerFormatError(f"no UTF-8: {error}", path=path) from error
    for line, row in enumerate(text.split("\n"), start=1):
        if not row:
            continue
        code, *cells = row.rstrip("\r").split("\t")
        if len(cells) != _CODE_PARTS or len(code.split(".")) < _CODE_PARTS:
            raise GazetteerFormatError(
                f"not a row of code (such as US.CA.085), name, name in ASCII, geonameid: {row[:80]!r}",
                path=path,
                line=line,
            )
        names[code] = cells[0]
    return names


ADMIN2 = Source(
    name="admin2",
    title="Second-level units (U.S. Census Bureau, TIGER/Line; GeoNames)",
    licence="public domain; CC BY 4.0",
    url="https://www.census.gov/geographies/mapping-files.html",
    version=lambda: edition(TABLE, "admin1_codes.toml"),
    read=read_admin2,
)
