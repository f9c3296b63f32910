"""The adapter between the tables' data frames and what files hold: the one module here that knows geopandas.

Files get plain columns: categories as text, days as days, no empty points. Readers get back the dtypes of
:data:`eventgeo.table_schema.SCHEMA`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eventgeo.errors import TableSchemaError
from eventgeo.table_schema import SCHEMA
from eventgeo.text.surrogates import without_surrogates

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from eventgeo.tables import Tables

Row = dict[str, Any]
"""One row with plain values: str, int, float, bool, None, and ISO days as str; no geometry."""

_KEYS = {"events": "event_id", "event_places": "event_id", "event_actors": "event_id", "places": "doc_id"}
"""Columns without which a table cannot be joined to the others."""


def frames_of(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the four tables by name."""
    return {name: getattr(tables, name) for name in SCHEMA}


def is_spatial(frame: pd.DataFrame) -> bool:
    """Tell whether the rows of `frame` have a place on the map."""
    return "geometry" in frame.columns


def text_columns(frame: pd.DataFrame) -> set[str]:
    """Return the columns of words, as opposed to numbers, days and flags."""
    from pandas.api import types

    return {
        str(name)
        for name, dtype in frame.dtypes.items()
        if name != "geometry"
        and not types.is_numeric_dtype(dtype)
        and not types.is_datetime64_any_dtype(dtype)
    }


def rows(frame: pd.DataFrame) -> Iterator[Row]:
    """Yield the rows of `frame` with plain values."""
    names = [name for name in frame.columns if name != "geometry"]
    columns = [_plain_values(frame[name]) for name in names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def points(frame: pd.DataFrame) -> Iterator[tuple[float, float] | None]:
    """Yield the (longitude, latitude) of each row, None where it has no place; checked to be on Earth."""
    for number, point in enumerate(frame.geometry, start=1):
        if point is None or point.is_empty:
            yield None
            continue
        longitude, latitude = float(point.x), float(point.y)
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise TableSchemaError(
                f"row {number}: longitude {longitude}, latitude {latitude} is not on Earth "
                "(-180 to 180, -90 to 90); were the two swapped?"
            )
        yield longitude, latitude


def for_gis(frame: pd.DataFrame, *, nul: str = "\0") -> pd.DataFrame:
    """Return `frame` for GeoPackage and GeoParquet: day columns, text for categories, null for empty points.

    `nul` takes the place of U+0000 where a format cannot hold it.
    """
    import pandas as pd
    import pyarrow as pa
    from pandas.api import types

    plain = frame.copy()
    for name in frame.columns:
        if name == "geometry":
            plain[name] = frame[name].where(~frame[name].is_empty, None)
        elif types.is_datetime64_any_dtype(frame[name].dtype):
            plain[name] = frame[name].astype(pd.ArrowDtype(pa.date32()))
        elif name in text_columns(frame):
            cells = [cell if cell is None else cell.replace("\0", nul) for cell in _plain_values(frame[name])]
            plain[name] = pd.Series(cells, index=frame.index, dtype="str")
    return plain


def restore(name: str, content: Sequence[Mapping[str, Any]] | pd.DataFrame, source: str) -> pd.DataFrame:
    """Return a table read from `source` with the contract's columns and dtypes, and its extra columns last.

    Parameters
    ----------
    name : str
        Of the table.
    content : rows or data frame
        Numbers and flags may be written as text; "" and None are missing. Without a ``geometry`` column, the
        points are made of longitude and latitude.
    source : str
        File, for messages.

    Raises
    ------
    TableSchemaError
        Where the key column is missing, or a cell is not of its column's kind.
    """
    import pandas as pd

    from eventgeo.tables import conform, with_points

    columns = SCHEMA[name]
    frame = content if isinstance(content, pd.DataFrame) else pd.DataFrame(list(content), dtype=object)
    if frame.empty and not len(frame.columns):
        frame = pd.DataFrame(columns=list(columns), dtype=object)
    if _KEYS[name] not in frame.columns:
        found = ", ".join(map(str, frame.columns))
        raise TableSchemaError(f"{source}: this is no {name} table: no column {_KEYS[name]!r} among {found}")
    typed = pd.DataFrame(frame).reset_index(drop=True)
    for column, dtype in columns.items():
        if column in typed and dtype not in ("str", "category"):
            typed[column] = _read_cells(typed[column], dtype, column, source)
    result = conform(typed, columns)
    if "longitude" in columns:
        geometry = typed.get("geometry")
        result = with_points(result)
        if geometry is not None:
            result = _with_geometry(result, geometry)
    for column in typed.columns:
        if column not in result.columns and column != "geometry":
            result[column] = typed[column]
    return result


def _plain_values(column: pd.Series[Any]) -> list[Any]:
    from pandas.api import types

    missing = column.isna()
    if types.is_datetime64_any_dtype(column.dtype):
        plain = column.dt.strftime("%Y-%m-%d").astype(object)
    elif types.is_numeric_dtype(column.dtype):
        plain = column.astype(object)
    else:
        plain = column.astype(object).map(_plain_text, na_action="ignore")
    cells: list[Any] = plain.where(~missing, None).tolist()
    return cells


def _plain_text(cell: object) -> str:
    text = cell if isinstance(cell, str) else str(cell)
    return text if text.isascii() else without_surrogates(text)


def _read_cells(column: pd.Series[Any], dtype: str, name: str, source: str) -> pd.Series[Any]:
    import pandas as pd

    if dtype not in ("bool",) and not (column.dtype == object or pd.api.types.is_string_dtype(column.dtype)):
        return column
    readers: dict[str, Callable[[Any], object]] = {"Int64": int, "float64": float, "bool": _read_flag}
    read = readers.get(dtype, str)
    cells: list[Any] = []
    for number, cell in enumerate(column.tolist(), start=1):
        if cell is None or cell == "" or cell != cell:
            cells.append(False if dtype == "bool" else None)
            continue
        try:
            cells.append(read(cell))
        except (ValueError, TypeError) as error:
            raise TableSchemaError(
                f"{source}, row {number}, column {name!r}: {cell!r} is no {dtype}"
            ) from error
    return pd.Series(cells, index=column.index, dtype=object)


def _read_flag(cell: object) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False, "1.0": True, "0.0": False}
    return known[str(cell).lower()]


def _with_geometry(frame: gpd.GeoDataFrame, geometry: pd.Series[Any]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import shapely

    empty = shapely.Point()
    filled = [empty if point is None else point for point in geometry]
    return frame.set_geometry(gpd.GeoSeries(filled, index=frame.index, crs=frame.crs))
