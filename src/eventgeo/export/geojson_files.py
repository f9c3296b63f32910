"""GeoJSON (RFC 7946): one FeatureCollection a table, longitude before latitude, days as ISO text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventgeo.errors import TableSchemaError
from eventgeo.export import frames

if TYPE_CHECKING:
    import pandas as pd

SUFFIX = ".geojson"


def write(name: str, frame: pd.DataFrame, folder: Path) -> Path:
    """Write one table; rows without a place have a null geometry."""
    path = folder / (name + SUFFIX)
    points = frames.points(frame) if frames.is_spatial(frame) else [None] * len(frame)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f'{{"type": "FeatureCollection", "name": "{name}", "features": [')
        for index, (row, point) in enumerate(zip(frames.rows(frame), points, strict=True)):
            feature = json.dumps(_feature(row, point), ensure_ascii=False, allow_nan=False)
            file.write((",\n" if index else "\n") + feature)
        file.write("\n]}\n")
    return path


def read(name: str, folder: Path) -> pd.DataFrame:
    """Read one table back."""
    path = folder / (name + SUFFIX)
    try:
        collection = json.loads(path.read_text("utf-8"))
        content = [feature["properties"] for feature in collection["features"]]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise TableSchemaError(f"{path}: this is no GeoJSON FeatureCollection ({error})") from error
    return frames.restore(name, content, str(path))


def _feature(row: frames.Row, point: tuple[float, float] | None) -> dict[str, Any]:
    geometry = None if point is None else {"type": "Point", "coordinates": list(point)}
    return {"type": "Feature", "geometry": geometry, "properties": row}
