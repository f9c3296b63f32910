"""The four tidy tables, made of readings: the only place that makes data frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from eventgeo.errors import DocumentError
from eventgeo.model import Document, Reading
from eventgeo.table_rows import actor_rows, event_row, link_rows, place_row
from eventgeo.table_schema import (
    CATEGORIES,
    CRS,
    DATE,
    EVENT_ACTOR_COLUMNS,
    EVENT_COLUMNS,
    EVENT_PLACE_COLUMNS,
    PLACE_COLUMNS,
    TEXT,
)
from eventgeo.text.surrogates import without_surrogates


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What was extracted: four tidy tables, joined by ``event_id`` and ``doc_id``.

    Attributes
    ----------
    events : geopandas.GeoDataFrame
        One row an event mention; ``geometry`` is the point of its main place (EPSG:4326), empty where none.
    event_places : geopandas.GeoDataFrame
        One row an (event, place) link with its role.
    event_actors : pandas.DataFrame
        One row an (event, actor) link with its role.
    places : geopandas.GeoDataFrame
        Every toponym mention, linked or not, with the reason for the choice and the runners-up.
    problems : tuple of DocumentError
        Inputs that could not be read; the others were.
    documents : tuple of Document
        The documents read, those without events too, for the review page; empty in tables read from files.
    """

    events: gpd.GeoDataFrame
    event_places: gpd.GeoDataFrame
    event_actors: pd.DataFrame
    places: gpd.GeoDataFrame
    problems: tuple[DocumentError, ...] = field(default=())
    documents: tuple[Document, ...] = field(default=())

    def write(self, folder: str | Path, formats: Iterable[str] = ("csv",)) -> list[Path]:
        """Write the tables to `folder`, one file a table and format (GeoPackage: one file).

        Parameters
        ----------
        folder : path
            Made if it is not there.
        formats : iterable of {"csv", "jsonl", "geojson", "gpkg", "parquet", "html"}
            "html" is the self-contained map.

        Returns
        -------
        list of pathlib.Path
            The files written.

        Raises
        ------
        ConfigurationError
            An unknown format, or a folder that cannot be written to.
        """
        from eventgeo.export import write_tables

        return write_tables(self, folder, formats)

    def to_acled(self, *, asserted_only: bool = True) -> pd.DataFrame:
        """Return the events with ACLED's columns; see :func:`eventgeo.crosswalks.to_acled`."""
        from eventgeo.crosswalks import to_acled

        return to_acled(self, asserted_only=asserted_only)

    def to_ucdp(self, *, asserted_only: bool = True, with_deaths_only: bool = False) -> pd.DataFrame:
        """Return the events with UCDP GED's columns; see :func:`eventgeo.crosswalks.to_ucdp`."""
        from eventgeo.crosswalks import to_ucdp

        return to_ucdp(self, asserted_only=asserted_only, with_deaths_only=with_deaths_only)

    def explore(self) -> Any:
        """Return an interactive map that a notebook shows in place."""
        from eventgeo.export import MapView

        return MapView(self)

    def review(self) -> Any:
        """Return the page to check texts and rows with, which a notebook shows in place."""
        from eventgeo.export import ReviewView

        return ReviewView(self)

    def __repr__(self) -> str:
        return (
            f"Tables({len(self.events)} events, {len(self.event_places)} event places, "
            f"{len(self.event_actors)} event actors, {len(self.places)} places)"
        )

    def _repr_html_(self) -> str:
        columns = [
            "event_type",
            "trigger",
            "modality",
            "date_start",
            "place",
            "country",
            "initiator",
            "target",
        ]
        head = self.events[columns].head(20)
        shown = pd.DataFrame(head).to_html(escape=True, index=False, na_rep="")
        more = len(self.events) - len(head)
        tail = f"<p>… and {more} more events</p>" if more > 0 else ""
        return f"<p>{self!r}</p>{shown}{tail}"


def tabulate(readings: Iterable[Reading], problems: Sequence[DocumentError] = ()) -> Tables:
    """Turn readings into the four tables.

    Parameters
    ----------
    readings : iterable of Reading
    problems : sequence of DocumentError, optional
        Kept beside the tables.

    Returns
    -------
    Tables
        With all columns and dtypes of :data:`eventgeo.table_schema.SCHEMA`, also when there is no row.

    Examples
    --------
    >>> tabulate([]).events.empty
    True
    """
    events: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    actors: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    documents: list[Document] = []
    for reading in readings:
        documents.append(reading.document)
        for event in reading.events:
            events.append(event_row(event, reading))
            links.extend(link_rows(event))
            actors.extend(actor_rows(event))
        places.extend(place_row(reading.document.doc_id, found) for found in reading.resolutions)
    return Tables(
        events=with_points(_frame(events, EVENT_COLUMNS)),
        event_places=with_points(_frame(links, EVENT_PLACE_COLUMNS)),
        event_actors=_frame(actors, EVENT_ACTOR_COLUMNS),
        places=with_points(_frame(places, PLACE_COLUMNS)),
        problems=tuple(problems),
        documents=tuple(documents),
    )


def conform(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return `frame` with exactly these columns, in order, and their dtypes."""
    typed: dict[str, Any] = {}
    for name, dtype in columns.items():
        values: Any = frame[name] if name in frame else pd.Series([None] * len(frame), dtype=object)
        if dtype == "category":
            typed[name] = pd.Categorical(values, categories=list(CATEGORIES[name]))
        elif dtype == TEXT:
            typed[name] = _as_text(values.astype(object).where(values.notna(), ""))
        elif dtype == DATE:
            typed[name] = pd.to_datetime(values).astype(DATE)
        else:
            typed[name] = values.astype(dtype)
    return pd.DataFrame(typed, columns=list(columns))


def _as_text(values: Any) -> Any:
    try:
        return values.astype(TEXT)
    except UnicodeEncodeError:  # lone surrogates, which neither Arrow nor any file can hold
        return values.map(without_surrogates).astype(TEXT)


def _frame(rows: list[dict[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    return conform(pd.DataFrame(rows, columns=list(columns), dtype=object), columns)


def with_points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add the point of each row; the one place where (latitude, longitude) becomes (lon, lat)."""
    longitudes, latitudes = (frame[name].to_numpy(float) for name in ("longitude", "latitude"))
    known = ~(np.isnan(longitudes) | np.isnan(latitudes))
    points = np.full(len(frame), shapely.Point(), dtype=object)
    points[known] = shapely.points(longitudes[known], latitudes[known])
    return gpd.GeoDataFrame(frame, geometry=points, crs=CRS)
