"""A country of GeoNames' export (or any table in its form), read as a stream.

The columns are those of https://download.geonames.org/export/dump/readme.txt. Two passes go over the file:
the first gathers the names of its units, the second yields the places.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.archives import check_archive, read_lines, sha256_of, table_date
from eventgeo.gazetteer.sources.admin1 import unit_names
from eventgeo.gazetteer.sources.alternate_names import WHOLE_NUMBER, AlternateNames, Names
from eventgeo.gazetteer.sources.cities import is_kept, settlement_radius_km
from eventgeo.gazetteer.sources.cleaning import clean
from eventgeo.gazetteer.sources.entry import Entry, Source
from eventgeo.gazetteer.sources.features import TABLE, Feature, features
from eventgeo.gazetteer.sources.known_units import known_unit
from eventgeo.gazetteer.sources.tables import edition
from eventgeo.model import Place

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class",
    "feature code", "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code",
    "population", "elevation", "dem", "timezone", "modification date",
)  # fmt: skip
LICENCE = "CC BY 4.0"
URL = "https://www.geonames.org"
_READER_VERSION = 2  # raise when the code of this file or of alternate_names.py gives other rows
_END_OF_GEONAMEIDS = 10**10
_FIRST_OTHER_LETTER = "\u0370"
_COUNTRY = re.compile(r"[A-Z]{2}|")
_NO_UNIT = frozenset(("", "00"))
_UNIT_CODES = ("ADM1", "ADM2")


def geonames_source(
    path: str | Path,
    alternate_names: str | Path | None = None,
    *,
    name: str | None = None,
    licence: str = LICENCE,
    url: str = URL,
) -> Source:
    r"""Return the places of a GeoNames dump, ``XX.zip`` or ``XX.txt`` of 19 columns, as a source.

    What is taken up, and as which kind, says ``data/feature_kinds.toml``; countries are left to the embedded
    table. Names are kept in Latin, Cyrillic, Arabic and Hebrew letters.

    Parameters
    ----------
    path : str or Path
        The dump; nothing is read of it yet but what tells it from other editions.
    alternate_names : str or Path, optional
        Table of alternateNamesV2, 8 or 10 columns, zipped or not: tells the languages of names.
    name : str, optional
        What the source is called in the store; by default "geonames:" and the file's stem ("geonames:SY").
        What stands before the colon also begins the ids of places whose number is none of GeoNames'.
    licence, url : str
        Kept with the source, and shown by ``eventgeo gazetteer info``.

    Returns
    -------
    Source
        Coordinates in WGS 84 degrees, radii in km.

    Raises
    ------
    GazetteerError
        A file is not there.

    Examples
    --------
    >>> import tempfile
    >>> row = ["170063", "Aleppo", "Aleppo", "Alep,حلب", "36.2", "37.1", "P", "PPLA", "SY", "", "09", "", "",
    ...        "", "1602264", "", "", "Asia/Damascus", "2024-01-01"]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "SY.txt"
    ...     _ = path.write_text("\t".join(row), encoding="utf-8")
    ...     source = geonames_source(path)
    ...     [entry] = source.read()
    >>> source.name, entry.place.place_id, entry.place.admin1, entry.names
    ('geonames:SY', 'geonames:170063', 'SY.09', ('Alep', 'حلب'))
    """
    dump = Path(path)
    names = Path(alternate_names) if alternate_names is not None else None
    for file in (dump, names):
        if file is not None and not file.is_file():
            raise GazetteerError(f"{file} is not there; give the XX.zip or XX.txt of a GeoNames dump")
    called = name or f"geonames:{dump.stem}"
    return Source(
        name=called,
        title=f"GeoNames dump {dump.name}" + (f" with alternate names {names.name}" if names else ""),
        licence=licence,
        url=url,
        version=lambda: _version(dump, names),
        read=lambda: read_dump(dump, names, name=called),
    )


def read_dump(path: Path, alternate_names: Path | None = None, *, name: str = "geonames") -> Iterator[Entry]:
    """Yield the places of a dump that are places of the news, each with its names.

    Raises
    ------
    GazetteerFormatError
        A row that is none of GeoNames': it names file, line and column.
    """
    check_archive(path)
    units = _units(path)
    with contextlib.ExitStack() as stack:
        others = stack.enter_context(AlternateNames(alternate_names)) if alternate_names else None
        for line, cells in _rows(path):
            if (feature := features().get((cells[6], cells[7]))) is not None:
                more = others.of(int(cells[0])) if others else None
                yield _entry(cells, feature, units, more, name, (path, line))


def _version(path: Path, alternate_names: Path | None) -> str:
    digests = "+".join(sha256_of(file)[:12] for file in (path, alternate_names) if file is not None)
    return f"{table_date(path).isoformat()}+{digests}+{_READER_VERSION}.{edition(TABLE)}"


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row with the number of its line."""
    for line, text in read_lines(path):
        if not text:
            continue
        cells = text.split("\t")
        if len(cells) != len(COLUMNS):
            what = (
                f"{len(cells)} columns instead of {len(COLUMNS)} ({', '.join(COLUMNS[:5])} …); "
                "is this the country dump of GeoNames?"
            )
            raise GazetteerFormatError(what, path=path, line=line)
        if not WHOLE_NUMBER.fullmatch(cells[0]):
            raise _wrong(cells, 0, "a number", (path, line))
        yield line, cells


