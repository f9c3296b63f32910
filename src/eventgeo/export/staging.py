"""All or nothing: files are made beside their place and moved there when they are whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventgeo.errors import ConfigurationError


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; what was written replaces the files of `folder` at the end.

    Where writing fails, the files of `folder` are as they were.

    Raises
    ------
    ConfigurationError
        Where `folder` cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".eventgeo-", dir=folder))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield stage
        for path in sorted(stage.iterdir()):
            path.replace(folder / path.name)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def check_writable(folder: str | Path) -> None:
    """Make `folder` and try to write in it: to be asked before long work, not after.

    Raises
    ------
    ConfigurationError
        Where `folder` cannot be made or written to.

    Examples
    --------
    >>> check_writable("/dev/null/out")
    Traceback (most recent call last):
    ...
    eventgeo.errors.ConfigurationError: cannot write to '/dev/null/out': Not a directory; name another folder
    with -o (folder=…)
    """
    with staged(Path(folder)):
        pass


def _unwritable(folder: Path, error: OSError) -> ConfigurationError:
    reason = error.strerror or str(error)
    return ConfigurationError(
        f"cannot write to {str(folder)!r}: {reason}; name another folder with -o (folder=…)"
    )
