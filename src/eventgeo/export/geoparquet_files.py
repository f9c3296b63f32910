"""GeoParquet: one file a table (``event_actors`` as plain Parquet)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventgeo.errors import TableSchemaError
from eventgeo.export import frames

if TYPE_CHECKING:
    import pandas as pd

SUFFIX = ".parquet"


def write(name: str, frame: pd.DataFrame, folder: Path) -> Path:
    """Write one table."""
    path = folder / (name + SUFFIX)
    frames.for_gis(frame).to_parquet(path, index=False)
    return path


def read(name: str, folder: Path) -> pd.DataFrame:
    """Read one table back."""
    import geopandas as gpd
    import pandas as pd

    path = folder / (name + SUFFIX)
    try:
        content = (pd.read_parquet if name == "event_actors" else gpd.read_parquet)(path)
    except ValueError as error:  # pyarrow's and geopandas' errors about content are such
        raise TableSchemaError(f"{path}: this is no readable GeoParquet file: {error}") from error
    return frames.restore(name, content, str(path))