def _units(path: Path) -> Mapping[str, str]:
    """Return the names of first and second-level units by full code, the embedded ones before the dump's."""
    own = {
        _unit_code(cells, level): cells[1]
        for _, cells in _rows(path)
        if cells[6] == "A" and cells[7] in _UNIT_CODES
        for level in (int(cells[7][-1]),)
    }
    return {**own, **unit_names(), "": ""}


def _unit_code(cells: list[str], level: int) -> str:
    """Return the full code of the unit that a row lies in, "" where it has none: "SY.09", "NL.06.0344"."""
    codes = cells[10 : 10 + level]
    return "" if _NO_UNIT & set(codes) else ".".join((cells[8], *codes))


def _entry(
    cells: list[str],
    feature: Feature,
    units: Mapping[str, str],
    more: Names | None,
    source: str,
    at: tuple[Path, int],
) -> Entry:
    number, written = int(cells[0]), clean(cells[1])
    if not written:
        raise _wrong(cells, 1, "a name", at)
    others = (cells[2], *cells[3].split(","), *(more.names if more else ()))
    names = dict.fromkeys((written, *(kept for other in others if is_kept(kept := clean(other)))))
    languages = _languages(names, more)
    place = _place(cells, feature, units, source, at)
    is_unit = feature.kind == "admin"
    unit = known_unit(number, cells[7], place.admin1, place.name) if is_unit else None
    if unit is not None:  # its name, point and size are known better than a dump tells them
        place = replace(
            unit,
            source=source,
            geonameid=unit.geonameid or place.geonameid,
            admin2=unit.admin2 or place.admin2,
            population=max(unit.population, place.population),
        )
    else:
        place = replace(place, name=shown_name(written, names, more.english if more else ""))
    return Entry(place=place, names=tuple(name for name in names if name != place.name), languages=languages)


def _place(
    cells: list[str], feature: Feature, units: Mapping[str, str], source: str, at: tuple[Path, int]
) -> Place:
    number, population = int(cells[0]), _population(cells, at)
    admin1, admin2 = _unit_code(cells, 1), _unit_code(cells, 2)
    if not _COUNTRY.fullmatch(cells[8]):
        raise _wrong(cells, 8, "a country code of two capitals", at)
    is_geonames = 0 < number < _END_OF_GEONAMEIDS
    settled = feature.kind in ("populated", "neighbourhood")
    return Place(
        place_id=f"{'geonames' if is_geonames else source.split(':')[0]}:{number}",
        name=clean(cells[1]),
        kind=feature.kind,
        latitude=_degrees(cells, 4, 90.0, at),
        longitude=_degrees(cells, 5, 180.0, at),
        country=cells[8],
        admin1=admin1,
        admin1_name=units.get(admin1, ""),
        admin2=admin2,
        admin2_name=units.get(admin2, ""),
        geonameid=number if is_geonames else None,
        feature_code=cells[7],
        population=population,
        radius_km=max(feature.radius_km, settlement_radius_km(population)) if settled else feature.radius_km,
        source=source,
    )


def shown_name(written: str, names: Iterable[str], english: str = "") -> str:
    """Return the name that tables show: as written, or in Latin letters where that is in others.

    Examples
    --------
    >>> shown_name("Žilina", ("Sillein",)), shown_name("حمص", ("Хомс", "Hims")), shown_name("حمص", (), "Homs")
    ('Žilina', 'Hims', 'Homs')
    """
    if written < _FIRST_OTHER_LETTER:
        return written
    return english or next((name for name in names if name < _FIRST_OTHER_LETTER), written)


def _languages(names: Mapping[str, None], more: Names | None) -> dict[str, str]:
    spoken = more.languages if more else {}
    return {name: spoken[name] for name in names if spoken.get(name)}


def _population(cells: list[str], at: tuple[Path, int]) -> int:
    written = cells[14]
    if written and not WHOLE_NUMBER.fullmatch(written):
        raise _wrong(cells, 14, "a number of people", at)
    return max(0, int(written or 0))


def _degrees(cells: list[str], column: int, most: float, at: tuple[Path, int]) -> float:
    try:
        degrees = float(cells[column])
    except ValueError as error:
        raise _wrong(cells, column, "a number of degrees", at) from error
    if not math.isfinite(degrees) or abs(degrees) > most:
        raise _wrong(cells, column, f"between -{most:g} and {most:g} degrees", at)
    return degrees


def _wrong(cells: list[str], column: int, expected: str, at: tuple[Path, int]) -> GazetteerFormatError:
    path, line = at
    what = f"{cells[column]!r} in column {COLUMNS[column]!r} is not {expected}"
    return GazetteerFormatError(what, path=path, line=line, column=column + 1)
