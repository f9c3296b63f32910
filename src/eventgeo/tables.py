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

import eventgeo
from eventgeo.errors import DocumentError
from eventgeo.model import (
    ActorMention,
    Casualties,
    Document,
    Event,
    Location,
    Place,
    PlaceLink,
    Reading,
    Resolution,
    Span,
    SpatialRelation,
)
from eventgeo.ontology import event_types
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

_WKT_DIGITS = 4
_Linked = tuple[PlaceLink, Resolution, Location | None]


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
            events.append(_event_row(event, reading))
            links.extend(_link_rows(event))
            actors.extend(_actor_rows(event))
        places.extend(_place_row(reading.document.doc_id, found) for found in reading.resolutions)
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


def _event_row(event: Event, reading: Reading) -> dict[str, Any]:
    mention, document = event.mention, event.document
    trigger = mention.trigger
    main = _main_place(event)
    row = {
        "event_id": event.event_id,
        "doc_id": document.doc_id,
        "event_type": trigger.event_type,
        "event_family": event_types()[trigger.event_type].family,
        "trigger": trigger.text,
        "trigger_start": trigger.start,
        "trigger_end": trigger.end,
        "sentence": mention.sentence.text,
        "modality": mention.judgement.modality,
        "modality_cue": mention.judgement.cue,
        "modality_cue_start": _start(mention.judgement.span),
        "modality_cue_end": _end(mention.judgement.span),
        "modality_scope": _words(mention.judgement.scope),
        "modality_reason": mention.judgement.reason,
        "attribution": _words(mention.attribution.source),
        "claimed_by": _words(mention.attribution.claimed_by),
        "disputed_by": _words(mention.attribution.disputed_by),
        "attribution_reason": mention.attribution.reason,
        "date_start": mention.date.start,
        "date_end": mention.date.end,
        "date_precision": mention.date.precision,
        "date_text": mention.date.text,
        "date_text_start": _start(mention.date.span),
        "date_text_end": _end(mention.date.span),
        "date_reason": mention.date.reason,
        "initiator": " | ".join(actor.text for actor in mention.initiators),
        "target": " | ".join(actor.text for actor in mention.targets),
        "initiator_id": _ids(mention.initiators),
        "target_id": _ids(mention.targets),
        **_casualty_cells(mention.casualties),
        "weapon": " | ".join(dict.fromkeys(weapon.kind for weapon in mention.weapons)),
        "weapon_text": " | ".join(dict.fromkeys(weapon.text for weapon in mention.weapons)),
        "confidence": event.confidence,
        "document_date": document.date,
        "document_title": document.title,
        "document_source": document.source,
        "lang": document.lang,
        "tagger": reading.tagger,
        "gazetteer": reading.gazetteer,
        "version": eventgeo.__version__,
    }
    if main is not None:
        link, resolution, location = main
        row |= {
            "place": link.toponym.text,
            "place_role": link.role,
            "spatial_relation": _relation(link.spatial),
        }
        reasons = [link.reason, resolution.reason]
        if resolution.chosen is not None:
            place = resolution.chosen.place
            row |= _place_cells(place) | {"place": place.name, "place_kind": place.kind}
        if location is not None:
            row |= _location_cells(location)
            reasons.append(location.reason)
        row["place_reason"] = "; ".join(reason for reason in reasons if reason)
    if event.unnamed is not None and mention.spatial is not None and _is_vague(main):
        row |= _location_cells(event.unnamed) | {"spatial_relation": _relation(mention.spatial)}
        if main is None:
            row |= {"place": mention.spatial.text, "place_role": "location", "place_kind": "region"}
            row |= {"country": _only(mention.spatial.countries)}
        row["place_reason"] = event.unnamed.reason
    return row


def _casualty_cells(casualties: Casualties) -> dict[str, Any]:
    counts = {name: getattr(casualties, name) for name in ("killed", "injured", "captured", "displaced")}
    cells: dict[str, Any] = {"casualties_reason": casualties.reason}
    for name, count in counts.items():
        cells |= {f"{name}_low": count.low, f"{name}_high": count.high, f"{name}_who": count.who}
    told = dict.fromkeys(_words(count.span) for count in counts.values() if count.span)
    return cells | {"casualties_text": " | ".join(told)}


