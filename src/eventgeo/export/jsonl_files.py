"""JSON Lines: one file a table, one object a row, null where nothing is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from eventgeo.errors import TableSchemaError
from eventgeo.export import frames

if TYPE_CHECKING:
    import pandas as pd

SUFFIX = ".jsonl"


def write(name: str, frame: pd.DataFrame, folder: Path) -> Path:
    """Write one table."""
    path = folder / (name + SUFFIX)
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in frames.rows(frame):
            file.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")
    return path


def read(name: str, folder: Path) -> pd.DataFrame:
    """Read one table back."""
    path = folder / (name + SUFFIX)
    content = []
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            try:
                content.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise TableSchemaError(f"{path}, line {number}: broken JSON: {error.msg}") from error
    return frames.restore(name, content, str(path))
