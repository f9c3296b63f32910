"""Building the store: atomically, once, into the user's cache folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from eventgeo import __version__
from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.sources import EMBEDDED, Source
from eventgeo.gazetteer.sources.cities import CITIES
from eventgeo.gazetteer.sources.tables import edition
from eventgeo.gazetteer.store import SCHEMA_VERSION, SqliteGazetteer, connect
from eventgeo.gazetteer.writer import write_store

CACHE_VARIABLE = "EVENTGEO_CACHE"
FILE_NAME = "gazetteer.sqlite"
_OLD_S = 3600
_KEY_VERSION = 4  # raise when the code of names.py or of the sources gives other rows


def cache_folder() -> Path:
    """Return the folder for built files: ``$EVENTGEO_CACHE``, else the user's cache folder."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("eventgeo"))


def stamp(sources: Sequence[Source] = EMBEDDED) -> str:
    """Return a mark of all that the store depends on: versions of package, schema, keys and sources."""
    parts = [
        __version__,
        str(SCHEMA_VERSION),
        str(_KEY_VERSION),
        edition("normalisation.toml", "transliteration.toml"),
        *(f"{source.name}={source.version()}" for source in sources),
    ]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def is_current(path: Path, expected: str) -> bool:
    """Whether the file at `path` is a whole store with the stamp `expected`."""
    if not path.is_file():
        return False
    try:
        with contextlib.closing(connect(path)) as connection:
            rows = dict(connection.execute("SELECT key, value FROM meta").fetchall())
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            size = connection.execute("PRAGMA page_size").fetchone()[0]
    except sqlite3.Error:
        return False
    return rows.get("stamp") == expected and pages * size == path.stat().st_size and "built" in rows


def build_gazetteer(
    path: str | Path | None = None, *, force: bool = False, sources: Sequence[Source] = EMBEDDED
) -> Path:
    """Build the store at `path` unless a current one is there.

    The file appears whole or not at all; a process that builds at the same moment is
    waited for where the system has file locks, and else harmless.

    Parameters
    ----------
    path : str or Path, optional
        Default: ``gazetteer.sqlite`` in the cache folder (``$EVENTGEO_CACHE`` or the user's).
    force : bool, default False
        Build even if a current one is there.
    sources : sequence of Source
        What to read; the embedded sources unless given.

    Returns
    -------
    Path
        Where the store is.

    Raises
    ------
    GazetteerError
        The folder cannot be written, or at `path` lies a file that is no store and would be lost.
    """
    target = Path(path) if path is not None else cache_folder() / FILE_NAME
    expected = stamp(sources)
    if not force and is_current(target, expected):
        return target
    if path is not None and not _may_be_replaced(target):
        raise GazetteerError(
            f"{target} is no gazetteer store and is left as it is; name a store, or a file that does not "
            "exist yet, and one is built there"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target.with_suffix(".lock")):
            if force or not is_current(target, expected):  # another process may have built it meanwhile
                _build(target, expected, sources)
    except (OSError, sqlite3.OperationalError) as error:
        raise GazetteerError(
            f"the gazetteer cannot be written to {target} ({error}); "
            f"make the folder writable or name another in the environment variable {CACHE_VARIABLE}"
        ) from error
    return target


def open_gazetteer(path: str | Path | None = None) -> SqliteGazetteer:
    """Open the embedded gazetteer, building it first where there is none or an outdated or damaged one.

    Parameters
    ----------
    path : str or Path, optional
        Default: as for :func:`build_gazetteer`.

    Examples
    --------
    >>> open_gazetteer().lookup("Deir Ezzor")[0].place.country
    'SY'
    """
    return SqliteGazetteer(build_gazetteer(path))


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path`, where the system knows file locks; it is let go even if the process dies."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another process that builds the gazetteer")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _may_be_replaced(path: Path) -> bool:
    """Whether at `path` is nothing, or a store, old or damaged: other files are not ours to write over."""
    if not path.exists():
        return True
    if not path.is_file():
        return False
    try:
        with contextlib.closing(connect(path)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error:  # not to be read as a database: a damaged store, if it goes by the name of one
        return path.suffix == Path(FILE_NAME).suffix
    return not tables or "sounds" in tables


def _say(what: str) -> None:
    print(f"eventgeo: {what}", file=sys.stderr, flush=True)


def _sweep(target: Path) -> None:
    """Delete the leavings of builds that were killed; those of a build under way are younger."""
    for left in target.parent.glob(f".{target.stem}-*.tmp"):
        with contextlib.suppress(OSError):  # another process may be quicker
            if time.time() - left.stat().st_mtime > _OLD_S:
                left.unlink()


def _build(target: Path, expected: str, sources: Sequence[Source]) -> None:
    _sweep(target)
    if any(source is CITIES for source in sources):
        _say(f"building the gazetteer in {target.parent}, once, about 20 s")
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".tmp", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(temporary)) as connection:
            write_store(connection, expected, sources)
        temporary.chmod(0o644)  # mkstemp makes files that others may not even read
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
