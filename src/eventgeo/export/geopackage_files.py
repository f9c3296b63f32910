"""GeoPackage: one file, a layer a table (``event_actors`` without geometry).

SQLite ends a text at U+0000, so that one is written as U+FFFD.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventgeo.errors import TableSchemaError
from eventgeo.export import frames

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "eventgeo.gpkg"


def write(name: str, frame: pd.DataFrame, folder: Path) -> Path:
    """Write one table as a layer of the file, made with the first one."""
    import pyogrio

    path = folder / FILE_NAME
    spatial = {"geometry_type": "Point"} if frames.is_spatial(frame) else {}
    pyogrio.write_dataframe(
        frames.for_gis(frame, nul="\ufffd"),
        path,
        layer=name,
        driver="GPKG",
        use_arrow=True,
        **spatial,
    )
    return path


def read(name: str, folder: Path) -> pd.DataFrame:
    """Read one table back from its layer."""
    import pyogrio

    path = folder / FILE_NAME
    try:
        content = pyogrio.read_dataframe(path, layer=name, use_arrow=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise TableSchemaError(f"{path}: no layer {name!r} can be read: {error}") from error
    return frames.restore(name, content, f"{path}, layer {name}")
