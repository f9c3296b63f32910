"""Packs of places beside the embedded ones: adding them to the store, listing them, taking them out."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eventgeo.errors import ConfigurationError, GazetteerError, GazetteerFormatError
from eventgeo.gazetteer.build import build_gazetteer, extend_store, remove_sources
from eventgeo.gazetteer.contents import StoredSource, connect, stored_sources
from eventgeo.gazetteer.sources import Entry, Source

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}(:[A-Za-z0-9][A-Za-z0-9._-]{0,40})?")


def add_pack(source: Source, *, path: Path | None = None) -> Path:
    """Add the places of a source to the store, or replace those it gave before.

    Parameters
    ----------
    source : Source
        Such as :func:`~eventgeo.gazetteer.sources.geonames_dump.geonames_source` or
        :func:`~eventgeo.gazetteer.sources.user_file.user_source` give.
    path : Path, optional
        The store; by default that of the cache folder. It is built where there is none.

    Returns
    -------
    Path
        The store.

    Raises
    ------
    GazetteerFormatError
        The source has a row that is none, or no place at all; the store is as it was.
    GazetteerError
        The store cannot be written, or the name belongs to an embedded source.
    """
    return add_packs([source], path=path)


def add_packs(sources: Sequence[Source], *, path: Path | None = None) -> Path:
    """Add several sources at once: all, or where one of them fails none.

    A source that the store has in the same version costs nothing.
    """
    for source in sources:
        check_pack_name(source.name)
    store = build_gazetteer(path)
    known = {stored.name: stored.version for stored in list_sources(path)}
    new = [source for source in sources if known.get(source.name) != source.version()]
    return extend_store(store, [_not_empty(source) for source in new]) if new else store


def _not_empty(source: Source) -> Source:
    """Return a source that is refused where it has no place: such a file is none that was meant."""

    def read() -> Iterator[Entry]:
        entry = None
        for entry in source.read():
            yield entry
        if entry is None:
            raise GazetteerFormatError(f"{source.title} has no place in it; is it the right file?")

    return replace(source, read=read)


def remove_pack(name: str, *, path: Path | None = None) -> Path:
    """Take a pack out of the store, as if it had never been added.

    Raises
    ------
    GazetteerError
        The store has no such pack, or it belongs to the embedded ones.
    """
    return remove_packs([name], path=path)


def remove_packs(names: Sequence[str], *, path: Path | None = None) -> Path:
    """Take several packs out of the store at once: all, or where one is unknown none."""
    return remove_sources(build_gazetteer(path), names)


def list_packs(path: Path | None = None) -> tuple[StoredSource, ...]:
    """Return the packs of the store, with licences, versions, dates and counts, by name."""
    return tuple(stored for stored in list_sources(path) if not stored.embedded)


def list_sources(path: Path | None = None) -> tuple[StoredSource, ...]:
    """Return all sources of the store, the embedded ones first."""
    with contextlib.closing(connect(build_gazetteer(path))) as connection:
        return stored_sources(connection)


def find_source(name: str, *, path: Path | None = None) -> StoredSource:
    """Return one source of the store.

    Raises
    ------
    GazetteerError
        It has none of that name.
    """
    stored = list_sources(path)
    for source in stored:
        if source.name == name:
            return source
    has = ", ".join(source.name for source in stored)
    raise GazetteerError(f"the store has no source {name!r}; it has {has}")


def check_pack_name(name: str) -> str:
    """Return `name` where a pack may bear it.

    Examples
    --------
    >>> check_pack_name("geonames:SY")
    'geonames:SY'
    >>> check_pack_name("my places")
    Traceback (most recent call last):
    ...
    eventgeo.errors.ConfigurationError: 'my places' is no name for a pack; take letters, digits, "-", "_" and
    ".", and at most one ":"
    """
    if not _NAME.fullmatch(name):
        raise ConfigurationError(
            f'{name!r} is no name for a pack; take letters, digits, "-", "_" and ".", and at most one ":"'
        )
    return name