def _words(span: Span | None) -> str:
    return span.text if span else ""


def _start(span: Span | None) -> int | None:
    return span.start if span else None


def _end(span: Span | None) -> int | None:
    return span.end if span else None


def _is_vague(main: _Linked | None) -> bool:
    """Tell whether an event is linked to no place or just to a country."""
    return main is None or (main[0].spatial is None and main[1].chosen is not None)


def _only(countries: Sequence[str]) -> str:
    return countries[0] if len(countries) == 1 else ""


def _main_place(event: Event) -> _Linked | None:
    """Return the place that stands for the event: with a point before without, location before origin."""
    places = list(zip(event.mention.places, event.resolutions, event.locations, strict=True))
    order = {role: rank for rank, role in enumerate(("location", "destination", "origin", "via"))}
    return min(places, key=lambda found: (found[2] is None, order[found[0].role]), default=None)


def _link_rows(event: Event) -> Iterable[dict[str, Any]]:
    """Yield the places of an event, each at its own point; ``radius_km`` tells how far off it may be."""
    places = zip(event.mention.places, event.resolutions, event.locations, strict=True)
    for link, resolution, location in places:
        row = {
            "event_id": event.event_id,
            "doc_id": event.document.doc_id,
            "role": link.role,
            "text": link.toponym.text,
            "start": link.toponym.start,
            "end": link.toponym.end,
            "spatial_relation": _relation(link.spatial),
            "confidence": resolution.confidence,
            "link_reason": link.reason,
            "kind": link.toponym.kind,
        }
        if resolution.chosen is not None:
            place = resolution.chosen.place
            row |= _place_cells(place) | {"name": place.name, "kind": place.kind}
        if location is not None:
            row |= {"radius_km": location.reach_km, "area_wkt": _wkt(location)}
        yield row


def _actor_rows(event: Event) -> Iterable[dict[str, Any]]:
    for role, actors in (("initiator", event.mention.initiators), ("target", event.mention.targets)):
        for actor in actors:
            yield {
                "event_id": event.event_id,
                "doc_id": event.document.doc_id,
                "role": role,
                "text": actor.text,
                "start": actor.start,
                "end": actor.end,
                "actor_id": actor.actor_id,
                "actor_name": actor.actor_name,
                "actor_kind": actor.actor_kind,
                "actor_country": actor.country,
                "anaphor": actor.anaphor,
                "reason": actor.reason,
            }


def _place_row(doc_id: str, found: Resolution) -> dict[str, Any]:
    row = {
        "doc_id": doc_id,
        "text": found.toponym.text,
        "start": found.toponym.start,
        "end": found.toponym.end,
        "kind": found.toponym.kind,
        "metonymy": found.toponym.metonymy,
        "confidence": found.confidence,
        "reason": found.reason,
        "alternatives": " | ".join(
            f"{other.place.name} ({other.place.country}, {other.place.place_id})"
            for other in found.alternatives
        ),
    }
    if found.chosen is not None:
        place = found.chosen.place
        row |= _place_cells(place) | {"name": place.name, "kind": place.kind}
    return row


def _place_cells(place: Place) -> dict[str, Any]:
    return {
        "geonameid": place.geonameid,
        "admin1": place.admin1,
        "admin1_name": place.admin1_name,
        "admin2": place.admin2,
        "admin2_name": place.admin2_name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _ids(actors: Sequence[ActorMention]) -> str:
    return " | ".join(actor.actor_id for actor in actors if actor.actor_id)


def _relation(relation: SpatialRelation | None) -> str:
    return relation.describe() if relation else "in"


def _location_cells(location: Location) -> dict[str, Any]:
    return {
        "latitude": location.latitude,
        "longitude": location.longitude,
        "radius_km": location.radius_km,
        "geo_precision": location.geo_precision,
        "area_wkt": _wkt(location),
    }


def _wkt(location: Location) -> str:
    """Return the ground of a location as well-known text, to 10 m; empty where it is the place itself."""
    if location.area is None:
        return ""
    return str(shapely.to_wkt(location.area, rounding_precision=_WKT_DIGITS))
