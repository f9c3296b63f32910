"""docs/tables.md names every column of every table, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eventgeo.table_schema import SCHEMA

PAGE = (Path(__file__).parent.parent / "docs" / "tables.md").read_text("utf-8")


def documented(table: str) -> list[str]:
    """Return the columns in the first cells of the table under a heading."""
    section = PAGE.split(f"## {table}\n", 1)[1].split("\n## ", 1)[0]
    cells = re.findall(r"^\| (`[^|]*) \|", section, flags=re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([a-z0-9_]+)`", cell)]


@pytest.mark.parametrize("table", SCHEMA)
def test_columns(table: str) -> None:
    assert sorted(documented(table)) == sorted(SCHEMA[table])
