"""Fetching a file over HTTP so that nothing is lost: resumed where it broke off, patient with busy servers.

A download is a file and, beside it, a small note of where it comes from and which edition it is. What lies
there is taken up where it ends (``Range`` with ``If-Range``), so a finished file costs one short question.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from eventgeo.errors import GazetteerError, GazetteerServiceError, ResourceHashError
from eventgeo.gazetteer.archives import sha256_of
from eventgeo.gazetteer.http_answers import (
    Answer,
    BrokenOffError,
    PastTheEndError,
    asked,
    check_web_address,
)

LARGEST_FILE_BYTES = 2 * 2**30
"""GeoNames' largest archive has 400 MB."""

Report = Callable[[int, int | None], object]
"""Told after each block how many bytes are there, and how many there will be (None: untold)."""

_MOST_CONNECTIONS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for a server, and how often to try again.

    Attributes
    ----------
    timeout_s : float
        Longest silence of a connection.
    tries : int
        How many connections in a row may fail without bringing a byte.
    first_wait_s : float
        Pause after the first failure; each further one is twice as long.
    longest_wait_s : float
        Longest pause; a server that asks for a longer one is not waited for.
    """

    timeout_s: float = 30.0
    tries: int = 5
    first_wait_s: float = 1.0
    longest_wait_s: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """What is known of a download under way: its address, edition and whole size."""

    url: str = ""
    edition: str = ""
    total: int | None = None


def fetch(
    url: str,
    target: Path,
    *,
    sha256: str = "",
    patience: Patience | None = None,
    report: Report | None = None,
) -> Path:
    """Fetch a file, or the rest of it where a part is there already.

    Parameters
    ----------
    url : str
        Address, http or https; redirections to other schemes, and from https to http, are not followed.
    target : Path
        Where to put it; its folder is made. Until the file is whole, a part of it lies there.
    sha256 : str, optional
        Digest that the file must have; one that has another is deleted.
    patience : Patience, optional
    report : callable, optional
        Told of progress.

    Returns
    -------
    Path
        `target`.

    Raises
    ------
    GazetteerServiceError
        The server does not have the file, or cannot be reached, or breaks off again and again.
    GazetteerError
        The file cannot be written.
    ResourceHashError
        The file is not the one that `sha256` tells.
    ConfigurationError
        `url` is no address on the web.
    """
    check_web_address(url)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _fetch(url, target, patience or Patience(), report or _silent)
    except GazetteerServiceError:  # an OSError too, but none of the disk
        raise
    except OSError as error:
        raise GazetteerError(f"{target} cannot be written: {error.strerror or error}") from error
    if sha256 and (found := sha256_of(target)) != sha256.lower():
        forget(target)
        what = (
            f"{url} has SHA-256 {found} instead of {sha256.lower()}: it is another edition, or was tampered "
            "with; it was deleted. Check the digest with whoever gave it to you"
        )
        raise ResourceHashError(what, path=str(target), expected=sha256.lower(), found=found)
    return target


def forget(target: Path) -> None:
    """Delete a download, whole or in part, with its note."""
    target.unlink(missing_ok=True)
    _note_path(target).unlink(missing_ok=True)


def _fetch(url: str, target: Path, patience: Patience, report: Report) -> None:
    """Open connections until the file is whole, or `patience` ends."""
    failures = 0
    for _ in range(_MOST_CONNECTIONS):
        before = _size(target)
        try:
            _take_rest(url, target, patience.timeout_s, report)
        except BrokenOffError as problem:
            failures = 1 if _size(target) > before else failures + 1
            if failures >= patience.tries or problem.wait_s > patience.longest_wait_s:
                raise _given_up(url, target, problem) from problem
            pause_s = max(problem.wait_s, patience.first_wait_s * 2 ** (failures - 1))
            time.sleep(min(pause_s, patience.longest_wait_s))
        else:
            return
    raise _given_up(url, target, BrokenOffError(f"{_MOST_CONNECTIONS} connections brought only parts"))


def _take_rest(url: str, target: Path, timeout_s: float, report: Report) -> None:
    """Take the rest of a file from one connection."""
    note, have = _read_note(target), _size(target)
    if note.url != url or not note.edition:  # what lies there cannot be told to be a part of this file
        have = 0
    try:
        with asked(url, have=have, edition=note.edition, timeout_s=timeout_s) as answer:
            if answer.total is not None and answer.total > LARGEST_FILE_BYTES:
                raise GazetteerServiceError(f"{url} has {answer.total:,} bytes, too many; not fetched")
            _write_note(target, _Note(url=url, edition=answer.edition, total=answer.total))
            _append(answer, target, report)
    except PastTheEndError as error:
        if have == note.total:
            report(have, have)
            return
        forget(target)
        raise BrokenOffError("what was there is no part of the file, and was deleted") from error


def _append(answer: Answer, target: Path, report: Report) -> None:
    """Append what comes to a file that is whole up to the start of the answer."""
    have = answer.start
    with target.open("r+b" if answer.start else "wb") as file:
        file.truncate(answer.start)
        file.seek(answer.start)
        for block in answer.blocks():
            have += len(block)
            if have > LARGEST_FILE_BYTES:
                raise GazetteerServiceError(f"more than {LARGEST_FILE_BYTES:,} bytes come; stopped")
            file.write(block)
            report(have, answer.total)


def _given_up(url: str, target: Path, problem: BrokenOffError) -> GazetteerServiceError:
    later = f"in {problem.wait_s:.0f} s, as it asks" if problem.wait_s else "later"
    kept = f"; the {_size(target):,} bytes that came are kept and taken up then" if _size(target) else ""
    return GazetteerServiceError(f"{url} was not fetched: {problem}; try again {later}{kept}")


def _silent(_have: int, _total: int | None) -> None:
    pass


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _note_path(target: Path) -> Path:
    return target.with_name(f"{target.name}.note.json")


def _read_note(target: Path) -> _Note:
    try:
        told = json.loads(_note_path(target).read_text("utf-8"))
        return _Note(url=str(told["url"]), edition=str(told["edition"]), total=told["total"])
    except (OSError, ValueError, TypeError, KeyError):
        return _Note()


def _write_note(target: Path, note: _Note) -> None:
    _note_path(target).write_text(json.dumps(asdict(note)), "utf-8")
