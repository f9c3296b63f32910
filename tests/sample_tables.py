"""Tables as the pipeline makes them, with all that is hard to write: for the tests of files and maps."""

from __future__ import annotations

from typing import Any

import pandas as pd

from eventgeo.table_schema import SCHEMA
from eventgeo.tables import Tables, conform, with_points

HARMFUL = "</script><script>document.title='broken'</script><!-- <img src=x onerror=alert(1)>"

SENTENCE = "L'armée a repris Al-Boukamal, frappée par des raids, avant un raid sur Jarablous."


def event(number: int, **cells: Any) -> dict[str, Any]:
    return {
        "event_id": f"e{number}",
        "doc_id": "doc-1",
        "event_type": "capture",
        "event_family": "territory",
        "trigger": "repris",
        "trigger_start": 10,
        "trigger_end": 16,
        "sentence": SENTENCE,
        "modality": "asserted",
        "date_start": "2017-11-15",
        "date_end": "2017-11-15",
        "date_precision": "day",
        "date_text": "mercredi",
        "initiator": "armée syrienne",
        "place": "Al-Boukamal",
        "place_role": "location",
        "place_kind": "populated",
        "country": "SY",
        "geonameid": 174448,
        "latitude": 34.4522,
        "longitude": 40.9186,
        "radius_km": 4.5,
        "geo_precision": 1,
        "spatial_relation": "in",
        "confidence": 0.81,
        "document_title": "La bataille d'Al-Boukamal",
        "document_source": "https://example.org/a?b=1&c=2",
        "lang": "fr",
        **cells,
    }


NOWHERE = {"place": "", "place_kind": "", "country": "", "geonameid": None, "latitude": None,
           "longitude": None, "radius_km": None, "geo_precision": None, "spatial_relation": ""}  # fmt: skip

EVENTS = [
    event(1),
    event(2, event_type="strike", event_family="combat", trigger="raids", trigger_start=46, trigger_end=51,
          modality="negated", modality_cue="n'ont pas", killed_low=3, killed_high=5),
    event(3, event_type="strike", event_family="combat", trigger="raid", trigger_start=62, trigger_end=66,
          modality="planned", modality_cue="va", place="Jarablous", latitude=36.8175, longitude=38.0111,
          date_start="2017-11-01", date_end="2017-11-30", date_precision="month", date_text="en novembre"),
    event(4, doc_id="=cmd()", event_type="protest", event_family="contention", trigger="@manifestation",
          sentence=HARMFUL + " @manifestation", trigger_start=len(HARMFUL) + 1, modality="hypothetical",
          initiator="+foule", target="-police\r\nlocale", date_start=None, date_end=None,
          date_precision="unknown", date_text="", document_title="\t'=titre",
          document_source="javascript:alert(1)", **NOWHERE),
    event(5, event_type="withdrawal", event_family="territory", trigger="انسحبت", trigger_start=0,
          trigger_end=6,
          sentence="انسحبت القوات من الموصل 🎉 نحو سنجار", place="Sinjar", place_role="destination",
          country="IQ", latitude=36.3209, longitude=41.8766, initiator="القوات", lang="ar"),
    event(6, place="Sydney", country="AU", latitude=-33.8679, longitude=151.2073, radius_km=25.0,
          spatial_relation="north_of 12 km", injured_low=10),
]  # fmt: skip

EVENT_PLACES = [
    {"event_id": "e1", "doc_id": "doc-1", "role": "location", "text": "Al-Boukamal", "start": 17, "end": 28,
     "name": "Al-Boukamal", "kind": "populated", "geonameid": 174448, "country": "SY", "latitude": 34.4522,
     "longitude": 40.9186, "radius_km": 4.5, "spatial_relation": "in", "confidence": 0.9},
    {"event_id": "e5", "doc_id": "doc-1", "role": "origin", "text": "الموصل", "start": 17, "end": 23,
     "name": "Mosul", "kind": "populated", "country": "IQ", "latitude": 36.335, "longitude": 43.1189,
     "radius_km": 15.0, "spatial_relation": "in", "confidence": 0.9},
    {"event_id": "e4", "doc_id": "=cmd()", "role": "location", "text": "-nulle part", "start": 3, "end": 14},
]  # fmt: skip

EVENT_ACTORS = [
    {"event_id": "e1", "doc_id": "doc-1", "role": "initiator", "text": "armée syrienne", "start": 0, "end": 7,
     "actor_id": "SY-ARMY", "actor_name": "Syrian Army", "actor_kind": "state force"},
]  # fmt: skip

PLACES = [
    {"doc_id": "doc-1", "text": "Al-Boukamal", "start": 17, "end": 28, "kind": "populated", "metonymy": False,
     "name": "Al-Boukamal", "geonameid": 174448, "admin1": "SY.02", "country": "SY", "latitude": 34.4522,
     "longitude": 40.9186, "confidence": 0.9, "reason": "-seul, de ce nom", "alternatives": "a | b"},
    {"doc_id": "doc-1", "text": "Moscou", "start": 80, "end": 86, "kind": "populated", "metonymy": True,
     "name": "", "confidence": 0.0, "reason": "aucun lieu de ce nom"},
]  # fmt: skip

ROWS = {"events": EVENTS, "event_places": EVENT_PLACES, "event_actors": EVENT_ACTORS, "places": PLACES}


def tables_of(rows: dict[str, list[dict[str, Any]]]) -> Tables:
    """Return tables with these rows and the contract's dtypes."""
    frames: dict[str, Any] = {}
    for name, columns in SCHEMA.items():
        frame = conform(pd.DataFrame(rows[name], columns=list(columns), dtype=object), columns)
        frames[name] = with_points(frame) if "longitude" in columns else frame
    return Tables(**frames)


def sample_tables() -> Tables:
    return tables_of(ROWS)
