"""The package's own tables of places: gzip'ed JSON lines and TOML, with an edition mark for each."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def read_bytes(name: str) -> bytes:
    """Return the contents of the file `name` of the package's data folder."""
    return (files("eventgeo.gazetteer") / "data" / name).read_bytes()


def read_rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gzip'ed table of JSON lines; its first line, a note on the source, is left out."""
    for line in gzip.decompress(read_bytes(name)).decode("utf-8").splitlines()[1:]:
        yield json.loads(line)


def read_toml(name: str) -> dict[str, Any]:
    """Return the contents of a TOML table."""
    return tomllib.loads(read_bytes(name).decode("utf-8"))


def edition(*names: str) -> str:
    """Return a short mark that changes when one of the files `names` does."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(read_bytes(name))
    return digest.hexdigest()[:12]
