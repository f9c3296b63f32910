"""The options ``--store`` and ``--corrections``: another gazetteer file, and what the user says of names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventgeo.errors import GazetteerError

if TYPE_CHECKING:
    from eventgeo.gazetteer import SqliteGazetteer
    from eventgeo.protocols import Gazetteer

store_option: Callable[[Any], Any] = click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Gazetteer file to ask, in place of the one in the cache folder.",
)

corrections_option: Callable[[Any], Any] = click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="What you say of names, as `gazetteer correct` keeps it; by default your own file.",
)


def open_corrected(path: Path | None, corrections: Path | None = None) -> Gazetteer:
    """Open the gazetteer file at `path` with corrections before it, the user's where no file is named."""
    from eventgeo.gazetteer.corrections import with_corrections
    from eventgeo.gazetteer.corrections_file import load_corrections

    return with_corrections(open_store(path), load_corrections(corrections))


def open_store(path: Path | None) -> SqliteGazetteer:
    """Open the gazetteer file at `path`, which is never built or changed; the embedded one for None.

    Raises
    ------
    GazetteerError
        There is no file, or it is no gazetteer.
    """
    from eventgeo.gazetteer import SqliteGazetteer, open_gazetteer

    if path is None:
        return open_gazetteer()
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise GazetteerError(f"the gazetteer file {path} {what}; name a store, as `gazetteer build` makes it")
    try:
        gazetteer = SqliteGazetteer(path)
        gazetteer.lookup("Paris")
    except GazetteerError as error:
        raise GazetteerError(
            f"{path} is no gazetteer file ({error.__cause__ or error}); name a store, as "
            "`eventgeo gazetteer build` and `eventgeo gazetteer add` make it"
        ) from error
    return gazetteer
