"""Text tables inside archives of others: read line by line, and refused where an archive is not what it says.

An archive from the network is untrusted. Nothing of it is ever unpacked to disk; one member is read as a
stream, of a size that was checked against limits, and its check sum is verified on the way.
"""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from eventgeo.errors import GazetteerError, GazetteerFormatError

LARGEST_TABLE_BYTES = 4 * 2**30
"""GeoNames' largest table, all countries in one, has 1.7 GB."""
LARGEST_RATIO = 100
"""GeoNames' tables shrink to a fourth or a sixth of their size."""
MOST_MEMBERS = 8
LONGEST_LINE_BYTES = 2**20
_SMALL_BYTES = 2**20
_COMPANIONS = frozenset(("readme.txt", "iso-languagecodes.txt"))
_ENCRYPTED = 0x1
_BLOCK_BYTES = 2**20


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    r"""Yield the lines of a text table with their numbers, from 1; of a ``.zip`` those of its one table.

    Raises
    ------
    GazetteerFormatError
        The archive is damaged, cut off, locked, or unpacks to more than a table of places can be; a line is
        no UTF-8 or longer than any can be.
    GazetteerError
        The file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "XX.txt"
    ...     _ = path.write_text("one\ntwo\n")
    ...     list(read_lines(path))
    [(1, 'one'), (2, 'two')]
    """
    with _opened(path) as file:
        number = 0
        try:
            while raw := file.readline(LONGEST_LINE_BYTES + 1):
                number += 1
                if len(raw) > LONGEST_LINE_BYTES:
                    what = f"longer than {LONGEST_LINE_BYTES:,} bytes: this is no table of places"
                    raise GazetteerFormatError(what, path=path, line=number)
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            what = f"no UTF-8 ({error.reason}); save the file as UTF-8"
            raise GazetteerFormatError(what, path=path, line=number, column=error.start + 1) from error
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            what = f"damaged after line {number} ({error}); fetch the file again"
            raise GazetteerFormatError(what, path=path, line=number or None) from error


def check_archive(path: Path) -> None:
    """Read a table to its end, so that whatever is wrong with its archive shows before the work begins.

    Raises
    ------
    GazetteerFormatError, GazetteerError
        As for :func:`read_lines`.
    """
    with _opened(path) as file:
        try:
            while file.read(_BLOCK_BYTES):
                pass
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise GazetteerFormatError(f"damaged ({error}); fetch the file again", path=path) from error


def table_date(path: Path) -> date:
    """Return the day a table was made: what its archive says, or else the file's own."""
    if not zipfile.is_zipfile(path):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    with zipfile.ZipFile(path) as archive:
        year, month, day = _table(archive, path).date_time[:3]
    try:
        return date(year, month, day)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a table for reading as bytes, after the checks on its archive."""
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive, archive.open(_checked(_table(archive, path), path)) as member:
            yield member
    except zipfile.BadZipFile as error:
        what = f"no whole zip archive ({error}); fetch the file again"
        raise GazetteerFormatError(what, path=path) from error
    except NotImplementedError as error:
        what = f"packed in a way that is not read here ({error}); pack it as an ordinary zip"
        raise GazetteerFormatError(what, path=path) from error
    except OSError as error:
        raise GazetteerError(f"{path} cannot be read: {error.strerror or error}") from error


def _table(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Return the one table of an archive: ``XX.txt`` of ``XX.zip``, or the only text beside notes."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_MEMBERS:
        what = f"{len(members)} files in it; an archive of GeoNames holds one table and its notes"
        raise GazetteerFormatError(what, path=path)
    for member in members:
        name = PurePosixPath(member.filename)
        if name.is_absolute() or len(name.parts) != 1 or "\\" in member.filename:
            what = f"it holds {member.filename!r}: files in folders are refused"
            raise GazetteerFormatError(what, path=path)
    tables = [m for m in members if m.filename.lower() not in _COMPANIONS and m.filename.endswith(".txt")]
    same = [member for member in tables if PurePosixPath(member.filename).stem == path.stem]
    if len(found := same or tables) != 1:
        names = ", ".join(repr(member.filename) for member in members) or "nothing"
        what = f"it should hold one table, {path.stem}.txt, and holds {names}"
        raise GazetteerFormatError(what, path=path)
    return found[0]


def _checked(table: zipfile.ZipInfo, path: Path) -> zipfile.ZipInfo:
    """Return `table` where its size is one that a table may have; zipfile reads no more than it declares."""
    if table.flag_bits & _ENCRYPTED:
        raise GazetteerFormatError(f"{table.filename} is locked by a password", path=path)
    large = table.file_size > LARGEST_TABLE_BYTES
    bomb = table.file_size > max(_SMALL_BYTES, LARGEST_RATIO * table.compress_size)
    if large or bomb:
        what = (
            f"{table.filename} unpacks from {table.compress_size:,} to {table.file_size:,} bytes, which no "
            f"table of places does (limits: {LARGEST_RATIO}-fold, {LARGEST_TABLE_BYTES:,} bytes); not read"
        )
        raise GazetteerFormatError(what, path=path)
    return table
