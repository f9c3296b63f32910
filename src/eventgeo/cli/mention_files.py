"""Files of mentions in, the same with places out: line by line, and all or nothing."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from tqdm import tqdm

from eventgeo.documents.mentions import MentionLine, mention_line, read_records
from eventgeo.errors import ConfigurationError, DocumentError, EventGeoError
from eventgeo.model import Resolution, Span

STANDARD = Path("-")
"""Standard input or output."""

OnProblem = Callable[[DocumentError], None]
Answer = Callable[[MentionLine], tuple[Resolution, ...]]


def resolve_file(source: Path, target: Path, answer: Answer, on_problem: OnProblem) -> None:
    """Write the lines of `source` to `target`, with the places that `answer` gives for the spans of a line.

    A line that cannot be read is left out, a mention that is no stretch of its text stays without a place;
    `on_problem` is told of both.

    Raises
    ------
    ConfigurationError
        A file that cannot be read or written.
    """
    name = "standard input" if source == STANDARD else str(source)
    with _reading(source) as stream, writing(target) as out, _bar(source) as bar:
        for number, size, record in read_records(stream, source=name):
            bar.update(size)
            try:
                if isinstance(record, DocumentError):
                    raise record
                read = mention_line(record, source=name, line=number)
                for fault in read.spans:
                    if isinstance(fault, DocumentError):
                        on_problem(DocumentError(str(fault), source=name, line=number))
                resolved = resolved_record(read, answer(read))
                out.write(as_line(resolved, source=name, line=number))
            except DocumentError as error:
                on_problem(error)
            except (EventGeoError, OSError):
                raise  # a fault of the installation or the set-up: all lines would fail alike
            except Exception as error:  # one bad line never stops a batch
                on_problem(_failure(error, name, number))


def resolved_record(read: MentionLine, resolutions: tuple[Resolution, ...]) -> dict[str, Any]:
    """Return the record of a line with the fields of its resolutions, one a good span, in each toponym."""
    left = iter(resolutions)
    toponyms = [
        {**toponym, **_fields(next(left))} if isinstance(span, Span) else _unread(toponym, span)
        for toponym, span in zip(read.record["toponyms"], read.spans, strict=True)
    ]
    return {**read.record, "toponyms": toponyms}


def as_line(record: Mapping[str, Any], *, source: str = "", line: int | None = None) -> bytes:
    r"""Return a record as a line of UTF-8; lone surrogates, which that cannot hold, as escapes.

    Raises
    ------
    DocumentError
        A number that JSON cannot hold.

    Examples
    --------
    >>> as_line({"a": "é"}).decode(), as_line({"a": "\ud800"})
    ('{"a": "é"}\n', b'{"a": "\\ud800"}\n')
    """
    try:
        try:
            return (json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n").encode()
        except UnicodeEncodeError:
            return (json.dumps(record, allow_nan=False) + "\n").encode()
    except ValueError as error:
        message = f"a number that JSON cannot hold: {error}"
        raise DocumentError(message, source=source, line=line) from error


@contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """Give a file to write into that takes the place of `target` at the end; on an error all stays as it was.

    Raises
    ------
    ConfigurationError
        `target` cannot be written.
    """
    if target == STANDARD:
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # who reads has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    try:
        if target.exists() and not target.is_file() and not target.is_dir():  # a pipe, /dev/null
            with target.open("wb") as out:
                yield out
            return
        if target.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:50]}-", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        temporary.chmod(0o644)
        temporary.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _reading(source: Path) -> Iterator[BinaryIO]:
    if source == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        stream = source.open("rb")
    except OSError as error:
        raise ConfigurationError(f"cannot read {str(source)!r}: {error.strerror or error}") from error
    with stream:
        yield stream


def _bar(source: Path) -> tqdm[Any]:
    size = source.stat().st_size if source.is_file() else None
    return tqdm(total=size, unit="B", unit_scale=True, desc="resolving", disable=None)


def _fields(resolution: Resolution) -> dict[str, Any]:
    if resolution.chosen is None:
        return {**_NOTHING, "reason": resolution.reason}
    place = resolution.chosen.place
    return {
        "lat": round(place.latitude, 6),
        "lon": round(place.longitude, 6),
        "geonameid": place.geonameid,
        "country": place.country or None,
        "kind": place.kind,
        "confidence": resolution.confidence,
        "reason": resolution.reason,
    }


_NOTHING = dict.fromkeys(("lat", "lon", "geonameid", "country", "kind", "confidence"))


def _failure(error: Exception, source: str, line: int) -> DocumentError:
    what = f"{type(error).__name__}: {error}"
    message = f"resolving it failed ({what}); this is a fault of eventgeo, please report it"
    return DocumentError(message, source=source, line=line)


def _unread(toponym: object, fault: DocumentError) -> object:
    return {**toponym, **_NOTHING, "reason": str(fault)} if isinstance(toponym, dict) else toponym


def _unwritable(target: Path, error: OSError) -> ConfigurationError:
    return ConfigurationError(
        f"cannot write {str(target)!r}: {error.strerror or error}; name another file with -o"
    )
