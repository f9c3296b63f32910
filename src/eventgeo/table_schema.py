"""The columns of the four tables, their dtypes and categories: the contract that files are read back by."""

from __future__ import annotations

from collections.abc import Mapping

from eventgeo.model import DATE_PRECISIONS, MODALITIES
from eventgeo.ontology import event_types

CRS = "EPSG:4326"

TEXT, INT, FLOAT, DATE, FLAG = "str", "Int64", "float64", "datetime64[us]", "bool"
_TYPES = tuple(event_types())
_FAMILIES = tuple(dict.fromkeys(row.family for row in event_types().values()))
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "event_type": _TYPES,
    "event_family": _FAMILIES,
    "modality": MODALITIES,
    "date_precision": DATE_PRECISIONS,
}

EVENT_COLUMNS: Mapping[str, str] = {
    "event_id": TEXT, "doc_id": TEXT, "event_type": "category", "event_family": "category",
    "trigger": TEXT, "trigger_start": INT, "trigger_end": INT, "sentence": TEXT,
    "modality": "category", "modality_cue": TEXT, "modality_cue_start": INT, "modality_cue_end": INT,
    "modality_scope": TEXT, "modality_reason": TEXT,
    "attribution": TEXT, "claimed_by": TEXT, "disputed_by": TEXT, "attribution_reason": TEXT,
    "date_start": DATE, "date_end": DATE, "date_precision": "category", "date_text": TEXT,
    "date_text_start": INT, "date_text_end": INT, "date_reason": TEXT,
    "initiator": TEXT, "target": TEXT, "initiator_id": TEXT, "target_id": TEXT,
    "killed_low": INT, "killed_high": INT, "injured_low": INT, "injured_high": INT,
    "captured_low": INT, "captured_high": INT, "displaced_low": INT, "displaced_high": INT,
    "killed_who": TEXT, "injured_who": TEXT, "captured_who": TEXT, "displaced_who": TEXT,
    "casualties_text": TEXT, "casualties_reason": TEXT, "weapon": TEXT, "weapon_text": TEXT,
    "place": TEXT, "place_role": TEXT, "place_kind": TEXT, "geonameid": INT, "admin1": TEXT,
    "admin1_name": TEXT, "admin2": TEXT, "admin2_name": TEXT, "country": TEXT, "latitude": FLOAT,
    "longitude": FLOAT, "radius_km": FLOAT, "geo_precision": INT, "spatial_relation": TEXT,
    "area_wkt": TEXT, "place_reason": TEXT, "confidence": FLOAT,
    "document_date": DATE, "document_title": TEXT, "document_source": TEXT, "lang": TEXT,
    "tagger": TEXT, "gazetteer": TEXT, "version": TEXT,
}  # fmt: skip
EVENT_PLACE_COLUMNS: Mapping[str, str] = {
    "event_id": TEXT, "doc_id": TEXT, "role": TEXT, "text": TEXT, "start": INT, "end": INT, "name": TEXT,
    "kind": TEXT, "geonameid": INT, "admin1": TEXT, "country": TEXT, "latitude": FLOAT, "longitude": FLOAT,
    "radius_km": FLOAT, "spatial_relation": TEXT, "area_wkt": TEXT, "confidence": FLOAT, "link_reason": TEXT,
}  # fmt: skip
EVENT_ACTOR_COLUMNS: Mapping[str, str] = {
    "event_id": TEXT, "doc_id": TEXT, "role": TEXT, "text": TEXT, "start": INT, "end": INT,
    "actor_id": TEXT, "actor_name": TEXT, "actor_kind": TEXT, "actor_country": TEXT,
    "anaphor": TEXT, "reason": TEXT,
}  # fmt: skip
PLACE_COLUMNS: Mapping[str, str] = {
    "doc_id": TEXT, "text": TEXT, "start": INT, "end": INT, "kind": TEXT, "metonymy": FLAG, "name": TEXT,
    "geonameid": INT, "admin1": TEXT, "country": TEXT, "latitude": FLOAT, "longitude": FLOAT,
    "confidence": FLOAT, "reason": TEXT, "alternatives": TEXT,
}  # fmt: skip
SCHEMA: Mapping[str, Mapping[str, str]] = {
    "events": EVENT_COLUMNS,
    "event_places": EVENT_PLACE_COLUMNS,
    "event_actors": EVENT_ACTOR_COLUMNS,
    "places": PLACE_COLUMNS,
}
"""Column names and dtypes of each table, in order; all but ``event_actors`` also have ``geometry``."""
