"""What online geocoders answered, kept on disk, and when they may be asked next.

One SQLite file for all geocoders, shared by threads and processes. Answers are whole or not there: a process
that is killed leaves the file as it was. A file that cannot be read or written costs speed, never the work.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventgeo.errors import GazetteerServiceWarning

FILE_NAME = "geocoder-answers.sqlite"
NEGATIVE_DAYS = 30.0
"""For how long "no such place" is believed: maps grow."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    geocoder TEXT, query TEXT, language TEXT, asked REAL NOT NULL, found TEXT NOT NULL,
    PRIMARY KEY (geocoder, query, language)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (geocoder TEXT PRIMARY KEY, next REAL NOT NULL) WITHOUT ROWID;
"""
_POINT = frozenset(("latitude", "longitude"))
_BUSY_S = 10.0
_MOST_QUEUED = 1000
"""More turns taken in advance are no queue but a clock set back."""

Found = list[dict[str, Any]]
_Work = Callable[[sqlite3.Connection, Sequence[Any]], list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An answer from the cache: what was found, and whether it is still believed without asking again."""

    found: Found
    fresh: bool


class AnswerCache:
    """Answers by geocoder, query and language.

    Parameters
    ----------
    path : Path or None
        The file, made when first needed; None keeps the answers in memory.
    negative_days, positive_days : float
        How long an empty answer, and one with places, holds. Older ones serve where nobody can be asked.
    now : callable, optional
        Seconds since 1970.

    Examples
    --------
    >>> cache = AnswerCache(None)
    >>> cache.remember("nominatim", "Tell Rifaat", "", [{"latitude": 36.47, "longitude": 37.09}])
    >>> cache.recall("nominatim", "Tell Rifaat", "")
    Remembered(found=[{'latitude': 36.47, 'longitude': 37.09}], fresh=True)
    >>> cache.recall("nominatim", "Tell Rifaat", "fr") is None
    True
    """

    def __init__(
        self,
        path: Path | None,
        *,
        negative_days: float = NEGATIVE_DAYS,
        positive_days: float = float("inf"),
        now: Callable[[], float] = time.time,
    ) -> None:
        self.path = path
        self._days = (negative_days, positive_days)
        self._now = now
        self._lock = threading.Lock()
        self._memory: dict[tuple[str, str, str], tuple[float, Found]] = {}
        self._turns: dict[str, float] = {}
        self._failing: set[_Work] = set()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, _lock=threading.Lock())

    def recall(self, geocoder: str, query: str, language: str) -> Remembered | None:
        """Return what was answered, None where that was never asked."""
        key = (geocoder, query, language)
        with self._lock:
            known = self._memory.get(key)
            if known is None and (rows := self._run(_recall, key)):
                known = self._memory[key] = rows[0]
        if known is None:
            return None
        asked, found = known
        age_days = (self._now() - asked) / 86_400
        return Remembered(found=found, fresh=age_days <= self._days[bool(found)])

    def remember(self, geocoder: str, query: str, language: str, found: Found) -> None:
        """Keep an answer, also that there is none."""
        key, asked = (geocoder, query, language), self._now()
        with self._lock:
            self._memory[key] = (asked, found)
            self._run(_remember, (*key, asked, json.dumps(found, ensure_ascii=False, default=str)))

    def take_turn(self, geocoder: str, every_s: float) -> float:
        """Reserve the next moment at which a geocoder may be asked; return how many seconds off it is.

        All who use the file take turns, so that side by side they do not ask faster than one alone.
        """
        with self._lock:
            now = self._now()
            rows = self._run(_take_turn, (geocoder, every_s, now))
            if rows:
                return float(rows[0])
            at = max(now, self._turns.get(geocoder, 0.0))
            self._turns[geocoder] = at + every_s
            return at - now

    def _run(self, work: _Work, values: Sequence[Any]) -> list[Any]:
        """Do something with the file; where it cannot be used, say so once and go on without it."""
        if self.path is None or work in self._failing or _recall in self._failing:
            return []
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)) as connection:
                connection.executescript(_SCHEMA)
                return work(connection, values)
        except (sqlite3.Error, OSError, ValueError) as error:
            if not self._failing:
                warnings.warn(
                    f"the answers of geocoders in {self.path} cannot be used ({error}): what is new is kept "
                    "in memory for this run. Delete the file, or name another place for it",
                    GazetteerServiceWarning,
                    stacklevel=4,
                )
            self._failing.add(work)  # what cannot be written may still be read
            return []


def _recall(connection: sqlite3.Connection, key: Sequence[Any]) -> list[Any]:
    rows = connection.execute(
        "SELECT asked, found FROM answers WHERE geocoder = ? AND query = ? AND language = ?", key
    )
    return [(asked, _checked(found)) for asked, found in rows]


def _checked(written: str) -> Found:
    found = json.loads(written)
    if not (
        isinstance(found, list) and all(isinstance(each, dict) and each.keys() >= _POINT for each in found)
    ):
        raise ValueError("it holds something else than answers")
    return found


def _remember(connection: sqlite3.Connection, row: Sequence[Any]) -> list[Any]:
    connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
    return []


def _take_turn(connection: sqlite3.Connection, values: Sequence[Any]) -> list[Any]:
    geocoder, every_s, now = values
    connection.execute("BEGIN IMMEDIATE")
    row = connection.execute("SELECT next FROM turns WHERE geocoder = ?", (geocoder,)).fetchone()
    # a clock that was set back must not make everyone wait for hours
    waited_for = row[0] if row and row[0] - now <= _MOST_QUEUED * max(every_s, 1.0) else 0.0
    at = max(now, waited_for)
    connection.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (geocoder, at + every_s))
    connection.execute("COMMIT")
    return [at - now]
