"""Files that appear whole or not at all, one writer at a time."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_OLD_S = 3600
_SQLITE_TEMPORARY = "SQLITE_TMPDIR"


def say(what: str) -> None:
    """Tell the user on stderr what goes on."""
    print(f"eventgeo: {what}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
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
            say("waiting for another process that builds the gazetteer")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary file beside `target` that takes its place at the end, unless an error comes between.

    Whoever is killed on the way leaves the old file as it was, and a leaving that a later call sweeps up.
    """
    _sweep(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".tmp", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        with _sorting_in(target.parent):
            yield temporary
        temporary.chmod(0o644)  # mkstemp makes files that others may not even read
        with temporary.open("rb") as written:
            os.fsync(written.fileno())  # the new name must not reach the disk before what it names
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _sorting_in(folder: Path) -> Iterator[None]:
    """Let SQLite keep what it sorts in `folder`: the system's folder for temporary files may be small."""
    if _SQLITE_TEMPORARY in os.environ:
        yield
        return
    os.environ[_SQLITE_TEMPORARY] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(_SQLITE_TEMPORARY, None)


def _sweep(target: Path) -> None:
    """Delete the leavings of builds that were killed; those of a build under way are younger."""
    for left in target.parent.glob(f".{target.stem}-*.tmp"):
        with contextlib.suppress(OSError):  # another process may be quicker
            if time.time() - left.stat().st_mtime > _OLD_S:
                left.unlink()
