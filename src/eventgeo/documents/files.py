"""Files, folders and standard input: what is read how."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from eventgeo.documents.arrow import read_parquet
from eventgeo.documents.delimited import read_csv
from eventgeo.documents.html import looks_like_html, read_html
from eventgeo.documents.jsonl import read_json, read_jsonl
from eventgeo.documents.plain import read_text
from eventgeo.documents.records import ReadingOptions
from eventgeo.documents.report import OnError, warn
from eventgeo.errors import ConfigurationError, DocumentError
from eventgeo.model import Document

Reader = Callable[..., Iterator[Document]]

READERS: dict[str, Reader] = {
    "txt": read_text,
    "html": read_html,
    "csv": read_csv,
    "jsonl": read_jsonl,
    "json": read_json,
    "parquet": read_parquet,
}
"""The formats, by name. Adding one is a row here, one in :data:`SUFFIXES`, and a module."""

SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
}

STDIN = Path("-")

_NAMED_FILES = 5
"""How many of a folder's files that are left out are named."""


def read_path(
    path: Path, options: ReadingOptions, *, on_error: OnError, format: str | None = None
) -> Iterator[Document]:
    """Read a file by its suffix, a folder's files in order, or standard input where `path` is "-".

    Raises
    ------
    DocumentError
        Where there is no such file, or nothing in it can be read.
    """
    if path == STDIN:
        yield from read_stream(sys.stdin, options, on_error=on_error, format=format)
    elif path.is_dir():
        yield from _read_folder(path, options, on_error, format)
    else:
        reader = READERS[check_format(format or _format_of(path))]
        yield from reader(_bytes_of(path), options, on_error=on_error, source=str(path))


def read_stream(
    stream: TextIO | BinaryIO, options: ReadingOptions, *, on_error: OnError, format: str | None = None
) -> Iterator[Document]:
    """Read all of an open file; without `format`, its start tells JSON Lines and HTML from plain text."""
    source = str(getattr(stream, "name", "") or "stream")
    content = getattr(stream, "buffer", stream).read()
    if isinstance(content, str):  # a text stream without bytes below it
        content = content.encode("utf-8", "surrogatepass")
        options = options.with_encoding("utf-8")
    reader = READERS[check_format(format or guess_format(content))]
    yield from reader(content, options, on_error=on_error, source=source)


def guess_format(content: bytes) -> str:
    """Return the format that the start of `content` looks like.

    Examples
    --------
    >>> guess_format(b'{"text": "Bonjour"}'), guess_format(b"<!DOCTYPE html>"), guess_format(b"Bonjour")
    ('jsonl', 'html', 'txt')
    """
    if content.startswith(b"PAR1"):
        return "parquet"
    first = content.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    if first.startswith(b"{"):
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            return "txt"
        return "jsonl"
    return "html" if looks_like_html(content[:5_000].decode("utf-8", "replace")) else "txt"


def check_format(format: str) -> str:
    """Return `format`; raise :class:`ConfigurationError` where there is none of that name."""
    if format not in READERS:
        raise ConfigurationError(f"there is no input format {format!r}: give one of {', '.join(READERS)}")
    return format


def _format_of(path: Path) -> str:
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        if not path.exists():
            raise DocumentError("there is no such file or folder", source=str(path)) from None
        raise DocumentError(
            f"files named {path.suffix or 'without a suffix'} are not read; rename it to one of "
            f"{', '.join(SUFFIXES)} or name its format with --input-format (format=…)",
            source=str(path),
        ) from None


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("there is no such file or folder", source=str(path)) from error
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror or error}", source=str(path)) from error


def _read_folder(
    folder: Path, options: ReadingOptions, on_error: OnError, format: str | None
) -> Iterator[Document]:
    paths = sorted(_files_under(folder), key=lambda path: path.parts)
    readable = [path for path in paths if path.suffix.lower() in SUFFIXES]
    left_out = [path for path in paths if path.suffix.lower() not in SUFFIXES]
    if not readable:
        kinds = Counter(path.suffix or "no suffix" for path in paths)
        found = ", ".join(f"{count} × {suffix}" for suffix, count in kinds.most_common(5)) or "nothing"
        raise DocumentError(
            f"the folder holds no file to read ({', '.join(SUFFIXES)}); it holds {found}", source=str(folder)
        )
    if left_out:
        names = ", ".join(str(path.relative_to(folder)) for path in left_out[:_NAMED_FILES])
        warn(
            f"{folder}: {len(left_out)} of {len(paths)} files left out, since nothing reads files so named: "
            f"{names}{' …' if len(left_out) > _NAMED_FILES else ''}"
        )
    for path in readable:
        try:
            yield from read_path(path, options, on_error=on_error, format=format)
        except DocumentError as error:
            on_error(error)


def _files_under(folder: Path) -> Iterator[Path]:
    """Yield the files under `folder` but hidden ones and tables that eventgeo wrote itself."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if {"events.csv", "event_places.csv", "places.csv"} <= set(names):
            names = [name for name in names if Path(name).stem not in _OWN_TABLES]
        paths = (Path(root, name) for name in names if not name.startswith("."))
        yield from (path for path in paths if path.is_file())


_OWN_TABLES = {"events", "event_places", "event_actors", "places", "map"}
