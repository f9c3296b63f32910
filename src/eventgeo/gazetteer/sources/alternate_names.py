"""GeoNames' alternate names: what places are called in which language, joined to their places by number."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eventgeo.errors import GazetteerFormatError
from eventgeo.gazetteer.archives import read_lines

COLUMNS = (
    "alternateNameId", "geonameid", "isolanguage", "alternate name", "isPreferredName", "isShortName",
    "isColloquial", "isHistoric", "from", "to",
)  # fmt: skip
_WIDTHS = (8, 10)
"""The first edition of the table has no dates."""

NO_NAMES = frozenset(("link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny"))
"""Pseudo-languages of what is no name in writing: web addresses, codes, sounds."""

_MOST_LANGUAGES = 3
"""A name that more languages share is nobody's own."""

_BATCH = 50_000
_OF_PLACE = "SELECT name, language, preferred FROM names WHERE place = ? ORDER BY rowid"

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What one place is called: all names in order, the languages of some, and the English one."""

    names: tuple[str, ...] = ()
    languages: Mapping[str, str]
    english: str = ""


class AlternateNames:
    """A table of alternate names that can be asked by geonameid.

    The rows lie in a database without a name, which SQLite keeps in memory while it is small and else in a
    temporary file: all the world's names take 1.5 GB.
    """

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect("")
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute("CREATE TABLE names (place INTEGER, name TEXT, language TEXT, preferred INTEGER)")
        for batch in _batches(path):
            self._rows.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", batch)
        self._rows.execute("CREATE INDEX by_place ON names (place)")

    def __enter__(self) -> AlternateNames:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()

    def of(self, geonameid: int) -> Names:
        """Return the names of a place: none where the table has none."""
        spoken: dict[str, set[str]] = {}
        english = ""
        for name, language, preferred in self._rows.execute(_OF_PLACE, (geonameid,)):
            spoken.setdefault(name, set()).add(language)
            if language == "en" and (preferred or not english):
                english = name
        languages = {name: _only(codes) for name, codes in spoken.items()}
        return Names(names=tuple(spoken), languages=languages, english=english)


def read_alternate_names(path: Path) -> Iterator[tuple[int, str, str, bool]]:
    """Yield of each row that is a name geonameid, name, language ("" for all or unknown), and if preferred.

    Raises
    ------
    GazetteerFormatError
        A row without the columns of GeoNames' alternateNamesV2.
    """
    for line, text in read_lines(path):
        if not text:
            continue
        cells = text.split("\t")
        if len(cells) not in _WIDTHS:
            what = f"{len(cells)} columns instead of {' or '.join(map(str, _WIDTHS))} ({', '.join(COLUMNS)})"
            raise GazetteerFormatError(what, path=path, line=line)
        _, number, language, name = cells[:4]
        if not WHOLE_NUMBER.fullmatch(number):
            what = f"{number!r} in column geonameid is no number"
            raise GazetteerFormatError(what, path=path, line=line, column=2)
        if name and language not in NO_NAMES:
            yield int(number), name, language.split("-")[0].split("_")[0], cells[4] == "1"


def _batches(path: Path) -> Iterator[list[tuple[int, str, str, bool]]]:
    batch: list[tuple[int, str, str, bool]] = []
    for row in read_alternate_names(path):
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _only(codes: set[str]) -> str:
    """Return the languages that a name is used in, "" where it is used in many or all."""
    return "" if "" in codes or len(codes) > _MOST_LANGUAGES else " ".join(sorted(codes))
