"""What the columns of a user's own gazetteer mean, as a small TOML file declares it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from eventgeo.errors import GazetteerError, GazetteerFormatError
from eventgeo.model import KINDS, Kind

FIELDS = (
    "place_id", "name", "names", "kind", "latitude", "longitude", "country", "admin1", "admin1_name",
    "admin2", "admin2_name", "geonameid", "feature_code", "population", "radius_km",
)  # fmt: skip
"""What a column may mean; the same names are taken where no TOML says otherwise."""
NEEDED = ("name", "latitude", "longitude")
DEFAULTED = ("kind", "country", "admin1", "radius_km")
OTHER_NAMES = {"lat": "latitude", "lon": "longitude", "lng": "longitude", "id": "place_id"}
CRS = ("EPSG:4326", "OGC:CRS84")

_KEYS: dict[str, tuple[str, ...]] = {
    "source": ("name", "title", "licence", "url", "date", "crs", "delimiter"),
    "columns": FIELDS,
    "names": ("separator", "columns"),
    "kinds": (),
    "defaults": DEFAULTED,
}
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a user says of a file of places.

    Attributes
    ----------
    name, title, licence, url, date : str
        Of the source; ``date`` is its day (ISO 8601), "" where it says none.
    delimiter : str
        What parts the cells of a CSV file.
    columns : mapping of str to str
        The file's column for each of :data:`FIELDS` that it has; empty to go by the columns' own names.
    separator : str
        What parts the names in a cell of the column ``names``.
    name_columns : mapping of str to str
        Further columns of names, with the language (ISO 639-1) of those in them, "" where in any.
    kinds : mapping of str to str
        Our kind for each word of the column ``kind``.
    defaults : mapping of str to str
        What holds for rows that have nothing in a column.
    """

    name: str = ""
    title: str = ""
    licence: str = ""
    url: str = ""
    date: str = ""
    delimiter: str = ","
    columns: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    separator: str = "|"
    name_columns: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    kinds: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
    defaults: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


def read_columns(path: Path) -> Columns:
    """Return what the TOML file at `path` declares.

    Raises
    ------
    GazetteerFormatError
        It is no TOML, or declares what there is not.
    GazetteerError
        It cannot be read.
    """
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GazetteerFormatError(f"no TOML: {error}", path=path) from error
    except UnicodeDecodeError as error:
        raise GazetteerFormatError("no UTF-8; save the file as UTF-8", path=path) from error
    except OSError as error:
        raise GazetteerError(f"{path} cannot be read: {error.strerror or error}") from error
    _check_keys(told, path)
    about, names = told.get("source", {}), told.get("names", {})
    if (crs := about.get("crs", CRS[0])) not in CRS:
        raise GazetteerFormatError(
            f"crs is {crs!r}; only {CRS[0]} is read: bring the file to it first, such as with "
            'geopandas: places.to_crs("EPSG:4326")',
            path=path,
        )
    return Columns(
        name=_text(about, "name", path),
        title=_text(about, "title", path),
        licence=_text(about, "licence", path),
        url=_text(about, "url", path),
        date=str(about["date"]) if isinstance(about.get("date"), date) else _text(about, "date", path),
        delimiter=_text(about, "delimiter", path) or ",",
        columns={ours: str(theirs) for ours, theirs in told.get("columns", {}).items()},
        separator=_text(names, "separator", path) or "|",
        name_columns={
            column: "" if language == "any" else str(language)
            for column, language in names.get("columns", {}).items()
        },
        kinds={str(word).casefold(): _kind(kind, path) for word, kind in told.get("kinds", {}).items()},
        defaults={key: str(value) for key, value in told.get("defaults", {}).items()},
    )


def _check_keys(told: Mapping[str, Any], path: Path) -> None:
    for section, content in told.items():
        if section not in _KEYS or not isinstance(content, Mapping):
            raise GazetteerFormatError(
                f"{section!r} is no section of such a file; it may have {', '.join(_KEYS)}", path=path
            )
        allowed = _KEYS[section]
        if wrong := [key for key in content if allowed and key not in allowed]:
            raise GazetteerFormatError(
                f"[{section}] has {wrong[0]!r}; it may have {', '.join(allowed)}", path=path
            )


def _text(section: Mapping[str, Any], key: str, path: Path) -> str:
    value = section.get(key, "")
    if not isinstance(value, str):
        raise GazetteerFormatError(f"{key} is {value!r}; it must be a text in quotation marks", path=path)
    return value


def _kind(written: object, path: Path) -> Kind:
    for kind in KINDS:
        if kind == written:
            return kind
    raise GazetteerFormatError(f"[kinds] has {written!r}; a kind is one of {', '.join(KINDS)}", path=path)
