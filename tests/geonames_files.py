"""Small files in GeoNames' format, made from rows that are told in words."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature_class",
    "feature_code", "country", "cc2", "admin1", "admin2", "admin3", "admin4", "population", "elevation",
    "dem", "timezone", "modification_date",
)  # fmt: skip

USUAL: dict[str, str] = {
    "geonameid": "173361", "name": "Al Qaryatayn", "asciiname": "Al Qaryatayn",
    "alternatenames": "Al-Qaryatayn,Qaryatein,القريتين", "latitude": "34.22956", "longitude": "37.24066",
    "feature_class": "P", "feature_code": "PPL", "country": "SY", "admin1": "11", "population": "31748",
    "dem": "747", "timezone": "Asia/Damascus", "modification_date": "2017-01-23",
}  # fmt: skip


def row(**cells: object) -> str:
    """Return a line of a dump: the usual town but for `cells`."""
    given = {column: str(cell) for column, cell in cells.items()}
    told = USUAL | ({"asciiname": given["name"]} if "name" in given else {}) | given
    return "\t".join(told.get(column, "") for column in COLUMNS)


def name_row(place: object, language: str, name: str, *, preferred: bool = False, number: int = 1) -> str:
    """Return a line of alternateNamesV2."""
    return "\t".join((str(number), str(place), language, name, "1" if preferred else "", "", "", "", "", ""))


def text_of(rows: Iterable[str]) -> bytes:
    return ("\n".join(rows) + "\n").encode()


def zip_file(path: Path, **members: bytes | Iterable[str]) -> Path:
    """Write an archive; a member's name is that of the keyword, with ".txt" at its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            data = content if isinstance(content, bytes) else text_of(content)
            archive.writestr(f"{name}.txt", data)
    return path
