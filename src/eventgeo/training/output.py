"""The folder that a trained reader is written to: all of it or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventgeo.errors import ConfigurationError
from eventgeo.tagging.reader.store import SETTINGS

_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
"""Temporary folders, and safetensors files, are their owner's only; a reader is for all to read."""


@contextmanager
def staged_reader(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside `folder` that takes its place at the end, unless an error comes before.

    Parameters
    ----------
    folder : Path
        Not there yet, empty, or a reader, which is replaced.

    Raises
    ------
    ConfigurationError
        Where `folder` is something else, or nothing can be written beside it.
    """
    _check(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-")
    except OSError as error:
        raise ConfigurationError(
            f"cannot write beside {folder}: {error.strerror or error}; name another folder"
        ) from error
    with scratch:
        new, old = Path(scratch.name) / "new", Path(scratch.name) / "old"
        new.mkdir()
        yield new
        new.chmod(_FOLDER_MODE)
        for file in new.iterdir():
            file.chmod(_FILE_MODE)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)


def _check(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / SETTINGS).is_file()):
        raise ConfigurationError(f"{folder} is there and is no reader; name another folder")
