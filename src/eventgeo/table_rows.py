"""Rows of the four tables, as plain values: what a reading says of its events, their places and actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import shapely

import eventgeo
from eventgeo.model import (
    ActorMention,
    Casualties,
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

_WKT_DIGITS = 4
_Linked = tuple[PlaceLink, Resolution, Location | None]
Row = dict[str, Any]


def event_row(event: Event, reading: Reading) -> Row:
    """Return the row of an event."""
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


def _casualty_cells(casualties: Casualties) -> Row:
    counts = {name: getattr(casualties, name) for name in ("killed", "injured", "captured", "displaced")}
    cells: Row = {"casualties_reason": casualties.reason}
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


def link_rows(event: Event) -> Iterable[Row]:
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


def actor_rows(event: Event) -> Iterable[Row]:
    """Yield the actors of an event, who did it first."""
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
                "reason": "; ".join(filter(None, (actor.reason, actor.rule))),
            }


def place_row(doc_id: str, found: Resolution) -> Row:
    """Return the row of a place mention."""
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


def _place_cells(place: Place) -> Row:
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


def _location_cells(location: Location) -> Row:
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
