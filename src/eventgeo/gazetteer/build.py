"""Building the store, extending it by packs and taking them out: atomically, in the user's cache folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from eventgeo import __version__
from eventgeo.errors import GazetteerError
from eventgeo.gazetteer.atomic import locked, replacing, say
from eventgeo.gazetteer.contents import StoredSource, connect, stored_sources, whole_store
from eventgeo.gazetteer.schema import SCHEMA_VERSION
from eventgeo.gazetteer.sources import EMBEDDED, Source
from eventgeo.gazetteer.sources.cities import CITIES
from eventgeo.gazetteer.sources.tables import edition
from eventgeo.gazetteer.store import SqliteGazetteer
from eventgeo.gazetteer.writer import Contents, Kept, write_store

CACHE_VARIABLE = "EVENTGEO_CACHE"
FILE_NAME = "gazetteer.sqlite"
_KEY_VERSION = 7  # raise when the code of names.py, scripts.py or sounds.py gives other keys
_KEY_TABLES = (
    "normalisation.toml", "scripts.toml", "marked_letters.toml", "transliteration.toml", "qualifiers.toml",
)  # fmt: skip


def cache_folder() -> Path:
    """Return the folder for built files: ``$EVENTGEO_CACHE``, else the user's cache folder."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("eventgeo"))


def keys_mark() -> str:
    """Return a mark of all that the keys of names depend on."""
    return f"{_KEY_VERSION}+{edition(*_KEY_TABLES)}"


def stamp(sources: Sequence[Source] = EMBEDDED) -> str:
    """Return a mark of what the embedded rows depend on: versions of package, schema, keys and sources."""
    versions = (f"{source.name}={source.version()}" for source in sources)
    parts = [__version__, str(SCHEMA_VERSION), keys_mark(), *versions]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def is_current(path: Path, expected: str) -> bool:
    """Whether the file at `path` is a whole store with the stamp `expected`."""
    return whole_store(path).get("stamp") == expected


def build_gazetteer(
    path: str | Path | None = None, *, force: bool = False, sources: Sequence[Source] = EMBEDDED
) -> Path:
    """Build the store at `path` unless a current one is there; packs that were added to it stay.

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
    with _writing(target):
        if force or not is_current(target, expected):  # another process may have built it meanwhile
            if any(source is CITIES for source in sources):
                say(f"building the gazetteer in {target.parent}, once, about 20 s")
            if target.exists() and target.stat().st_size and not whole_store(target):
                say(f"{target} is damaged or of an old form; packs that were added to it must be added again")
            packs = [source for source in _sources_of(target) if not source.embedded]
            _write(target, embedded=sources, kept=packs, stamp_of_embedded=expected)
    return target


def extend_store(path: str | Path, sources: Sequence[Source], *, replace: bool = True) -> Path:
    """Add packs of places to the store at `path`; those of the same names that it has are replaced.

    What lies in the store stays; killed at any moment, it is the old one or the new one. The order in which
    packs are added makes no difference.

    Parameters
    ----------
    path : str or Path
        A store made by :func:`build_gazetteer`.
    sources : sequence of Source
        Read one after the other, entry by entry.
    replace : bool, default True
        If False, a pack that the store has already is an error.

    Returns
    -------
    Path
        The store.

    Raises
    ------
    GazetteerError
        There is no store at `path`, it cannot be written, or a name is taken.
    """
    target, names = Path(path), [source.name for source in sources]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise GazetteerError(f"two packs are called {', '.join(twice)}; give each a name of its own")
    with _writing(target):
        stored = _known(target)
        embedded = {source.name for source in stored if source.embedded} & set(names)
        known = {source.name for source in stored} & set(names)
        if embedded or (known and not replace):
            taken = ", ".join(sorted(embedded or known))
            raise GazetteerError(
                f"the store has a source of that name already: {taken}; name the pack otherwise"
            )
        kept = [source for source in stored if source.name not in names]
        _write(target, packs=sources, kept=kept)
    return target


def remove_sources(path: str | Path, names: Collection[str]) -> Path:
    """Take the packs `names` out of the store at `path`, as if they had never been added.

    Raises
    ------
    GazetteerError
        There is no store at `path`, it cannot be written, or it has no such packs.
    """
    target = Path(path)
    with _writing(target):
        stored = _known(target)
        packs = {source.name for source in stored if not source.embedded}
        if unknown := sorted(set(names) - packs):
            has = ", ".join(sorted(packs)) or "none"
            raise GazetteerError(f"no packs of the store: {', '.join(unknown)}; it has: {has}")
        if names:
            _write(target, kept=[source for source in stored if source.name not in names])
    return target


def open_gazetteer(path: str | Path | None = None) -> SqliteGazetteer:
    """Open the gazetteer with the packs added to it, building it first where there is none or an old one.

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


def _sources_of(path: Path) -> tuple[StoredSource, ...]:
    """Return the sources of the store at `path`, none where there is no whole one."""
    if not whole_store(path):
        return ()
    with contextlib.closing(connect(path)) as connection:
        return stored_sources(connection)


def _known(path: Path) -> tuple[StoredSource, ...]:
    if not whole_store(path):
        raise GazetteerError(
            f"{path} is no gazetteer store of this version; `eventgeo gazetteer build` makes one"
        )
    return _sources_of(path)


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Keep other writers from `target`; say what to do where it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target.with_suffix(".lock")):
            yield
    except (OSError, sqlite3.OperationalError) as error:
        if isinstance(error, GazetteerError):
            raise
        raise GazetteerError(
            f"the gazetteer cannot be written to {target} ({error}); "
            f"make the folder writable or name another in the environment variable {CACHE_VARIABLE}"
        ) from error


def _write(
    target: Path,
    *,
    embedded: Sequence[Source] = (),
    packs: Sequence[Source] = (),
    kept: Sequence[StoredSource] = (),
    stamp_of_embedded: str | None = None,
) -> None:
    """Put a new store in the place of `target`; it keeps the old stamp unless given another."""
    meta, keys = whole_store(target), keys_mark()
    contents = Contents(
        embedded=embedded,
        packs=packs,
        kept=Kept(
            path=target,
            sources=tuple(kept),
            same_keys=meta.get("keys") == keys,
        )
        if kept
        else None,
        stamp=stamp_of_embedded if stamp_of_embedded is not None else meta["stamp"],
        keys=keys,
        dates={(source.name, source.version): source.added for source in _sources_of(target)},
    )
    with replacing(target) as temporary:
        write_store(temporary, contents)


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
