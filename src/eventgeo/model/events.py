"""Places of the gazetteer, what names were resolved to, and events with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventgeo.model.documents import Document
from eventgeo.model.mentions import EventMention
from eventgeo.model.tags import Toponym
from eventgeo.model.vocabulary import Kind, Match

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry.

    ``place_id`` is the gazetteer's own key; ``geonameid`` GeoNames' number where known. ``radius_km`` is the
    radius of a circle about as large as the place.
    """

    place_id: str
    name: str
    kind: Kind
    latitude: float
    longitude: float
    country: str = ""
    admin1: str = ""
    admin1_name: str = ""
    admin2: str = ""
    admin2_name: str = ""
    geonameid: int | None = None
    feature_code: str = ""
    population: int = 0
    radius_km: float = 0.0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean: how the two met, its score, and what made that score."""

    place: Place
    match: Match
    matched_name: str
    score: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)

    def explain(self) -> str:
        """Return the features, weightiest first, as one line."""
        ranked = sorted(self.features.items(), key=lambda item: (-abs(item[1]), item[0]))
        return ", ".join(f"{name} {value:+.2f}" for name, value in ranked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What became of a toponym. "Not found" is a value: ``chosen`` None, with a reason."""

    toponym: Toponym
    chosen: Candidate | None
    reason: str
    alternatives: tuple[Candidate, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event may lie, by one of its places and the words that tie it to that place.

    The point stands for the event, which lies within ``radius_km`` of it, and within ``reach_km`` of the
    place's own point. ``geo_precision`` is UCDP's ``where_prec`` (1 exact … 7 international waters), ``area``
    the ground in question in longitude and latitude, None where that is the place itself.
    """

    latitude: float
    longitude: float
    radius_km: float
    reach_km: float
    geo_precision: int
    area: BaseGeometry | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event mention of one document with its places resolved.

    ``resolutions`` and ``locations`` are in the order of ``mention.places``; a location is None where the
    place is not resolved.
    """

    event_id: str
    document: Document
    mention: EventMention
    resolutions: tuple[Resolution, ...] = ()
    locations: tuple[Location | None, ...] = ()
    unnamed: Location | None = None
    """The location that ``mention.spatial`` tells."""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one document: its events and every toponym, linked or not."""

    document: Document
    events: tuple[Event, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    tagger: str = ""
    gazetteer: str = ""
